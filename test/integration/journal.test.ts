// The journal on a real store: what is written, what is refused, what is read, and what the past looks like.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fold } from '#kernel/record.ts'
import { done, refuse } from '#kernel/reply.ts'
import { nodeKey } from '#platform/journal/node-key.ts'
import { createNotary } from '#platform/journal/notary.ts'
import { signingKey } from '#platform/journal/proof/index.ts'
import { consistencyProof, inclusionProof } from '#platform/journal/proofs.ts'
import { rebuild } from '#platform/journal/rebuild.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { bell, freshJournal, person, type TestJournal } from '../setup/journal.ts'
import { storageKind } from '../setup/storage.ts'

let here: TestJournal
let at = Date.parse('2025-03-10T09:45:00.000Z')
const clock = { now: () => new Date(at) }

beforeAll(async () => {
  here = await freshJournal(clock)
})
afterAll(() => here.close())

const ours = () => person(randomUUID(), here.journal.home)

async function cast(name: string, reader = ours(), options = {}) {
  const reply = await here.journal.commit(here.writer(reader), async (unit) =>
    done(await unit.open(bell, 'test.bellCast', { name }, options)),
  )
  if (!reply.ok) throw new Error(reply.refusal)
  return reply.value.held
}

const ring = (id: string, times: number, reader = ours(), expectedVersion?: number) =>
  here.journal.commit(here.writer(reader), async (unit) =>
    done(
      (
        await unit.append(
          bell,
          'test.bellRung',
          id,
          { times },
          expectedVersion === undefined ? {} : { expectedVersion },
        )
      ).held,
    ),
  )

const view = (reader = ours()) => ({ reader, realm: 'live' })

test('a record is what its entries add up to, and the past is what they added up to then', async () => {
  const { id } = await cast('Roland')
  at += 60_000
  await ring(id, 3)
  at += 60_000
  await ring(id, 4)

  expect((await here.journal.reads.one(bell, view(), id))?.state).toEqual({ name: 'Roland', rings: 7 })
  const then = { ...view(), asOf: new Date(at - 30_000).toISOString() }
  expect((await here.journal.reads.one(bell, then, id))?.state).toEqual({ name: 'Roland', rings: 3 })
  const before = { ...view(), asOf: new Date(at - 300_000).toISOString() }
  expect(await here.journal.reads.one(bell, before, id)).toBeUndefined()
  expect(fold(bell, await here.journal.reads.entriesOf(view(), id))).toEqual({ name: 'Roland', rings: 7 })
})

test('a write names the version that it saw, and a stale one is refused', async () => {
  const { id } = await cast('Emma')
  expect((await ring(id, 1, ours(), 1)).ok).toBe(true)
  expect(await ring(id, 1, ours(), 1)).toMatchObject({ ok: false, refusal: 'stale-version' })
})

test('writers that name no version all get through, one after the other', async () => {
  const { id } = await cast('Gros')
  const replies = await Promise.all(Array.from({ length: 8 }, () => ring(id, 1)))
  expect(replies.every((reply) => reply.ok)).toBe(true)
  expect((await here.journal.reads.one(bell, view(), id))?.state.rings).toBe(8)
})

test('what a unit read together stays so; it runs again when somebody was quicker', async () => {
  const [one, two] = [await cast('Ghent'), await cast('Lund')]
  const seen: number[][] = []
  const reply = await here.journal.commit(here.writer(ours()), async (unit) => {
    const bells = await unit.some(bell, [two.id, one.id])
    seen.push(bells.map(({ version }) => version))
    if (seen.length === 1) await ring(one.id, 1)
    const { held } = await unit.append(bell, 'test.bellRung', one.id, { times: bells[1]!.version })
    expect(await unit.some(bell, [one.id])).toEqual([held])
    return done(held.version)
  })
  expect(reply).toEqual({ ok: true, value: 3 })
  expect(seen).toEqual([
    [1, 1],
    [1, 2],
  ])
})

