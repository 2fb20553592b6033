// The clock of an exercise on a real store: story time in its realm, real time in ids and proofs, never backwards, one for all processes.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { millisecondsOfId } from '#kernel/id.ts'
import { done } from '#kernel/reply.ts'
import { type Clock, sameEverywhere, systemClock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import { createJournal } from '#platform/journal/index.ts'
import { nodeKey } from '#platform/journal/node-key.ts'
import { createNotary } from '#platform/journal/notary.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { silent } from '#platform/log.ts'
import { openRealmClocks, type RealmClocks } from '#platform/realm-clocks.ts'
import { bell, freshJournal, person, type TestJournal } from '../setup/journal.ts'
import { storageKind } from '../setup/storage.ts'

const monday = '2025-03-10T09:45:00.000Z'
const realm = 'exercise:monday'
let here: TestJournal
let clocks: RealmClocks
let journal: TestJournal['journal']
let ahead = 0
const real = { now: () => new Date(Date.now() + ahead) }

beforeAll(async () => {
  here = await freshJournal(real)
  clocks = await openRealmClocks(here.journal.db, real, silent)
  await clocks.start()
  journal = await createJournal(here.journal.db, clocks, silent, [bell])
})
afterAll(async () => {
  await clocks.stop()
  await here.close()
})

const player = () => person(randomUUID(), journal.home, { realms: ['live', realm, 'exercise:other'] })

async function cast(where: string, name = 'Roland') {
  const writer = { view: { reader: player(), realm: where }, verb: 'test.act' }
  const reply = await journal.commit(writer, async (unit) =>
    done({ ...(await unit.open(bell, 'test.bellCast', { name })), now: unit.now }),
  )
  if (!reply.ok) throw new Error(reply.refusal)
  const [entry] = await journal.reads.entriesOf(writer.view, reply.value.held.id)
  if (!entry) throw new Error('No entry was written')
  return { ...reply.value, entry }
}

const setting = (storyAt: string, speed = 0) => ({ storyAt, realAt: real.now().toISOString(), speed })

test('an entry of an exercise is recorded at its story, and its id tells when it was really written', async () => {
  expect(await clocks.set(realm, setting(monday))).toMatchObject({ ok: true })
  const began = Date.now()
  const { entry, now, held } = await cast(realm)
  expect([entry.recordedAt, entry.observedAt, now, held.since]).toEqual([monday, monday, monday, monday])
  expect(millisecondsOfId(entry.id)).toBeGreaterThanOrEqual(began)

  const live = await cast('live')
  expect(Date.parse(live.entry.recordedAt)).toBeGreaterThanOrEqual(began)
  expect(clocks.in('exercise:other').getTime()).toBeGreaterThanOrEqual(began)
  expect(clocks.own()).toEqual([{ realm, now: new Date(monday) }])
})

test('it goes by as fast as it is set, stands, and jumps', async () => {
  const at = setting(monday, 600)
  await clocks.set(realm, at)
  ahead += 10_000
  const passed = clocks.in(realm).getTime() - Date.parse(monday)
  expect(passed).toBeGreaterThanOrEqual(6_000_000)
  expect(passed).toBeLessThan(6_000_000 + 600 * 5_000)

  await clocks.set(realm, setting('2025-03-10T18:00:00.000Z'))
  ahead += 3_600_000
  expect(clocks.in(realm).toISOString()).toBe('2025-03-10T18:00:00.000Z')
})

test('no clock goes back behind what its realm holds, and a live realm has none', async () => {
  await cast(realm, 'Salvator')
  const refused = await clocks.set(realm, setting('2025-03-10T17:59:59.999Z'))
  expect(refused).toMatchObject({ ok: false, refusal: 'clock-backwards' })
  expect(refused.ok ? '' : refused.detail).toContain('2025-03-10T18:00:00.000Z')
  expect(clocks.in(realm).toISOString()).toBe('2025-03-10T18:00:00.000Z')
  expect(await clocks.set(realm, setting('2025-03-10T18:00:00.000Z', 1))).toMatchObject({ ok: true })
  expect(await clocks.set('live', setting(monday))).toMatchObject({ ok: false, refusal: 'bad-input' })
  for (const wrong of [
    setting('1999-12-31T00:00:00.000Z'),
    setting('2200-01-01T00:00:00.000Z'),
    setting('soon'),
    setting(monday, 36_001),
    setting(monday, -1),
  ])
    expect(await clocks.set(realm, wrong)).toMatchObject({ ok: false, refusal: 'bad-input' })
})

test('the proof stands: a story in the past or in the future is neither back-dated nor to come, and signs no false time', async () => {
  await clocks.set('exercise:other', setting('2190-01-01T00:00:00.000Z', 1))
  const key = nodeKey(here.folder, journal.nodeId)
  const notary = createNotary(journal.sql, key, here.folder, real)
  await notary.run()
  await cast('exercise:other')
  await cast('live')
  await notary.run()
  await cast(realm)
  await cast('live')
  await notary.run()
  expect(await verifyJournal(journal.sql, [key], here.folder, real)).toMatchObject({ intact: true, findings: [] })
  const times = await journal.sql.selectFrom('journal.checkpoints').select('at').execute()
  for (const { at } of times) expect(Math.abs(Date.parse(at) - real.now().getTime())).toBeLessThan(3_700_000)
})

test('what an exercise was asked as of is a moment of its story', async () => {
  const view = { reader: player(), realm }
  const then = await journal.reads.many(bell, { ...view, asOf: '2025-03-10T12:00:00.000Z' })
  expect(then.map((held) => held.state.name)).toEqual(['Roland'])
})

test('a clock is kept, and another process that hears the database has it within a second', async () => {
  const url = process.env.TOCSIN_TEST_PG_URL
  const second = await openRealmClocks(here.journal.db, real, silent)
  expect(second.setting(realm)).toEqual(clocks.setting(realm))
  if (storageKind !== 'postgres' || !url) return
  await second.start()
  const heard: string[] = []
  second.onChanged((realms) => heard.push(...realms))
  await clocks.set(realm, setting('2025-03-11T06:00:00.000Z', 60))
  await vi.waitFor(() => expect(second.setting(realm)?.storyAt).toBe('2025-03-11T06:00:00.000Z'), { timeout: 1000 })
  expect(heard).toEqual([realm])
  await second.stop()
})

test('what is due is asked of each realm by its own clock, also of text, and ahead or behind', async () => {
  await clocks.set(realm, setting('2025-03-12T00:00:00.000Z'))
  const at = real.now().toISOString()
  const rows = sql`(values ('live', ${at}), ('live', '2025-03-12T00:00:01.000Z'), ('live', '2189-01-01T00:00:00.000Z'),
    (${realm}, '2025-03-12T00:00:00.000Z'), (${realm}, '2025-03-12T00:00:01.000Z'), (${realm}, ${at}),
    ('exercise:other', '2189-01-01T00:00:00.000Z'), ('exercise:other', '2195-01-01T00:00:00.000Z')) as t(realm, due)`
  const come = async (options: { aheadMs?: number; asText?: true } = {}) => {
    const due = options.asText ? sql`due collate "C"` : sql`due::timestamptz`
    const { rows: found } = await sql<{ realm: string; due: string }>`
      select realm, due from ${rows} where ${hasCome(clocks, due, sql`realm`, options)} order by realm, due`.execute(
      journal.sql,
    )
    return found.map((one) => `${one.realm} ${one.due.slice(0, 19)}`)
  }
  const now = [
    'exercise:monday 2025-03-12T00:00:00',
    'exercise:other 2189-01-01T00:00:00',
    'live 2025-03-12T00:00:01',
    `live ${at.slice(0, 19)}`,
  ]
  expect(await come()).toEqual(now)
  expect(await come({ asText: true })).toEqual(now)
  expect(await come({ aheadMs: 1000 })).toContain('exercise:monday 2025-03-12T00:00:01')
  expect(await come({ aheadMs: -1000 })).not.toContain('exercise:monday 2025-03-12T00:00:00')
})

test('where no realm has a clock of its own there is one time', () => {
  const same: Clock = sameEverywhere(systemClock)
  expect(Math.abs(same.in(realm).getTime() - same.now().getTime())).toBeLessThan(1000)
  expect(same.own()).toEqual([])
})
