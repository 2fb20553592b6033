// How rows become bytes and rows again.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bucket, marks } from '../model/bucket.ts'
import { packDetail, packMarks, packRows, unpackDetail, unpackMarks, unpackRows } from './pack.ts'

const amount = fc.oneof(
  fc.nat(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeNat(),
  fc.constant(Number.MAX_SAFE_INTEGER),
)
const row = fc.record({
  country: fc.constantFrom('DE', '*', '??', 'Ä1'),
  part: fc.integer({ min: -1, max: 255 }),
  direction: fc.constantFrom('in' as const, 'out' as const),
  bytes: amount,
  packets: amount,
  flows: amount,
})
const sketch = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 22 }).chain((most) => fc.uint8Array({ minLength: 2048, maxLength: 2048, max: most })),
)
const detail: fc.Arbitrary<Pick<Bucket, 'squares' | 'sources' | 'destinations' | 'heavy' | 'shapes' | 'values'>> =
  fc.record({
    squares: amount,
    sources: sketch,
    destinations: sketch,
    heavy: fc.array(
      fc.record({
        kind: fc.constantFrom('source' as const, 'path' as const, 'text' as const),
        key: fc.string({ unit: 'binary', maxLength: 60 }),
        amount,
        error: amount,
      }),
      { maxLength: 8 },
    ),
    shapes: fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), fc.record({ packets: amount, bytes: amount }), {
      noNullPrototype: true,
    }),
    values: fc.oneof(fc.constant(null), fc.record({ sum: amount, count: amount, least: amount, most: amount })),
  })

test('rows come back from their bytes as they were', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows)
    }),
  )
})

test('sketches, the biggest, shapes and samples come back from their bytes as they were', () => {
  fc.assert(
    fc.property(detail, (one) => {
      expect(unpackDetail(packDetail(one))).toEqual(one)
    }),
  )
})

test('marks come back, whichever there are', () => {
  fc.assert(
    fc.property(fc.subarray([...marks]), (some) => {
      expect(unpackMarks(packMarks(some))).toEqual(some)
    }),
  )
})
