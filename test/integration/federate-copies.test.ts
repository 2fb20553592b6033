// Copies between nodes: what goes shows nothing hidden, what comes is changed by nobody here, and what is taken back is gone.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { declareIncident, moveIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { openNotice } from '#coordinate/api/duties.ts'
import { settleCaught } from '#federate/actions/copies/caught.ts'
import { showAround } from '#federate/actions/copies/show-around.ts'
import * as api from '#federate/api/copies.ts'
import type { CopyPart, LetterPart } from '#federate/model/letter.ts'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { newId } from '#platform/id.ts'
import { newestCheckpoint, nodeKey } from '#platform/journal/index.ts'
import { formatVerifierKey, signCheckpoint } from '#platform/journal/proof/index.ts'
import { rebuild } from '#platform/journal/rebuild.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { enterClaim } from '#watch/api/claims.ts'
import { carry, carryPost, leaf, openSide, type Side, sheet } from '../setup/copies.ts'
import { person } from '../setup/journal.ts'
import { startTestNode } from '../setup/node.ts'

let anna: Side
let ben: Side
let cleo: Side

beforeAll(async () => {
  ;[anna, ben, cleo] = await Promise.all([openSide('Anna'), openSide('Ben'), openSide('Cleo')])
  for (const side of [anna, ben, cleo]) side.knows(anna, ben, cleo)
}, 120_000)
afterAll(async () => {
  await Promise.all([anna, ben, cleo].map((side) => side?.close()))
})

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return reply.value
}
const named = (subject: Id, record = 'test.sheet') => ({ record, subject })
const copies = (parts: readonly LetterPart[]) => parts.filter((part): part is CopyPart => part.part === 'copy')

test('a record goes over with its proof, is read like others, and corrections follow', async () => {
  const id = await anna.write(sheet, { text: 'First words' })
  const parts = await anna.pack(ben, [named(id)])
  expect(parts.map((part) => part.part)).toEqual(['checkpoint', 'copy'])
  expect(copies(parts)[0]?.proof?.path).toBeDefined()
  await anna.seal(ben, parts)
  expect(await ben.take(anna, parts)).toEqual([])
  expect(await ben.held(sheet, id)).toMatchObject({
    origin: anna.id,
    title: 'First words',
    marking: { owner: anna.home },
  })
  await anna.rewrite(sheet, id, { text: 'Better words' })
  expect(await carry(anna, ben, [named(id)])).toEqual([])
  // The same again is harmless.
  expect(await carry(anna, ben, [named(id)])).toEqual([])
  expect(await ben.held(sheet, id)).toMatchObject({ version: 2, title: 'Better words' })
})

test('nobody here changes a copy, no job either, and the refusal says whose it is', async () => {
  const id = await anna.write(sheet)
  await carry(anna, ben, [named(id)])
  const writer = { view: { reader: systemReader('some.job', ['live'], ben.home), realm: 'live' }, verb: 'test.try' }
  const told = { ok: false, refusal: 'not-yours', detail: expect.stringContaining('proposal') }
  const { journal } = ben
  expect(
    await journal.commit(writer, async (unit) =>
      done(await unit.append(sheet, 'test.sheetRewritten', id, { text: 'x' })),
    ),
  ).toMatchObject(told)
  expect(
    await journal.commit(writer, async (unit) => done(await unit.remark(sheet, id, { tlp: 'CLEAR' }, 'why'))),
  ).toMatchObject(told)
  expect(await journal.erase(writer, sheet, id, 'because')).toMatchObject(told)
  expect(await ben.held(sheet, id)).toMatchObject({ version: 1 })
})

