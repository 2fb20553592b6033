// Articles told apart without any mark: headline-shaped lines, scored by what stands before and under them.
import { looksLikeSubheading, mayBeHeadline, wordsIn } from '../headline.ts'
import { figuresIn, namesIn, OPENING_LINES, sharedNames, summarises, topNames } from './compare.ts'
import { type Line, lengthOf, type Start } from './lines.ts'

/** No marks at all: a headline-shaped line with prose under it, scored by what stands before and under it. */
export function byShape(lines: Line[], bar = 2): Start[] {
  const usualGap = commonGap(lines)
  const candidates = lines.flatMap((line, i) => (line.role === 'headline' && proseFollows(lines, i) ? [i] : []))
  const footers = repeatedFooters(lines)
  const starts: Start[] = [{ line: 0, why: 'the text begins' }]
  let main = new Set<string>()
  let opening = figuresIn(lines.slice(0, OPENING_LINES))
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
    const { score, why } = weigh(lines, i, body, { main, opening, usualGap, footers })
    if (score >= bar) {
      starts.push({ line: firstOwn(lines, i), why: `headline shape, ${why}` })
      main = topNames(line, body)
      opening = figuresIn(lines.slice(i, i + OPENING_LINES))
    } else for (const name of namesIn(body.slice(0, 3))) if (main.size < 40) main.add(name)
    lastHead = i
  }
  if (footers) addAfterFooters(lines, starts)
  return starts
}

interface SoFar {
  /** Names that the article at hand is about, and the figures of its first lines. */
  main: Set<string>
  opening: Set<string>
  usualGap: number
  footers: boolean
}

function weigh(lines: Line[], i: number, body: Line[], { main, opening, usualGap, footers }: SoFar) {
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
  // It may be a sentence that ends in "the U.S."; a headline is said again under it.
  else if (mayBeHeadline(line.bare)) add(-2, '')
  const lead = namesIn([line, ...body.slice(0, 2)])
  const shared = sharedNames(main, lead)
  if (lead.size > 0 && shared === 0) add(1.5, 'with names of its own')
  else if (shared >= 3 || (shared >= 2 && lead.size <= 4)) add(said && count >= 7 ? -0.75 : -1.5, '')
  else if (shared >= 1) add(-0.5, '')
  if (/[?]$/.test(line.bare)) add(-0.5, '')
  // A second account of the same event begins with the same figures again; a section of one article does not.
  const again = sharedNames(opening, figuresIn([line, ...body.slice(0, 2)]))
  if (count >= 5 && again >= 2) add(2.25, 'told from the beginning again')
  else if (count >= 5 && again === 1 && shared >= 2) add(1.5, 'told from the beginning again')
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
