// One run of a command: where it goes, how its answer is shown, and with what exit code it ends.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Contract } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'
import type { Settings } from '#platform/config.ts'
import type { Download } from '#platform/http/index.ts'
import { createLog } from '#platform/log.ts'
import { createNode } from '../node.ts'
import { printable, problemText } from './print.ts'
import { answer, say } from './print-to.ts'
import type { CommonOptions } from './program.ts'
import { type Asked, type Reach, reach } from './reach.ts'

export interface Session {
  settings: Settings
  env: Record<string, string | undefined>
  exitCode: number
}

/** Opens the way to a node, and closes it again whatever happens. */
export async function withReach<T>(session: Session, work: (there: Reach) => Promise<T>): Promise<T> {
  const openNode = () => createNode({ settings: session.settings, log: createLog('error') })
  const there = await reach(session.settings, session.env, openNode)
  try {
    return await work(there)
  } finally {
    await there.close()
  }
}

/** Calls one contract and shows what came back. `wrong` says whether an answer that is fine still means bad news. */
export async function callAndShow(
  session: Session,
  contract: Contract,
  asked: Asked,
  options: CommonOptions,
  wrong: (value: unknown) => boolean = () => false,
): Promise<void> {
  await withReach(session, async (there) => {
    const reply = await there.call(contract, asked)
    if (!reply.ok) return showProblem(session, reply.problem, options)
    if (contract.download) return save(reply.value as Download, options)
    answer(options.json ? JSON.stringify(reply.value) : printable(reply.value))
    if (wrong(reply.value)) session.exitCode = 1
  })
}

export function showProblem(session: Session, problem: Problem, options: { json?: boolean }): false {
  session.exitCode = 1
  if (options.json) answer(JSON.stringify(problem))
  else say(problemText(problem))
  return false
}

async function save(file: Download, options: CommonOptions): Promise<void> {
  const bytes = file.bytes instanceof Uint8Array ? Readable.from([file.bytes]) : file.bytes
  if (options.out === '-') return pipeline(bytes, process.stdout, { end: false })
  const path = options.out ?? file.name
  await pipeline(bytes, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  if (options.json) answer(JSON.stringify({ file: path }))
  else say(`Written to ${path}`)
}
