// Entries: the one thing that is ever written. A record is what its entries add up to.
import type { Id } from './id.ts'
import type { Marking } from './marking.ts'
import type { Realm } from './realm.ts'
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
  /** When the node wrote it down. */
  recordedAt: Instant
}

/** `body` is null once it was erased by law; the header and the proof stay. */
export interface Entry extends EntryHeader {
  body: unknown
}