test('what is taken back is there no more, the past shows it, and it may come again', async () => {
  const id = await anna.write(sheet, { text: 'Soon gone' })
  await carry(anna, ben, [named(id)])
  const before = new Date().toISOString()
  anna.terms.kinds.delete('test.sheet')
  expect((await anna.pack(ben, [named(id)])).map((part) => part.part)).toEqual(['withdraw'])
  await carry(anna, ben, [named(id)])
  anna.terms.kinds.add('test.sheet')
  expect(await ben.held(sheet, id)).toBeUndefined()
  expect(await ben.held(sheet, id, before)).toMatchObject({ title: 'Soon gone' })
  // It is said once.
  anna.terms.kinds.delete('test.sheet')
  expect(await anna.pack(ben, [named(id)])).toEqual([])
  anna.terms.kinds.add('test.sheet')
  await carry(anna, ben, [named(id)])
  expect(await ben.held(sheet, id)).toMatchObject({ title: 'Soon gone', version: 3 })
})

test('what is marked for fewer is erased at the other side, with all that it said', async () => {
  const canary = 'canary-4711'
  const id = await anna.write(sheet, { text: canary })
  await carry(anna, ben, [named(id)])
  await anna.remark(sheet, id, { tlp: 'RED', reason: 'An operation', reviewOn: '2099-01-01' })
  await carry(anna, ben, [named(id)])
  expect(await ben.held(sheet, id)).toBeUndefined()
  await ben.room.copies.erase(id, 'live', 'Asked again')
  const left = await ben.journal.sql.selectFrom('journal.entries').select('body').where('subject', '=', id).execute()
  expect(JSON.stringify(left)).not.toContain(canary)
})

test('a record that hangs on a hidden one stays here, and goes with it when that is released', async () => {
  const secret = { tlp: 'RED' as const, reason: 'An operation', reviewOn: '2099-01-01' }
  const parent = await anna.write(sheet, { text: 'The whole' }, secret)
  const child = await anna.write(leaf, { text: 'A part', parent })
  expect(await anna.pack(ben, [named(child, 'test.leaf')])).toEqual([])
  await anna.remark(sheet, parent, { tlp: 'GREEN' })
  // The child was not asked for: it follows from its parent, after it.
  expect(copies(await anna.pack(ben, [named(parent)])).map((part) => part.subject)).toEqual([parent, child])
  await carry(anna, ben, [named(parent)])
  await anna.remark(sheet, parent, secret)
  const back = await anna.pack(ben, [named(parent)])
  expect(back.map((part) => part.part === 'withdraw' && [part.subject, part.how])).toEqual([
    [parent, 'erase'],
    [child, 'withdrawn'],
  ])
  // A child alone brings its parent along.
  await carry(anna, ben, [named(parent)])
  await anna.remark(sheet, parent, { tlp: 'GREEN' })
  expect(copies(await anna.pack(ben, [named(child, 'test.leaf')])).map((part) => part.subject)).toEqual([parent, child])
})

test('what is hidden does not show by its id; links stay whole, and the id comes with the release', async () => {
  const secret = { tlp: 'RED' as const, reason: 'An operation', reviewOn: '2099-01-01' }
  const hidden = await anna.write(sheet, { text: 'Hidden' }, secret)
  const who = '01980f3c-8a00-7000-8000-0000000000aa'
  const given = {
    by: `person:${who}/token:${hidden}`,
    more: { [hidden]: [`See ${hidden.toUpperCase()}.`, 'urn:uuid:9f8e7d6c-1111-4222-8333-444455556666'] },
  }
  const one = await anna.write(sheet, { links: [hidden, anna.home], ...given })
  const two = await anna.write(sheet, { links: [hidden, one] })
  const parts = copies(await anna.pack(ben, [named(one), named(two)]))
  const text = JSON.stringify(parts).toLowerCase()
  expect(text).not.toContain(hidden)
  expect(text).not.toContain(who)
  // The names that standards give are left as they are.
  expect(text).toContain('9f8e7d6c-1111-4222-8333-444455556666')
  const [first, second] = parts.map((part) => part.state as { links: string[] })
  expect(first?.links[0]).toMatch(/^[0-9a-f-]{14}8/)
  expect(first?.links[1]).toBe(anna.home)
  expect(second?.links).toEqual([first?.links[0], one])
  // Another peer is shown another id.
  const [forCleo] = copies(await anna.pack(cleo, [named(one)])).map((part) => part.state as { links: string[] })
  expect(forCleo?.links[0]).not.toBe(first?.links[0])
  expect(await carry(anna, ben, [named(one), named(two)])).toEqual([])
  await anna.remark(sheet, hidden, { tlp: 'GREEN' })
  const released = copies(await anna.pack(ben, [named(hidden)]))
  expect(new Set(released.map((part) => part.subject))).toEqual(new Set([hidden, one, two]))
  // The same version with other ids in it is no other history.
  expect(await carry(anna, ben, [named(hidden)])).toEqual([])
  expect((await ben.held(sheet, one))?.state.links[0]).toBe(hidden)
})

