// The nouns of assess: reports, incidents with what they affect, and the tasks, notes and evidence kept with them.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}
const closed = { additionalProperties: false } as const
const Ids = (maxItems: number) => Type.Array(Id, { maxItems, uniqueItems: true })

export const Title = Type.String({ minLength: 3, maxLength: 300 })
export const Prose = Type.String({ maxLength: 20_000 })
export const Reason = Type.String({ minLength: 3, maxLength: 1_000 })
/** ISO 3166-1 alpha-2; EL is accepted for Greece and stored as GR. */
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$' })
/** A sector or subsector of the NIS2 annexes: `energy`, `energy.electricity`. Checked against data/assess/taxonomies. */
export const SectorId = Type.String({ pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$', maxLength: 60 })
/** A value of a taxonomy: `ddos`, `malicious-actions`. */
export const TaxonomyValue = Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 60 })

export const incidentStatuses = [
  'new',
  'triaged',
  'investigating',
  'contained',
  'recovering',
  'resolved',
  'closed',
  'rejected',
  'merged',
] as const
export const IncidentStatus = Type.Enum(incidentStatuses)
export type IncidentStatus = Static<typeof IncidentStatus>

/** Work goes on while it is in one of these. */
export const openStatuses = ['new', 'triaged', 'investigating', 'contained', 'recovering'] as const

/** What a person may do to an incident; merge, split and unmerge have operations of their own. */
export const incidentMoves = [
  'triage',
  'investigate',
  'contain',
  'recover',
  'resolve',
  'close',
  'reject',
  'reopen',
] as const
export const IncidentMove = Type.Enum(incidentMoves)
export type IncidentMove = Static<typeof IncidentMove>
export const incidentEvents = [...incidentMoves, 'merge', 'unmerge'] as const
export type IncidentEvent = (typeof incidentEvents)[number]

/** CG 2018: severity of the real-world impact. Worst first. */
export const severityColours = ['red', 'yellow', 'green', 'white'] as const
export const SeverityColour = Type.Enum(severityColours)
export type SeverityColour = Static<typeof SeverityColour>

/** A value is kept with the scale it is on; scales are never converted silently. */
export const Severity = Type.Object(
  { scale: Type.Literal('cg-2018'), value: SeverityColour, reason: Reason, by: Type.String(), at: Instant },
  closed,
)
export type Severity = Static<typeof Severity>

export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export const Priority = Type.Enum(priorities)
export type Priority = Static<typeof Priority>

/** One entry of the Reference Security Incident Taxonomy. Exactly one of an incident's entries is the main one. */
export const RsitChoice = Type.Object(
  { class: TaxonomyValue, type: orNull(TaxonomyValue), main: Type.Boolean() },
  closed,
)
export type RsitChoice = Static<typeof RsitChoice>

/** RSIT, and the axes of CG Publication 04/2018 (nature: root cause and severity of threat; impact: outlook). */
export const Classification = Type.Object(
  {
    rsit: Type.Array(RsitChoice, { maxItems: 12 }),
    rootCause: orNull(TaxonomyValue),
    threatSeverity: orNull(TaxonomyValue),
    outlook: orNull(TaxonomyValue),
  },
  closed,
)
export type Classification = Static<typeof Classification>

/** A number of people as it was said: "about 4,000", with where it comes from. */
export const Users = Type.Object(
  {
    value: Type.Integer({ minimum: 0, maximum: 8_000_000_000 }),
    qualifier: Type.Enum(['about', 'over', 'up-to', 'exact']),
    basis: Type.String({ minLength: 1, maxLength: 500 }),
  },
  closed,
)
export type Users = Static<typeof Users>

export const Service = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200 }), organisation: orNull(Id) },
  closed,
)
export type Service = Static<typeof Service>

export const Affected = Type.Object(
  {
    organisations: Ids(500),
    services: Type.Array(Service, { maxItems: 200 }),
    sectors: Type.Array(SectorId, { maxItems: 40, uniqueItems: true }),
    countries: Type.Array(CountryCode, { maxItems: 250, uniqueItems: true }),
    users: orNull(Users),
  },
  closed,
)
export type Affected = Static<typeof Affected>

