// The gate in SQL: the same rule as kernel/may-read.ts over the columns of a marked table. The two are held together
// by a property test (sql-may-read.test.ts); change one and the other must follow.

import { type RawBuilder, sql } from 'kysely'
import { tlpRank } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'

/** A condition on the columns realm, tlp, owner, audience, persons and releasable_to of the table or alias named. */
export function sqlMayRead(reader: Reader, realm: Realm, table: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  if (!reader.realms.includes(realm)) return sql`false`
  const inRealm = sql<boolean>`${column('realm')} = ${realm}`
  if (reader.kind === 'system') return inRealm
  if (reader.kind === 'peer' && !reader.agreement) return sql`false`

  const organisation = sql`${reader.organisation}::uuid`
  const clientOf = sql`${reader.clientOf}::uuid[]`
  const reached = sql`(${column('owner')} = ${organisation} or ${column('audience')} @> array[${organisation}])`
  const asClient = sql`(${column('owner')} = any(${clientOf}) or ${column('audience')} && ${clientOf})`
  const byTlp = [
    sql`${column('tlp')} = ${tlpRank('CLEAR')}`,
    ...(reader.kind === 'public' ? [] : [sql`${column('tlp')} = ${tlpRank('GREEN')}`]),
    ...(reader.organisation
      ? [sql`(${column('tlp')} in (${tlpRank('AMBER')}, ${tlpRank('AMBER+STRICT')}) and ${reached})`]
      : []),
    ...(reader.clientOf.length > 0 ? [sql`(${column('tlp')} = ${tlpRank('AMBER')} and ${asClient})`] : []),
    ...(reader.person
      ? [sql`(${column('tlp')} = ${tlpRank('RED')} and ${column('persons')} @> array[${reader.person}::uuid])`]
      : []),
  ]
  const releasable = sql`(cardinality(${column('releasable_to')}) = 0
    or ${reader.organisation ? sql`${column('owner')} = ${organisation}` : sql`false`}
    or ${column('releasable_to')} && ${reader.communities}::text[])`
  const withinAgreement = reader.agreement ? sql`${column('tlp')} <= ${tlpRank(reader.agreement.highest)}` : sql`true`
  return sql<boolean>`(${inRealm} and ${reader.kind === 'peer' ? withinAgreement : sql`true`} and ${releasable}
    and (${sql.join(byTlp, sql` or `)}))`
}
