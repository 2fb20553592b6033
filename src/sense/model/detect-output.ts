// What `./tocsin sense detect FILE.csv --json` prints: waves, surges and scores of one series.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const

export const SeriesTime = Type.Union([Type.String({ maxLength: 40 }), Type.Number()], {
  description:
    'As in the file: RFC 3339 in UTC where it has dates, a number in the unit of the file where it has numbers',
})
export type SeriesTime = Static<typeof SeriesTime>

const rise = {
  onset: SeriesTime,
  peak: SeriesTime,
  end: Type.Union([SeriesTime, Type.Null()], { description: 'First bucket that is usual again; null: not over' }),
  peakValue: Type.Number(),
  baseline: Type.Number({ description: 'What is usual at the peak' }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
}
export const SeriesWave = Type.Object(rise, closed)
export type SeriesWave = Static<typeof SeriesWave>

const Level = Type.Object({ at: SeriesTime, from: Type.Number(), to: Type.Number() }, closed)

export const DetectOutput = Type.Object(
  {
    name: Type.String({ maxLength: 1000 }),
    bucketSeconds: Type.Number({ exclusiveMinimum: 0 }),
    kind: Type.Union([Type.Literal('volume'), Type.Literal('count')]),
    waves: Type.Array(SeriesWave, { description: 'Rises of at least two buckets' }),
    surges: Type.Array(SeriesWave, {
      description: 'Counts: rises as a whole, tail included. Any series: bursts of one bucket',
    }),
    dips: Type.Array(SeriesWave, { description: 'Falls; peak and peakValue are of the lowest bucket' }),
    levelShifts: Type.Array(Level, { description: 'From when on another level was usual' }),
    scores: Type.Array(Type.Tuple([SeriesTime, Type.Number({ minimum: 0, maximum: 1 })]), {
      description: 'How anomalous each point is, by what came before it: one pair for each time of the file, in order',
    }),
    periodSeconds: Type.Union([Type.Number(), Type.Null()], { description: 'Season that the scores found, or null' }),
    thresholds: Type.Record(Type.String(), Type.Number(), { description: 'What was decided by; see the manual' }),
    counts: Type.Object(
      {
        points: Type.Integer(),
        missing: Type.Integer(),
        duplicates: Type.Integer(),
        unsorted: Type.Integer(),
        bad: Type.Integer(),
        gaps: Type.Integer(),
      },
      closed,
    ),
    problems: Type.Array(Type.Object({ line: Type.Integer(), why: Type.String() }, closed)),
  },
  closed,
)
export type DetectOutput = Static<typeof DetectOutput>