test('what is marked for fewer while it is packed does not go', async () => {
  const id = await anna.write(sheet)
  const parts = await anna.pack(ben, [named(id)])
  await anna.remark(sheet, id, { tlp: 'RED', reason: 'An operation', reviewOn: '2099-01-01' })
  await expect(anna.seal(ben, parts)).rejects.toThrow('marked otherwise')
  expect(await anna.pack(ben, [named(id)])).toEqual([])
})

test('a peer that writes what it does not own, rewrites history or sends monsters is refused by name', async () => {
  const id = await anna.write(sheet, { text: 'As it was' })
  await carry(anna, ben, [named(id)])
  const [part] = copies(await anna.pack(ben, [named(id)]))
  if (!part) throw new Error('nothing to send')
  const names = async (from: Side, ...parts: unknown[]) => (await ben.take(from, parts)).map((one) => one.refusal)
  const state = part.state as object
  expect(await names(cleo, part)).toEqual(['not-yours'])
  const theirs = { ...part, marking: { ...part.marking, owner: cleo.home } }
  expect(await names(cleo, theirs)).toEqual(['not-yours'])
  const own = await ben.write(sheet)
  const header = { ...(part.entry.header as object), subject: own }
  const { proof: _proof, ...unproven } = part
  expect(await names(anna, { ...unproven, subject: own, entry: { ...part.entry, header } })).toEqual(['not-yours'])
  expect(await names(anna, { ...part, state: { ...state, text: 'As it never was' } })).toEqual(['changed-history'])
  expect(await names(anna, { ...part, record: 'test.nothing' })).toEqual(['unknown-kind'])
  expect(await names(anna, { ...part, record: 'people.person' })).toEqual(['outside-agreement'])
  // Persons and keys never come as copies, whatever the data of agreements may say.
  ben.terms.kinds.add('people.person')
  expect(await names(anna, { ...part, record: 'people.person' })).toEqual(['outside-agreement'])
  ben.terms.kinds.delete('people.person')
  expect(await names(anna, { ...part, marking: { ...part.marking, tlp: 'RED' } })).toEqual(['outside-agreement'])
  expect(await names(anna, { ...part, state: { ...state, extra: 1 } })).toEqual(['malformed-state'])
  expect(await names(anna, { ...part, version: 7 })).toEqual(['malformed'])
  let deep: unknown = 1
  for (let n = 0; n < 500; n++) deep = [deep]
  const large = 'x'.repeat(1_100_000)
  for (const more of [deep, large]) {
    expect(await names(anna, { ...part, state: { ...state, more } })).toEqual(['too-large'])
  }
  expect(
    (await ben.take(anna, [part], 'exercise:01980f3c-8a00-7000-8000-000000000001')).map((one) => one.refusal),
  ).toEqual(['malformed'])
  const fresh = await anna.write(sheet)
  const parts = await anna.pack(ben, [named(fresh)])
  const forged = parts.map((one) =>
    one.part === 'copy' && one.proof ? { ...one, proof: { ...one.proof, index: one.proof.index + 1 } } : one,
  )
  expect(await names(anna, ...forged)).toEqual(['false-proof'])
  expect(await ben.held(sheet, id)).toMatchObject({ version: 1, title: 'As it was' })
  expect(await ben.held(sheet, fresh)).toBeUndefined()
  const { alarms } = value(await ben.call(api.listHistories, { peer: anna.id }))
  expect(alarms.map((one) => one.what)).toContain('changed-history')
  // A state of nearly a megabyte that names itself a thousand times is none of these.
  const full = await anna.write(sheet, { text: 'y'.repeat(700_000) })
  await anna.rewrite(sheet, full, { links: Array.from({ length: 1000 }, () => full), parent: full })
  expect(await carry(anna, ben, [named(full)])).toEqual([])
  expect(await ben.held(sheet, full)).toMatchObject({ state: { parent: full } })
})

