// The journal's tables as Kysely sees them (type aliases: an interface would not fit Kysely's index signature). Rooms with tables of their own widen them with `sql.withTables<...>()`.

import type { Generated } from 'kysely'
import type { Marking } from '#kernel/marking.ts'

export type MarkedColumns = {
  realm: string
  marking: Marking
  /** Rank of the TLP label: 0 CLEAR to 4 RED. */
  tlp: number
  owner: string
  audience: string[]
  persons: string[]
  releasable_to: string[]
}

export type EntryRow = MarkedColumns & {
  id: string
  record: string
  subject: string
  version: number
  kind: string
  verb: string
  body: unknown
  salt: Uint8Array | null
  body_hash: Uint8Array
  actor: string
  cause: string[]
  observed_at: string
  recorded_at: string
}

/** What the tree and its proofs need of an entry: no body is read for them. */
export type HeaderRow = Omit<EntryRow, 'body' | 'salt' | Exclude<keyof MarkedColumns, 'realm' | 'marking'>>

export type RecordRow = MarkedColumns & {
  record: string
  subject: string
  version: number
  title: string
  words: string
  state: unknown
  valid_from: string
  valid_to: string | null
  /** The node that it is a copy of; null when it was made here. */
  origin: string | null
  /** On the way to journal.append only: this is the end of the row before, and no row itself. */
  ends?: true
}

export type JournalTables = {
  'journal.entries': EntryRow
  'journal.records': RecordRow
  'journal.leaves': { index: number; entry: string; hash: Uint8Array }
  'journal.nodes': { level: number; index: number; hash: Uint8Array }
  'journal.checkpoints': { size: number; note: string; at: string }
  'journal.commands': {
    actor: string
    key: string
    verb: string
    input_digest: string
    reply: unknown
    at: Generated<string>
  }
  'journal.node': { id: string; home: string; created: string; notarised_to: string | null }
}
