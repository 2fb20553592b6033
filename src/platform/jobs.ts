// Jobs: timers whose work runs on one process at a time, by a lease in the database that a dead process loses.
import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { JournalTables } from './journal/index.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Job } from './room.ts'

export interface Scheduler {
  start(): void
  /** Runs a job now, besides its timer; calls that arrive while it runs become one more run. */
  nudge(name: string): void
  /** Runs these now, besides their timers; done when all of them have run once from now on. */
  turn(names: readonly string[]): Promise<void>
  stop(): Promise<void>
}

export function createScheduler(
  db: Kysely<JournalTables>,
  jobs: readonly Job[],
  log: Log,
  metrics: Metrics,
): Scheduler {
  const holder = randomUUID()
  const runs = metrics.counter('tocsin_jobs_total', 'Runs of timed work', ['job', 'result'])
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const timers: NodeJS.Timeout[] = []
  let stopping = false

  async function runOnce(job: Job): Promise<void> {
    if (!(await takeLease(db, job, holder))) return
    try {
      await job.run()
      runs.inc({ job: job.name, result: 'ok' })
    } catch (error) {
      runs.inc({ job: job.name, result: 'failed' })
      log.error({ job: job.name, err: error }, 'a job failed; it runs again at its next turn')
    }
  }

  function run(job: Job): void {
    if (stopping) return
    if (running.has(job.name)) return void again.add(job.name)
    const turn = runOnce(job)
      .catch((error: unknown) => log.error({ job: job.name, err: error }, 'a lease could not be taken'))
      .finally(() => {
        running.delete(job.name)
        if (again.delete(job.name)) run(job)
      })
    running.set(job.name, turn)
  }

  return {
    start() {
      for (const job of jobs) {
        const timer = setInterval(() => run(job), job.everySeconds * 1000)
        timer.unref()
        timers.push(timer)
      }
    },
    nudge(name) {
      const job = jobs.find((one) => one.name === name)
      if (job) run(job)
    },
    async turn(names) {
      const asked = jobs.filter(({ name }) => names.includes(name))
      for (const job of asked) run(job)
      // One that was running already runs once more, for what came meanwhile.
      await Promise.all(
        asked.map(async ({ name }) => {
          for (let turn = running.get(name); turn && !stopping; turn = running.get(name)) await turn
        }),
      )
    },
    async stop() {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running.values())
    },
  }
}

/** Held for three turns, renewed at each: another process takes over when the holder is gone. */
async function takeLease(db: Kysely<JournalTables>, job: Job, holder: string): Promise<boolean> {
  const seconds = Math.max(job.everySeconds * 3, 15)
  const { rows } = await sql`
    insert into journal.leases (name, holder, until) values (${job.name}, ${holder}, now() + make_interval(secs => ${seconds}))
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where journal.leases.holder = ${holder} or journal.leases.until < now()
    returning name`.execute(db)
  return rows.length === 1
}