test('requests, answers and proposals travel, change nothing by themselves, and are not there for who may not read what they are about', async () => {
  const id = await anna.write(sheet, { text: 'An attack' })
  await carry(anna, ben, [named(id)])
  const about = { record: 'test.sheet', subject: id }
  const soon = new Date(Date.now() - 1000).toISOString()
  const asked = value(await ben.call(api.respond, { kind: 'request', about, text: 'Since when?', by: soon }))
  expect(await carryPost(ben, anna)).toEqual([])
  expect(await anna.take(ben, [])).toEqual([])
  const listed = value(await anna.call(api.listResponses, { about: id, due: true })).items
  expect(listed).toMatchObject([
    { id: asked.id, ours: false, due: true, from: 'Ben', title: 'An attack', marking: { owner: ben.home } },
  ])
  await anna.remark(sheet, id, { tlp: 'AMBER+STRICT', audience: [ben.home] })
  const stranger = person('01980f3c-8a00-7000-8000-0000000000bb', '01980f3c-8a00-7000-8000-0000000000cc')
  expect(value(await anna.call(api.listResponses, { about: id }, stranger)).items).toEqual([])
  const answered = value(await anna.call(api.answerRequest, { id: asked.id, version: 1, text: 'Since noon.' }))
  expect(await anna.call(api.answerRequest, { id: asked.id, version: answered.version, text: 'Again' })).toMatchObject({
    refusal: 'wrong-state',
  })
  expect(await carryPost(anna, ben)).toEqual([])
  const back = value(await ben.call(api.listResponses, { about: id })).items
  expect(back.map(({ state }) => [state.kind, state.status, state.settled?.words ?? null])).toEqual([
    ['answer', 'open', null],
    ['request', 'answered', 'Since noon.'],
  ])
  const changes = [{ at: '/text', value: 'A large attack' }]
  expect(await ben.call(api.respond, { kind: 'proposal', about, text: 'Larger' })).toMatchObject({
    refusal: 'misshapen',
  })
  const proposed = value(await ben.call(api.respond, { kind: 'proposal', about, text: 'Larger', changes }))
  await carryPost(ben, anna)
  expect(await anna.held(sheet, id)).toMatchObject({ state: { text: 'An attack' } })
  value(await anna.call(api.declineProposal, { id: proposed.id, version: 1, words: 'Not so.' }))
  await carryPost(anna, ben)
  expect(value(await ben.call(api.listResponses, { kind: 'proposal' })).items[0]?.state.settled?.words).toBe('Not so.')
  // About what the sender was never given there is nothing to say, and no answer to what was never asked.
  const other = await anna.write(sheet, {}, { tlp: 'AMBER+STRICT' })
  const say = {
    part: 'response',
    id: other,
    kind: 'comment',
    about: { ...about, subject: other, version: 1 },
    text: 'x',
    author: 'x',
    at: soon,
  }
  const marking = { tlp: 'GREEN', owner: ben.home, audience: [], persons: [], releasableTo: [] }
  expect((await anna.take(ben, [{ ...say, marking }])).map((one) => one.refusal)).toEqual(['unknown'])
  const false_ = { ...say, marking, about: { ...about, version: 1 }, kind: 'answer', answers: proposed.id }
  expect((await anna.take(ben, [false_])).map((one) => one.refusal)).toEqual(['not-yours'])
  ben.terms.highest = 'CLEAR'
  expect(await ben.call(api.respond, { kind: 'comment', about, text: 'Hello' })).toMatchObject({
    refusal: 'no-agreement',
  })
  ben.terms.highest = 'AMBER+STRICT'
  expect(value(await ben.call(api.getOrigin, { id })).copy).toMatchObject({
    of: { name: 'Anna' },
    version: 1,
    proven: true,
  })
  expect(value(await anna.call(api.getOrigin, { id })).given).toMatchObject([{ to: { name: 'Ben' }, version: 1 }])
})

