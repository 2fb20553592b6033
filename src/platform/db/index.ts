// The door to the database: one way in, whether the engine is embedded or PostgreSQL.
import type { Kysely } from 'kysely'
import { kyselyOn } from './dialect.ts'
import { Embedded, type EmbeddedOptions } from './embedded.ts'
import { Postgres, type PostgresOptions } from './postgres.ts'

export {
  CannotOpen,
  DatabaseBusy,
  DatabaseDown,
  isDatabaseError,
  NotCommitted,
  StorageFull,
  sqlState,
} from './faults.ts'
export { migrate } from './migrate.ts'

/** Empty on purpose: a room says which tables it uses with `db.sql.withTables<ItsTables>()`. */
// biome-ignore lint/suspicious/noEmptyInterface: see above.
export interface Tables {}

export type Hear = (payload: string) => void

export interface Log {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

export interface Db {
  kind: 'embedded' | 'postgres'
  sql: Kysely<Tables>
  /** Hears NOTIFY on the channel. After a lost connection hearers get an empty payload once: look for yourself. */
  listen(channel: string, hear: Hear): Promise<() => Promise<void>>
  close(): Promise<void>
}

export type Where = { url: string } | { dataDir: string }
export type DbOptions = EmbeddedOptions & PostgresOptions

const quiet: Log = { info() {}, warn() {}, error() {} }

/**
 * Opens PostgreSQL at `url`, or the embedded database in `<dataDir>/pg`, made when it is not there. Throws CannotOpen
 * when another process holds the folder, the disk cannot be trusted to keep what is written, or the build is missing.
 */
export async function openDatabase(where: Where, log: Log = quiet, options: DbOptions = {}): Promise<Db> {
  const engine = await openEngine(where, log, options)
  const sql = kyselyOn<Tables>(engine)
  return {
    kind: engine instanceof Embedded ? 'embedded' : 'postgres',
    sql,
    listen: (channel, hear) => engine.listen(channel, hear),
    async close() {
      await sql.destroy()
      await engine.close()
    },
  }
}

function openEngine(where: Where, log: Log, options: DbOptions): Promise<Embedded | Postgres> {
  if ('url' in where) return Postgres.open(where.url, options, log)
  return Embedded.open(where.dataDir, options, log)
}
