// For tests that break things on purpose: builds the writer that is to be killed, and checks what it left.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import { sql } from 'kysely'
import { openDatabase } from '#platform/db/index.ts'
import { packageRoot } from '#platform/worker.ts'

/** Bundles a program of test/faults into build/test, as the server is bundled, and returns the file. */
export async function buildProgram(name: string): Promise<string> {
  const outfile = join(packageRoot(), 'build', 'test', `${name}-${process.pid}.js`)
  await build({
    absWorkingDir: packageRoot(),
    entryPoints: [`test/faults/${name}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  return outfile
}

export interface Program {
  child: ChildProcess
  /** Resolves when it has opened its database and begins to write. */
  writing: Promise<void>
}

export function start(file: string, args: string[]): Program {
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const writing = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code, signal) =>
      reject(new Error(`the writer ended (${code ?? signal}) before it wrote: ${said}`)),
    )
  })
  writing.catch(() => {})
  return { child, writing }
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** The rows that the writer was told are safe. A torn last line was never acknowledged. */
export function acknowledged(file: string): number[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1).map(Number)
}

/** Lets the writer work for a while, and longer where the machine is so busy that nothing was acknowledged yet. */
export async function letItWrite(ackFile: string, milliseconds: number): Promise<void> {
  await pause(milliseconds)
  for (let wait = 0; wait < 600 && acknowledged(ackFile).length === 0; wait++) await pause(50)
}

export interface Findings {
  lost: number[]
  damaged: number
  halfPairs: number
  indexDiffers: boolean
  rows: number
}

/** Opens what the writer left and looks for rows lost, damaged or half written. */
export async function inspect(dataDir: string, acks: readonly number[]): Promise<Findings> {
  const db = await openDatabase({ dataDir })
  try {
    const { rows } = await sql<{ n: number }>`select n from rows order by n`.execute(db.sql)
    const present = new Set(rows.map(({ n }) => n))
    const damaged = await sql<{ count: number }>`select count(*) from rows where md5(body) <> md5`.execute(db.sql)
    const half = await sql<{ count: number }>`select count(*) from rows r where n % 3 = 0
      and (select count(*) from pairs p where p.n = r.n) <> 2`.execute(db.sql)
    const byIndex = await db.sql.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      return (await sql<{ count: number }>`select count(*) from (select md5 from rows order by md5) i`.execute(tx))
        .rows[0]?.count
    })
    return {
      lost: acks.filter((n) => !present.has(n)),
      damaged: damaged.rows[0]?.count ?? -1,
      halfPairs: half.rows[0]?.count ?? -1,
      indexDiffers: byIndex !== rows.length,
      rows: rows.length,
    }
  } finally {
    await db.close()
  }
}