test('checkpoints are co-signed and shown around, and a node that shows two histories is found out and named', async () => {
  const id = await anna.write(sheet)
  await carry(anna, ben, [named(id)])
  expect(await showAround(ben.room)).toBeGreaterThan(0)
  expect(await carryPost(ben, anna)).toEqual([])
  expect(value(await anna.call(api.listHistories, {})).cosigned).toMatchObject([{ by: { name: 'Ben' } }])
  expect(await carryPost(ben, cleo)).toEqual([])
  // Cleo has it from Ben only: she asks Anna, who shows that it is of her history.
  const { doubtful } = value(await cleo.call(api.listHistories, { peer: anna.id }))
  expect(doubtful).toMatchObject([{ of: { name: 'Anna' }, shownBy: { name: 'Ben' } }])
  const shown = value(await ben.call(api.listHistories, { peer: anna.id })).logs[0]
  if (!shown) throw new Error('nothing shown')

  // Anna's twin has her keys and another history of the same length.
  const key = nodeKey(anna.room.settings.dataDir, anna.id)
  const root = Buffer.alloc(32, 7)
  const note = signCheckpoint(
    { origin: key.name, size: shown.size, root, time: new Date().toISOString(), extensions: [] },
    [key],
  )
  expect(await cleo.take(anna, [{ part: 'checkpoint', note }])).toEqual([])
  await vi.waitFor(async () => {
    await settleCaught(cleo.room)
    expect(cleo.out.get(ben.id)?.map((part) => part.part)).toContain('equivocation')
  })
  expect(await carryPost(cleo, ben)).toEqual([])
  const [found] = value(await ben.call(api.listHistories, { peer: anna.id })).twoHistories
  if (!found) throw new Error('nothing found')
  expect(found).toMatchObject({ of: { name: 'Anna' }, toldBy: { name: 'Cleo' } })
  const { first, second } = found
  expect(value(await anna.call(api.checkHistories, { first, second, key: found.key })).answer).toBe('two-histories')
  expect(value(await anna.call(api.checkHistories, { first, second: first, key: found.key })).answer).toBe('same')
  const stranger = formatVerifierKey(nodeKey(cleo.room.settings.dataDir, anna.id))
  expect(value(await anna.call(api.checkHistories, { first, second, key: stranger })).answer).toBe('unusable')
  // Nobody is named by what proves nothing.
  const honest = { part: 'equivocation', of: anna.id, notes: [first, first] }
  expect(await ben.take(cleo, [honest])).toEqual([])
  expect(value(await ben.call(api.listHistories, { peer: anna.id })).twoHistories).toMatchObject([{ first, second }])
})

test('a log that does not continue what it showed before is found out by its own proof', async () => {
  await ben.write(sheet)
  await ben.notarise()
  const before = await newestCheckpoint(ben.journal.sql)
  if (!before) throw new Error('no checkpoint')
  expect(await cleo.take(ben, [{ part: 'checkpoint', note: before.note }])).toEqual([])
  const key = nodeKey(ben.room.settings.dataDir, ben.id)
  const size = before.size + 1
  const note = signCheckpoint(
    { origin: key.name, size, root: Buffer.alloc(32, 9), time: new Date().toISOString(), extensions: [] },
    [key],
  )
  const since = { size: before.size, path: [Buffer.alloc(32, 1).toString('base64')] }
  expect(await cleo.take(ben, [{ part: 'checkpoint', note, since }])).toEqual([])
  const { twoHistories } = value(await cleo.call(api.listHistories, { peer: ben.id }))
  expect(twoHistories).toMatchObject([{ what: expect.stringContaining('does not continue') }])
})

