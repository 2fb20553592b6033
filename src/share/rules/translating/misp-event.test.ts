// MISP events from crisis files: read back by our own reader, the same each time, and nothing above their marking has any part in them.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MispTypes } from '#federate/model/misp/event.ts'
import { eventReach } from '#federate/rules/misp/marking.ts'
import { readMisp } from '#federate/rules/misp/read-event.ts'
import { tlpRank } from '#kernel/marking.ts'
import { readMachineTags } from '../../store/machine-tags.ts'
import { claimOf, filedAs, marked, withCrisis } from '../../testdata/filed.ts'
import {
  fileOfPlan,
  type Kind,
  kinds,
  markings,
  otherwiseAbove,
  type Plan,
  roomFor,
  type Slot,
  wordsAbove,
} from '../../testdata/planned-file.ts'
import { meantBy } from './machine-tags.ts'
import { mispEvent } from './misp-event.ts'
import { plainText } from './misp-report.ts'

const types = JSON.parse(readFileSync('data/federate/misp-types.json', 'utf8')) as MispTypes
const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()
const at = fc.constantFrom(...markings)
const slot = fc.record({ there: fc.boolean(), marking: at, salt: fc.nat(9) })
const plan: fc.Arbitrary<Plan> = fc
  .record(
    Object.fromEntries(
      kinds.map((kind) => [kind, fc.array(slot, { minLength: roomFor(kind), maxLength: roomFor(kind) })]),
    ) as Record<Kind, fc.Arbitrary<Slot[]>>,
  )
  .map((drawn) => ({ ...drawn, crisis: drawn.crisis.map((one) => ({ ...one, there: true })) }))
const made = (file: Parameters<typeof mispEvent>[0], marking: (typeof markings)[number]) =>
  mispEvent(file, { marking, sha1, title: 'A title that somebody gave', published: false })

test('an event does not change to the byte when what is above its marking is changed, taken away or added', () => {
  fc.assert(
    fc.property(plan, plan, at, fc.nat(9), (drawn, instead, marking, withheld) => {
      const before = made(fileOfPlan(drawn), marking)
      const after = made(fileOfPlan(otherwiseAbove(drawn, instead, marking), withheld), marking)
      expect(JSON.stringify(after)).toBe(JSON.stringify(before))
    }),
    { numRuns: 100 },
  )
}, 60_000)

test('an event holds no word, name or id of what is above', () => {
  fc.assert(
    fc.property(plan, at, (drawn, marking) => {
      const told = JSON.stringify(made(fileOfPlan(drawn), marking))
      for (const word of wordsAbove(drawn, marking)) expect(told).not.toContain(word)
    }),
    { numRuns: 100 },
  )
}, 60_000)

test('an event is read without a fault, with UUIDs that MISP takes, and marked no looser than was asked', () => {
  fc.assert(
    fc.property(plan, at, (drawn, marking) => {
      const event = made(fileOfPlan(drawn), marking)
      if (!event) return
      const { events, refused } = readMisp({ Event: event }, types, 4_000_000_000)
      expect([refused, events[0]?.faults]).toEqual([[], []])
      for (const [uuid] of JSON.stringify(event).matchAll(/"uuid":"[^"]*"/g)) expect(uuid.charAt(22)).toMatch(/[1-5]/)
      const back = events[0] && eventReach(events[0].event, new Map())
      expect(tlpRank(back?.tlp ?? 'CLEAR')).toBeGreaterThanOrEqual(tlpRank(marking.tlp))
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('a claim is what somebody says: no indicator, and its words cannot become Markdown, HTML or a reference', () => {
  const evil = '<script>alert(1)</script> [x](javascript:y) @[attribute](z) | =cmd()\n# Head'
  const file = withCrisis('GREEN', { claims: [filedAs(0x301, claimOf(evil), 'GREEN')] })
  const event = made(file, marked('GREEN'))
  const text = JSON.stringify(event)
  expect(text).not.toContain('"to_ids":true')
  const [report] = (event?.EventReport ?? []) as { content: string }[]
  expect(report?.content).toContain('alert')
  expect(report?.content).not.toMatch(/[^\\]<script|\]\(javascript|[^\\]@\[|\n# Head/)
  expect(plainText('a_b\n- c')).toBe('a\\_b \\- c')
})

test('without a title that may be told there is no event, and nothing at all makes none', () => {
  const file = withCrisis('AMBER', { claims: [filedAs(0x301, claimOf('We did it'), 'CLEAR')] })
  expect(mispEvent(file, { marking: marked('CLEAR'), sha1, title: null, published: false })).toBeNull()
  expect(mispEvent(file, { marking: marked('CLEAR'), sha1, title: 'Flood', published: false })?.info).toBe('Flood')
  const empty = withCrisis('RED')
  expect(mispEvent(empty, { marking: marked('CLEAR'), sha1, title: 'Flood', published: false })).toBeNull()
})

test('vocabularies go out as machine tags and every tag of them comes back as what it was', () => {
  const all = readMachineTags()
  expect([...all.keys()]).toEqual(['tlp', 'PAP', 'rsit', 'tocsin-cyber-crisis', 'tocsin'])
  for (const tags of all.values()) {
    const own = tags.values.flatMap(({ predicate, entry }) => entry.map(({ value }) => ({ predicate, value })))
    for (const { predicate, value } of own)
      expect(meantBy(`${tags.namespace}:${predicate}="${value}"`, tags)).toEqual({ predicate, value })
  }
  const rsit = all.get('rsit')
  if (!rsit) throw new Error('no rsit')
  expect(meantBy('rsit:availability="ddos"', rsit)).toEqual({ predicate: 'availability', value: 'ddos' })
  for (const none of ['rsit:availability="x"', 'rsit:nothing', 'tlp:red', 'rsit:availability=ddos', ''])
    expect(meantBy(none, rsit), none).toBeNull()
})
