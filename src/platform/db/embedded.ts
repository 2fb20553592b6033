// The embedded engine as seen from the main thread: starts its worker, speaks to it with pg's client, and starts it
// again when it dies.
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'
import { startWorker } from '../worker.ts'
import { createFolder } from './create.ts'
import { checkCommitted, type Line, type Lines, lastOf, refuseStream, toResult } from './dialect.ts'
import type { FromWorker, WorkerTask } from './embedded-protocol.ts'
import { CannotOpen, DatabaseDown, translate } from './faults.ts'
import type { Hear, Log } from './index.ts'
import { lockFolder, type Unlock } from './lock.ts'
import { Turns } from './turns.ts'
import { sessionSettings, valueTypes } from './values.ts'
import { Wire } from './wire.ts'

export interface EmbeddedOptions {
  sharedBuffersMb?: number
  /** Writes are refused when less than this is free on the disk. */
  reserveMb?: number
  /** How long a statement or a transaction waits for its turn. */
  patienceMs?: number
  /** How often the engine looks for tables to vacuum while nobody asks for anything. */
  upkeepEveryMs?: number
  /** A statement that runs longer has hung; the engine is started again. */
  hangMs?: number
}

const ordinary = new Set([
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'BEGIN',
  'START',
  'COMMIT',
  'ROLLBACK',
  'SET',
  'NOTIFY',
])
const restartsAllowed = 5
const restartWindowMs = 60_000
const closePatienceMs = 30_000

/** One life of the worker, and the client that speaks to it. */
interface Life {
  worker: Worker
  client: pg.Client
}

export class Embedded implements Lines {
  readonly #task: WorkerTask
  readonly #log: Log
  readonly #turns: Turns
  readonly #hangMs: number
  readonly #unlock: Unlock
  readonly #heard = new Map<string, Set<Hear>>()
  readonly #names = new Map<string, string>()
  readonly #deaths: number[] = []
  #life: Promise<Life>
  #nextName = 0
  #lastWords = ''
  #low = false
  #closing = false

  private constructor(task: WorkerTask, unlock: Unlock, options: EmbeddedOptions, log: Log) {
    this.#task = task
    this.#log = log
    this.#unlock = unlock
    this.#turns = new Turns(options.patienceMs ?? 30_000)
    this.#hangMs = options.hangMs ?? 600_000
    this.#life = this.#begin()
  }

  /** Opens `<dataDir>/pg`, making it when it is not there. */
  static async open(dataDir: string, options: EmbeddedOptions, log: Log): Promise<Embedded> {
    const unlock = await lockFolder(dataDir)
    try {
      const folder = join(dataDir, 'pg')
      if (!existsSync(join(folder, 'PG_VERSION'))) await createFolder(folder, log)
      // The engine makes its files readable and writable for everybody.
      chmodSync(folder, 0o700)
      const { sharedBuffersMb = 16, reserveMb = 64, upkeepEveryMs = 60_000 } = options
      const task: WorkerTask = { kind: 'serve', folder, sharedBuffersMb, reserveMb, upkeepEveryMs }
      return await Embedded.#start(task, unlock, options, log)
    } catch (error) {
      await unlock()
      throw error
    }
  }

