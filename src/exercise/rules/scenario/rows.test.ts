// Injects on the timeline never cover each other, and take no more rows than they must.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf } from './rows.ts'

const spots = fc
  .array(fc.record({ lane: fc.nat(2), x: fc.nat(300) }), { maxLength: 60 })
  .map((all) => all.map((one, n) => ({ ...one, id: `i${n}` })))

test('two of one row are apart, and a lane has as many rows as stand at one place', () => {
  fc.assert(
    fc.property(spots, (all) => {
      const { row, rows } = rowsOf(all, 3, 26)
      for (const one of all)
        for (const other of all)
          if (one !== other && one.lane === other.lane && row.get(one.id) === row.get(other.id))
            expect(Math.abs(one.x - other.x)).toBeGreaterThanOrEqual(26)
      for (const lane of [0, 1, 2]) {
        const here = all.filter((one) => one.lane === lane)
        const crowd = here.map(({ x }) => here.filter((one) => one.x > x - 26 && one.x <= x).length)
        expect(rows[lane]).toBe(Math.max(1, ...crowd))
      }
    }),
  )
})
