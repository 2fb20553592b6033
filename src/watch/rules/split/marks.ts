// Articles told apart by marks: article elements, numbers, headings, lines of dashes, points of a list.
import { hasHeadlineShape, looksLikeSubheading, wordsIn } from '../headline.ts'
import { cohesive, namesIn, sharedNames, summarises } from './compare.ts'
import { bodyLength, type Line, lengthOf, type Start } from './lines.ts'
import { byShape } from './shape.ts'

/** HTML that marks its articles: each element with prose in it is one. */
export function byArticleElement(lines: Line[]): Start[] | null {
  const articles = new Map<number, { line: number; lines: number; chars: number }>()
  for (const [i, line] of lines.entries()) {
    if (line.article === 0) continue
    const known = articles.get(line.article) ?? { line: i, lines: 0, chars: 0 }
    articles.set(line.article, { ...known, lines: known.lines + 1, chars: known.chars + line.text.length })
  }
  const told = [...articles.values()].filter((article) => article.lines >= 2 && article.chars >= 80)
  const starts = told.map(({ line }) => ({ line, why: 'an article element begins' }))
  return starts.length >= 2 ? starts.sort((one, other) => one.line - other.line) : null
}

/** Headings that count 1, 2, 3, each with a body of its own. */
export function byNumber(lines: Line[]): Start[] | null {
  const starts: Start[] = []
  let expected: number | null = null
  for (const [i, line] of lines.entries()) {
    const label = line.role === 'label' ? Number(/\d{1,3}/.exec(line.text)?.[0] ?? Number.NaN) : null
    const number = label ?? line.number
    if (number === null || Number.isNaN(number)) continue
    const titled = label !== null || line.headed || hasHeadlineShape(line.bare) || line.bare.length > 200
    if (!titled || (expected !== null && number !== expected) || (expected === null && number > 1)) continue
    starts.push({ line: i, why: label === null ? `numbered heading ${number}` : `label "${line.text}"` })
    expected = number + 1
  }
  if (starts.length < 2) return null
  const bodies = starts.map((start, k) => bodyLength(lines, start.line, starts[k + 1]?.line ?? lines.length))
  const thin = bodies.filter((length) => length < 120).length
  return thin <= bodies.length * 0.2 ? starts : null
}

/** Markdown or HTML headings: the shallowest level that looks like a row of stories and not like sections. */
export function byHeadingLevel(lines: Line[]): Start[] | null {
  const levels = [...new Set(lines.filter((line) => line.headed).map((line) => line.level))].sort((a, b) => a - b)
  for (const level of levels) {
    const at = lines.flatMap((line, i) => (line.headed && line.level === level ? [i] : []))
    const bodied = at.filter((line, k) => bodyLength(lines, line, at[k + 1] ?? lines.length) >= 80)
    if (bodied.length < 2) continue
    // A single heading above this level with prose right under it is the title of one article with sections.
    if (sectionsOfOne(lines, bodied)) continue
    return bodied.map((line) => ({ line, why: `heading of level ${level}` }))
  }
  return null
}

function sectionsOfOne(lines: Line[], at: number[]): boolean {
  const first = at[0] ?? 0
  const lead = lines.slice(0, first).filter((line) => line.role === 'prose')
  const headings = at.map((i) => lines[i]?.bare ?? '')
  const sections = headings.filter((text) => looksLikeSubheading(text) || wordsIn(text).length <= 3).length
  if (sections > headings.length * 0.4) return true
  const bodies = at.map((line, k) => lines.slice(line, at[k + 1] ?? lines.length))
  const titled = at.filter((line, k) => summarises(lines[line]?.bare ?? '', bodies[k] ?? [])).length
  if (lead.length > 0) {
    const main = namesIn(lines.slice(0, first))
    const sharing = bodies.filter((body) => sharedNames(main, namesIn(body)) >= 1).length
    if (main.size > 0 && sharing >= bodies.length * 0.7 && titled < at.length * 0.6) return true
    if (main.size > 1 && sharing === bodies.length) return true
  }
  return titled < at.length * 0.3 && cohesive(bodies)
}

