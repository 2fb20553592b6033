// An obligation that this node follows, as a record: its owner, its day, what shows that it was done, and each round that was.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Day, Met, Obligation, Proof, Round } from '../../model/obligation.ts'
import { closed, Key, orNull, Reason } from '../../model/words.ts'

const state = Obligation.properties
const { kind, record, url, text } = Proof.properties

export const obligationRecord = recordKind({
  name: 'coordinate.obligation',
  state: Obligation,
  kinds: {
    'coordinate.obligationFollowed': opening(
      Type.Object({ obligation: state.obligation, actor: state.actor, owner: state.owner }, closed),
      (body, { actor: followedBy, recordedAt }): Obligation => ({
        ...body,
        due: null,
        notOurs: null,
        proofs: [],
        met: [],
        keys: 0,
        followedBy,
        followedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'coordinate.obligationOwnerChanged': change(
      Type.Object({ owner: state.owner }, closed),
      changed((_before, body) => body),
    ),
    'coordinate.obligationDueSet': change(
      Type.Object({ on: orNull(Day), reason: Reason }, closed),
      changed((_before, { on, reason }, { actor: by, recordedAt: at }) => ({
        due: on === null ? null : { on, reason, by, at },
      })),
    ),
    'coordinate.obligationSetAside': change(
      Type.Object({ reason: Reason }, closed),
      changed((_before, { reason }, { actor: by, recordedAt: at }) => ({ notOurs: { reason, by, at } })),
    ),
    'coordinate.obligationTakenUp': change(
      Type.Object({ reason: Reason }, closed),
      changed(() => ({ notOurs: null })),
    ),
    'coordinate.obligationProofAdded': change(
      Type.Object({ kind, record, url, text }, closed),
      changed((before, body, { actor: by, recordedAt: at }) => ({
        proofs: [...before.proofs, { key: `e${before.keys + 1}`, ...body, by, at, withdrawn: null }],
        keys: before.keys + 1,
      })),
    ),
    'coordinate.obligationProofWithdrawn': change(
      Type.Object({ key: Key, reason: Reason }, closed),
      changed((before, { key, reason }, { actor: by, recordedAt: at }) => ({
        proofs: before.proofs.map((one) => (one.key === key ? { ...one, withdrawn: { by, at, reason } } : one)),
        met: before.met.flatMap((one) => {
          const proofs = one.proofs.filter((proof) => proof !== key)
          // Nothing is done that nothing shows.
          return proofs.length === 0 ? [] : [{ ...one, proofs }]
        }),
      })),
    ),
    'coordinate.obligationMet': change(
      Type.Object({ round: Round, at: Instant, note: Met.properties.note, proofs: Met.properties.proofs }, closed),
      changed((before, body, { actor: by, recordedAt }) => ({
        met: [...before.met.filter(({ round }) => round !== body.round), { ...body, by, recordedAt }].sort((a, b) =>
          a.round < b.round ? -1 : 1,
        ),
      })),
    ),
    'coordinate.obligationReopened': change(
      Type.Object({ round: Round, reason: Reason }, closed),
      changed((before, { round }) => ({ met: before.met.filter((one) => one.round !== round) })),
    ),
  },
  index: ({ obligation, actor, proofs, met }) => ({
    title: `${obligation} (${actor})`,
    words: [...proofs.map((one) => one.text), ...met.map(({ note }) => note)].join('\n'),
  }),
})

function changed<B>(step: (before: Obligation, body: B, entry: EntryHeader) => Partial<Obligation>) {
  return (before: Obligation, body: B, entry: EntryHeader): Obligation => ({
    ...before,
    ...step(before, body, entry),
    changedAt: entry.recordedAt,
  })
}
