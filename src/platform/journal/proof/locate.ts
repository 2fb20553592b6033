// Which leaf is it? Called when a segment's root is not the signed one. Two ways: down the stored inner nodes, each
// proved by the signed root above it; or, where these are gone too, by trying the likely orders of the leaves.
import type { Finding } from './finding.ts'
import {
  appendLeaves,
  edgeCoordinates,
  edgeFromNodes,
  edgeRoot,
  type NodeCoordinate,
  type NodeStore,
  nodeHash,
  nodeMap,
  type RightEdge,
  sameBytes,
  type TreeNode,
} from './merkle.ts'
import type { KeptLeaf, Segment } from './segment.ts'

export type NodeReader = (wanted: readonly NodeCoordinate[]) => Promise<NodeStore>

/** Findings about a segment, and the edge at its end as it was signed, from which the rest can be verified. */
export interface Located {
  findings: Finding[]
  /** Doubts that the tree decided: here it was the stored leaf hash that was changed, and the entry is intact. */
  cleared: Set<number>
  edge: RightEdge
  /** What no leaf of this segment explains; leaves of another may (`settleAcross`). */
  open: OpenSuspect[]
}

export interface OpenSuspect {
  suspect: Suspect
  candidates: Candidate[]
  finding: Finding
}

/** Leaves [start, end) whose signed subtree hash is `hash`, and whose stored leaves give another. */
interface Suspect {
  start: number
  end: number
  hash: Uint8Array
}

interface Candidate {
  hash: Uint8Array
  index: number
  entryId: string | undefined
  recomputed: boolean
}

const mostSuspects = 1024
const mostForPairs = 64

/**
 * The edge that a signed root stands for, out of stored nodes: undefined when they do not fold to that root. Where the
 * store keeps inner nodes only, the last leaf of a tree of odd size is taken from the log, as stored or as recomputed.
 */
export async function signedEdge(
  signed: { size: number; root: Uint8Array },
  segment: Segment,
  nodes: NodeReader,
): Promise<RightEdge | undefined> {
  const { size, root } = signed
  const stored = await nodes(edgeCoordinates(size))
  const last = segment.leaves?.[size - 1 - segment.from]?.hash
  const recomputed = segment.doubts.get(size - 1)?.recomputed
  for (const leaf of [undefined, last, recomputed]) {
    const get: NodeStore['get'] = (level, index) => (level === 0 && leaf ? leaf : stored.get(level, index))
    const edge = edgeFromNodes(size, { get })
    if (edge !== undefined && sameBytes(edgeRoot(edge), root)) return edge
  }
  return undefined
}

export async function locateByNodes(segment: Segment, signed: RightEdge, nodes: NodeReader): Promise<Located> {
  const { leaves, from } = segment
  const cleared = new Set<number>()
  if (leaves === null) return { findings: [unplaced(from, signed.size)], cleared, edge: signed, open: [] }
  const suspects = await descend(segment, leaves, signed, nodes)
  const own = suspects.map((suspect) => candidatesOf(segment, leaves, suspect))
  const candidates = own.flat().slice(0, mostSuspects)
  const findings: Finding[] = []
  const open: OpenSuspect[] = []
  suspects.forEach((suspect, i) => {
    const chosen = arrange(suspect, candidates)
    if (chosen !== undefined) findings.push(...namePlaces(suspect.start, chosen, cleared))
    else open.push({ suspect, candidates: own[i] ?? [], finding: changed(suspect, from, leaves) })
  })
  return { findings, cleared, edge: signed, open }
}

/** At the end of the log: leaves that were exchanged between segments; what is still unexplained is a changed leaf. */
export function settleAcross(open: readonly OpenSuspect[]): Finding[] {
  const candidates = open.flatMap((one) => one.candidates).slice(0, mostSuspects)
  return open.flatMap(({ suspect, finding }) => {
    const chosen = arrange(suspect, candidates)
    return chosen === undefined ? [finding] : namePlaces(suspect.start, chosen, new Set())
  })
}

