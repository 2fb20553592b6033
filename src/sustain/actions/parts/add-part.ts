// Putting a part on the map, changing it, and saying that it is still so.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/parts.ts'
import { partRecord } from '../../events.ts'
import type { Part } from '../../model/parts.ts'
import type { Evidence } from '../../model/words.ts'
import { differing } from '../../rules/parts/differing.ts'
import { withEvidence } from '../../rules/parts/evidence.ts'
import type { SustainRoom } from '../room.ts'
import { inOrder, judgeBehind, judgeNeeds } from './judge-part.ts'
import { type GivenPart, type ShownPart, shown, withWarnings } from './shown.ts'
import { warningsOf } from './warn.ts'

/** `evidence` is what stands in for it where none is given. */
export function partFrom(given: Omit<GivenPart, 'marking'>, evidence: Evidence): Omit<Part, 'active'> {
  return {
    name: given.name,
    kind: given.kind,
    layer: given.layer,
    behind: given.behind ?? null,
    country: given.country ?? null,
    standsIn: given.standsIn ?? null,
    sectors: given.sectors ?? [],
    serves: given.serves ?? [],
    users: given.users ?? null,
    capacity: given.capacity ?? null,
    usableFrom: given.usableFrom ?? 0,
    needs: given.needs ?? [],
    evidence: given.evidence ?? [evidence],
    aliases: given.aliases ?? [],
    note: given.note ?? null,
  }
}

export function addPart(room: SustainRoom, input: GivenPart, call: Call): Promise<Reply<ShownPart>> {
  const { marking, ...given } = input
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const part = partFrom(given, { kind: 'stated', what: 'Stated when it was put on the map', seenAt: unit.now })
    await judgeNeeds(room, unit, part.needs, null)
    await judgeBehind(room, unit, part.behind)
    const body = { ...part, evidence: inOrder(unit, part.evidence) }
    const { held } = await unit.open(partRecord, 'sustain.partAdded', body, marking ? { marking } : {})
    return done(withWarnings(held, await warningsOf(room.journal, unit.view, part.needs)))
  })
}

export function changePart(
  room: SustainRoom,
  { id, version, ...asked }: InputOf<typeof api.changePart>,
  call: Call,
): Promise<Reply<ShownPart>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await found(unit, id)
    const evidence = asked.evidence ? { evidence: inOrder(unit, asked.evidence) } : {}
    const changed = differing(before.state, { ...asked, ...evidence })
    if (before.version === version && Object.keys(changed).length === 0) return unit.refuse('nothing-to-change')
    if (changed.needs) await judgeNeeds(room, unit, changed.needs, id, before.state.needs)
    if (changed.behind?.organisation !== before.state.behind?.organisation)
      await judgeBehind(room, unit, changed.behind)
    const { held } = await unit.append(partRecord, 'sustain.partChanged', id, changed, { expectedVersion: version })
    return done(withWarnings(held, changed.needs ? await warningsOf(room.journal, unit.view, changed.needs) : []))
  })
}

type Confirmed = OutputOf<typeof api.confirmPart>

export function confirmPart(
  room: SustainRoom,
  { id, kind = 'stated', what = 'Still so', reference, seenAt }: InputOf<typeof api.confirmPart>,
  call: Call,
): Promise<Reply<Confirmed>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await found(unit, id)
    const one = { kind, what, ...(reference === undefined ? {} : { reference }), seenAt: seenAt ?? unit.now }
    const evidence = withEvidence(before.state.evidence, inOrder(unit, [one]))
    const { held } = await unit.append(partRecord, 'sustain.partChanged', id, { evidence })
    return done(shown(held))
  })
}

async function found(unit: Unit, id: string) {
  const before = await unit.read(partRecord, id)
  return before ?? unit.refuse('unknown', `There is no part ${id} that you may read.`)
}
