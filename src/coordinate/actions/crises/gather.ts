// Reads a crisis with all that belongs to it, as far as one reader may read it at one moment.

import { assessmentRecord, dutyRecord, incident } from '#assess/events.ts'
import type { Assessment } from '#assess/model/assessment.ts'
import type { Duty } from '#assess/model/duty.ts'
import type { Incident, Task as IncidentTask } from '#assess/model.ts'
import { task as incidentTask } from '#assess/rules/kept.ts'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import { attackRecord, observationRecord } from '#sense/events.ts'
import type { Attack, Observation } from '#sense/model/attacks.ts'
import { claimRecord, questionRecord } from '#watch/events.ts'
import type { Question } from '#watch/model/hypotheses.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { FiledItem } from '../../model/crisis-file.ts'
import type { Decision } from '../../model/decision.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Notice } from '../../model/notice.ts'
import type { Task } from '../../model/task.ts'
import { effective } from '../../rules/crises/follow-merged.ts'
import { namedIn, redacted } from '../../rules/crises/redact.ts'
import { belonging, type Linked, linkedRecords, questionsAbout, slimItems } from '../../store/crises.ts'

export interface IncidentsOf {
  /** Those that count: each that the crisis names, or the one that it was merged into. */
  counting: Held<Incident>[]
  /** All of them, with those that were merged away, by id. */
  all: Map<Id, Held<Incident>>
}

/** The incidents that a crisis names, and where those that were merged went. */
export async function incidentsOf(journal: Journal, view: View, named: readonly Id[]): Promise<IncidentsOf> {
  const all = new Map<Id, Held<Incident>>()
  let edge = [...named]
  while (edge.length > 0 && all.size < 5_000) {
    const found = await journal.reads.some(incident, view, edge)
    for (const one of found) all.set(one.id, one)
    edge = [...new Set(found.flatMap(({ state }) => state.merged?.into ?? []))].filter((id) => !all.has(id))
  }
  return { counting: effective(named, all).flatMap((id) => all.get(id) ?? []), all }
}

/** What the crisis itself names and the reader may read. */
export interface Around {
  linked: Map<Id, Linked>
  incidents: IncidentsOf
  /** The crisis without what may not be read. */
  state: Crisis
  /** Records that it names and that may not be read. */
  withheld: number
}

export async function around(journal: Journal, view: View, { state }: Held<Crisis>): Promise<Around> {
  const named = namedIn(state)
  const [linked, incidents] = await Promise.all([
    linkedRecords(journal, view, named),
    incidentsOf(journal, view, state.incidents),
  ])
  const known = new Map(linked.map((one) => [one.id, one]))
  return {
    linked: known,
    incidents,
    state: redacted(state, incidents.all, new Set(known.keys())),
    withheld: named.length - known.size,
  }
}

export interface Parts {
  ladder: Held<Ladder> | null
  decisions: Held<Decision>[]
  tasks: Held<Task>[]
  notices: Held<Notice>[]
}

/** What other areas of coordinate keep about a crisis. */
export async function partsOf(journal: Journal, view: View, crisis: Id): Promise<Parts> {
  const of = <S>(name: string, limit: number) => belonging<S>(journal, view, { name }, 'crisis', [crisis], limit)
  const [ladders, decisions, tasks, notices] = await Promise.all([
    of<Ladder>('coordinate.ladder', 1),
    of<Decision>('coordinate.decision', 2_000),
    of<Task>('coordinate.task', 5_000),
    of<Notice>('coordinate.notice', 1_000),
  ])
  return { ladder: ladders[0] ?? null, decisions, tasks, notices }
}

export interface Beneath {
  incidentTasks: Held<IncidentTask>[]
  assessments: Held<Assessment>[]
  duties: Held<Duty>[]
  items: Held<FiledItem>[]
  claims: Held<LedgerClaim>[]
  questions: Held<Question>[]
  attacks: Held<Attack>[]
  observations: Held<Observation>[]
}

/** What the incidents, the strands and the questions of a crisis rest on, and what the law asks about them. */
export async function beneath(journal: Journal, view: View, { state, incidents, linked }: Around): Promise<Beneath> {
  const { reads } = journal
  const ids = [...incidents.all.keys()]
  const rests = [...state.strands.flatMap((one) => one.rests), ...[...incidents.all.values()].flatMap(observed)]
  const asked = [...new Set(rests)]
  const [incidentTasks, assessments, items, observations, about, named] = await Promise.all([
    belonging<IncidentTask>(journal, view, incidentTask, 'incident', ids, 10_000),
    belonging<Assessment>(journal, view, assessmentRecord, 'incident', ids, 1_000),
    slimItems(journal, view, asked.slice(0, 10_000)),
    reads.some(observationRecord, view, asked),
    questionsAbout(journal, view, questionRecord, ids),
    reads.some(questionRecord, view, [...state.questions, ...ofKind(linked, questionRecord.name)]),
  ])
  const questions = unique([...named, ...about])
  const evidence = questions.flatMap((one) => one.state.rows.flatMap((row) => row.claim ?? []))
  const parts = observations.flatMap((one) => one.state.parts.map((part) => part.ref))
  const itemIds = items.map((one) => one.id)
  const [duties, attacks, claims, ofItems] = await Promise.all([
    belonging<Duty>(journal, view, dutyRecord, 'assessment', idsOf(assessments), 5_000),
    reads.some(attackRecord, view, [...new Set([...asked, ...parts])]),
    reads.some(claimRecord, view, [...new Set([...state.claims, ...ofKind(linked, claimRecord.name), ...evidence])]),
    belonging<LedgerClaim>(journal, view, claimRecord, 'item', itemIds, 5_000),
  ])
  return {
    ...{ incidentTasks, assessments, items, duties },
    claims: unique([...claims, ...ofItems]).slice(0, 5_000),
    questions: questions.slice(0, 500),
    attacks: attacks.slice(0, 2_000),
    observations: observations.slice(0, 2_000),
  }
}

const observed = ({ state }: Held<Incident>) => state.observations
const idsOf = (all: readonly { id: Id }[]) => all.map((one) => one.id)

function ofKind(linked: ReadonlyMap<Id, Linked>, record: string): Id[] {
  return [...linked.values()].flatMap((one) => (one.record === record ? [one.id] : []))
}

function unique<T extends { id: Id }>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [one.id, one])).values()]
}
