// A tile says the most important word, and never "quiet" of what nobody measured.
import { expect, test } from 'vitest'
import { type AttackSeen, minuteLine, moreUnusual, wallState } from './wall.ts'

const attack: AttackSeen = { state: 'standing', crowd: 'attack', measure: 'bits', judged: null }
const judged = (as: 'attack' | 'flash crowd' | 'outage' | 'false alarm') => ({
  as,
  by: '01980f3c-8a00-7000-8000-000000000001',
  at: '2025-03-10T10:00:00.000Z',
  reason: 'because',
})

test.each([
  ['an attack that runs', attack, 5, 9999, 'attack'],
  ['an attack whose sensor fell silent', attack, 900, 9999, 'attack'],
  ['one that nobody can tell from a crowd', { ...attack, crowd: 'undetermined' as const }, 5, 9999, 'attack'],
  ['a crowd', { ...attack, crowd: 'flash-crowd' as const }, 5, 9999, 'surge'],
  ['complaints alone', { ...attack, measure: 'complaints' as const }, 5, 9999, 'surge'],
  [
    'a crowd that a person called an attack',
    { ...attack, crowd: 'flash-crowd' as const, judged: judged('attack') },
    5,
    9999,
    'attack',
  ],
  ['an attack that a person called a crowd', { ...attack, judged: judged('flash crowd') }, 5, 9999, 'surge'],
  ['a false alarm', { ...attack, judged: judged('false alarm') }, 5, 9999, 'quiet'],
  ['an attack that is over', { ...attack, state: 'over' as const }, 5, 9999, 'quiet'],
  ['nothing measured yet', null, null, 0, 'silent'],
  ['nothing measured of late', null, 121, 9999, 'silent'],
  ['the first hour', null, 5, 359, 'learning'],
  ['an ordinary day', null, 5, 360, 'quiet'],
] as const)('%s', (_title, seen, age, buckets, word) => {
  expect(wallState(seen, age, buckets)).toBe(word)
})

test('a minute is the mean of what was measured in it; complaints are counted', () => {
  const to = 1_741_600_800
  const at = (minute: number, second: number) => to - 1800 + minute * 60 + second
  const total = (start: number, bytes: number, flows: number) => ({
    at: start,
    bytes,
    packets: 0,
    flows,
    sources: null,
  })
  const totals = [total(at(0, 0), 100, 2), total(at(0, 10), 300, 1), total(at(29, 50), 50, 4), total(to, 999, 9)]
  const bits = minuteLine(totals, 'bits', to)
  expect([bits[0], bits[1], bits[29], bits.length]).toEqual([160, null, 40, 30])
  const complaints = minuteLine(totals, 'complaints', to)
  expect([complaints[0], complaints[1], complaints[29]]).toEqual([3, 0, 4])
})

test('the most unusual stands first', () => {
  const tile = (state: 'attack' | 'quiet' | 'silent', now: number | null, name: string) => ({
    state,
    now,
    usual: 10,
    name,
  })
  const tiles = [
    tile('quiet', 30, 'a'),
    tile('silent', null, 'b'),
    tile('attack', 20, 'c'),
    tile('attack', 90, 'd'),
    tile('quiet', 30, '0'),
  ]
  expect(tiles.sort(moreUnusual).map(({ name }) => name)).toEqual(['d', 'c', 'b', '0', 'a'])
})
