// Nothing above its marking has any part in a product: not its words, not its number, not its place on the map, not its id.
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { ProductContent } from '../../model/product-content.ts'
import { inputFor, products } from '../../testdata/draft-with.ts'
import { person } from '../../testdata/filed.ts'
import {
  fileOfPlan,
  type Kind,
  kinds,
  markings,
  otherwiseAbove,
  type Plan,
  roomFor,
  type Slot,
  slotIds,
  wordsAbove,
} from '../../testdata/planned-file.ts'
import { sentencesOf } from './blocks.ts'
import { draftProduct } from './draft.ts'
import { recordsIn } from './records.ts'
import { tearLine } from './tear-line.ts'
import { within } from './within.ts'

const marking = fc.constantFrom(...markings)
const plan: fc.Arbitrary<Plan> = fc
  .record(
    Object.fromEntries(
      kinds.map((kind) => {
        const slot = fc.record({ there: fc.boolean(), marking, salt: fc.nat(9) })
        return [kind, fc.array(slot, { minLength: roomFor(kind), maxLength: roomFor(kind) })]
      }),
    ) as Record<Kind, fc.Arbitrary<Slot[]>>,
  )
  .map((drawn) => ({ ...drawn, crisis: drawn.crisis.map((slot) => ({ ...slot, there: true })) }))
const templates = [...products.templates.keys()]
const template = fc.constantFrom(...templates)
const validContent = Compile(ProductContent)
const validFile = Compile(CrisisFile)
const given = { text: 'A title that somebody gave', by: `person:${person(1)}` }

function draft(file: CrisisFile, id: string, at: Marking, over: Parameters<typeof inputFor>[3] = {}) {
  return draftProduct(inputFor(file, id, at, { title: given, ...over }))
}

test('files drawn by chance are crisis files', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      expect([...validFile.Errors(fileOfPlan(drawn))]).toEqual([])
    }),
    { numRuns: 30 },
  )
}, 60_000)

describe('of a product at a marking', () => {
  test('nothing changes, to the byte, when what is above is changed, taken away or added', () => {
    fc.assert(
      fc.property(plan, plan, plan, marking, template, fc.nat(9), (drawn, instead, earlier, at, id, withheld) => {
        const last = draft(fileOfPlan(earlier), id, at)
        const anonymised = products.templates.get(id)?.anonymised && withheld % 2 === 0
        const over = { previous: last.ok ? last.value : null, variant: anonymised ? ('anonymised' as const) : null }
        const before = draft(fileOfPlan(drawn), id, at, over)
        const after = draft(fileOfPlan(otherwiseAbove(drawn, instead, at), withheld), id, at, over)
        expect(JSON.stringify(after)).toBe(JSON.stringify(before))
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  test('no word, name or id of what is above stands in it', () => {
    fc.assert(
      fc.property(plan, marking, template, (drawn, at, id) => {
        const told = JSON.stringify(draft(fileOfPlan(drawn), id, at))
        for (const word of wordsAbove(drawn, at)) expect(told).not.toContain(word)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('the difference to the last one repeats nothing that has been marked higher since', () => {
    const records = kinds.filter((kind) => kind !== 'person' && kind !== 'organisation')
    fc.assert(
      fc.property(plan, marking, template, (drawn, at, id) => {
        const all = {
          ...drawn,
          ...Object.fromEntries(records.map((kind) => [kind, drawn[kind].map((slot) => ({ ...slot, marking: at }))])),
        } as Plan
        const names = {
          person: drawn.person.map((slot) => ({ ...slot, there: false })),
          organisation: drawn.organisation.map((slot) => ({ ...slot, there: false })),
        }
        const last = draft(fileOfPlan({ ...all, ...names }), id, at)
        if (!last.ok) return
        const next = draft(fileOfPlan({ ...drawn, ...names }), id, at, { previous: last.value })
        if (!next.ok) return
        const told = JSON.stringify(next.value)
        for (const word of wordsAbove({ ...drawn, ...names }, at)) expect(told).not.toContain(word)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('every sentence rests on records that may be told, and is found by an id of its own', () => {
    fc.assert(
      fc.property(plan, marking, template, (drawn, at, id) => {
        const file = fileOfPlan(drawn)
        const reply = draft(file, id, at)
        if (!reply.ok) return
        const { title, sections, nextDue } = reply.value
        const there = new Map(
          [...recordsIn(within(file, at)), ...within(file, at).entries.map((one) => ({ ...one, id: one.subject }))].map(
            (one) => [one.id, one],
          ),
        )
        const all = [
          title,
          ...sections.flatMap(({ blocks }) => blocks.flatMap(sentencesOf)),
          ...(nextDue ? [nextDue.sentence] : []),
        ]
        expect(new Set(all.map((one) => one.id)).size).toBe(all.length)
        for (const { by, sources, text } of all) {
          expect(text).not.toBe('')
          if (by === 'template' || by === given.by) continue
          expect(sources.length).toBeGreaterThan(0)
          for (const source of sources) {
            const record = there.get(source.id)
            expect(record).toBeDefined()
            expect(record && staysWithin(at, record.marking)).toBe(true)
          }
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('the content is what its schema says', () => {
    fc.assert(
      fc.property(plan, marking, template, (drawn, at, id) => {
        const reply = draft(fileOfPlan(drawn), id, at)
        if (reply.ok) expect([...validContent.Errors(reply.value)]).toEqual([])
        else expect(reply.refusal).toMatch(/^(nothing-to-report|marking-too-high)$/)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

test('a tear-line is the product at the lower marking, and its list of what was removed names the records that are above', () => {
  fc.assert(
    fc.property(plan, marking, marking, (drawn, high, low) => {
      const file = fileOfPlan(drawn)
      const higher = draft(file, 'sitrep', high)
      if (!higher.ok) return
      const input = inputFor(file, 'sitrep', low, { title: given })
      const torn = tearLine(higher.value, input)
      const plainly = draftProduct(input)
      expect(torn.ok).toBe(plainly.ok)
      if (!torn.ok || !plainly.ok) return
      expect(JSON.stringify(torn.value.content)).toBe(JSON.stringify(plainly.value))
      for (const { because } of torn.value.removed)
        for (const one of because) expect(staysWithin(low, one.marking)).toBe(false)
    }),
    { numRuns: 150 },
  )
}, 60_000)

describe('what may be told', () => {
  test('is the same, to the byte, whatever is above', () => {
    fc.assert(
      fc.property(plan, plan, marking, fc.nat(9), (drawn, instead, at, withheld) => {
        const after = within(fileOfPlan(otherwiseAbove(drawn, instead, at), withheld), at)
        expect(JSON.stringify(after)).toBe(JSON.stringify(within(fileOfPlan(drawn), at)))
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('is itself a crisis file, but for the crisis that is above, and names nothing that is not in it', () => {
    // Who did something stands as an id without a name, and a ladder says which crisis it is of.
    const standing = new Set([
      ...kinds.flatMap((kind) => (kind === 'person' ? [0, 1, 2].map((n) => slotIds(kind, n)) : [])),
      slotIds('crisis', 0),
    ])
    fc.assert(
      fc.property(plan, marking, (drawn, at) => {
        const told = within(fileOfPlan(drawn), at)
        if (told.crisis) expect([...validFile.Errors(told)]).toEqual([])
        const inside = JSON.stringify(told)
        for (const word of wordsAbove(drawn, at)) if (!standing.has(word)) expect(inside).not.toContain(word)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
