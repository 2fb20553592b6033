// What a server does by itself and a single-user engine never does: checkpoints, vacuum, and a reserve of disk space.
import { statfsSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import type { DurableFs } from './durable-fs.ts'
import type { FromWorker, WorkerTask } from './embedded-protocol.ts'

type ServeTask = Extract<WorkerTask, { kind: 'serve' }>

const megabyte = 1024 * 1024
const checkpointAfterBytes = 48 * megabyte
/** A checkpoint may need a new segment of the log, of 16 MB; without it the engine would panic. */
const checkpointNeedsMb = 24
const spaceCheckEveryMs = 250
const betweenTablesMs = 250

/** Tables that autovacuum would take now: by its standard thresholds, most urgent first. */
const dueForVacuum = `
  select format('%I.%I', s.schemaname, s.relname) as name
  from pg_stat_all_tables s join pg_class c on c.oid = s.relid
  where s.schemaname not in ('pg_toast', 'information_schema') and s.schemaname not like 'pg_temp%' and (
    s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
    or s.n_ins_since_vacuum > 1000 + 0.2 * greatest(c.reltuples, 0)
    or s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)
    or age(c.relfrozenxid) > 100000000)
  order by age(c.relfrozenxid) > 100000000 desc, s.n_mod_since_analyze desc
  limit 1`

export class Upkeep {
  readonly #pg: PGlite
  readonly #fs: DurableFs
  readonly #task: ServeTask
  readonly #tell: (message: FromWorker) => void
  #low = false
  #spaceCheckedAt = Number.NEGATIVE_INFINITY
  #checkpointAt = checkpointAfterBytes
  #vacuumCheckedAt = performance.now()

  constructor(pg: PGlite, fs: DurableFs, task: ServeTask, tell: (message: FromWorker) => void) {
    this.#pg = pg
    this.#fs = fs
    this.#task = task
    this.#tell = tell
  }

  /** Before statements run: with too little room left, the session becomes read-only; reads go on. */
  async beforeWork(): Promise<void> {
    const now = performance.now()
    if (now - this.#spaceCheckedAt < spaceCheckEveryMs || this.#pg.isInTransaction()) return
    this.#spaceCheckedAt = now
    const { bavail, bsize } = statfsSync(this.#task.folder)
    const freeMb = Math.floor((bavail * bsize) / megabyte)
    const low = freeMb < this.#task.reserveMb
    if (low === this.#low) return
    this.#low = low
    await this.#pg.exec(`set default_transaction_read_only = ${low ? 'on' : 'off'}`)
    this.#tell({ kind: 'space', low, freeMb })
    if (low && freeMb >= checkpointNeedsMb) await this.#checkpoint()
  }

  /** After the answers have left: bounds the log, so that recovery stays short and the folder small. */
  async afterWork(): Promise<void> {
    if (this.#fs.logBytes > this.#checkpointAt && !this.#pg.isInTransaction()) await this.#checkpoint()
  }

  /** When nobody asks for anything: vacuums one table that is due. Returns after how many ms to come again. */
  async whenIdle(): Promise<number> {
    const sinceCheck = performance.now() - this.#vacuumCheckedAt
    if (sinceCheck < this.#task.upkeepEveryMs) return this.#task.upkeepEveryMs - sinceCheck
    if (this.#pg.isInTransaction() || this.#low) return this.#task.upkeepEveryMs
    const { rows } = await this.#pg.query<{ name: string }>(dueForVacuum)
    const table = rows[0]
    if (!table) {
      this.#vacuumCheckedAt = performance.now()
      return this.#task.upkeepEveryMs
    }
    await this.#pg.exec(`vacuum (analyze) ${table.name}`)
    return betweenTablesMs
  }

  async #checkpoint(): Promise<void> {
    this.#checkpointAt = this.#fs.logBytes + checkpointAfterBytes
    try {
      await this.#pg.exec('checkpoint')
    } catch (error) {
      // Most likely no room. The log keeps everything; the next try comes with the next stretch of log.
      this.#tell({ kind: 'trouble', what: `checkpoint: ${error instanceof Error ? error.message : error}` })
    }
    this.#fs.settle()
  }
}
