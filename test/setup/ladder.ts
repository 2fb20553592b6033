// A ladder in memory: the real table, facts as a test wants them, and entries folded into a record.

import type { Ladder } from '#coordinate/model/ladder.ts'
import type { LadderFile } from '#coordinate/model/ladder-table.ts'
import { LadderFile as LadderFileSchema } from '#coordinate/model/ladder-table.ts'
import type { CrisisFacts, IncidentFact } from '#coordinate/rules/ladder/facts.ts'
import { ladderRecord } from '#coordinate/rules/ladder/ladder-record.ts'
import { ladderTableOf, readActors, readLadderTable } from '#coordinate/store/ladder/read-table.ts'
import type { Entry, EntryHeader } from '#kernel/entry.ts'
import { fold } from '#kernel/record.ts'
import { readDataset } from '#platform/dataset.ts'

export const table = readLadderTable()
export const actors = readActors()
/** A copy that a test may break. */
export const ladderFile = (): LadderFile => structuredClone(readDataset(LadderFileSchema, 'coordinate/ladder.json'))
export { ladderTableOf }

export const uuid = (n: number) => `01980f3c-8a00-7000-8000-${String(n).padStart(12, '0')}`
export const now = '2027-03-10T12:00:00.000Z'
const memberStates = new Set(['AT', 'BE', 'DE', 'FR', 'IT'])
const evidence = (record: string, id: string, label: string) => ({ record, id, entry: id, label })

export function incidentOf(n: number, more: Partial<IncidentFact> = {}): IncidentFact {
  return {
    evidence: evidence('assess.incident', uuid(n), `INC-2027-000${n} Incident ${n}`),
    ...{ open: true, contained: false, severity: null, rootCause: null },
    ...{ memberStates: [], thirdCountries: [], sectors: [], detections: [] },
    ...{ declaredAt: '2027-03-08T12:00:00.000Z', statusSince: '2027-03-08T12:00:00.000Z' },
    ...more,
  }
}

export function factsOf(more: Partial<CrisisFacts> = {}): CrisisFacts {
  return {
    now,
    crisis: { evidence: evidence('coordinate.crisis', uuid(900), 'CRI-2027-0001 Crisis'), kind: 'cyber' },
    ...{ strands: [], incidents: [], assessments: [], predicates: [], home: 'csirt', memberStates, answers: {} },
    ladder: evidence('coordinate.ladder', uuid(901), 'Ladder of the crisis'),
    modes: Object.fromEntries(table.networks.map((network) => [network.id, network.first])),
    ...more,
  }
}

export const told = (value: boolean | null) => ({ value, reason: 'Said so.', by: 'person:a', at: now })

export type Said = [actor: string, kind: string, body: object]
const header = (said: Said, at: number): EntryHeader =>
  ({ actor: said[0], recordedAt: new Date(Date.parse(now) + at * 1_000).toISOString() }) as EntryHeader

export function ladderAfter(...all: Said[]): Ladder {
  const opened: Said = [
    'person:a',
    'coordinate.ladderOpened',
    {
      crisis: uuid(900),
      data: table.version,
      modes: Object.fromEntries(table.networks.map((network) => [network.id, network.first])),
    },
  ]
  const entries = [opened, ...all].map((said, at) => ({ ...header(said, at), kind: said[1], body: said[2] }) as Entry)
  const state = fold(ladderRecord, entries)
  if (!state) throw new Error('The ladder was not opened')
  return state
}
