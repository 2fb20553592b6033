// How likely two items tell of one event: half the words of title and lead, half names and figures, and what speaks against it.
import { type Background, rarity } from './background.ts'
import type { Sketch, Term } from './sketch.ts'
import { stem } from './words.ts'

/** From here on two items are shown together; from `SURE` on without a question mark. */
export const SUGGEST = 0.22
export const SURE = 0.35

export interface Weighed {
  sketch: Sketch
  lead: Map<string, number>
  marks: Map<string, number>
  /** Names that it is about, rarest first. */
  about: string[]
  /** Figures too odd to be met by chance. */
  figures: string[]
  norms: { lead: number; marks: number }
}

export interface Likeness {
  score: number
  /** In plain English, the strongest first. */
  why: string[]
}

const ABOUT = 3

export function weigh(sketch: Sketch, background: Background): Weighed {
  const lead = weighed(sketch.lead, background)
  const marks = weighed(sketch.marks, background)
  const about = sketch.about
    .map((name, i) => ({ name, weight: (marks.get(`n:${name}`) ?? 0) / (1 + i / 6) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, ABOUT)
    .map(({ name }) => name)
  const figures = [...marks].filter(([term, weight]) => term.startsWith('f:') && weight >= RARE).map(([term]) => term)
  return { sketch, lead, marks, about, figures, norms: { lead: norm(lead), marks: norm(marks) } }
}

function weighed(terms: readonly Term[], background: Background): Map<string, number> {
  return new Map(terms.map(([term, times]) => [term, times * rarity(background, term)]))
}

function norm(weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const weight of weights.values()) sum += weight * weight
  return Math.sqrt(sum)
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, norms: number): number {
  if (norms === 0) return 0
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0)
  return sum / norms
}

/** The score alone; reasons are only wanted for what is shown. */
export function likeness(a: Weighed, b: Weighed): number {
  const lead = cosine(a.lead, b.lead, a.norms.lead * b.norms.lead)
  const marks = cosine(a.marks, b.marks, a.norms.marks * b.norms.marks)
  const base = sameLanguage(a, b) ? (lead + marks) / 2 : acrossLanguages(a, b, marks)
  if (base < 0.05) return base
  return Math.min(1, base * against(a, b).reduce((factor, one) => factor * one.factor, 1) + bonus(a, b))
}

function sameLanguage(a: Weighed, b: Weighed): boolean {
  return a.sketch.language === b.sketch.language || a.sketch.language === 'und' || b.sketch.language === 'und'
}

/** A mark as rare as this is hardly shared by chance; below it counts nothing. */
const PLAIN_RARITY = 3
const RARE = 4.5
const PER_RARITY = 0.06
const MOST_ACROSS = 0.6

// The words differ by nature: names, figures and identifiers carry it alone, and one alone is not enough.
function acrossLanguages(a: Weighed, b: Weighed, marks: number): number {
  const shared = sharedMarks(a, b).filter(([term]) => /^[nfi]:/.test(term))
  const rare = shared.filter(([, weight]) => weight >= RARE).length
  if (rare < 2 && shared.length < 3) return marks * 0.4
  const sum = shared.slice(0, 5).reduce((all, [, weight]) => all + Math.max(0, Math.min(weight, 7) - PLAIN_RARITY), 0)
  return Math.min(MOST_ACROSS, Math.max(marks * (shared.length >= 3 ? 0.9 : 0.4), sum * PER_RARITY))
}

function sharedMarks(a: Weighed, b: Weighed): [string, number][] {
  const shared: [string, number][] = []
  for (const [term, weight] of a.marks) {
    const other = b.marks.get(term)
    if (other !== undefined) shared.push([term, Math.min(weight, other)])
  }
  return shared.sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1))
}

// A vulnerability named in both is nearly the event itself; so is whom it happened to together with an odd figure of it.
function bonus(a: Weighed, b: Weighed): number {
  const { ids } = b.sketch
  if (a.sketch.ids.some((id) => ids.includes(id))) return 0.12
  return sameVictim(a, b) && a.figures.some((figure) => b.figures.includes(figure)) ? 0.1 : 0
}

function sameVictim(a: Weighed, b: Weighed): boolean {
  return a.about.some((name) => b.about.includes(name) && (a.marks.get(`n:${name}`) ?? 0) >= RARE)
}

interface Against {
  factor: number
  why: string
}

