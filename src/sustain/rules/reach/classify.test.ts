// Classification on worlds with a known truth, and that it is never surer than what was seen.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { ReachVerdict, reachOutcomes } from '../../model/reach.ts'
import { classify } from './classify.ts'
import { matrixOf } from './matrix.ts'
import { ReachData } from './reach-data.ts'
import { labelledWorlds } from './world-list.ts'
import { viewsOf, type World } from './worlds.ts'

const data = JSON.parse(readFileSync('data/sustain/reach.json', 'utf8')) as ReachData

/** Small and the same everywhere: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const said = (world: World, seed = 1) => classify(viewsOf(world, seeded(seed), data), data)
const named = (name: string): World => {
  const found = labelledWorlds.find((world) => world.name === name)
  if (!found) throw new Error(`no world ${name}`)
  return found
}

test('the data is as its schema asks', () => {
  expect(Compile(ReachData).Check(data)).toBe(true)
})

test('worlds with a known truth are told for what they are, and none is taken for the deed of somebody else', () => {
  const matrix = matrixOf(labelledWorlds, [1, 2, 3, 4, 5].map(seeded), data)
  expect(matrix.runs).toBeGreaterThanOrEqual(200)
  expect(matrix.wrong.filter(({ truth }) => truth === 'well')).toEqual([])
  const accused = ['throttling', 'blocking']
  expect(matrix.wrong.filter((one) => accused.includes(one.said) && !accused.includes(one.truth))).toEqual([])
  // What is not recognised is said to be unknown.
  expect(matrix.wrong.filter((one) => one.said !== 'unknown')).toEqual([])
  expect(matrix.right / matrix.runs).toBeGreaterThanOrEqual(0.98)
})

test('explanations that lost stay beside the first, with what speaks against them and what would tell them apart', () => {
  const { state, explanations } = said(named('to 130 kbit/s in one country'))
  expect(state).toBe('throttling')
  const overload = explanations.find(({ kind }) => kind === 'overload')
  expect(overload?.against.join(' ')).toContain('The rate stands at one value')
  for (const one of explanations) expect(one.next).not.toBe('')
  expect(explanations[0]?.for.join(' ')).toContain('130 kbit/s')
})

test('one vantage point alone never more than suspects', () => {
  for (const world of labelledWorlds)
    for (const spot of world.spots) {
      const verdict = said({ ...world, spots: [spot] })
      for (const one of verdict.explanations)
        if (one.kind !== 'unknown') {
          expect(one.support, world.name).toBeLessThanOrEqual(0.5)
          expect(['unlikely', 'suspected']).toContain(one.sure)
        }
    }
})

test('two points in one network are one witness', () => {
  const world = named('to 130 kbit/s in one country')
  const spots = world.spots.slice(3).map((spot) => ({ ...spot, network: 'AS64510' }))
  const verdict = said({ ...world, spots })
  expect(verdict.witnesses).toBe(1)
  expect(verdict.explanations[0]?.sure).toBe('suspected')
})

test('a cap in every country may be the service’s own, and is told with less support', () => {
  const here = said(named('to 1 Mbit/s in one country')).explanations[0]
  const everywhere = named('to 1 Mbit/s in one country')
  const all = said({ ...everywhere, spots: everywhere.spots.map((spot) => ({ ...spot, weather: { cap: 125_000 } })) })
  const again = all.explanations.find(({ kind }) => kind === 'throttling')
  expect(again?.against.join(' ')).toContain('the service may hold the rate down itself')
  expect(again?.support).toBeLessThan(here?.support ?? 0)
})

test('nobody heard is unknown, not well', () => {
  const verdict = classify([], data)
  expect(verdict).toMatchObject({ state: 'unknown', witnesses: 0 })
  expect(verdict.explanations[0]?.kind).toBe('unknown')
})

test('any views make a verdict that fits its schema, whatever order they come in', () => {
  const fits = Compile(ReachVerdict)
  const weather = fc.record({
    fails: fc.dictionary(fc.constantFrom(...reachOutcomes), fc.double({ min: 0, max: 1, noNaN: true })),
    controlsFail: fc.double({ min: 0, max: 1, noNaN: true }),
    cap: fc.option(fc.integer({ min: 1000, max: 1_000_000 })),
    firstByte: fc.integer({ min: 1, max: 9000 }),
  })
  const spot = fc.record({
    vantage: fc.constantFrom('a', 'b', 'c', 'd'),
    network: fc.constantFrom('AS1', 'AS2', 'AS3'),
    country: fc.constantFrom('FI', 'XX'),
    weather,
  })
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 6 }), fc.nat(), (spots, seed) => {
      const views = viewsOf({ name: 'any', truth: 'unknown', spots }, seeded(seed), data, 4)
      const verdict = classify(views, data)
      expect(fits.Check(verdict)).toBe(true)
      expect(classify([...views].reverse(), data).state).toBe(verdict.state)
    }),
    { numRuns: 200 },
  )
})
