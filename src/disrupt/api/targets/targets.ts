// Contracts: the targets of an operation, by which instrument they are taken, what was kept of them, and who holds them.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { EvidenceSaid, InstrumentSaid, TargetAbout } from '../../events/targets.ts'
import { Sighting } from '../../model/monitors/sighting.ts'
import { Evidence, Instrument, StandIn, Target, TargetKind, TargetStatus } from '../../model/targets/target.ts'
import { closed, Key, Line, orNull, Reason } from '../../model/words.ts'
import { acting, changing } from '../operations/acting.ts'
import { refusing } from '../operations/refusals.ts'
import { anId, held, optional, reading, working } from '../shown.ts'

const is = Target.properties
const about = TargetAbout.properties
const New = Type.Object(
  {
    kind: TargetKind,
    name: Type.String({ minLength: 1, maxLength: 500 }),
    ...{ registrar: optional(is.registrar), registry: optional(is.registry), hosting: optional(is.hosting) },
    ...{ jurisdiction: optional(is.jurisdiction), note: optional(is.note), fallback: optional(is.fallback) },
  },
  closed,
)

export const addTargets = contract({
  name: 'disrupt.addTargets',
  does: 'action',
  summary: 'Add targets to an operation: all of them, or none where one is wrong',
  input: Type.Object({ operation: Id, targets: Type.Array(New, { minItems: 1, maxItems: 500 }) }, closed),
  output: Type.Object(
    {
      added: Type.Array(
        Type.Object(
          { id: Id, version: Type.Integer(), name: Type.String(), oddities: Type.Array(Type.String()) },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: refusing('no-target', 'listed-already', 'too-many-parts'),
  policy: working,
  example: {
    operation: anId,
    targets: [{ kind: 'domain', name: 'market.example', registrar: 'A registrar', jurisdiction: 'DE' }],
  },
  maxBytes: 4_000_000,
})

export const TargetRow = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    ...{ kind: TargetKind, name: is.name, reads: is.reads, oddities: is.oddities },
    ...{ registrar: is.registrar, hosting: is.hosting, jurisdiction: is.jurisdiction },
    ...{ status: TargetStatus, statusSince: is.statusSince, statusBecause: is.statusBecause },
    ...{ watched: Type.Boolean(), state: is.state, held: Type.Boolean() },
    instruments: Type.Array(Instrument.properties.state),
    evidence: Type.Integer({ minimum: 0 }),
    lookedAt: orNull(Type.String()),
  },
  closed,
)

export const listTargets = contract({
  name: 'disrupt.listTargets',
  does: 'query',
  summary: 'The targets of an operation with how they stand',
  input: Type.Object({ operation: Id, status: optional(TargetStatus) }, closed),
  output: Type.Object({ items: Type.Array(TargetRow) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['operation'],
  example: { operation: anId },
})

export const getTarget = contract({
  name: 'disrupt.getTarget',
  does: 'query',
  summary: 'A target: instruments, evidence with custody, and what was seen of it first and last',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Target).properties,
      first: orNull(Sighting),
      last: orNull(Sighting),
      related: Type.Array(Type.Object({ id: Id, name: Type.String(), how: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const describeTarget = changing({
  name: 'disrupt.describeTarget',
  summary: 'Change where a target stands: registrar, registry, hosting, jurisdiction, fallback, relations',
  fields: about,
  refusals: ['nothing-to-change', 'unknown-target'],
  example: { hosting: 'A hosting company', jurisdiction: 'NL' },
})

export const dropTarget = changing({
  name: 'disrupt.dropTarget',
  summary: 'Take a target off the list, with the reason; what was kept of it stays',
  fields: { because: Reason },
  refusals: ['still-open'],
  example: { because: 'Another site that looks alike.' },
})

export const addInstrument = changing({
  name: 'disrupt.addInstrument',
  summary: 'Write down by which legal instrument a target is taken, and how far that is',
  fields: {
    kind: InstrumentSaid.properties.kind,
    by: InstrumentSaid.properties.by,
    country: optional(Instrument.properties.country),
    reference: optional(Instrument.properties.reference),
    state: InstrumentSaid.properties.state,
    until: optional(Instrument.properties.until),
    note: optional(Instrument.properties.note),
    at: optional(Instant),
  },
  refusals: ['too-many-parts', 'impossible-times'],
  example: { kind: 'Seizure order', by: 'District court', country: 'DE', state: 'requested' },
})

export const moveInstrument = changing({
  name: 'disrupt.moveInstrument',
  summary: 'Say that an instrument was requested, granted, refused, served, carried out, or has lapsed',
  fields: {
    instrument: Key,
    state: Instrument.properties.state,
    note: optional(Instrument.properties.note),
    at: optional(Instant),
  },
  refusals: ['no-such-part', 'impossible-times', 'nothing-to-change'],
  example: { instrument: 'i1', state: 'granted' },
})

export const logEvidence = changing({
  name: 'disrupt.logEvidence',
  summary: 'Log what was kept of a target: its hash, when it was taken and by whom',
  fields: {
    what: EvidenceSaid.properties.what,
    sha256: EvidenceSaid.properties.sha256,
    bytes: optional(Evidence.properties.bytes),
    takenAt: optional(Instant),
    takenBy: EvidenceSaid.properties.takenBy,
  },
  refusals: ['too-many-parts', 'impossible-times', 'listed-already'],
  example: { what: 'Image of the disk', sha256: 'a'.repeat(64), takenBy: 'Forensics, A. Berg' },
})

export const handEvidence = changing({
  name: 'disrupt.handEvidence',
  summary: 'Write down that evidence went into other hands, and why',
  fields: { evidence: Key, to: Evidence.properties.takenBy, why: Line, at: optional(Instant) },
  refusals: ['no-such-part', 'too-many-parts', 'impossible-times'],
  example: { evidence: 'e1', to: 'Evidence room 3', why: 'Sealed and stored' },
})

export const holdTarget = acting({
  name: 'disrupt.holdTarget',
  summary:
    'Ask for a target to be left alone, for a partner that need not say why; no step on it begins until it is released',
  fields: { partner: Key },
  refusals: ['no-such-part', 'not-your-word', 'nothing-to-change'],
  policy: { who: 'signed-in' },
  example: { partner: 'p2' },
})

export const releaseTarget = acting({
  name: 'disrupt.releaseTarget',
  summary: 'Say for a partner that a target need no longer be left alone',
  fields: { partner: Key },
  refusals: ['no-such-part', 'not-your-word', 'nothing-to-change'],
  policy: { who: 'signed-in' },
  example: { partner: 'p2' },
})

export const watchTarget = changing({
  name: 'disrupt.watchTarget',
  summary:
    'Look at a domain, host or address once a minute; in an exercise at a stand-in that the administrator allows',
  fields: { watched: Type.Boolean(), standIn: optional(orNull(StandIn)) },
  refusals: ['not-watchable', 'nothing-to-change'],
  example: { watched: true },
})

export const noteStatus = changing({
  name: 'disrupt.noteStatus',
  summary: 'Say how a target stands where no monitor can see it: a channel, an account, a wallet',
  fields: { status: TargetStatus, because: Type.String({ minLength: 3, maxLength: 2_000 }), at: optional(Instant) },
  refusals: ['person-needed', 'impossible-times'],
  example: { status: 'gone', because: 'The channel says that it was closed.' },
})
