// Contracts: voluntary collaborative clusters, their members, what is said in them, and what the authority is told of them.
import Type from 'typebox'
import { closed, Key, Line, orNull, Reason } from '#coordinate/model/words.ts'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  ArrangementNotice,
  ArrangementTold,
  Cluster,
  ClusterPost,
  ClusterStatus,
  ClusterThreats,
  MemberStatus,
  Membership,
} from '../model/cluster.ts'
import { TermId } from '../model/taxonomy.ts'
import {
  anId,
  another,
  Changed,
  Cursor,
  governing,
  held,
  Limit,
  may,
  optional,
  reading,
  Version,
  writing,
} from './taxonomy-parts.ts'

const Words = Type.String({ maxLength: 2_000 })
const { name, mandate, rules, highest, contact } = Cluster.properties
/** Terms by their ids; what they are called is taken from the version. */
const Threats = Type.Object(
  {
    taxonomy: optional(Id),
    terms: optional(Type.Array(TermId, { maxItems: 50, uniqueItems: true })),
    words: optional(ClusterThreats.properties.words),
  },
  closed,
)

export const openCluster = contract({
  name: 'share.openCluster',
  does: 'action',
  summary:
    'Found a voluntary collaborative cluster: mandate, common threats, rules of a framework that is there; yours is its first member',
  input: Type.Object(
    { name, mandate, threats: optional(Threats), rules, highest, contact, marking: optional(MarkingChoice) },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, membership: Id }, closed),
  refusals: may('no-such-term', 'would-widen', 'unknown-organisation', 'person-needed'),
  policy: governing,
  example: {
    name: 'Banks of the region against flooding',
    mandate: 'Tell each other of attacks that begin, and try defences together.',
    threats: { words: ['flooding of payment services'] },
    rules: {
      framework: 'Rules of the national financial information-sharing centre',
      version: '3',
      pointer: 'Chapter 2, sharing among members',
      link: '',
    },
    highest: 'AMBER+STRICT',
    contact: 'Duty desk of the steward',
  },
})

