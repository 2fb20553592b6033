// From the lines where articles begin to cuts: spans that partition the text, the article in each, and its title.
import type { Cut, SourceText, Span } from '../../model.ts'
import { looksLikeSubheading, wordsIn } from '../headline.ts'
import { type Line, lengthOf, type Start } from './lines.ts'

export function toCuts(source: SourceText, lines: Line[], starts: Start[]): Cut[] {
  const sorted = [...starts].sort((a, b) => a.line - b.line)
  const before = lines.slice(0, sorted[0]?.line ?? 0)
  // A first story that lacks the mark of the others is still a story; a line or two of greeting is not.
  if (
    before.some((line) => line.role === 'headline') &&
    lengthOf(before.filter((line) => line.role === 'prose')) >= 300
  ) {
    sorted.unshift({ line: 0, why: 'an article before the first mark' })
  }
  return sorted.map((start, k) => {
    const next = sorted[k + 1]
    const from = k === 0 ? 0 : (lines[start.line]?.start ?? 0)
    const to = next === undefined ? source.text.length : (lines[next.line]?.start ?? source.text.length)
    const mine = lines.slice(k === 0 && sorted.length === 1 ? 0 : start.line, next?.line ?? lines.length)
    return { span: { start: from, end: to }, ...contentOf(mine, { start: from, end: to }), why: start.why }
  })
}

/** The article inside its piece: rules, labels and the footers at its end are left out, its number too. */
function contentOf(lines: Line[], span: Span): { content: Span; title: Span | null } {
  let first = 0
  while (first < lines.length - 1 && isFurniture(lines[first])) first += 1
  let last = lines.length - 1
  while (last > first && isTail(lines[last])) last -= 1
  const head = lines[first]
  const tail = lines[last]
  if (head === undefined || tail === undefined) return { content: span, title: null }
  const titled = titleLine(lines.slice(first, last + 1))
  const start = titled === null ? head.start : titled.start + titled.offset
  const title =
    titled === null
      ? null
      : { start: titled.start + titled.offset, end: titled.start + titled.offset + titled.bare.length }
  return { content: { start, end: tail.end }, title }
}

function isFurniture(line: Line | undefined): boolean {
  return line?.role === 'rule' || line?.role === 'label' || line?.role === 'footer'
}

function isTail(line: Line | undefined): boolean {
  return line?.role === 'rule' || line?.role === 'label' || line?.role === 'footer' || line?.role === 'byline'
}

const MASTHEAD =
  /\b(?:digest|briefing|brief|newsletter|bulletin|round-?up|weekly|daily|edition|issue|news summary|press review|news of the|headlines|top stories|in the news|presseschau|revue de presse|rassegna stampa|resumen)\b/i

// Of several headlines before the first prose the first is the story's, unless it names the digest or its section.
function titleLine(lines: Line[]): Line | null {
  const heads: Line[] = []
  for (const line of lines) {
    if (line.role === 'prose') break
    if (line.role === 'headline') heads.push(line)
  }
  for (const [k, line] of heads.entries()) {
    const after = heads[k + 1]
    if (after === undefined) return line
    const dated = lines[lines.indexOf(line) + 1]?.role === 'byline'
    const capitals = line.bare === line.bare.toUpperCase() && after.bare !== after.bare.toUpperCase()
    const masthead = MASTHEAD.test(line.bare) || capitals || (dated && after.blankLinesBefore > 1)
    const deeper =
      line.headed &&
      after.headed &&
      (after.level > line.level || wordsIn(line.bare).length <= 3) &&
      !looksLikeSubheading(after.bare)
    if (!masthead && !deeper && after.blankLinesBefore < 2) return line
  }
  return null
}
