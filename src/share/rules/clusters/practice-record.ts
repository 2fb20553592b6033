// A practice of the forum as a record, and its life: status by status, every cell filled.
import Type from 'typebox'
import { closed, Reason } from '#coordinate/model/words.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Practice, PracticeStatus, PracticeText } from '../../model/cluster.ts'

type Status = Practice['status']
type Step = { ok: true } | { not: string }
const yes = { ok: true } as const
const already: Step = { not: 'It has this status already.' }
const discussFirst: Step = { not: 'It must be discussed before it is recommended.' }

/** May it go from the one to the other? */
export const practiceSteps: Record<Status, Record<Status, Step>> = {
  proposed: { proposed: already, discussed: yes, recommended: discussFirst, retired: yes },
  discussed: {
    proposed: { not: 'It is past that: it is discussed.' },
    discussed: already,
    recommended: yes,
    retired: yes,
  },
  recommended: {
    proposed: { not: 'It is recommended. Take it back into discussion.' },
    discussed: yes,
    recommended: already,
    retired: yes,
  },
  retired: {
    proposed: { not: 'It was retired. Take it back into discussion.' },
    discussed: yes,
    recommended: discussFirst,
    retired: already,
  },
}

const state = Practice.properties

export const practiceRecord = recordKind({
  name: 'share.practice',
  state: Practice,
  kinds: {
    'share.practiceProposed': opening(
      Type.Object({ key: state.key, organisation: state.organisation, ...PracticeText.properties }, closed),
      (given, { actor, recordedAt }): Practice => ({
        ...given,
        status: 'proposed',
        statusSince: recordedAt,
        steps: [],
        openedBy: actor,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'share.practiceEdited': change(
      Type.Partial(PracticeText, closed),
      (before: Practice, given, { recordedAt }): Practice => ({ ...before, ...given, changedAt: recordedAt }),
    ),
    'share.practiceMoved': change(
      Type.Object({ to: PracticeStatus, reason: Reason }, closed),
      (before: Practice, { to, reason }, { actor, recordedAt }): Practice => ({
        ...before,
        status: to,
        statusSince: recordedAt,
        steps: [...before.steps, { from: before.status, to, by: actor, at: recordedAt, reason }].slice(-200),
        changedAt: recordedAt,
      }),
    ),
  },
  index: ({ title, about, references }) => ({
    title,
    words: [about, ...references.map((one) => `${one.name} ${one.title}`)].join('\n'),
  }),
})
