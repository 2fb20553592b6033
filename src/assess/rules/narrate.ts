// Entries in words: who is shown beside it; here is what they did, and what changed from what to what.
import type { Entry } from '#kernel/entry.ts'
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { type BodyOf, bodyErased, copied, type KindOf, remarked, withdrawn } from '#kernel/record.ts'
import type { Affected, Classification, Incident, Parts, Report, Severity, Task, Times, Users } from '../model.ts'
import { ofAssessment, ofDuty, ofEntity } from './assessing/narrate-duty.ts'
import type { incident } from './incident.ts'
import { beginning, type evidence, type note, type report, type task } from './kept.ts'

export interface Change {
  what: string
  from: string
  to: string
}
export interface Line {
  text: string
  changes: Change[]
}

type Tellers<R, S> = { [K in KindOf<R>]: (body: BodyOf<R, K>, before: S | undefined) => Line }

const nothing = '(none)'
const say = (text: string, changes: Change[] = []): Line => ({ text, changes })
const because = (reason: string | null | undefined) => (reason ? `: ${reason}` : '')
const list = (values: readonly string[]) => (values.length > 0 ? values.join(', ') : nothing)
const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`
const quote = (text: string) => `“${text}”`

function differ(what: string, from: string, to: string): Change[] {
  return from === to ? [] : [{ what, from, to }]
}

const userWords = { about: 'about ', over: 'over ', 'up-to': 'up to ', exact: '' } as const
function inUsers(users: Users | null | undefined): string {
  return users ? `${userWords[users.qualifier]}${users.value} (${users.basis})` : nothing
}

function ofAffected(before: Affected | undefined, now: Affected): Change[] {
  const services = (affected: Affected | undefined) => list((affected?.services ?? []).map((service) => service.name))
  return [
    ...differ('affected organisations', list(before?.organisations ?? []), list(now.organisations)),
    ...differ('affected services', services(before), services(now)),
    ...differ('affected sectors', list(before?.sectors ?? []), list(now.sectors)),
    ...differ('affected countries', list(before?.countries ?? []), list(now.countries)),
    ...differ('affected users', inUsers(before?.users), inUsers(now.users)),
  ]
}

const timeWords = [
  ['startedAt', 'began'],
  ['detectedAt', 'detected'],
  ['awarenessAt', 'became known'],
  ['endedAt', 'ended'],
] as const
function ofTimes(before: Times | undefined, now: Times): Change[] {
  return timeWords.flatMap(([field, what]) => differ(what, before?.[field] ?? nothing, now[field] ?? nothing))
}

function inRsit(given: Classification | null | undefined): string {
  return list(
    (given?.rsit ?? []).map((one) => `${one.class}${one.type ? `/${one.type}` : ''}${one.main ? ' (main)' : ''}`),
  )
}
function ofClassification(before: Classification | null | undefined, now: Classification | null): Change[] {
  return [
    ...differ('class (RSIT)', inRsit(before), inRsit(now)),
    ...differ('root cause', before?.rootCause ?? nothing, now?.rootCause ?? nothing),
    ...differ('severity of threat', before?.threatSeverity ?? nothing, now?.threatSeverity ?? nothing),
    ...differ('outlook', before?.outlook ?? nothing, now?.outlook ?? nothing),
  ]
}
function ofSeverity(before: Severity | null | undefined, now: { value: string; reason: string }): Change[] {
  const from = before ? `${before.value} (${before.reason})` : nothing
  return differ('severity (CG 2018)', from, `${now.value} (${now.reason})`)
}

function inParts(parts: Parts): string {
  const named = [
    parts.observations.length > 0 ? many(parts.observations.length, 'observation') : '',
    parts.reports.length > 0 ? many(parts.reports.length, 'report') : '',
    parts.organisations.length > 0 ? many(parts.organisations.length, 'organisation') : '',
    parts.services.length > 0 ? many(parts.services.length, 'service') : '',
    parts.sectors.length > 0 ? many(parts.sectors.length, 'sector') : '',
    parts.countries.length > 0 ? many(parts.countries.length, 'country', 'countries') : '',
  ].filter(Boolean)
  return named.length > 0 ? named.join(', ') : 'nothing new'
}

const ofIncident: Tellers<typeof incident, Incident> = {
  'assess.incidentDeclared': (body) => {
    const from = [
      body.observations.length > 0 ? many(body.observations.length, 'observation') : '',
      body.reports.length > 0 ? many(body.reports.length, 'report') : '',
    ].filter(Boolean)
    const origin = body.splitFrom ? ' by a split' : from.length > 0 ? ` from ${from.join(' and ')}` : ''
    return say(`declared ${body.reference}${origin}`, [
      ...differ('title', nothing, body.title),
      ...differ('priority', nothing, body.priority),
      ...(body.severity ? ofSeverity(null, body.severity) : []),
      ...ofClassification(null, body.classification),
      ...ofAffected(undefined, body.affected),
      ...ofTimes(undefined, body.times),
    ])
  },
  'assess.incidentDescribed': (body, before) => {
    const changes = [
      ...(body.title === undefined ? [] : differ('title', before?.title ?? nothing, body.title)),
      ...(body.summary === undefined ? [] : differ('summary', before?.summary || nothing, body.summary || nothing)),
    ]
    return say(`rewrote the ${changes.map((one) => one.what).join(' and the ') || 'description'}`, changes)
  },
  'assess.incidentClassified': (body, before) => {
    const changes = [
      ...(body.classification ? ofClassification(before?.classification, body.classification) : []),
      ...(body.severity ? ofSeverity(before?.severity, body.severity) : []),
      ...(body.priority ? differ('priority', before?.priority ?? nothing, body.priority) : []),
    ]
    const judged = body.severity ? `judged the severity to be ${body.severity.value}: ${body.severity.reason}` : ''
    const classified = body.classification ? `classified it as ${inRsit(body.classification)}` : ''
    const urgent = body.priority && !judged && !classified ? `set the priority to ${body.priority}` : ''
    return say([classified, judged, urgent].filter(Boolean).join(', and ') || 'classified it', changes)
  },
  'assess.incidentAffectedSet': (body, before) => {
    const changes = ofAffected(before?.affected, body)
    return say(
      `said what is affected: ${changes.map((one) => one.what.replace('affected ', '')).join(', ') || 'as before'}`,
      changes,
    )
  },
  'assess.incidentTimesSet': (body, before) => {
    const changes = ofTimes(before?.times, body)
    return say(`set the times: ${changes.map((one) => one.what).join(', ') || 'as before'}`, changes)
  },
  'assess.incidentMoved': (body) =>
    say(`moved it from ${body.from} to ${body.to}${because(body.reason)}`, differ('status', body.from, body.to)),
  'assess.incidentAssigned': (body, before) =>
    say(
      body.persons.length > 0 ? `assigned it to ${many(body.persons.length, 'person')}` : 'assigned it to nobody',
      differ('assigned', list(before?.assigned ?? []), list(body.persons)),
    ),
  'assess.incidentLinked': (body) => {
    const linked = [
      body.observations.length > 0 ? many(body.observations.length, 'observation') : '',
      body.reports.length > 0 ? many(body.reports.length, 'report') : '',
    ].filter(Boolean)
    return say(`linked ${linked.join(' and ')}`)
  },
  'assess.incidentUnlinked': (body, before) =>
    say(
      `took away ${before?.reports.includes(body.observation) ? 'a report' : 'an observation'}${because(body.reason)}`,
    ),
  'assess.incidentMergedInto': (body) => say(`merged it into another incident: ${body.reason}`),
  'assess.incidentTookOver': (body) =>
    say(`merged another incident into it, which brought ${inParts(body.parts)}: ${body.reason}`),
  'assess.incidentUnmerged': (body) => say(`took it out of the merge; it is ${body.to} again: ${body.reason}`),
  'assess.incidentGaveBack': (body) => say(`took another incident out of it again: ${body.reason}`),
  'assess.incidentSplit': (body) => say(`split off ${inParts(body.parts)} into a new incident: ${body.reason}`),
  'assess.incidentUndone': (body) =>
    say(`took back the last change (${list(Object.keys(body.back))})${because(body.reason)}`),
}

/** As people write it: to the minute, in UTC. */
function moment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

const ofReport: Tellers<typeof report, Report> = {
  'assess.incidentReported': (body) => say(`reported ${body.reference}: ${body.told.title}`),
  'assess.reportTaken': () => say('took the report up into an incident'),
  'assess.reportReleased': () => say('took the report out of an incident again'),
  'assess.reportDeclined': (body) => say(`declined the report: ${body.reason}`),
}

const ofTask: Tellers<typeof task, Task> = {
  'assess.taskAdded': (body) =>
    say(`added the task ${quote(body.title)}${body.due ? `, due ${moment(body.due)}` : ''}`),
  'assess.taskChanged': (body, before) => {
    const changes = taskChanges(body, before)
    const title = quote(body.title ?? before?.title ?? '')
    if (body.status && body.status !== before?.status) {
      const did = { open: 'reopened', done: 'finished', cancelled: 'cancelled' }[body.status]
      return say(`${did} the task ${title}${because(body.outcome)}`, changes)
    }
    return say(`changed the task ${title}`, changes)
  },
  'assess.taskUndone': (body, before) =>
    say(
      `took back the last change of the task ${quote(before?.title ?? '')}${because(body.reason)}`,
      taskChanges(body.back, before),
    ),
}

function taskChanges(body: Partial<Task>, before: Task | undefined): Change[] {
  const fields = ['title', 'due', 'assignee', 'status', 'outcome'] as const
  return fields.flatMap((field) =>
    body[field] === undefined ? [] : differ(`task ${field}`, before?.[field] ?? nothing, body[field] ?? nothing),
  )
}

const ofNote: Tellers<typeof note, never> = {
  'assess.noteAdded': (body) => say(`noted: ${beginning(body.text, 300)}`),
}

const ofEvidence: Tellers<typeof evidence, { name: string }> = {
  'assess.evidenceAdded': (body) =>
    say(
      `kept the file ${quote(body.name)} as evidence (${body.bytes} bytes, SHA-256 ${body.sha256})${
        body.receivedFrom ? `, received from ${body.receivedFrom}` : ''
      }`,
    ),
  'assess.evidenceHandled': (body, before) =>
    say(
      body.step === 'downloaded'
        ? `downloaded the file ${quote(before?.name ?? '')}`
        : `handed the file ${quote(before?.name ?? '')} to ${body.to ?? 'somebody'}${because(body.note)}`,
    ),
}

// The bodies were checked against the schema of their kind when they were written, so each teller gets its own.
const tellers: Record<string, (body: never, before: never) => Line> = {
  ...ofIncident,
  ...ofReport,
  ...ofTask,
  ...ofNote,
  ...ofEvidence,
  ...ofAssessment,
  ...ofEntity,
  ...ofDuty,
}

/** `before`: the state that the record had before this entry, as far as the reader may know it. */
export function narrate(entry: Entry, before: unknown, markedBefore?: Marking): Line {
  if (entry.body === null) return say(`wrote something that was erased by law (${plainKind(entry.kind)})`)
  if (entry.kind === remarked) return ofRemarking(entry, markedBefore)
  if (entry.kind === bodyErased) return say('erased the content of an entry by law')
  if (entry.kind === copied) return say('took it over as its owner gave it')
  if (entry.kind === withdrawn) return say('took it away: its owner took it back')
  const tell = tellers[entry.kind]
  return tell ? tell(entry.body as never, before as never) : say(plainKind(entry.kind))
}

function ofRemarking(entry: Entry, before: Marking | undefined): Line {
  const { reason } = entry.body as { reason: string }
  const how =
    !before || tlpRank(before.tlp) === tlpRank(entry.marking.tlp)
      ? 'changed the marking to'
      : tlpRank(entry.marking.tlp) > tlpRank(before.tlp)
        ? 'raised the marking to'
        : 'lowered the marking to'
  return say(
    `${how} TLP:${entry.marking.tlp}: ${reason}`,
    before ? differ('marking', `TLP:${before.tlp}`, `TLP:${entry.marking.tlp}`) : [],
  )
}

/** `watch.itemAccepted` as words: `item accepted`. */
export function plainKind(kind: string): string {
  return kind.slice(kind.indexOf('.') + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

const short: Record<string, string> = {
  'assess.incidentDeclared': 'was declared',
  'assess.incidentDescribed': 'was described anew',
  'assess.incidentClassified': 'was classified',
  'assess.incidentAffectedSet': 'got new facts on what is affected',
  'assess.incidentTimesSet': 'got new times',
  'assess.incidentMoved': 'moved',
  'assess.incidentAssigned': 'was assigned',
  'assess.incidentLinked': 'was linked to observations',
  'assess.incidentUnlinked': 'lost an observation',
  'assess.incidentMergedInto': 'was merged into another',
  'assess.incidentTookOver': 'took another one over',
  'assess.incidentUnmerged': 'was taken out of a merge',
  'assess.incidentGaveBack': 'gave another one back',
  'assess.incidentSplit': 'was split',
  'assess.incidentUndone': 'had its last change taken back',
  'assess.incidentReported': 'was reported',
  'assess.reportTaken': 'was taken up',
  'assess.reportReleased': 'was taken out of an incident',
  'assess.reportDeclined': 'was declined',
  'assess.taskAdded': 'task was added',
  'assess.taskChanged': 'task was changed',
  'assess.taskUndone': 'task had its last change taken back',
  'assess.noteAdded': 'note was written',
  'assess.evidenceAdded': 'evidence was added',
  'assess.evidenceHandled': 'evidence was handed on',
  [remarked]: 'was marked anew',
  [bodyErased]: 'had content erased by law',
  [copied]: 'came from its owner',
  [withdrawn]: 'was taken back by its owner',
}

/** A few words for lists of changes, from the kind alone and the status it led to. */
export function inShort(kind: string, to: string | null): string {
  return kind === 'assess.incidentMoved' && to ? `is now ${to}` : (short[kind] ?? plainKind(kind))
}
