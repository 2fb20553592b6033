// The journal of an exercise for its evaluation, oldest first: headers of all entries, and what is in those few that tell, decide or deliver.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Journal } from '#platform/journal/types.ts'
import type { Read } from '../../rules/evaluation/ledger.ts'
import { tellingKinds } from '../../rules/evaluation/tellings.ts'

type Row = Omit<Read, 'at'> & { recorded_at: string }

const page = 2_000
const withState = ['exercise.delivery', 'coordinate.decision']

export async function* readStory(db: Journal['sql'], realm: Realm): AsyncGenerator<Read> {
  let after: Id = '00000000-0000-0000-0000-000000000000'
  const told = sql`e.kind = any(${[...tellingKinds]}::text[])`
  const stated = sql`e.record = any(${withState}::text[])`
  for (;;) {
    const { rows } = await sql<Row>`
      select e.id, e.verb, e.kind, e.record, e.subject, e.version, e.actor, e.marking, e.cause, e.recorded_at,
        case when ${told} or e.kind like '%Withdrawn' or e.kind like '%TakenBack' then e.body end as body, r.state
      from journal.entries e
      left join journal.records r
        on r.record = e.record and r.subject = e.subject and r.version = e.version and (${told} or ${stated})
      where e.realm = ${realm} and e.id > ${after} order by e.id limit ${page}`.execute(db)
    for (const { recorded_at, ...row } of rows) yield { ...row, at: new Date(recorded_at).getTime() }
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = last.id
  }
}
