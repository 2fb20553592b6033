// The entries of an observation: what traffic, complaints and news say together of one thing that happens to a target.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Observation, ObservationPart } from '../model/attacks.ts'

const closed = { additionalProperties: false } as const
const fields = Observation.properties

/** What the parts come to together, as the rule said when they were laid side by side. */
export const Together = Type.Object(
  { onset: fields.onset, confidence: fields.confidence, silent: fields.silent, reasons: fields.reasons },
  closed,
)
export type Together = Static<typeof Together>

export const observationRecord = recordKind({
  name: 'sense.observation',
  state: Observation,
  kinds: {
    'sense.observationOpened': opening(
      Type.Object({ target: Id, title: fields.title, part: ObservationPart, together: Together }, closed),
      ({ part, together, ...body }): Observation => ({ ...body, ...together, end: null, parts: [part] }),
    ),
    'sense.partAdded': change(
      Type.Object({ part: ObservationPart, together: Together }, closed),
      (state: Observation, { part, together }): Observation => ({
        ...state,
        ...together,
        // News of something that ended do not make it go on.
        end: part.kind === 'news' ? state.end : null,
        parts: [...state.parts.filter(({ ref }) => ref !== part.ref), part].slice(-200),
      }),
    ),
    /** The same part, seen better. */
    'sense.partRefined': change(
      Type.Object({ part: ObservationPart, together: Together }, closed),
      (state: Observation, { part, together }): Observation => ({
        ...state,
        ...together,
        parts: state.parts.map((one) => (one.ref === part.ref ? part : one)),
      }),
    ),
    'sense.observationEnded': change(
      Type.Object({ end: Instant }, closed),
      (state: Observation, { end }): Observation => ({ ...state, end }),
    ),
  },
  index: ({ title, parts }) => ({
    title,
    words: parts
      .map(({ says }) => says)
      .join('\n')
      .slice(0, 10_000),
  }),
})
