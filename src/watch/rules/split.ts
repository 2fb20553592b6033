// The split stage: where one article of a digest ends and the next begins, and why. The cuts partition the text.
import type { Block, Cut, SourceText, Span } from '../model.ts'
import {
  hasHeadlineShape,
  isByline,
  isFooter,
  isLabel,
  isProse,
  looksLikeSubheading,
  readMarker,
  wordsIn,
} from './headline.ts'

export const splitVersion = 'split-1'

interface Line extends Block {
  text: string
  /** The text without its number, hashes or label. */
  bare: string
  offset: number
  number: number | null
  names: Set<string>
  headed: boolean
  /** Leading role in the layout. */
  role: 'rule' | 'footer' | 'byline' | 'label' | 'headline' | 'prose' | 'other'
}

interface Start {
  line: number
  why: string
}

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

function readLine(text: string, block: Block, ordinary: Set<string>): Line {
  const whole = text.slice(block.start, block.end)
  const marker = readMarker(whole)
  const bare = whole
    .slice(marker.length)
    .replace(/\*\*:?$/, '')
    .replace(/\s#+$/, '')
  const headed = block.kind === 'heading' || marker.kind === 'field'
  const role = roleOf(whole, bare, block, headed)
  const names = namesOf(bare, ordinary)
  return { ...block, text: whole, bare, offset: marker.length, number: marker.number, names, headed, role }
}

function roleOf(whole: string, bare: string, block: Block, headed: boolean): Line['role'] {
  if (block.kind === 'rule') return 'rule'
  if (isLabel(whole) || isLabel(bare)) return 'label'
  if (isFooter(bare)) return 'footer'
  if (isByline(bare)) return 'byline'
  if (headed) return 'headline'
  if (isProse(bare)) return 'prose'
  return hasHeadlineShape(bare) && block.kind !== 'list-item' ? 'headline' : 'other'
}

/** HTML that marks its articles: each element with prose in it is one. */
function byArticleElement(lines: Line[]): Start[] | null {
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
function byNumber(lines: Line[]): Start[] | null {
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
function byHeadingLevel(lines: Line[]): Start[] | null {
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

function cohesive(bodies: Line[][]): boolean {
  const main = namesIn(bodies[0] ?? [])
  const rest = bodies.slice(1)
  return rest.length > 0 && rest.filter((body) => sharedNames(main, namesIn(body)) >= 2).length >= rest.length * 0.6
}

/** Lines of dashes, stars or equals signs between pieces that each begin like an article. */
function byRule(lines: Line[]): Start[] | null {
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
function byBullet(lines: Line[]): Start[] | null {
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

/** No marks at all: a headline-shaped line with prose under it, scored by what stands before and under it. */
function byShape(lines: Line[], bar = 2): Start[] {
  const usualGap = commonGap(lines)
  const candidates = lines.flatMap((line, i) => (line.role === 'headline' && proseFollows(lines, i) ? [i] : []))
  const footers = repeatedFooters(lines)
  const starts: Start[] = [{ line: 0, why: 'the text begins' }]
  let main = new Set<string>()
  let lastHead = -1
  for (const [k, i] of candidates.entries()) {
    const end = candidates[k + 1] ?? lines.length
    const body = lines.slice(i + 1, end)
    const line = lines[i]
    if (line === undefined) continue
    const before = lines.slice(starts[starts.length - 1]?.line ?? 0, i)
    const told = before.some((other) => other.role === 'prose')
    if (!told) {
      // The first headline of its article: nothing has been told yet, so there is nothing to cut off.
      if (lastHead < 0 || lines.slice(lastHead + 1, i).every((other) => other.role !== 'prose'))
        main = topNames(line, body)
      lastHead = i
      continue
    }
    const { score, why } = weigh(lines, i, body, main, usualGap, footers)
    if (score >= bar) {
      starts.push({ line: firstOwn(lines, i), why: `headline shape, ${why}` })
      main = topNames(line, body)
    } else for (const name of namesIn(body.slice(0, 3))) if (main.size < 40) main.add(name)
    lastHead = i
  }
  if (footers) addAfterFooters(lines, starts)
  return starts
}

function weigh(lines: Line[], i: number, body: Line[], main: Set<string>, usualGap: number, footers: boolean) {
  const line = lines[i]
  const reasons: string[] = []
  let score = 0
  const add = (points: number, why: string): void => {
    score += points
    if (points > 0) reasons.push(why)
  }
  const previous = lines[i - 1]
  if (line === undefined || previous === undefined) return { score: 0, why: '' }
  const count = wordsIn(line.bare).length
  if (previous.role === 'footer') add(footers ? 3 : 2, 'after a footer')
  if (previous.role === 'label' || previous.role === 'rule') add(3, 'after a separator')
  if (line.blankLinesBefore > usualGap && line.blankLinesBefore >= 2) add(2, 'after a wider gap')
  if (lines[i + 1]?.role === 'byline') add(2, 'with a byline under it')
  if (count >= 8) add(1.5, 'long as a headline')
  else if (count >= 5) add(1, 'long as a headline')
  else if (count <= 3) add(-1, '')
  if (looksLikeSubheading(line.bare)) add(-4, '')
  const said = summarises(line.bare, body.slice(0, 3))
  if (said) add(1.5, 'said again in the first lines')
  const lead = namesIn([line, ...body.slice(0, 2)])
  const shared = sharedNames(main, lead)
  if (lead.size > 0 && shared === 0) add(1.5, 'with names of its own')
  else if (shared >= 3 || (shared >= 2 && lead.size <= 4)) add(said && count >= 7 ? -0.75 : -1.5, '')
  else if (shared >= 1) add(-0.5, '')
  if (/[?]$/.test(line.bare)) add(-0.5, '')
  return { score, why: reasons.join(', ') }
}

// A label, a rule or a date above the headline belongs to it.
function firstOwn(lines: Line[], i: number): number {
  let at = i
  while (at > 0 && lines[at - 1]?.role === 'label') at -= 1
  return at
}

function repeatedFooters(lines: Line[]): boolean {
  let runs = 0
  for (let i = 1; i < lines.length; i += 1) {
    if (lines[i]?.role === 'footer' && lines[i - 1]?.role !== 'footer' && lines[i - 1]?.role !== 'headline') runs += 1
  }
  return runs >= 2
}

// Where every story ends in a footer, what follows one begins a story even when it is no headline by shape.
function addAfterFooters(lines: Line[], starts: Start[]): void {
  const taken = new Set(starts.map((start) => start.line))
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i]
    if (lines[i - 1]?.role !== 'footer' || line === undefined || taken.has(i)) continue
    if (line.role !== 'prose' && line.role !== 'other' && line.role !== 'headline') continue
    const before = starts.filter((start) => start.line <= i - 1).reduce((last, start) => Math.max(last, start.line), 0)
    if (!lines.slice(before, i - 1).some((other) => other.role === 'prose')) continue
    const next = starts
      .filter((start) => start.line > i)
      .reduce((least, start) => Math.min(least, start.line), lines.length)
    if (lengthOf(lines.slice(i, next)) < 150 || !lines.slice(i, next).some((other) => other.role === 'prose')) continue
    // The same names as before the footer: a link in the middle of one article.
    const told = namesIn(lines.slice(before, i - 1))
    if (line.role === 'prose' && sharedNames(told, namesIn(lines.slice(i, next))) >= 2) continue
    starts.push({ line: i, why: 'follows a footer' })
    taken.add(i)
  }
  starts.sort((a, b) => a.line - b.line)
}

function commonGap(lines: Line[]): number {
  const gaps = lines
    .slice(1)
    .map((line) => line.blankLinesBefore)
    .sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 0
}

function proseFollows(lines: Line[], i: number): boolean {
  for (let k = i + 1; k < lines.length && k <= i + 4; k += 1) {
    const role = lines[k]?.role
    if (role === 'prose') return true
    // One line of another kind may stand between: a second headline, a place, a name.
    if (role !== 'byline' && role !== 'footer' && k > i + 1) return false
  }
  return false
}

/** Whether a heading's words come again in the first lines under it, as a news headline's do. */
function summarises(heading: string, body: Line[]): boolean {
  const stems = new Set(contentStems(heading))
  if (stems.size < 2) return false
  const under = new Set(contentStems(joined(body.filter((line) => line.bare !== heading)).slice(0, 700)))
  let again = 0
  for (const stem of stems) if (under.has(stem)) again += 1
  return again >= 2 && again >= stems.size * 0.3
}

function contentStems(text: string): string[] {
  return wordsIn(text.toLowerCase())
    .filter((word) => word.length >= 4 || /\d/.test(word))
    .map((word) => word.slice(0, 5))
}

function topNames(line: Line, body: Line[]): Set<string> {
  return namesIn([line, ...body.slice(0, 4)])
}

function namesIn(lines: Line[]): Set<string> {
  const names = new Set<string>()
  for (const line of lines) for (const name of line.names) names.add(name)
  return names
}

/** Words that the text also writes small: beginning a sentence does not make a name of them. */
function ordinaryWords(text: string): Set<string> {
  return new Set(text.slice(0, 400_000).match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}-]{1,40}/gu) ?? [])
}

/** Capitalised words that the text never writes small: rough names, good enough to compare. */
function namesOf(text: string, ordinary: Set<string>): Set<string> {
  const names = new Set<string>()
  // A headline in capitals would make a name of each of its words.
  if (text === text.toUpperCase()) return names
  for (const found of text.slice(0, 3000).match(/(?<![\p{L}\p{N}'-])\p{Lu}[\p{L}\p{N}-]{1,40}/gu) ?? []) {
    const name = found.toLowerCase()
    if (!COMMON.has(name) && !ordinary.has(name)) names.add(name)
  }
  return names
}

const COMMON = new Set(
  'a an and as at but by for from he her his how if in its not of on or she so some that their then there these they this those to we what when where while who why will with you after before both each every few last late many more most much new no now one only other our over since such two under until up was were monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december eu us uk europe european commission union u.s the ai it ceo'.split(
    ' ',
  ),
)

function sharedNames(a: Set<string>, b: Set<string>): number {
  let shared = 0
  for (const name of b) if (a.has(name)) shared += 1
  return shared
}

function joined(lines: Line[]): string {
  return lines.map((line) => line.bare).join('. ')
}

function lengthOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0)
}

function bodyLength(lines: Line[], from: number, to: number): number {
  const head = lines[from]
  const long = head !== undefined && head.bare.length > 200 ? head.bare.length : 0
  return long + lengthOf(lines.slice(from + 1, to).filter((line) => line.role === 'prose' || line.role === 'other'))
}

function toCuts(source: SourceText, lines: Line[], starts: Start[]): Cut[] {
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
