// The post between two nodes: nothing is lost, nothing has its effect twice, and one record's news keep their order, whatever the line does.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { LetterPart } from '#federate/model/letter.ts'
import type { Envelope } from '#federate/model/wire.ts'
import type { Id } from '#kernel/id.ts'
import { done } from '#kernel/reply.ts'
import { openPost, type PostNode, paperEnvelope } from '../setup/post.ts'
import { lineOf, settled } from '../setup/post-lines.ts'

let anna: PostNode
let ben: PostNode
let ghost: PostNode

beforeEach(() => {
  for (const { line } of [anna, ben]) Object.assign(line, { down: false, loseAnswers: 0 })
})
beforeAll(async () => {
  anna = await openPost('anna')
  ben = await openPost('ben')
  ghost = await openPost('ghost')
  anna.knows(ben)
  ben.knows(anna)
  await anna.start()
  await ben.start()
}, 120_000)
afterAll(async () => {
  await Promise.all([anna, ben, ghost].map((one) => one?.close()))
})

test('what is written for a peer arrives there once, with a receipt', async () => {
  for (let n = 0; n < 5; n++) await anna.write(`first ${n}`, [ben])
  await anna.write('not for ben', [])
  const line = await settled(anna, ben)
  expect(await ben.notes()).toEqual(['first 0', 'first 1', 'first 2', 'first 3', 'first 4'])
  expect(line.acknowledged).toBe(line.sent)
  expect((await lineOf(ben, anna))?.taken).toBe(line.sent)
})

test('while a peer is away only the newest state waits, and it goes when the peer is back', async () => {
  ben.line.down = true
  const id = await anna.write('away 1', [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.fault).toContain('broke off'), { timeout: 10_000 })
  for (let n = 2; n < 6; n++) await anna.rewrite(id, `away ${n}`, [ben])
  for (let n = 0; n < 30; n++) await anna.write(`piled ${n}`, [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.waits[0]?.count).toBe(31), { timeout: 10_000 })
  const before = await lineOf(anna, ben)
  ben.line.down = false
  await anna.call('federate.sendNow', { peer: ben.id })
  await settled(anna, ben)
  expect((await ben.notes()).filter((text) => text.startsWith('away'))).toEqual(['away 5'])
  expect((await ben.notes()).filter((text) => text.startsWith('piled'))).toHaveLength(30)
  expect(before?.sealed).toBe(1)
})

test('an answer that is lost on the way makes nothing happen twice', async () => {
  ben.line.loseAnswers = 2
  const id = await anna.write('once', [ben])
  await settled(anna, ben)
  expect(
    (await ben.journal.reads.entriesOf(ben.room.journal ? { reader: systemOf(ben), realm: 'live' } : never(), id))
      .length,
  ).toBe(1)
}, 30_000)

function never(): never {
  throw new Error('cannot be')
}
const systemOf = (node: PostNode) =>
  ({
    kind: 'system',
    id: 't',
    person: null,
    organisation: node.journal.home,
    clientOf: [],
    communities: [],
    roles: [],
    realms: ['live'],
  }) as never

test('what may no longer be told is not sent any more, although it was sealed already', async () => {
  ben.line.down = true
  const id = await anna.write('canary that must not arrive', [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.sealed).toBe(1), { timeout: 10_000 })
  await anna.rewrite(id, 'canary that must not arrive, more', [])
  await anna.notarise()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  ben.line.down = false
  ben.line.brought.length = 0
  await anna.call('federate.sendNow', { peer: ben.id })
  await settled(anna, ben)
  const told = ben.line.brought.flat().map((one) => Buffer.from((one as Envelope).sealed, 'base64url').toString())
  expect(told.join()).not.toContain('canary')
  expect(await ben.notes()).not.toContain('canary that must not arrive')
}, 30_000)

test('a process that dies between two steps leaves nothing behind that the next one does not find', async () => {
  ben.line.down = true
  for (let n = 0; n < 10; n++) await anna.write(`before the crash ${n}`, [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.sealed).toBe(1), { timeout: 10_000 })
  await anna.again()
  ben.line.down = false
  await anna.call('federate.sendNow', { peer: ben.id })
  await settled(anna, ben)
  expect((await ben.notes()).filter((text) => text.startsWith('before the crash'))).toHaveLength(10)
}, 30_000)

