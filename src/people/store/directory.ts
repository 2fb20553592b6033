// The directory: persons and organisations as the journal holds them, and who is in which exercise.

import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Reads, Shape, View } from '#platform/journal/index.ts'
import type { Organisation, Person } from '../model.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { personRecord } from '../rules/person-record.ts'
import { type Sql, tables } from './tables.ts'

export interface Slice {
  after?: Id
  limit?: number
}

const state = (field: string) => sql<string>`state->>${sql.lit(field)}`

async function sliced<T extends { id: Id }>(
  slice: Slice,
  load: (shape: Shape) => Promise<T[]>,
): Promise<{ items: T[]; next: Id | null }> {
  const limit = Math.min(slice.limit ?? 200, 500)
  const found = await load((q) => {
    const ordered = q.orderBy('subject').limit(limit + 1)
    return slice.after ? ordered.where('subject', '>', slice.after) : ordered
  })
  const items = found.slice(0, limit)
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export function organisations(
  reads: Reads,
  view: View,
  wanted: Slice & { kind?: string; country?: string; sector?: string; active?: boolean },
): Promise<{ items: Held<Organisation>[]; next: Id | null }> {
  return sliced(wanted, (page) =>
    reads.many(organisationRecord, view, (q) => {
      let shaped = page(q)
      if (wanted.kind) shaped = shaped.where(state('kind'), '=', wanted.kind)
      if (wanted.country) shaped = shaped.where(state('country'), '=', wanted.country)
      if (wanted.active !== undefined) shaped = shaped.where(state('active'), '=', String(wanted.active))
      const { sector } = wanted
      // A sector stands for its subsectors too.
      if (sector)
        shaped = shaped.where(sql<boolean>`exists (select 1 from jsonb_array_elements_text(state->'sectors') s
        where s = ${sector} or s like ${`${sector.replace(/_/g, '\\_')}.%`})`)
      return shaped
    }),
  )
}

export function persons(
  reads: Reads,
  view: View,
  wanted: Slice & { organisation?: Id; status?: string },
): Promise<{ items: Held<Person>[]; next: Id | null }> {
  return sliced(wanted, (page) =>
    reads.many(personRecord, view, (q) => {
      let shaped = page(q)
      if (wanted.organisation) shaped = shaped.where(state('organisation'), '=', wanted.organisation)
      if (wanted.status) shaped = shaped.where(state('status'), '=', wanted.status)
      return shaped
    }),
  )
}

export async function hasMembers(reads: Reads, view: View, organisation: Id): Promise<boolean> {
  const count = await reads.count(personRecord, view, (q) =>
    q.where(state('organisation'), '=', organisation).where(state('status'), '=', 'active'),
  )
  return count > 0
}

export async function realmsOf(db: Sql, person: Id): Promise<Realm[]> {
  const rows = await tables(db)
    .selectFrom('people.realm_members')
    .select('realm')
    .where('person', '=', person)
    .orderBy('realm')
    .execute()
  return rows.map((row) => row.realm)
}

export async function putInRealm(db: Sql, person: Id, realm: Realm): Promise<void> {
  await tables(db)
    .insertInto('people.realm_members')
    .values({ person, realm })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function takeFromRealm(db: Sql, person: Id, realm: Realm): Promise<void> {
  await tables(db).deleteFrom('people.realm_members').where('person', '=', person).where('realm', '=', realm).execute()
}

export function signOnDomains(db: Sql): Promise<{ domain: string; organisation: Id }[]> {
  return tables(db).selectFrom('people.sign_on_domains').selectAll().orderBy('domain').execute()
}

export async function mapDomain(db: Sql, domain: string, organisation: Id | null): Promise<void> {
  if (organisation === null) {
    await tables(db).deleteFrom('people.sign_on_domains').where('domain', '=', domain).execute()
    return
  }
  await tables(db)
    .insertInto('people.sign_on_domains')
    .values({ domain, organisation })
    .onConflict((conflict) => conflict.column('domain').doUpdateSet({ organisation }))
    .execute()
}
