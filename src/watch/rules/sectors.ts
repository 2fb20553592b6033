// The sectors stage: which NIS2 sectors a text is about, by the register of organisations first and by its words then.
import type { SectorFact, Span, TopicHit } from '../model.ts'
import { findPatterns, longestFirst, type PatternIndex } from './patterns.ts'
import { type SectorsData, type SectorsIndex, SUPPLIES } from './sectors/data.ts'
import { fromRegister, type KnownSectors, type Place } from './sectors/register.ts'
import { readWords, type Token, type Words } from './tokens.ts'

export {
  compileSectors,
  joinSectors,
  SectorsData,
  type SectorsIndex,
  SectorWords,
  withSectorChanges,
} from './sectors/data.ts'
export { type KnownSectors, sectorsOfNames } from './sectors/register.ts'
export const sectorsVersion = 'sectors-2'

const TIMES_COUNTED = 3
const MAX_HITS_KEPT = 20
const FACTOR = { title: 3, lead: 2, body: 1 }
const LEAD_CHARS = 420

export function coversSectors(language: string, index: SectorsIndex): boolean {
  return index.data.languages.includes(language)
}

/** What is known of a text before its sectors are looked for; the words are found anew when they are not given. */
export interface SectorsAround {
  language?: string
  words?: Words
  /** Names of the text whose sectors the register holds, with spans in this text. */
  known?: readonly KnownSectors[]
}

interface Tally {
  score: number
  hits: TopicHit[]
  times: Map<string, number>
}

/**
 * Sectors best first, none when neither the register nor the words say. Those of the register come first and are never
 * outvoted by words. `touched` ones are named as customers only.
 */
export function findSectors(
  text: string,
  titleEnd: number,
  index: SectorsIndex,
  { language = 'en', words = readWords(text), known = [] }: SectorsAround = {},
): SectorFact[] {
  const { data } = index
  const { tokens, breaks } = words
  const hits = longestFirst(findPatterns(words, patternsOf(language, index)))
  const customers = customersAt(hits, breaks, tokens.length, data.reach)
  const leadEnd = Math.min(text.length, titleEnd + LEAD_CHARS)
  const whereOf = (start: number, end: number): TopicHit['where'] =>
    end <= titleEnd ? 'title' : start < leadEnd ? 'lead' : 'body'
  const own = new Map<string, Tally>()
  const touched = new Map<string, Tally>()
  for (const hit of hits) {
    if (hit.owner === SUPPLIES) continue
    const start = tokens[hit.first]?.start ?? 0
    const end = tokens[hit.last]?.end ?? start
    const where = whereOf(start, end)
    const tallies = customers[hit.first] === true ? touched : own
    const tally: Tally = tallies.get(hit.owner) ?? { score: 0, hits: [], times: new Map() }
    tallies.set(hit.owner, tally)
    const times = tally.times.get(hit.pattern.source) ?? 0
    tally.times.set(hit.pattern.source, times + 1)
    if (times < TIMES_COUNTED) tally.score += (hit.pattern.weight * FACTOR[where]) / (times === 0 ? 1 : 4 * times)
    if (tally.hits.length < MAX_HITS_KEPT) tally.hits.push({ pattern: hit.pattern.source, span: { start, end }, where })
  }
  const placeOf = ({ start, end }: Span): Place => ({
    where: whereOf(start, end),
    customer: customers[tokenAt(tokens, start)] === true,
  })
  return settled(fromRegister(text, known, placeOf), chosen(own, 'own', data), chosen(touched, 'touched', data))
}

/** English words say nothing in a language that nobody wrote words for: there only the register speaks. */
function patternsOf(language: string, index: SectorsIndex): PatternIndex<string> {
  if (!coversSectors(language, index)) return NO_PATTERNS
  return index.byLanguage.get(language) ?? index.patterns
}

const NO_PATTERNS: PatternIndex<string> = {
  exact: new Map(),
  prefixes: new Map(),
  suffixes: new Map(),
  begun: new Map(),
}

/** The register, then what the words say of the text itself, then whom it touches; no sector twice. */
function settled(register: SectorFact[], own: SectorFact[], touched: SectorFact[]): SectorFact[] {
  const named = new Set<string>()
  return [...register, ...own, ...touched].filter(({ sector }) => {
    if (named.has(sector)) return false
    named.add(sector)
    return true
  })
}

/** The number of the first word that does not end before the place. */
function tokenAt(tokens: readonly Token[], start: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  return low
}

/** For each word, whether it stands shortly after "supplier to", "equipment for" and the like, in the same sentence. */
function customersAt(
  hits: readonly { owner: string; last: number }[],
  breaks: readonly boolean[],
  count: number,
  reach: number,
): boolean[] {
  const at = new Array<boolean>(count).fill(false)
  for (const hit of hits) {
    if (hit.owner !== SUPPLIES) continue
    for (let next = hit.last + 1; next <= hit.last + reach && next < count && breaks[next] !== true; next += 1) {
      at[next] = true
    }
  }
  return at
}

function chosen(tallies: Map<string, Tally>, role: SectorFact['role'], data: SectorsData): SectorFact[] {
  const reached = data.sectors.flatMap(({ sector, threshold }): SectorFact[] => {
    const tally = tallies.get(sector)
    if (tally === undefined || tally.score < threshold) return []
    return [{ sector, role, from: 'words' as const, score: Math.round(tally.score * 100) / 100, hits: tally.hits }]
  })
  reached.sort((a, b) => b.score - a.score || (a.sector < b.sector ? -1 : 1))
  const best = reached[0]?.score ?? 0
  return reached.filter((fact) => fact.score >= best * data.keep).slice(0, data.most)
}
