// What is not known in a crisis: said as such, so that nobody takes it for "no".

import type { Incident } from '#assess/model.ts'
import { factFrom } from '#assess/rules/fact-from.ts'
import { isIncident, isOpen } from '#assess/rules/picture-facts.ts'
import type { NotKnown } from '../../model/crisis-room.ts'
import type { Kept, ReadableFacts } from './crisis-facts.ts'

export function notKnownIn({ crisis, state, incidents, questions }: ReadableFacts): NotKnown[] {
  return [
    ...incidents.flatMap(ofIncident),
    ...state.strands
      .filter((one) => one.status === 'unclear')
      .map(({ title }) => ({
        ...{ what: 'strand-unclear' as const, record: 'coordinate.crisis', id: crisis.id, title },
        says: 'Whether it goes on is not clear.',
      })),
    ...questions
      .filter((one) => one.state.status === 'open')
      .map(({ id, state: { text, attribution } }) => ({
        ...{ what: 'question-open' as const, record: 'watch.question', id, title: text },
        says: attribution?.standing
          ? 'The question is open; two analysts accept an attribution.'
          : 'The question is open.',
      })),
  ]
}

const gaps: readonly { what: NotKnown['what']; says: string; missing: (state: Incident) => boolean }[] = [
  { what: 'severity', says: 'Nobody has judged the severity.', missing: ({ severity }) => severity === null },
  { what: 'users', says: 'How many are affected is not known.', missing: ({ affected }) => affected.users === null },
  { what: 'sectors', says: 'No sector is named.', missing: ({ affected }) => affected.sectors.length === 0 },
  { what: 'countries', says: 'No country is named.', missing: ({ affected }) => affected.countries.length === 0 },
  { what: 'beginning', says: 'When it began is not known.', missing: ({ times }) => times.startedAt === null },
  {
    what: 'root-cause',
    says: 'The root cause is not known.',
    missing: ({ classification }) => (classification?.rootCause ?? null) === null,
  },
]

/** Only of open ones: what ended is looked at again in the review. */
function ofIncident(one: Kept<Incident>): NotKnown[] {
  const fact = factFrom({ record: 'assess.incident', ...one })
  if (fact?.kind !== 'incident' || !isIncident(fact) || !isOpen(fact)) return []
  const { id, state } = one
  const title = `${state.reference} ${state.title}`
  return gaps
    .filter((gap) => gap.missing(state))
    .map(({ what, says }) => ({ what, record: 'assess.incident', id, title, says }))
}
