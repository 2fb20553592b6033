// What the picture and the room of a crisis show: numbers across sectors, countries and domains, and what waits for whom.
import Type, { type Static } from 'typebox'
import { SeverityColour, Tally, UserSum } from '#assess/model.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Crisis, CrisisStatus, DomainId, Strand } from './crisis.ts'
import { closed, Key, orNull } from './words.ts'

const Count = Type.Integer({ minimum: 0 })
const Text = Type.String()

/** One cell of the unified picture: incidents as the picture of assess counts them, and strands of any domain beside them. */
export const CrisisCell = Type.Object(
  {
    ...{ sector: Text, country: Text, ...Tally.properties },
    /** Strands that go on or are unclear. */
    strands: Count,
    /** Of open incidents and of strands that go on; null where nobody has judged. */
    worst: orNull(SeverityColour),
  },
  closed,
)
export type CrisisCell = Static<typeof CrisisCell>

export const ShownStrand = Type.Object(
  {
    ...Type.Omit(Strand, ['text', 'addedBy']).properties,
    text: Text,
  },
  closed,
)
export type ShownStrand = Static<typeof ShownStrand>

/** Somebody says it: who, of which kind, and how many claims in sight dispute it. */
export const ClaimedHere = Type.Object(
  {
    ...{ id: Id, marking: Marking, proposition: Text, holder: orNull(Text), role: Text, class: Text },
    status: Type.Enum(['standing', 'retracted']),
    disputedBy: Count,
    supportedBy: Count,
  },
  closed,
)
export type ClaimedHere = Static<typeof ClaimedHere>

export const DomainPicture = Type.Object(
  {
    domain: DomainId,
    label: Text,
    strands: Type.Array(ShownStrand),
    ongoing: Count,
    /** Open incidents; only in the domain cyber. */
    incidents: Count,
    worst: orNull(SeverityColour),
    /** Claims that a strand of this domain rests on; those that no strand names stand under cyber. */
    claims: Type.Array(ClaimedHere),
  },
  closed,
)
export type DomainPicture = Static<typeof DomainPicture>

export const CrisisMoment = Type.Object(
  {
    at: Instant,
    what: Type.Enum([
      'incident-began',
      'incident-declared',
      'incident-ended',
      'strand-began',
      'strand-ended',
      'crisis-opened',
      'step-taken',
      'decided',
      'crisis-closed',
    ]),
    record: Text,
    id: Id,
    title: Text,
  },
  closed,
)
export type CrisisMoment = Static<typeof CrisisMoment>

export const notKnownKinds = [
  'severity',
  'users',
  'sectors',
  'countries',
  'beginning',
  'root-cause',
  'strand-unclear',
  'question-open',
] as const
/** What nobody has recorded, or nobody can say yet. Never shown as "no". */
export const NotKnown = Type.Object(
  { what: Type.Enum(notKnownKinds), record: Text, id: Id, title: Text, says: Text },
  closed,
)
export type NotKnown = Static<typeof NotKnown>

export const CrisisTotals = Type.Object(
  {
    ...{ incidents: Count, open: Count, strandsOngoing: Count, worst: orNull(SeverityColour), users: UserSum },
    countries: Type.Array(Text),
    sectors: Type.Array(Text),
  },
  closed,
)
export type CrisisTotals = Static<typeof CrisisTotals>

export const CrisisPicture = Type.Object(
  {
    at: Instant,
    ...{ crisis: Id, reference: Text, title: Text, kind: Crisis.properties.kind, status: CrisisStatus },
    totals: CrisisTotals,
    matrix: Type.Array(CrisisCell),
    domains: Type.Array(DomainPicture),
    /** Oldest first; of very many the newest. */
    timeline: Type.Array(CrisisMoment),
    notKnown: Type.Array(NotKnown),
    notKnownTotal: Count,
    withheld: orNull(Count),
  },
  closed,
)
export type CrisisPicture = Static<typeof CrisisPicture>

const Held = { id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking }

export const RoomRung = Type.Object({ network: Text, mode: Text, since: Instant, moved: Type.Boolean() }, closed)
export const RoomStep = Type.Object(
  { key: Key, network: Text, from: Text, to: Text, direction: Text, proposedAt: Instant, proposedBy: Text },
  closed,
)
export const RoomDecision = Type.Object(
  {
    ...Held,
    ...{ reference: Text, question: Text, status: Text, options: Count, reviewAt: orNull(Instant) },
    /** What was chosen, where it was. */
    chosen: orNull(Text),
    by: orNull(Text),
    changedAt: Instant,
  },
  closed,
)
export const RoomTask = Type.Object(
  {
    ...Held,
    ...{ title: Text, priority: Text, status: Text, person: orNull(Id), rota: orNull(Id) },
    ...{ due: orNull(Instant), acknowledgeBy: orNull(Instant), hands: Count },
  },
  closed,
)
export const RoomClock = Type.Object(
  {
    ...Held,
    ...{ incident: orNull(Id), reference: orNull(Text), entityName: Text, regime: Text, report: Text, name: Text },
    ...{ due: orNull(Instant), tentative: Type.Boolean(), breachedAt: orNull(Instant) },
  },
  closed,
)
export const RoomNotice = Type.Object(
  { ...Held, kind: Text, title: Text, due: orNull(Instant), recipients: Count, told: Count },
  closed,
)
export const RoomLine = Type.Object(
  { key: Key, audience: Text, language: Text, text: Text, status: Text, agreedAt: orNull(Instant) },
  closed,
)
export const RoomNews = Type.Object(
  { entry: Id, record: Text, id: Id, at: Instant, by: Text, marking: Marking, text: Text },
  closed,
)
export type RoomNews = Static<typeof RoomNews>
