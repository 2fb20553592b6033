// Durable appends per second against a bare insert of the same row into a table of the same shape, in the same engine
// and run, in interleaved rounds. Aim: at least 60 % of the bare insert.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { defaultMarking } from '#kernel/marking.ts'
import { done } from '#kernel/reply.ts'
import { entryParcel } from '#platform/journal/rows.ts'
import { bell, freshJournal, person, type TestJournal } from '../setup/journal.ts'
import { spread } from './spread.ts'

const rounds = 7

async function timed(count: number, writers: number, act: (n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (next < count) await act(next++)
    }),
  )
  return count / ((performance.now() - began) / 1000)
}

async function measure(here: TestJournal) {
  const reader = person(randomUUID(), here.journal.home)
  await sql`create table journal.bare (like journal.entries including all)`.execute(here.journal.sql)
  const append = () =>
    here.journal.commit(here.writer(reader), async (unit) =>
      done((await unit.open(bell, 'test.bellCast', { name: 'A bell of some name' })).entry),
    )
  const bare = () => {
    const now = new Date().toISOString()
    const row = entryParcel({
      id: randomUUID(),
      realm: 'live',
      record: bell.name,
      subject: randomUUID(),
      version: 1,
      kind: 'test.bellCast',
      verb: 'test.act',
      marking: defaultMarking(here.journal.home),
      actor: `person:${reader.id}`,
      cause: [],
      observedAt: now,
      recordedAt: now,
      body: { name: 'A bell of some name' },
    })
    return sql`insert into journal.bare (id, realm, record, subject, version, kind, verb, body, salt, body_hash, marking, tlp, owner, audience,
      persons, releasable_to, actor, cause, observed_at, recorded_at) values (${row.id}, ${row.realm}, ${row.record}, ${row.subject}, ${row.version},
      ${row.kind}, ${row.verb}, ${JSON.stringify(row.body)}::jsonb, decode(${row.salt}, 'hex'), decode(${row.body_hash}, 'hex'),
      ${JSON.stringify(row.marking)}::jsonb, ${row.tlp}, ${row.owner}, ${row.audience}::uuid[], ${row.persons}::uuid[], ${row.releasable_to}::text[],
      ${row.actor}, ${row.cause}::uuid[], ${row.observed_at}, ${row.recorded_at})`.execute(here.journal.sql)
  }
  const results: Record<string, unknown> = {}
  for (const [writers, count] of [
    [1, 150],
    [16, 600],
  ] as const) {
    const appends: number[] = []
    const bares: number[] = []
    await timed(50, writers, append)
    await timed(50, writers, bare)
    for (let round = 0; round < rounds; round++) {
      bares.push(await timed(count, writers, bare))
      appends.push(await timed(count, writers, append))
    }
    results[`${writers} writer${writers > 1 ? 's' : ''}`] = {
      appendsPerSecond: spread(appends),
      bareInsertsPerSecond: spread(bares),
      shareOfBare: spread(appends.map((value, at) => value / (bares[at] ?? 1))),
    }
  }
  return results
}

const results: Record<string, unknown> = { aim: 'shareOfBare at least 0.60' }
for (const kind of ['embedded', 'postgres'] as const) {
  if (kind === 'postgres' && !process.env.TOCSIN_TEST_PG_URL) continue
  process.env.TOCSIN_TEST_DB = kind
  const here = await freshJournal(undefined, kind)
  results[kind] = await measure(here)
  await here.close()
}
console.log(JSON.stringify(results))
