// What assess offers: incidents from report to closure, everything kept with them, the picture, and search.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { LedgerEvidence } from '#watch/model/ledger.ts'
import { CheckKind, ClaimClass, ClaimRole, FigureFact, NameType, Span, TimeKind } from '#watch/model.ts'
import * as is from './model.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, description: 'The version that you saw' })
const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
const Cursor = Type.String({ maxLength: 500, description: '`next` of the page before' })
const ids = (maxItems: number) => Type.Array(Id, { maxItems, uniqueItems: true })
const reading: Policy = { who: 'signed-in' }
const changing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const judging: Policy = { who: ['analyst', 'duty-officer'] }

const meanings = {
  'unknown-value': {
    status: 422,
    title: 'The taxonomy has no such value',
    whatToDo: 'Choose one of the values that assess.taxonomies lists.',
  },
  'unknown-country': {
    status: 422,
    title: 'That is not a country code',
    whatToDo: 'Use two letters of ISO 3166-1, for example DE.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times contradict each other',
    whatToDo: 'See the detail, and correct the one that is wrong.',
  },
  'one-main-class': {
    status: 422,
    title: 'Exactly one class must be the main one',
    whatToDo: 'Mark one entry of the list as main.',
  },
  'reason-missing': {
    status: 422,
    title: 'This needs a reason',
    whatToDo: 'Say why in a sentence; it is kept in the journal.',
  },
  'would-leak': {
    status: 409,
    title: 'That would show marked information to more people',
    whatToDo: 'Do it the other way round, or change the marking first.',
  },
  'no-organisation': {
    status: 422,
    title: 'You belong to no organisation on this node',
    whatToDo: 'Ask an administrator to enter your organisation.',
  },
  'not-merged': {
    status: 409,
    title: 'These two are not merged',
    whatToDo: 'Look at which incident it was merged into.',
  },
  'same-incident': {
    status: 422,
    title: 'An incident cannot be merged into itself',
    whatToDo: 'Name another incident as the target.',
  },
  'nothing-to-split': {
    status: 422,
    title: 'Nothing was named that this incident has',
    whatToDo: 'Name observations, reports or affected parts of this incident.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'cannot-undo': {
    status: 409,
    title: 'The last change cannot be taken back safely',
    whatToDo: 'See the detail; make a new change instead.',
  },
  'file-damaged': {
    status: 500,
    title: 'The stored file is not what was received',
    whatToDo: 'Do not use it. Restore it from a backup; the hash in the record says which file is right.',
  },
  'empty-file': { status: 422, title: 'The file is empty', whatToDo: 'Send the file itself as the body.' },
} satisfies Record<string, RefusalMeaning>

