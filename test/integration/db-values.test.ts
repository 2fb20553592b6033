// Values and errors come through the door the same, whichever engine is behind it. `npm test` runs this on both.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, isDatabaseError, sqlState } from '#platform/db/index.ts'
import { openTestDatabase } from '../setup/database.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDatabase()
  await sql
    .raw(`create table things (
      id uuid primary key, big bigint, small int, flag bool, part float8, exact numeric(20, 4), name text, day date,
      at timestamptz, naive timestamp, span interval, doc jsonb, plain json, bytes bytea, ids uuid[], words text[],
      numbers bigint[], moments timestamptz[], docs jsonb[], constraint things_small_positive check (small > 0))`)
    .execute(db.sql)
})
afterAll(() => db.close())

async function one(text: string): Promise<unknown> {
  const { rows } = await sql.raw<{ value: unknown }>(`select ${text} as value`).execute(db.sql)
  return rows[0]?.value
}

test('what is written is what is read', async () => {
  const row = {
    id: '01957f6e-8a00-7000-8000-000000000001',
    big: 9007199254740991,
    small: 7,
    flag: true,
    part: 0.1,
    exact: '1234567890123456.7890',
    name: 'Zażółć gęślą jaźń, "quoted" \\ back\nline 🛎',
    day: '2025-03-10',
    at: '2025-03-10T09:45:00.123Z',
    naive: '2025-03-10 09:45:00',
    span: '1 day 02:03:04',
    doc: { a: [1, 'two', null, { b: true }] },
    plain: { x: 1 },
    bytes: Buffer.from([0, 1, 2, 254, 255]),
    ids: ['01957f6e-8a00-7000-8000-000000000002', '01957f6e-8a00-7000-8000-000000000003'],
    words: ['plain', 'with,comma', 'with "quote"', '', 'NULL', '{braces}'],
    numbers: [1, 9007199254740991],
    moments: ['2025-03-10T09:45:00.000Z'],
    docs: [{ a: 1 }],
  }
  const things = db.sql.withTables<{ things: Record<string, unknown> }>()
  const stored = {
    ...row,
    doc: JSON.stringify(row.doc),
    plain: JSON.stringify(row.plain),
    docs: row.docs.map((doc) => JSON.stringify(doc)),
  }
  await things.insertInto('things').values(stored).execute()
  expect(await things.selectFrom('things').selectAll().where('id', '=', row.id).executeTakeFirst()).toEqual(row)
})

test('an instant written in another zone is read in UTC, with milliseconds', async () => {
  expect(await one(`timestamptz '2025-03-10T11:45:00.5+02:00'`)).toBe('2025-03-10T09:45:00.500Z')
  expect(await one(`timestamptz '2025-07-01 00:00:00.123987+00'`)).toBe('2025-07-01T00:00:00.123Z')
})

test('counts are numbers, sums beyond exactness are bigint, numeric is text', async () => {
  expect(await one('count(*)')).toBe(1)
  expect(await one('9007199254740993::bigint')).toBe(9007199254740993n)
  expect(await one('1.10::numeric')).toBe('1.10')
  expect(await one("'NaN'::float8")).toBeNaN()
})

test('a Uint8Array, a Date, a bigint and undefined are taken as parameters', async () => {
  const at = new Date('2025-03-10T09:45:00.000Z')
  const { rows } = await sql`select ${new Uint8Array([1, 2])}::bytea as bytes, ${at}::timestamptz as at,
    ${9007199254740993n}::bigint as big, ${undefined}::text as nothing`.execute(db.sql)
  expect(rows).toEqual([{ bytes: Buffer.from([1, 2]), at: at.toISOString(), big: 9007199254740993n, nothing: null }])
})

test('an error carries its SQLSTATE, the constraint and the detail', async () => {
  const things = db.sql.withTables<{ things: Record<string, unknown> }>()
  const id = '01957f6e-8a00-7000-8000-000000000009'
  await things.insertInto('things').values({ id }).execute()
  const twice = await things
    .insertInto('things')
    .values({ id })
    .execute()
    .catch((error: unknown) => error)
  expect(twice).toMatchObject({
    code: '23505',
    constraint: 'things_pkey',
    table: 'things',
    detail: `Key (id)=(${id}) already exists.`,
  })
  expect(isDatabaseError(twice)).toBe(true)

  const negative = await things
    .insertInto('things')
    .values({ id: id.replace('9', '8'), small: -1 })
    .execute()
    .catch((error: unknown) => error)
  expect(negative).toMatchObject({ code: '23514', constraint: 'things_small_positive' })
  expect(sqlState(await sql`select * from nope`.execute(db.sql).catch((error: unknown) => error))).toBe('42P01')
  expect(sqlState(await sql`selec 1`.execute(db.sql).catch((error: unknown) => error))).toBe('42601')
  expect(await one('1')).toBe(1)
})

test('changed rows are counted, and rows can be returned', async () => {
  await sql`create table counted (n int)`.execute(db.sql)
  const counted = db.sql.withTables<{ counted: { n: number } }>()
  const rows = await counted
    .insertInto('counted')
    .values([{ n: 1 }, { n: 2 }])
    .returning('n')
    .execute()
  expect(rows).toEqual([{ n: 1 }, { n: 2 }])
  const [updated] = await counted.updateTable('counted').set({ n: 3 }).execute()
  expect(updated?.numUpdatedRows).toBe(2n)
})

test('an answer of many megabytes arrives whole', async () => {
  const { rows } = await sql<{
    n: number
    text: string
  }>`select n, repeat('ä', 1000) as text from generate_series(1, 5000) n`.execute(db.sql)
  expect(rows.length).toBe(5000)
  expect(rows.every(({ n, text }, index) => n === index + 1 && text.length === 1000)).toBe(true)
})

test('a statement whose table changed its shape answers with the new shape', async () => {
  await sql`create table shape (a int)`.execute(db.sql)
  const shape = db.sql.withTables<{ shape: { a: number } }>()
  for (let round = 0; round < 3; round++) await shape.selectFrom('shape').selectAll().where('a', '=', round).execute()
  await sql`alter table shape add column b text default 'new'`.execute(db.sql)
  await shape.insertInto('shape').values({ a: 1 }).execute()
  expect(await shape.selectFrom('shape').selectAll().where('a', '=', 1).execute()).toEqual([{ a: 1, b: 'new' }])
})
