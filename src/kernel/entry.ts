// Entries: the one thing that is ever written. A record is what its entries add up to.
import { type Id, millisecondsOfId } from './id.ts'
import type { Marking } from './marking.ts'
import { isExercise, type Realm } from './realm.ts'
import type { Instant } from './time.ts'

export interface EntryHeader {
  id: Id
  realm: Realm
  /** The kind of record, `assess.incident`. */
  record: string
  /** Which one of them. */
  subject: Id
  /** 1 for the entry that opens the record, then one more each time. */
  version: number
  /** What happened, past tense: `assess.incidentDeclared`. */
  kind: string
  /** By which operation: the name of the contract, `assess.declareIncident`. */
  verb: string
  marking: Marking
  actor: string
  /** The entries that led to this one. `tocsin trace` walks them back. */
  cause: Id[]
  /** When it happened, as far as known. */
  observedAt: Instant
  /** When the node wrote it down, by the clock of its realm: in an exercise a moment of the story. */
  recordedAt: Instant
}

/** When an entry was really written: the time in its id where an exercise tells a time of its own. */
export function writtenAt({ id, realm, recordedAt }: Pick<EntryHeader, 'id' | 'realm' | 'recordedAt'>): Instant {
  const at = isExercise(realm) ? millisecondsOfId(id) : Number.NaN
  return Number.isNaN(at) ? recordedAt : new Date(at).toISOString()
}

/** `body` is null once it was erased by law; the header and the proof stay. */
export interface Entry extends EntryHeader {
  body: unknown
}
