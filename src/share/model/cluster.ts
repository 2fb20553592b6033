// The nouns of clusters and of the forum: a sharing arrangement with its members and its space; practices and who uses them.
import Type, { type Static } from 'typebox'
import { By, closed, Evidence, Key, Line, orNull, Prose, Reason, Title, Verification } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Day, TermId } from './taxonomy.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
/** An https address, or nothing. */
const Link = Type.String({ maxLength: 1_000, pattern: '^(https://[^\\s"<>]+)?$' })

export const clusterStatuses = ['active', 'ended'] as const
export const ClusterStatus = Type.Enum(clusterStatuses)
export const memberStatuses = ['invited', 'joined', 'declined', 'left', 'removed'] as const
export const MemberStatus = Type.Enum(memberStatuses)
export type MemberStatus = Static<typeof MemberStatus>
export const memberEvents = ['invite', 'join', 'decline', 'leave', 'remove'] as const
export type MemberEvent = (typeof memberEvents)[number]

/** The rules that hold in it, taken from a sharing framework that is there already: named and pointed to, not copied. */
export const ClusterRules = Type.Object(
  { framework: Title, version: Type.String({ minLength: 1, maxLength: 80 }), pointer: Line, link: Link },
  closed,
)
export type ClusterRules = Static<typeof ClusterRules>

/** The threats that its members have in common: terms of a taxonomy, and words of their own. */
export const ClusterThreats = Type.Object(
  {
    taxonomy: orNull(Id),
    terms: Type.Array(Type.Object({ id: TermId, label: Type.String({ maxLength: 120 }) }, closed), { maxItems: 50 }),
    words: Type.Array(Type.String({ minLength: 2, maxLength: 120 }), { maxItems: 50, uniqueItems: true }),
  },
  closed,
)
export type ClusterThreats = Static<typeof ClusterThreats>

/** A line of the roster, which all who read the cluster may read. What a member said stands in its own record. */
export const RosterLine = Type.Object(
  {
    organisation: Id,
    name: Name,
    status: MemberStatus,
    since: Instant,
    invitedBy: By,
    invitedAt: Instant,
    membership: Id,
    removedBecause: orNull(Reason),
  },
  closed,
)
export type RosterLine = Static<typeof RosterLine>

