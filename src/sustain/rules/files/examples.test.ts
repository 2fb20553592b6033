// The worked examples in data/sustain/examples: what each is to show.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '#platform/worker.ts'
import { findAlternatives } from '../alternatives/find.ts'
import { compile as compileCascade } from '../cascade/compile.ts'
import { coursesOf } from '../cascade/course.ts'
import { outcomeOf } from '../cascade/outcome.ts'
import { runAnew } from '../cascade/run.ts'
import { createRun } from '../cascade/run-state.ts'
import { strike } from '../cascade/shocks.ts'
import { concentrationOf } from '../concentration/measure.ts'
import { inOneGo } from '../graph/slices.ts'
import { compile } from '../long-run/compile.ts'
import { countedOptions, notesOfMap } from '../long-run/mapped.ts'
import { createLongRun } from '../long-run/settle.ts'
import { findMinimalSets } from '../minimal-sets/find.ts'
import { findSinglePoints } from '../single-points/find.ts'
import { type FileMap, mapOfFile } from './map-of-file.ts'

const folder = join(packageRoot(), 'data/sustain/examples')
const today = '2025-03-10'

function example(name: string): FileMap {
  const read = mapOfFile(readFileSync(join(folder, `${name}.json`)), `${today}T12:00:00.000Z`)
  if (!read.ok) throw new Error(read.why)
  return read.map
}

const runOf = (map: FileMap) => createLongRun(compile(map.graph, countedOptions(map, today)))
const at = (map: FileMap, key: string) => map.graph.parts.findIndex(({ id }) => map.keys.get(id) === key)
const keyOf = (map: FileMap, part: number) => map.keys.get(map.graph.parts[part]?.id ?? '')

function pointsOf(map: FileMap): [string | undefined, number, number][] {
  const finding = findSinglePoints(map.graph, runOf(map), null, 1e6)
  let step = finding.next()
  while (!step.done) step = finding.next()
  return step.value.points.map(({ part, servicesTotal, users }) => [keyOf(map, part), servicesTotal, users])
}

function sharesOf(map: FileMap, layer: string, by: 'behind' | 'country' = 'behind') {
  const found = concentrationOf(map.graph, { by, weigh: 'services', mostSteps: 1e7 }).layers
  return found.find((one) => one.layer === layer)
}

function setsOf(map: FileMap, service: string): (string | undefined)[][] {
  const asked = { service: at(map, service), mostParts: 3, limit: 100, mostSteps: 1e6 }
  const { sets, complete } = findMinimalSets(runOf(map), asked)
  expect(complete).toBe(true)
  return sets.map((set) => set.map((part) => keyOf(map, part)))
}

test.each(readdirSync(folder))('%s is read whole, and says of everything invented that it is', (name) => {
  const map = example(name.replace(/\.json$/, ''))
  expect(map.leftOut).toEqual([])
  expect(map.graph.unseen).toEqual([])
  for (const { state } of map.parts)
    expect(
      /\(example\)/.test(state.name) || state.evidence.some(({ what }) => what.endsWith('as reported')),
      state.name,
    ).toBe(true)
})

test('story 4: one operator withdraws with 30 days notice; what hangs on it falls then, what has a standby is back after four hours', () => {
  const map = example('satellite-links')
  expect(pointsOf(map)).toEqual([
    ['power', 2, 270_000],
    ['starlink', 1, 90_000],
  ])
  const starlink = map.graph.parts[at(map, 'starlink')]?.id ?? ''
  const network = compileCascade(map.graph)
  const run = createRun(network)
  const shocks = [{ hits: { part: starlink }, kind: 'withdraws' as const, notice: 43_200 }]
  runAnew(run, strike(map.graph, { shocks, horizon: 86_400 }).changes, 86_400, true)
  const courses = coursesOf(outcomeOf(run), map.graph, network)
  const course = (key: string) => courses.of(at(map, key))
  expect(course('clinics')).toMatchObject({ downAt: 43_200, backAt: 43_440 })
  expect(course('ships')).toMatchObject({ downAt: 43_230, backAt: null })
  expect(course('backhaul')).toMatchObject({ degradedAt: 43_200, downAt: null })
  expect(course('backhaul')?.lowest).toBeCloseTo(0.4)
})

test('story 4: who only announced satellites comes after who stands by, with too few and nothing agreed', () => {
  const map = example('satellite-links')
  const wishful = createLongRun(compile(map.graph, () => true))
  const asked = { part: at(map, 'starlink'), today, memberStates: new Set(['LU', 'EE']), limit: 10 }
  const { alternatives } = findAlternatives(map, wishful, asked)
  const told = alternatives.map(({ part, because }) => [keyOf(map, part), because] as const)
  expect(told.map(([key]) => key)).toEqual(
    ['geo', 'spacesail', 'kuiper', 'fibre'].filter((key) => told.some(([one]) => one === key)),
  )
  const of = new Map(told)
  expect(of.get('geo')).toContain('Both fall with Power of the region (example).')
  expect(of.get('geo')).toContain('Under the law of a Member State (LU).')
  expect(of.get('spacesail')).toContain('Its capacity is not enough: 648 of 7000 satellites.')
  expect(of.get('spacesail')).toContain('Nothing is agreed.')
  expect(of.get('kuiper')).toContain('Whether its capacity is enough is not known.')
})

test('story 7: the figures of three plants do not add up, and the map says so with the sum', () => {
  const map = example('data-centre-energy')
  expect(inOneGo(notesOfMap(map, countedOptions(map, today)))).toEqual([
    'Figures do not add up: “Virtual power purchase of three plants” is told to have 389 MW, but for its “Plants” 140 + 110 + 150 is 400.',
  ])
  expect(pointsOf(map)).toEqual([['cloud', 2, 2_400_000]])
  const sets = setsOf(map, 'registers')
  expect(sets).toContainEqual(['cloud'])
  expect(sets).toContainEqual(['grid', 'fuel'])
  expect(sets).toContainEqual(['centre-a', 'centre-b'])
  expect(sets.flat()).not.toContain('purchase')
})

test('story 8: four of six stand on one vendor', () => {
  const map = example('software-vendor')
  expect(pointsOf(map)[0]).toEqual(['workday', 4, 96_000])
  // (66.67)² + 2 × (16.67)²
  expect(sharesOf(map, 'software')).toMatchObject({ hhi: 5000, equalNumber: 2 })
  expect(sharesOf(map, 'software', 'country')).toMatchObject({ hhi: 10_000 })
})

test('story 1: warnings live on without the platform, live news does not', () => {
  const map = example('public-information')
  expect(pointsOf(map)).toEqual([['x', 1, 800_000]])
  expect(setsOf(map, 'live')).toEqual([['x']])
  expect(setsOf(map, 'warnings')).toEqual([
    ['x', 'website'],
    ['x', 'broadcaster'],
    ['x', 'hosting'],
    ['x', 'names'],
  ])
  expect(sharesOf(map, 'platform')?.shares[0]).toMatchObject({ name: 'X Corp.', share: 0.75 })
})
