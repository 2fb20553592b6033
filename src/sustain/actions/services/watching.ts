// Watching a service, and changing how it is watched.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../../api/services.ts'
import { partRecord, watchedServiceRecord } from '../../events.ts'
import type { WatchedService } from '../../model/services.ts'
import { alike } from '../../rules/parts/differing.ts'
import type { SustainRoom } from '../room.ts'
import { closedHost } from './area.ts'

export function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}

type Shown = OutputOf<typeof api.addWatchedService>

export function addWatchedService(
  room: SustainRoom,
  { marking, ...given }: InputOf<typeof api.addWatchedService>,
  call: Call,
): Promise<Reply<Shown>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const service: Omit<WatchedService, 'active'> = {
      name: given.name,
      part: given.part ?? null,
      organisation: given.organisation ?? null,
      country: given.country ?? null,
      endpoints: given.endpoints,
      controls: given.controls ?? [],
      everySeconds: given.everySeconds ?? 60,
      vantages: given.vantages ?? [],
      forPeers: given.forPeers ?? false,
      note: given.note ?? null,
    }
    await judge(room, unit, service)
    const { held } = await unit.open(
      watchedServiceRecord,
      'sustain.serviceWatched',
      service,
      marking ? { marking } : {},
    )
    return done(shown(held))
  })
}

export function changeWatchedService(
  room: SustainRoom,
  { id, version, ...asked }: InputOf<typeof api.changeWatchedService>,
  call: Call,
): Promise<Reply<Shown>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await unit.read(watchedServiceRecord, id)
    if (!before) return unit.refuse('unknown', `There is no watched service ${id} that you may read.`)
    const changed = Object.fromEntries(
      Object.entries(asked).filter(
        ([name, value]) => value !== undefined && !alike(before.state[name as keyof WatchedService], value),
      ),
    ) as Partial<WatchedService>
    if (before.version === version && Object.keys(changed).length === 0) return unit.refuse('nothing-to-change')
    await judge(room, unit, changed)
    const { held } = await unit.append(watchedServiceRecord, 'sustain.watchedServiceChanged', id, changed, {
      expectedVersion: version,
    })
    return done(shown(held))
  })
}

async function judge(room: SustainRoom, unit: Unit, given: Partial<WatchedService>): Promise<void> {
  const { organisation, part } = given
  if (organisation) {
    // Organisations exist once, in the live realm; an exercise names them too.
    const live = { reader: unit.view.reader, realm: 'live' as const }
    const found = await room.journal.reads.one(organisationRecord, live, organisation)
    if (!found) unit.refuse('no-organisation', `There is no organisation ${organisation}.`, '/organisation')
  }
  if (part && !(await unit.read(partRecord, part)))
    unit.refuse('part-not-there', `There is no part ${part} that you may read.`, '/part')
  for (const list of ['endpoints', 'controls'] as const)
    for (const [at, { host }] of (given[list] ?? []).entries()) {
      const closed = closedHost(room.reach, host)
      if (closed) unit.refuse('closed-address', `${host} is a ${closed} address.`, `/${list}/${at}/host`)
    }
}
