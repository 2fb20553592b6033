// A crisis file without anything above a marking: records, what names them, and what rests on them. Products are drafted from what
// this returns and from nothing else, so that counts, maps and names cannot tell more than the words.

import type { Crisis } from '#coordinate/model/crisis.ts'
import type { CrisisFile, Filed, FiledItem } from '#coordinate/model/crisis-file.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { type Clean, cleaner } from './clean.ts'
import { decisionWithin, ladderWithin, noticeWithin, taskWithin } from './within-acts.ts'
import { crisisWithin } from './within-crisis.ts'
import { entryWithin } from './within-entries.ts'
import { assessmentWithin, dutyWithin, incidentWithin } from './within-incident.ts'
import { claimWithin, observationWithin, questionWithin } from './within-watch.ts'

/** What may be told: as the file, but the crisis itself may be above the marking, or there is none. */
export type Told = Omit<CrisisFile, 'crisis'> & { crisis: Filed<Crisis> | null }

/** Kinds that a crisis file carries. An entry about one of these that is not there is about something above the marking. */
const filedKinds = new Set([
  'coordinate.crisis',
  'coordinate.ladder',
  'coordinate.decision',
  'coordinate.task',
  'coordinate.notice',
  'assess.incident',
  'assess.task',
  'assess.assessment',
  'assess.duty',
  'watch.item',
  'watch.claim',
  'watch.question',
  'sense.attack',
  'sense.observation',
])

/**
 * What of the file may be told to everybody whom `marking` reaches. A record's own words are of its marking; what it repeats of
 * another record (names, labels, what that one says) goes when that one does. Nothing in the answer depends on what is above.
 */
export function within(file: Told, marking: Marking): Told {
  const may = (one: { marking: Marking }) => staysWithin(marking, one.marking)
  const names = {
    persons: keep(file.names.persons, may),
    organisations: keep(file.names.organisations, may),
  }
  const crisis = file.crisis && may(file.crisis) ? file.crisis : null
  const ladder = file.ladder && may(file.ladder) ? file.ladder : null
  const all = {
    incidents: file.incidents.filter(may),
    attacks: file.attacks.filter(may),
    items: file.items.filter(may),
    claims: file.claims.filter(may),
    questions: file.questions.filter(may),
    decisions: file.decisions.filter(may),
    tasks: file.tasks.filter(may),
    notices: file.notices.filter(may),
  }
  const present = new Set<Id>([crisis, ladder, ...Object.values(all).flat()].flatMap((one) => (one ? [one.id] : [])))
  const clean = cleaner(present, names)
  const dependent = whatRestsOnThese(file, may, present, clean)
  return {
    ...file,
    withheld: 0,
    names,
    crisis: crisis && { ...crisis, state: crisisWithin(crisis.state, clean) },
    ladder: ladder && { ...ladder, state: ladderWithin(ladder.state, clean) },
    decisions: each(all.decisions, (state) => decisionWithin(state, clean)),
    tasks: each(all.tasks, (state) => taskWithin(state, clean)),
    notices: each(all.notices, (state) => noticeWithin(state, clean, marking)),
    incidents: each(all.incidents, (state) => incidentWithin(state, clean)),
    attacks: all.attacks,
    items: all.items satisfies Filed<FiledItem>[],
    claims: each(all.claims, (state) => claimWithin(state, clean)),
    questions: each(all.questions, (state) => questionWithin(state, clean)),
    ...dependent,
    entries: file.entries
      .filter((one) => may(one) && (present.has(one.subject) || !filedKinds.has(one.record)))
      .flatMap((one) => entryWithin(one) ?? []),
  }
}

type Dependent = Pick<CrisisFile, 'observations' | 'incidentTasks' | 'assessments' | 'duties'>

/** Records that say nothing without another one, and go with it. Those that stay are added to `present`. */
function whatRestsOnThese(
  file: Told,
  may: (one: { marking: Marking }) => boolean,
  present: Set<Id>,
  clean: Clean,
): Dependent {
  const note = <S>(found: Filed<S>[]) => {
    for (const { id } of found) present.add(id)
    return found
  }
  const ofIncident = (incident: Id | null) => incident === null || present.has(incident)
  const observations = note(
    file.observations.filter((one) => may(one) && one.state.parts.some(({ ref }) => present.has(ref))),
  )
  const incidentTasks = note(file.incidentTasks.filter((one) => may(one) && ofIncident(one.state.incident)))
  const assessments = note(file.assessments.filter((one) => may(one) && ofIncident(one.state.incident)))
  const duties = note(
    file.duties.filter((one) => may(one) && ofIncident(one.state.incident) && present.has(one.state.assessment)),
  )
  return {
    observations: each(observations, (state) => observationWithin(state, clean)),
    incidentTasks,
    assessments: each(assessments, (state) => assessmentWithin(state, clean)),
    duties: each(duties, (state) => dutyWithin(state, clean)),
  }
}

function each<S>(found: readonly Filed<S>[], change: (state: S) => S): Filed<S>[] {
  return found.map((one) => ({ ...one, state: change(one.state) }))
}

function keep<V extends { marking: Marking }>(from: Record<string, V>, may: (one: V) => boolean): Record<string, V> {
  return Object.fromEntries(Object.entries(from).filter(([, one]) => may(one)))
}
