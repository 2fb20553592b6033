// The noun of a use of the EU Cybersecurity Reserve: request, answer, service, and the report that is owed two months after its end.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Line, orNull, Party, Prose, Reason, Title } from './words.ts'

export const reserveStates = ['requested', 'granted', 'refused', 'running', 'ended', 'approved', 'reported'] as const
export const ReserveState = Type.Enum(reserveStates)
export type ReserveState = Static<typeof ReserveState>

/** What Article 15(5) of Regulation (EU) 2025/38 asks a request to say. */
export const ReserveRequest = Type.Object(
  { entityAndImpact: Prose, spillOver: Prose, serviceAndNeed: Prose, ownMeasures: Prose, otherSupport: Prose },
  closed,
)
/** What Article 16(9) asks the report to say. */
export const ReserveReport = Type.Object({ service: Prose, results: Prose, lessons: Prose }, closed)
export type ReserveReport = Static<typeof ReserveReport>

export const ReserveUse = Type.Object(
  {
    title: Title,
    crisis: orNull(Id),
    incident: orNull(Id),
    /** The user: a crisis authority, a CSIRT, CERT-EU. */
    user: Party,
    request: ReserveRequest,
    requestedAt: Instant,
    /** Articles 15(4): the CSIRTs Network and, where apt, EU-CyCLONe hear of the request. */
    informed: Type.Array(Type.Object({ party: Party, at: Instant, by: By }, closed), { maxItems: 50 }),
    answer: orNull(Type.Object({ granted: Type.Boolean(), at: Instant, words: Line }, closed)),
    providers: Type.Array(Party, { maxItems: 20 }),
    serviceFrom: orNull(Instant),
    serviceUntil: orNull(Instant),
    state: ReserveState,
    report: ReserveReport,
    authors: Type.Array(By, { maxItems: 50 }),
    approvedBy: orNull(By),
    approvedAt: orNull(Instant),
    sent: Type.Array(Type.Object({ party: Party, at: Instant, how: Line, by: By }, closed), { maxItems: 50 }),
    /** Written down once when the report was not sent in its time; nothing takes it away. */
    breachedAt: orNull(Instant),
    because: orNull(Reason),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type ReserveUse = Static<typeof ReserveUse>
