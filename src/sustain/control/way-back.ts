// The way back on disk: <data>/dns/<control>.json holds what stood before, from before the first change until it stands again.
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Instant } from '#kernel/time.ts'
import { ControlName } from '../model/controls.ts'
import { ReadingKind } from '../model/failover.ts'
import { PlanFile } from '../model/plan-file.ts'
import { readWhole, writeWhole } from './whole-file.ts'

export const WayBack = Type.Object({
  control: ControlName,
  /** The failover of the node that made it; null: a command without a node. */
  failover: Type.Union([Type.String(), Type.Null()]),
  savedAt: Instant,
  /** SHA-256 of what the resolver read as after the move; null: it did not come so far. */
  moved: Type.Union([Type.String(), Type.Null()]),
  plan: PlanFile,
  saved: Type.Object({
    kind: ReadingKind,
    text: Type.String(),
    upstreams: Type.Array(Type.String()),
    moved: Type.Boolean(),
  }),
})
export type WayBack = Static<typeof WayBack>

const isWayBack = Compile(WayBack)

export const folderOf = (dataDir: string) => join(dataDir, 'dns')
const pathOf = (dataDir: string, control: string) => join(folderOf(dataDir), `${control}.json`)

/** On the disk when this resolves. */
export async function keepWayBack(dataDir: string, wayBack: WayBack): Promise<void> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  await writeWhole(pathOf(dataDir, wayBack.control), JSON.stringify(wayBack, null, 2))
}

export async function forgetWayBack(dataDir: string, control: string): Promise<void> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  await writeWhole(pathOf(dataDir, control), null)
}

export type FoundWayBack = { ok: true; wayBack: WayBack | null } | { ok: false; why: string }

export async function wayBackOf(dataDir: string, control: string): Promise<FoundWayBack> {
  const path = pathOf(dataDir, control)
  const found = await readWhole(path)
  if (!found.ok) return found
  if (found.text === null) return { ok: true, wayBack: null }
  try {
    const json: unknown = JSON.parse(found.text)
    if (isWayBack.Check(json)) return { ok: true, wayBack: json }
  } catch {
    // Said below.
  }
  return { ok: false, why: `${path} holds no way back that can be read` }
}

/** Names of the controls that are away from what they usually stand on. */
export async function controlsAway(dataDir: string): Promise<string[]> {
  const names = await readdir(folderOf(dataDir)).catch(() => [])
  return names.flatMap((name) => /^([a-z0-9][a-z0-9-]*)\.json$/.exec(name)?.[1] ?? []).sort()
}