  static async #start(task: WorkerTask, unlock: Unlock, options: EmbeddedOptions, log: Log): Promise<Embedded> {
    const engine = new Embedded(task, unlock, options, log)
    await engine.#life
    return engine
  }

  async acquire(): Promise<Line> {
    return new EmbeddedLine(this)
  }

  /** Sends one statement; the order of sending is the order of running. */
  async ask(config: pg.QueryConfig): Promise<pg.QueryResult> {
    const { client } = await this.#life
    return this.send(client, config)
  }

  async send(client: pg.Client, config: pg.QueryConfig): Promise<pg.QueryResult> {
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(config)
      if (config.name === undefined && mayChangeShapes(answer)) this.#names.clear()
      return lastOf(answer)
    } catch (error) {
      throw this.#explain(error)
    }
  }

  get turns(): Turns {
    return this.#turns
  }

  get life(): Promise<Life> {
    return this.#life
  }

  async listen(channel: string, hear: Hear): Promise<() => Promise<void>> {
    const known = this.#heard.get(channel)
    const hearers = known ?? new Set<Hear>()
    hearers.add(hear)
    if (!known) {
      this.#heard.set(channel, hearers)
      await this.#outsideTransaction(`listen ${pg.escapeIdentifier(channel)}`)
    }
    return async () => {
      hearers.delete(hear)
      if (hearers.size > 0 || this.#heard.get(channel) !== hearers) return
      this.#heard.delete(channel)
      if (!this.#closing) await this.#outsideTransaction(`unlisten ${pg.escapeIdentifier(channel)}`)
    }
  }

  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    try {
      const { worker } = await this.#life
      await endOf(worker)
    } catch {
      // It is down already.
    } finally {
      await this.#unlock()
    }
  }

  /** A short name for a statement with parameters, so that it is parsed and planned once, until tables change. */
  nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known !== undefined || this.#names.size >= 500) return known
    const name = `s${this.#nextName++}`
    this.#names.set(sql, name)
    return name
  }

  async #outsideTransaction(text: string): Promise<void> {
    await this.#turns.statement()
    await this.ask({ text })
  }

  #explain(error: unknown): unknown {
    const known = translate(error, this.#low)
    if (!(known instanceof DatabaseDown) && !/Query read timeout/.test(String(error))) return known
    const reason = this.#lastWords || (error instanceof Error ? error.message : String(error))
    const text = `The database engine stopped while this ran (${reason}); it may or may not have been done. It is being started again.`
    return new DatabaseDown(text, { inFlight: true, cause: error })
  }

  async #begin(): Promise<Life> {
    const worker = startWorker('platform/db/embedded-worker', { workerData: this.#task })
    const wire = new Wire(worker)
    try {
      const client = await this.#connect(worker, wire)
      if (wire.destroyed) throw new Error(this.#lastWords || 'it stopped at once')
      wire.once('close', () => this.#died(worker))
      return { worker, client }
    } catch (error) {
      await worker.terminate()
      throw error
    }
  }

  async #connect(worker: Worker, wire: Wire): Promise<pg.Client> {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => this.#hear(message, wire, resolve))
      worker.once('error', (error) => {
        this.#lastWords = error.message
      })
      worker.once('exit', () => {
        wire.destroy()
        reject(new CannotOpen(`The database engine did not start: ${this.#lastWords || 'no reason given'}`))
      })
    })
    const client = new pg.Client({
      stream: () => wire,
      pipeline: true,
      types: valueTypes,
      query_timeout: this.#hangMs,
      user: 'postgres',
      database: 'postgres',
      ssl: false,
    })
    client.on('error', () => {})
    client.on('notification', ({ channel, payload }) => this.#notify(channel, payload ?? ''))
    await client.connect()
    const settings = Object.entries(sessionSettings).map(([name, value]) => `set ${name} = '${value}'`)
    const listening = [...this.#heard.keys()].map((channel) => `listen ${pg.escapeIdentifier(channel)}`)
    await client.query([...settings, ...listening].join(';'))
    return client
  }

  #hear(message: FromWorker, wire: Wire, ready: () => void): void {
    if (message instanceof Uint8Array) {
      wire.hear(message)
      return
    }
    if (message.kind === 'ready') ready()
    if (message.kind === 'dying') this.#lastWords = message.reason
    if (message.kind === 'trouble') this.#log.warn({ what: message.what }, 'upkeep of the embedded database failed')
    if (message.kind === 'space') {
      this.#low = message.low
      if (message.low) this.#log.error({ freeMb: message.freeMb }, 'the disk is nearly full: writes are refused')
      else this.#log.info({ freeMb: message.freeMb }, 'there is room on the disk again: writes are accepted')
    }
  }

  #notify(channel: string, payload: string): void {
    for (const hear of this.#heard.get(channel) ?? []) hear(payload)
  }

  /** The wire is cut: the worker ended, or a statement hung and pg gave up on it. */
  #died(worker: Worker): void {
    if (this.#closing) return
    this.#log.error({ reason: this.#lastWords }, 'the embedded database stopped; it is started again')
    // Never two workers on one folder: the old one has to be gone first.
    this.#life = worker.terminate().then(() => this.#beginAgain())
    this.#life.catch(() => {})
  }

  /** Starts again at once, a few times a minute; while the disk is full, every second for as long as it takes. */
  async #beginAgain(): Promise<Life> {
    for (;;) {
      const now = Date.now()
      while (this.#deaths[0] !== undefined && this.#deaths[0] < now - restartWindowMs) this.#deaths.shift()
      if (this.#closing) throw new DatabaseDown('The database is closed.', { inFlight: false })
      const full = /No space left|disk full/i.test(this.#lastWords)
      if (full) await new Promise((resolve) => setTimeout(resolve, 1_000))
      else if (this.#deaths.push(now) > restartsAllowed) {
        const text = `The embedded database stopped ${restartsAllowed + 1} times within a minute and is not started again: ${this.#lastWords}`
        this.#log.error({ reason: this.#lastWords }, text)
        throw new DatabaseDown(text, { inFlight: false })
      }
      try {
        const life = await this.#begin()
        this.#lastWords = ''
        return life
      } catch (error) {
        this.#log.error({ reason: String(error) }, 'the embedded database does not start')
      }
    }
  }
}

/** One caller's line to the single session: statements pass side by side, a transaction has the session alone. */
class EmbeddedLine implements Line {
  readonly #engine: Embedded
  /** The client of the life in which this line's transaction began; another life does not know of it. */
  #transaction: pg.Client | undefined
  #begun: Promise<pg.QueryResult> | undefined

  constructor(engine: Embedded) {
    this.#engine = engine
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const text = query.sql
    const values = [...query.parameters]
    const name = values.length > 0 ? this.#engine.nameOf(text) : undefined
    const config = name === undefined ? { text, values } : { text, values, name }
    if (this.#transaction) return toResult(await this.#inside(config))
    await this.#engine.turns.statement()
    return toResult(await this.#engine.ask(config))
  }

  // biome-ignore lint/correctness/useYield: there are no streams to yield from.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    refuseStream()
  }

  /** BEGIN is sent and not waited for: the first statement's answer comes with its own. */
  async begin(sql: string): Promise<void> {
    await this.#engine.turns.transaction()
    try {
      const { client } = await this.#engine.life
      this.#transaction = client
      this.#begun = this.#engine.send(client, { text: sql })
      this.#begun.catch(() => {})
    } catch (error) {
      this.#engine.turns.done()
      throw error
    }
  }

  /** The next in line may send as soon as COMMIT is on its way; this caller waits until it is on the disk. */
  async end(sql: 'commit' | 'rollback'): Promise<void> {
    // Kysely rolls back after a commit that failed; there is nothing left to roll back then.
    if (!this.#transaction) return
    const answer = this.#inside({ text: sql })
    this.#transaction = undefined
    this.#engine.turns.done()
    checkCommitted(sql, await answer)
  }

  release(): void {
    if (!this.#transaction) return
    this.#transaction = undefined
    this.#engine.turns.done()
  }

  async #inside(config: pg.QueryConfig): Promise<pg.QueryResult> {
    const client = this.#transaction
    if (!client) throw new Error('No transaction is open on this line.')
    const answer = this.#engine.send(client, config)
    answer.catch(() => {})
    await this.#begun
    return answer
  }
}

/** Anything but reading and writing rows, e.g. ALTER TABLE: statements prepared before may have other columns now. */
function mayChangeShapes(answer: pg.QueryResult | pg.QueryResult[]): boolean {
  return [answer].flat().some(({ command }) => !ordinary.has(command))
}

/** Lets the worker finish what it was sent and close the engine; one that does not answer is ended. */
async function endOf(worker: Worker): Promise<void> {
  const gone = -1
  if (worker.threadId === gone) return
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.postMessage('close')
  const timer = setTimeout(() => void worker.terminate(), closePatienceMs)
  await ended
  clearTimeout(timer)
}
