// The lexicon of sectors: one file with the sectors and the English words, the words of other languages, and changes.
import Type, { type Static } from 'typebox'
import { changed, changesOf, type Term, type TermChange, Weights } from '../lexicon.ts'
import { indexPatterns, type PatternIndex } from '../patterns.ts'

/** The words of one language other than English; the sectors and their thresholds are those of the main file. */
export const SectorWords = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  language: Type.String(),
  supplies: Weights,
  sectors: Type.Record(Type.String(), Weights),
})
export type SectorWords = Static<typeof SectorWords>

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
  words: Type.Optional(Type.Array(SectorWords)),
})
export type SectorsData = Static<typeof SectorsData>

/** The main file with the files of the other languages. */
export function joinSectors(data: SectorsData, words: SectorWords[]): SectorsData {
  return {
    ...data,
    version: [data, ...words].map(({ version }) => version).join('+'),
    languages: [...data.languages, ...words.map(({ language }) => language)],
    words,
  }
}

export interface SectorsIndex {
  data: SectorsData
  patterns: PatternIndex<string>
  byLanguage: ReadonlyMap<string, PatternIndex<string>>
}

export const SUPPLIES = 'supplies'
const MAIN = 'en'

interface Group {
  owner: string
  patterns: Weights
}

export function compileSectors(data: SectorsData): SectorsIndex {
  const byLanguage = new Map((data.words ?? []).map((words) => [words.language, indexPatterns(groupsOf(words))]))
  return { data, patterns: indexPatterns(mainGroups(data)), byLanguage }
}

function mainGroups(data: SectorsData): Group[] {
  return [
    ...data.sectors.map(({ sector, patterns }) => ({ owner: sector, patterns })),
    { owner: SUPPLIES, patterns: data.supplies },
  ]
}

function groupsOf({ sectors, supplies }: SectorWords): Group[] {
  return [
    ...Object.entries(sectors).map(([owner, patterns]) => ({ owner, patterns })),
    { owner: SUPPLIES, patterns: supplies },
  ]
}

/** The lexicon as an organisation changed it. Changes that name no sector or language of the data have no effect. */
export function withSectorChanges(data: SectorsData, changes: readonly TermChange[]): SectorsData {
  if (changes.length === 0) return data
  const main = changesOf(changes, MAIN)
  return {
    ...data,
    supplies: changed(data.supplies, main(SUPPLIES)),
    sectors: data.sectors.map((one) => ({ ...one, patterns: changed(one.patterns, main(one.sector)) })),
    words: (data.words ?? []).map((words) => {
      const mine = changesOf(changes, words.language)
      const sectors = data.sectors.map(({ sector }) => [sector, changed(words.sectors[sector] ?? {}, mine(sector))])
      return { ...words, supplies: changed(words.supplies, mine(SUPPLIES)), sectors: Object.fromEntries(sectors) }
    }),
  }
}

/** All terms with their weights, for the screen that changes them. */
export function termsOfSectors(data: SectorsData): Term[] {
  const thresholds = new Map(data.sectors.map(({ sector, threshold }) => [sector, threshold]))
  const told = (language: string, groups: Group[]): Term[] =>
    groups.flatMap(({ owner, patterns }) =>
      Object.entries(patterns).map(([pattern, weight]) => ({
        of: owner,
        language,
        pattern,
        weight,
        threshold: thresholds.get(owner) ?? null,
      })),
    )
  return [
    ...told(MAIN, mainGroups(data)),
    ...(data.words ?? []).flatMap((words) => told(words.language, groupsOf(words))),
  ]
}
