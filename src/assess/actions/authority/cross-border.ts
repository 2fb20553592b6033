// The view across borders, the large-scale predicates, and the record of whom somebody told.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, ownerLike, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/authority.ts'
import type { Abroad, CrossBorderRow } from '../../model/abroad.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Incident } from '../../model.ts'
import { abroadRecord } from '../../rules/abroad-record.ts'
import { situationOf } from '../../rules/assessing/situation-of.ts'
import { byUrgency, informingOf } from '../../rules/authority/cross-border.ts'
import { largeScaleOf, together } from '../../rules/authority/large-scale.ts'
import { incident } from '../../rules/incident.ts'
import { abroadOf, assessmentsOf, incidentsAbroad } from '../../store/authority.ts'
import { choiceOf } from '../desk.ts'
import { type AuthorityRoom, ownMemberState } from './room.ts'

const mostRows = 500
/** Regimes whose yes makes an incident significant in the sense of Article 23: NIS2 itself, and what stands in its place. */
const significance = ['nis2', 'dora', 'eui']

export async function largeScale(
  room: AuthorityRoom,
  input: InputOf<typeof api.largeScale>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.largeScale>>> {
  const held = await room.journal.reads.one(incident, view, input.incident)
  if (!held) return refuse('unknown', `No incident with the id ${input.incident} that you may read.`)
  const law = room.law.current()
  const assessments = await assessmentsOf(room.journal.reads, view, [held.id])
  const asked = assessments.map(({ id, state }) => ({
    id,
    situation: situationOf(state, view.asOf ?? now, (fact) => law.factOf.has(fact)),
  }))
  return done({
    predicates: largeScaleOf(law, asked),
    memberStates: held.state.affected.countries.filter((country) => room.memberStates.has(country)),
    assessments: assessments.length,
    dataVersion: law.law.version,
  })
}

export async function crossBorder(
  room: AuthorityRoom,
  { state, all = false }: InputOf<typeof api.crossBorder>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.crossBorder>>> {
  const { reads } = room.journal
  const own = await ownMemberState(room)
  const incidents = await incidentsAbroad(reads, view, { own, all, most: mostRows + 1 })
  const ids = incidents.map(({ id }) => id)
  const [assessments, abroad] = await Promise.all([assessmentsOf(reads, view, ids), abroadOf(reads, view, ids)])
  const rows = incidents.slice(0, mostRows).flatMap((one): CrossBorderRow[] => {
    const row = rowOf(room, own, one, assessments, abroad)
    return row ? [row] : []
  })
  return done({
    items: rows.filter((row) => state === undefined || row.state === state).sort(byUrgency),
    own,
    more: incidents.length > mostRows,
  })
}

function rowOf(
  { memberStates }: AuthorityRoom,
  own: string | null,
  { id, marking, state }: Held<Incident>,
  assessments: readonly Held<Assessment>[],
  abroad: readonly Held<Abroad>[],
): CrossBorderRow | null {
  const mine = assessments.filter((one) => one.state.incident === id)
  const told = abroad.find((one) => one.state.incident === id)
  const { informed, notNeeded } = told?.state ?? { informed: [], notNeeded: [] }
  const significant = together(mine.map((one) => significantBy(one.state)))
  const mayCross = mine.some((one) => one.state.facts['incident.could_have_cross_border_impact']?.value === true)
  const { countries } = state.affected
  const informing = informingOf({
    countries,
    memberStates,
    own,
    significant,
    mayCross,
    abroad: { informed, notNeeded },
  })
  if (!informing) return null
  const { reference, title, status, declaredAt } = state
  return {
    incident: id,
    reference,
    title,
    status,
    severity: state.severity?.value ?? null,
    marking,
    declaredAt,
    ...informing,
    significant,
    entities: mine.map((one) => ({
      assessment: one.id,
      reference: one.state.reference,
      name: one.state.entity.name,
      yes: one.state.judged.regimes.flatMap((regime) => (regime.verdict === 'yes' ? [regime.id] : [])),
      open: one.state.closed === null,
    })),
    informed,
    notNeeded,
    version: told?.version ?? null,
  }
}

/** By the regimes that concern the entity; where none does, the assessment says nothing about significance. */
export function significantBy({ judged }: Pick<Assessment, 'judged'>): 'yes' | 'no' | 'undetermined' {
  const asked = judged.regimes.filter(({ id, applies }) => significance.includes(id) && applies !== 'no')
  if (asked.some(({ verdict }) => verdict === 'yes')) return 'yes'
  return asked.length > 0 && asked.every(({ verdict }) => verdict === 'no') ? 'no' : 'undetermined'
}

async function abroadRecordOf(room: AuthorityRoom, unit: Unit, to: readonly string[], id: Id): Promise<Held<Abroad>> {
  const strange = to.find((party) => party !== 'ENISA' && !room.memberStates.has(party))
  if (strange) unit.refuse('no-such-party', `${strange} is no Member State.`, '/to')
  const about = await unit.read(incident, id)
  if (!about) return unit.refuse('unknown', `No incident with the id ${id} that you may read.`, '/incident')
  const [held] = await abroadOf(room.journal.reads, unit.view, [id])
  if (held) return held
  const owner = ownerLike(about, unit.view.reader, room.journal.home)
  const marked = { marking: choiceOf(about.marking), owner }
  return (await unit.open(abroadRecord, 'assess.abroadOpened', { incident: id }, marked)).held
}

export function informAbroad(
  room: AuthorityRoom,
  { incident: id, to, at, channel, told, withheld }: InputOf<typeof api.informAbroad>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.informAbroad>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const when = at ?? unit.now
    if (when > unit.now) return refuse('impossible-times', `${when} has not come yet.`, '/at')
    const held = await abroadRecordOf(room, unit, to, id)
    const body = { to, at: when, channel, told, withheld: withheld ?? null }
    await unit.append(abroadRecord, 'assess.abroadInformed', held.id, body)
    return done({ id: held.id })
  })
}

export function needNotInform(
  room: AuthorityRoom,
  { incident: id, to, reason }: InputOf<typeof api.needNotInform>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.needNotInform>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await abroadRecordOf(room, unit, to, id)
    await unit.append(abroadRecord, 'assess.abroadNotNeeded', held.id, { to, reason })
    return done({ id: held.id })
  })
}