/** A hand-made letter of the ghost, a peer that says whatever a test wants. */
let told = 0
function letter(sequence: number, parts: unknown[], more: { expiresAt?: string; id?: Id; to?: Id } = {}): Envelope {
  told++
  const id = more.id ?? `01980f3c-8a00-7000-8000-${String(told).padStart(12, '0')}`
  const soon = new Date(Date.now() + 3600_000).toISOString()
  const rest = { sequence, issuedAt: new Date().toISOString(), agreement: null, parts }
  return paperEnvelope({ id, realm: 'live', expiresAt: more.expiresAt ?? soon, ...rest }, ghost.id, more.to ?? ben.id)
}
function copy(n: number, text: string): unknown {
  const subject = `01980f3c-8a00-7000-9000-${String(n).padStart(12, '0')}`
  const marking = { tlp: 'GREEN', owner: ghost.journal.home, audience: [], persons: [], releasableTo: [] }
  return {
    part: 'copy',
    record: 'test.note',
    subject,
    version: 1,
    marking,
    state: { text, to: [], urgent: false },
    entry: { header: {}, bodyHash: '' },
  }
}
const receiptsIn = (envelopes: readonly Envelope[]) =>
  envelopes.map(
    (one) =>
      JSON.parse(Buffer.from(one.sealed, 'base64url').toString()) as {
        sequence: number
        parts: { sequence: number; envelope: Id; refused: { part: number; refusal: string }[] }[]
      },
  )

test('letters that come early wait for those before them, and old ones get the same receipt again', async () => {
  ben.knows(ghost)
  const third = await ben.bring([letter(3, [copy(3, 'third')])])
  expect(third.body.fates[0]).toMatchObject({ fate: 'held', awaits: 1 })
  expect((await ben.bring([letter(2, [copy(2, 'second')])])).body.fates[0]).toMatchObject({ fate: 'held' })
  expect(await ben.notes()).not.toContain('third')
  const first = letter(1, [copy(1, 'the first')])
  const answer = await ben.bring([first])
  expect(answer.body.fates[0]).toMatchObject({ fate: 'taken' })
  const [receipts] = receiptsIn(answer.body.receipts)
  expect(receipts?.parts.map((one) => one.sequence)).toEqual([1, 2, 3])
  expect(receipts?.sequence).toBe(4)
  expect(await ben.notes()).toEqual(expect.arrayContaining(['the first', 'second', 'third']))
  const again = await ben.bring([first])
  expect(receiptsIn(again.body.receipts)[0]?.parts).toEqual([receipts?.parts[0]])
  expect((await lineOf(ben, ghost))?.taken).toBe(3)
})

test('a part that is refused, broken, unknown or badly made is named and hurts none of its neighbours', async () => {
  const bad = [
    copy(10, 'good before'),
    copy(11, 'unwanted by the terms'),
    { part: 'ouija', says: 'boo' },
    { ...(copy(12, 'badly made') as object), version: 'first' },
    copy(13, 'poison in the middle'),
    JSON.parse('{"part":"copy","__proto__":{"a":1}}'),
    null,
    copy(14, 'good after'),
  ]
  const answer = await ben.bring([letter(4, bad)])
  expect(answer.body.fates[0]).toMatchObject({ fate: 'taken' })
  const refused = receiptsIn(answer.body.receipts)[0]?.parts[0]?.refused
  expect(refused?.map((one) => [one.part, one.refusal])).toEqual([
    [1, 'not-agreed'],
    [2, 'unknown-part'],
    [3, 'bad-part'],
    [4, 'broke'],
    [5, 'bad-part'],
    [6, 'unknown-part'],
  ])
  const notes = await ben.notes()
  expect(notes).toEqual(expect.arrayContaining(['good before', 'good after']))
  for (const never of ['unwanted by the terms', 'poison in the middle', 'badly made'])
    expect(notes).not.toContain(never)
})

test('what cannot be opened is counted by its reason and nothing of it is kept', async () => {
  const expired = letter(5, [], { expiresAt: '2020-01-01T00:00:00.000Z' })
  const answer = await ben.bring([
    expired,
    letter(5, [], { to: anna.id }),
    { head: 'nonsense' },
    { ...letter(5, []), sealed: '!!!' },
    42,
    paperEnvelope(
      {
        id: expired.head.id,
        realm: 'live',
        expiresAt: '2099-01-01T00:00:00.000Z',
        sequence: 1,
        issuedAt: '',
        agreement: null,
        parts: [],
      },
      '01980f3c-8a00-7000-8000-0000000000ff',
      ben.id,
    ),
  ])
  expect(answer.body.fates.map((one) => one.fate)).toEqual(Array(6).fill('refused'))
  // A stranger learns nothing about whom we know.
  expect(answer.body.fates.slice(3).map((one) => (one as { refusal?: string }).refusal)).toEqual([
    'unknown-key',
    'malformed',
    'unknown-key',
  ])
  const { items } = await ben.call<{ items: { reason: string; addressClass: string }[] }>('federate.listTurnedAway', {})
  expect(items.map((one) => one.reason).sort()).toEqual([
    'expired',
    'forged',
    'malformed',
    'not-for-us',
    'unknown-peer',
  ])
  expect(new Set(items.map((one) => one.addressClass))).toEqual(new Set(['this-machine']))
})

