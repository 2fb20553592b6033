// Whether one organisation uses a practice, as a record of that organisation, and what it said before.
import Type from 'typebox'
import { closed } from '#coordinate/model/words.ts'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { PracticeUse, type Use, uses } from '../../model/cluster.ts'

const state = PracticeUse.properties
const { use, on, evidence } = state.said.properties
const Said = Type.Object({ use, on, evidence }, closed)
type Said = Type.Static<typeof Said>

export const practiceUseRecord = recordKind({
  name: 'share.practiceUse',
  state: PracticeUse,
  kinds: {
    'share.practiceUseSaid': opening(
      Type.Object(
        {
          practice: state.practice,
          title: state.title,
          organisation: state.organisation,
          name: state.name,
          said: Said,
        },
        closed,
      ),
      ({ said, ...given }, entry): PracticeUse => ({
        ...given,
        said: signed(said, entry),
        before: [],
        changedAt: entry.recordedAt,
      }),
    ),
    'share.practiceUseChanged': change(
      Type.Object({ said: Said }, closed),
      (before: PracticeUse, { said }, entry): PracticeUse => ({
        ...before,
        said: signed(said, entry),
        before: [...before.before, before.said].slice(-200),
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ name, title, said }) => ({ title: `${name}: ${title}`, words: said.evidence }),
})

function signed(said: Said, { actor, recordedAt }: EntryHeader): PracticeUse['said'] {
  return { ...said, by: actor, at: recordedAt }
}

/** How many of those that one may read say what. */
export function countUses(said: readonly Pick<PracticeUse, 'said'>[]): Record<Use, number> {
  const counts = Object.fromEntries(uses.map((one) => [one, 0])) as Record<Use, number>
  for (const { said: words } of said) counts[words.use] += 1
  return counts
}
