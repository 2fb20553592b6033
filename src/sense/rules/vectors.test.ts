// Each kind of attack is named by what its counters show; crowds and quiet hours are not named at all.
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { VectorHint } from '../model/attacks.ts'
import { readVectors } from '../tally/vectors.ts'
import { bucketsOf } from './generate/buckets.ts'
import { type AttackKind, attackKinds, generateDays } from './generate.ts'
import { vectorHints } from './vectors.ts'
import { addUp } from './window.ts'

const vectors = readVectors()

/** The hour before an event and ten minutes of it. */
function around(kind: AttackKind | 'crowd', seed: number, height = 3, channel: 'flow' | 'web' = 'flow', sampling = 1) {
  const crowd = kind === 'crowd'
  const days = generateDays({
    days: 1,
    quietDays: 0.2,
    attacks: crowd ? 0 : 1,
    wavesPerAttack: { least: 1, most: 1 },
    waveSeconds: { least: 700, most: 900 },
    heights: [height],
    attackKinds: crowd ? [] : [kind],
    flashCrowds: crowd ? 1 : 0,
    outages: 0,
    gaps: 0,
    base: 100_000,
    seed,
  })
  const event = days.truth.waves[0] ?? days.truth.flash[0]
  const from = days.truth.waves[0]?.standing ?? days.truth.flash[0]?.peak ?? 0
  const buckets = [...bucketsOf(days, { channel, sampling, span: { from: (event?.onset ?? 0) - 600, to: from + 200 } })]
  const seen = addUp(buckets.filter(({ at }) => at >= from))
  if (seen === null) throw new Error('nothing seen')
  return { seen, usual: addUp(buckets.filter(({ at }) => at < (event?.onset ?? 0))) }
}

const expected: Record<AttackKind, string[]> = {
  'botnet-syn': ['syn-flood'],
  'spoofed-syn': ['syn-flood'],
  amplification: ['amplification-dns'],
  'udp-flood': ['udp-flood'],
  carpet: ['carpet-bombing', 'udp-flood', 'icmp-flood'],
  'http-flood': [],
}

test('each kind of flood is named, from flows, at twice the usual and above', () => {
  for (const kind of attackKinds)
    for (const height of [2, 5]) {
      const hints = vectorHints(around(kind, 21, height), vectors)
      for (const hint of hints) expect(Check(VectorHint, hint)).toBe(true)
      const names = hints.map((hint) => hint.vector)
      expect(names, `${kind} ${height}`).toEqual(expect.arrayContaining(expected[kind]))
      expect(names.length, `${kind} ${names}`).toBeLessThanOrEqual(Math.max(1, expected[kind].length))
    }
})

test('a flood of requests is named from the log', () => {
  const [hint] = vectorHints(around('http-flood', 22, 3, 'web'), vectors)
  expect(hint?.vector).toBe('http-flood')
  expect(hint?.because.length).toBeGreaterThanOrEqual(3)
})

test('a crowd has no vector, neither in flows nor in logs', () => {
  for (const seed of [1, 2, 3])
    for (const channel of ['flow', 'web'] as const)
      expect(vectorHints(around('crowd', seed, 3, channel), vectors)).toEqual([])
})

test('an ordinary hour has no vector', () => {
  const { usual } = around('botnet-syn', 4)
  if (usual === null) throw new Error('nothing before')
  expect(vectorHints({ seen: usual, usual }, vectors)).toEqual([])
})

test('few samples, or no knowledge of what is usual, make a hint less sure', () => {
  const sure = (evidence: ReturnType<typeof around>) =>
    vectorHints(evidence, vectors).find((hint) => hint.vector === 'syn-flood')?.confidence ?? 0
  const full = around('botnet-syn', 5)
  expect(sure({ ...full, usual: null })).toBeLessThan(sure(full))
  const few = around('botnet-syn', 5, 3, 'flow', 20_000)
  expect(few.seen.records).toBeLessThan(full.seen.records / 100)
  expect(sure(few)).toBeLessThan(sure(full))
})

test('the factor that is told is the published one', () => {
  const [hint] = vectorHints(around('amplification', 6), vectors)
  expect(hint?.because[0]).toContain('28 to 54')
  expect(hint?.because[0]).toContain('port 53')
})

test('more of what is usual anyway is no flood', () => {
  const { usual } = around('botnet-syn', 4)
  if (usual === null) throw new Error('nothing before')
  const opening = (packets: number, share: number) =>
    new Map([['syn-only', { packets: packets * share, bytes: packets * share * 60 }]])
  const before = { ...usual, shapes: opening(usual.packets, 0.16) }
  const now = (share: number) => ({
    ...usual,
    packets: 2 * usual.packets,
    parts: new Map([['6', { bytes: 0, packets: 2 * usual.packets, flows: 0 }]]),
    shapes: opening(2 * usual.packets, share),
  })
  expect(vectorHints({ seen: now(0.2), usual: before }, vectors)).toEqual([])
  expect(vectorHints({ seen: now(0.5), usual: before }, vectors)[0]?.vector).toBe('syn-flood')
})
