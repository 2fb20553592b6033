// Rules of crises: the tables are whole, what is withheld leaves no trace, and two markings become one that both let through.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry.ts'
import { type Marking, tlpLabels } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { publicReader, type Reader } from '#kernel/reader.ts'
import { step } from '#kernel/record.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Crisis, PublicLine } from '../../model/crisis.ts'
import { bothOf } from './both-markings.ts'
import { crisisRecord } from './crisis-record.ts'
import { effective, followed } from './follow-merged.ts'
import { lifecycle, movesFrom } from './lifecycle.ts'
import { lineLifecycle, whyNotLine } from './line-lifecycle.ts'
import { forReader, namedIds } from './named-ids.ts'
import { narrate } from './narrate.ts'

const ids = Array.from({ length: 6 }, (_, n) => `0198c2a0-0000-7000-8000-00000000000${n}`)
const [a = '', b = '', c = ''] = ids
const marking: Marking = { tlp: 'GREEN', owner: a, audience: [], persons: [], releasableTo: [] }

let versions = 0
function entry(kind: string, body: unknown, actor = 'person:x'): Entry {
  versions += 1
  const at = new Date(Date.UTC(2027, 2, 10, 8, versions)).toISOString()
  const where = { realm: 'live', record: 'coordinate.crisis', subject: c, version: versions }
  return { id: a, ...where, kind, verb: '', marking, actor, cause: [], observedAt: at, recordedAt: at, body }
}

function crisis(...more: Entry[]): Crisis {
  const opened = entry('coordinate.crisisOpened', {
    ...{ reference: 'CRI-2027-0001', year: 2027, number: 1, title: 'A crisis', summary: '', kind: 'hybrid' },
    ...{ incidents: [a, b], claims: [], questions: [], participants: [] },
  })
  let state: Crisis | undefined
  for (const one of [opened, ...more]) state = step(crisisRecord, state, one)
  if (!state) throw new Error('No state')
  return state
}

describe('the lives of a crisis and of a line', () => {
  test('every cell of both tables leads somewhere or says why not', () => {
    for (const row of [...Object.values(lifecycle), ...Object.values(lineLifecycle)])
      for (const cell of Object.values<{ to: string } | { not: string }>(row))
        expect('to' in cell ? cell.to : cell.not).toMatch(/\w/)
  })

  test('what is closed can only be reopened', () => {
    expect(movesFrom('closed')).toEqual(['reopen'])
    expect(lifecycle.closed.change).toHaveProperty('not')
  })

  test('whoever wrote a line cannot agree it, neither signed in nor by a token', () => {
    const line: Pick<PublicLine, 'status' | 'writtenBy'> = { status: 'draft', writtenBy: `person:${a}` }
    expect(whyNotLine(line, 'agree', `person:${a}/token:${b}`, a)?.refusal).toBe('second-person-needed')
    expect(whyNotLine({ ...line, writtenBy: `person:${a}/token:${b}` }, 'agree', `person:${a}`, a)).not.toBeNull()
    expect(whyNotLine(line, 'agree', 'local:command-line', null)?.refusal).toBe('person-needed')
    expect(whyNotLine(line, 'agree', `person:${b}`, b)).toBeNull()
  })

  test('an agreed line replaces the one before it of the same audience and language, and no other', () => {
    const write = (audience: string, language: string) =>
      entry('coordinate.crisisLineWritten', { audience, language, text: 'Words.', replaces: null })
    const agree = (key: string) => entry('coordinate.crisisLineAgreed', { key }, 'person:y')
    const lines = [write('public', 'en'), write('public', 'de'), write('press', 'en'), write('public', 'en')]
    const state = crisis(...lines, agree('l1'), agree('l2'), agree('l3'), agree('l4'))
    expect(state.lines.map((one) => one.status)).toEqual(['replaced', 'agreed', 'agreed', 'agreed'])
  })
})

describe('merged incidents', () => {
  const merged = (id: string, into: string | null) => {
    return [id, { id, state: { merged: into ? { into, from: 'new' as const } : null } }] as const
  }

  test('one that was merged stands as the last of its chain, and each counts once', () => {
    const known = new Map([merged(a, b), merged(b, c), merged(c, null)])
    expect(followed(a, known)).toBe(c)
    expect(effective([a, c], known)).toEqual([c])
  })

  test('where the chain goes on out of sight, the last one in sight stands', () => {
    expect(effective([a], new Map([merged(a, b)]))).toEqual([a])
    expect(effective([b], new Map([merged(a, b)]))).toEqual([])
  })

  test('a circle ends', () => {
    expect(followed(a, new Map([merged(a, b), merged(b, a)]))).toBe(b)
  })
})

