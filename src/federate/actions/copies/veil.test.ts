// What is said of a third node: whoever knows it reads it, nobody else learns even its id.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lift, veil } from './veil.ts'

const id = fc.uuid({ version: 7 })
const notes = fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 2 })

test('whoever knows the node reads what is said of it, and only on the way that it was said', () => {
  fc.assert(
    fc.property(id, id, id, id, notes, (from, to, of, other, said) => {
      fc.pre(new Set([from, to, of, other]).size === 4)
      const veiled = veil({ from, to }, { of, notes: said })
      expect(lift({ from, to }, [other, of], veiled)).toEqual({ of, notes: said })
      expect(lift({ from, to }, [other], veiled)).toBeUndefined()
      expect(lift({ from, to: other }, [of], veiled)).toBeUndefined()
    }),
  )
})

test('neither id nor note stands in it, it is an id by its form, and each receiver is told another one', () => {
  fc.assert(
    fc.property(id, id, id, id, (from, to, other, of) => {
      fc.pre(new Set([from, to, of, other]).size === 4)
      const note = `tocsin/${of}\n12\nroot\n`
      const veiled = veil({ from, to }, { of, notes: [note] })
      const text = JSON.stringify(veiled)
      expect(text).not.toContain(of)
      expect(text).not.toContain('root')
      expect(veiled.of).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(veil({ from, to }, { of, notes: [note] }).of).toBe(veiled.of)
      expect(veil({ from, to: other }, { of, notes: [note] }).of).not.toBe(veiled.of)
    }),
  )
})

test('what was changed on the way, or is no veil at all, is left aside', () => {
  const [from, to, of] = ['from', 'to', 'of']
  const veiled = veil({ from, to }, { of, notes: ['a note'] })
  const [note = ''] = veiled.notes
  for (const other of [
    note.replace('veiled/1', 'veiled/2'),
    note.slice(0, 30),
    note.replace(/[A-Za-z]=*\n$/, '!\n'),
    '',
  ])
    expect(lift({ from, to }, [of], { of: veiled.of, notes: [other] })).toBeUndefined()
  expect(lift({ from, to }, [of], { of, notes: ['in clear'] })).toEqual({ of, notes: ['in clear'] })
})
