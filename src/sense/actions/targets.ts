// Targets: added, changed, put to rest and listed; sensors take from here what they count.

import { isDeepStrictEqual } from 'node:util'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { readPrefix } from '#kernel/network.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../api/targets.ts'
import { targetRecord } from '../events.ts'
import type { Target } from '../model/targets.ts'
import { activeTargets, targetPage } from '../store/records.ts'
import type { SenseRoom } from './room.ts'

export type ShownTarget = OutputOf<typeof api.addTarget>

export function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}

export function addTarget(
  room: SenseRoom,
  input: InputOf<typeof api.addTarget>,
  call: Call,
): Promise<Reply<ShownTarget>> {
  const { marking, ...given } = input
  const owner = call.reader.organisation ?? room.journal.home
  return room.inTurn(() =>
    room.journal.commit(call.writer, async (unit) => {
      if (call.reader.person === null) return unit.refuse('person-needed')
      const target = {
        name: given.name,
        organisation: await organisationOf(room, unit, given.organisation ?? owner),
        prefixes: canonical(unit, given.prefixes ?? []),
        hosts: plainHosts(given.hosts ?? []),
        services: given.services ?? [],
        users: given.users ?? null,
        country: given.country ?? null,
        thresholds: given.thresholds ?? {},
      }
      await notTaken(room, unit, target.prefixes, null)
      const { held } = await unit.open(targetRecord, 'sense.targetAdded', target, {
        owner,
        ...(marking ? { marking } : {}),
      })
      return done(shown(held))
    }),
  )
}

export function changeTarget(
  room: SenseRoom,
  { id, version, ...input }: InputOf<typeof api.changeTarget>,
  call: Call,
): Promise<Reply<ShownTarget>> {
  return room.inTurn(() =>
    room.journal.commit(call.writer, async (unit) => {
      if (call.reader.person === null) return unit.refuse('person-needed')
      const before = await unit.read(targetRecord, id)
      if (!before) return unit.refuse('unknown', `There is no target ${id} that you may read.`)
      const asked = {
        ...input,
        ...(input.prefixes ? { prefixes: canonical(unit, input.prefixes) } : {}),
        ...(input.hosts ? { hosts: plainHosts(input.hosts) } : {}),
      }
      const changed = differing(before.state, asked)
      if (before.version === version && Object.keys(changed).length === 0) return unit.refuse('nothing-to-change')
      const after = { ...before.state, ...changed }
      if (after.active && (changed.prefixes || changed.active)) await notTaken(room, unit, after.prefixes, id)
      const { held } = await unit.append(targetRecord, 'sense.targetChanged', id, changed, { expectedVersion: version })
      return done(shown(held))
    }),
  )
}

export async function listTargets(
  room: SenseRoom,
  { active, after, limit = 200 }: InputOf<typeof api.listTargets>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listTargets>>> {
  const filter = active === undefined ? {} : { active }
  const from = after === undefined ? {} : { after }
  const found = await targetPage(room.journal, call.view, { ...filter, ...from, limit: limit + 1 })
  const page = found.slice(0, limit)
  return done({
    targets: page.map(shown),
    next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    standard: room.standard,
  })
}

/** Organisations exist once, in the live realm; an exercise names them too. */
export async function organisationOf(room: SenseRoom, unit: Unit, id: string): Promise<string> {
  const found = await room.journal.reads.one(organisationRecord, { reader: unit.view.reader, realm: 'live' }, id)
  return found
    ? id
    : unit.refuse('no-organisation', `There is no organisation ${id} that you may read.`, '/organisation')
}

function canonical(unit: Unit, given: readonly string[]): string[] {
  const texts = given.map((text, at) => {
    const read = readPrefix(text)
    return read.ok ? read.network.text : unit.refuse('bad-prefix', read.why, `/prefixes/${at}`)
  })
  return [...new Set(texts)]
}

function plainHosts(given: readonly string[]): string[] {
  return [...new Set(given.map((host) => host.toLowerCase().replace(/\.$/, '')))]
}

/** Nested networks are fine, the most specific counts; the very same network twice would be counted by chance. */
async function notTaken(room: SenseRoom, unit: Unit, prefixes: readonly string[], own: string | null): Promise<void> {
  if (prefixes.length === 0) return
  const wanted = new Set(prefixes)
  for (const other of await activeTargets(room.journal, unit.view)) {
    const taken = other.id !== own && other.state.prefixes.find((text) => wanted.has(text))
    if (taken)
      unit.refuse('prefix-taken', `${taken} belongs to the target "${other.state.name}" (${other.id}).`, '/prefixes')
  }
}

/** Only the fields that would really be different. */
function differing(before: Target, asked: Partial<Target>): Partial<Target> {
  const kept = Object.entries(asked).filter(([name, value]) => !isDeepStrictEqual(before[name as keyof Target], value))
  return Object.fromEntries(kept)
}