test('of a third node only those hear who know it, and nobody learns from an answer whom this node knows', async () => {
  const [dora, eve] = await Promise.all([openSide('Dora'), openSide('Eve')])
  try {
    ben.knows(dora, eve)
    cleo.knows(eve)
    dora.knows(ben)
    eve.knows(ben, cleo)
    for (const other of [cleo, dora, eve]) ben.out.delete(other.id)
    await carry(eve, ben, [named(await eve.write(sheet))])
    await showAround(ben.room)
    for (const other of [cleo, dora]) expect(JSON.stringify(ben.out.get(other.id))).not.toContain(eve.id)
    expect(await carryPost(ben, dora)).toEqual([])
    expect(await carryPost(ben, cleo)).toEqual([])
    expect(value(await dora.call(api.listHistories, {})).doubtful).toEqual([])
    expect(value(await cleo.call(api.listHistories, { peer: eve.id })).doubtful).toMatchObject([
      { of: { name: 'Eve' }, shownBy: { name: 'Ben' } },
    ])
    // A node that is known, one that is not, and words that cannot be: the same answer.
    const asked = (of: Id) => [
      { part: 'witness', of, note: 'no checkpoint at all' },
      { part: 'equivocation', of, notes: ['one', 'two'] },
    ]
    for (const of of [eve.id, dora.id, newId(new Date())]) expect(await cleo.take(ben, asked(of))).toEqual([])
    // Who showed two histories is told to those who know it, by a name that others cannot read.
    const shown = value(await ben.call(api.listHistories, { peer: eve.id })).logs[0]
    const key = nodeKey(eve.room.settings.dataDir, eve.id)
    const other = {
      origin: key.name,
      size: shown?.size ?? 0,
      root: Buffer.alloc(32, 5),
      time: new Date().toISOString(),
    }
    const note = signCheckpoint({ ...other, extensions: [] }, [key])
    await ben.take(eve, [{ part: 'checkpoint', note }])
    await vi.waitFor(async () => {
      await settleCaught(ben.room)
      expect(ben.out.get(dora.id)?.map((part) => part.part)).toContain('equivocation')
    }, 20_000)
    expect(JSON.stringify(ben.out.get(dora.id))).not.toContain(eve.id)
    expect(await carryPost(ben, dora)).toEqual([])
    expect(await carryPost(ben, cleo)).toEqual([])
    expect(value(await cleo.call(api.listHistories, { peer: eve.id })).twoHistories).toMatchObject([
      { of: { name: 'Eve' }, toldBy: { name: 'Ben' } },
    ])
  } finally {
    await Promise.all([dora, eve].map((side) => side.close()))
    ben.peers.delete(dora.id)
  }
}, 60_000)

test('whatever field of a copy is left out, made anew or named otherwise: it is refused, or nobody reads it who did not before', async () => {
  const id = await anna.write(
    sheet,
    { text: 'For Ben alone' },
    { tlp: 'AMBER', audience: [ben.home], releasableTo: [] },
  )
  const [part] = copies(await anna.pack(ben, [named(id)]))
  if (!part) throw new Error('nothing to send')
  expect(await ben.take(anna, [part])).toEqual([])
  const before = await ben.held(sheet, id)
  const stranger = person(newId(new Date()), newId(new Date()))
  const places = [[], ['marking'], ['state'], ['entry'], ['entry', 'header']] as const
  const fields = [
    'origin',
    'owner',
    'tlp',
    'audience',
    'persons',
    'releasableTo',
    'id',
    'path',
    'created',
    'signature',
    'realm',
    'pap',
  ]
  const values = fc.constantFrom<unknown>(null, [], {}, 'CLEAR', '*', ['EU'], [stranger.organisation], true, 0, '../x')
  const change = fc.record({
    place: fc.constantFrom(...places),
    field: fc.oneof(fc.constantFrom(...fields), fc.constantFrom(...Object.keys(part), ...Object.keys(part.marking))),
    how: fc.oneof(fc.constant('left out'), values),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ place, field, how }) => {
      // What leaves something out is the next version, so that nothing but the gap can be held against it.
      const next = how === 'left out' ? 2 : 1
      const header = { ...(part.entry.header as object), version: next }
      const { proof: _proof, ...unproven } = structuredClone(part)
      const changed: Record<string, unknown> = { ...unproven, version: next, entry: { ...part.entry, header } }
      const at = place.reduce((value, name) => value[name] as Record<string, unknown>, changed)
      if (how === 'left out') delete at[field]
      else at[field] = how
      await ben.take(anna, [changed])
      const now = await ben.held(sheet, id)
      expect(now?.state).toEqual(before?.state)
      expect(now?.marking.tlp).toBe('AMBER')
      expect(now?.marking.audience).toEqual([ben.home])
      expect(await ben.journal.reads.one(sheet, { reader: stranger, realm: 'live' }, id)).toBeUndefined()
    }),
    { numRuns: 120 },
  )
}, 120_000)

