// What the journal offers to rooms: reading through a view, and writing through a unit of work.

import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely'
import type { Entry, EntryHeader } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { BodyOf, CopiedFrom, EntryKinds, KindOf, RecordKind, Withdrawn } from '#kernel/record.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables, RecordRow } from './tables.ts'

/** Through whose eyes, in which realm, and as of when. Every read takes one; there is no read without. */
export interface View {
  reader: Reader
  realm: Realm
  asOf?: Instant
  /** true: only what was made here. For jobs, which must never write into what belongs to others. */
  own?: true
}

/** A record as held: its state, and what the house knows about it. */
export interface Held<State> {
  id: Id
  record: string
  version: number
  realm: Realm
  marking: Marking
  title: string
  state: State
  /** Since when it is in this state (recordedAt of the entry that made it). */
  since: Instant
  /** The node that it is a copy of: nobody here changes it. Absent: made here. */
  origin?: Id
}

/** What is known of an id, whatever it is and whoever may read it: for those who keep ids apart. */
export interface LastEntry {
  record: string
  realm: Realm
  version: number
  recordedAt: Instant
  /** The record was opened as a copy. */
  copy: boolean
  /** The node whose copy it is, while it stands. */
  origin: Id | null
}

export interface Page<T> {
  items: T[]
  /** Give it back as `after` for the next page; null at the end. */
  next: string | null
}

/** Adds conditions and order to a query that already holds realm, moment and marking. */
export type Shape = (query: RecordQuery) => RecordQuery
export type RecordQuery = SelectQueryBuilder<JournalTables, 'journal.records', RecordRow>

export interface Reads {
  one<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, view: View, id: Id): Promise<Held<S> | undefined>
  /** Those of the ids that exist and may be read, in the order asked. */
  some<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, view: View, ids: readonly Id[]): Promise<Held<S>[]>
  many<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, view: View, shape?: Shape): Promise<Held<S>[]>
  /** How many of them the reader may read; with `most`, counting stops there. */
  count<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, view: View, shape?: Shape, most?: number): Promise<number>
  /** For a room's own store: a query on journal.records that already holds record, realm, moment and marking. */
  query(record: string, view: View): RecordQuery
  /** The newest entry of each id, whoever may read it. Nothing of it may be shown. */
  lasts(subjects: readonly Id[]): Promise<Map<Id, LastEntry>>
  /**
   * The highest number that was given in a realm and year to records that were made here, whoever may read them; 0: none. For kinds whose
   * state has `year` and `number`, under an index over both: copies have the numbers of their owners.
   */
  lastNumber(record: string, realm: Realm, year: number): Promise<number>
  /** What a record of any kind is called, if it may be read. */
  titleOf(view: View, subject: Id): Promise<string | undefined>
  /** The entries of one record that may be read, oldest first. */
  entriesOf(view: View, subject: Id): Promise<Entry[]>
  /** The newest entries of a realm that may be read. `before` pages by entry id. */
  recent(view: View, options: { records?: string[]; since?: Instant; before?: Id; limit: number }): Promise<Entry[]>
  /** Full-text search over all records that may be read, best first. */
  search(
    view: View,
    text: string,
    options: { records?: string[]; limit: number },
  ): Promise<(Held<unknown> & { rank: number })[]>
  /** All entries that led to this one (or to this record's newest entry), by cause, nearest first. */
  trace(view: View, id: Id): Promise<Entry[]>
}

/** Who writes, by which operation, and the key that makes a repeated command harmless. */
export interface Writer {
  view: View
  verb: string
  idempotencyKey?: string
  /** Digest of the input, so that one key cannot be used for two commands. */
  inputDigest?: string
  /** The peer in whose name this writes: only so may copies of its records be erased. */
  inNameOf?: Id
}

export interface AppendOptions {
  cause?: readonly Id[]
  observedAt?: Instant
  /** The version the caller saw. Left out: the unit takes the newest, and is tried again if somebody was quicker. */
  expectedVersion?: number
  /** For an opening entry: how to mark the new record. Otherwise the record keeps its marking. */
  marking?: MarkingChoice
  /** For an opening entry: whose it is, where that is not the writer's organisation. */
  owner?: Id
}

