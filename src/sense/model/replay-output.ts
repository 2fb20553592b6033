// What `sense replay` prints: all that a capture of flow exports holds, by series, country and protocol, with its waves.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const Amount = Type.Number({ minimum: 0 })
const Count = Type.Integer({ minimum: 0 })
const Instant = Type.String({ description: 'RFC 3339, UTC' })
const Losses = Type.Record(Type.String(), Count)

/** Corrected for sampling: estimates of what passed. */
const volumes = { bytes: Amount, packets: Amount, flows: Amount } as const

export const ReplayRow = Type.Object(
  {
    country: Type.String({ description: 'Of the source: ISO 3166-1 alpha-2, ?? not known, * folded together' }),
    protocol: Type.Integer({ minimum: -1, maximum: 255, description: 'IP protocol number; -1 with *' }),
    direction: Type.Enum(['in', 'out']),
    ...volumes,
  },
  closed,
)
export type ReplayRow = Static<typeof ReplayRow>

export const ReplayBucket = Type.Object(
  {
    at: Instant,
    ...volumes,
    sources: Type.Integer({ minimum: 0, description: 'Distinct sources, estimated' }),
    rows: Type.Array(ReplayRow),
    marks: Type.Array(Type.String()),
  },
  closed,
)
export type ReplayBucket = Static<typeof ReplayBucket>

export const ReplayHeavy = Type.Object(
  {
    kind: Type.Enum(['source', 'destination', 'as', 'port']),
    key: Type.String({ description: '* bounds what is not listed' }),
    name: Type.Optional(Type.String({ description: 'Of an AS' })),
    country: Type.Optional(Type.String({ description: 'Of a source' })),
    amount: Type.Number({ minimum: 0, description: 'Packets; the truth lies between amount - error and amount' }),
    error: Amount,
  },
  closed,
)
export type ReplayHeavy = Static<typeof ReplayHeavy>

export const ReplayWave = Type.Object(
  {
    measure: Type.Enum(['bytes', 'packets'], { description: 'Per bucket' }),
    onset: Instant,
    peak: Instant,
    end: Type.Union([Instant, Type.Null()]),
    peakValue: Type.Number(),
    baseline: Type.Number(),
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
  },
  closed,
)
export type ReplayWave = Static<typeof ReplayWave>

export const ReplaySeries = Type.Object(
  {
    series: Type.String({ description: 'A target, or the network of the destination' }),
    ...volumes,
    records: Type.Integer({ minimum: 0, description: 'Flow records that were read, before correction for sampling' }),
    sources: Type.Integer({
      minimum: 0,
      description: 'Distinct sources of the whole capture, estimated (2.3 % standard error)',
    }),
    destinations: Type.Integer({ minimum: 0, description: 'Distinct addresses within, estimated' }),
    rows: Type.Array(ReplayRow, { description: 'Of the whole capture' }),
    heavy: Type.Array(ReplayHeavy),
    shapes: Type.Record(Type.String(), Type.Object({ packets: Amount, bytes: Amount }, closed)),
    waves: Type.Array(ReplayWave),
    buckets: Type.Array(ReplayBucket),
    marks: Type.Array(Type.String()),
  },
  closed,
)
export type ReplaySeries = Static<typeof ReplaySeries>

export const ReplayOutput = Type.Object(
  {
    bucketSeconds: Type.Literal(10),
    from: Type.Union([Instant, Type.Null()], { description: 'Start of the first bucket' }),
    to: Type.Union([Instant, Type.Null()], { description: 'End of the last bucket' }),
    flows: Type.Integer({ minimum: 0, description: 'Flow records that were decoded' }),
    counted: Type.Integer({ minimum: 0, description: 'Of them those that went to or came from a target' }),
    capture: Type.Object({ packets: Count, datagrams: Count, bytes: Count, exporters: Count }, closed),
    errors: Type.Object({ capture: Losses, decode: Losses, tally: Losses }, { ...closed, description: 'By reason' }),
    /** Rows of single buckets beyond a bound are folded into `*`, biggest first; totals never are. */
    rowsFolded: Type.Boolean(),
    /** Whose data names the countries and systems. */
    data: Type.Array(
      Type.Object(
        { package: Type.String(), date: Type.String(), licence: Type.String(), attribution: Type.String() },
        closed,
      ),
    ),
    note: Type.String(),
    series: Type.Array(ReplaySeries),
  },
  closed,
)
export type ReplayOutput = Static<typeof ReplayOutput>
