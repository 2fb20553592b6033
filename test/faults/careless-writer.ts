// The control of the power-cut test: the engine as it comes, with its own file system, which never asks the disk to keep
// anything. Arguments: data folder, file for acknowledgements.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const [dataDir = '', ackFile = ''] = process.argv.slice(2)
if (ackFile === '') throw new Error('usage: careless-writer DATA ACKS')
mkdirSync(dataDir, { recursive: true })
const pg = await PGlite.create({ dataDir: join(dataDir, 'pg') })
await pg.exec(
  'create table if not exists rows (n int primary key, body text not null, md5 text not null); create table pairs (n int, half int)',
)
writeFileSync(ackFile, '')
process.send?.('writing')
for (let n = 1; ; n++) {
  await pg.query('insert into rows select $1::int, body, md5(body) from (select repeat($2, 50) as body) b', [
    n,
    `${n}:`,
  ])
  appendFileSync(ackFile, `${n}\n`)
}
