// Several channels make one observation: telemetry sets the onset, nobody is forgotten, and the order does not matter.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObservationPart } from '../model/attacks.ts'
import { fuseParts, type PartKind } from './fuse.ts'

const id = (number: number) => `01980f3c-8a00-7000-8000-${String(number).padStart(12, '0')}`
const at = (minutes: number) => new Date(Date.parse('2025-03-10T09:45:00Z') + minutes * 60_000).toISOString()

function part(kind: PartKind, minutes: number, confidence = 0.9, number = 1, width = 0): ObservationPart {
  return {
    kind,
    ref: id(number),
    confidence,
    says: 'x',
    onset: { at: at(minutes), earliest: at(minutes - width), latest: at(minutes + width) },
  }
}

const all = (['traffic', 'web', 'complaints', 'news'] as const).map((kind) => ({ kind, measured: true }))
const parts = [part('traffic', 0), part('complaints', 4, 0.9, 2), part('news', 240, 0.8, 3, 300)]

test('the onset is that of the traffic, complaints and news agree, and it is surer than any alone', () => {
  const fused = fuseParts(parts, all)
  expect(fused?.onset.at).toBe(at(0))
  expect(fused?.agreeing).toHaveLength(3)
  expect(fused?.confidence).toBeGreaterThan(0.85)
  expect(fused?.parts).toHaveLength(3)
})

test('a later news item never moves an onset that telemetry measured, whatever it says', () => {
  const before = fuseParts(parts.slice(0, 1), all)
  for (const minutes of [-600, -30, 10, 5000])
    expect(fuseParts([...parts.slice(0, 1), part('news', minutes, 1, 9)], all)?.onset).toEqual(before?.onset)
})

test('a contradiction stays visible and lowers the confidence', () => {
  const alone = fuseParts([part('traffic', 0, 0.8)], all)
  const against = fuseParts([part('traffic', 0, 0.8), part('complaints', -180, 0.9, 2)], all)
  expect(against?.disagreeing).toHaveLength(1)
  expect(against?.confidence).toBeLessThan(alone?.confidence ?? 0)
  expect(against?.reasons.join(' ')).toContain('In contradiction: complaints')
})

test('ten reports that copy one another are worth one', () => {
  const copies = Array.from({ length: 10 }, (_, number) => part('news', 200, 0.8, 10 + number))
  expect(fuseParts([parts[0]!, ...copies], all)?.confidence).toBe(fuseParts([parts[0]!, copies[0]!], all)?.confidence)
})

test('a channel that is not watched says nothing; one that is watched and silent lowers the confidence', () => {
  const unwatched = fuseParts([parts[0]!], [{ kind: 'traffic', measured: true }])
  const silent = fuseParts([parts[0]!], all)
  expect(unwatched?.silent.map(({ kind }) => kind)).toEqual(['web', 'complaints', 'news'])
  expect(unwatched?.silent[0]?.says).toContain('not watched')
  expect(silent?.confidence).toBeLessThan(unwatched?.confidence ?? 0)
})

test('from complaints alone, the onset may lie some time before anybody noticed', () => {
  const fused = fuseParts([part('complaints', 4)], all)
  expect(fused?.onset.at).toBe(at(4))
  expect(Date.parse(fused?.onset.earliest ?? '')).toBeLessThan(Date.parse(at(-5)))
})

test('nothing to go by is no observation', () => {
  expect(fuseParts([], all)).toBeNull()
  expect(
    fuseParts([{ ...part('traffic', 0), onset: { at: 'soon', earliest: 'soon', latest: 'soon' } }], all),
  ).toBeNull()
})

test('the order in which parts come changes nothing, and the onset lies between its bounds', () => {
  const any = fc.record({
    kind: fc.constantFrom('traffic' as const, 'web' as const, 'complaints' as const, 'news' as const),
    minutes: fc.integer({ min: -200, max: 200 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    number: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 0, max: 60 }),
  })
  const some = fc.array(any, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(some, fc.integer(), (list, turn) => {
      const made = list.map((one) => part(one.kind, one.minutes, one.confidence, one.number, one.width))
      const cut = Math.abs(turn) % made.length
      const turned = [...made.slice(cut), ...made.slice(0, cut)].reverse()
      const fused = fuseParts(made, all)
      expect(fuseParts(turned, all)).toEqual(fused)
      expect((fused?.onset.earliest ?? '') <= (fused?.onset.at ?? '')).toBe(true)
      expect((fused?.onset.at ?? '') <= (fused?.onset.latest ?? '')).toBe(true)
    }),
  )
})
