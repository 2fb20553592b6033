// The leaves between two checkpoints, kept while it is open whether their root fits, and so bounded in number.
import { type GrowingEdge, growingEdge, pushLeaf, type RightEdge } from './merkle.ts'
import type { Doubt } from './verify-row.ts'

export interface KeptLeaf {
  hash: Uint8Array
  entryId: string | undefined
}

export interface Segment {
  from: number
  /** The edge before its first leaf. */
  start: RightEdge
  /** Grows with each leaf. */
  edge: GrowingEdge
  /** Null when there were too many to keep: then a fault is bounded to the segment and not traced further. */
  leaves: KeptLeaf[] | null
  /** Rows to be named once it is known whether the tree sides with the entry or with the stored leaf. */
  doubts: Map<number, Doubt>
  /** Leaf rows are missing, so that no root can be computed. */
  hole: boolean
}

/** 65,536 leaves are about 10 MB with their nodes; notaries sign far more often than that. */
export const keptLeaves = 65_536

export function openSegment(edge: RightEdge): Segment {
  const start = { size: edge.size, peaks: [...edge.peaks] }
  return { from: edge.size, start, edge: growingEdge(edge), leaves: [], doubts: new Map(), hole: false }
}

export function addLeaf(segment: Segment, hash: Uint8Array, entryId: string | undefined): void {
  if (segment.leaves !== null && segment.leaves.length >= keptLeaves) segment.leaves = null
  segment.leaves?.push({ hash, entryId })
  pushLeaf(segment.edge, hash)
}