describe('what is withheld', () => {
  const opened = entry('coordinate.crisisOpened', {
    ...{ reference: 'CRI-2027-0001', title: 'A crisis', incidents: [a, b], claims: [c], questions: [] },
  })

  test('an entry that names something else beside what may be read tells of the rest alone', () => {
    const shown = forReader(opened, new Set([a]))
    expect(shown && narrate(shown as never, undefined).text).toBe('opened CRI-2027-0001 from 1 incident: A crisis')
  })

  test('an entry that is only about what may not be read is not there', () => {
    expect(forReader(entry('coordinate.crisisIncidentAdded', { incident: a, reason: null }), new Set())).toBeNull()
    expect(forReader(entry('coordinate.crisisLinked', { claims: [a], questions: [b] }), new Set())).toBeNull()
  })

  test('no id that may not be read is in any entry that is shown', () => {
    const one = fc.constantFrom(...ids)
    const some = fc.uniqueArray(one, { maxLength: 4 })
    const entries = fc.oneof(
      fc.record({ incidents: some, claims: some, questions: some }).map((body) => {
        return entry('coordinate.crisisOpened', { reference: 'R', title: 'T', ...body })
      }),
      fc.record({ claims: some, questions: some }).map((body) => entry('coordinate.crisisLinked', body)),
      one.map((incident) => entry('coordinate.crisisIncidentRemoved', { incident, reason: 'No.' })),
      one.map((record) => entry('coordinate.crisisUnlinked', { record, reason: 'No.' })),
    )
    fc.assert(
      fc.property(entries, some, (given, known) => {
        const shown = forReader(given, new Set(known))
        for (const id of shown ? namedIds(shown) : []) expect(known).toContain(id)
        if (namedIds(given).every((id) => known.includes(id))) expect(shown).toBe(given)
      }),
    )
  })
})

test('whatever the two markings, who may not read both may not read the one made of them', () => {
  const one = fc.constantFrom(a, b, c)
  const markings: fc.Arbitrary<Marking> = fc.record({
    tlp: fc.constantFrom(...tlpLabels),
    owner: one,
    audience: fc.uniqueArray(one, { maxLength: 2 }),
    persons: fc.uniqueArray(one, { maxLength: 2 }),
    releasableTo: fc.uniqueArray(fc.constantFrom('EU', 'NATO', 'DE'), { maxLength: 2 }),
  })
  const readers = fc.record({
    person: one,
    organisation: one,
    communities: fc.uniqueArray(fc.constantFrom('EU', 'DE')),
  })
  fc.assert(
    fc.property(markings, markings, readers, (first, second, who) => {
      const reader: Reader = { ...publicReader, kind: 'person', id: who.person, ...who }
      const both = bothOf(first, second)
      if (mayRead(reader, 'live', both)) {
        expect(mayRead(reader, 'live', first)).toBe(true)
        expect(mayRead(reader, 'live', second)).toBe(true)
      }
      if (staysWithin(first, second)) expect(both).toBe(first)
    }),
    { numRuns: 2_000 },
  )
})

test('keys are given once and never again, whatever is added in which order', () => {
  const party = { name: 'Somebody', actor: null, organisation: null, person: null }
  const state = crisis(
    entry('coordinate.crisisParticipantAdded', { party, roles: ['lead'] }),
    entry('coordinate.crisisObjectiveSet', { text: 'Reach it.', owner: null }),
    entry('coordinate.crisisParticipantLeft', { key: 'p1', reason: 'Gone.' }),
    entry('coordinate.crisisParticipantAdded', { party, roles: ['lead'] }),
  )
  expect([...state.participants, ...state.objectives].map((one) => one.key)).toEqual(['p1', 'p3', 'o2'])
  expect(state.keys).toBe(3)
})

test('each act is told in words, with what it is about', () => {
  const state = crisis(
    entry('coordinate.crisisBeatAdded', {
      ...{ what: 'Report', kind: 'report', product: null, owner: null },
      ...{ firstAt: '2027-03-10T12:00:00.000Z', everyMinutes: 240 },
    }),
  )
  const told = (kind: string, body: unknown) => narrate(entry(kind, body), state).text
  expect(
    told('coordinate.crisisBeatDone', { key: 'b1', turn: '2027-03-10T12:00:00.000Z', record: null, note: '' }),
  ).toBe('did “Report” of 2027-03-10 12:00 UTC')
  expect(
    told('coordinate.crisisMoved', { event: 'stand-down', from: 'open', to: 'standing-down', reason: 'Over.' }),
  ).toBe('stood the crisis down: Over.')
  expect(told('coordinate.noSuchThing', {})).toBe('no such thing')
  expect(narrate(entry('coordinate.crisisMoved', null), state).text).toContain('erased by law')
})
