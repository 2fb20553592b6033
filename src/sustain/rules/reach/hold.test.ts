// What lasts is found, what flickers is not.
import { expect, test } from 'vitest'
import { type Held, turn } from './hold.ts'

const rules = { hold: { badSeconds: 120, wellSeconds: 300 }, leastWitnesses: 2 }
const never: Held = { badSince: null, wellSince: null }
const bad = { state: 'throttling', witnesses: 3 } as const
const well = { state: 'well', witnesses: 3 } as const

/** Verdicts a minute apart; what was done at each. */
function play(verdicts: readonly (typeof bad | typeof well | { state: 'outage'; witnesses: number })[]): string[] {
  let held = never
  let open = false
  return verdicts.map((verdict, minute) => {
    const next = turn(held, verdict, open, minute * 60_000, rules)
    held = next.held
    if (next.does !== 'nothing') open = next.does === 'open'
    return next.does
  })
}

test('a state that lasts two minutes opens a finding, once', () => {
  expect(play([bad, bad, bad, bad])).toEqual(['nothing', 'nothing', 'open', 'nothing'])
})

test('a finding ends when it was well for five minutes, not sooner', () => {
  const turns = play([bad, bad, bad, well, well, bad, well, well, well, well, well, well])
  expect(turns.indexOf('end')).toBe(11)
})

test('what comes and goes by the minute opens nothing', () => {
  expect(play(Array.from({ length: 60 }, (_, minute) => (minute % 2 ? well : bad))).includes('open')).toBe(false)
})

test('one witness alone opens nothing, and silence neither opens nor ends', () => {
  const alone = { state: 'outage', witnesses: 1 } as const
  expect(play([alone, alone, alone, alone, alone]).includes('open')).toBe(false)
  const nobody = { state: 'outage', witnesses: 0 } as const
  expect(play([bad, bad, bad, nobody, nobody, nobody, nobody, nobody, nobody]).includes('end')).toBe(false)
})
