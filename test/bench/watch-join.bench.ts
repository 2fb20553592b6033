// Putting one new item beside those of its event, in a store of a hundred thousand of the same fortnight: how long that
// takes, and what it adds to the unit of work that takes the item in. Aim: 30 ms for finding the story.
import { sql } from 'kysely'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { readSettings } from '#platform/config.ts'
import { packageRoot } from '#platform/worker.ts'
import { importText } from '#watch/api/items.ts'
import { documentRecord, itemRecord } from '#watch/index.ts'
import { createNode, type TocsinNode } from '../../src/node.ts'
import { placeInStories } from '../../src/watch/actions/join-story.ts'
import { readOf } from '../../src/watch/actions/place-older.ts'
import { eventsHeldOut, eventsToTune } from '../../src/watch/testdata/events.ts'
import { openTestDatabase } from '../setup/database.ts'
import { freshStorage } from '../setup/storage.ts'
import { percentile } from './spread.ts'

const count = Number(process.env.BENCH_ITEMS ?? 100_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 4)
const publishedAt = '2025-03-11T09:00:00.000Z'
const say = (what: string) => void process.stderr.write(`    ${what}\n`)

/**
 * Copies what was kept of the real articles: each copy is of an event of its own by half of its terms, and has the other
 * half in common with thousands, as a city or an agency is. Stories hold four of them.
 */
async function seed({ journal: { sql: db } }: TocsinNode): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from watch.story_sketches`.execute(db)
  const base = rows[0]?.n ?? 1
  await sql`insert into watch.story_sketches (item, mark, at, terms, sketch)
    select ('01950000-' || lpad(to_hex(g / 65536), 4, '0') || '-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid, b.mark,
      ${publishedAt}::timestamptz + make_interval(mins => (g % 20160) - 10080),
      array(select case when place % 2 = 0 then term else term || '~' || g / (4 * ${base}::int) end
        from unnest(b.terms) with ordinality as one(term, place)),
      b.sketch
    from generate_series(1, ${count}::int) g
    join (select row_number() over (order by item) - 1 as n, * from watch.story_sketches) b on b.n = (g / 4) % ${base}::int`.execute(
    db,
  )
  await sql`insert into watch.story_terms (mark, term, at, item)
    select mark, unnest(terms), at, item from watch.story_sketches on conflict do nothing`.execute(db)
  await sql`insert into watch.stories (record, subject, version, realm, marking, tlp, owner, audience, persons, releasable_to, title, words, state, valid_from)
    select t.record, gen_random_uuid(), 1, t.realm, t.marking, t.tlp, t.owner, t.audience, t.persons, t.releasable_to, t.title, '',
      jsonb_build_object('items', jsonb_agg(s.item), 'apart', '[]'::jsonb, 'mergedInto', null, 'members',
        jsonb_agg((t.state->'members'->0) || jsonb_build_object('item', s.item))), max(s.at)
    from (select item, at, row_number() over (order by item) / 4 as story from watch.story_sketches
      where item < '01960000-0000-7000-8000-000000000000') s
    cross join (select * from watch.stories where valid_to is null order by subject limit 1) t
    group by s.story, t.record, t.realm, t.marking, t.tlp, t.owner, t.audience, t.persons, t.releasable_to, t.title, t.state`.execute(
    db,
  )
  await sql`analyze watch.story_sketches, watch.story_terms, watch.stories`.execute(db)
}

async function measure(kind: 'embedded' | 'postgres') {
  const storage = await freshStorage(kind)
  const db = await openTestDatabase(kind)
  const settings = readSettings({ ...storage.env, TOCSIN_PORT: '0' }, packageRoot())
  const node = await createNode({ settings, db })
  const view = { reader: systemReader('bench', ['live'], node.journal.home), realm: 'live' }
  const binding = node.bindings.find(({ contract }) => contract.name === importText.name)
  try {
    for (const { title, body, outlet } of [...eventsToTune, ...eventsHeldOut]) {
      const reader = node.localReader('live')
      const call = { view: { reader, realm: 'live' }, reader, now: new Date().toISOString() }
      const writer = { view: call.view, verb: importText.name }
      const input = { text: `${title}\n\n${body}`, sourceName: outlet, publishedAt }
      await binding?.handle(input as never, { ...call, writer } as never)
    }
    const began = performance.now()
    await seed(node)
    say(`${kind}: ${count} items seeded in ${Math.round((performance.now() - began) / 1000)} s`)
    const items = await node.journal.reads.many(itemRecord, view, (q) => q.orderBy('subject').limit(200))
    const documents = await node.journal.reads.many(documentRecord, view, (q) => q.limit(400))
    const read = new Map(documents.map(({ id, state }) => [id, readOf(state)]))
    const joins: number[] = []
    const units: number[] = []
    for (let round = 0; round <= rounds; round++) {
      for (const item of items) {
        const text = read.get(item.state.document)
        if (!text) continue
        const start = performance.now()
        let found = 0
        await node.journal.commit({ view, verb: 'bench.join' }, async (unit) => {
          const before = performance.now()
          await placeInStories(node.journal, unit, [{ item, read: text, wire: null }])
          found = performance.now() - before
          return done(null)
        })
        // The first round warms up: what is common is learned, and plans are made.
        if (round > 0) joins.push(found)
        if (round > 0) units.push(performance.now() - start)
      }
    }
    joins.sort((a, b) => a - b)
    units.sort((a, b) => a - b)
    const ms = (all: number[], share: number) => Number(percentile(all, share).toFixed(1))
    const spread = (all: number[]) => ({ p50Ms: ms(all, 0.5), p95Ms: ms(all, 0.95), maxMs: ms(all, 1) })
    return { items: count, joined: joins.length, join: spread(joins), unitOfWork: spread(units) }
  } finally {
    await node.stop()
    await db.close()
    await storage.remove()
  }
}

const results: Record<string, unknown> = { aim: 'a story is found within 30 ms (median) in 100,000 items' }
results.embedded = await measure('embedded')
if (process.env.TOCSIN_TEST_PG_URL) results.postgres = await measure('postgres')
process.stdout.write(JSON.stringify(results))
