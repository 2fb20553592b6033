// Decisions as somebody may read them: what they name and that reader may not read looks like what is not there.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/decisions.ts'
import type { Decision } from '../../model/decision.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { decisionRecord } from '../../rules/decisions/decision-record.ts'
import { decisionEvents, whyNotDecide } from '../../rules/decisions/lifecycle.ts'
import { namedInDecision, redactedDecision } from '../../rules/decisions/redact-decision.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'
import { linkedRecords } from '../../store/crises.ts'
import { decisionPage, tasksFor } from '../../store/decisions/decisions.ts'
import type { DecidingRoom } from './room.ts'

export async function listDecisions(
  { journal }: DecidingRoom,
  filter: InputOf<typeof api.listDecisions>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listDecisions>>> {
  const { items, next } = await decisionPage(journal, view, filter)
  const named = [...new Set(items.flatMap(({ state }) => namedInDecision(state)))]
  const known = new Set((await linkedRecords(journal, view, named)).map(({ id }) => id))
  return done({ items: items.map((held) => shown(held, known)), next })
}

function shown({ id, version, marking, since, state }: Held<Decision>, known: ReadonlySet<string>) {
  return { id, version, marking, since, state: redactedDecision(state, known) }
}

/** The tasks that carry it out, named here or by themselves, and the decision that took its place. */
function linksOf(state: Decision, found: readonly Pick<Held<unknown>, 'id' | 'record' | 'title'>[]) {
  const links = found.filter(
    ({ id, record }) => record === taskRecord.name || state.tasks.includes(id) || id === state.supersededBy,
  )
  const shownOnce = new Map(links.map(({ id, record, title }) => [id, { id, record, title }]))
  return [...shownOnce.values()]
}

export async function getDecision(
  { journal, kinds }: DecidingRoom,
  { id }: InputOf<typeof api.getDecision>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getDecision>>> {
  const held = await journal.reads.one(decisionRecord, view, id)
  if (!held) return refuse('unknown', `No decision with the id ${id} that you may read.`)
  const { state, marking } = held
  const [linked, tasks, crisis] = await Promise.all([
    linkedRecords(journal, view, namedInDecision(state)),
    tasksFor(journal, view, id),
    state.crisis === null ? undefined : journal.reads.one(crisisRecord, view, state.crisis),
  ])
  const past =
    view.asOf !== undefined || held.origin !== undefined || !mayWrite(view.reader, view.realm, marking, journal.home)
  return done({
    ...shown(held, new Set(linked.map((one) => one.id))),
    kind: kinds.find((one) => one.id === state.kind) ?? null,
    crisis: crisis ? { id: crisis.id, reference: crisis.state.reference, title: crisis.state.title } : null,
    links: linksOf(state, [...linked, ...tasks]),
    moves: decisionEvents.map((event) => {
      const not = past
        ? 'It cannot be changed from here.'
        : (whyNotDecide(state, event, view.reader.person)?.why ?? null)
      return { event, allowed: not === null, because: not }
    }),
  })
}
