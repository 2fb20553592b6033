// The entries of an attack: noticed, its waves as they open, are looked at again and end, how it is done, and its end.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Attack, AttackWave, judgements } from '../model/attacks.ts'
import { threeNumbers } from '../rules/attack.ts'
import { type AttackEvent, nextAttackState } from '../rules/attack-state.ts'

const closed = { additionalProperties: false } as const
const fields = Attack.properties
/** Place of a wave in the list of the attack: the list only grows, so it is the name of the wave for good. */
const Place = Type.Integer({ minimum: 0, maximum: 199 })
const Waves = Type.Array(AttackWave, { minItems: 1, maxItems: 200 })

export const Character = Type.Object(
  { vectors: fields.vectors, mix: fields.mix, crowd: fields.crowd, doubts: fields.doubts },
  closed,
)
export type Character = Static<typeof Character>

export const attackRecord = recordKind({
  name: 'sense.attack',
  state: Attack,
  kinds: {
    'sense.attackNoticed': opening(
      Type.Object(
        { target: Id, title: fields.title, measure: fields.measure, wave: AttackWave, crowd: fields.crowd },
        closed,
      ),
      ({ wave, ...body }): Attack => ({
        ...body,
        state: 'rising',
        onset: wave.onset,
        end: null,
        waves: [wave],
        usual: wave.baseline,
        seen: wave.peakValue,
        sure: wave.confidence,
        vectors: [],
        mix: null,
        doubts: [],
        judged: null,
      }),
    ),
    'sense.waveOpened': change(
      Type.Object({ wave: AttackWave }, closed),
      (state: Attack, { wave }): Attack => withWaves(state, [...state.waves, wave], 'wave opened'),
    ),
    /** The waves from this place on, looked at again: onsets may have moved, peaks grown, one become several. */
    'sense.waveRefined': change(
      Type.Object({ place: Place, waves: Waves }, closed),
      (state: Attack, { place, waves }): Attack =>
        withWaves(state, [...state.waves.slice(0, place), ...waves], 'wave stands'),
    ),
    /** All of them have ended. */
    'sense.waveEnded': change(
      Type.Object({ place: Place, waves: Waves }, closed),
      (state: Attack, { place, waves }): Attack =>
        withWaves(state, [...state.waves.slice(0, place), ...waves], 'wave ended'),
    ),
    'sense.attackCharacterised': change(Character, (state: Attack, body): Attack => ({ ...state, ...body })),
    'sense.attackOver': change(
      Type.Object({ end: Instant, because: Type.String({ maxLength: 400 }) }, closed),
      (state: Attack, { end }): Attack => ({
        ...state,
        state: nextAttackState(state.state, 'gap passed'),
        end,
        // Nobody measured how these ended; the last that is known of them is not after this.
        waves: state.waves.map((wave) => (wave.end === null ? { ...wave, end } : wave)),
      }),
    ),
    'sense.attackJudged': change(
      Type.Object({ as: Type.Enum(judgements), person: Id, reason: Type.String({ maxLength: 1000 }) }, closed),
      (state: Attack, { as, person, reason }, entry): Attack => ({
        ...state,
        judged: { as, by: person, at: entry.recordedAt, reason },
      }),
    ),
  },
  index: ({ title, vectors, judged }) => ({
    title,
    words: [...vectors.map(({ label }) => label), judged?.reason ?? ''].join('\n').slice(0, 10_000),
  }),
})

/** The onset of an attack is that of its earliest wave; a wave that lasts keeps it going. */
function withWaves(state: Attack, waves: AttackWave[], told: AttackEvent): Attack {
  const runs = waves.some((wave) => wave.end === null)
  const event = told === 'wave ended' && runs ? 'wave stands' : told
  const after = nextAttackState(state.state, event)
  // Bits and packets cannot be compared: the three numbers are of the measure by which it was noticed.
  const own = waves.filter(({ measure }) => measure === state.measure)
  return {
    ...state,
    waves,
    state: after,
    end: after === 'over' ? state.end : null,
    onset: waves.map(({ onset }) => onset).sort()[0] ?? state.onset,
    ...threeNumbers(own.length > 0 ? own : waves),
  }
}