export const Times = Type.Object(
  { detectedAt: orNull(Instant), startedAt: orNull(Instant), endedAt: orNull(Instant), awarenessAt: orNull(Instant) },
  closed,
)
export type Times = Static<typeof Times>

/** What one incident hands to another when they are merged or split: only what was not there already. */
export const Parts = Type.Object(
  {
    observations: Ids(2_000),
    reports: Ids(500),
    organisations: Ids(500),
    services: Type.Array(Service, { maxItems: 200 }),
    sectors: Type.Array(SectorId, { maxItems: 40 }),
    countries: Type.Array(CountryCode, { maxItems: 250 }),
  },
  closed,
)
export type Parts = Static<typeof Parts>

export const Incident = Type.Object(
  {
    /** For people: INC-2025-0007, counted per realm and year. */
    reference: Type.String(),
    year: Type.Integer(),
    number: Type.Integer({ minimum: 1 }),
    title: Title,
    summary: Prose,
    status: IncidentStatus,
    /** Records of watch that it rests on. */
    observations: Ids(2_000),
    reports: Ids(500),
    classification: orNull(Classification),
    severity: orNull(Severity),
    priority: Priority,
    affected: Affected,
    times: Times,
    assigned: Ids(50),
    declaredAt: Instant,
    declaredBy: Type.String(),
    changedAt: Instant,
    /** When it entered its present status. */
    statusSince: Instant,
    /** Set while it is merged: into which, and the status it goes back to. */
    merged: orNull(Type.Object({ into: Id, from: IncidentStatus }, closed)),
    /** The incidents merged into this one, with what each brought. */
    took: Type.Array(Type.Object({ incident: Id, parts: Parts }, closed), { maxItems: 500 }),
    splitFrom: orNull(Id),
    splitInto: Ids(500),
  },
  closed,
)
export type Incident = Static<typeof Incident>

/** What an operator tells: the least that can be asked of somebody under attack. */
export const ReportTold = Type.Object(
  {
    title: Title,
    whatHappened: Type.String({ minLength: 10, maxLength: 20_000 }),
    since: orNull(Instant),
    ongoing: orNull(Type.Boolean()),
    services: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 }),
    countries: Type.Array(CountryCode, { maxItems: 250, uniqueItems: true }),
    users: orNull(Users),
    /** The person to call back; their own entry in people, or a name and a number for this incident only. */
    contact: Type.Object(
      {
        person: orNull(Id),
        name: Type.String({ maxLength: 200 }),
        email: Type.String({ maxLength: 254 }),
        telephone: Type.String({ maxLength: 50 }),
      },
      closed,
    ),
  },
  closed,
)
export type ReportTold = Static<typeof ReportTold>

export const reportStatuses = ['received', 'taken', 'declined'] as const
export const ReportStatus = Type.Enum(reportStatuses)
export type ReportStatus = Static<typeof ReportStatus>

export const Report = Type.Object(
  {
    reference: Type.String(),
    year: Type.Integer(),
    number: Type.Integer({ minimum: 1 }),
    organisation: Id,
    told: ReportTold,
    status: ReportStatus,
    incidents: Ids(50),
    declinedBecause: orNull(Reason),
    receivedAt: Instant,
    reportedBy: Type.String(),
  },
  closed,
)
export type Report = Static<typeof Report>

export const taskStatuses = ['open', 'done', 'cancelled'] as const
export const TaskStatus = Type.Enum(taskStatuses)
export type TaskStatus = Static<typeof TaskStatus>

export const Task = Type.Object(
  {
    incident: Id,
    title: Title,
    due: orNull(Instant),
    assignee: orNull(Id),
    status: TaskStatus,
    outcome: orNull(Prose),
    addedAt: Instant,
    addedBy: Type.String(),
    endedAt: orNull(Instant),
  },
  closed,
)
export type Task = Static<typeof Task>

export const Note = Type.Object({ incident: Id, text: Prose, addedAt: Instant, addedBy: Type.String() }, closed)
export type Note = Static<typeof Note>

