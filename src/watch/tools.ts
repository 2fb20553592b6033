// Loads the libraries that the stages need (parser, detectors, hash) and gives them the shape the rules ask for.
import { createHash } from 'node:crypto'
import { Readability } from '@mozilla/readability'
import { loadModule } from 'cld3-asm'
import { eld } from 'eld/large'
import { parseHTML } from 'linkedom'
import type { Page, Tools } from './rules/tools.ts'

const CLD3_MAX_BYTES = 4000

export async function loadTools(): Promise<Tools> {
  const cld3 = (await loadModule()).create(0, CLD3_MAX_BYTES)
  return {
    parse: parsePage,
    readable(html) {
      const article = new Readability(parseHTML(html).document, { charThreshold: 200, maxElemsToParse: 20_000 }).parse()
      if (!article?.content) return null
      return { title: article.title ?? '', content: article.content }
    },
    eld(text) {
      const scores = Object.entries(eld.detect(text).getScores())
      return scores.map(([code, confidence]) => ({ code, confidence })).sort((a, b) => b.confidence - a.confidence)
    },
    cld3(text) {
      const found = cld3.findLanguage(text)
      return found.language === 'und' ? null : { code: found.language, confidence: found.probability }
    },
    sha256(text) {
      return createHash('sha256').update(text).digest('hex')
    },
  }
}

function parsePage(html: string): Page {
  const { document }: { document: Page } = parseHTML(html)
  return document
}
