// A status says of each posted object what became of it, and its counts add up whatever was refused.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statusResource } from './status-resource.ts'

const at = '2026-03-10T09:45:00.000Z'
const id = '01980f3c-8a00-4000-8000-000000000001'
const object = (n: number, name = '') => ({ type: 'tool', id: `tool--${n}`, created: at, modified: at, name })
const why = { refusal: 'other-content', why: 'It is here already with another content.' }

test('what is refused by its place leaves the others of the same version alone; what is refused by its id takes all of them', () => {
  const objects = [object(1), object(1, 'x'), object(2), object(2)]
  const refusals = [
    { id: 'tool--1', version: at, ...why, place: 1 },
    { id: 'tool--2', version: '2026-03-10T09:45:00.000000000Z', ...why },
  ]
  const told = statusResource({ id, at, objects, refusals, added: new Map() })
  expect(told).toMatchObject({ success_count: 1, failure_count: 3, successes: [{ id: 'tool--1', version: at }] })
  expect(told.failures).toHaveLength(3)
})

test('counts add up, and a list that would be empty is not there', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.jsonValue(),
          fc.nat(3).map((n) => object(n)),
        ),
        { minLength: 1, maxLength: 8 },
      ),
      fc.nat(8),
      (objects, place) => {
        const told = statusResource({ id, at, objects, refusals: [{ id: 'x', ...why, place }], added: new Map() })
        expect(told.success_count + told.failure_count + told.pending_count).toBe(objects.length)
        expect([told.successes?.length ?? 0, told.failures?.length ?? 0]).toEqual([
          told.success_count,
          told.failure_count,
        ])
        expect(told.successes?.length).not.toBe(0)
        expect(told.failures?.length).not.toBe(0)
      },
    ),
  )
})

test('what has no version of its own goes by the moment at which it was added, as in every list', () => {
  const objects = [{ type: 'ipv4-addr', id: 'ipv4-addr--1', value: '198.51.100.7' }, object(1)]
  const added = new Map([
    ['ipv4-addr--1', 1_773_135_900_000_001],
    ['tool--1', 1],
  ])
  const { successes } = statusResource({ id, at, objects, refusals: [], added })
  expect(successes).toEqual([
    { id: 'ipv4-addr--1', version: '2026-03-10T09:45:00.000001Z' },
    { id: 'tool--1', version: at },
  ])
})
