// The as-of fold: how many entries per second the reducers take in memory. Aim: 500,000.

import type { Entry } from '#kernel/entry.ts'
import { defaultMarking } from '#kernel/marking.ts'
import { fold } from '#kernel/record.ts'
import { incident } from '../../src/assess/rules/incident.ts'
import { incidentHistory } from './incident-history.ts'
import { spread } from './spread.ts'

const perRecord = 20
const records = 5000
const marking = defaultMarking('00000000-0000-7000-8000-000000000001')
const histories: Entry[][] = Array.from({ length: records }, (_, n) => incidentHistory(n, perRecord, marking))

function run(): number {
  const began = performance.now()
  let folded = 0
  for (const history of histories) {
    if (fold(incident, history) === undefined) throw new Error('a history folded to nothing')
    folded += history.length
  }
  return folded / ((performance.now() - began) / 1000)
}

run()
console.log(
  JSON.stringify({
    aim: 500_000,
    entriesPerSecond: spread(Array.from({ length: 9 }, run)),
    record: 'assess.incident',
    entriesPerRecord: perRecord,
  }),
)
