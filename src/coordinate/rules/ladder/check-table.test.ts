// The table of the ladder is total, and a broken one is refused with the place and the reason.
import { expect, test } from 'vitest'
import { actors, ladderFile, ladderTableOf, table } from '../../../../test/setup/ladder.ts'
import type { LadderFile, Network, StepCell } from '../../model/ladder-table.ts'
import { checkTable } from './check-table.ts'

function broken(change: (file: LadderFile) => void) {
  const file = ladderFile()
  change(file)
  return checkTable(file, actors)
}

function network(file: LadderFile, id: string): Network {
  const found = file.networks.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}

function step(file: LadderFile, id: string, mode: string, event: string): StepCell {
  const cell = network(file, id).cells[mode]?.[event]
  if (!cell || 'none' in cell) throw new Error(`${id} ${mode} ${event}`)
  return cell
}

test('every rung has a cell for every event: a step with its source, or a reason', () => {
  expect(checkTable(ladderFile(), actors)).toEqual([])
  let steps = 0
  for (const one of table.networks) {
    for (const mode of one.modes) {
      for (const event of table.events) {
        const cell = table.cell(one.id, mode.id, event.id)
        if ('none' in cell) expect(cell.none.length).toBeGreaterThan(10)
        else steps += Number(cell.source.length > 5 && cell.trigger.length > 5)
      }
    }
  }
  expect(steps).toBeGreaterThan(40)
  expect(actors.length).toBe(34)
})

test('names that no source confirms are kept beside the rung, and said to be unverified', () => {
  expect(table.mode('csirts_network', 'escalated')?.alsoCalled).toEqual([
    { name: 'Alert cooperation', verification: 'unverified' },
    { name: 'Full cooperation', verification: 'unverified' },
  ])
  expect(table.mode('cyclone', 'escalated')?.alsoCalled.map(({ name }) => name)).toEqual(['Alert', 'Full activation'])
  const down = table.cell('cyclone', 'escalated', 'lower')
  expect('none' in down ? null : down.verification).toBe('unverified')
})

test('seven stages of the law-enforcement protocol follow one another', () => {
  const path = ['idle']
  for (let mode = 'idle'; mode !== 'closure'; ) {
    const cell = table.cell('europol', mode, 'raise')
    if ('none' in cell) throw new Error(mode)
    mode = cell.to
    path.push(mode)
  }
  expect(path.length).toBe(8)
})

test.each<[string, (file: LadderFile) => void, string, string]>([
  [
    'a hole',
    (file) => delete network(file, 'ipcr').cells.monitoring?.raise,
    '/networks/ipcr/cells/monitoring/raise',
    'missing',
  ],
  [
    'a row too few',
    (file) => delete network(file, 'ipcr').cells.monitoring,
    '/networks/ipcr/cells/monitoring',
    'no row',
  ],
  [
    'a row too many',
    (file) => {
      network(file, 'ipcr').cells.panic = {}
    },
    '/networks/ipcr/cells/panic',
    'no mode',
  ],
  [
    'an unknown mode',
    (file) => {
      step(file, 'ipcr', 'monitoring', 'raise').to = 'panic'
    },
    '/networks/ipcr/cells/monitoring/raise/to',
    'no mode',
  ],
  [
    'an unknown first mode',
    (file) => {
      network(file, 'ipcr').first = 'panic'
    },
    '/networks/ipcr/first',
    'no mode',
  ],
  [
    'an unknown event',
    (file) => {
      network(file, 'ipcr').cells.monitoring!.explode = { none: 'No.' }
    },
    '/networks/ipcr/cells/monitoring/explode',
    'no event',
  ],
  [
    'an unreachable mode',
    (file) => {
      network(file, 'cyclone').modes.push({ ...network(file, 'cyclone').modes[0]!, id: 'panic', rank: 9 })
      network(file, 'cyclone').cells.panic = Object.fromEntries(file.events.map(({ id }) => [id, { none: 'No.' }]))
    },
    '/networks/cyclone/modes/panic',
    'No step leads',
  ],
  [
    'a step without a source',
    (file) => {
      step(file, 'cyclone', 'normal', 'raise').source = ' '
    },
    '/networks/cyclone/cells/normal/raise/source',
    'where it is from',
  ],
  [
    'a step up that goes down',
    (file) => {
      step(file, 'ipcr', 'information_sharing', 'raise').to = 'inactive'
    },
    '/networks/ipcr/cells/information_sharing/raise/to',
    'no step up',
  ],
  [
    'an unknown actor',
    (file) => {
      step(file, 'cyclone', 'normal', 'raise').decider.actors = ['moon']
    },
    '/networks/cyclone/cells/normal/raise',
    'no actor',
  ],
  [
    'an unknown criterion',
    (file) => {
      step(file, 'cyclone', 'normal', 'raise').criteria = ['moon']
    },
    '/networks/cyclone/cells/normal/raise',
    'no criterion',
  ],
  [
    'a criterion that asks itself',
    (file) => {
      file.criteria.find(({ id }) => id === 'contained')!.ask = { kind: 'all', of: ['abating'] }
    },
    '/criteria/contained/ask/of',
    'asks itself',
  ],
  [
    'a criterion on no question',
    (file) => {
      file.asked = file.asked.filter(({ id }) => id !== 'suspected_crime')
    },
    '/criteria/suspected_crime/ask',
    'no question',
  ],
  [
    'two of a name',
    (file) => {
      file.networks.push(network(file, 'cyclone'))
    },
    '/networks/cyclone',
    'two of the name',
  ],
  [
    'a clock without time',
    (file) => {
      network(file, 'reserve').clocks[0]!.within = 'soon'
    },
    '/networks/reserve/clocks/answer/within',
    'no duration',
  ],
])('%s is refused with its place and reason', (_what, change, where, why) => {
  expect(broken(change)).toContainEqual({ where, why: expect.stringContaining(why) })
})

test('a file with faults is not used at all, and says which', () => {
  const file = ladderFile()
  step(file, 'cyclone', 'normal', 'raise').source = ''
  expect(() => ladderTableOf(file, actors)).toThrow(/cyclone\/cells\/normal\/raise\/source: It does not say where/)
})

test('rungs are configuration: a network with a third rung is taken as it is', () => {
  const file = ladderFile()
  const one = network(file, 'csirts_network')
  const escalated = one.modes[1]!
  one.modes.push({ ...escalated, id: 'full_cooperation', name: 'Full cooperation', rank: 2 })
  one.cells.full_cooperation = {
    ...one.cells.escalated!,
    lower: { ...step(file, 'csirts_network', 'escalated', 'lower'), to: 'escalated' },
  }
  one.cells.escalated!.raise = { ...step(file, 'csirts_network', 'normal', 'raise'), to: 'full_cooperation' }
  expect(ladderTableOf(file, actors).mode('csirts_network', 'full_cooperation')?.rank).toBe(2)
})
