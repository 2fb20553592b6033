// What the framework asks for, and what exercises are owed: data that people may edit, read once and held against each other.
import { ActorsFile } from '#coordinate/model/ladder-table.ts'
import { type Duty, DutyList } from '#coordinate/model/obligation.ts'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { type Requirement, RequirementsFile } from '../../model/programme/programme.ts'

const path = 'exercise/programme.json'

export interface Framework {
  duties: readonly Duty[]
  requirements: readonly Requirement[]
  /** What actors are called, by their ids. */
  actors: ReadonlyMap<string, string>
}

export function readRequirements(): Framework {
  const { obligations: duties } = readDataset(DutyList, 'coordinate/obligations.json')
  const { actors } = readDataset(ActorsFile, 'coordinate/actors.json')
  const { requirements } = readDataset(RequirementsFile, path)
  const stranger = requirements.find(({ obligation }) => !duties.some(({ id }) => id === obligation))
  if (stranger)
    throw new BadDataset(
      `data/${path} names the obligation ${stranger.obligation}, which data/coordinate/obligations.json has not. Correct it, or put the released file back.`,
    )
  return { duties, requirements, actors: new Map(actors.map(({ id, name }) => [id, name])) }
}
