// Reads the lexicons of watch from data/watch and makes them ready to look up.
import { readDataset } from '#platform/dataset.ts'
import type { Context } from './actions/contexts.ts'
import type { AnalyseWith } from './rules/analyse.ts'
import { ClaimsData, type ClaimsIndex, compileClaims } from './rules/claims.ts'
import { compileFigures, UnitsData } from './rules/figures.ts'
import { compileKnown, compileNames, NamesCities, NamesData, NamesPeople, NamesWords } from './rules/names.ts'
import { compilePlaces, PlacesData } from './rules/places.ts'
import { compileSectors, joinSectors, SectorsData, SectorWords, withSectorChanges } from './rules/sectors.ts'
import { type Background, CommonWords, compileBackground } from './rules/stories.ts'
import { compileTopics, joinTopics, TopicsData, TopicWords, withChanges } from './rules/topics.ts'

/** Languages with files of words of their own; the main files are English. */
const otherLanguages = ['de', 'fr', 'es']

/** The words of topics and sectors in all languages that have them. */
export function readWordLists(): { topics: TopicsData; sectors: SectorsData } {
  const topics = joinTopics(
    readDataset(TopicsData, 'watch/topics.json'),
    otherLanguages.map((language) => readDataset(TopicWords, `watch/topics-${language}.json`)),
  )
  const sectors = joinSectors(
    readDataset(SectorsData, 'watch/sectors.json'),
    otherLanguages.map((language) => readDataset(SectorWords, `watch/sectors-${language}.json`)),
  )
  return { topics, sectors }
}

/** Everything that the stages need but the tools. */
export function loadLexicons(): Omit<AnalyseWith, 'tools'> {
  const places = readDataset(PlacesData, 'watch/places.json')
  const { topics, sectors } = readWordLists()
  const units = readDataset(UnitsData, 'watch/units.json')
  const names = readDataset(NamesData, 'watch/names.json')
  const people = readDataset(NamesPeople, 'watch/names-people.json')
  const cities = readDataset(NamesCities, 'watch/names-cities.json')
  const words = readDataset(NamesWords, 'watch/names-words.json')
  const claims = readDataset(ClaimsData, 'watch/claims.json')
  return {
    places: compilePlaces(places),
    topics: compileTopics(topics),
    sectors: compileSectors(sectors),
    names: compileNames(names, people, cities, words),
    claims: compileClaims(claims),
    figures: compileFigures(units),
    known: compileKnown([]),
    dataVersions: {
      claimsData: claims.version,
      namesData: names.version,
      placesData: places.version,
      topicsData: topics.version,
      sectorsData: sectors.version,
      unitsData: units.version,
    },
  }
}

/** The same with what an organisation settled: its names, and its changes to the terms. */
export function withContext(
  lexicons: Omit<AnalyseWith, 'tools'>,
  { names, terms }: Context,
): Omit<AnalyseWith, 'tools'> {
  const of = (lexicon: 'topics' | 'sectors') => terms.filter((term) => term.lexicon === lexicon)
  const [topics, sectors] = [of('topics'), of('sectors')]
  return {
    ...lexicons,
    known: compileKnown(names),
    ...(topics.length === 0 ? {} : { topics: compileTopics(withChanges(lexicons.topics.data, topics)) }),
    ...(sectors.length === 0 ? {} : { sectors: compileSectors(withSectorChanges(lexicons.sectors.data, sectors)) }),
  }
}

/** How common words are, for telling which texts are of one event. */
export function loadBackground(): Background {
  return compileBackground(readDataset(CommonWords, 'watch/common-words.json'))
}

/** The words of the claims stage alone, for relating claims of different articles. */
export function loadClaims(): ClaimsIndex {
  return compileClaims(readDataset(ClaimsData, 'watch/claims.json'))
}
