// Kysely on an engine of ours: PostgreSQL's SQL, one connection class for both engines.
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type { QueryResult as PgResult } from 'pg'
import { NotCommitted } from './faults.ts'

/** What an engine offers to a connection: send one statement inside or outside a transaction. */
export interface Line extends DatabaseConnection {
  begin(sql: string): Promise<void>
  end(sql: 'commit' | 'rollback'): Promise<void>
  release(): void
}

export interface Lines {
  acquire(): Promise<Line>
  close(): Promise<void>
}

const counted = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

export function toResult<R>(result: PgResult): QueryResult<R> {
  const rows = result.rows
  return counted.has(result.command) ? { rows, numAffectedRows: BigInt(result.rowCount ?? 0) } : { rows }
}

/** Of several statements sent as one text (a migration), the last one's result. */
export function lastOf(answer: PgResult | PgResult[]): PgResult {
  const result = Array.isArray(answer) ? answer.at(-1) : answer
  if (!result) throw new Error('A text without a statement was sent.')
  return result
}

export function refuseStream(): never {
  throw new Error('Streams are not offered: read page by page with `where id > last order by id limit n`.')
}

/** PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error; here it is one. */
export function checkCommitted(sql: 'commit' | 'rollback', result: PgResult): void {
  if (sql === 'commit' && result.command === 'ROLLBACK') {
    throw new NotCommitted('The transaction was rolled back: a statement in it had failed and its error was swallowed.')
  }
}

function beginSql(settings: TransactionSettings): string {
  const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : ''
  const access = settings.accessMode ? ` ${settings.accessMode}` : ''
  return isolation || access ? `start transaction${isolation}${access}` : 'begin'
}

class LineDriver implements Driver {
  readonly #lines: Lines
  readonly #byConnection = new WeakMap<DatabaseConnection, Line>()

  constructor(lines: Lines) {
    this.#lines = lines
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const line = await this.#lines.acquire()
    this.#byConnection.set(line, line)
    return line
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#line(connection).release()
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#line(connection).begin(beginSql(settings))
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#line(connection).end('commit')
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#line(connection).end('rollback')
  }

  async destroy(): Promise<void> {
    await this.#lines.close()
  }

  #line(connection: DatabaseConnection): Line {
    const line = this.#byConnection.get(connection)
    if (!line) throw new Error('A connection of another engine.')
    return line
  }
}

export function kyselyOn<Tables>(lines: Lines): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new LineDriver(lines),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely<Tables>({ dialect })
}
