// The node as a process of its own, as an administrator runs it: started, killed, started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '#platform/worker.ts'
import { type Client, createClient } from './node.ts'
import type { Storage } from './storage.ts'

export const program = join(packageRoot(), 'build', 'server', 'main.js')

export interface ServedNode {
  address: string
  child: ChildProcess
  /** What it said on standard output and standard error. */
  said(): string
  /** At the keyboard of the node: all working roles. */
  local: Client
  /** Ends it at once, as a power button would end the process. */
  kill(): Promise<void>
  stop(): Promise<number | null>
}

export async function serveNode(storage: Storage, env: Record<string, string> = {}): Promise<ServedNode> {
  rmSync(join(storage.folder, 'run.json'), { force: true })
  const child = spawn(process.execPath, ['--enable-source-maps', program, 'serve'], {
    env: { ...process.env, ...storage.env, TOCSIN_PORT: '0', TOCSIN_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const run = await untilRunning(child, join(storage.folder, 'run.json'), () => said).catch((error: unknown) => {
    // Nobody else knows of it: it would outlive the test.
    child.kill('SIGKILL')
    throw error
  })
  return {
    address: run.address,
    child,
    said: () => said,
    local: withToken(createClient(run.address), run.token),
    async kill() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      return child.exitCode
    },
  }
}

async function untilRunning(
  child: ChildProcess,
  file: string,
  said: () => string,
): Promise<{ address: string; token: string }> {
  const until = Date.now() + 90_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The node left with ${child.exitCode}:\n${said()}`)
    if (existsSync(file) && said().includes('Tocsin is running')) {
      return JSON.parse(readFileSync(file, 'utf8')) as { address: string; token: string }
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`The node did not start:\n${said()}`)
}

function withToken(client: Client, token: string): Client {
  const { fetch } = client
  client.fetch = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(path, { ...init, headers })
  }
  return client
}