test('what is written rests on the version that was decided from, also where somebody was quicker in between', async () => {
  const { id } = await cast('Emma')
  const seen: number[] = []
  const reply = await here.journal.commit(here.writer(ours()), async (unit) => {
    const rings = (await unit.read(bell, id))?.state.rings ?? -1
    seen.push(rings)
    if (seen.length === 1) await ring(id, 5)
    if (rings > 0) return refuse('rung-already')
    await unit.append(bell, 'test.bellRung', id, { times: 1 })
    return done(null)
  })
  expect([reply, seen]).toEqual([{ ok: false, refusal: 'rung-already' }, [0, 5]])
  expect((await here.journal.reads.one(bell, view(), id))?.state.rings).toBe(5)
})

test('sixty who read and change one record at the same moment all get through', async () => {
  const { id } = await cast('Clara')
  const replies = await Promise.all(
    Array.from({ length: 60 }, () =>
      here.journal.commit(here.writer(ours()), async (unit) => {
        await unit.read(bell, id)
        await new Promise((resolve) => setTimeout(resolve, 5))
        return done((await unit.append(bell, 'test.bellRung', id, { times: 1 })).held.version)
      }),
    ),
  )
  expect(replies.filter(({ ok }) => !ok)).toEqual([])
  expect((await here.journal.reads.one(bell, view(), id))?.state.rings).toBe(60)
})

test('a refusal writes nothing, even after entries were collected', async () => {
  let id = ''
  const reply = await here.journal.commit(here.writer(ours()), async (unit) => {
    id = (await unit.open(bell, 'test.bellCast', { name: 'Ghost' })).held.id
    return refuse('wrong-state')
  })
  expect(reply).toEqual({ ok: false, refusal: 'wrong-state' })
  expect(await here.journal.reads.one(bell, view(), id)).toBeUndefined()
})

test('the same command twice, even at the same moment, is done once and answered the same', async () => {
  const reader = ours()
  const writer = { ...here.writer(reader), idempotencyKey: 'k1', inputDigest: 'd1' }
  const act = () =>
    here.journal.commit(writer, async (unit) =>
      done((await unit.open(bell, 'test.bellCast', { name: 'Twice' })).held.id),
    )
  const [first, second] = await Promise.all([act(), act()])
  const third = await act()
  expect(second).toEqual(first)
  expect(third).toEqual(first)
  expect(await here.journal.reads.count(bell, view(reader), (q) => q.where('title', '=', 'Twice'))).toBe(1)
  const other = await here.journal.commit({ ...writer, inputDigest: 'd2' }, async (unit) => done(unit.newId()))
  expect(other).toMatchObject({ ok: false, refusal: 'key-reused' })
})

test('what may not be read is unknown, and what may only be read is not changed', async () => {
  const stranger = person(randomUUID(), randomUUID())
  const strict = await cast('Strict')
  const open = await cast('Open', ours(), { marking: { tlp: 'GREEN' } })
  expect(await ring(strict.id, 1, stranger)).toMatchObject({ ok: false, refusal: 'unknown' })
  expect(await ring(randomUUID(), 1, stranger)).toMatchObject({ ok: false, refusal: 'unknown' })
  expect(await ring(open.id, 1, stranger)).toMatchObject({ ok: false, refusal: 'not-yours' })
})

test('a marking that is raised hides the past too', async () => {
  const stranger = person(randomUUID(), randomUUID())
  const { id } = await cast('Bright', ours(), { marking: { tlp: 'GREEN' } })
  at += 60_000
  const then = new Date(at - 30_000).toISOString()
  await here.journal.commit(here.writer(ours()), async (unit) =>
    done((await unit.remark(bell, id, { tlp: 'AMBER' }, 'named a victim')).held.version),
  )
  expect(await here.journal.reads.one(bell, { ...view(stranger), asOf: then }, id)).toBeUndefined()
  expect((await here.journal.reads.one(bell, { ...view(), asOf: then }, id))?.marking.tlp).toBe('GREEN')
  expect(await here.journal.reads.entriesOf(view(stranger), id)).toEqual([])
  expect(await here.journal.reads.trace(view(stranger), id)).toEqual([])
  expect((await here.journal.reads.recent(view(stranger), { limit: 500 })).map((entry) => entry.subject)).not.toContain(
    id,
  )
  expect(await here.journal.reads.entriesOf(view(), id)).toHaveLength(2)
})

