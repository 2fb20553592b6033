// Which persons and organisations a crisis and its parts name by their ids.
import type { Id } from '#kernel/id.ts'
import type { CrisisFile } from '../../model/crisis-file.ts'
import type { Party } from '../../model/words.ts'

type Naming = Pick<CrisisFile, 'crisis' | 'decisions' | 'tasks' | 'notices' | 'incidents' | 'assessments' | 'entries'>

const uuid = /^person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/

/** The person behind an actor as the journal names it; null for a job or an account. */
export function personBehind(actor: string): Id | null {
  return uuid.exec(actor)?.[1] ?? null
}

function parties({ crisis, decisions, notices }: Naming): Party[] {
  const { participants, objectives, rhythm } = crisis.state
  return [
    ...participants.map((one) => one.party),
    ...[...objectives, ...rhythm].flatMap((one) => one.owner ?? []),
    ...decisions.flatMap(({ state }) => [
      ...state.consulted.map((one) => one.party),
      ...(state.chosen ? [state.chosen.decider] : []),
    ]),
    ...notices.flatMap(({ state }) => state.recipients.map((one) => one.party)),
  ]
}

export function personsIn(body: Naming): Id[] {
  const actors = new Set(body.entries.map((entry) => entry.actor))
  const found = [
    ...[...actors].map(personBehind),
    ...parties(body).map((one) => one.person),
    ...body.incidents.flatMap(({ state }) => state.assigned),
    ...body.tasks.flatMap(({ state }) => state.hands.map((hand) => hand.person)),
  ]
  return [...new Set(found.flatMap((id) => id ?? []))]
}

export function organisationsIn(body: Naming): Id[] {
  const found = [
    ...parties(body).map((one) => one.organisation),
    ...body.incidents.flatMap(({ state: { affected } }) => [
      ...affected.organisations,
      ...affected.services.map((one) => one.organisation),
    ]),
    ...body.assessments.map(({ state }) => state.organisation),
    ...[body.crisis, ...body.incidents, ...body.decisions].map(({ marking }) => marking.owner),
  ]
  return [...new Set(found.flatMap((id) => id ?? []))]
}
