// The process that fault tests kill: opens the embedded database, writes rows in order from several hands at once, and
// notes in a file each row that was acknowledged. Arguments: data folder, file for acknowledgements, hands.

import { createHash } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { openDatabase } from '#platform/db/index.ts'

const [dataDir = '', ackFile = '', hands = '4'] = process.argv.slice(2)
if (ackFile === '') throw new Error('usage: writer DATA ACKS [HANDS]')

type Tables = { rows: { n: number; body: string; md5: string }; pairs: { n: number; half: number } }

const db = await openDatabase({ dataDir })
await sql
  .raw(`create table if not exists rows (n int primary key, body text not null, md5 text not null);
  create index if not exists rows_md5 on rows (md5);
  create table if not exists pairs (n int not null references rows, half int not null, primary key (n, half))`)
  .execute(db.sql)
const tables = db.sql.withTables<Tables>()
const { last } = await tables
  .selectFrom('rows')
  .select((at) => at.fn.max('n').as('last'))
  .executeTakeFirstOrThrow()
let next = Number(last ?? 0)
writeFileSync(ackFile, '')
process.send?.('writing')

async function hand(): Promise<never> {
  for (;;) {
    const n = ++next
    const body = `${n}:`.repeat(1 + ((n * 7919) % 600))
    const md5 = createHash('md5').update(body).digest('hex')
    if (n % 3 === 0) {
      await tables.transaction().execute(async (tx) => {
        await tx.insertInto('rows').values({ n, body, md5 }).execute()
        await tx
          .insertInto('pairs')
          .values([
            { n, half: 1 },
            { n, half: 2 },
          ])
          .execute()
      })
    } else await tables.insertInto('rows').values({ n, body, md5 }).execute()
    appendFileSync(ackFile, `${n}\n`)
    if (n % 500 === 0) await sql`checkpoint`.execute(db.sql)
  }
}

await Promise.all(Array.from({ length: Number(hands) }, hand))