export const listClusters = contract({
  name: 'share.listClusters',
  does: 'query',
  summary: 'Clusters that you may read, the newest change first, and where your organisation stands in each',
  input: Type.Object(
    {
      status: optional(ClusterStatus),
      mine: optional(Type.Boolean()),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ ...held(Cluster).properties, own: orNull(MemberStatus) }, closed)),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getCluster = contract({
  name: 'share.getCluster',
  does: 'query',
  summary: 'A cluster with its roster, and the memberships that you may read',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Cluster).properties,
      own: orNull(MemberStatus),
      /** Whether you may change the cluster itself. */
      steward: Type.Boolean(),
      memberships: Type.Array(Type.Object({ ...held(Membership).properties, yours: Type.Boolean() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const editCluster = contract({
  name: 'share.editCluster',
  does: 'action',
  summary: 'Change what a cluster is for, its threats, its rules, the highest marking or its contact',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      name: optional(name),
      mandate: optional(mandate),
      threats: optional(Threats),
      rules: optional(rules),
      highest: optional(highest),
      contact: optional(contact),
    },
    closed,
  ),
  output: Changed,
  refusals: may('no-such-term', 'would-widen', 'nothing-to-change'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 3, contact: 'Duty desk of the steward, by day and night' },
})

export const inviteToCluster = contract({
  name: 'share.inviteToCluster',
  does: 'action',
  summary: 'Invite an organisation: it may read the cluster from then on, and joins by its own consent',
  input: Type.Object({ id: Id, version: Version, organisation: Id, words: optional(Words) }, closed),
  output: Type.Object({ ...Changed.properties, membership: Id }, closed),
  refusals: may('unknown-organisation', 'cannot-read'),
  policy: governing,
  arguments: ['id', 'organisation'],
  example: { id: anId, version: 1, organisation: another, words: 'You were hit by the same flood in March.' },
})

export const answerInvitation = contract({
  name: 'share.answerInvitation',
  does: 'action',
  summary: 'Join a cluster by consent to its rules, or decline; joining is owed to the authority (NIS2 Article 29(4))',
  input: Type.Object(
    {
      /** The membership. */
      id: Id,
      version: Version,
      answer: Type.Enum(['join', 'decline']),
      words: optional(Words),
      /** By people of this node for an organisation that has nobody here: who said so, and how. */
      onBehalf: optional(Line),
    },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, status: MemberStatus }, closed),
  refusals: may('not-your-organisation', 'person-needed'),
  policy: governing,
  arguments: ['id', 'answer'],
  example: { id: anId, version: 1, answer: 'join' },
})

export const leaveCluster = contract({
  name: 'share.leaveCluster',
  does: 'action',
  summary: 'Leave a cluster; that is owed to the authority too (NIS2 Article 29(4))',
  input: Type.Object({ id: Id, version: Version, words: Reason, onBehalf: optional(Line) }, closed),
  output: Type.Object({ ...Changed.properties, status: MemberStatus }, closed),
  refusals: may('not-your-organisation', 'person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 2, words: 'We take part in the cluster of our sector now.' },
})

export const removeFromCluster = contract({
  name: 'share.removeFromCluster',
  does: 'action',
  summary: 'End the membership of an organisation, as the steward, with the reason; what it wrote and was told stays',
  input: Type.Object({ id: Id, version: Version, organisation: Id, reason: Reason }, closed),
  output: Changed,
  refusals: may('unknown-organisation'),
  policy: governing,
  arguments: ['id', 'organisation'],
  example: { id: anId, version: 4, organisation: another, reason: 'The organisation was dissolved.' },
})

export const endCluster = contract({
  name: 'share.endCluster',
  does: 'action',
  summary: 'End a cluster; nobody joins it or writes in it any more',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may(),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 9, reason: 'Its task went to the national centre.' },
})

export const postInCluster = contract({
  name: 'share.postInCluster',
  does: 'action',
  summary: 'Say something to those who are members now, and point to records that reach all of them',
  input: Type.Object(
    {
      cluster: Id,
      text: ClusterPost.properties.text,
      replyTo: optional(Id),
      /** `of` is the kind of record: assess.incident. */
      records: optional(
        Type.Array(
          Type.Object({ of: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 }), id: Id }, closed),
          { maxItems: 50 },
        ),
      ),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('not-a-member', 'above-highest', 'does-not-reach', 'would-widen', 'person-needed'),
  policy: writing,
  example: { cluster: anId, text: 'The same flood again since 09:45 UTC, from the same networks.' },
})

export const listClusterPosts = contract({
  name: 'share.listClusterPosts',
  does: 'query',
  summary: 'What was said in a cluster, as far as you may read, the newest first',
  input: Type.Object({ cluster: Id, after: optional(Cursor), limit: optional(Limit) }, closed),
  output: Type.Object({ items: Type.Array(held(ClusterPost)), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['cluster'],
  example: { cluster: anId },
})

export const withdrawPost = contract({
  name: 'share.withdrawPost',
  does: 'action',
  summary: 'Take back what your organisation said in a cluster; it stays in the record, struck out',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may(),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'The time was wrong.' },
})

export const listArrangementNotices = contract({
  name: 'share.listArrangementNotices',
  does: 'query',
  summary:
    'What organisations owe the authority about clusters that they joined or left (NIS2 Article 29(4)), as far as you may read',
  input: Type.Object(
    { open: optional(Type.Boolean({ default: true })), after: optional(Cursor), limit: optional(Limit) },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            membership: Id,
            version: Version,
            cluster: Id,
            clusterName: Type.String(),
            organisation: Id,
            name: Type.String(),
            notice: ArrangementNotice,
            /** A draft of what to tell them. */
            text: Type.String(),
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { open: true },
})

export const tellOfArrangement = contract({
  name: 'share.tellOfArrangement',
  does: 'action',
  summary: 'Tell the authority by mail that an organisation takes part or withdrew, or record that it was handed over',
  input: Type.Object(
    {
      /** The membership. */
      id: Id,
      version: Version,
      key: Key,
      how: ArrangementTold.properties.how,
      to: ArrangementTold.properties.to,
      text: ArrangementTold.properties.text,
      /** Only for what was handed over: when, where that was not now. */
      at: optional(Instant),
    },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, notice: ArrangementNotice }, closed),
  refusals: may('bad-address', 'no-mail-server', 'impossible-times', 'person-needed'),
  policy: governing,
  arguments: ['id', 'key'],
  example: {
    id: anId,
    version: 2,
    key: 'n1',
    how: 'hand',
    to: 'Portal of the competent authority',
    text: 'We take part in the arrangement of the banks of the region since 10 March.',
  },
})

export const receiptOfArrangement = contract({
  name: 'share.receiptOfArrangement',
  does: 'action',
  summary: 'Record what the authority answered: that it has it, and under which number',
  input: Type.Object({ id: Id, version: Version, key: Key, text: Line, at: optional(Instant) }, closed),
  output: Type.Object({ ...Changed.properties, notice: ArrangementNotice }, closed),
  refusals: may('impossible-times'),
  policy: governing,
  arguments: ['id', 'key'],
  example: { id: anId, version: 3, key: 'n1', text: 'Received under number 29-118.' },
})

export const dropArrangementNotice = contract({
  name: 'share.dropArrangementNotice',
  does: 'action',
  summary: 'Say why the authority need not be told: the organisation is neither essential nor important',
  input: Type.Object({ id: Id, version: Version, key: Key, reason: Reason }, closed),
  output: Type.Object({ ...Changed.properties, notice: ArrangementNotice }, closed),
  refusals: may('person-needed'),
  policy: governing,
  arguments: ['id', 'key'],
  example: { id: anId, version: 2, key: 'n1', reason: 'An authority itself: neither essential nor important.' },
})