/** Lines of dashes, stars or equals signs between pieces that each begin like an article. */
export function byRule(lines: Line[]): Start[] | null {
  const rules = lines.flatMap((line, i) => (line.role === 'rule' ? [i] : []))
  if (rules.length === 0) return null
  const starts: Start[] = []
  let untitled = 0
  let from = 0
  for (const rule of [...rules, lines.length]) {
    const piece = lines.slice(from, rule)
    const begin = from
    from = rule + 1
    // A rule under a single line is an underline: the headline stays with what follows.
    const body = piece.filter((line) => line.role !== 'footer' && line.role !== 'byline' && line.role !== 'label')
    if (body.length === 0) continue
    if (body.length === 1 && body[0]?.role === 'headline' && rule < lines.length) {
      starts.push({ line: begin, why: 'underlined headline' })
      continue
    }
    const previous = starts[starts.length - 1]
    const underline = previous?.why === 'underlined headline' && onlyHeadline(lines, previous.line, begin)
    if (underline) {
      // The piece may hold the last lines of this story and the headline of the next, which its own underline follows.
      const last = body[body.length - 1]
      if (rule < lines.length && body.length > 1 && last?.role === 'headline') {
        starts.push({ line: lines.indexOf(last), why: 'underlined headline' })
      }
      continue
    }
    if (lengthOf(body) < 120) continue
    if (body[0]?.role !== 'headline') untitled += 1
    starts.push({
      line: begin,
      why: `separator line "${(lines[rule - piece.length - 1]?.text ?? 'start').slice(0, 12)}"`,
    })
  }
  if (starts.length < 2) return null
  // Stars between the scenes of one article: nothing after them begins with a headline.
  const title = lines[0]?.role === 'headline' ? 1 : 0
  if (untitled >= starts.length - title && !apart(lines, starts)) return null
  return refine(lines, starts)
}

function onlyHeadline(lines: Line[], from: number, to: number): boolean {
  return lines.slice(from, to).filter((line) => line.role !== 'rule' && line.role !== 'label').length <= 1
}

function apart(lines: Line[], starts: Start[]): boolean {
  const bodies = starts.map((start, k) => lines.slice(start.line, starts[k + 1]?.line ?? lines.length))
  const main = namesIn(bodies[0] ?? [])
  const sharing = bodies.slice(1).filter((body) => sharedNames(main, namesIn(body)) >= 1).length
  return sharing < (bodies.length - 1) * 0.6 && bodies.every((body) => lengthOf(body) >= 150)
}

// Separators may stand between groups of stories only: each piece is looked at again by shape, with a higher bar.
function refine(lines: Line[], starts: Start[]): Start[] {
  const out: Start[] = []
  for (const [k, start] of starts.entries()) {
    out.push(start)
    const end = starts[k + 1]?.line ?? lines.length
    const inner = byShape(lines.slice(start.line, end), 2.5)
    for (const more of inner.slice(1)) out.push({ line: start.line + more.line, why: more.why })
  }
  return out
}

/** A list whose points are whole stories. */
export function byBullet(lines: Line[]): Start[] | null {
  const bullets = lines.flatMap((line, i) => (line.kind === 'list-item' && line.text.length >= 140 ? [i] : []))
  const others = lines.filter((line) => line.kind !== 'list-item' && line.role === 'prose')
  if (
    bullets.length < 3 ||
    lengthOf(others) > lengthOf(bullets.map((i) => lines[i]).filter((l) => l !== undefined)) * 0.3
  )
    return null
  const bodies = bullets.map((i) => lines.slice(i, i + 1))
  return cohesive(bodies) ? null : bullets.map((line) => ({ line, why: 'a list whose points are whole stories' }))
}
