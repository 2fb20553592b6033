// Reads what an administrator may edit: known resolvers, weights of readiness, released guidelines. Refused whole where it contradicts itself.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { packageRoot } from '#platform/worker.ts'
import { Guideline } from '../../model/guideline.ts'
import { ReadinessData } from '../../model/readiness.ts'
import { KnownResolver } from '../../model/resolvers.ts'
import { checkGuideline } from '../../rules/guideline/check.ts'
import { faultsOfReadiness } from '../../rules/readiness/score.ts'
import { faultsOfResolvers, indexResolvers, type KnownResolvers } from '../../rules/resolvers/known.ts'

const ResolversFile = Type.Object({ version: Type.String(), resolvers: Type.Array(KnownResolver, { maxItems: 1000 }) })
const Countries = Type.Object({
  items: Type.Array(Type.Object({ iso3166_1_alpha2: Type.String(), eu_member: Type.Boolean() })),
})

export interface ResolverData {
  version: string
  known: KnownResolvers
  readiness: ReadinessData
  guidelines: ReadonlyMap<string, Guideline>
  memberStates: ReadonlySet<string>
}

const folder = 'sustain/guidelines'

/** Throws BadDataset: nobody is judged by data that cannot be read, and nobody moves by a guideline that contradicts itself. */
export function readResolverData(): ResolverData {
  const countries = readDataset(Countries, 'people/countries.json')
  const memberStates = new Set(countries.items.filter((one) => one.eu_member).map((one) => one.iso3166_1_alpha2))
  const { version, resolvers } = readDataset(ResolversFile, 'sustain/resolvers.json')
  refuseFaults('sustain/resolvers.json', faultsOfResolvers(resolvers, memberStates))
  const readiness = readDataset(ReadinessData, 'sustain/readiness.json')
  refuseFaults('sustain/readiness.json', faultsOfReadiness(readiness))
  const known = indexResolvers(resolvers)
  return { version, known, readiness, guidelines: readGuidelines(known), memberStates }
}

function readGuidelines(known: KnownResolvers): Map<string, Guideline> {
  const guidelines = new Map<string, Guideline>()
  const names = readdirSync(join(packageRoot(), 'data', folder)).filter((name) => name.endsWith('.json'))
  for (const name of names.sort()) {
    const text = readDataset(Guideline, `${folder}/${name}`)
    if (`${text.id}.json` !== name)
      refuseFaults(`${folder}/${name}`, [`its id is ${text.id}, and the file is called otherwise`])
    const errors = checkGuideline(text, known).filter(({ level }) => level === 'error')
    refuseFaults(
      `${folder}/${name}`,
      errors.map(({ where, says }) => `${where} ${says}`),
    )
    guidelines.set(text.id, text)
  }
  return guidelines
}

function refuseFaults(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return
  throw new BadDataset(
    `data/${path} contradicts itself: ${faults.slice(0, 5).join('; ')}. Correct it, or put the released file back.`,
  )
}
