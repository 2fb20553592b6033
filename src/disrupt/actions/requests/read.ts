// The register through the eyes of one reader, each request with whether it is still in time.
import { crisisRecord } from '#coordinate/events.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import type * as api from '../../api/requests/requests.ts'
import { requestRecord } from '../../events/requests/request.ts'
import { dayNumber } from '../../rules/days.ts'
import { durationLaw } from '../../rules/requests/durations.ts'
import { judgeInTime } from '../../rules/requests/in-time.ts'
import { inDangerFirst, nextStep } from '../../rules/requests/order.ts'
import { listed, namesOf } from '../../store/records.ts'
import { shown } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { timeFacts } from './time.ts'

export async function requestData({ requests }: DisruptRoom): Promise<Reply<OutputOf<typeof api.requestData>>> {
  const { bases, forums, procedures, durations } = requests
  const { kinds, endangeredBelow, note } = durations
  return done({ bases: [...bases], forums: [...forums], procedures: [...procedures], kinds, endangeredBelow, note })
}

export async function listRequests(
  room: DisruptRoom,
  { crisis, state, verdict }: InputOf<typeof api.listRequests>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.listRequests>>> {
  const now = view.asOf ?? present
  const [facts, found] = await Promise.all([
    timeFacts(room, view, now),
    listed(room.journal, view, requestRecord, { crisis, state }),
  ])
  const crises = await crisesOf(
    room,
    view,
    found.map((one) => one.state.crisis),
  )
  const rows = found.map(({ id, version, marking, state: request }) => {
    const { verdict, probability, certainlyTooLate } = judgeInTime(request, facts)
    const { title, purpose, neededBy } = request
    const of = request.crisis === null ? undefined : crises.get(request.crisis)
    const objective = of?.state.objectives.find(({ key }) => key === request.objective)
    return {
      ...{ id, version, title, from: request.from.name, to: request.to.name, purpose, state: request.state },
      ...{ neededBy, crisis: of ? { id: of.id, reference: of.state.reference, title: of.state.title } : null },
      ...{ objective: objective?.text ?? null, verdict, probability, certainlyTooLate },
      ...{ next: nextStep(request)?.text ?? null, marking },
    }
  })
  return done({ items: inDangerFirst(rows).filter((row) => verdict === undefined || verdict.includes(row.verdict)) })
}

async function crisesOf({ journal }: DisruptRoom, view: View, ids: readonly (string | null)[]) {
  const named = [...new Set(ids.filter((id) => id !== null))]
  const found = named.length === 0 ? [] : await journal.reads.some(crisisRecord, view, named)
  return new Map(found.map((one) => [one.id, one]))
}

export async function getRequest(
  room: DisruptRoom,
  { id }: InputOf<typeof api.getRequest>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.getRequest>>> {
  const held = await room.journal.reads.one(requestRecord, view, id)
  if (!held) return refuse('unknown', `There is no request ${id} that you may read.`)
  const { crisis, incident, about } = held.state
  const ids = [crisis, incident, ...about.map((one) => one.id)].filter((one) => one !== null)
  const [facts, linked] = await Promise.all([
    timeFacts(room, view, view.asOf ?? present),
    namesOf(room.journal, view, ids),
  ])
  // What a reader may not read is not there for them, not even as an id.
  const seen = new Set(linked.map((one) => one.id))
  const hidden = (one: string | null) => (one !== null && seen.has(one) ? one : null)
  const state = {
    ...held.state,
    ...{ crisis: hidden(crisis), incident: hidden(incident), about: about.filter((one) => seen.has(one.id)) },
  }
  return done({ ...shown(held), state, inTime: judgeInTime(held.state, facts), linked })
}

export async function stillInTime(
  room: DisruptRoom,
  { id, neededBy }: InputOf<typeof api.stillInTime>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.stillInTime>>> {
  const held = await room.journal.reads.one(requestRecord, view, id)
  if (!held) return refuse('unknown', `There is no request ${id} that you may read.`)
  if (neededBy !== undefined && dayNumber(neededBy) === null)
    return refuse('impossible-times', `There is no day ${neededBy}.`, '/neededBy')
  const facts = await timeFacts(room, view, view.asOf ?? present)
  return done(judgeInTime(neededBy === undefined ? held.state : { ...held.state, neededBy }, facts))
}

export async function usualDurations(
  room: DisruptRoom,
  { forum }: InputOf<typeof api.usualDurations>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.usualDurations>>> {
  if (forum !== undefined && !room.requests.forums.some(({ id }) => id === forum))
    return refuse('no-such-data', `There is no ${forum} in data/disrupt/forums.json.`, '/forum')
  const facts = await timeFacts(room, view, view.asOf ?? present)
  const items = room.requests.durations.kinds.map((kind) => {
    const law = durationLaw(kind, forum ?? null, facts.cases, facts)
    const { id, name, counts, prior } = kind
    return {
      ...{ kind: id, name, counts, priorSource: prior?.source ?? null },
      ...{ cases: law?.cases ?? 0, sameForum: law?.sameForum ?? 0, priorCases: law?.priorCases ?? 0 },
      ...{ shortest: law?.shortest ?? null, median: law?.median ?? null, longest: law?.longest ?? null },
    }
  })
  return done({ items })
}
