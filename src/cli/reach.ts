// Where a command goes: a node elsewhere (TOCSIN_URL with TOCSIN_TOKEN), the node that runs on this data folder, or,
// when none runs, the data folder itself.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Contract } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'
import type { Settings } from '#platform/config.ts'
import { type Download, faultIn, pathOf, problemFrom, refusedByPolicy } from '#platform/http/index.ts'
import type { TocsinNode } from '../node.ts'

export interface Asked {
  input: Record<string, unknown>
  realm: string
  asOf?: string
  upload?: Uint8Array
}

export type Answer = { ok: true; value: unknown } | { ok: false; problem: Problem }

export interface Reach {
  call(contract: Contract, asked: Asked): Promise<Answer>
  close(): Promise<void>
}

export class Unreachable extends Error {}

interface Running {
  address: string
  token: string
  pid: number
}

export async function reach(
  settings: Settings,
  env: Record<string, string | undefined>,
  openNode: () => Promise<TocsinNode>,
): Promise<Reach> {
  if (env.TOCSIN_URL) return overHttp(env.TOCSIN_URL.replace(/\/$/, ''), env.TOCSIN_TOKEN ?? '')
  const running = runningNode(settings.dataDir)
  if (running) return overHttp(running.address, running.token)
  return inProcess(await openNode())
}

export function runningNode(dataDir: string): Running | undefined {
  const file = join(dataDir, 'run.json')
  if (!existsSync(file)) return undefined
  const running = JSON.parse(readFileSync(file, 'utf8')) as Running // written by node.ts
  try {
    process.kill(running.pid, 0)
    return running
  } catch {
    return undefined // left behind by a node that was killed
  }
}

function overHttp(address: string, token: string): Reach {
  return {
    async call(contract, asked) {
      const inQuery = contract.does === 'query' || contract.upload
      const query = new URLSearchParams({ realm: asked.realm, ...(asked.asOf ? { asOf: asked.asOf } : {}) })
      if (inQuery)
        for (const [name, value] of Object.entries(asked.input))
          for (const part of textsOf(value)) query.append(name, part)
      const type = contract.upload ? 'application/octet-stream' : 'application/json'
      let response: Response
      try {
        response = await fetch(`${address}${pathOf(contract)}?${query}`, {
          method: contract.does === 'query' ? 'GET' : 'POST',
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(contract.does === 'action' ? { 'content-type': type } : {}),
          },
          ...(contract.upload
            ? { body: Buffer.from(asked.upload ?? []) }
            : contract.does === 'action'
              ? { body: JSON.stringify(asked.input) }
              : {}),
        })
      } catch (error) {
        throw new Unreachable(
          `No node answers at ${address} (${error instanceof Error ? error.message : String(error)}). Is it running?`,
        )
      }
      if (!response.ok) return { ok: false, problem: (await response.json()) as Problem }
      if (contract.download) return { ok: true, value: await downloadFrom(response) }
      return { ok: true, value: await response.json() }
    },
    close: async () => {},
  }
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

async function downloadFrom(response: Response): Promise<Download> {
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download'
  const bytes = response.body ? Readable.fromWeb(response.body as never) : new Uint8Array()
  return { name, type: response.headers.get('content-type') ?? '', bytes }
}

/** The same gate as over HTTP: policy, schema, then the action. */
function inProcess(node: TocsinNode): Reach {
  return {
    async call(contract, asked) {
      const binding = node.bindings.find((one) => one.contract.name === contract.name)
      if (!binding) throw new Error(`Nothing is bound to ${contract.name}`)
      const reader = node.localReader(asked.realm)
      const view = { reader, realm: asked.realm, ...(asked.asOf ? { asOf: asked.asOf } : {}) }
      const refused = refusedByPolicy(contract, reader) ?? faultIn(contract.input, asked.input)
      const reply =
        refused ??
        (await binding.handle(asked.input, {
          reader,
          view,
          writer: { view, verb: contract.name },
          now: new Date().toISOString(),
          requestId: 'command-line',
          edge: {
            cookie: () => undefined,
            setCookie: () => {},
            clearCookie: () => {},
            address: '127.0.0.1',
            userAgent: 'command line',
            origin: '',
            secure: false,
          },
          ...(asked.upload ? { upload: Readable.from([asked.upload]) } : {}),
        }))
      return reply.ok
        ? { ok: true, value: reply.value ?? null }
        : { ok: false, problem: problemFrom(reply, contract, 'command-line') }
    },
    close: () => node.stop(),
  }
}