test('TLP:RED without a reason and a review date is refused, and with them reaches the persons named', async () => {
  const author = ours()
  const refused = await here.journal.commit(here.writer(author), async (unit) =>
    done((await unit.open(bell, 'test.bellCast', { name: 'Red' }, { marking: { tlp: 'RED' } })).held.id),
  )
  expect(refused).toMatchObject({ ok: false, refusal: 'marking-needs-reason' })
  const { id } = await cast('Red', author, {
    marking: { tlp: 'RED', reason: 'a named source', reviewOn: '2025-04-10' },
  })
  expect(await here.journal.reads.one(bell, view(author), id)).toBeDefined()
  expect(await here.journal.reads.one(bell, view(), id)).toBeUndefined()
})

test('a realm holds only its own records', async () => {
  const player = person(randomUUID(), here.journal.home, { realms: ['live', 'exercise:monday'] })
  const writer = { view: { reader: player, realm: 'exercise:monday' }, verb: 'test.act' }
  const reply = await here.journal.commit(writer, async (unit) =>
    done((await unit.open(bell, 'test.bellCast', { name: 'Drill' })).held.id),
  )
  if (!reply.ok) throw new Error(reply.refusal)
  expect(await here.journal.reads.one(bell, view(player), reply.value)).toBeUndefined()
  expect(await here.journal.reads.one(bell, { reader: player, realm: 'exercise:monday' }, reply.value)).toBeDefined()
  expect(await here.journal.reads.one(bell, { reader: ours(), realm: 'exercise:monday' }, reply.value)).toBeUndefined()
})

test('search finds words by their beginning, best first, and only what may be read', async () => {
  await cast('Sancta Maria')
  const stranger = person(randomUUID(), randomUUID())
  const found = await here.journal.reads.search(view(), 'sanc mar', { limit: 10 })
  expect(found.map((one) => one.title)).toEqual(['Sancta Maria'])
  expect(await here.journal.reads.search(view(stranger), 'sancta', { limit: 10 })).toEqual([])
  expect(await here.journal.reads.search(view(), "'; drop table journal.entries --", { limit: 10 })).toEqual([])
})

test('trace walks back along the causes', async () => {
  const first = await here.journal.commit(here.writer(ours()), async (unit) =>
    done(await unit.open(bell, 'test.bellCast', { name: 'Cause' })),
  )
  if (!first.ok) throw new Error(first.refusal)
  const second = await here.journal.commit(here.writer(ours()), async (unit) =>
    done(await unit.open(bell, 'test.bellCast', { name: 'Effect' }, { cause: [first.value.entry] })),
  )
  if (!second.ok) throw new Error(second.refusal)
  const walk = await here.journal.reads.trace(view(), second.value.held.id)
  expect(walk.map((entry) => entry.id)).toEqual([second.value.entry, first.value.entry])
})

test('trace goes on over the earlier entries of a record that it reaches, and not over the later ones', async () => {
  const newest = async (id: string) => (await here.journal.reads.entriesOf(view(), id)).at(-1)?.id ?? ''
  const origin = await cast('Origin')
  const before = await newest(origin.id)
  const changed = await cast('Changed before it mattered', ours(), { cause: [before] })
  const opened = await newest(changed.id)
  await ring(changed.id, 1)
  const rung = await newest(changed.id)
  const effect = await cast('Effect of the change', ours(), { cause: [rung] })
  await ring(changed.id, 2)
  const walk = await here.journal.reads.trace(view(), effect.id)
  expect(walk.map((entry) => entry.id)).toEqual([await newest(effect.id), rung, opened, before])
})

test('work on other tables shares the transaction', async () => {
  await sql`create table if not exists journal.side (n int primary key)`.execute(here.journal.sql)
  const attempt = (n: number) =>
    here.journal.commit(here.writer(ours()), async (unit) => {
      const { held } = await unit.open(bell, 'test.bellCast', { name: `Side ${n}` })
      unit.also(async (trx) => void (await sql`insert into journal.side values (${n})`.execute(trx)))
      return done(held.id)
    })
  expect((await attempt(1)).ok).toBe(true)
  await expect(attempt(1)).rejects.toThrow()
  expect(await here.journal.reads.count(bell, view(), (q) => q.where('title', '=', 'Side 1'))).toBe(1)
})