export interface Appended<S> {
  entry: Id
  held: Held<S>
}

/**
 * One unit of work: reads freely, collects entries, and all of them are written in one transaction when the work
 * returns a reply that is ok. A refusal writes nothing. Reads inside a unit see its own entries.
 */
export interface Unit {
  now: Instant
  view: View
  newId(): Id
  /**
   * The record as the unit reads it first. It stays so for the rest of the unit: what is decided from it and what is written rest on the
   * same version, and if somebody was quicker, the unit runs again.
   */
  read<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, id: Id): Promise<Held<S> | undefined>
  /**
   * Those of the ids that exist and may be read, in the order asked, in one query; like `read`, they stay as they were read.
   */
  some<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, ids: readonly Id[]): Promise<Held<S>[]>
  /** Opens a record with a fresh id. An id of your own (`subject`) that is taken meanwhile makes the unit run again. */
  open<S, K extends EntryKinds<S>, N extends KindOf<RecordKind<S, K>>>(
    record: RecordKind<S, K>,
    kind: N,
    body: BodyOf<RecordKind<S, K>, N>,
    options?: AppendOptions & { subject?: Id },
  ): Promise<Appended<S>>
  /** Adds an entry to an existing record. Refuses (by throwing Refusal, caught by commit) what may not be read or written. */
  append<S, K extends EntryKinds<S>, N extends KindOf<RecordKind<S, K>>>(
    record: RecordKind<S, K>,
    kind: N,
    subject: Id,
    body: BodyOf<RecordKind<S, K>, N>,
    options?: AppendOptions,
  ): Promise<Appended<S>>
  /** Changes how a record is marked, with a reason. */
  remark<S, K extends EntryKinds<S>>(
    record: RecordKind<S, K>,
    subject: Id,
    marking: MarkingChoice,
    reason: string,
    expectedVersion?: number,
  ): Promise<Appended<S>>
  /**
   * Takes a record of another node as its owner gave it; `state` has been checked against the kind's schema. Refuses an id that belongs to
   * this node, to another node, or to another kind of record.
   */
  copy<S, K extends EntryKinds<S>>(
    record: RecordKind<S, K>,
    copy: { subject: Id; state: S; marking: Marking; from: CopiedFrom; observedAt?: Instant },
  ): Promise<Appended<S>>
  /** Reads all at once what `copy` will ask for one by one. */
  foresee<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, subjects: readonly Id[]): Promise<void>
  /** Ends a copy, in the name of the node it came from: it is no longer there, the past still shows it. */
  withdraw<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, subject: Id, body: Withdrawn): Promise<{ entry: Id }>
  /** SQL on tables outside the journal (sessions, feed state) that must share the transaction. */
  also(work: (sql: Transaction<JournalTables>) => Promise<void>): void
  /** Ends the unit with a refusal from any depth. */
  refuse(refusal: string, detail?: string, where?: string): never
}

export type Committed = EntryHeader & {
  /** The record after this entry; null when the record is gone. */
  state: unknown
  /** How it was marked before, when this entry changed the marking: those who lose sight of it are told that. */
  markedBefore?: Marking
  /** The node that the record is a copy of. */
  origin?: Id
}

export interface Journal {
  reads: Reads
  /** The organisation whose node this is. */
  home: Id
  nodeId: Id
  /** Runs the work and writes what it collected. Tried again when somebody was quicker, unless a version was named. */
  commit<T>(writer: Writer, work: (unit: Unit) => Promise<Reply<T>>): Promise<Reply<T>>
  /** Erases by law the bodies of one record and every state made from them; the proof stays. */
  erase(writer: Writer, record: { name: string }, subject: Id, reason: string): Promise<Reply<{ erased: number }>>
  /**
   * Hears every committed batch, in this process at once, from other processes through the database. An empty batch
   * means that some may have been missed: look for yourself.
   */
  onCommitted(hear: (batch: Committed[]) => void): () => void
  /** For stores with tables of their own. */
  sql: Kysely<JournalTables>
}