export const mostMembers = 300
/** A voluntary collaborative cluster: an arrangement in the sense of NIS2 Article 29. */
export const Cluster = Type.Object(
  {
    name: Title,
    mandate: Type.String({ minLength: 3, maxLength: 5_000 }),
    threats: ClusterThreats,
    rules: ClusterRules,
    /** Nothing above this is said in it. */
    highest: Tlp,
    contact: Line,
    status: ClusterStatus,
    members: Type.Array(RosterLine, { maxItems: mostMembers }),
    ended: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Cluster = Static<typeof Cluster>

/** How the authority was told, with the words that it was told in. */
export const ArrangementTold = Type.Object(
  {
    at: Instant,
    how: Type.Enum(['mail', 'hand']),
    to: Type.String({ minLength: 3, maxLength: 500 }),
    text: Type.String({ minLength: 3, maxLength: 10_000 }),
    state: Type.Enum(['waiting', 'sent', 'failed', 'held']),
    error: orNull(Type.String({ maxLength: 1_000 })),
    by: By,
  },
  closed,
)
export type ArrangementTold = Static<typeof ArrangementTold>

/** NIS2 Article 29(4): essential and important entities tell the competent authority that they take part, or withdrew. */
export const ArrangementNotice = Type.Object(
  {
    key: Key,
    what: Type.Enum(['joined', 'left']),
    /** Since when it is owed: the act names no time that may pass. */
    since: Instant,
    status: Type.Enum(['open', 'told', 'not-owed']),
    told: orNull(ArrangementTold),
    receipt: orNull(Type.Object({ at: Instant, text: Line, by: By, recordedAt: Instant }, closed)),
    notOwed: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
  },
  closed,
)
export type ArrangementNotice = Static<typeof ArrangementNotice>

/** What one organisation said to one cluster: it belongs to that organisation. */
export const Membership = Type.Object(
  {
    cluster: Id,
    clusterName: Title,
    organisation: Id,
    name: Name,
    status: MemberStatus,
    statusSince: Instant,
    /** Its consent to the rules, in the version that was before it, and to be named to all members, now and later. */
    consent: orNull(
      Type.Object(
        {
          by: By,
          at: Instant,
          rules: ClusterRules,
          words: Type.String({ maxLength: 2_000 }),
          /** Who said so, where a person of this node wrote it down for the organisation. */
          onBehalf: orNull(Line),
        },
        closed,
      ),
    ),
    steps: Type.Array(
      Type.Object(
        { event: Type.Enum(memberEvents), at: Instant, by: By, words: Type.String({ maxLength: 2_000 }) },
        closed,
      ),
      { maxItems: 500 },
    ),
    notices: Type.Array(ArrangementNotice, { maxItems: 200 }),
    keys: Type.Integer({ minimum: 0 }),
    changedAt: Instant,
  },
  closed,
)
export type Membership = Static<typeof Membership>

/** Something said in the space of a cluster, with the records that it points to. Marked for those who were members then. */
export const ClusterPost = Type.Object(
  {
    cluster: Id,
    organisation: Id,
    name: Name,
    text: Type.String({ minLength: 1, maxLength: 20_000 }),
    replyTo: orNull(Id),
    records: Type.Array(Evidence, { maxItems: 50 }),
    by: By,
    at: Instant,
    withdrawn: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
  },
  closed,
)
export type ClusterPost = Static<typeof ClusterPost>

export const practiceStatuses = ['proposed', 'discussed', 'recommended', 'retired'] as const
export const PracticeStatus = Type.Enum(practiceStatuses)
export type PracticeStatus = Static<typeof PracticeStatus>

export const PracticeReference = Type.Object(
  { name: Type.String({ minLength: 2, maxLength: 80 }), title: Line, link: Link },
  closed,
)
export type PracticeReference = Static<typeof PracticeReference>

/** What a practice says, as data or as a stakeholder proposes it. */
export const PracticeText = Type.Object(
  {
    title: Title,
    kind: Type.Enum(['practice', 'standard']),
    about: Type.String({ minLength: 3, maxLength: 5_000 }),
    /** Who would use it. */
    concerns: Line,
    /** How one can see that it is in use. */
    evidence: Type.String({ maxLength: 2_000 }),
    references: Type.Array(PracticeReference, { maxItems: 20 }),
    verification: Verification,
  },
  closed,
)
export type PracticeText = Static<typeof PracticeText>
export const PracticeKey = Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' })

/** A best practice or a standard for critical Internet infrastructure, as the forum sees it. */
export const Practice = Type.Object(
  {
    /** Its id in data/share/forum.json, where it came from there. */
    key: orNull(PracticeKey),
    ...PracticeText.properties,
    organisation: orNull(Id),
    status: PracticeStatus,
    statusSince: Instant,
    steps: Type.Array(
      Type.Object({ from: PracticeStatus, to: PracticeStatus, by: By, at: Instant, reason: Reason }, closed),
      { maxItems: 200 },
    ),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Practice = Static<typeof Practice>

export const uses = ['in-use', 'planned', 'not', 'not-applicable'] as const
export const Use = Type.Enum(uses)
export type Use = Static<typeof Use>
const UseSaid = Type.Object(
  {
    use: Use,
    /** In use since, or planned for. */
    on: orNull(Day),
    evidence: Prose,
    by: By,
    at: Instant,
  },
  closed,
)

/** Whether one organisation uses a practice. It belongs to that organisation: what is missing is nobody else's to tell. */
export const PracticeUse = Type.Object(
  {
    practice: Id,
    title: Title,
    organisation: Id,
    name: Name,
    said: UseSaid,
    before: Type.Array(UseSaid, { maxItems: 200 }),
    changedAt: Instant,
  },
  closed,
)
export type PracticeUse = Static<typeof PracticeUse>
