// PostgreSQL as the engine: a pool of connections, and one more for notifications that comes back when it is lost.
import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'
import { checkCommitted, type Line, type Lines, lastOf, refuseStream, toResult } from './dialect.ts'
import { translate } from './faults.ts'
import type { Hear, Log } from './index.ts'
import { sessionSettings, valueTypes } from './values.ts'

export interface PostgresOptions {
  maxConnections?: number
  patienceMs?: number
  statementTimeoutMs?: number
}

const newestReconnectDelayMs = 10_000

export class Postgres implements Lines {
  readonly #config: pg.PoolConfig
  readonly #pool: pg.Pool
  readonly #log: Log
  readonly #heard = new Map<string, Set<Hear>>()
  #ear: Promise<pg.Client> | undefined
  #closing = false

  private constructor(config: pg.PoolConfig, log: Log) {
    this.#config = config
    this.#log = log
    this.#pool = new pg.Pool(config)
    this.#pool.on('error', (error) =>
      log.warn({ reason: error.message }, 'an idle connection to the database was lost'),
    )
  }

  static async open(url: string, options: PostgresOptions, log: Log): Promise<Postgres> {
    const settings = Object.entries(sessionSettings).map(
      ([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`,
    )
    const engine = new Postgres(
      {
        connectionString: url,
        application_name: 'tocsin',
        max: options.maxConnections ?? 10,
        connectionTimeoutMillis: options.patienceMs ?? 30_000,
        idleTimeoutMillis: 60_000,
        statement_timeout: options.statementTimeoutMs ?? 120_000,
        idle_in_transaction_session_timeout: 120_000,
        lock_timeout: 60_000,
        keepAlive: true,
        options: settings.join(' '),
        types: valueTypes,
      },
      log,
    )
    try {
      await engine.ask({ text: 'select 1' })
    } catch (error) {
      await engine.close()
      throw error
    }
    return engine
  }

  async acquire(): Promise<Line> {
    try {
      return new PostgresLine(await this.#pool.connect())
    } catch (error) {
      throw translate(error)
    }
  }

  async ask(config: pg.QueryConfig): Promise<pg.QueryResult> {
    try {
      return await this.#pool.query(config)
    } catch (error) {
      throw translate(error)
    }
  }

  async listen(channel: string, hear: Hear): Promise<() => Promise<void>> {
    const known = this.#heard.get(channel)
    const hearers = known ?? new Set<Hear>()
    hearers.add(hear)
    if (!known) this.#heard.set(channel, hearers)
    this.#ear ??= this.#openEar()
    const ear = await this.#ear
    if (!known) await ear.query(`listen ${pg.escapeIdentifier(channel)}`)
    return async () => {
      hearers.delete(hear)
      if (hearers.size > 0 || this.#heard.get(channel) !== hearers) return
      this.#heard.delete(channel)
      if (!this.#closing) await (await this.#ear)?.query(`unlisten ${pg.escapeIdentifier(channel)}`)
    }
  }

  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    const ear = await this.#ear?.catch(() => undefined)
    await Promise.all([ear?.end(), this.#pool.end()])
  }

  async #openEar(): Promise<pg.Client> {
    const ear = new pg.Client({ ...this.#config, statement_timeout: 0, idle_in_transaction_session_timeout: 0 })
    ear.on('notification', ({ channel, payload }) => {
      for (const hear of this.#heard.get(channel) ?? []) hear(payload ?? '')
    })
    ear.on('error', () => {})
    try {
      await ear.connect()
      for (const channel of this.#heard.keys()) await ear.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await ear.end().catch(() => {})
      throw translate(error)
    }
    ear.once('end', () => {
      if (!this.#closing) this.#ear = this.#openEarAgain()
    })
    return ear
  }

  async #openEarAgain(): Promise<pg.Client> {
    for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, newestReconnectDelayMs)) {
      this.#log.warn({ delayMs }, 'the connection for notifications was lost; it is opened again')
      await new Promise((resolve) => setTimeout(resolve, delayMs).unref())
      if (this.#closing) throw new Error('The database is closed.')
      try {
        const ear = await this.#openEar()
        // What was said meanwhile is lost; an empty word makes every hearer look for itself.
        for (const hearers of this.#heard.values()) for (const hear of hearers) hear('')
        return ear
      } catch {}
    }
  }
}

class PostgresLine implements Line {
  readonly #client: pg.PoolClient
  #broken: Error | undefined

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return toResult(await this.#ask({ text: query.sql, values: [...query.parameters] }))
  }

  // biome-ignore lint/correctness/useYield: there are no streams to yield from.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    refuseStream()
  }

  async begin(sql: string): Promise<void> {
    await this.#ask({ text: sql })
  }

  async end(sql: 'commit' | 'rollback'): Promise<void> {
    try {
      checkCommitted(sql, await this.#ask({ text: sql }))
    } catch (error) {
      // A connection whose transaction may still be open must not go back into the pool.
      if (sql === 'rollback' && error instanceof Error) this.#broken = error
      throw error
    }
  }

  release(): void {
    this.#client.release(this.#broken)
  }

  async #ask(config: pg.QueryConfig): Promise<pg.QueryResult> {
    try {
      return lastOf(await this.#client.query(config))
    } catch (error) {
      throw translate(error)
    }
  }
}