function against(a: Weighed, b: Weighed): Against[] {
  const found: Against[] = []
  if (a.about.length > 0 && b.about.length > 0 && sameLanguage(a, b)) {
    const inB = a.about.filter((name) => b.marks.has(`n:${name}`)).length
    const inA = b.about.filter((name) => a.marks.has(`n:${name}`)).length
    // In one city it may still be one event, told without its names.
    const there = a.sketch.where.some((city) => b.sketch.where.includes(city))
    if (inA === 0 && inB === 0) found.push({ factor: there ? 0.5 : 0.4, why: 'neither names whom the other is about' })
    else if (inA + inB <= 1 && a.about.length + b.about.length >= 5 && !there)
      found.push({ factor: 0.8, why: 'mostly other names' })
  }
  if (a.sketch.incident !== b.sketch.incident) found.push({ factor: 0.8, why: 'only one tells of an incident' })
  if (oneNameAlone(a, b)) found.push({ factor: 0.6, why: 'hardly more in common than one name' })
  if (a.sketch.aftermath !== b.sketch.aftermath)
    found.push({ factor: 0.6, why: 'only one tells of a court or a penalty' })
  if (disjoint(a.sketch.ids, b.sketch.ids)) found.push({ factor: 0.5, why: 'other vulnerabilities' })
  if (onlyTheMaker(a, b)) found.push({ factor: 0.75, why: 'flaws in products of one maker, no flaw in common' })
  if (a.figures.length + b.figures.length > 2 && disjoint(a.figures, b.figures))
    found.push({ factor: 0.75, why: 'other figures' })
  if (sameLanguage(a, b) && disjoint(a.sketch.topics, b.sketch.topics))
    found.push({ factor: 0.85, why: 'other topics' })
  if (otherMonths(a.sketch.months, b.sketch.months)) found.push({ factor: 0.6, why: 'other months' })
  return found
}

/** Rest of the lead that two accounts of one event share at least, beside one name. */
const LEAST_REST = 0.03

// Much is told of one town or one firm in a week; the name alone, and no figure, flaw or day with it, is not the event.
function oneNameAlone(a: Weighed, b: Weighed): boolean {
  if (!sameLanguage(a, b)) return false
  const shared = sharedMarks(a, b).filter(([term]) => !term.startsWith('p:'))
  if (shared.length !== 1 || shared[0]?.[0].startsWith('n:') !== true) return false
  const key = stem(shared[0][0].slice(2))
  const without = (one: Weighed) => new Map([...one.lead].filter(([term]) => term !== key))
  const [x, y] = [without(a), without(b)]
  return cosine(x, y, norm(x) * norm(y)) < LEAST_REST
}

// Makers mend their products every month: their name alone does not make two reports of flaws one.
function onlyTheMaker(a: Weighed, b: Weighed): boolean {
  const flaws = [a, b].every(({ sketch }) => sketch.topics[0] === 'incident.vulnerability')
  if (!flaws || !sameLanguage(a, b) || a.sketch.ids.some((id) => b.sketch.ids.includes(id))) return false
  if (a.figures.some((figure) => b.figures.includes(figure))) return false
  return sharedMarks(a, b).filter(([term, weight]) => term.startsWith('n:') && weight >= RARE).length <= 1
}

/** Both say something, and nothing of it is the same. */
function disjoint(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one))
}

function otherMonths(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false
  return !a.some((one) => b.some((other) => one.slice(-2) === other.slice(-2)))
}

/** The same with its reasons. */
export function likenessWhy(a: Weighed, b: Weighed): Likeness {
  const score = likeness(a, b)
  const why: string[] = []
  const marks = sharedMarks(a, b)
  const named = (kind: string, most: number) =>
    marks
      .filter(([term]) => term.startsWith(kind))
      .slice(0, most)
      .map(([term]) => term.slice(2))
  const add = (says: string, list: readonly string[]) => {
    if (list.length > 0) why.push(`${says} ${list.join(', ')}`)
  }
  add('both name', named('i:', 3))
  add('the same names:', named('n:', 5))
  add('the same figures:', named('f:', 4))
  add('the same days:', named('d:', 2))
  add(
    'the same words in title and first lines:',
    [...a.lead]
      .flatMap(([term, weight]) => (b.lead.has(term) && !b.marks.has(`n:${term}`) ? [{ term, weight }] : []))
      .sort((x, y) => y.weight - x.weight || (x.term < y.term ? -1 : 1))
      .slice(0, 5)
      .map(({ term }) => term),
  )
  for (const one of against(a, b)) why.push(`against it: ${one.why}`)
  return { score: Math.round(score * 1000) / 1000, why }
}
