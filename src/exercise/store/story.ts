// What happened in the realm of an exercise, in order: for a run that goes on after a restart, and for judging.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Journal } from '#platform/journal/types.ts'
import type { Seen } from '../rules/run/match.ts'

interface Row {
  id: Id
  verb: string
  kind: string
  record: string
  subject: Id
  actor: string
  marking: Marking
  recorded_at: string
  body: unknown
  state: unknown
}

const page = 2_000

/** Every entry of the realm, oldest first, with what it made. */
export async function* storyOf(db: Journal['sql'], realm: Realm): AsyncGenerator<Seen> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<Row>`
      select e.id, e.verb, e.kind, e.record, e.subject, e.actor, e.marking, e.recorded_at, e.body, r.state
      from journal.entries e
      left join journal.records r on r.record = e.record and r.subject = e.subject and r.version = e.version
      where e.realm = ${realm} and e.id > ${after} order by e.id limit ${page}`.execute(db)
    for (const row of rows) yield seenFrom(row)
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = last.id
  }
}

/** The bodies of entries that were only heard of. */
export async function bodiesOf(db: Journal['sql'], ids: readonly Id[]): Promise<Map<Id, unknown>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('journal.entries')
    .select(['id', 'body'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, body }) => [id, body]))
}

function seenFrom({ recorded_at, ...row }: Row): Seen {
  return { ...row, at: new Date(recorded_at).getTime() }
}
