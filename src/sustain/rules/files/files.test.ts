// Files of parts: what is written is read again the same, whatever stands in the cells; budgets hold, and long chains are no deep stack.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import type { PartFile, PlacedPart } from '../../model/part-file.ts'
import { layers, type Need, type Part, partKinds } from '../../model/parts.ts'
import type { Evidence } from '../../model/words.ts'
import { needsFirst } from './in-order.ts'
import { beyondBudget } from './json-budget.ts'
import { changesBy, freshPart } from './merged.ts'
import { columnNamed, countryIn, numberIn } from './part-columns.ts'
import { readPartFile } from './read-file.ts'
import { resolve } from './resolve.ts'
import { asFilePart, csvHead, csvLines, jsonHead } from './write-parts.ts'

const idAt = (at: number): Id => `01980f3c-8a00-7000-8000-${String(at).padStart(12, '0')}`
const imported: Evidence = { kind: 'imported', what: 'File x', seenAt: '2026-01-01T00:00:00.000Z' }

/** Words as people write them, with all that a table could trip over. */
const word = fc
  .array(fc.constantFrom('a', 'Ö', '"', ',', ';', "'", ' ', '=', '漢', '-', '#', '1'), { minLength: 1, maxLength: 12 })
  .map((letters) => `x${letters.join('')}`.trim())
const minutes = fc.nat(1000)
const span = fc.tuple(minutes, minutes, minutes).map((given) => {
  const [least = 0, likely = 0, most = 0] = given.sort((a, b) => a - b)
  return { likely, least, most }
})
const size = 6
const need = fc.record({
  name: word,
  layer: fc.constantFrom(...layers),
  least: fc.constant(1),
  of: fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 3 }).chain((targets) =>
    fc.tuple(
      ...targets.map((at) =>
        fc.record({
          part: fc.constant(idAt(at)),
          share: fc.constantFrom(0, 0.5, 1),
          switching: fc.option(span, { nil: null }),
        }),
      ),
    ),
  ),
  holds: span,
  weight: fc.constantFrom(0, 0.25, 1),
})
const part = (at: number) =>
  fc
    .record({
      name: word,
      kind: fc.constantFrom(...partKinds),
      layer: fc.constantFrom(...layers),
      behind: fc.option(
        word.map((name) => ({ organisation: null, name })),
        { nil: null },
      ),
      country: fc.constantFrom('DE', 'GR', null),
      standsIn: fc.constant(null),
      sectors: fc.constantFrom([], ['energy', 'banking']),
      serves: fc.constantFrom([], ['EE', 'LV']),
      users: fc.option(fc.nat(1e9), { nil: null }),
      capacity: fc.option(fc.record({ amount: fc.nat(1e6), unit: word }), { nil: null }),
      usableFrom: fc.constantFrom(0, 0.5),
      needs: fc.uniqueArray(need, { maxLength: 3, selector: ({ name }) => name }),
      evidence: fc.constant([imported]),
      aliases: fc.constant([]),
      note: fc.option(word, { nil: null }),
      active: fc.boolean(),
    })
    .map((given): [Id, Part] => {
      const needs = given.needs.map(
        (one): Need => ({ ...one, of: one.of.filter((option) => option.part !== idAt(at)) }),
      )
      return [idAt(at), { ...given, needs: needs.filter(({ of }) => of.length > 0) } as unknown as Part]
    })
const graph = fc.tuple(...Array.from({ length: size }, (_, at) => part(at)))

/** Read into an empty map whose ids are new, and back under the old ones. */
function readAgain(text: string): Part[] {
  const read = readPartFile(new TextEncoder().encode(text))
  if (!read.ok) throw new Error(read.why)
  expect(read.file.leftOut).toEqual([])
  const known = new Map<string, Id>()
  let at = 0
  const { parts, leftOut } = resolve(read.file, new Map(), () => idAt(900_000 + at++))
  expect(leftOut).toEqual([])
  for (const one of parts) known.set(one.id, one.part.id)
  return parts.map((one) => {
    const fresh = freshPart(one, imported)
    const needs = fresh.needs.map((need) => ({
      ...need,
      of: need.of.map((option) => ({ ...option, part: known.get(option.part) ?? '' })),
    }))
    return { ...fresh, needs, aliases: [], active: fresh.active ?? true }
  })
}