test('letters travel as a file, twice without harm, and their receipts come back as a file', async () => {
  ben.line.down = true
  for (let n = 0; n < 4; n++) await anna.write(`on a stick ${n}`, [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect(await anna.followed()).toBe(true), { timeout: 10_000 })
  const bytes = async (node: PostNode, to: PostNode) =>
    (await node.call<{ bytes: Uint8Array }>('federate.exportLetters', { to: to.id })).bytes
  const file = await bytes(anna, ben)
  expect(Buffer.from(file).toString()).not.toContain('on a stick')
  expect(await ben.call('federate.importLetters', {}, file)).toMatchObject({
    taken: expect.any(Number),
    known: 0,
    refused: [],
  })
  expect((await ben.notes()).filter((text) => text.startsWith('on a stick'))).toHaveLength(4)
  expect(await ben.call('federate.importLetters', {}, file)).toMatchObject({ taken: 0, refused: [] })
  anna.line.down = true
  const back = await bytes(ben, anna)
  anna.line.down = false
  expect(await anna.call('federate.importLetters', {}, back)).toMatchObject({ receipts: expect.any(Number) })
  expect(await lineOf(anna, ben)).toMatchObject({ sealed: 0, waits: [] })
  await expect(ben.call('federate.importLetters', {}, Buffer.from('{"kind":'))).rejects.toThrow('bad-file')
  await expect(anna.call('federate.importLetters', {}, file)).rejects.toThrow('not-for-us')
  ben.line.down = false
}, 30_000)

test('a node that was set back to an older state loses nothing of what it says from then on', async () => {
  await settled(anna, ben)
  const { sql } = anna.journal
  const { rows } = await import('kysely').then(({ sql: text }) =>
    text<{
      n: number
    }>`update federate.lines set next_out = next_out - 2 where peer = ${ben.id} returning next_out::float8 as n`.execute(
      sql,
    ),
  )
  await import('kysely').then(({ sql: text }) =>
    text`delete from federate.letters where peer = ${ben.id} and sequence >= ${rows[0]?.n ?? 0}`.execute(sql),
  )
  await anna.write('after the restore', [ben])
  await settled(anna, ben)
  expect(await ben.notes()).toContain('after the restore')
}, 30_000)

test('parts that are put join the unit: what is refused sends nothing, and a warning goes first', async () => {
  const parts: LetterPart[] = [
    { part: 'withdraw', record: 'test.note', subject: ben.id, version: 1, how: 'withdrawn', reason: 'x' },
  ]
  const view = { reader: systemOf(anna), realm: 'live' }
  await anna.journal.commit({ view, verb: 'test.x' }, async (unit) => {
    anna.room.post.put(unit, ben.id, 'live', parts)
    return unit.refuse('wrong-state')
  })
  expect((await lineOf(anna, ben))?.waits).toEqual([])
  ben.line.down = true
  await anna.journal.commit({ view, verb: 'test.x' }, async (unit) => {
    anna.room.post.put(unit, ben.id, 'live', parts)
    return done(null)
  })
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.sealed).toBe(1), { timeout: 10_000 })
  await anna.write('slow news', [ben])
  await anna.write('a warning', [ben], { urgent: true })
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.waits).toHaveLength(2), { timeout: 10_000 })
  ben.line.brought.length = 0
  ben.line.down = false
  await anna.call('federate.sendNow', { peer: ben.id })
  await settled(anna, ben)
  const order = ben.line.brought.flat().map((one) => Buffer.from((one as Envelope).sealed, 'base64url').toString())
  expect(order.findIndex((text) => text.includes('a warning'))).toBeLessThan(
    order.findIndex((text) => text.includes('slow news')),
  )
}, 30_000)

test('a peer that floods is slowed and shown, and others do not feel it', async () => {
  let later = 0
  for (let n = 0; n < 700 && later === 0; n += 20) {
    const many = Array.from({ length: 20 }, () => letter(1, [copy(1, 'the first')]))
    later += (await ben.bring(many)).body.fates.filter((one) => one.fate === 'later').length
  }
  expect(later).toBeGreaterThan(0)
  expect((await lineOf(ben, ghost))?.slowed).toBeGreaterThan(0)
  await anna.write('in the midst of a flood', [ben])
  await settled(anna, ben)
  expect(await ben.notes()).toContain('in the midst of a flood')
}, 60_000)
