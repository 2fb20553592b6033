// Reading assessments: lists, and one with its verdict as of now, what the record proposes, and the reports that are owed.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/assessments.ts'
import type { Assessment } from '../../model/assessment.ts'
import { dutyRow } from '../../rules/assessing/duty-row.ts'
import { proposalsFor } from '../../rules/assessing/proposals.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { sourcesFor } from '../../store/assessment-sources.ts'
import { assessmentPage } from '../../store/assessments.ts'
import { readableDutiesOf } from '../../store/duties.ts'
import { writable } from '../desk.ts'
import { judgeState } from './judge-assessment.ts'
import { type AssessingRoom, lawShown } from './room.ts'

export async function listAssessments(
  room: AssessingRoom,
  input: InputOf<typeof api.listAssessments>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listAssessments>>> {
  const { items, next, total } = await assessmentPage(room.journal, view, input)
  return done({ items: items.map(brief), next, total })
}

function brief({ id, version, marking, since, state }: Held<Assessment>) {
  const { facts: _facts, group: _group, anchors: _anchors, services, ...rest } = state
  return { id, version, marking, since, state: { ...rest, services: services.length } }
}

export async function getAssessment(
  room: AssessingRoom,
  input: InputOf<typeof api.getAssessment>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.getAssessment>>> {
  const held = await room.journal.reads.one(assessmentRecord, view, input.id)
  if (!held) return refuse('unknown', `No assessment with the id ${input.id} that you may read.`)
  const { id, version, marking, since, state } = held
  const at = view.asOf ?? now
  const law = await lawShown(room, state, input.law)
  if (!law) return refuse('unknown-law', `There is no version ${input.law}.`, '/law')
  const [known, duties] = await Promise.all([
    sourcesFor(room.journal, view, state, room, at, marking),
    readableDutiesOf(room.journal, view, [id]),
  ])
  const { facts, ...proposals } = proposalsFor(known)
  const { verdict, faults } = judgeState(room, law, state, at)
  return done({
    ...{ id, version, marking, since, state, verdict, faults },
    // Of what the record says, only that which this law asks for.
    proposals: { ...proposals, facts: facts.filter((one) => law.factOf.has(one.fact)) },
    duties: duties.map((duty) => dutyRow(duty, at)).sort(byDue),
    mayChange: !view.asOf && !state.closed && writable(room, view, held),
  })
}

type Row = OutputOf<typeof api.getAssessment>['duties'][number]

function byDue({ state: a }: Row, { state: b }: Row): number {
  if (a.dueAt === b.dueAt) return a.name < b.name ? -1 : 1
  if (a.dueAt === null || b.dueAt === null) return a.dueAt === null ? 1 : -1
  return a.dueAt < b.dueAt ? -1 : 1
}