interface Drawn {
  hidden: boolean
  leaf: boolean
  parent: number
  links: number[]
  inText: number[]
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  hidden: fc.boolean(),
  leaf: fc.boolean(),
  parent: fc.nat(30),
  links: fc.array(fc.nat(30), { maxLength: 4 }),
  inText: fc.array(fc.nat(30), { maxLength: 2 }),
})
const open = { tlp: 'AMBER' as const }
const closed = { tlp: 'RED' as const, reason: 'An operation', reviewOn: '2099-01-01' }

/** Writes a whole world at once: who points to whom is drawn, hidden ones with a word that nobody else has. */
async function writeWorld(world: readonly Drawn[], known: readonly Id[] = []) {
  const ids = [...known, ...world.map(() => newId(new Date()))]
  const at = (n: number) => ids[n % ids.length] ?? ''
  const mine = world.map((one, n) => ({
    ...one,
    id: ids[known.length + n] ?? '',
    over: one.leaf ? at(one.parent) : null,
  }))
  const view = { reader: systemReader('test', ['live'], anna.home), realm: 'live' }
  await anna.journal.commit({ view, verb: 'test.write' }, async (unit) => {
    for (const { id, hidden, leaf: isLeaf, over, links, inText } of mine) {
      const words = inText.map((n) => `see ${at(n)}`).join(' and ')
      const text = `${hidden ? `canary-${id.replaceAll('-', '')}` : 'Open'} ${words}`
      const body = { text, links: links.map(at), parent: over, by: `person:${at(links[0] ?? 0)}`, more: { [at(0)]: 1 } }
      const marking = hidden ? closed : { ...open, audience: [ben.home] }
      await unit.open(isLeaf ? leaf : sheet, 'test.sheetWritten', body, { subject: id, marking })
    }
    return done(null)
  })
  return mine
}

test('whatever world is written: what goes is what may go, it shows no word and no id of the rest, and does not change with it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 1, maxLength: 12 }),
      fc.array(drawn, { maxLength: 6 }),
      async (world, more) => {
        const mine = await writeWorld(world)
        const byId = new Map(mine.map((one) => [one.id, one]))
        const goes = (id: Id, seen: readonly Id[] = []): boolean => {
          const one = byId.get(id)
          if (!one || one.hidden) return false
          // A leaf hangs on a sheet: what is no sheet of that id is not there.
          if (!one.leaf) return true
          const over = byId.get(one.over ?? '')
          return !seen.includes(id) && over !== undefined && !over.leaf && goes(over.id, [...seen, id])
        }
        const all = mine.map((one) => named(one.id, one.leaf ? 'test.leaf' : 'test.sheet'))
        const parts = copies(await anna.pack(ben, all))
        expect(new Set(parts.map((part) => part.subject))).toEqual(
          new Set(mine.filter((one) => goes(one.id)).map((one) => one.id)),
        )
        const text = JSON.stringify(parts)
        for (const { id } of mine.filter((one) => !goes(one.id))) {
          expect(text).not.toContain(id)
          expect(text).not.toContain(id.replaceAll('-', ''))
        }
        // The same node with more that is hidden, pointing to and from what goes: nothing of what goes differs, but proofs.
        await writeWorld(
          more.map((one) => ({ ...one, hidden: true })),
          mine.map((one) => one.id),
        )
        expect(withoutProofs(copies(await anna.pack(ben, all)))).toEqual(withoutProofs(parts))
      },
    ),
    { numRuns: 12 },
  )
})

