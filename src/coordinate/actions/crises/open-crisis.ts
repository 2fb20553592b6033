// Opens crises: from incidents that are managed together, or from what somebody knows.
import { incident } from '#assess/events.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries, type Unit } from '#platform/journal/index.ts'
import { claimRecord, questionRecord } from '#watch/events.ts'
import type * as api from '../../api/crises.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { linkedRecords, nextCrisisNumber } from '../../store/crises.ts'
import { type CrisisRoom, changed, mustKnowParty, numbered, unknownRole } from './desk.ts'

type Input = InputOf<typeof api.openCrisis>

export async function openCrisis(
  room: CrisisRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.openCrisis>>> {
  const { incidents = [], claims = [], questions = [], participants = [] } = input
  for (const [at, one] of participants.entries()) {
    const wrong = unknownRole(room, one.roles, `/participants/${at}/roles`)
    if (wrong) return wrong
  }
  return numbered(call.view.realm, () =>
    room.journal.commit(call.writer, async (unit) => {
      await mustExist(room, unit, incident.name, incidents, '/incidents')
      await mustExist(room, unit, claimRecord.name, claims, '/claims')
      await mustExist(room, unit, questionRecord.name, questions, '/questions')
      for (const [at, { party }] of participants.entries())
        await mustKnowParty(room, unit, party, `/participants/${at}/party`)
      const year = Number(unit.now.slice(0, 4))
      const number = await nextCrisisNumber(room.journal, unit.view, year)
      const reference = `CRI-${year}-${String(number).padStart(4, '0')}`
      const { title, summary = '', kind = 'cyber' } = input
      const body = { reference, year, number, title, summary, kind, incidents, claims, questions, participants }
      const cause = await causes(room, unit, [...incidents, ...claims, ...questions])
      const marked = input.marking ? { marking: input.marking } : {}
      const opened = await unit.open(crisisRecord, 'coordinate.crisisOpened', body, { ...marked, cause })
      return done({ ...changed(opened), reference })
    }),
  )
}

export function causes({ journal }: Pick<CrisisRoom, 'journal'>, unit: Unit, ids: readonly Id[]): Promise<Id[]> {
  return newestEntries(journal, unit.view, ids)
}

/** Only what the caller may read can be linked; the refusal does not say whether the rest exists. */
export async function mustExist(
  { journal }: Pick<CrisisRoom, 'journal'>,
  unit: Unit,
  record: string | readonly string[],
  ids: readonly Id[],
  where: string,
): Promise<void> {
  const kinds = [record].flat()
  const found = await linkedRecords(journal, unit.view, ids)
  const known = new Set(found.flatMap((one) => (kinds.includes(one.record) ? [one.id] : [])))
  const at = ids.findIndex((id) => !known.has(id))
  const what = kinds.map((kind) => kind.slice(kind.indexOf('.') + 1)).join(' or ')
  if (at >= 0) unit.refuse('unknown', `No ${what} with the id ${ids[at]} that you may read.`, `${where}/${at}`)
}
