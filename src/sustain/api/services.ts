// Contracts: services that are watched from outside, what was seen of them, and what that is taken for.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Country } from '#people/model.ts'
import {
  ExplanationKind,
  judgements,
  ReachFinding,
  ReachSample,
  ReachState,
  ReachVerdict,
  sureness,
} from '../model/reach.ts'
import { WatchedService } from '../model/services.ts'
import { closed, Label, orNull, Share } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, reading, Version, working } from './shown.ts'

const optional = Type.Optional
const { name, endpoints, ...rest } = Type.Omit(WatchedService, ['active']).properties

export const addWatchedService = contract({
  name: 'sustain.addWatchedService',
  does: 'action',
  summary: 'Watch a service from outside: how it is asked, how often, and what it is compared with',
  input: Type.Object(
    { name, endpoints, ...Type.Partial(Type.Object(rest, closed)).properties, marking: optional(MarkingChoice) },
    closed,
  ),
  output: held(WatchedService),
  refusals: refusing('person-needed', 'no-organisation', 'part-not-there', 'closed-address'),
  policy: working,
  example: {
    name: 'Video platform',
    endpoints: [{ kind: 'throughput', host: 'video.example.org', path: '/sample.bin', bytes: 1_000_000 }],
    controls: [{ kind: 'throughput', host: 'mirror.example.net', path: '/sample.bin', bytes: 1_000_000 }],
    everySeconds: 60,
  },
})

export const changeWatchedService = contract({
  name: 'sustain.changeWatchedService',
  does: 'action',
  summary: 'Change how a service is watched, or stop watching it',
  input: Type.Object({ id: Id, version: Version, ...Type.Partial(WatchedService).properties }, closed),
  output: held(WatchedService),
  refusals: refusing('person-needed', 'no-organisation', 'part-not-there', 'closed-address', 'nothing-to-change'),
  policy: working,
  arguments: ['id'],
  example: { id: anId, version: 1, everySeconds: 300 },
})

/** What is thought of a service at the moment. */
export const ReachNow = Type.Object(
  {
    at: Instant,
    state: ReachState,
    support: Share,
    sure: Type.Enum(sureness),
    witnesses: Type.Integer(),
  },
  closed,
)

export const listWatchedServices = contract({
  name: 'sustain.listWatchedServices',
  does: 'query',
  summary: 'Services that are watched, with what is thought of each at the moment',
  input: Type.Object(
    {
      active: optional(Type.Boolean()),
      part: optional(Id),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      services: Type.Array(Type.Object({ service: held(WatchedService), now: ReachNow, finding: orNull(Id) }, closed)),
      total: Type.Integer(),
      next: orNull(Id),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

const Numbers = Type.Array(orNull(Type.Number()))

export const ReachSeries = Type.Object(
  {
    vantage: Label,
    network: orNull(Label),
    country: orNull(Country),
    /** The organisation whose point it is. */
    reporter: Id,
    heard: Instant,
    role: Type.Enum(['service', 'control']),
    firstByteMilliseconds: Numbers,
    bytesPerSecond: Numbers,
    /** Share of the probes that failed. */
    failed: Numbers,
  },
  closed,
)

export const showReach = contract({
  name: 'sustain.showReach',
  does: 'query',
  summary: 'What is seen of a service now, how that is explained, and how it went',
  input: Type.Object(
    { id: Id, hours: optional(Type.Integer({ minimum: 1, maximum: 8760, default: 6, description: 'How far back' })) },
    closed,
  ),
  output: Type.Object(
    {
      service: held(WatchedService),
      at: Instant,
      verdict: ReachVerdict,
      from: Instant,
      stepSeconds: Type.Integer(),
      /** Seconds since 1970 UTC, the start of each step. */
      steps: Type.Array(Type.Integer()),
      series: Type.Array(ReachSeries, { maxItems: 200 }),
      findings: Type.Array(held(ReachFinding)),
      /** What a probe of this kind cannot see. */
      notes: Type.Array(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId, hours: 24 },
})

export const listFindings = contract({
  name: 'sustain.listFindings',
  does: 'query',
  summary: 'What was found about services, our own and those of peers; the newest first',
  input: Type.Object(
    {
      service: optional(Id),
      status: optional(Type.Enum(['open', 'ended'])),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
    },
    closed,
  ),
  output: Type.Object({ findings: Type.Array(held(ReachFinding)), next: orNull(Id) }, closed),
  refusals: {},
  policy: reading,
  example: { status: 'open' },
})

export const reportReach = contract({
  name: 'sustain.reportReach',
  does: 'action',
  summary: 'What a vantage point elsewhere measured of a service; give it a token with the scope sustain.reportReach',
  input: Type.Object(
    {
      service: Id,
      vantage: Label,
      network: optional(Label),
      country: optional(Country),
      samples: Type.Array(ReachSample, { minItems: 1, maxItems: 500 }),
    },
    closed,
  ),
  output: Type.Object({ kept: Type.Integer({ description: 'What came twice is kept once' }) }, closed),
  refusals: refusing('not-a-vantage', 'bad-moment'),
  policy: { who: ['administrator', 'analyst', 'duty-officer'] },
  maxBytes: 2 * 1024 * 1024,
  example: {
    service: anId,
    vantage: 'Office in Tallinn',
    network: 'AS3249',
    country: 'EE',
    samples: [
      {
        ...{ at: '2025-02-10T09:00:00.000Z', role: 'service', endpoint: 0, kind: 'http', outcome: 'ok' },
        ...{ milliseconds: 180, dnsMilliseconds: 4, connectMilliseconds: 31, tlsMilliseconds: 60 },
        ...{ firstByteMilliseconds: 70, status: 200, bytes: 5120, bytesPerSecond: null, slices: [] },
        ...{ addresses: ['198.51.100.7'], certificate: null, why: null },
      },
    ],
  },
})

export const judgeFinding = contract({
  name: 'sustain.judgeFinding',
  does: 'action',
  summary: 'Say under your name whether a finding is right, or what it is instead',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      verdict: Type.Enum(judgements),
      kind: optional(ExplanationKind),
      because: Type.String({ minLength: 3, maxLength: 2000 }),
    },
    closed,
  ),
  output: held(ReachFinding),
  refusals: refusing('person-needed', 'other-what'),
  policy: working,
  arguments: ['id'],
  example: { id: anId, version: 1, verdict: 'confirmed', because: 'Three networks of that country agree.' },
})
