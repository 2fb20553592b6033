// From entries and states to table rows, and back.

import { randomBytes } from 'node:crypto'
import type { Entry, EntryHeader } from '#kernel/entry.ts'
import { type Marking, tlpRank } from '#kernel/marking.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import { instant } from '#kernel/time.ts'
import { bodyHash } from './proof/index.ts'
import type { EntryRow, HeaderRow, MarkedColumns, RecordRow } from './tables.ts'
import type { Held } from './types.ts'

export function markedColumns(realm: string, marking: Marking): MarkedColumns {
  return {
    realm,
    marking,
    tlp: tlpRank(marking.tlp),
    owner: marking.owner,
    audience: marking.audience,
    persons: marking.persons,
    releasable_to: marking.releasableTo,
  }
}

/** Bytes as hex, for the trip through jsonb into journal.append. */
export type EntryParcel = Omit<EntryRow, 'salt' | 'body_hash'> & { salt: string; body_hash: string }

export function entryParcel(entry: Entry): EntryParcel {
  const salt = randomBytes(16)
  return {
    ...markedColumns(entry.realm, entry.marking),
    id: entry.id,
    record: entry.record,
    subject: entry.subject,
    version: entry.version,
    kind: entry.kind,
    verb: entry.verb,
    body: entry.body,
    salt: salt.toString('hex'),
    body_hash: Buffer.from(bodyHash(salt, entry.body)).toString('hex'),
    actor: entry.actor,
    cause: entry.cause,
    observed_at: entry.observedAt,
    recorded_at: entry.recordedAt,
  }
}

export function recordRow<S, K extends EntryKinds<S>>(
  record: RecordKind<S, K>,
  state: S,
  entry: EntryHeader,
  origin: string | null = null,
): RecordRow {
  const { title, words } = record.index(state)
  return {
    ...markedColumns(entry.realm, entry.marking),
    record: record.name,
    subject: entry.subject,
    version: entry.version,
    title: title.slice(0, 1000),
    words: words.slice(0, 200_000),
    state,
    valid_from: entry.recordedAt,
    valid_to: null,
    origin,
  }
}

/** Not a row of its own: it ends the row of the version before, because the record was withdrawn. */
export function ending(before: Pick<Held<unknown>, 'record' | 'title' | 'state'>, entry: EntryHeader): RecordRow {
  const row = { ...markedColumns(entry.realm, entry.marking), record: before.record, subject: entry.subject }
  const gone = { version: entry.version, title: '', words: '', state: null, valid_to: null, origin: null }
  return { ...row, ...gone, valid_from: entry.recordedAt, ends: true }
}

/** A row that was followed by another: it ends where the next begins and is no longer searched. */
export function superseded(row: RecordRow, by: Pick<RecordRow, 'valid_from'>): RecordRow {
  return { ...row, words: '', valid_to: by.valid_from }
}

export function entryFrom(row: Omit<EntryRow, 'salt' | 'body_hash'>): Entry {
  return { ...headerFrom(row), body: row.body }
}

export function headerFrom(row: Omit<HeaderRow, 'body_hash'>): EntryHeader {
  return {
    id: row.id,
    realm: row.realm,
    record: row.record,
    subject: row.subject,
    version: row.version,
    kind: row.kind,
    verb: row.verb,
    marking: row.marking,
    actor: row.actor,
    cause: row.cause,
    observedAt: instant(row.observed_at),
    recordedAt: instant(row.recorded_at),
  }
}

export function heldFrom<S>(row: RecordRow): Held<S> {
  return {
    id: row.subject,
    record: row.record,
    version: row.version,
    realm: row.realm,
    marking: row.marking,
    title: row.title,
    state: row.state as S, // written by this record's own reducer
    since: instant(row.valid_from),
    ...(row.origin ? { origin: row.origin } : {}),
  }
}
