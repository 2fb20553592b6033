// Reads the lexicons of watch from data/watch and makes them ready to look up.
import { readDataset } from '#platform/dataset.ts'
import type { Context } from './context.ts'
import type { AnalyseWith } from './rules/analyse.ts'
import { compileKnown } from './rules/names.ts'
import { compilePlaces, PlacesData } from './rules/places.ts'
import { compileSectors, SectorsData } from './rules/sectors.ts'
import { compileTopics, TopicsData } from './rules/topics.ts'

/** Everything that the stages need but the tools. */
export async function loadLexicons(): Promise<Omit<AnalyseWith, 'tools'>> {
  const places = await readDataset(PlacesData, 'watch/places.json')
  const topics = await readDataset(TopicsData, 'watch/topics.json')
  const sectors = await readDataset(SectorsData, 'watch/sectors.json')
  return {
    places: compilePlaces(places),
    topics: compileTopics(topics),
    sectors: compileSectors(sectors),
    names: {},
    claims: {},
    known: compileKnown([]),
    dataVersions: { placesData: places.version, topicsData: topics.version, sectorsData: sectors.version },
  }
}

/** The same with what an organisation settled: its names, and its changes to the terms. */
export function withContext(lexicons: Omit<AnalyseWith, 'tools'>, { names }: Context): Omit<AnalyseWith, 'tools'> {
  return { ...lexicons, known: compileKnown(names) }
}
