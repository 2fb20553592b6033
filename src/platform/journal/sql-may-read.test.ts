// The gate says the same in TypeScript and in SQL: for random readers and random markings, on a real database.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Marking, papLabels, tlpLabels } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { openTestDatabase } from '../../../test/setup/database.ts'
import { markedColumns } from './rows.ts'
import { sqlMayRead } from './sql-may-read.ts'

// Few ids, so that they meet.
const ids = [1, 2, 3, 4].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
const id = fc.constantFrom(...ids)
const group = fc.constantFrom('DE', 'FR', 'EU', 'NATO')
const realm = fc.constantFrom('live', 'exercise:monday')

const marking = fc.record<Marking>({
  tlp: fc.constantFrom(...tlpLabels),
  pap: fc.constantFrom(...papLabels),
  owner: id,
  audience: fc.uniqueArray(id, { maxLength: 2 }),
  persons: fc.uniqueArray(id, { maxLength: 2 }),
  releasableTo: fc.oneof(
    fc.constant<string[]>([]),
    fc.constant<string[]>([]),
    fc.uniqueArray<string, unknown>(group, { maxLength: 2 }),
  ),
})

const reader: fc.Arbitrary<Reader> = fc
  .record({
    kind: fc.constantFrom('person', 'token', 'local', 'peer', 'public', 'system'),
    person: fc.option(id),
    organisation: fc.option(id),
    clientOf: fc.uniqueArray(id, { maxLength: 2 }),
    communities: fc.uniqueArray(group, { maxLength: 3 }),
    realms: fc.uniqueArray(realm, { maxLength: 2 }),
    highest: fc.option(fc.constantFrom(...tlpLabels)),
  })
  .map(
    ({ highest, ...rest }) =>
      ({ ...rest, id: 'r', roles: [], ...(highest ? { agreement: { highest } } : {}) }) as Reader,
  )

test('mayRead and its SQL twin agree on every reader, realm and marking', async () => {
  const db = await openTestDatabase()
  try {
    await sql`create table gate (n int, realm text, tlp smallint, owner uuid, audience uuid[], persons uuid[], releasable_to text[])`.execute(
      db.sql,
    )
    let allowed = 0
    let refused = 0
    const property = fc.asyncProperty(
      reader,
      realm,
      fc.array(fc.tuple(realm, marking), { minLength: 40, maxLength: 40 }),
      async (who, asked, rows) => {
        const parcel = rows.map(([inRealm, marked], n) => ({ n, ...markedColumns(inRealm, marked) }))
        await sql`truncate gate`.execute(db.sql)
        await sql`insert into gate select n, realm, tlp, owner, audience, persons, releasable_to from
        jsonb_to_recordset(${JSON.stringify(parcel)}::jsonb) as g(n int, realm text, tlp smallint, owner uuid, audience uuid[], persons uuid[], releasable_to text[])`.execute(
          db.sql,
        )
        const { rows: seen } = await sql<{
          n: number
        }>`select n from gate where ${sqlMayRead(who, asked, 'gate')} order by n`.execute(db.sql)
        const expected = rows.flatMap(([inRealm, marked], n) =>
          inRealm === asked && mayRead(who, inRealm, marked) ? [n] : [],
        )
        allowed += expected.length
        refused += rows.length - expected.length
        expect(seen.map((row) => row.n)).toEqual(expected)
      },
    )
    await fc.assert(property, { numRuns: 250 })
    // A property that never meets both answers proves nothing.
    expect(Math.min(allowed, refused)).toBeGreaterThan(500)
  } finally {
    await db.close()
  }
}, 180_000)
