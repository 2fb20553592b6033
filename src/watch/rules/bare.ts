// The text of an analysis that did not end: kept as one item without facts, which says that nobody looked into it.
import type { Analysis } from '../model.ts'
import { type AnalyseInput, MAX_ITEM_CHARS } from './analyse.ts'
import { instantOf } from './calendar.ts'
import { scrubText } from './decode-bytes.ts'
import { foldText } from './fold.ts'
import { canonicalUrl, contentHash } from './versions.ts'

export const bareVersion = 'bare-1'

const STAGES = 'language, times, places, topics, sectors'
const MARKUP_CHARS = 400_000
const MAX_TITLE_CHARS = 200

/** One pass over the text, whatever it is made of. An item without text when there is nothing to read in it. */
export function bareAnalysis(input: AnalyseInput, why: string, sha256: (text: string) => string): Analysis {
  const did: string[] = []
  const partial = [`analysis: ${why}; kept as one item, without ${STAGES}`]
  const markup =
    input.kind === 'html' || (input.kind === 'guess' && /<[a-z!][^<>]{0,200}>/i.test(input.text.slice(0, 2_000)))
  const plain = markup ? withoutTags(input.text.slice(0, MARKUP_CHARS), did) : input.text.slice(0, MAX_ITEM_CHARS * 2)
  const lines = scrubText(plain, did)
    .split(/\r\n|\n|\r/, 20_000)
    .map(foldText)
  const whole = lines
    .filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''))
    .join('\n')
    .trim()
  const text = whole.slice(0, MAX_ITEM_CHARS).replace(/[\ud800-\udbff]$/, '')
  if (
    text.length < whole.length ||
    plain.length < (markup ? Math.min(input.text.length, MARKUP_CHARS) : input.text.length)
  )
    partial.push(`clean: a text of ${input.text.length} characters, read up to ${text.length}`)
  if (text.trim() === '') return { items: [], did, partial, stageVersions: { bare: bareVersion } }
  const span = { start: 0, end: text.length }
  const first = text.split('\n', 1)[0] ?? ''
  return {
    items: [
      {
        title: (input.title ?? first).slice(0, MAX_TITLE_CHARS).replace(/[\ud800-\udbff]$/, ''),
        titleSpan: null,
        text,
        origin: { span, content: span, why: 'the whole text, because it could not be analysed' },
        language: { code: 'und', votes: [], why: 'not looked at' },
        publishedAt: input.publishedAt === null ? null : instantOf(input.publishedAt),
        canonicalUrl: input.url === null ? null : canonicalUrl(input.url),
        contentHash: contentHash(text, sha256),
        signature: [],
        figures: [],
        times: [],
        places: [],
        names: [],
        claims: [],
        topics: [],
        sectors: [],
        checks: [],
        incident: false,
        incidentWhy: 'not looked at',
        stageVersions: { bare: bareVersion },
        partial,
        uncovered: [],
      },
    ],
    did,
    partial,
    stageVersions: { bare: bareVersion },
  }
}

const UNREAD = /<(script|style|template|noscript)\b/gi

// Crude on purpose: it runs where the careful cleaner failed, and has to end for any input.
function withoutTags(html: string, did: string[]): string {
  did.push('markup taken out')
  const lower = html.toLowerCase()
  let text = ''
  let at = 0
  UNREAD.lastIndex = 0
  for (let hit = UNREAD.exec(html); hit !== null; hit = UNREAD.exec(html)) {
    text += html.slice(at, hit.index)
    const end = lower.indexOf(`</${(hit[1] ?? '').toLowerCase()}`, hit.index)
    if (end < 0) return bare(text)
    at = end
    UNREAD.lastIndex = end
  }
  return bare(text + html.slice(at))
}

function bare(html: string): string {
  return html
    .replace(/<(?:\/?(?:p|div|li|h[1-6]|tr|article|section)|br)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&')
}
