// Limits of agreements, for what goes and for what comes: whoever keeps to them is never slowed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullPurse, spend, waitFor } from './budget.ts'
import { incoming, narrowest, outgoing, withoutAgreement } from './limits.ts'

test('of several agreements the narrowest counts, and before the first there is room for trust alone', () => {
  expect(narrowest([])).toEqual(withoutAgreement)
  expect(
    narrowest([
      { lettersPerMinute: 60, kilobytesPerSecond: null },
      { lettersPerMinute: 600, kilobytesPerSecond: 64 },
      { lettersPerMinute: 30, kilobytesPerSecond: 512 },
    ]),
  ).toEqual({ lettersPerMinute: 30, kilobytesPerSecond: 64 })
})

test('a peer that keeps to what was agreed is never asked to wait, one that sends four times as much is', () => {
  const limits = fc.record({
    lettersPerMinute: fc.integer({ min: 1, max: 100_000 }),
    kilobytesPerSecond: fc.option(fc.integer({ min: 1, max: 100_000 })),
  })
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 11_000_000 }), (agreed, size) => {
      const [out, into] = [outgoing(agreed), incoming(agreed)]
      let now = 0
      let sent = { letters: fullPurse(out.letters, now), bytes: out.bytes && fullPurse(out.bytes, now) }
      let taken = { letters: fullPurse(into.letters, now), bytes: fullPurse(into.bytes, now) }
      for (let n = 0; n < 60; n++) {
        const wait = Math.max(
          waitFor(sent.letters, out.letters, now),
          sent.bytes && out.bytes ? waitFor(sent.bytes, out.bytes, now) : 0,
        )
        now += wait
        expect(waitFor(taken.letters, into.letters, now)).toBe(0)
        if (out.bytes) expect(waitFor(taken.bytes, into.bytes, now)).toBe(0)
        sent = {
          letters: spend(sent.letters, out.letters, 1, now),
          bytes: sent.bytes && out.bytes && spend(sent.bytes, out.bytes, size, now),
        }
        taken = {
          letters: spend(taken.letters, into.letters, 1, now),
          bytes: spend(taken.bytes, into.bytes, size, now),
        }
      }
    }),
    { numRuns: 200 },
  )
  const { letters } = incoming({ lettersPerMinute: 60, kilobytesPerSecond: null })
  let purse = fullPurse(letters, 0)
  let slowed = false
  for (let n = 0; n < 600; n++) {
    slowed ||= waitFor(purse, letters, n * 250) > 0
    purse = spend(purse, letters, 1, n * 250)
  }
  expect(slowed).toBe(true)
})
