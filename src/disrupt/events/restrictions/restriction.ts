// The entries of a restriction.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Restriction, RestrictionSource, Voice } from '../../model/restrictions/restriction.ts'
import { closed, Day, orNull, Pointer, Reason } from '../../model/words.ts'

const noted = [
  ...(['title', 'kind', 'imposedBy', 'imposer', 'country', 'against', 'service', 'appliesIn', 'what'] as const),
  ...(['amount', 'decidedOn', 'from', 'until', 'crisis', 'about'] as const),
] as const
export const RestrictionNoted = Type.Pick(Restriction, [...noted], closed)
const Source = Type.Pick(RestrictionSource, ['text', 'url', 'on'], closed)

export const restrictionRecord = recordKind({
  name: 'disrupt.restriction',
  state: Restriction,
  kinds: {
    'disrupt.restrictionNoted': opening(
      Type.Object({ ...RestrictionNoted.properties, source: Source }, closed),
      ({ source, ...body }, { actor: by, recordedAt: at }): Restriction => ({
        ...body,
        sources: [{ key: 'q1', ...source, by, at }],
        ...{ voices: [], state: 'reported', endedBecause: null, keys: 1, addedBy: by, addedAt: at, changedAt: at },
      }),
    ),
    'disrupt.restrictionChanged': change(
      Type.Partial(RestrictionNoted),
      (state: Restriction, body, { recordedAt }): Restriction => ({ ...state, ...body, changedAt: recordedAt }),
    ),
    'disrupt.restrictionSourced': change(
      Type.Object({ ...Source.properties, confirms: Type.Boolean() }, closed),
      (state: Restriction, { confirms, ...source }, { actor: by, recordedAt: at }): Restriction => {
        const keys = state.keys + 1
        const sources = [...state.sources, { key: `q${keys}`, ...source, by, at }]
        const now = confirms && state.state === 'reported' ? 'confirmed' : state.state
        return { ...state, keys, sources, state: now, changedAt: at }
      },
    ),
    'disrupt.restrictionSaid': change(
      Type.Pick(Voice, ['party', 'position', 'says', 'claim'], closed),
      (state: Restriction, body, { actor: by, recordedAt: at }): Restriction => {
        const keys = state.keys + 1
        return { ...state, keys, voices: [...state.voices, { key: `v${keys}`, ...body, by, at }], changedAt: at }
      },
    ),
    'disrupt.restrictionLinked': change(
      Type.Object({ to: Pointer, unlink: Type.Boolean() }, closed),
      (state: Restriction, { to, unlink }, { recordedAt }): Restriction => ({
        ...state,
        about: unlink ? state.about.filter(({ id }) => id !== to.id) : [...state.about, to],
        changedAt: recordedAt,
      }),
    ),
    'disrupt.restrictionEnded': change(
      Type.Object({ to: Type.Enum(['lifted', 'withdrawn']), on: orNull(Day), because: Reason }, closed),
      (state: Restriction, { to, on, because }, { recordedAt }): Restriction => ({
        ...state,
        ...{ state: to, until: on ?? state.until, endedBecause: because, changedAt: recordedAt },
      }),
    ),
    'disrupt.restrictionReopened': change(
      Type.Object({ because: Reason }, closed),
      (state: Restriction, _body, { recordedAt }): Restriction => ({
        ...state,
        ...{ state: 'reported', until: null, endedBecause: null, changedAt: recordedAt },
      }),
    ),
  },
  index: ({ title, imposedBy, against, service, what, voices }) => ({
    title,
    words: [imposedBy.name, against.name, service ?? '', what, ...voices.map(({ says }) => says)].join('\n'),
  }),
})
