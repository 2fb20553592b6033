// DNS resolvers and how they are asked: what is known of them, what came back, and what that says of their health.
import Type, { type Static } from 'typebox'
import { Instant } from '#kernel/time.ts'
import { Country } from '#people/model.ts'
import { closed, Label, orNull, Share } from './words.ts'

/** udp and tcp: RFC 1035 and 7766. dot: RFC 7858. doh: RFC 8484 over HTTP/1.1 or HTTP/2. */
export const transports = ['udp', 'tcp', 'dot', 'doh'] as const
export const Transport = Type.Enum(transports)
export type Transport = Static<typeof Transport>

export const IpAddress = Type.String({ pattern: '^[0-9a-fA-F:.]{2,45}$', maxLength: 45 })
export const Port = Type.Integer({ minimum: 1, maximum: 65_535 })
export const DnsName = Type.String({
  pattern: '^(\\.|[A-Za-z0-9_*-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?)$',
  maxLength: 254,
})

/** One way to ask one resolver. */
export const Upstream = Type.Object(
  {
    /** For people: "DNS4EU unfiltered, DoT". */
    name: Label,
    transport: Transport,
    address: IpAddress,
    /** Left out: 53, 853 or 443. */
    port: Type.Optional(Port),
    /** The name on its certificate, for DoT and DoH. */
    tlsName: Type.Optional(DnsName),
    /** For DoH; left out: /dns-query. */
    path: Type.Optional(Type.String({ pattern: '^/[\\x21-\\x7e]{0,200}$' })),
    /** Run from inside the Union under its law. */
    unionBased: Type.Boolean(),
  },
  closed,
)
export type Upstream = Static<typeof Upstream>

export const questionTypes = ['A', 'AAAA', 'NS', 'SOA', 'TXT', 'MX', 'CNAME', 'DNSKEY', 'DS'] as const
/** answers: any answer. nxdomain: the name must not exist. bogus: signed wrongly on purpose; a validating resolver says SERVFAIL. */
export const expectations = ['answers', 'nxdomain', 'bogus'] as const
export const Question = Type.Object(
  {
    name: DnsName,
    type: Type.Enum(questionTypes),
    expect: Type.Enum(expectations),
    /** Answers that are right, when they are known; then any other answer is a lie. */
    answers: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 50 })),
    /** true: resolvers are compared with each other on this one. Not for names that answer each asker differently. */
    compare: Type.Boolean(),
  },
  closed,
)
export type Question = Static<typeof Question>

export const outcomes = [
  'answered',
  'empty',
  'nxdomain',
  'servfail',
  'refused',
  'other-rcode',
  'timeout',
  'unreachable',
  'tls-failed',
  'http-failed',
  'garbage',
] as const
export const Outcome = Type.Enum(outcomes)
export type Outcome = Static<typeof Outcome>

/** One question to one resolver, and what came back. */
export const Sample = Type.Object(
  {
    upstream: Label,
    question: Type.Integer({ minimum: 0, description: 'Place in the list of questions' }),
    at: Instant,
    outcome: Outcome,
    /** From the question to the whole answer, handshakes included; for a time-out, how long was waited. */
    milliseconds: Type.Number({ minimum: 0 }),
    /** The AD bit: the resolver says that it checked the signatures. null: no answer. */
    authenticated: orNull(Type.Boolean()),
    /** Sorted, in presentation form, without TTL. */
    answers: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 50 }),
    /** What exactly went wrong. */
    why: Type.Optional(Type.String({ maxLength: 300 })),
    /** Messages that came and were no answer to this question: late or forged. Left out: none. */
    ignored: Type.Optional(Type.Integer({ minimum: 1 })),
    /** The answer over UDP was cut short or changed the case of the name, so it was asked again over TCP. */
    overTcp: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type Sample = Static<typeof Sample>

export const HealthThresholds = Type.Object(
  {
    /** Samples older than this count no more. */
    windowSeconds: Type.Number({ minimum: 1, maximum: 3600 }),
    /** With fewer, nothing is said. */
    leastSamples: Type.Integer({ minimum: 1, maximum: 10_000 }),
    /** Share of questions without any use (time-out, unreachable, garbage, SERVFAIL, refused) from which it failed. */
    mostFailed: Share,
    mostServfail: Share,
    /** Share of NXDOMAIN for names that exist. */
    mostNxdomain: Share,
    slowMilliseconds: Type.Number({ minimum: 1, maximum: 60_000 }),
    /** Share of answers slower than that from which it is slow. */
    mostSlow: Share,
    /** Share of compared answers in which it stands alone against the others, or against what is known, from which it lies. */
    mostDisagreeing: Share,
  },
  closed,
)
export type HealthThresholds = Static<typeof HealthThresholds>

/** well: all below the thresholds. slow: answers, too late. failing: answers too seldom. lying: answers wrongly. unknown: too few samples. */
export const healths = ['well', 'slow', 'failing', 'lying', 'unknown'] as const
export const Health = Type.Enum(healths)
export type Health = Static<typeof Health>

export const HealthFigures = Type.Object(
  {
    samples: Type.Integer(),
    failed: Share,
    servfail: Share,
    nxdomain: Share,
    slow: Share,
    disagreeing: Share,
    medianMilliseconds: orNull(Type.Number()),
    p95Milliseconds: orNull(Type.Number()),
    /** null: no question was signed. */
    validates: orNull(Type.Boolean()),
  },
  closed,
)
export type HealthFigures = Static<typeof HealthFigures>

/** What one vantage point says of one upstream at a moment. */
export const Verdict = Type.Object(
  {
    vantage: Label,
    upstream: Label,
    at: Instant,
    health: Health,
    /** One sentence for each threshold that was passed, with figure and threshold. */
    because: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 }),
    figures: HealthFigures,
  },
  closed,
)
export type Verdict = Static<typeof Verdict>

/** A resolver that anybody may use, from data/sustain/resolvers.json. */
export const KnownResolver = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{2,60}$' }),
    name: Label,
    operator: Label,
    country: orNull(Country),
    unionBased: Type.Boolean(),
    addresses: Type.Array(IpAddress, { maxItems: 20 }),
    tlsName: Type.Optional(DnsName),
    dohPath: Type.Optional(Type.String()),
    /** What it refuses to resolve: malicious, child-unsafe, ads. */
    blocks: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 10 }),
    source: Label,
    checkedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
  closed,
)
export type KnownResolver = Static<typeof KnownResolver>