test('the notary numbers everything once, proofs hold, and verify finds the journal intact', async () => {
  const key = nodeKey(here.folder, here.journal.nodeId)
  const notary = createNotary(here.journal.sql, key, here.folder, clock)
  expect(await notary.run()).toBeGreaterThan(20)
  expect(await notary.run()).toBe(0)
  const { id } = await cast('Proved', ours(), { marking: { tlp: 'GREEN' } })
  expect(await notary.run()).toBe(1)
  const [entry] = await here.journal.reads.entriesOf(view(), id)
  const proof = await inclusionProof(here.journal.sql, view(), entry?.id ?? '')
  expect(proof).toMatchObject({ ok: true })
  expect((await consistencyProof(here.journal.sql, 5)).ok).toBe(true)
  const verified = await verifyJournal(here.journal.sql, [key], here.folder, clock)
  expect(verified.findings).toEqual([])
  expect(verified.intact).toBe(true)
})

test.skipIf(storageKind === 'embedded')(
  "somebody else's open transaction holds the notary up for nothing (PostgreSQL only: the embedded engine has one user)",
  async () => {
    const stranger = new pg.Client({ connectionString: process.env.TOCSIN_TEST_PG_URL })
    await stranger.connect()
    try {
      await stranger.query('begin; select pg_current_xact_id()')
      await cast('While another database is busy')
      const notary = createNotary(here.journal.sql, nodeKey(here.folder, here.journal.nodeId), here.folder, clock)
      expect(await notary.run()).toBe(1)
      await cast('And a second one')
      expect(await notary.run()).toBe(1)
      expect(await notary.run()).toBe(0)
    } finally {
      await stranger.end()
    }
  },
)

test("verify names an entry whose body was changed in the database, and a stranger's key signs nothing", async () => {
  const key = nodeKey(here.folder, here.journal.nodeId)
  const { id } = await cast('Forged')
  await createNotary(here.journal.sql, key, here.folder, clock).run()
  const [entry] = await here.journal.reads.entriesOf(view(), id)
  await sql`update journal.entries set body = '{"name":"Changed"}' where id = ${entry?.id}`.execute(here.journal.sql)
  const found = await verifyJournal(here.journal.sql, [key], here.folder, clock)
  expect(found.findings).toMatchObject([{ what: 'changed-body', entryId: entry?.id }])
  await sql`update journal.entries set body = '{"name":"Forged"}' where id = ${entry?.id}`.execute(here.journal.sql)
  const other = signingKey(key.name, new Uint8Array(32))
  expect((await verifyJournal(here.journal.sql, [other], here.folder, clock)).intact).toBe(false)
})

test('an erased body is gone everywhere, the proof stands, and a rebuild is equal to the byte', async () => {
  const key = nodeKey(here.folder, here.journal.nodeId)
  const { id } = await cast('Personal secret name')
  await ring(id, 2)
  await createNotary(here.journal.sql, key, here.folder, clock).run()
  const reply = await here.journal.erase(here.writer(ours(), 'people.erasePerson'), bell, id, 'asked for by the person')
  expect(reply).toEqual({ ok: true, value: { erased: 2 } })
  expect(await here.journal.reads.one(bell, view(), id)).toBeUndefined()
  expect(await here.journal.reads.search(view(), 'personal secret', { limit: 5 })).toEqual([])
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from journal.entries where body::text like '%Personal secret%'`.execute(here.journal.sql)
  expect(rows[0]?.n).toBe(0)
  await createNotary(here.journal.sql, key, here.folder, clock).run()
  expect((await verifyJournal(here.journal.sql, [key], here.folder, clock)).findings).toEqual([])
  const rebuilt = await rebuild(here.journal.sql, here.journal.records)
  expect(rebuilt.equal).toBe(true)
  expect(rebuilt.rows).toBeGreaterThan(20)
})

test('a rebuild mends a table that was tampered with, and says that it was not equal', async () => {
  await sql`update journal.records set state = '{"name":"Lie","rings":99}' where title = 'Roland' and valid_to is null`.execute(
    here.journal.sql,
  )
  const rebuilt = await rebuild(here.journal.sql, here.journal.records)
  expect(rebuilt.equal).toBe(false)
  expect((await rebuild(here.journal.sql, here.journal.records)).equal).toBe(true)
  const [roland] = await here.journal.reads.many(bell, view(), (q) => q.where('title', '=', 'Roland'))
  expect(roland?.state.rings).toBe(7)
})