// Walks from the signed edge down to the leaves, only where stored leaves give other hashes. A stored node counts
// only if it and its sibling hash to the parent that was proved before; where they do not, the walk ends above them.
async function descend(
  segment: Segment,
  leaves: readonly KeptLeaf[],
  signed: RightEdge,
  nodes: NodeReader,
): Promise<Suspect[]> {
  const hashes = leaves.map((leaf) => leaf.hash)
  const computed = nodeMap(appendLeaves(segment.start, hashes).newNodes)
  const differs = ({ level, index, hash }: TreeNode): boolean => {
    const ours = computed.get(level, index)
    return ours !== undefined && !sameBytes(ours, hash)
  }
  const suspects: Suspect[] = []
  const tops = edgeCoordinates(signed.size).flatMap((at, i) => withHash(at, signed.peaks[i]))
  let frontier = tops.filter(differs)
  while (frontier.length > 0) {
    const inner = frontier.filter((node) => node.level > 0)
    suspects.push(...frontier.filter((node) => node.level === 0).map((node) => spanOf(node, segment.from)))
    if (inner.length + suspects.length > mostSuspects)
      return [...suspects, ...inner.map((n) => spanOf(n, segment.from))]
    const stored = inner.length > 0 ? await nodes(inner.flatMap(childrenOf)) : nodeMap([])
    frontier = []
    for (const node of inner) {
      const children = childrenOf(node).flatMap((at) => withHash(at, stored.get(at.level, at.index)))
      const [left, right] = children
      if (left && right && sameBytes(nodeHash(left.hash, right.hash), node.hash))
        frontier.push(...children.filter(differs))
      else suspects.push(spanOf(node, segment.from))
    }
  }
  return suspects.sort((a, b) => a.start - b.start)
}

function withHash(at: NodeCoordinate, hash: Uint8Array | undefined): TreeNode[] {
  return hash === undefined ? [] : [{ ...at, hash }]
}

function childrenOf({ level, index }: NodeCoordinate): NodeCoordinate[] {
  return [
    { level: level - 1, index: index * 2 },
    { level: level - 1, index: index * 2 + 1 },
  ]
}

function spanOf({ level, index, hash }: TreeNode, from: number): Suspect {
  const length = 2 ** level
  return { start: Math.max(index * length, level > 1 ? from : 0), end: (index + 1) * length, hash }
}

function candidatesOf(segment: Segment, leaves: readonly KeptLeaf[], { start, end }: Suspect): Candidate[] {
  const candidates: Candidate[] = []
  for (let index = start; index < end && candidates.length < mostSuspects; index++) {
    const leaf = leaves[index - segment.from]
    const hash = leaf?.hash ?? lastLeaf(segment)
    if (hash !== undefined) candidates.push({ hash, index, entryId: leaf?.entryId, recomputed: false })
    const doubt = segment.doubts.get(index)
    if (doubt !== undefined)
      candidates.push({ hash: doubt.recomputed, index, entryId: leaf?.entryId, recomputed: true })
  }
  return candidates
}

// A segment that starts at an odd index shares its first pair with a leaf already proved: the edge's last peak.
function lastLeaf(segment: Segment): Uint8Array | undefined {
  return segment.from % 2 === 1 ? segment.start.peaks.at(-1) : undefined
}

// Finds stored leaves that give the signed hash of one leaf or of a pair, those in their own place first.
function arrange({ start, end, hash }: Suspect, candidates: readonly Candidate[]): Candidate[] | undefined {
  if (end - start === 1) {
    const found = candidates.find((candidate) => sameBytes(candidate.hash, hash))
    return found && [found]
  }
  if (end - start !== 2) return undefined
  const own = (index: number): Candidate[] => candidates.filter((candidate) => candidate.index === index)
  return (
    pairFor(hash, own(start), candidates) ??
    pairFor(hash, candidates, own(start + 1)) ??
    (candidates.length <= mostForPairs ? pairFor(hash, candidates, candidates) : undefined)
  )
}

