// The course of a crisis: when incidents and strands began and ended, and what was decided in between.
import type { CrisisMoment } from '../../model/crisis-room.ts'
import type { ReadableFacts } from './crisis-facts.ts'

const mostMoments = 300

/** Oldest first; of very many the newest. */
export function momentsOf(facts: ReadableFacts): CrisisMoment[] {
  const { crisis, state } = facts
  const own = { record: 'coordinate.crisis', id: crisis.id }
  const found: CrisisMoment[] = [
    { at: state.openedAt, what: 'crisis-opened', ...own, title: state.title },
    ...(state.closed ? [{ at: state.closed.at, what: 'crisis-closed' as const, ...own, title: state.title }] : []),
    ...facts.incidents.flatMap(ofIncident),
    ...state.strands.flatMap(({ title, startedAt, endedAt }) => [
      ...(startedAt ? [{ at: startedAt, what: 'strand-began' as const, ...own, title }] : []),
      ...(endedAt ? [{ at: endedAt, what: 'strand-ended' as const, ...own, title }] : []),
    ]),
    ...stepsOf(facts),
    ...decisionsOf(facts),
  ]
  return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-mostMoments)
}

function ofIncident({ id, state }: ReadableFacts['incidents'][number]): CrisisMoment[] {
  const { startedAt, endedAt } = state.times
  const own = { record: 'assess.incident', id, title: `${state.reference} ${state.title}` }
  return [
    startedAt
      ? { at: startedAt, what: 'incident-began', ...own }
      : { at: state.declaredAt, what: 'incident-declared', ...own },
    ...(endedAt ? [{ at: endedAt, what: 'incident-ended' as const, ...own }] : []),
  ]
}

function stepsOf({ ladder }: ReadableFacts): CrisisMoment[] {
  if (!ladder) return []
  return ladder.state.steps.flatMap(({ network, to, decision }) =>
    decision?.outcome === 'taken'
      ? [
          {
            at: decision.at,
            what: 'step-taken',
            record: 'coordinate.ladder',
            id: ladder.id,
            title: `${network}: ${to}`,
          },
        ]
      : [],
  )
}

function decisionsOf({ decisions }: ReadableFacts): CrisisMoment[] {
  return decisions.flatMap(({ id, state }) =>
    state.chosen && state.status === 'decided'
      ? [{ at: state.chosen.at, what: 'decided', record: 'coordinate.decision', id, title: state.question }]
      : [],
  )
}
