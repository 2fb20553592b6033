// What a review is drafted from: everything of the crisis that may go into a record of this marking, and nothing above it.
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { View } from '#platform/journal/index.ts'
import { breachRecord } from '../../events/breach.ts'
import { lessonRecord } from '../../events/lesson.ts'
import { measureRecord } from '../../events/measure.ts'
import type { Replaced } from '../../model/review.ts'
import type { Grounds } from '../../rules/review/draft.ts'
import { listed } from '../../store/records.ts'
import type { RecoverRoom } from '../room.ts'

export async function groundsFor(
  { journal, coordinate }: RecoverRoom,
  view: View,
  crisis: string,
  marking: Marking,
): Promise<Grounds | undefined> {
  const file = await coordinate.crisisFile(view, crisis)
  if (!file) return undefined
  const within = <T extends { marking: Marking }>(all: readonly T[]) =>
    all.filter((one) => staysWithin(marking, one.marking))
  const incidents = file.incidents.map(({ id }) => id)
  const [lessons, measures, breaches] = await Promise.all([
    listed(journal, view, lessonRecord, { crisis }),
    listed(journal, view, measureRecord, { crisis }),
    listed(journal, view, breachRecord, { incidents }),
  ])
  return {
    file: {
      ...file,
      incidents: within(file.incidents),
      entries: within(file.entries),
      items: within(file.items),
      claims: within(file.claims),
    },
    lessons: within(lessons).map(({ title }) => title),
    acts: [
      ...within(measures).flatMap(({ state }) =>
        state.turns.map(({ at, to, reason }) => ({
          at,
          text: `${state.title}: ${to}. ${reason}`.slice(0, 2_000),
          entry: null,
        })),
      ),
      ...within(breaches).flatMap(({ state }) =>
        state.steps.flatMap(({ text, result, endedAt, state: stands }) =>
          stands === 'done' && endedAt
            ? [{ at: endedAt, text: `${text}. ${result}`.trim().slice(0, 2_000), entry: null }]
            : [],
        ),
      ),
    ],
  }
}

/** Names that the record knows, to be replaced in a version for others. */
export function namesIn(file: CrisisFile): Pick<Replaced, 'kind' | 'text'>[] {
  const { persons, organisations } = file.names
  const parties = file.crisis.state.participants.map(({ party }) => party.name)
  return [
    ...Object.values(persons).map(({ name }) => ({ kind: 'person' as const, text: name })),
    ...Object.values(organisations).map(({ name }) => ({ kind: 'organisation' as const, text: name })),
    ...parties.map((text) => ({ kind: 'organisation' as const, text })),
    ...file.incidents.map(({ state }) => ({ kind: 'reference' as const, text: state.reference })),
    { kind: 'reference' as const, text: file.crisis.state.reference },
  ]
    .map(({ kind, text }) => ({ kind, text: text.trim().slice(0, 300) }))
    .filter(({ text }) => text.length > 1)
}
