// Limits of the post: how fast, how much, how long; and two nodes of which one was set back to an older state.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openPost, type PostNode, paperEnvelope } from '../setup/post.ts'
import { lineOf, read, settled } from '../setup/post-lines.ts'

const day = 24 * 3600_000
let anna: PostNode
let ben: PostNode
let aheadOfAnna = 0
let aheadOfBen = 0
const clock = (ahead: () => number) => ({ now: () => new Date(Date.now() + ahead()) })

beforeAll(async () => {
  anna = await openPost(
    'anna',
    clock(() => aheadOfAnna),
  )
  ben = await openPost(
    'ben',
    clock(() => aheadOfBen),
  )
  anna.knows(ben)
  ben.knows(anna)
  await anna.start()
  await ben.start()
}, 120_000)
afterAll(async () => {
  await Promise.all([anna, ben].map((one) => one?.close()))
})
beforeEach(() => {
  for (const { line } of [anna, ben]) {
    Object.assign(line, { down: false, loseAnswers: 0 })
    line.brought.length = 0
  }
})

test('a slow line carries no more than was agreed, and a warning overtakes what waits', async () => {
  anna.agreed.limits = { lettersPerMinute: 600, kilobytesPerSecond: 32 }
  const began = Date.now()
  for (let n = 0; n < 24; n++) await anna.write(`bulk ${n} ${'x'.repeat(20_000)}`, [ben])
  await anna.notarise()
  await vi.waitFor(() => expect(ben.line.brought.length).toBeGreaterThan(0), { timeout: 15_000 })
  const before = ben.line.brought.length
  await anna.write('a warning on a slow line', [ben], { urgent: true })
  const meanwhile = ben.line.brought.length
  const line = await settled(anna, ben, { seconds: 80 })
  const letters = ben.line.brought.flat().map(read)
  const at = letters.findIndex((letter) => letter.text.includes('a warning on a slow line'))
  expect(at).toBeGreaterThanOrEqual(before)
  // At most the one that was sealed already goes before it; and there was more to go.
  expect(at - meanwhile).toBeLessThanOrEqual(1)
  expect(letters.length).toBeGreaterThan(at + 1)
  const kilobytes = ben.line.brought.flat().reduce<number>((sum, one) => sum + JSON.stringify(one).length, 0) / 1024
  const last = letters.at(-1)?.text.length ?? 0
  // The last letter is let go before its own bytes are counted.
  const seconds = (Date.now() - began) / 1000
  expect((kilobytes - (last * 4) / 3 / 1024) / seconds).toBeLessThan(32 * 1.3)
  // It was slow by agreement, which is no fault.
  expect(line.fault).toBeNull()
  anna.agreed.limits = null
}, 120_000)

let told = 0
function letter(from: PostNode, to: PostNode): unknown {
  told++
  const id = `01980f3c-8a00-7000-8000-${String(told).padStart(12, '0')}`
  const rest = { sequence: 1, issuedAt: new Date().toISOString(), agreement: null, parts: [] }
  return paperEnvelope({ id, realm: 'live', expiresAt: '2099-01-01T00:00:00.000Z', ...rest }, from.id, to.id)
}
async function slowedAfter(from: PostNode, to: PostNode, most: number): Promise<number> {
  for (let n = 0; n < most; n += 5) {
    const { body } = await to.bring(Array.from({ length: 5 }, () => letter(from, to)))
    if (body.fates.some((one) => one.fate === 'later')) return n
  }
  return most
}

test('how many letters a peer may send is what was agreed with it, with some patience', async () => {
  const [narrow, wide] = [await openPost('narrow'), await openPost('wide')]
  try {
    for (const [flooder, lettersPerMinute] of [
      [narrow, 30],
      [wide, 6000],
    ] as const) {
      ben.knows(flooder)
      ben.agreed.limits = { lettersPerMinute, kilobytesPerSecond: null }
      const before = await slowedAfter(flooder, ben, 150)
      expect([lettersPerMinute, before >= 30, before < 100]).toEqual([lettersPerMinute, true, lettersPerMinute === 30])
    }
    expect(await lineOf(ben, narrow)).toMatchObject({ slowed: expect.any(Number) })
    expect((await lineOf(ben, narrow))?.slowed).toBeGreaterThan(0)
    expect((await lineOf(ben, wide))?.slowed).toBe(0)
    // A file is brought by a person: it is taken whole.
    const file = {
      ...{ kind: 'tocsin-letters/1', from: narrow.id, to: ben.id, at: new Date().toISOString(), receipts: [] },
      ...{ letters: Array.from({ length: 60 }, () => letter(narrow, ben)), more: false },
    }
    ben.agreed.limits = { lettersPerMinute: 1, kilobytesPerSecond: null }
    expect(await ben.call('federate.importLetters', {}, Buffer.from(JSON.stringify(file)))).toMatchObject({
      refused: [],
    })
  } finally {
    ben.agreed.limits = null
    await Promise.all([narrow.close(), wide.close()])
  }
}, 90_000)

