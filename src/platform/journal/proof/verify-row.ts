// One row of the log on its own: does the entry hash to the leaf that is stored for it?
import type { Finding, LoggedEntry, LogRow } from './finding.ts'
import { bodyHash, entryLeafHash, saltBytes } from './leaf.ts'
import { sameBytes } from './merkle.ts'

/** A row whose entry and leaf hash differ, where only the tree can tell which of the two was changed. */
export interface Doubt {
  row: LogRow
  /** The leaf hash that the entry as stored gives. */
  recomputed: Uint8Array
  /** What to say when it is the entry that was changed. */
  finding: Finding
}

export type RowVerdict =
  | { is: 'sound'; erased: boolean }
  | { is: 'fault'; finding: Finding }
  | { is: 'doubt'; doubt: Doubt }

export function checkRow(row: LogRow): RowVerdict {
  const { entry } = row
  if (entry === null) return fault(row, 'dropped-entry', 'the log has a leaf for this entry, and the entry is gone')
  try {
    return checkEntry(row, entry)
  } catch (error) {
    // What has no canonical form was never hashed, so the row is not what was written.
    return fault(row, 'changed-header', `the entry cannot be hashed: ${error instanceof Error ? error.message : error}`)
  }
}

function checkEntry(row: LogRow, entry: LoggedEntry): RowVerdict {
  const { header, salt, body, bodyHash: stated } = entry
  const erased = salt === null && (body === null || body === undefined)
  const leaf = entryLeafHash(header, stated)
  const leafFits = sameBytes(leaf, row.leafHash)
  if (erased && leafFits) return { is: 'sound', erased }
  const computed = salt?.length === saltBytes ? bodyHash(salt, body) : undefined
  const bodyFits = erased || (computed !== undefined && sameBytes(computed, stated))
  if (leafFits && bodyFits) return { is: 'sound', erased }
  if (leafFits) return fault(row, 'changed-body', 'the body and its salt do not hash to the body hash in the leaf')
  if (!bodyFits && computed !== undefined && sameBytes(entryLeafHash(header, computed), row.leafHash)) {
    return fault(row, 'changed-body', 'the stored body hash was changed; the body itself is the one in the leaf')
  }
  const detail = bodyFits
    ? 'the header (or the body together with its hash) does not hash to the stored leaf'
    : 'neither header nor body hash to the stored leaf'
  return { is: 'doubt', doubt: { row, recomputed: leaf, finding: findingAt(row, 'changed-header', detail) } }
}

function fault(row: LogRow, what: Finding['what'], detail: string): RowVerdict {
  return { is: 'fault', finding: findingAt(row, what, detail) }
}

export function findingAt(row: LogRow, what: Finding['what'], detail: string): Finding {
  const entryId = entryIdOf(row)
  return { what, index: row.index, ...(entryId === undefined ? {} : { entryId }), detail }
}

export function entryIdOf(row: LogRow): string | undefined {
  return row.entryId ?? row.entry?.header.id
}
