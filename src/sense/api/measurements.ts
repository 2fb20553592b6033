// Contracts: what was measured. The wall, one target over time, files of it, and complaints that come by file.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { AttackState, AttackWave, Measure, SourceMix } from '../model/attacks.ts'
import { type Resolution, resolutions } from '../model/bucket.ts'
import { orNull } from '../model/targets.ts'
import { refusing } from './refusals.ts'
import { reading, working } from './targets.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'

/** A whole number and not a union of three, so that a query string is read as a number. */
const BucketSeconds = Type.Unsafe<Resolution>(Type.Integer({ enum: [...resolutions] }))

/** quiet: as usual. silent: nothing is measured at the moment, which is not the same. */
export const wallStates = ['attack', 'surge', 'silent', 'learning', 'quiet'] as const

const WallLine = Type.Object(
  {
    measure: Measure,
    /** Rates of the last half hour, a value a minute (null: not measured), the oldest first. */
    line: Type.Array(orNull(Type.Number()), { maxItems: 60 }),
    now: orNull(Type.Number()),
    usual: orNull(Type.Number()),
  },
  closed,
)

export const showWall = contract({
  name: 'sense.showWall',
  does: 'query',
  summary: 'Every target at a glance, the most unusual first, and how the sensors are',
  input: Type.Object({ limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })) }, closed),
  output: Type.Object(
    {
      at: Instant,
      targets: Type.Array(
        Type.Object(
          {
            id: Id,
            name: Type.String(),
            organisation: Type.Object({ id: Id, name: Type.String() }, closed),
            state: Type.Enum(wallStates),
            /** The attack that runs, or ended within the last hour. */
            attack: orNull(Type.Object({ id: Id, state: AttackState, onset: Instant, waves: Type.Integer() }, closed)),
            lines: Type.Array(WallLine, { maxItems: 6 }),
            sources: orNull(Type.Number()),
            complaintsPerMinute: orNull(Type.Number()),
            newest: orNull(Instant),
            marks: Type.Array(Type.String()),
          },
          closed,
        ),
      ),
      total: Type.Integer(),
      sensors: Type.Object({ heard: Type.Integer(), silent: Type.Integer(), lostShare: orNull(Type.Number()) }, closed),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { limit: 50 },
})

const Band = Type.Object(
  {
    key: Type.String({ description: 'Country, protocol, class of status or region; * for all others together' }),
    values: Type.Array(orNull(Type.Number())),
  },
  closed,
)

export const showSeries = contract({
  name: 'sense.showSeries',
  does: 'query',
  summary: 'One target over time: rates, what is usual, sources by country, complaints, waves and what is doubtful',
  input: Type.Object(
    {
      target: Id,
      from: Instant,
      to: Instant,
      bucketSeconds: optional(BucketSeconds),
      measure: optional(Measure),
      /** Also the same time so many seconds before, such as 604800 for last week. */
      compareSeconds: optional(Type.Integer({ minimum: 60, maximum: 63_072_000 })),
      bands: optional(Type.Union([Type.Literal('country'), Type.Literal('protocol')], { default: 'country' })),
      most: optional(Type.Integer({ minimum: 1, maximum: 30, default: 8 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      target: Type.Object({ id: Id, name: Type.String() }, closed),
      measure: Measure,
      measures: Type.Array(Measure),
      bucketSeconds: Type.Integer(),
      /** Starts of the buckets, seconds since 1970 UTC; every other list has one value for each. */
      at: Type.Array(Type.Integer()),
      values: Type.Array(orNull(Type.Number())),
      usual: Type.Array(orNull(Type.Number())),
      compared: orNull(Type.Array(orNull(Type.Number()))),
      bands: Type.Array(Band),
      sources: Type.Array(orNull(Type.Number())),
      complaints: Type.Array(orNull(Type.Number())),
      waves: Type.Array(AttackWave),
      mix: orNull(SourceMix),
      heavy: Type.Array(
        Type.Object(
          { kind: Type.String(), key: Type.String(), name: Type.String(), amount: Type.Number(), error: Type.Number() },
          closed,
        ),
      ),
      /** By mark, the buckets that bear it. */
      marks: Type.Array(Type.Object({ mark: Type.String(), at: Type.Array(Type.Integer()) }, closed)),
    },
    closed,
  ),
  refusals: refusing('span-too-long'),
  policy: reading,
  arguments: ['target'],
  example: { target: anId, from: '2025-03-10T09:00:00Z', to: '2025-03-10T12:00:00Z', bucketSeconds: 10 },
})

export const exportSeries = contract({
  name: 'sense.exportSeries',
  does: 'query',
  summary: 'The same as CSV: a line a bucket, with marks, table date and marking in the first lines',
  input: Type.Object(
    {
      target: Id,
      from: Instant,
      to: Instant,
      bucketSeconds: optional(BucketSeconds),
    },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: refusing('span-too-long'),
  policy: reading,
  arguments: ['target'],
  download: true,
  example: { target: anId, from: '2025-03-10T09:00:00Z', to: '2025-03-10T12:00:00Z' },
})

export const importComplaints = contract({
  name: 'sense.importComplaints',
  does: 'action',
  summary: 'Take in complaints from a CSV file: timestamp, service, region, kind, count',
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  output: Type.Object(
    {
      reports: Type.Integer(),
      buckets: Type.Integer(),
      unknownServices: Type.Array(Type.String(), { maxItems: 50 }),
      problems: Type.Array(Type.Object({ line: Type.Integer(), why: Type.String() }, closed), { maxItems: 50 }),
    },
    closed,
  ),
  refusals: refusing('bad-lines'),
  policy: working,
  upload: { maxBytes: 16 * 1024 * 1024 },
  arguments: ['name'],
  example: { name: 'complaints-2025-03-10.csv' },
})