export const custodySteps = ['received', 'downloaded', 'transferred'] as const
/** One link of the chain of custody: who did what with it, when. */
export const CustodyEntry = Type.Object(
  {
    step: Type.Enum(custodySteps),
    by: Type.String(),
    at: Instant,
    to: orNull(Type.String({ maxLength: 300 })),
    note: Type.String({ maxLength: 1_000 }),
  },
  closed,
)
export type CustodyEntry = Static<typeof CustodyEntry>

export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const Evidence = Type.Object(
  {
    incident: Id,
    name: Type.String({ minLength: 1, maxLength: 255 }),
    description: Type.String({ maxLength: 2_000 }),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: Sha256,
    /** Told from the first bytes of the file, never from its name. */
    mediaType: Type.String(),
    custody: Type.Array(CustodyEntry, { maxItems: 10_000 }),
  },
  closed,
)
export type Evidence = Static<typeof Evidence>
export const evidenceMaxBytes = 256 * 1024 * 1024

/** Where the number belongs that nobody has placed yet: a row and a column of their own, never a guess. */
export const unplaced = 'unknown'

export const freshnessWords = ['fresh', 'ageing', 'stale'] as const
export const Freshness = Type.Enum(freshnessWords)
export type Freshness = Static<typeof Freshness>

export const BySeverity = Type.Object(
  {
    red: Type.Integer(),
    yellow: Type.Integer(),
    green: Type.Integer(),
    white: Type.Integer(),
    /** Nobody has judged these yet. */
    unset: Type.Integer(),
  },
  closed,
)
export type BySeverity = Static<typeof BySeverity>

/** Users affected: the sum of what is known, and for how many incidents nothing is known. */
export const UserSum = Type.Object({ sum: Type.Integer(), exact: Type.Boolean(), notKnownFor: Type.Integer() }, closed)
export type UserSum = Static<typeof UserSum>

/** One number of the picture with all that is said about it; `assess.pictureReasons` opens it. */
export const Tally = Type.Object(
  {
    /** Incidents that are open. One that affects several sectors or countries counts in each of their cells. */
    open: Type.Integer(),
    /** Items and observations of watch that no incident has taken up. */
    signals: Type.Integer(),
    bySeverity: BySeverity,
    users: UserSum,
    /** When the newest and the oldest of these were last changed. */
    freshest: orNull(Instant),
    oldest: orNull(Instant),
    freshness: orNull(Freshness),
    /** The freshest few of the records behind the number. */
    reasons: Type.Array(Id),
  },
  closed,
)
export type Tally = Static<typeof Tally>

export const PictureCell = Type.Object({ sector: Type.String(), country: Type.String(), ...Tally.properties }, closed)
export type PictureCell = Static<typeof PictureCell>
export const PictureCountry = Type.Object({ country: Type.String(), ...Tally.properties }, closed)
export type PictureCountry = Static<typeof PictureCountry>
export const PictureSector = Type.Object({ sector: Type.String(), ...Tally.properties }, closed)
export type PictureSector = Static<typeof PictureSector>

/** Half-open: from start up to, but not including, end. */
export const PictureBucket = Type.Object(
  {
    start: Instant,
    end: Instant,
    /** Incidents by when they began, as far as known, else were detected, else were declared. */
    incidents: Type.Integer(),
    bySeverity: BySeverity,
    signals: Type.Integer(),
  },
  closed,
)
export type PictureBucket = Static<typeof PictureBucket>

export const PictureChange = Type.Object(
  {
    entry: Id,
    record: Type.String(),
    id: Id,
    /** The incident that it belongs to, where it is a part of one. */
    incident: orNull(Id),
    reference: orNull(Type.String()),
    title: Type.String(),
    /** In words: `was triaged`. */
    what: Type.String(),
    when: Instant,
  },
  closed,
)
export type PictureChange = Static<typeof PictureChange>

export const PictureOverdue = Type.Object(
  {
    record: Type.Enum(['assess.task', 'assess.incident']),
    id: Id,
    incident: Id,
    reference: orNull(Type.String()),
    title: Type.String(),
    /** task: its own due time. triage: a new incident that nobody has looked at within the time of its priority. */
    why: Type.Enum(['task', 'triage']),
    due: Instant,
    lateSeconds: Type.Integer(),
    assignees: Type.Array(Id),
  },
  closed,
)
export type PictureOverdue = Static<typeof PictureOverdue>

