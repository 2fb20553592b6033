// The entries of informing abroad: who was told what, and who need not be.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Abroad, Informed, ToldParty } from '../model/abroad.ts'
import { Reason } from '../model.ts'

const closed = { additionalProperties: false } as const
const { at, channel, told, withheld } = Informed.properties
const Told = Type.Object(
  { to: Type.Array(ToldParty, { minItems: 1, maxItems: 40 }), at, channel, told, withheld },
  closed,
)
const NotTold = Type.Object({ to: Type.Array(ToldParty, { minItems: 1, maxItems: 40 }), reason: Reason }, closed)

function informed(state: Abroad, { to, ...what }: Type.Static<typeof Told>, entry: EntryHeader): Abroad {
  const rows = to.map((one) => ({ to: one, ...what, by: entry.actor, recordedAt: entry.recordedAt }))
  return {
    ...state,
    informed: [...state.informed, ...rows].slice(-500),
    notNeeded: state.notNeeded.filter((row) => !to.includes(row.to)),
  }
}

export const abroadRecord = recordKind({
  name: 'assess.abroad',
  state: Abroad,
  kinds: {
    'assess.abroadOpened': opening(
      Type.Object({ incident: Id }, closed),
      ({ incident }): Abroad => ({ incident, informed: [], notNeeded: [] }),
    ),
    'assess.abroadInformed': change(Told, informed),
    'assess.abroadNotNeeded': change(
      NotTold,
      (state: Abroad, { to, reason }, { actor, recordedAt }): Abroad => ({
        ...state,
        notNeeded: [
          ...state.notNeeded.filter((row) => !to.includes(row.to)),
          ...to.map((one) => ({ to: one, reason, by: actor, at: recordedAt })),
        ],
      }),
    ),
  },
  index: ({ informed: rows }) => ({
    title: 'Told abroad',
    words: rows.map((row) => `${row.to} ${row.told}`).join('\n'),
  }),
})