function withoutProofs(parts: readonly CopyPart[]): string {
  return JSON.stringify(parts.map(({ proof: _proof, ...part }) => part))
}

test('a rebuild of a journal with copies is equal to the byte, and verify finds it intact', async () => {
  await ben.notarise()
  expect((await rebuild(ben.journal.sql, ben.journal.records)).equal).toBe(true)
  const { settings, clock } = ben.room
  const key = nodeKey(settings.dataDir, ben.id)
  const { findings, intact } = await verifyJournal(ben.journal.sql, [key], settings.dataDir, clock)
  expect(findings).toEqual([])
  expect(intact).toBe(true)
})

test('copies provoke nothing in the rooms: no number, no advice, no reminder, no entry', async () => {
  const node = await startTestNode()
  try {
    const desk = await node.administrator()
    const { journal } = node.node
    const view = { reader: systemReader('test', ['live'], journal.home), realm: 'live' }
    const today = new Date().toISOString().slice(0, 10)
    const red = { tlp: 'RED' as const, persons: [desk.person], reason: 'An operation', reviewOn: today }
    const flood = await desk.get(declareIncident, { title: 'Flood', marking: red })
    const past = '2026-03-10T09:45:00.000Z'
    const room = await desk.get(openCrisis, { title: 'A crisis', kind: 'cyber' as const })
    const tell = await desk.get(openNotice, {
      kind: 'defence-initiative',
      title: 'Teams',
      happenedAt: past,
      due: past,
      crisis: room.id,
    })
    const said = await desk.get(enterClaim, enterClaim.example)
    const kinds = node.node.journal.records
    const originals = [
      { record: 'assess.incident', id: flood.id },
      { record: 'coordinate.crisis', id: room.id },
      { record: 'coordinate.notice', id: tell.id },
      { record: 'watch.claim', id: said.id },
    ]
    const copied = await Promise.all(
      originals.map(async ({ record, id }) => {
        const kind = kinds.get(record)
        const held = kind && (await journal.reads.one(kind, view, id))
        if (!kind || !held) throw new Error(record)
        const from = { node: anna.id, organisation: anna.home, version: 1, entry: newId(new Date()), recordedAt: past }
        const subject = newId(new Date())
        const marking = { ...held.marking, owner: anna.home }
        const state = {
          ...(held.state as object),
          ...(record === 'assess.incident' ? { number: 900, year: new Date().getUTCFullYear() } : {}),
        }
        await journal.commit({ view, verb: 'test.copy' }, async (unit) =>
          done((await unit.copy(kind, { subject, state, marking, from })).entry),
        )
        return { record, original: id, copy: subject }
      }),
    )
    const rows = async (query: ReturnType<typeof sql>) => (await query.execute(journal.sql)).rows as { id: Id }[]
    // The jobs have come by when they have told of what is our own.
    await vi.waitFor(
      async () => {
        const advised = await rows(sql`select subject as id from share.advice`)
        const reminded = await rows(sql`select record as id from coordinate.duty_reminders`)
        expect(advised.map((row) => row.id)).toContain(flood.id)
        expect(reminded.map((row) => row.id)).toContain(tell.id)
      },
      { timeout: 40_000, interval: 250 },
    )
    const copies = copied.map((one) => one.copy)
    for (const query of [
      sql`select subject as id from share.advice`,
      sql`select record as id from coordinate.duty_reminders`,
    ])
      expect((await rows(query)).filter((row) => copies.includes(row.id))).toEqual([])
    for (const id of copies)
      expect((await journal.reads.entriesOf(view, id)).map((one) => one.kind)).toEqual(['journal.copied'])
    const next = await desk.get(declareIncident, { title: 'Another' })
    expect(next.reference).toMatch(/-0002$/)
    // A person reads the copy like the original, and is told whose it is when trying to change it.
    const moved = await desk.call(moveIncident, { id: copied[0]?.copy ?? '', version: 1, event: 'triage' })
    expect(moved).toMatchObject({
      ok: false,
      problem: { refusal: 'not-yours', detail: expect.stringContaining('copy') },
    })
  } finally {
    await node.stop()
  }
})
