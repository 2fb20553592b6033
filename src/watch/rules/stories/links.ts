// Links: how much speaks for a story and an incident, or another thing, being about the same. Suggested, never made.
import type { Item } from '../../model.ts'

export const linksVersion = 'links-1'

/** From here on a link is suggested to a person. */
export const LINK_SUGGESTED = 5

/** What either side is known by. Days as `2025-03-10`; empty or null where nothing is known. */
export interface LinkFacts {
  /** Ids in the register of organisations. */
  entities: readonly string[]
  /** Vulnerabilities, addresses, hashes: `CVE-2025-0282`. */
  identifiers: readonly string[]
  sectors: readonly string[]
  /** Kinds of incident, as topics name them: `incident.ransomware`. */
  types: readonly string[]
  countries: readonly string[]
  from: string | null
  to: string | null
}

export interface LinkScore {
  score: number
  suggested: boolean
  why: string[]
}

const DAY = 24 * 3600 * 1000
const FAR_DAYS = 30

/** Entity 3, identifier 3, sector 1, type 2, time 1; what contradicts is taken off. Not knowing counts nothing. */
export function linkScore(a: LinkFacts, b: LinkFacts): LinkScore {
  const why: string[] = []
  let score = 0
  const count = (points: number, reason: string) => {
    score += points
    why.push(`${points > 0 ? '+' : '\u2212'}${Math.abs(points)} ${reason}`)
  }
  const same = (points: number, name: string, one: readonly string[], two: readonly string[]) => {
    const shared = [...new Set(one)].filter((it) => two.includes(it)).sort()
    if (shared.length > 0) count(points, `${name}: ${shared.slice(0, 5).join(', ')}`)
  }
  same(3, 'the same organisation of the register', a.entities, b.entities)
  same(3, 'the same vulnerability or indicator', a.identifiers, b.identifiers)
  same(1, 'the same sector', a.sectors, b.sectors)
  same(2, 'the same type of incident', a.types, b.types)
  const gap = daysBetween(a, b)
  if (gap === 0) count(1, 'the times overlap')
  else if (gap !== null && gap > FAR_DAYS) count(-3, `${gap} days lie between them`)
  if (apart(a.countries, b.countries)) count(-1, 'other countries')
  if (apart(a.types, b.types)) count(-1, 'other types of incident')
  return { score, suggested: score >= LINK_SUGGESTED, why }
}

function apart(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one))
}

// 0 where they overlap; null where one of them has no time.
function daysBetween(a: LinkFacts, b: LinkFacts): number | null {
  const [fromA, toA] = range(a)
  const [fromB, toB] = range(b)
  if (fromA === null || fromB === null || toA === null || toB === null) return null
  if (fromA <= toB && fromB <= toA) return 0
  return Math.round(Math.max(fromA - toB, fromB - toA) / DAY)
}

function range({ from, to }: LinkFacts): [number | null, number | null] {
  const start = from ?? to
  const end = to ?? from
  const at = (day: string | null) => (day === null ? null : Date.parse(`${day.slice(0, 10)}T00:00:00Z`))
  const [first, last] = [at(start), at(end)]
  return [Number.isNaN(first) ? null : first, Number.isNaN(last) ? null : last]
}

type Facts = Pick<Item, 'title' | 'text' | 'times' | 'places' | 'topics'> & {
  names?: Item['names'] | undefined
  sectors?: Item['sectors'] | undefined
}

const INDICATOR =
  /\bCVE-\d{4}-\d{4,7}\b|\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b|\b(?:\d{1,3}\[?\.\]?){3}\d{1,3}\b/gi
const MOST_CHARS = 60_000
const MOST_KEPT = 100

/** What the items of a story are known by, taken together. */
export function linkFacts(items: readonly Facts[]): LinkFacts {
  const days = items
    .flatMap(({ times }) => times)
    .flatMap(({ kind, value }) =>
      kind === 'date' || kind === 'instant' || kind === 'range' ? (value?.match(/\d{4}-\d\d-\d\d/g) ?? []) : [],
    )
    .sort()
  return {
    entities: unique(
      items.flatMap(({ names = [] }) => names.flatMap(({ by, known }) => (by === 'register' && known ? [known] : []))),
    ),
    identifiers: unique(items.flatMap(({ title, text }) => identifiersIn(`${title} ${text.slice(0, MOST_CHARS)}`))),
    sectors: unique(
      items.flatMap(({ sectors = [] }) => sectors.filter(({ role }) => role === 'own').map(({ sector }) => sector)),
    ),
    types: unique(
      items.flatMap(({ topics }) => topics.map(({ topic }) => topic).filter((topic) => topic.startsWith('incident.'))),
    ),
    countries: unique(items.flatMap(({ places }) => places.map(({ country }) => country))),
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
  }
}

/** Indicators in one spelling: capitals for vulnerabilities, dots put back into addresses. */
export function identifiersIn(text: string): string[] {
  return unique(
    (text.match(INDICATOR) ?? []).map((one) =>
      /^cve/i.test(one) ? one.toUpperCase() : one.toLowerCase().replace(/[[\]]/g, ''),
    ),
  )
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort().slice(0, MOST_KEPT)
}
