// The noun of a target: what is taken down, where it stands and by which instrument, what is known of it, and how it does now.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, Country, closed, Key, Line, orNull, Reason } from '../words.ts'

const Told = Type.String({ maxLength: 2_000 })
const Word = Type.String({ maxLength: 200 })
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hex' })

export const targetKinds = ['domain', 'host', 'address', 'account', 'wallet', 'channel'] as const
export const TargetKind = Type.Enum(targetKinds)
export type TargetKind = Static<typeof TargetKind>

/**
 * up: still there. seizure-page: the page that was agreed on stands there. sinkholed: it leads to a sinkhole. moved: it is somewhere else
 * now. gone: nothing answers. back: it was down and is there again. undetermined: what was seen says nothing.
 */
export const targetStatuses = ['up', 'seizure-page', 'sinkholed', 'moved', 'gone', 'back', 'undetermined'] as const
export const TargetStatus = Type.Enum(targetStatuses)
export type TargetStatus = Static<typeof TargetStatus>

export const instrumentStates = [
  'planned',
  'requested',
  'granted',
  'refused',
  'served',
  'carried-out',
  'lapsed',
] as const
export const Instrument = Type.Object(
  {
    key: Key,
    /** A seizure order, a freezing order, a request for legal assistance, an order to a registrar. */
    kind: Type.String({ minLength: 3, maxLength: 200 }),
    by: Type.String({ minLength: 1, maxLength: 200 }),
    country: orNull(Country),
    reference: Word,
    state: Type.Enum(instrumentStates),
    /** It holds until then. */
    until: orNull(Instant),
    at: Instant,
    note: Told,
  },
  closed,
)
export type Instrument = Static<typeof Instrument>

export const Evidence = Type.Object(
  {
    key: Key,
    what: Line,
    sha256: Sha256,
    bytes: orNull(Type.Integer({ minimum: 0 })),
    takenAt: Instant,
    takenBy: Type.String({ minLength: 1, maxLength: 200 }),
    /** Who has it: each hand in turn, the first who took it. */
    custody: Type.Array(
      Type.Object({ at: Instant, to: Type.String({ minLength: 1, maxLength: 200 }), why: Line, by: By }, closed),
      { minItems: 1, maxItems: 100 },
    ),
    writtenBy: By,
    writtenAt: Instant,
  },
  closed,
)
export type Evidence = Static<typeof Evidence>

/** Where a server of this machine or this network stands for the target: in exercises nothing else is asked. */
export const StandIn = Type.Object(
  {
    address: Type.String({ minLength: 2, maxLength: 45, pattern: '^[0-9a-fA-F:.]+$' }),
    httpPort: orNull(Type.Integer({ minimum: 1, maximum: 65_535 })),
    tlsPort: orNull(Type.Integer({ minimum: 1, maximum: 65_535 })),
    dnsPort: orNull(Type.Integer({ minimum: 1, maximum: 65_535 })),
  },
  closed,
)
export type StandIn = Static<typeof StandIn>

export const Target = Type.Object(
  {
    operation: Id,
    kind: TargetKind,
    /** As machines know it: a domain in lower case and punycode, an address in its one spelling. */
    name: Type.String({ minLength: 1, maxLength: 253 }),
    /** The name as people see it, and what is odd about that: letters of several alphabets, a name that looks like another. */
    reads: Word,
    oddities: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 10 }),
    registrar: Word,
    registry: Word,
    hosting: Word,
    jurisdiction: orNull(Country),
    note: Told,
    /** What is done where this target cannot be taken. */
    fallback: Told,
    related: Type.Array(Type.Object({ target: Id, how: Type.String({ minLength: 2, maxLength: 200 }) }, closed), {
      maxItems: 200,
    }),
    instruments: Type.Array(Instrument, { maxItems: 50 }),
    evidence: Type.Array(Evidence, { maxItems: 500 }),
    /** A partner that asks for it to be left alone, and need not say why. */
    holds: Type.Array(Type.Object({ partner: Key, at: Instant, by: By }, closed), { maxItems: 60 }),
    watched: Type.Boolean(),
    standIn: orNull(StandIn),
    status: TargetStatus,
    statusSince: orNull(Instant),
    /** Why the status is what it is: by a monitor, or by a named person. */
    statusBecause: Told,
    state: Type.Enum(['listed', 'dropped']),
    droppedBecause: orNull(Reason),
    keys: Type.Integer({ minimum: 0 }),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Target = Static<typeof Target>
