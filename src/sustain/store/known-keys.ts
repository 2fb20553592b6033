// By which names parts are known: for files, which know no ids.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { type Journal, sqlMayRead, type View } from '#platform/journal/index.ts'

export type KnownPart = { key: string; id: Id; name: string; layer: string; owner: Id; ours: boolean }

const keysPerQuery = 5000

/** Parts of today that the reader may read and that have one of these other names; one row for each name. */
export async function partsNamed(journal: Journal, view: View, keys: readonly string[]): Promise<KnownPart[]> {
  const found: KnownPart[] = []
  for (let from = 0; from < keys.length; from += keysPerQuery) {
    const { rows } = await sql<KnownPart>`
      with asked as materialized (
        select a.part, a.alias from sustain.aliases a
        where a.realm = ${view.realm} and a.alias = any(${keys.slice(from, from + keysPerQuery)}::text[]))
      select asked.alias as key, p.subject as id, p.name, p.layer, p.owner, p.ours
      from asked join sustain.parts p on p.subject = asked.part
      where ${sqlMayRead(view.reader, view.realm, 'p')} order by p.subject`.execute(journal.sql)
    found.push(...rows)
  }
  return found
}

/** Those of the ids that are parts which the reader may read; each is its own key. */
export async function partsOfIds(journal: Journal, view: View, ids: readonly Id[]): Promise<KnownPart[]> {
  const found: KnownPart[] = []
  for (let from = 0; from < ids.length; from += keysPerQuery) {
    const { rows } = await sql<KnownPart>`
      select p.subject::text as key, p.subject as id, p.name, p.layer, p.owner, p.ours from sustain.parts p
      where p.subject = any(${ids.slice(from, from + keysPerQuery)}::uuid[]) and ${sqlMayRead(view.reader, view.realm, 'p')}`.execute(
      journal.sql,
    )
    found.push(...rows)
  }
  return found
}

/** The highest TLP rank among what the reader may read; null: there is nothing. */
export async function highestMarking(journal: Journal, view: View): Promise<number | null> {
  const { rows } = await sql<{ tlp: number | null }>`
    select max(p.tlp)::int as tlp from sustain.parts p where ${sqlMayRead(view.reader, view.realm, 'p')}`.execute(
    journal.sql,
  )
  return rows[0]?.tlp ?? null
}
