// Kinds of record: a schema for the state, and one pure reducer per kind of entry. The same reducer fills the tables
// as entries are written and folds the past in memory, so what is shown is never a second opinion.
import Type, { type Static, type TSchema } from 'typebox'
import type { Entry, EntryHeader } from './entry.ts'
import { Id } from './id.ts'
import { Marking } from './marking.ts'
import { Instant } from './time.ts'

export interface EntryKind<State, Body> {
  body: TSchema
  /** True for the entry that opens a record: it needs no state and gets none. */
  opens: boolean
  reduce(state: State, body: Body, entry: EntryHeader): State
}

/** An entry that opens a record. */
export function opening<B extends TSchema, State>(
  body: B,
  reduce: (body: Static<B>, entry: EntryHeader) => State,
): EntryKind<State, Static<B>> {
  return { body, opens: true, reduce: (_state, given, entry) => reduce(given, entry) }
}

/** An entry that changes a record. */
export function change<B extends TSchema, State>(
  body: B,
  reduce: (state: State, body: Static<B>, entry: EntryHeader) => State,
): EntryKind<State, Static<B>> {
  return { body, opens: false, reduce }
}

// biome-ignore lint/suspicious/noExplicitAny: the body type differs per entry kind; `append` recovers it by BodyOf.
export type EntryKinds<State> = Record<string, EntryKind<State, any>>

export interface RecordKind<State = unknown, Kinds extends EntryKinds<State> = EntryKinds<State>> {
  /** `room.noun`; also the name of its partition of journal.records. */
  name: string
  state: TSchema
  kinds: Kinds
  /** The field of the state that names a kept file by its hash: the file goes with the last record that names it. */
  file?: string
  /** What a search finds it by. Only the newest state is searched. */
  index(state: State): { title: string; words: string }
}

export type StateOf<R> = R extends RecordKind<infer State, infer _K> ? State : never
export type BodyOf<R, K extends string> =
  R extends RecordKind<infer _S, infer Kinds>
    ? Kinds[K] extends EntryKind<infer _T, infer Body>
      ? Body
      : never
    : never
export type KindOf<R> = R extends RecordKind<infer _S, infer Kinds> ? Extract<keyof Kinds, string> : never

export function recordKind<S extends TSchema, const Kinds extends EntryKinds<Static<S>>>(kind: {
  name: string
  state: S
  kinds: Kinds
  file?: string
  index(state: Static<S>): { title: string; words: string }
}): RecordKind<Static<S>, Kinds> {
  return kind
}

/** Entries that every record understands. */
export const remarked = 'journal.remarked'
export const bodyErased = 'journal.bodyErased'
export const Remarked = Type.Object({ marking: Marking, reason: Type.String({ maxLength: 500 }) })
export const BodyErased = Type.Object({
  entries: Type.Array(Id),
  reason: Type.String({ minLength: 3, maxLength: 500 }),
})

/** A record of another node, held here: as its owner gave it, in place of whatever was held before. Opens the copy or changes it. */
export const copied = 'journal.copied'
export const CopiedFrom = Type.Object({
  /** The node that owns the record, and its organisation. */
  node: Id,
  organisation: Id,
  /** Its version there, the entry there that made it, and when that was written down. */
  version: Type.Integer({ minimum: 1 }),
  entry: Id,
  recordedAt: Instant,
})
export type CopiedFrom = Static<typeof CopiedFrom>
export const Copied = Type.Object({ state: Type.Unknown(), from: CopiedFrom })

/** The owner took it back, or it may no longer be held: from here on it is not there; the past still shows it. */
export const withdrawn = 'journal.withdrawn'
export const Withdrawn = Type.Object({
  node: Id,
  how: Type.Enum(['withdrawn', 'erase']),
  reason: Type.String({ maxLength: 500 }),
})
export type Withdrawn = Static<typeof Withdrawn>

/**
 * One step of the fold. An erased body contributes nothing; a change without a state to change (because the opening
 * was erased) contributes nothing either.
 */
export function step<State, K extends EntryKinds<State>>(
  record: RecordKind<State, K>,
  state: State | undefined,
  entry: Entry,
): State | undefined {
  if (entry.body === null || entry.kind === remarked || entry.kind === bodyErased) return state
  if (entry.kind === copied) return (entry.body as { state: State }).state // checked against the kind's schema when it came in
  if (entry.kind === withdrawn) return undefined
  const kind = record.kinds[entry.kind]
  if (!kind) throw new Error(`${record.name} knows no entry of kind ${entry.kind}`)
  if (kind.opens) return kind.reduce(undefined as State, entry.body, entry)
  return state === undefined ? undefined : kind.reduce(state, entry.body, entry)
}

/** The state that a record's entries, in order of version, add up to; undefined when there is none. */
export function fold<State, K extends EntryKinds<State>>(
  record: RecordKind<State, K>,
  entries: Iterable<Entry>,
): State | undefined {
  let state: State | undefined
  for (const entry of entries) state = step(record, state, entry)
  return state
}
