// Reads all that a report may be drafted from: what the reader may read, and what may stand in a record marked like the report.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { attackRecord } from '#sense/events.ts'
import { documentRecord, itemRecord } from '#watch/events.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Incident } from '../../model.ts'
import { acceptedIn, type ItemRead, shownClaim } from '../../rules/accepted-facts.ts'
import { situationOf } from '../../rules/assessing/situation-of.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { placeOf } from '../../rules/drafting/asked-fields.ts'
import { ruleAnswers } from '../../rules/drafting/rule-answers.ts'
import type { Subject } from '../../rules/drafting/subject.ts'
import { incident } from '../../rules/incident.ts'
import { task } from '../../rules/kept.ts'
import type { PreparedLaw } from '../../rules/law/prepared.ts'
import { earlierReports } from '../../store/duty-reports.ts'
import { keptWith } from '../../store/incidents.ts'
import { claimsOfItems, factsOfItems } from '../../store/item-facts.ts'
import { type ReportingRoom, registerView } from './room.ts'

export interface About {
  assessment: Id
  regime: string
  report: string
  /** How the report is or will be marked: nothing goes in that would reach anybody new by it. */
  marking: Marking | null
  /** The report itself, which is no earlier one. */
  own: Id | null
}

/** Null where the assessment may not be read, or where this law has no such report. */
export async function subjectFor(
  room: ReportingRoom,
  view: View,
  prepared: PreparedLaw,
  about: About,
): Promise<{ subject: Subject; assessment: Held<Assessment> } | null> {
  const { journal, forms, taxonomies } = room
  const place = placeOf(prepared.law, about.regime, about.report)
  const assessment = place && (await journal.reads.one(assessmentRecord, view, about.assessment))
  if (!place || !assessment) return null
  const { state } = assessment
  const marking = about.marking ?? assessment.marking
  const fits = (one: { marking: Marking }) => staysWithin(marking, one.marking)
  const found = state.incident ? await journal.reads.one(incident, view, state.incident) : undefined
  const open = found && fits(found) ? found : undefined
  const [evidence, tasks, earlier, organisation] = await Promise.all([
    evidenceOf(room, view, open, fits),
    open ? keptWith(journal, task, view, [open.id]) : [],
    earlierReports(journal, view, assessment.id, about.regime),
    state.organisation ? journal.reads.one(organisationRecord, registerView(view), state.organisation) : undefined,
  ])
  const judged = state.judged.regimes.find((one) => one.id === about.regime)
  const now = view.asOf ?? state.changedAt
  const subject: Subject = {
    ...place,
    ...{ forms, taxonomies, ...evidence },
    assessment: { id: assessment.id, tlp: marking.tlp, state },
    organisation: organisation?.id ?? null,
    contacts: organisation?.state.contacts ?? [],
    incident: open ? { id: open.id, state: open.state } : null,
    tasks: tasks.filter(fits).map(({ id, state: told }) => ({ id, state: told })),
    answers: ruleAnswers(
      prepared,
      situationOf(state, now, (fact) => prepared.factOf.has(fact)),
    ),
    because: judged?.because ?? [],
    earlier: earlier
      .filter((one) => one.id !== about.own && fits(one))
      .map(({ id, state: written }) => ({ id, state: written })),
  }
  return { subject, assessment }
}

type Evidence = Pick<Subject, 'attacks' | 'claims' | 'names'>

/** What was measured, and what persons accepted out of the items that the incident rests on. */
async function evidenceOf(
  { journal }: ReportingRoom,
  view: View,
  held: Held<Incident> | undefined,
  fits: (one: { marking: Marking }) => boolean,
): Promise<Evidence> {
  if (!held || held.state.observations.length === 0) return { attacks: [], claims: [], names: [] }
  const { observations } = held.state
  const [attacks, items] = await Promise.all([
    journal.reads.some(attackRecord, view, observations),
    journal.reads.some(itemRecord, view, observations),
  ])
  const known = items.filter(fits)
  const ids = known.map(({ id }) => id)
  const [documents, judged, claims] = await Promise.all([
    journal.reads.some(
      documentRecord,
      view,
      known.map(({ state }) => state.document),
    ),
    factsOfItems(journal, view, ids),
    claimsOfItems(journal, view, ids),
  ])
  const documentOf = new Map(documents.filter(fits).map((document) => [document.state.item, document]))
  const read = known.flatMap((item): ItemRead[] => {
    const document = documentOf.get(item.id)
    return document ? [{ item, document, judgements: judged.get(item.id) ?? [] }] : []
  })
  return {
    attacks: attacks.filter(fits).map(({ id, state }) => {
      const { title, measure, onset, end } = state
      return { id, title, measure, onset, end, judged: state.judged?.as ?? null }
    }),
    claims: claims
      .filter(fits)
      .flatMap(shownClaim)
      .map(({ id, proposition, holder, class: kind, rating, item }) => ({
        ...{ id, proposition, holder, class: kind, rating, item },
      })),
    names: acceptedIn(read).names.map(({ text, type, item }) => ({ text, type, item })),
  }
}
