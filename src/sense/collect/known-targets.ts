// The targets of this sensor: from its settings, or asked of the hub and kept on disk, so that it starts when the hub is away.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { type SensorSettings, SensorTarget } from '../model/sensor-config.ts'

const Cache = Compile(Type.Array(SensorTarget, { maxItems: 4096 }))
const askEverySeconds = 60
const mostAnswerBytes = 32 << 20
const mostPages = 50

export interface KnownTargets {
  now(): SensorTarget[]
  /** Says what was wrong at the last try, or null. */
  trouble(): string | null
  stop(): void
}

/** `changed` is called when the hub answers with other targets than before. */
export function knowTargets(
  settings: Pick<SensorSettings, 'targets' | 'hub' | 'spool' | 'realm'>,
  changed: (targets: SensorTarget[]) => void,
): KnownTargets {
  const { hub } = settings
  if (settings.targets || hub?.kind !== 'http') {
    const fixed = settings.targets ?? []
    return { now: () => fixed, trouble: () => null, stop: () => {} }
  }
  const file = join(settings.spool.folder, 'targets.json')
  let targets = cached(file)
  let trouble: string | null = null
  const stopping = new AbortController()
  async function ask(): Promise<void> {
    try {
      const answered = await askHub(hub as { url: string; token: string }, settings.realm, stopping.signal)
      trouble = null
      const text = JSON.stringify(answered)
      if (text === JSON.stringify(targets)) return
      targets = answered
      keep(file, text)
      changed(targets)
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error)
    }
  }
  void ask()
  const asking = setInterval(() => void ask(), askEverySeconds * 1000)
  return {
    now: () => targets,
    trouble: () => trouble,
    stop() {
      clearInterval(asking)
      stopping.abort()
    },
  }
}

function cached(file: string): SensorTarget[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Cache.Check(value) ? value : []
  } catch {
    return []
  }
}

function keep(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** `sense.listTargets`, page by page. Throws with what the hub answered. */
async function askHub(
  { url, token }: { url: string; token: string },
  realm: string,
  stopping: AbortSignal,
): Promise<SensorTarget[]> {
  const all: SensorTarget[] = []
  let after: string | null = null
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ realm, active: 'true', limit: '500', ...(after ? { after } : {}) })
    const response = await fetch(`${url}/api/sense/listTargets?${query}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([stopping, AbortSignal.timeout(20_000)]),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`the hub answered ${response.status} when it was asked for targets`)
    if (text.length > mostAnswerBytes) throw new Error('the list of targets is too long')
    const answer = JSON.parse(text) as {
      targets?: { id: string; state: Record<string, unknown> }[]
      next?: string | null
    }
    for (const { id, state } of answer.targets ?? []) {
      const { name, prefixes, hosts, services } = state
      all.push({ id, name, prefixes, hosts, services } as SensorTarget)
    }
    after = answer.next ?? null
    if (!after) break
  }
  if (!Cache.Check(all)) throw new Error('the list of targets is not as it must be')
  return all
}
