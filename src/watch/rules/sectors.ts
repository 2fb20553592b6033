// The sectors stage: which NIS2 sectors a text is about by its words, and which are only customers of those it is about.
import Type, { type Static } from 'typebox'
import type { SectorFact, TopicHit } from '../model.ts'
import { findPatterns, indexPatterns, longestFirst, type PatternIndex, sentenceBreaks } from './patterns.ts'
import { tokenise } from './tokens.ts'

export const sectorsVersion = 'sectors-1'

const Weights = Type.Record(Type.String(), Type.Number())

export const SectorsData = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  languages: Type.Array(Type.String()),
  /** A sector is kept when it has this share of the best one's score, and at most `most` are. */
  keep: Type.Number(),
  most: Type.Integer(),
  /** "supplier to", "equipment for": the sectors named within `reach` words after it are customers. */
  supplies: Weights,
  reach: Type.Integer(),
  sectors: Type.Array(Type.Object({ sector: Type.String(), threshold: Type.Number(), patterns: Weights })),
})
export type SectorsData = Static<typeof SectorsData>

export interface SectorsIndex {
  data: SectorsData
  patterns: PatternIndex<string>
}

const SUPPLIES = 'supplies'
const TIMES_COUNTED = 3
const MAX_HITS_KEPT = 20
const FACTOR = { title: 3, lead: 2, body: 1 }
const LEAD_CHARS = 420

export function compileSectors(data: SectorsData): SectorsIndex {
  const groups = data.sectors.map(({ sector, patterns }) => ({ owner: sector, patterns }))
  return { data, patterns: indexPatterns([...groups, { owner: SUPPLIES, patterns: data.supplies }]) }
}

export function coversSectors(language: string, index: SectorsIndex): boolean {
  return index.data.languages.includes(language)
}

interface Tally {
  score: number
  hits: TopicHit[]
  times: Map<string, number>
}

/** Sectors best first, none when the words do not say. `touched` ones are named as customers only. */
export function findSectors(text: string, titleEnd: number, index: SectorsIndex): SectorFact[] {
  const { data } = index
  const tokens = tokenise(text)
  const breaks = sentenceBreaks(text, tokens)
  const hits = longestFirst(findPatterns(tokens, breaks, index.patterns))
  const customers = customersAt(hits, breaks, tokens.length, data.reach)
  const leadEnd = Math.min(text.length, titleEnd + LEAD_CHARS)
  const own = new Map<string, Tally>()
  const touched = new Map<string, Tally>()
  for (const hit of hits) {
    if (hit.owner === SUPPLIES) continue
    const start = tokens[hit.first]?.start ?? 0
    const end = tokens[hit.last]?.end ?? start
    const where = end <= titleEnd ? 'title' : start < leadEnd ? 'lead' : 'body'
    const tallies = customers[hit.first] === true ? touched : own
    const tally: Tally = tallies.get(hit.owner) ?? { score: 0, hits: [], times: new Map() }
    tallies.set(hit.owner, tally)
    const times = tally.times.get(hit.pattern.source) ?? 0
    tally.times.set(hit.pattern.source, times + 1)
    if (times < TIMES_COUNTED) tally.score += (hit.pattern.weight * FACTOR[where]) / (times === 0 ? 1 : 4 * times)
    if (tally.hits.length < MAX_HITS_KEPT) tally.hits.push({ pattern: hit.pattern.source, span: { start, end }, where })
  }
  const kept = chosen(own, 'own', data)
  const named = new Set(kept.map(({ sector }) => sector))
  return [...kept, ...chosen(touched, 'touched', data).filter(({ sector }) => !named.has(sector))]
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
    return [{ sector, role, score: Math.round(tally.score * 100) / 100, hits: tally.hits }]
  })
  reached.sort((a, b) => b.score - a.score || (a.sector < b.sector ? -1 : 1))
  const best = reached[0]?.score ?? 0
  return reached.filter((fact) => fact.score >= best * data.keep).slice(0, data.most)
}
