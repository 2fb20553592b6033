// Whether a part may be written as it is given: its needs do not contradict themselves, and whoever it names is there.
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Unit } from '#platform/journal/index.ts'
import type { Behind, Need } from '../../model/parts.ts'
import type { Evidence } from '../../model/words.ts'
import { needFaults } from '../../rules/parts/need-faults.ts'
import { narrowParts } from '../../store/map.ts'
import type { SustainRoom } from '../room.ts'

/** Refuses what contradicts itself, and options that are not there; those that stood there before may stay. `opened`: in this very unit. */
export async function judgeNeeds(
  room: SustainRoom,
  unit: Unit,
  needs: readonly Need[],
  self: Id | null,
  before: readonly Need[] = [],
  opened: Iterable<Id> = [],
): Promise<void> {
  const [fault] = needFaults(needs, self)
  if (fault) unit.refuse('contradictory-need', fault.why, fault.where)
  const known = new Set([...opened, ...before.flatMap(({ of }) => of.map(({ part }) => part))])
  const fresh = [...new Set(needs.flatMap(({ of }) => of.map(({ part }) => part)))].filter((id) => !known.has(id))
  for (const { id } of await narrowParts(room.journal, unit.view, fresh)) known.add(id)
  for (const [at, need] of needs.entries()) {
    const place = need.of.findIndex(({ part }) => !known.has(part))
    if (place < 0) continue
    const said = `"${need.name}" names ${need.of[place]?.part}, which is no part that you may read.`
    unit.refuse('no-such-part', said, `/needs/${at}/of/${place}`)
  }
}

/** Organisations exist once, in the live realm; an exercise names them too. */
export async function judgeBehind(room: SustainRoom, unit: Unit, behind: Behind | null | undefined): Promise<void> {
  if (!behind?.organisation) return
  const view = { reader: unit.view.reader, realm: 'live' }
  if (await room.journal.reads.one(organisationRecord, view, behind.organisation)) return
  unit.refuse(
    'no-organisation',
    `There is no organisation ${behind.organisation} that you may read.`,
    '/behind/organisation',
  )
}

const mostAheadMilliseconds = 86_400_000

/** One spelling of each moment, so that text order is time order; the newest last. Refuses moments that do not exist or lie ahead. */
export function inOrder(unit: Unit, evidence: readonly Evidence[]): Evidence[] {
  const latest = Date.parse(unit.now) + mostAheadMilliseconds
  const spelt = evidence.map((one, at) => {
    const moment = Date.parse(one.seenAt)
    if (!(moment <= latest))
      unit.refuse('bad-input', `${one.seenAt} does not exist or lies in the future.`, `/evidence/${at}/seenAt`)
    return { ...one, seenAt: instant(one.seenAt) }
  })
  return spelt.sort((a, b) => (a.seenAt < b.seenAt ? -1 : a.seenAt > b.seenAt ? 1 : 0))
}
