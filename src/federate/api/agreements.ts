// Contracts: agreements with peers, from the draft to the end.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Agreement, AgreementStatus, Day } from '../model/agreement.ts'
import { AgreementModel, KindsFile } from '../model/kinds.ts'
import {
  anId,
  another,
  Changed,
  Cursor,
  closed,
  Digest,
  governing,
  held,
  Limit,
  may,
  optional,
  orNull,
  Reason,
  reading,
  Version,
  words,
} from './agreements/parts.ts'

export * from './agreements/answer-times.ts'
export * from './agreements/calendars.ts'
export * from './agreements/exports.ts'
export * from './agreements/hand-releases.ts'
export * from './agreements/simulate.ts'

const Shown = Type.Object(
  {
    ...held(Agreement).properties,
    /** How the other side is called, and whether its keys are believed now. */
    peer: Type.Object({ id: Id, name: Type.String(), trusted: Type.Boolean() }, closed),
    /** The node that answers: it is one of the parties. */
    node: Id,
    /** When it is looked at again, and whether that day has passed. */
    reviewOn: Day,
    overdue: Type.Boolean(),
  },
  closed,
)

export const agreementForms = contract({
  name: 'federate.agreementForms',
  does: 'query',
  summary: 'What agreements are made of: models to begin with, kinds and the records they are, severities, formats',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      models: Type.Array(AgreementModel),
      kinds: KindsFile.properties.kinds,
      severities: KindsFile.properties.severities,
      formats: KindsFile.properties.formats,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const draftAgreement = contract({
  name: 'federate.draftAgreement',
  does: 'action',
  summary: 'Draft an agreement with a peer, from a model or in your own words; nothing leaves this node yet',
  input: Type.Object(
    {
      peer: Id,
      model: optional(
        Type.Object(
          {
            id: AgreementModel.properties.id,
            side: Type.String({ maxLength: 40, description: 'Which side is yours' }),
          },
          closed,
        ),
      ),
      ...words,
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('unknown-peer', 'not-trusted', 'incomplete-terms', 'bad-terms', 'no-such-model', 'person-needed'),
  policy: governing,
  arguments: ['peer'],
  example: { peer: anId, model: { id: 'csirt-to-csirt', side: 'one' } },
})

export const editAgreement = contract({
  name: 'federate.editAgreement',
  does: 'action',
  summary: 'Change the words of a draft, or of a declined version, which becomes a draft again',
  input: Type.Object({ id: Id, version: Version, ...words }, closed),
  output: Changed,
  refusals: may('bad-terms', 'nothing-to-change', 'person-needed', 'unknown-peer', 'not-trusted'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 1, fallback: 'The duty desks call each other.' },
})

export const reviseAgreement = contract({
  name: 'federate.reviseAgreement',
  does: 'action',
  summary: 'Draft a new version of an agreement in force; the old one holds until both sides have signed the new one',
  input: Type.Object({ id: Id, version: Version, ...words }, closed),
  output: Changed,
  refusals: may('bad-terms', 'nothing-to-change', 'person-needed', 'unknown-peer', 'not-trusted'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 3, endsOn: '2028-12-31' },
})

const signing = Type.Object(
  {
    id: Id,
    version: Version,
    function: Type.String({ minLength: 2, maxLength: 200, description: 'In which function you sign' }),
    shown: optional(Digest),
  },
  closed,
)
const signingRefusals = may('unknown-peer', 'not-trusted', 'bad-terms', 'person-needed', 'not-our-person', 'not-shown')

export const proposeAgreement = contract({
  name: 'federate.proposeAgreement',
  does: 'action',
  summary: 'Sign a draft under your name with both algorithms, and send it to the peer for its signature',
  input: signing,
  output: Changed,
  refusals: { ...signingRefusals, ...may('second-person-needed') },
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 2, function: 'Head of the CSIRT' },
})

export const signAgreement = contract({
  name: 'federate.signAgreement',
  does: 'action',
  summary: 'Counter-sign what the peer proposed, under your name: it is in force from then on',
  input: signing,
  output: Changed,
  refusals: signingRefusals,
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 1, function: 'Head of the CSIRT' },
})

const stopping = Type.Object({ id: Id, version: Version, reason: Reason }, closed)

export const declineAgreement = contract({
  name: 'federate.declineAgreement',
  does: 'action',
  summary: 'Decline the version that the peer proposed, or take back one of your own; a version in force stays',
  input: stopping,
  output: Changed,
  refusals: may('unknown-peer', 'person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'Crises are not ours to send.' },
})

export const suspendAgreement = contract({
  name: 'federate.suspendAgreement',
  does: 'action',
  summary:
    'Suspend an agreement alone: from now on nothing flows by it on this side, and on theirs when they hear of it',
  input: stopping,
  output: Changed,
  refusals: may('unknown-peer', 'person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 4, reason: 'Their desk was broken into; we wait for what they find.' },
})

export const resumeAgreement = contract({
  name: 'federate.resumeAgreement',
  does: 'action',
  summary: 'Take back the suspension of your own side',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Changed,
  refusals: may('unknown-peer', 'person-needed', 'not-trusted'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 5 },
})

export const endAgreement = contract({
  name: 'federate.endAgreement',
  does: 'action',
  summary: 'End an agreement alone and for good: nothing new flows; copies stay until their retention is over',
  input: stopping,
  output: Changed,
  refusals: may('unknown-peer', 'person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 6, reason: 'Another agreement takes its place.' },
})

export const reviewAgreement = contract({
  name: 'federate.reviewAgreement',
  does: 'action',
  summary: 'Write down that an agreement was looked at again, and when it is looked at next',
  input: Type.Object({ id: Id, version: Version, note: Reason, next: Day }, closed),
  output: Changed,
  refusals: may('bad-day', 'person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 4, note: 'Still what both sides need.', next: '2028-03-01' },
})

export const listAgreements = contract({
  name: 'federate.listAgreements',
  does: 'query',
  summary: 'Agreements that you may read, the newest change first; how many reviews are overdue',
  input: Type.Object(
    {
      peer: optional(Id),
      status: optional(AgreementStatus),
      overdue: optional(Type.Boolean({ description: 'true: only those whose day of review has passed' })),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    { items: Type.Array(Shown), next: orNull(Type.String()), overdue: Type.Integer({ minimum: 0 }) },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getAgreement = contract({
  name: 'federate.getAgreement',
  does: 'query',
  summary: 'An agreement with its versions, signatures with fingerprints, reviews, and who may do what next',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...Shown.properties,
      /** Of the signatures of the version in force and of the one that waits. */
      fingerprints: Type.Array(
        Type.Object({ node: Id, version: Type.Integer(), at: Instant, fingerprint: Type.String() }, closed),
      ),
      changes: Type.Array(
        Type.Object({ at: Instant, kind: Type.String(), by: Type.String(), what: Type.String() }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: another },
})
