// What an incident may rest on of an attack that sense measured: proposals with their source, which a person confirms.
import type { Static } from 'typebox'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Attack } from '#sense/model.ts'
import type { MeasuredAttack } from '../api.ts'

type Measured = Static<typeof MeasuredAttack>

/** Names of facts are those of the rules of significance; `now` (an instant) is how long it lasts so far. */
export function measuredAttack(
  { id, marking, state }: { id: Id; marking: Marking; state: Attack },
  now: string,
): Measured {
  const { title, target, measure, onset, end, waves, usual, seen, sure, judged } = state
  return {
    ...{ id, title, target, marking, measure, onset, end, usual, seen, sure },
    state: state.state,
    waves: waves.length,
    judged: judged?.as ?? null,
    facts: factsOf(state, now),
  }
}

/** Nothing is proposed from what a person said was a crowd or a false alarm; an outage has a length all the same. */
function factsOf({ onset, end, sure, crowd, judged }: Attack, now: string): Measured['facts'] {
  if (judged?.as === 'false alarm' || judged?.as === 'flash crowd') return []
  const measured = `measured, ${Math.round(sure * 100)} % sure`
  const minutes = Math.max(0, Math.round((Date.parse(end ?? now) - Date.parse(onset)) / 60_000))
  const malicious = judged ? judged.as === 'attack' : crowd.verdict === 'attack'
  return [
    {
      name: 'incident.duration_minutes',
      value: minutes,
      unit: end ? 'minutes' : 'minutes so far',
      source: `${measured}; how long traffic was unusual, which is not how long the service was`,
    },
    { name: 'incident.is_ongoing', value: end ? 'no' : 'yes', unit: '', source: measured },
    ...(malicious
      ? [
          {
            name: 'incident.suspected_unlawful_or_malicious',
            value: 'yes',
            unit: '',
            source: judged
              ? 'a person judged it an attack'
              : `the counters look like an attack, ${Math.round(crowd.confidence * 100)} % sure`,
          },
        ]
      : []),
  ]
}