describe('out and in again', () => {
  test('JSON gives the same parts', () => {
    fc.assert(
      fc.property(graph, (parts) => {
        const texts = parts.map(([id, state]) => JSON.stringify(asFilePart(id, state, state.needs)))
        const read = readAgain(`${jsonHead('AMBER', 'now')}${texts.join(',')}]}`)
        expect(read).toEqual(parts.map(([, state]) => state))
      }),
    )
  })

  test('a table gives the same parts', () => {
    fc.assert(
      fc.property(graph, (parts) => {
        const read = readAgain(csvHead('AMBER') + parts.map(([id, state]) => csvLines(id, state, state.needs)).join(''))
        expect(read).toEqual(parts.map(([, state]) => state))
      }),
    )
  })

  test('what stands already is changed by nothing that it says itself', () => {
    fc.assert(
      fc.property(graph, (parts) => {
        const states = new Map(parts)
        const all = parts.map(
          ([id, { needs: _n, ...state }], at): PlacedPart => ({
            at: `${at}`,
            part: { id, ...state, needs: states.get(id)?.needs ?? [] },
          }),
        )
        const file: PartFile = { parts: all, leftOut: [], tlp: null, otherNeeds: 'gone', main: null }
        const known = new Map(parts.map(([id, { layer, name }]) => [id, [{ id, layer, name, writable: true }]]))
        for (const one of resolve(file, known, () => idAt(1)).parts)
          expect(changesBy(states.get(one.id) as Part, one, 'gone', imported)).toBeNull()
      }),
    )
  })
})

describe('budgets', () => {
  const budget = { mostValues: 10, mostDepth: 3 }
  test('count values and depth, and not what stands in strings', () => {
    expect(beyondBudget('[1,2,3,4,5,6,7,8,9]', budget)).toBeNull()
    expect(beyondBudget('[1,2,3,4,5,6,7,8,9,10,11]', budget)).toContain('more than 10 values')
    expect(beyondBudget('[[[1]]]', budget)).toBeNull()
    expect(beyondBudget('[[[[1]]]]', budget)).toContain('more than 3 deep')
    expect(beyondBudget('["[[[[,,,,,,,,,,,,\\\\\\"[[[["]', budget)).toBeNull()
    expect(beyondBudget('["a\\\\",[[[1]]]]', budget)).toContain('deep')
    expect(beyondBudget('["never closed [[[[[', budget)).toBeNull()
  })
})

test('a chain of a hundred thousand parts, closed to a ring, is put in order', () => {
  const size = 100_000
  const parts = Array.from({ length: size }, (_, at) => ({
    ...{ at: `${at}`, id: idAt(at), fresh: true, part: { id: `${at}` } },
    needs: [{ name: 'next', layer: 'cloud' as const, least: 1, of: [{ part: idAt((at + 1) % size) }] }],
  }))
  const order = needsFirst(parts).map(({ id }) => id)
  expect(order).toHaveLength(size)
  expect([order[0], order.at(-1)]).toEqual([idAt(size - 1), idAt(0)])
})

test('numbers, countries and columns are read as people write them', () => {
  expect(['1 000', '0,5', '-3', '1e3', '1.000,5', 'x', ''].map(numberIn)).toEqual([
    1000,
    0.5,
    -3,
    1000,
    undefined,
    undefined,
    undefined,
  ])
  expect(['el', 'UK', ' de'].map(countryIn)).toEqual(['GR', 'GB', 'DE'])
  expect(['Stands in', 'STANDS-IN', 'stand'].map(columnNamed)).toEqual(['stands_in', 'stands_in', undefined])
})