/** An attribution that two different analysts accept, with their names, and what always stands beside one. */
export const PictureAttribution = Type.Object(
  {
    question: Id,
    text: Type.String(),
    statement: Type.String(),
    /** Incidents that it is about, as far as the reader may see them. */
    about: Type.Array(Id),
    analysts: Type.Array(Type.Object({ person: Id, name: Type.String(), at: Instant }, closed)),
    since: Instant,
    note: Type.String(),
  },
  closed,
)
export type PictureAttribution = Static<typeof PictureAttribution>

export const Picture = Type.Object(
  {
    /** The moment that is shown. */
    at: Instant,
    totals: Type.Object(
      {
        ...Tally.properties,
        incidents: Type.Integer(),
        byStatus: Type.Record(Type.String(), Type.Integer()),
        countries: Type.Integer(),
        sectors: Type.Integer(),
        overdue: Type.Integer(),
        changedLastHour: Type.Integer(),
        reports: Type.Integer(),
      },
      closed,
    ),
    matrix: Type.Array(PictureCell),
    countries: Type.Array(PictureCountry),
    sectors: Type.Array(PictureSector),
    timeline: Type.Array(PictureBucket),
    /** The newest of them; `totals.changedLastHour` counts all. */
    changedLastHour: Type.Array(PictureChange),
    /** The latest of them; `totals.overdue` counts all. */
    overdue: Type.Array(PictureOverdue),
    /** Newest first. */
    attributions: Type.Array(PictureAttribution),
    thresholds: Type.Object({ freshMinutes: Type.Integer(), ageingMinutes: Type.Integer() }, closed),
  },
  closed,
)
export type Picture = Static<typeof Picture>

/** A value of a taxonomy as it is offered on screen. */
export const Term = Type.Object(
  {
    value: Type.String(),
    label: Type.String(),
    description: Type.String(),
    rank: orNull(Type.Integer()),
    colour: orNull(Type.String()),
    machineTag: orNull(Type.String()),
    source: Type.String(),
    verified: Type.Boolean(),
  },
  closed,
)
export type Term = Static<typeof Term>

export const TaxonomySource = Type.Object(
  {
    id: Type.String(),
    document: Type.String(),
    url: Type.String(),
    evidence: Type.String(),
    verified: Type.Boolean(),
    note: Type.String(),
  },
  closed,
)
export type TaxonomySource = Static<typeof TaxonomySource>

export const RsitClass = Type.Object({ ...Term.properties, types: Type.Array(Term, { minItems: 1 }) }, closed)
export type RsitClass = Static<typeof RsitClass>
export const Sector = Type.Object(
  { ...Term.properties, annex: Type.Enum(['I', 'II']), number: Type.Integer(), subsectors: Type.Array(Term) },
  closed,
)
export type Sector = Static<typeof Sector>
export const Country = Type.Object(
  {
    ...Term.properties,
    euCode: Type.String(),
    alpha3: Type.String(),
    memberState: Type.Boolean(),
    eea: Type.Boolean(),
  },
  closed,
)
export type Country = Static<typeof Country>

export const Taxonomies = Type.Object(
  {
    sources: Type.Array(TaxonomySource),
    rsit: Type.Object({ version: Type.String(), classes: Type.Array(RsitClass) }, closed),
    cg2018: Type.Object(
      {
        title: Type.String(),
        rootCauses: Type.Array(Term),
        threatSeverities: Type.Array(Term),
        impactSeverities: Type.Array(Term),
        severityIsMeasured: Type.String(),
        outlooks: Type.Array(Term),
        outlookHorizon: Type.String(),
      },
      closed,
    ),
    sectors: Type.Array(Sector),
    countries: Type.Array(Country),
  },
  closed,
)
export type Taxonomies = Static<typeof Taxonomies>

/** A record with what the house knows about it, as every answer of this room carries it. */
export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking, since: Instant, state }, closed)
}
