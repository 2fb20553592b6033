// The numbers that people say on the telephone: the next one is found at once, however many there are and whatever the database knows of them.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#assess/api.ts'
import type { Id } from '#kernel/id.ts'
import { type AssessHouse, openAssess } from '../setup/assess.ts'

const year = 2027
let house: AssessHouse
beforeAll(async () => {
  house = await openAssess()
})
afterAll(() => house.close())

const declare = () => house.get(house.reader(), api.declareIncident, { title: 'Outage of the payment switch' })
const last = (realm = 'live', of = year) => house.journal.reads.lastNumber('assess.incident', realm, of)

/** The row of an incident again under other ids, with these numbers, and otherwise as `changed` says. */
async function again(id: Id, from: number, to: number, changed: { origin?: string; realm?: string } = {}) {
  await sql`insert into journal.records (record, subject, version, realm, marking, tlp, owner, audience, persons, releasable_to, title,
      words, state, valid_from, valid_to, origin)
    select record, gen_random_uuid(), 1, ${changed.realm ?? 'live'}, marking, tlp, owner, audience, persons, releasable_to, title, words,
      state || jsonb_build_object('number', n), valid_from, null, ${changed.origin ?? null}::uuid
    from journal.records cross join generate_series(${from}::int, ${to}::int) as n
    where record = 'assess.incident' and subject = ${id}`.execute(house.journal.sql)
}

test('before there are statistics, the next number of 3,000 is found from one row', async () => {
  const { id } = await declare()
  await again(id, 2, 3000)
  const read = await house.journal.sql.transaction().execute(async (trx) => {
    const touched = async () => {
      const { rows } = await sql<{ rows: number }>`select (seq_tup_read + idx_tup_fetch)::int as rows
        from pg_stat_xact_user_tables where relid = 'assess.incidents'::regclass`.execute(trx)
      return rows[0]?.rows ?? 0
    }
    const before = await touched()
    const { rows } = await sql<{ last: number }>`
      select journal.last_number('assess.incident', 'live', ${year}) as last`.execute(trx)
    return { last: rows[0]?.last, rows: (await touched()) - before }
  })
  expect(read).toEqual({ last: 3000, rows: 1 })
  expect((await declare()).reference).toBe('INC-2027-3001')
})

test('numbers of another year, another realm and another organisation are theirs', async () => {
  const { id } = await declare()
  const mine = await last()
  await again(id, 8000, 8000, { realm: 'exercise-1' })
  await again(id, 9000, 9000, { origin: '01980f3c-8a00-7000-8000-0000000000aa' })
  expect(await last()).toBe(mine)
  expect(await last('exercise-1')).toBe(8000)
  expect(await last('live', year + 1)).toBe(0)
})
