// The split stage: where one article of a digest ends and the next begins, and why. The cuts partition the text.
import type { Cut, SourceText } from '../model.ts'
import { toCuts } from './split/cuts.ts'
import { ordinaryWords, readLine } from './split/lines.ts'
import { byArticleElement, byBullet, byHeadingLevel, byNumber, byRule } from './split/marks.ts'
import { byShape } from './split/shape.ts'

export const splitVersion = 'split-3'

/** Cuts a cleaned text into its articles; a text that is one article comes back as one cut. */
export function splitText(source: SourceText): Cut[] {
  const ordinary = ordinaryWords(source.text)
  const lines = source.blocks.map((block) => readLine(source.text, block, ordinary))
  if (lines.length === 0) return []
  const starts =
    byArticleElement(lines) ??
    byNumber(lines) ??
    byHeadingLevel(lines) ??
    byRule(lines) ??
    byBullet(lines) ??
    byShape(lines)
  return toCuts(source, lines, starts)
}