function may<K extends keyof typeof meanings>(...names: K[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const IncidentHeld = is.held(is.Incident)
const TaskHeld = is.held(is.Task)
const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** Opens an incident, from observations, from reports, or from what somebody knows. */
export const declareIncident = contract({
  name: 'assess.declareIncident',
  does: 'action',
  summary: 'Open an incident from observations, from reports of operators, or from what you know',
  input: Type.Object(
    {
      title: is.Title,
      summary: optional(is.Prose),
      observations: optional(ids(500)),
      reports: optional(ids(100)),
      classification: optional(is.Classification),
      severity: optional(Type.Object({ value: is.SeverityColour, reason: is.Reason }, closed)),
      priority: optional(is.Priority),
      affected: optional(Type.Partial(is.Affected, closed)),
      times: optional(Type.Partial(is.Times, closed)),
      assigned: optional(ids(50)),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ id: Id, version: Version, entry: Id, reference: Type.String() }, closed),
  refusals: may('unknown-value', 'unknown-country', 'impossible-times', 'one-main-class'),
  policy: changing,
  arguments: ['title'],
  example: {
    title: 'Outage of the national payment switch',
    summary: 'Card payments fail since the morning; the operator sees a flood of requests.',
    observations: [anId],
    affected: {
      sectors: ['banking'],
      countries: ['DE', 'AT'],
      users: { value: 40000, qualifier: 'about', basis: 'first call of the operator' },
    },
    times: { detectedAt: '2025-03-10T09:45:00.000Z' },
  },
})

export const reportIncident = contract({
  name: 'assess.reportIncident',
  does: 'action',
  summary: 'Tell the CSIRT of this node that something is wrong at your organisation',
  input: Type.Object(
    {
      ...is.ReportTold.properties,
      since: optional(Instant),
      ongoing: optional(Type.Boolean()),
      services: optional(is.ReportTold.properties.services),
      countries: optional(is.ReportTold.properties.countries),
      users: optional(is.Users),
      contact: optional(Type.Partial(is.ReportTold.properties.contact, closed)),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ id: Id, version: Version, entry: Id, reference: Type.String() }, closed),
  refusals: may('no-organisation', 'unknown-country', 'impossible-times'),
  policy: reading,
  arguments: ['title'],
  example: {
    title: 'Our ticketing is down',
    whatHappened: 'Servers are encrypted since the night; ticket sales and the app do not work.',
    since: '2025-03-10T03:20:00.000Z',
    services: ['Ticket sales', 'Passenger app'],
    countries: ['DE'],
    contact: { name: 'Security lead on duty', telephone: '+49 30 0000000' },
  },
})

export const listReports = contract({
  name: 'assess.listReports',
  does: 'query',
  summary: 'Reports by operators that you may read, newest first',
  input: Type.Object({ status: optional(is.ReportStatus), after: optional(Cursor), limit: optional(Limit) }, closed),
  output: Type.Object({ items: Type.Array(is.held(is.Report)), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: { status: 'received' },
})

export const declineReport = contract({
  name: 'assess.declineReport',
  does: 'action',
  summary: 'Say why no incident is opened for a report',
  input: Type.Object({ id: Id, version: Version, reason: is.Reason }, closed),
  output: Changed,
  refusals: {},
  policy: judging,
  example: { id: anId, version: 1, reason: 'A planned maintenance, as the operator confirmed by telephone.' },
})

export const incidentSorts = ['changed', 'declared', 'severity', 'reference'] as const
export const listIncidents = contract({
  name: 'assess.listIncidents',
  does: 'query',
  summary: 'Incidents that you may read, filtered and sorted, a page at a time',
  input: Type.Object(
    {
      status: optional(Type.Array(is.IncidentStatus, { maxItems: 9 })),
      open: optional(Type.Boolean({ description: 'Only those that are being worked on, or only the others' })),
      sector: optional(
        Type.Array(Type.String({ maxLength: 60 }), { maxItems: 40, description: "'unknown': without any" }),
      ),
      country: optional(Type.Array(Type.String({ pattern: '^([A-Z]{2}|unknown)$' }), { maxItems: 60 })),
      severity: optional(Type.Array(Type.Enum([...is.severityColours, 'unset']), { maxItems: 5 })),
      priority: optional(Type.Array(is.Priority, { maxItems: 4 })),
      assignee: optional(Id),
      overdue: optional(Type.Boolean()),
      text: optional(Type.String({ minLength: 1, maxLength: 200 })),
      sort: optional(Type.Enum(incidentSorts)),
      descending: optional(Type.Boolean({ default: true })),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(IncidentHeld), next: orNull(Type.String()), total: Type.Integer() }, closed),
  refusals: {},
  policy: reading,
  example: { open: true, country: ['DE'], sort: 'changed', limit: 20 },
})

/** What an incident rests on: a record of watch, or a report, as far as the reader may see it. */
export const Linked = Type.Object(
  { id: Id, record: Type.String(), title: Type.String(), marking: Marking, since: Instant },
  closed,
)

export const getIncident = contract({
  name: 'assess.getIncident',
  does: 'query',
  summary: 'One incident with what is kept with it: notes, tasks, evidence, observations and reports',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...IncidentHeld.properties,
      notes: Type.Array(is.held(is.Note)),
      tasks: Type.Array(TaskHeld),
      evidence: Type.Array(is.held(is.Evidence)),
      observations: Type.Array(Linked),
      reports: Type.Array(is.held(is.Report)),
      /** Incidents it was merged into, took over, was split from or into, as far as the reader may see them. */
      related: Type.Array(
        Type.Object(
          {
            id: Id,
            reference: Type.String(),
            title: Type.String(),
            status: is.IncidentStatus,
            how: Type.Enum(['merged-into', 'took', 'split-from', 'split-into']),
          },
          closed,
        ),
      ),
      /** Who did it, as far as two analysts accept that. */
      attributions: Type.Array(is.PictureAttribution),
      /** What can be done to it now. */
      moves: Type.Array(is.IncidentMove),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const whence = {
  item: Id,
  document: Id,
  number: Type.Integer({ description: 'Which version of the text' }),
  span: orNull(Span),
  acceptedBy: Id,
  acceptedAt: Instant,
}

/** What sense measured, as an incident sees it. `facts` are proposals with their source: a person confirms them. */
export const MeasuredAttack = Type.Object(
  {
    id: Id,
    title: Type.String(),
    target: Id,
    marking: Marking,
    state: Type.String(),
    measure: Type.String(),
    onset: Instant,
    end: orNull(Instant),
    waves: Type.Integer(),
    usual: Type.Number(),
    seen: Type.Number(),
    sure: Type.Number(),
    /** What a person said that it was; null: nobody yet. */
    judged: orNull(Type.String()),
    facts: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          value: Type.Union([Type.Number(), Type.String()]),
          unit: Type.String(),
          source: Type.String(),
        },
        closed,
      ),
    ),
  },
  closed,
)

export const incidentFacts = contract({
  name: 'assess.incidentFacts',
  does: 'query',
  summary:
    'What persons accepted out of the items that an incident rests on: claims, times, names, figures; and open checks',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      id: Id,
      items: Type.Array(
        Type.Object(
          {
            id: Id,
            title: Type.String(),
            status: Type.String(),
            sourceName: orNull(Type.String()),
            publishedAt: orNull(Instant),
            fetchedAt: Instant,
            marking: Marking,
          },
          closed,
        ),
      ),
      claims: Type.Array(
        Type.Object(
          {
            id: Id,
            version: Version,
            proposition: Type.String(),
            holder: orNull(Type.String()),
            role: ClaimRole,
            class: ClaimClass,
            via: orNull(Type.String()),
            outlet: orNull(Type.String()),
            evidence: LedgerEvidence,
            saidAt: orNull(Type.String()),
            /** F6 while nobody rated it. */
            rating: Type.String(),
            item: Id,
            document: orNull(Id),
            span: orNull(Span),
            acceptedBy: Id,
            acceptedAt: Instant,
          },
          closed,
        ),
      ),
      /** In the order of when it happened; what nobody can place in time comes last. */
      timeline: Type.Array(
        Type.Object(
          {
            text: Type.String(),
            kind: TimeKind,
            /** When it happened, as exactly as it is known; null while it counts from an unknown day. */
            happened: orNull(Type.String()),
            floating: Type.Boolean(),
            publishedAt: orNull(Instant),
            fetchedAt: Instant,
            ...whence,
          },
          closed,
        ),
      ),
      names: Type.Array(Type.Object({ text: Type.String(), type: orNull(NameType), ...whence }, closed)),
      figures: Type.Array(
        Type.Object(
          {
            ...Type.Pick(FigureFact, ['text', 'kind', 'value', 'to', 'unit', 'qualifier', 'of']).properties,
            ...whence,
          },
          closed,
        ),
      ),
      /** Figures that do not fit together: nobody has judged them yet, or a person confirmed that they do not. */
      checks: Type.Array(
        Type.Object(
          {
            kind: CheckKind,
            detail: Type.String(),
            why: Type.String(),
            spans: Type.Array(Span),
            item: Id,
            document: Id,
            number: Type.Integer(),
            confirmedBy: orNull(Id),
            confirmedAt: orNull(Instant),
          },
          closed,
        ),
      ),
      attributions: Type.Array(is.PictureAttribution),
      /** Attacks that sense measured and this incident rests on, with the facts that each proposes. */
      measured: Type.Array(MeasuredAttack),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const link = { score: Type.Number(), why: Type.Array(Type.String()) }
const suggesting = { after: optional(Cursor), limit: optional(Type.Integer({ minimum: 1, maximum: 60, default: 20 })) }

export const suggestedItems = contract({
  name: 'assess.suggestedItems',
  does: 'query',
  summary: 'Stories of watch that may be about this incident and are not linked to it, with the reasons, newest first',
  input: Type.Object({ incident: Id, ...suggesting }, closed),
  output: Type.Object(
    {
      stories: Type.Array(
        Type.Object({ story: Id, title: Type.String(), since: Instant, items: Type.Array(Id), ...link }, closed),
      ),
      next: orNull(Type.String()),
      /** Of the newest that have an organisation or an identifier in common. */
      total: Type.Integer({ minimum: 0 }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['incident'],
  example: { incident: anId },
})

export const suggestedIncidents = contract({
  name: 'assess.suggestedIncidents',
  does: 'query',
  summary: 'Incidents that a story of watch may be about and is not linked to, with the reasons, newest first',
  input: Type.Object({ story: Id, ...suggesting }, closed),
  output: Type.Object(
    {
      incidents: Type.Array(
        Type.Object(
          {
            id: Id,
            reference: Type.String(),
            title: Type.String(),
            status: is.IncidentStatus,
            changedAt: Instant,
            marking: Marking,
            ...link,
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
      total: Type.Integer({ minimum: 0 }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['story'],
  example: { story: anId },
})

export const describeIncident = contract({
  name: 'assess.describeIncident',
  does: 'action',
  summary: 'Change the title or the summary of an incident',
  input: Type.Object({ id: Id, version: Version, title: optional(is.Title), summary: optional(is.Prose) }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: changing,
  example: { id: anId, version: 1, title: 'Outage of the national payment switch (DDoS)' },
})

export const classifyIncident = contract({
  name: 'assess.classifyIncident',
  does: 'action',
  summary: 'Classify an incident by RSIT and the CG 2018 axes, and judge the severity of its impact',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      classification: optional(is.Classification),
      severity: optional(Type.Object({ value: is.SeverityColour, reason: is.Reason }, closed)),
      priority: optional(is.Priority),
    },
    closed,
  ),
  output: Changed,
  refusals: may('unknown-value', 'one-main-class', 'nothing-to-change'),
  policy: judging,
  example: {
    id: anId,
    version: 1,
    classification: {
      rsit: [{ class: 'availability', type: 'ddos', main: true }],
      rootCause: 'malicious-actions',
      threatSeverity: 'high',
      outlook: 'worsening',
    },
    severity: { value: 'yellow', reason: 'Card payments of two banks fail for a large part of the public.' },
  },
})

export const setAffected = contract({
  name: 'assess.setAffected',
  does: 'action',
  summary: 'Say which organisations, services, sectors, Member States and how many users are affected',
  input: Type.Object({ id: Id, version: Version, affected: Type.Partial(is.Affected, closed) }, closed),
  output: Changed,
  refusals: may('unknown-value', 'unknown-country', 'nothing-to-change'),
  policy: changing,
  example: { id: anId, version: 2, affected: { sectors: ['banking'], countries: ['DE', 'EL'] } },
})

export const setTimes = contract({
  name: 'assess.setTimes',
  does: 'action',
  summary: 'Say when it began, was detected, became known and ended',
  input: Type.Object({ id: Id, version: Version, times: Type.Partial(is.Times, closed) }, closed),
  output: Changed,
  refusals: may('impossible-times', 'nothing-to-change'),
  policy: changing,
  example: {
    id: anId,
    version: 2,
    times: { startedAt: '2025-03-10T09:30:00.000Z', awarenessAt: '2025-03-10T09:50:00.000Z' },
  },
})

export const moveIncident = contract({
  name: 'assess.moveIncident',
  does: 'action',
  summary: 'Move an incident through its life: triage, investigate, contain, recover, resolve, close, reject, reopen',
  input: Type.Object({ id: Id, version: Version, event: is.IncidentMove, reason: optional(is.Reason) }, closed),
  output: Type.Object({ id: Id, version: Version, entry: Id, status: is.IncidentStatus }, closed),
  refusals: may('reason-missing'),
  policy: judging,
  example: { id: anId, version: 2, event: 'triage' },
})

export const assignIncident = contract({
  name: 'assess.assignIncident',
  does: 'action',
  summary: 'Say who works on an incident',
  input: Type.Object({ id: Id, version: Version, persons: ids(50) }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: changing,
  example: { id: anId, version: 2, persons: [another] },
})

export const linkObservations = contract({
  name: 'assess.linkObservations',
  does: 'action',
  summary: 'Add observations or reports to those that an incident rests on',
  input: Type.Object(
    { id: Id, version: Version, observations: optional(ids(500)), reports: optional(ids(100)) },
    closed,
  ),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: changing,
  example: { id: anId, version: 2, observations: [another] },
})

export const unlinkObservation = contract({
  name: 'assess.unlinkObservation',
  does: 'action',
  summary: 'Take an observation or a report away from an incident',
  input: Type.Object({ id: Id, version: Version, observation: Id, reason: optional(is.Reason) }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: changing,
  example: { id: anId, version: 3, observation: another, reason: 'Another company of the same name.' },
})

export const addNote = contract({
  name: 'assess.addNote',
  does: 'action',
  summary: 'Write a note to an incident; marked like the incident unless you say otherwise',
  input: Type.Object(
    { incident: Id, text: Type.String({ minLength: 1, maxLength: 20_000 }), marking: optional(MarkingChoice) },
    closed,
  ),
  output: Changed,
  refusals: {},
  policy: changing,
  arguments: ['incident', 'text'],
  example: { incident: anId, text: 'The operator calls back at eleven.' },
})

export const addTask = contract({
  name: 'assess.addTask',
  does: 'action',
  summary: 'Hand out a task of an incident',
  input: Type.Object(
    { incident: Id, title: is.Title, due: optional(Instant), assignee: optional(Id), marking: optional(MarkingChoice) },
    closed,
  ),
  output: Changed,
  refusals: {},
  policy: changing,
  arguments: ['incident', 'title'],
  example: { incident: anId, title: 'Ask the operator for flow samples', due: '2025-03-10T12:00:00.000Z' },
})

export const changeTask = contract({
  name: 'assess.changeTask',
  does: 'action',
  summary: 'Change a task: its title, due time, assignee, or whether it is done',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      title: optional(is.Title),
      due: optional(orNull(Instant)),
      assignee: optional(orNull(Id)),
      status: optional(is.TaskStatus),
      outcome: optional(orNull(is.Prose)),
    },
    closed,
  ),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: changing,
  example: { id: anId, version: 1, status: 'done', outcome: 'Samples received by mail.' },
})

export const addEvidence = contract({
  name: 'assess.addEvidence',
  does: 'action',
  summary: 'Keep a file as evidence: hashed while it is received, with its chain of custody',
  input: Type.Object(
    {
      incident: Id,
      name: Type.String({ minLength: 1, maxLength: 255 }),
      description: optional(Type.String({ maxLength: 2_000 })),
      receivedFrom: optional(Type.String({ maxLength: 300 })),
      tlp: optional(MarkingChoice.properties.tlp),
      markingReason: optional(Type.String({ minLength: 3, maxLength: 500 })),
      reviewOn: MarkingChoice.properties.reviewOn,
    },
    closed,
  ),
  output: Type.Object(
    { id: Id, version: Version, entry: Id, sha256: is.Sha256, bytes: Type.Integer(), mediaType: Type.String() },
    closed,
  ),
  refusals: may('empty-file'),
  policy: changing,
  upload: { maxBytes: is.evidenceMaxBytes },
  example: { incident: anId, name: 'capture.pcap', receivedFrom: 'security lead of the operator' },
})

export const getEvidence = contract({
  name: 'assess.getEvidence',
  does: 'action',
  summary: 'Download a file of evidence; who took it and when goes into its chain of custody',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: may('file-damaged'),
  policy: reading,
  download: true,
  arguments: ['id'],
  example: { id: anId },
})

export const transferEvidence = contract({
  name: 'assess.transferEvidence',
  does: 'action',
  summary: 'Record that a file of evidence was handed to somebody outside this node',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      to: Type.String({ minLength: 2, maxLength: 300 }),
      note: optional(Type.String({ maxLength: 1_000 })),
    },
    closed,
  ),
  output: Changed,
  refusals: {},
  policy: changing,
  example: { id: anId, version: 1, to: 'Federal criminal police, cyber crime unit', note: 'On an encrypted disk' },
})

export const evidenceCustody = contract({
  name: 'assess.evidenceCustody',
  does: 'query',
  summary: 'The chain of custody of a file of evidence, and whether the stored file is still what was received',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    { ...is.held(is.Evidence).properties, intact: Type.Enum(['intact', 'damaged', 'missing']) },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const mergeIncidents = contract({
  name: 'assess.mergeIncidents',
  does: 'action',
  summary: 'Two incidents are one: the source goes into the target, which takes over what it rests on and affects',
  input: Type.Object(
    { source: Id, sourceVersion: Version, target: Id, targetVersion: Version, reason: is.Reason },
    closed,
  ),
  output: Type.Object({ source: Changed, target: Changed }, closed),
  refusals: may('same-incident', 'would-leak'),
  policy: judging,
  example: {
    source: another,
    sourceVersion: 2,
    target: anId,
    targetVersion: 3,
    reason: 'The same attack on the same provider.',
  },
})

export const unmergeIncident = contract({
  name: 'assess.unmergeIncident',
  does: 'action',
  summary: 'Take a merge back: the source is as it was before, and the target gives back what it took',
  input: Type.Object({ source: Id, sourceVersion: Version, reason: is.Reason }, closed),
  output: Type.Object({ source: Changed, target: Changed }, closed),
  refusals: may('not-merged'),
  policy: judging,
  example: { source: another, sourceVersion: 3, reason: 'Two different attackers, as the samples show.' },
})

export const splitIncident = contract({
  name: 'assess.splitIncident',
  does: 'action',
  summary: 'One incident is two: move some of what it rests on and affects to a new incident',
  input: Type.Object(
    { id: Id, version: Version, title: is.Title, parts: Type.Partial(is.Parts, closed), reason: is.Reason },
    closed,
  ),
  output: Type.Object({ source: Changed, created: Changed, reference: Type.String() }, closed),
  refusals: may('nothing-to-split'),
  policy: judging,
  example: {
    id: anId,
    version: 4,
    title: 'Separate outage in Austria',
    parts: { countries: ['AT'] },
    reason: 'Another cause: a cut cable.',
  },
})

export const undo = contract({
  name: 'assess.undo',
  does: 'action',
  summary: 'Take back the last change of an incident, task or report where that is safe',
  input: Type.Object({ id: Id, version: Version, reason: optional(is.Reason) }, closed),
  output: Type.Object({ id: Id, version: Version, entry: Id, undid: Type.String() }, closed),
  refusals: may('cannot-undo'),
  policy: changing,
  arguments: ['id', 'version'],
  example: { id: anId, version: 5 },
})

export const remarkRecord = contract({
  name: 'assess.remarkRecord',
  does: 'action',
  summary: 'Change how an incident, task, note, report or file of evidence is marked, with a reason',
  input: Type.Object({ id: Id, version: Version, marking: MarkingChoice, reason: is.Reason }, closed),
  output: Changed,
  refusals: {},
  policy: judging,
  example: { id: anId, version: 3, marking: { tlp: 'GREEN' }, reason: 'Released to the community after the fix.' },
})

export const JournalLine = Type.Object(
  {
    entry: Id,
    record: Type.String(),
    id: Id,
    version: Type.Integer(),
    kind: Type.String(),
    at: Instant,
    by: Type.String(),
    marking: Marking,
    /** What happened, in a sentence without the name of the person: `moved it from new to triaged`. */
    text: Type.String(),
    changes: Type.Array(Type.Object({ what: Type.String(), from: Type.String(), to: Type.String() }, closed)),
    cause: Type.Array(Id),
  },
  closed,
)

export const incidentJournal = contract({
  name: 'assess.incidentJournal',
  does: 'query',
  summary: 'Everything that happened to an incident and what is kept with it, in words, oldest first',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ lines: Type.Array(JournalLine) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const search = contract({
  name: 'assess.search',
  does: 'query',
  summary: 'Search everything that you may read',
  input: Type.Object(
    {
      text: Type.String({ minLength: 1, maxLength: 200 }),
      kinds: optional(Type.Array(Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 60 }), { maxItems: 20 })),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      hits: Type.Array(
        Type.Object(
          {
            id: Id,
            record: Type.String(),
            title: Type.String(),
            /** Plain text around the first word found; `from` and `to` count UTF-16 units in it. */
            snippet: Type.String(),
            marks: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }, closed)),
            incident: orNull(Id),
            marking: Marking,
            since: Instant,
            rank: Type.Number(),
          },
          closed,
        ),
      ),
      counts: Type.Record(Type.String(), Type.Integer()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['text'],
  example: { text: 'payment switch' },
})

export const picture = contract({
  name: 'assess.picture',
  does: 'query',
  summary: 'The common operational picture as far as you may see it, now or at a past moment (asOf)',
  input: Type.Object(
    {
      timelineHours: optional(Type.Integer({ minimum: 1, maximum: 8784, default: 168 })),
      timelineBuckets: optional(Type.Integer({ minimum: 1, maximum: 400, default: 56 })),
    },
    closed,
  ),
  output: is.Picture,
  refusals: {},
  policy: reading,
  example: { timelineHours: 24, timelineBuckets: 24 },
})

/** One number of the picture: exactly one of the totals, a cell, a row, a column, a bucket, or a list. */
export const pictureReasons = contract({
  name: 'assess.pictureReasons',
  does: 'query',
  summary: 'The records behind one number of the picture',
  input: Type.Object(
    {
      sector: optional(Type.String({ maxLength: 60 })),
      country: optional(Type.String({ pattern: '^([A-Z]{2}|unknown)$' })),
      severity: optional(Type.Enum([...is.severityColours, 'unset'])),
      what: optional(Type.Enum(['open', 'incidents', 'signals', 'overdue', 'changed', 'reports'])),
      status: optional(is.IncidentStatus),
      from: optional(Instant),
      to: optional(Instant),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      total: Type.Integer(),
      items: Type.Array(
        Type.Object(
          {
            id: Id,
            record: Type.String(),
            incident: orNull(Id),
            reference: orNull(Type.String()),
            title: Type.String(),
            status: orNull(Type.String()),
            severity: orNull(is.SeverityColour),
            sectors: Type.Array(Type.String()),
            countries: Type.Array(Type.String()),
            users: orNull(is.Users),
            changedAt: Instant,
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { sector: 'banking', country: 'DE', what: 'open' },
})

export const taxonomies = contract({
  name: 'assess.taxonomies',
  does: 'query',
  summary: 'The vocabularies in use: RSIT, CG 2018, NIS2 sectors and countries, each value with its source',
  input: Type.Object({}, closed),
  output: is.Taxonomies,
  refusals: {},
  policy: reading,
  example: {},
})

export const recentChanges = contract({
  name: 'assess.recentChanges',
  does: 'query',
  summary: 'What changed lately, newest first, in words',
  input: Type.Object({ since: optional(Instant), before: optional(Id), limit: optional(Limit) }, closed),
  output: Type.Object({ changes: Type.Array(is.PictureChange), next: orNull(Id) }, closed),
  refusals: {},
  policy: reading,
  example: { limit: 20 },
})

export const traceRecord = contract({
  name: 'assess.traceRecord',
  does: 'query',
  summary: 'Walk back from a record or an entry to everything that led to it',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ lines: Type.Array(JournalLine) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
