// Inclusion and consistency proofs of the journal's Merkle tree: RFC 9162, sections 2.1.3 and 2.1.4.
import {
  checkedSize,
  emptyRoot,
  hashBytes,
  type LeafRange,
  type NodeCoordinate,
  type NodeStore,
  nodeHash,
  rangeHash,
  sameBytes,
  splitPoint,
  splitRange,
} from './merkle.ts'

/** Leaf `index` is in the tree of `size` leaves; or: the tree of `first` leaves is a prefix of that of `second`. */
export type ProofRequest =
  | { kind: 'inclusion'; index: number; size: number }
  | { kind: 'consistency'; first: number; second: number }

/**
 * Which stored nodes a proof needs (each once), so that one query can fetch them; `assembleProof` does the rest.
 * Throws RangeError when the request makes no sense (a leaf outside of the tree, a first tree larger than the second).
 */
export function proofCoordinates(request: ProofRequest): NodeCoordinate[] {
  return rangesOf(request).flatMap(splitRange)
}

/** The proof, or undefined when the store lacks a node that `proofCoordinates` asked for. */
export function assembleProof(request: ProofRequest, nodes: NodeStore): Uint8Array[] | undefined {
  const proof: Uint8Array[] = []
  for (const range of rangesOf(request)) {
    const hash = rangeHash(range, nodes)
    if (hash === undefined) return undefined
    proof.push(hash)
  }
  return proof
}

function rangesOf(request: ProofRequest): LeafRange[] {
  return request.kind === 'inclusion'
    ? inclusionRanges(request.index, request.size)
    : consistencyRanges(request.first, request.second)
}

// PATH(m, D_n) of RFC 9162, 2.1.3.1, walked from the root down, so that it has to be turned round at the end.
function inclusionRanges(index: number, size: number): LeafRange[] {
  if (checkedSize(index) >= checkedSize(size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`)
  const ranges: LeafRange[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.reverse()
}

// SUBPROOF(m, D_n, b) of RFC 9162, 2.1.4.1. `known` is its b: the verifier holds the root of the subtree we stand in.
function consistencyRanges(first: number, second: number): LeafRange[] {
  if (checkedSize(first) > checkedSize(second))
    throw new RangeError(`a tree of ${first} is no prefix of one of ${second}`)
  if (first === 0) return []
  const ranges: LeafRange[] = []
  let start = 0
  let end = second
  let known = true
  while (first < end) {
    const middle = start + splitPoint(end - start)
    if (first <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
      known = false
    }
  }
  if (!known) ranges.push({ start, end })
  return ranges.reverse()
}

export interface InclusionClaim {
  /** Take index from where the leaf claims to be, size and root from a signed checkpoint, never from the prover. */
  index: number
  size: number
  leafHash: Uint8Array
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** RFC 9162, 2.1.3.2. Any malformed part answers false; nothing throws. */
export function verifyInclusion({ index, size, leafHash, proof, root }: InclusionClaim): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false
  if (![leafHash, root, ...proof].every(isHash)) return false
  let fn = index
  let sn = size - 1
  let computed = leafHash
  for (const sibling of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      computed = nodeHash(sibling, computed)
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else {
      computed = nodeHash(computed, sibling)
    }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && sameBytes(computed, root)
}

export interface ConsistencyClaim {
  first: number
  firstRoot: Uint8Array
  second: number
  secondRoot: Uint8Array
  proof: readonly Uint8Array[]
}

/**
 * RFC 9162, 2.1.4.2. The RFC leaves a first tree of no leaves open; here it is a prefix of every tree, with an
 * empty proof, and its root must be the empty root. Any malformed part answers false; nothing throws.
 */
export function verifyConsistency({ first, firstRoot, second, secondRoot, proof }: ConsistencyClaim): boolean {
  if (!isIndex(first) || !isIndex(second) || first > second) return false
  if (![firstRoot, secondRoot, ...proof].every(isHash)) return false
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot)
  if (first === 0) return proof.length === 0 && sameBytes(firstRoot, emptyRoot())

  // A first tree that is one complete subtree is its own first node, and the proof leaves it out.
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof
  let fn = first - 1
  let sn = second - 1
  while (fn % 2 === 1) {
    fn = (fn - 1) / 2
    sn = Math.floor(sn / 2)
  }
  const [seed, ...rest] = path
  if (seed === undefined) return false
  let fr = seed
  let sr = seed
  for (const node of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(node, fr)
      sr = nodeHash(node, sr)
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else {
      sr = nodeHash(sr, node)
    }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && sameBytes(fr, firstRoot) && sameBytes(sr, secondRoot)
}

function isIndex(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function isHash(hash: Uint8Array): boolean {
  return hash.length === hashBytes
}

function isPowerOfTwo(n: number): boolean {
  let k = 1
  while (k < n) k *= 2
  return k === n
}
