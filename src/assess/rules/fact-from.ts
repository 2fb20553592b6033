// From the state of a record to its picture fact; null for what the picture does not show.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { Incident, Report, Task } from '../model.ts'
import { beginning } from './kept.ts'
import { type ChangeFact, columns, type PictureFact, rows } from './picture-facts.ts'

/** The kinds of record that picture facts are made from; the store selects just these fields of them. */
export const pictureRecords = [
  'assess.incident',
  'assess.task',
  'assess.report',
  'watch.item',
  'watch.question',
] as const
export type PictureRecord = (typeof pictureRecords)[number]

/** Kinds of record whose entries are told as changes. */
export const toldRecords = [
  'assess.incident',
  'assess.task',
  'assess.report',
  'watch.item',
  'assess.note',
  'assess.evidence',
] as const

export interface Kept {
  record: string
  id: Id
  version: number
  marking: Marking
  /** As its own reducer wrote it, or the fields of it that are named in `Slim`. */
  state: unknown
}

interface Slim {
  'assess.incident': Pick<
    Incident,
    'reference' | 'title' | 'status' | 'priority' | 'assigned' | 'observations' | 'declaredAt' | 'changedAt'
  > & {
    severity: Pick<NonNullable<Incident['severity']>, 'value'> | null
    affected: Pick<Incident['affected'], 'sectors' | 'countries' | 'users'>
    times: Pick<Incident['times'], 'startedAt' | 'detectedAt'>
  }
  'assess.task': Pick<Task, 'title' | 'incident' | 'status' | 'due' | 'assignee' | 'addedAt'>
  'assess.report': Pick<Report, 'reference' | 'status' | 'receivedAt'> & {
    told: Pick<Report['told'], 'title' | 'since' | 'countries' | 'users'>
  }
  /** An item of watch that a person accepted as telling of an incident is a signal; the person's word counts before the rules'. */
  'watch.item': {
    title: string
    status: string
    incident: boolean
    /** What the person who accepted it said; missing where the reading of the rules decided. */
    signal?: boolean | null
    countries: string[]
    sectors?: string[] | null
    publishedAt: Instant | null
    fetchedAt: Instant
    judgedAt: Instant | null
  }
  /** A question of watch; `standing` says that two different analysts accept its attribution. */
  'watch.question': {
    text: string
    about: Id[]
    attribution: {
      standing: boolean
      standingSince: Instant | null
      statement: string
      acceptances: { person: Id; name: string; at: Instant }[]
      note: string
    } | null
  }
}

function is<R extends PictureRecord>(record: R, kept: Kept): kept is Kept & { state: Slim[R] } {
  return kept.record === record && kept.state !== null
}

export function factFrom(kept: Kept): PictureFact | null {
  const { id, version, marking } = kept
  if (is('assess.incident', kept)) {
    const { state } = kept
    const occurredAt = state.times.startedAt ?? state.times.detectedAt ?? state.declaredAt
    return {
      kind: 'incident',
      record: 'assess.incident',
      id,
      version,
      marking,
      title: state.title,
      reference: state.reference,
      status: state.status,
      severity: state.severity?.value ?? null,
      priority: state.priority,
      sectors: rows(state.affected.sectors),
      countries: columns(state.affected.countries),
      users: state.affected.users,
      occurredAt,
      occurredMs: Date.parse(occurredAt),
      declaredAt: state.declaredAt,
      declaredMs: Date.parse(state.declaredAt),
      changedAt: state.changedAt,
      assigned: state.assigned,
      observations: state.observations,
    }
  }
  if (is('assess.task', kept)) {
    const { title, incident, status, due, assignee, addedAt } = kept.state
    if (status !== 'open') return null
    return {
      kind: 'task',
      record: 'assess.task',
      id,
      version,
      marking,
      title,
      incident,
      open: true,
      due,
      assignee,
      changedAt: addedAt,
    }
  }
  if (is('assess.report', kept)) {
    const { reference, status, told, receivedAt } = kept.state
    if (status !== 'received') return null
    return {
      kind: 'report',
      record: 'assess.report',
      id,
      version,
      marking,
      title: told.title,
      reference,
      waiting: true,
      users: told.users,
      sectors: rows([]),
      countries: columns(told.countries),
      occurredAt: told.since ?? receivedAt,
      occurredMs: Date.parse(told.since ?? receivedAt),
      changedAt: receivedAt,
    }
  }
  if (is('watch.item', kept)) {
    const { state } = kept
    if (state.status !== 'accepted' || !(state.signal ?? state.incident)) return null
    return {
      kind: 'signal',
      record: 'watch.item',
      id,
      version,
      marking,
      title: state.title,
      sectors: rows(state.sectors ?? []),
      countries: columns(state.countries),
      occurredAt: state.publishedAt ?? state.fetchedAt,
      occurredMs: Date.parse(state.publishedAt ?? state.fetchedAt),
      changedAt: state.judgedAt ?? state.fetchedAt,
    }
  }
  if (is('watch.question', kept)) {
    const { text, about, attribution } = kept.state
    if (!attribution?.standing || attribution.standingSince === null) return null
    const { statement, acceptances, note, standingSince } = attribution
    return {
      kind: 'attribution',
      record: 'watch.question',
      id,
      version,
      marking,
      title: text,
      statement,
      about,
      analysts: acceptances.map(({ person, name, at }) => ({ person, name, at })),
      note,
      changedAt: standingSince,
    }
  }
  return null
}

type Told = {
  status?: string
  incident?: unknown
  signal?: boolean | null
  title?: string
  text?: string
  name?: string
  told?: { title: string }
}

/** An entry as a change; null for what is no news (an item that nobody accepted). */
export function changeFrom(
  entry: { id: Id; kind: string; recordedAt: Instant; marking: Marking },
  kept: Omit<Kept, 'marking' | 'version'>,
): ChangeFact | null {
  if (kept.state === null) return null
  // Written by the reducers of the kinds in toldRecords, which all have these fields or lack them.
  const state = kept.state as Told
  if (kept.record === 'watch.item' && (state.status !== 'accepted' || (state.signal ?? state.incident) === false))
    return null
  const within = kept.record !== 'assess.incident' && kept.record !== 'watch.item' && kept.record !== 'assess.report'
  return {
    entry: entry.id,
    record: kept.record,
    id: kept.id,
    kind: entry.kind,
    incident: within && typeof state.incident === 'string' ? state.incident : null,
    title: state.title ?? state.told?.title ?? state.name ?? beginning(state.text ?? ''),
    to: entry.kind === 'assess.incidentMoved' ? (state.status ?? null) : null,
    at: entry.recordedAt,
    marking: entry.marking,
  }
}