function pairFor(hash: Uint8Array, lefts: readonly Candidate[], rights: readonly Candidate[]): Candidate[] | undefined {
  for (const left of lefts) {
    for (const right of rights) {
      if (sameBytes(nodeHash(left.hash, right.hash), hash)) return [left, right]
    }
  }
  return undefined
}

function namePlaces(start: number, chosen: readonly Candidate[], cleared: Set<number>): Finding[] {
  return chosen.flatMap((candidate, i): Finding[] => {
    const index = start + i
    const name = named(index, candidate.entryId)
    if (candidate.index !== index) {
      return [
        { what: 'reordered', ...name, detail: `the entry numbered ${index} stands at ${candidate.index} instead` },
      ]
    }
    if (!candidate.recomputed) return []
    cleared.add(index)
    return [{ what: 'changed-leaf', ...name, detail: 'the stored leaf hash was changed; the entry is intact' }]
  })
}

function changed({ start, end }: Suspect, from: number, leaves: readonly KeptLeaf[]): Finding {
  // The left leaf of the first pair may lie before the segment, where it is proved already.
  const first = Math.max(start, from)
  const detail = 'entry and leaf were changed together: the leaf is not the one that was signed'
  if (end - first === 1) return { what: 'changed-leaf', ...named(first, leaves[first - from]?.entryId), detail }
  const ids = leaves.slice(first - from, end - from).flatMap((leaf) => leaf.entryId ?? [])
  const which = ids.length <= 8 ? `: one of ${ids.join(', ')}` : ''
  return { what: 'changed-leaf', range: [first, end], detail: `${detail}${which}` }
}

function named(index: number, entryId: string | undefined): { index: number; entryId?: string } {
  return entryId === undefined ? { index } : { index, entryId }
}

export function unplaced(from: number, to: number): Finding {
  const detail = 'these leaves do not give the signed root, and nothing is left to tell which of them was changed'
  return { what: 'changed-leaf', range: [from, to], detail }
}

/**
 * Without inner nodes: tries the stored leaves with each doubtful one recomputed, in the order of their ids, and with
 * any one leaf exchanged with another (in a segment of at most 64). Undefined when none of these gives the root.
 */
export function locateByOrder(segment: Segment, root: Uint8Array): Located | undefined {
  const { leaves, from } = segment
  if (leaves === null) return undefined
  const stored = leaves.map(({ hash, entryId }, i) => ({ hash, entryId, index: from + i, recomputed: false }))
  for (const order of likelyOrders(segment, stored)) {
    const edge = appendLeaves(
      segment.start,
      order.map((candidate) => candidate.hash),
    )
    if (!sameBytes(edge.root, root)) continue
    const cleared = new Set<number>()
    return { findings: namePlaces(from, order, cleared), cleared, edge, open: [] }
  }
  return undefined
}

function* likelyOrders(segment: Segment, stored: readonly Candidate[]): Generator<readonly Candidate[]> {
  if (segment.doubts.size > 0) yield stored.map((candidate) => recomputedOf(segment, candidate))
  yield [...stored].sort(byEntryId)
  if (stored.length > mostForPairs) return
  for (let i = 0; i < stored.length; i++) {
    for (let j = i + 1; j < stored.length; j++) yield exchanged(stored, i, j)
  }
}

function byEntryId(a: Candidate, b: Candidate): number {
  const [left, right] = [a.entryId ?? '', b.entryId ?? '']
  return left < right ? -1 : left > right ? 1 : a.index - b.index
}

function recomputedOf(segment: Segment, candidate: Candidate): Candidate {
  const doubt = segment.doubts.get(candidate.index)
  return doubt === undefined ? candidate : { ...candidate, hash: doubt.recomputed, recomputed: true }
}

function exchanged(stored: readonly Candidate[], i: number, j: number): Candidate[] {
  return stored.map((candidate, at) => (at === i ? stored[j] : at === j ? stored[i] : candidate) ?? candidate)
}
