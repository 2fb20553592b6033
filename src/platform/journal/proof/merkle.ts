// The Merkle tree over the journal: RFC 9162 section 2.1 (the hashing of RFC 6962), SHA-256, appended to in O(log n) memory.
import { hash as digest } from 'node:crypto'

/** A complete subtree: `level` 0 holds leaf hashes, and the node covers leaves [index * 2^level, (index + 1) * 2^level). */
export interface NodeCoordinate {
  level: number
  index: number
}

export interface TreeNode extends NodeCoordinate {
  hash: Uint8Array
}

/** Complete subtrees that were fetched beforehand. Only complete ones are ever stored, so a stored node never changes. */
export interface NodeStore {
  get(level: number, index: number): Uint8Array | undefined
}

/** The right edge of the tree: its size, and the roots of the complete subtrees it splits into, largest first. */
export interface RightEdge {
  size: number
  peaks: readonly Uint8Array[]
}

export interface Appended extends RightEdge {
  /** Every complete subtree that these leaves brought to completion, the leaves themselves (level 0) included. */
  newNodes: TreeNode[]
  root: Uint8Array
}

export const hashBytes = 32
export const emptyEdge: RightEdge = { size: 0, peaks: [] }

export function sha256(data: Uint8Array): Uint8Array {
  return digest('sha256', data, 'buffer')
}

/** MTH({}) = SHA-256 of nothing (RFC 9162, 2.1.1). */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** SHA-256(0x00 || data): the prefix keeps a leaf from ever passing as a node (RFC 9162, 2.1.1). */
export function leafHash(data: Uint8Array): Uint8Array {
  const input = new Uint8Array(data.length + 1)
  input.set(data, 1)
  return sha256(input)
}

// One scratch buffer for all node hashes: SHA-256 is synchronous and keeps no reference to its input.
const pair = new Uint8Array(1 + 2 * hashBytes)
pair[0] = 1

/** SHA-256(0x01 || left || right) (RFC 9162, 2.1.1). Throws RangeError when a side is not 32 bytes long. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== hashBytes || right.length !== hashBytes) throw new RangeError('a node hash has 32 bytes')
  pair.set(left, 1)
  pair.set(right, 1 + hashBytes)
  return sha256(pair)
}

/** The root over these leaf hashes (RFC 9162, 2.1.1). */
export function rootOf(leafHashes: Iterable<Uint8Array>): Uint8Array {
  return appendLeaves(emptyEdge, leafHashes).root
}

/** The root of a right edge: its peaks folded from the right. */
export function edgeRoot(edge: RightEdge): Uint8Array {
  return fold(edge.peaks) ?? emptyRoot()
}

/** Adds leaf hashes at the right. `edge` itself stays as it was; the answer is the new edge, its root, and the new nodes. */
export function appendLeaves(edge: RightEdge, leafHashes: Iterable<Uint8Array>): Appended {
  const peaks = [...edge.peaks]
  const newNodes: TreeNode[] = []
  let size = edge.size
  for (const leaf of leafHashes) size = push(peaks, size, leaf, newNodes)
  return { size, peaks, newNodes, root: edgeRoot({ size, peaks }) }
}

/** An edge that grows in place, for reading through a long log in flat memory. */
export interface GrowingEdge extends RightEdge {
  size: number
  peaks: Uint8Array[]
}

export function growingEdge(from: RightEdge = emptyEdge): GrowingEdge {
  return { size: from.size, peaks: [...from.peaks] }
}

export function pushLeaf(edge: GrowingEdge, leaf: Uint8Array): void {
  edge.size = push(edge.peaks, edge.size, leaf)
}

// A new leaf closes as many subtrees as the size has trailing one bits, as a carry runs through a binary counter.
// Sizes pass 2^31, where bit operators would wrap; hence plain arithmetic.
function push(peaks: Uint8Array[], size: number, leaf: Uint8Array, newNodes?: TreeNode[]): number {
  if (leaf.length !== hashBytes) throw new RangeError('a leaf hash has 32 bytes')
  let hash = leaf
  let index = size
  let level = 0
  newNodes?.push({ level, index, hash })
  while (index % 2 === 1) {
    const left = peaks.pop()
    if (left === undefined) throw new RangeError(`a tree of ${size} leaves has more peaks than these`)
    hash = nodeHash(left, hash)
    index = (index - 1) / 2
    level += 1
    newNodes?.push({ level, index, hash })
  }
  peaks.push(hash)
  return size + 1
}

/** Which stored nodes make up the right edge of a tree of this size, largest first. */
export function edgeCoordinates(size: number): NodeCoordinate[] {
  return splitRange({ start: 0, end: checkedSize(size) })
}

/** The right edge out of stored nodes, or undefined when one of them is missing. */
export function edgeFromNodes(size: number, nodes: NodeStore): RightEdge | undefined {
  const peaks: Uint8Array[] = []
  for (const { level, index } of edgeCoordinates(size)) {
    const hash = nodes.get(level, index)
    if (hash === undefined) return undefined
    peaks.push(hash)
  }
  return { size, peaks }
}

/** Leaves [start, end). In every range used here, `start` is a multiple of a power of two that is at least as long. */
export interface LeafRange {
  start: number
  end: number
}

/** The complete subtrees that a range falls into, left to right. */
export function splitRange({ start, end }: LeafRange): NodeCoordinate[] {
  const nodes: NodeCoordinate[] = []
  let at = start
  while (at < end) {
    let level = 0
    let length = 1
    while (at % (length * 2) === 0 && at + length * 2 <= end) {
      length *= 2
      level += 1
    }
    nodes.push({ level, index: at / length })
    at += length
  }
  return nodes
}

/** The root of a range out of stored nodes, or undefined when one of them is missing. */
export function rangeHash(range: LeafRange, nodes: NodeStore): Uint8Array | undefined {
  const hashes: Uint8Array[] = []
  for (const { level, index } of splitRange(range)) {
    const hash = nodes.get(level, index)
    if (hash === undefined) return undefined
    hashes.push(hash)
  }
  return fold(hashes)
}

function fold(hashes: readonly Uint8Array[]): Uint8Array | undefined {
  let root = hashes.at(-1)
  for (let i = hashes.length - 2; i >= 0; i--) {
    const left = hashes[i]
    if (left !== undefined && root !== undefined) root = nodeHash(left, root)
  }
  return root
}

/** The largest power of two below `n`, for n >= 2: where RFC 9162 splits a tree of n leaves. */
export function splitPoint(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

export function checkedSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`not a tree size: ${size}`)
  return size
}

/** A NodeStore over nodes in memory. */
export function nodeMap(nodes: Iterable<TreeNode>): NodeStore & { add(node: TreeNode): void } {
  const levels: Map<number, Uint8Array>[] = []
  function add({ level, index, hash }: TreeNode): void {
    const known = levels[level]
    if (known === undefined) levels[level] = new Map([[index, hash]])
    else known.set(index, hash)
  }
  for (const node of nodes) add(node)
  return { get: (level, index) => levels[level]?.get(index), add }
}

/** Whether two hashes are the same bytes. Hashes here are public, so time need not be constant. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
