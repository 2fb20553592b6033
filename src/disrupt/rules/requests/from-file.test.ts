// Procedures and restrictions as files: the examples hold, and what is wrong with a file is named.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { packageRoot } from '#platform/worker.ts'
import { daysOff } from '../../../../test/setup/situations.ts'
import { calendarsOf } from '../../actions/requests/time.ts'
import { noteRestriction } from '../../api/restrictions/restrictions.ts'
import { ProcedureFile } from '../../model/requests/procedure-file.ts'
import { readRequestData } from '../../store/requests/data.ts'
import { faultsOfFile, judgedOf, knownOn } from './from-file.ts'
import { judgeInTime } from './in-time.ts'

const data = readRequestData()
const example = (name: string): unknown =>
  JSON.parse(readFileSync(join(packageRoot(), 'data/disrupt/examples', name), 'utf8'))

test('the example of the election: endangered before the hearing was set, certainly too late since that day', () => {
  const file = example('election-data.json') as ProcedureFile
  expect(Compile(ProcedureFile).Check(file)).toBe(true)
  expect(faultsOfFile(file, data)).toEqual([])
  const { endangeredBelow, rangeZ, otherForumCounts, kinds } = data.durations
  const facts = {
    ...{ cases: [], kinds: new Map(kinds.map((kind) => [kind.id, kind])), endangeredBelow, rangeZ, otherForumCounts },
    calendarFor: calendarsOf(data, daysOff),
  }
  const on = (day: string) => judgeInTime(judgedOf(knownOn(file, day), data), { ...facts, now: `${day}T22:59:00.000Z` })
  // What became known on the thirteenth was not known on the twelfth.
  const before = on('2025-02-12')
  expect(before).toMatchObject({ verdict: 'endangered', certainlyTooLate: null, earliest: '2025-02-12' })
  expect(before.probability?.middle).toBeGreaterThan(0)
  const judged = on('2025-02-14')
  expect(judged).toMatchObject({ verdict: 'too-late', certainlyTooLate: { since: '2025-02-12T23:00:00.000Z' } })
})

test('the example of the fine is what the operation takes', () => {
  expect(Compile(noteRestriction.input).Check(example('youtube-fine.json'))).toBe(true)
})

test('days that do not exist, unknown courts and kinds, and an end before the beginning are named with their place', () => {
  const file: ProcedureFile = {
    ...{ neededBy: '2025-02-30', forum: 'court-of-nowhere' },
    steps: [{ kind: 'oracle', text: 'Asked', begunOn: '2025-02-02', endedOn: '2025-02-01' }],
  }
  const faults = faultsOfFile(file, data).join(' ')
  for (const part of ['/neededBy', 'court-of-nowhere', '/steps/0/kind', 'before it began'])
    expect(faults).toContain(part)
})