test('a letter that nobody took for seven days is sealed anew, and arrives once', async () => {
  ben.line.down = true
  await anna.write('a week on the road', [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.sealed).toBe(1), { timeout: 10_000 })
  type Letters = { items: { id: string; sequence: number; state: string }[] }
  const sent = async () => (await anna.call<Letters>('federate.listLetters', { direction: 'sent', limit: 5 })).items
  const [first] = await sent()
  aheadOfAnna = 8 * day
  aheadOfBen = 8 * day
  ben.line.down = false
  await anna.call('federate.sendNow', { peer: ben.id })
  await settled(anna, ben, { seconds: 30 })
  const brought = ben.line.brought.flat().map(read)
  expect(brought.map((one) => one.id)).not.toContain(first?.id)
  // Its number is kept: what it held was judged anew, and may go with it or with the next.
  const same = (await sent()).find((one) => one.sequence === first?.sequence)
  expect(same).toMatchObject({ state: 'acknowledged' })
  expect((await ben.notes()).filter((text) => text === 'a week on the road')).toHaveLength(1)
}, 60_000)

test('a peer whose clock is far ahead takes nothing, and the queue says to compare the clocks', async () => {
  aheadOfBen = 16 * day
  await anna.write('too late from the start', [ben])
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben))?.fault).toContain('Compare the clocks'), {
    timeout: 15_000,
  })
  aheadOfBen = aheadOfAnna
  await anna.call('federate.sendNow', { peer: ben.id })
  await settled(anna, ben, { seconds: 30 })
  expect(await ben.notes()).toContain('too late from the start')
}, 60_000)

test('a receiver that was set back to an older state is told again what it lost, what was taken back included', async () => {
  const gone = await anna.write('taken back since', [ben])
  await settled(anna, ben)
  await anna.write('lost with the backup', [ben])
  await settled(anna, ben)
  await anna.rewrite(gone, 'taken back since', [])
  await settled(anna, ben)
  const db = ben.journal.sql
  const { rows } = await sql<{ to: number }>`update federate.lines set taken_to = taken_to - 2 where peer = ${anna.id}
    returning taken_to::float8 as to`.execute(db)
  await sql`delete from federate.letters_taken where peer = ${anna.id} and sequence > ${rows[0]?.to ?? 0}`.execute(db)
  ben.line.brought.length = 0
  await anna.write('after the backup was read', [ben])
  await settled(anna, ben, { seconds: 30 })
  expect(await ben.notes()).toContain('after the backup was read')
  expect(await lineOf(ben, anna)).toMatchObject({ held: 0 })
  const again = ben.line.brought
    .flat()
    .map((one) => read(one).text)
    .join()
  expect(again).toContain('lost with the backup')
  expect(again).toContain('"part":"withdraw"')
  expect(again).toContain(gone)
}, 60_000)

test('a long queue is counted at once, also by a database that has no figures about it yet', async () => {
  // Where each row was looked for among all of its realm this took a minute, and the whole node waited for it.
  const fresh = await openPost('fresh')
  const { sql: db, home } = fresh.journal
  const many = 8000
  await sql`insert into federate.lines (peer, realm) values (${ben.id}, 'live') on conflict do nothing`.execute(db)
  await sql`insert into journal.records (record, subject, version, realm, marking, tlp, owner, audience, persons, releasable_to,
      title, words, state, valid_from)
    select 'assess.incident', ('01980f3c-8a00-7000-8001-' || lpad(i::text, 12, '0'))::uuid, 1, 'live', '{}', 1, ${home}::uuid, '{}',
      '{}', '{}', 'One of many', '', jsonb_build_object('number', i, 'year', 2025, 'reference', i), now()
    from generate_series(1, ${many}::int) i`.execute(db)
  await sql`insert into federate.outgoing (id, peer, realm, rank, kind, record, subject, since, stuck)
    select subject, ${ben.id}::uuid, 'live', 2, 'copy', record, subject, now(), 'held by a test' from journal.records
    where record = 'assess.incident'`.execute(db)
  try {
    const began = performance.now()
    const line = await lineOf(fresh, ben)
    expect(line?.waits).toMatchObject([{ count: many, stuck: 'held by a test' }])
    expect(performance.now() - began).toBeLessThan(20_000)
  } finally {
    await fresh.close()
  }
}, 120_000)
