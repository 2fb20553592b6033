// What the verifier says, and what it reads: findings, and the rows of the journal in leaf order.
import type { EntryHeader } from '#kernel/entry.ts'

export const findingKinds = [
  'changed-body',
  'changed-header',
  'changed-leaf',
  'dropped-entry',
  'dropped-leaf',
  'reordered',
  'back-dated',
  'future-dated',
  'forged-checkpoint',
  'history-rewritten',
  'truncated',
  'unnumbered-entry',
] as const
export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  what: FindingKind
  /** The leaf. */
  index?: number
  /** The entry, where it is still known. */
  entryId?: string
  /** A sentence for the operator: what does not fit what. */
  detail: string
  /** Leaves [from, to): set where the evidence bounds the place without naming one leaf. */
  range?: [from: number, to: number]
}

export interface LoggedEntry {
  header: EntryHeader
  /** Both null once the body was erased by law. */
  salt: Uint8Array | null
  body: unknown
  bodyHash: Uint8Array
}

export interface LogRow {
  index: number
  /** As stored in the log. */
  leafHash: Uint8Array
  /** Which entry the log says this leaf is; needed to name an entry that is gone. */
  entryId?: string
  /** The entry as stored, or null when there is none. */
  entry: LoggedEntry | null
}
