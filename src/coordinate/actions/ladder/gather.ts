// Reads the facts of a crisis that the ladder is asked about, as far as one reader may read them at one moment.
import { assessmentRecord } from '#assess/events.ts'
import type { Assessment } from '#assess/model/assessment.ts'
import { situationOf } from '#assess/rules/assessing/situation-of.ts'
import { largeScaleOf } from '#assess/rules/authority/large-scale.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import { type Held, newestBySubject, type View } from '#platform/journal/index.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Evidence } from '../../model/words.ts'
import { assessmentFact, type CrisisFacts, incidentFact, labelOf } from '../../rules/ladder/facts.ts'
import { modeOf } from '../../rules/ladder/propose.ts'
import { belonging, type Linked, linkedRecords } from '../../store/crises.ts'
import { incidentsOf } from '../crises/gather.ts'
import type { LadderRoom } from './room.ts'

export interface Gathered {
  /**
   * The facts that may go into a record of this marking: those that everybody may read who may read it. Null: all that the reader
   * may read, to be shown to this reader only.
   */
  within(marking: Marking | null): CrisisFacts
}

export async function gather(
  room: LadderRoom,
  view: View,
  crisis: Held<Crisis>,
  ladder: Held<Ladder> | null,
  now: Instant,
): Promise<Gathered> {
  const { journal } = room
  const { counting, all } = await incidentsOf(journal, view, crisis.state.incidents)
  const seen = [...new Set(counting.flatMap(({ state }) => state.observations))]
  const [assessments, linked, home] = await Promise.all([
    belonging<Assessment>(journal, view, assessmentRecord, 'incident', [...all.keys()], 1_000),
    linkedRecords(journal, view, seen),
    journal.reads.one(organisationRecord, { reader: view.reader, realm: 'live' }, journal.home),
  ])
  const detections = linked.filter(({ record }) => record.startsWith('sense.'))
  const own = [crisis, ...(ladder ? [ladder] : [])]
  const entries = await newestBySubject(
    journal,
    view,
    [...own, ...counting, ...assessments, ...detections].map(({ id }) => id),
  )
  const entryOf = (id: string) => entries.get(id) ?? null
  const evidenceOf = ({ id, record, title }: Pick<Linked, 'id' | 'record' | 'title'>): Evidence => ({
    ...{ record, id, entry: entryOf(id) },
    label: labelOf(title),
  })
  return {
    within(marking) {
      const may = (one: { marking: Marking }) => marking === null || staysWithin(marking, one.marking)
      const found = new Map(detections.filter(may).map((one) => [one.id, evidenceOf(one)]))
      const assessed = assessments.filter(may)
      return {
        now,
        crisis: { evidence: evidenceOf(crisis), kind: crisis.state.kind },
        strands: crisis.state.strands,
        incidents: counting.filter(may).flatMap(({ id, state }) => {
          const rests = state.observations.flatMap((one) => found.get(one) ?? [])
          return incidentFact({ id, entry: entryOf(id), state }, rests, room.memberStates) ?? []
        }),
        assessments: assessed.map(({ id, state }) => assessmentFact({ id, entry: entryOf(id), state })),
        predicates: predicatesOf(room, assessed, now),
        home: home?.state.kind ?? null,
        memberStates: room.memberStates,
        answers: ladder?.state.answers ?? {},
        ladder: ladder ? evidenceOf(ladder) : null,
        modes: Object.fromEntries(
          room.table.networks.map((network) => [network.id, modeOf(ladder?.state ?? null, network)]),
        ),
      }
    },
  }
}

function predicatesOf({ assess }: LadderRoom, assessments: readonly Held<Assessment>[], now: Instant) {
  const law = assess.lawInForce()
  const asked = assessments.map(({ id, state }) => ({
    id,
    situation: situationOf(state, now, (fact) => law.factOf.has(fact)),
  }))
  return largeScaleOf(law, asked)
}
