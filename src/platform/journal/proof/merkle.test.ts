// The tree against published vectors (certificate-transparency, transparency-dev/merkle), a naive tree, and chance.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLeaves,
  edgeCoordinates,
  edgeFromNodes,
  edgeRoot,
  emptyEdge,
  emptyRoot,
  leafHash,
  nodeHash,
  nodeMap,
  rootOf,
  sameBytes,
} from './merkle.ts'
import {
  assembleProof,
  type ProofRequest,
  proofCoordinates,
  verifyConsistency,
  verifyInclusion,
} from './merkle-proof.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Buffer.from(text, 'hex')

const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const inclusion: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [0, 2, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7']],
  [1, 2, ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d']],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]
const consistency: [first: number, second: number, path: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]

describe('the published vectors', () => {
  const leaves = inputs.map((input) => leafHash(bytes(input)))
  const nodes = nodeMap(appendLeaves(emptyEdge, leaves).newNodes)

  it('hashes nothing, a leaf and a node as the reference does', () => {
    expect(hex(emptyRoot())).toBe(roots[0])
    expect(hex(leafHash(Buffer.from('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    )
    expect(hex(nodeHash(leaves[0]!, leaves[1]!))).toBe(roots[2])
  })

  it('gives the known root at each size from 0 to 8', () => {
    expect(roots.map((_, size) => hex(rootOf(leaves.slice(0, size))))).toEqual(roots)
  })

  it('gives the known root of 10, 15, 16, 100 and 255 leaves', () => {
    const root = (size: number) =>
      Buffer.from(rootOf(Array.from({ length: size }, (_, i) => leafHash(Buffer.of(i & 255, i >> 8))))).toString(
        'base64',
      )
    expect([10, 15, 16, 100, 255].map(root)).toEqual([
      'VjWMPSYNtCuCNlF/RLnQy6HcwSk6CIipfxm+hettA+4=',
      'j4SulYmocFuxdeyp12xXCIgK6PekBcxzAIj4zbQzNEI=',
      'c+4Uc6BCMOZf/v3NZK1kqTUJe+bBoFtOhP+P3SayKRE=',
      'dUh9hYH88p0CMoHkdr1wC2szbhcLAXOejWpINIooKUY=',
      'SmdsuKUqiod3RX2jyF2M6JnbdE4QuTwwipfAowI4/i0=',
    ])
  })

  it.each(inclusion)('proves leaf %i in the tree of %i by the known path', (index, size, path) => {
    expect(assembleProof({ kind: 'inclusion', index, size }, nodes)?.map(hex)).toEqual(path)
    const claim = { index, size, leafHash: leaves[index]!, root: bytes(roots[size]!), proof: path.map(bytes) }
    expect(verifyInclusion(claim)).toBe(true)
  })

  it.each(consistency)('proves the tree of %i a prefix of that of %i by the known path', (first, second, path) => {
    expect(assembleProof({ kind: 'consistency', first, second }, nodes)?.map(hex)).toEqual(path)
    const claim = {
      first,
      second,
      firstRoot: bytes(roots[first]!),
      secondRoot: bytes(roots[second]!),
      proof: path.map(bytes),
    }
    expect(verifyConsistency(claim)).toBe(true)
  })
})

// RFC 9162, 2.1.1, 2.1.3.1 and 2.1.4.1, word by word, to hold the quick ways against.
function naiveRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot()
  if (leaves.length === 1) return leaves[0]!
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}

function naivePath(m: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))]
}

function naiveSubproof(m: number, leaves: Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)]
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return m <= k
    ? [...naiveSubproof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))]
}

const all = Array.from({ length: 300 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))
const sizes = fc.integer({ min: 1, max: 300 })
const sizeAndIndex = sizes.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })))
const twoSizes = sizes.chain((second) => fc.tuple(fc.integer({ min: 1, max: second }), fc.constant(second)))
const store = nodeMap(appendLeaves(emptyEdge, all).newNodes)

/** Only the nodes that the request names, to show that these are enough. */
function fetched(request: ProofRequest) {
  return nodeMap(proofCoordinates(request).map((at) => ({ ...at, hash: store.get(at.level, at.index)! })))
}

function flipped(hash: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(hash)
  copy[at]! ^= 1 << bit
  return copy
}

/** Left or right at each step from the leaf up: the shape of its path. */
function shape(index: number, size: number): string {
  if (size === 1) return ''
  const k = 2 ** Math.ceil(Math.log2(size) - 1)
  return index < k ? `${shape(index, k)}l` : `${shape(index - k, size - k)}r`
}

describe('trees of any size', () => {
  it('has the root of the naive tree, whatever the batches it grew by', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 }), (batches) => {
        let edge = { ...emptyEdge, root: emptyRoot() }
        for (const batch of batches) {
          if (edge.size + batch > 300) break
          edge = appendLeaves(edge, all.slice(edge.size, edge.size + batch))
        }
        expect(hex(edge.root)).toBe(hex(naiveRoot(all.slice(0, edge.size))))
      }),
    )
  })

  it('stores each complete subtree once and no other', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const seen = appendLeaves(emptyEdge, all.slice(0, size)).newNodes.map((node) => `${node.level}/${node.index}`)
        const expected: string[] = []
        for (let level = 0; 2 ** level <= size; level++) {
          for (let index = 0; (index + 1) * 2 ** level <= size; index++) expected.push(`${level}/${index}`)
        }
        expect(seen.sort()).toEqual(expected.sort())
      }),
    )
  })

  it('takes its right edge up again from stored nodes', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const edge = edgeFromNodes(size, store)!
        expect(edge.peaks.length).toBe(edgeCoordinates(size).length)
        expect(hex(edgeRoot(edge))).toBe(hex(naiveRoot(all.slice(0, size))))
        expect(edgeFromNodes(size, nodeMap([]))).toBeUndefined()
      }),
    )
  })

  it('makes the inclusion proof of the RFC from the named nodes only, and it verifies', () => {
    fc.assert(
      fc.property(sizeAndIndex, ([size, index]) => {
        const request = { kind: 'inclusion', index, size } as const
        const proof = assembleProof(request, fetched(request))!
        const leaves = all.slice(0, size)
        expect(proof.map(hex)).toEqual(naivePath(index, leaves).map(hex))
        expect(verifyInclusion({ index, size, leafHash: all[index]!, proof, root: naiveRoot(leaves) })).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('makes the consistency proof of the RFC from the named nodes only, and it verifies', () => {
    fc.assert(
      fc.property(twoSizes, ([first, second]) => {
        const request = { kind: 'consistency', first, second } as const
        const proof = assembleProof(request, fetched(request))!
        const leaves = all.slice(0, second)
        expect(proof.map(hex)).toEqual(naiveSubproof(first, leaves, true).map(hex))
        const [firstRoot, secondRoot] = [naiveRoot(leaves.slice(0, first)), naiveRoot(leaves)]
        expect(verifyConsistency({ first, firstRoot, second, secondRoot, proof })).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses an inclusion proof with one bit changed anywhere, a node added or a node left out', () => {
    fc.assert(
      fc.property(sizeAndIndex, fc.nat(), fc.nat(31), fc.nat(7), ([size, index], pick, at, bit) => {
        const root = rootOf(all.slice(0, size))
        const proof = assembleProof({ kind: 'inclusion', index, size }, store)!
        const good = { index, size, leafHash: all[index]!, proof, root }
        const i = pick % (proof.length || 1)
        const bad = [
          { ...good, root: flipped(root, at, bit) },
          { ...good, leafHash: flipped(good.leafHash, at, bit) },
          { ...good, proof: [...proof, all[0]!] },
          { ...good, root: root.subarray(1) },
          { ...good, index: -1 },
          { ...good, index: size },
          { ...good, index: index + 0.5 },
        ]
        if (proof.length > 0) {
          bad.push({ ...good, proof: proof.with(i, flipped(proof[i]!, at, bit)) }, { ...good, proof: proof.slice(1) })
          bad.push({ ...good, proof: proof.slice(0, -1) }, { ...good, proof: proof.with(i, proof[i]!.subarray(1)) })
        }
        expect(bad.map(verifyInclusion)).toEqual(bad.map(() => false))
      }),
    )
  })

  it('refuses every other index in the same tree', () => {
    fc.assert(
      fc.property(sizeAndIndex, ([size, index]) => {
        const proof = assembleProof({ kind: 'inclusion', index, size }, store)!
        const root = rootOf(all.slice(0, size))
        for (let other = 0; other < size; other++) {
          expect(verifyInclusion({ index: other, size, leafHash: all[index]!, proof, root })).toBe(other === index)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('refuses another size wherever the path has another shape there (the size itself is vouched for by the checkpoint)', () => {
    fc.assert(
      fc.property(sizeAndIndex, sizes, ([size, index], other) => {
        const proof = assembleProof({ kind: 'inclusion', index, size }, store)!
        const claim = { index, size: other, leafHash: all[index]!, proof, root: rootOf(all.slice(0, size)) }
        expect(verifyInclusion(claim)).toBe(index < other && shape(index, other) === shape(index, size))
      }),
      { numRuns: 300 },
    )
  })

  it('refuses a consistency proof with one bit changed anywhere, a node added or left out, or sizes turned round', () => {
    fc.assert(
      fc.property(twoSizes, fc.nat(), fc.nat(31), fc.nat(7), ([first, second], pick, at, bit) => {
        const [firstRoot, secondRoot] = [rootOf(all.slice(0, first)), rootOf(all.slice(0, second))]
        const proof = assembleProof({ kind: 'consistency', first, second }, store)!
        const good = { first, second, firstRoot, secondRoot, proof }
        const i = pick % (proof.length || 1)
        const bad = [
          { ...good, firstRoot: flipped(firstRoot, at, bit) },
          { ...good, secondRoot: flipped(secondRoot, at, bit) },
          { ...good, proof: [...proof, all[0]!] },
          { ...good, first: second + 1 },
          { ...good, first: 0 },
        ]
        if (proof.length > 0) {
          bad.push({ ...good, proof: proof.with(i, flipped(proof[i]!, at, bit)) }, { ...good, proof: proof.slice(1) })
          bad.push({ ...good, proof: proof.slice(0, -1) }, { ...good, first: second, second: first })
        }
        expect(bad.map(verifyConsistency)).toEqual(bad.map(() => false))
      }),
    )
  })

  it('takes a tree of no leaves as the prefix of every tree, with its own root only', () => {
    const claim = { first: 0, firstRoot: emptyRoot(), second: 5, secondRoot: rootOf(all.slice(0, 5)), proof: [] }
    expect(assembleProof({ kind: 'consistency', first: 0, second: 5 }, store)).toEqual([])
    expect(verifyConsistency(claim)).toBe(true)
    expect(verifyConsistency({ ...claim, firstRoot: all[0]! })).toBe(false)
  })

  it('says so when a node is missing, and throws on a leaf outside of the tree', () => {
    expect(assembleProof({ kind: 'inclusion', index: 2, size: 7 }, nodeMap([]))).toBeUndefined()
    expect(() => proofCoordinates({ kind: 'inclusion', index: 7, size: 7 })).toThrow(RangeError)
    expect(() => proofCoordinates({ kind: 'consistency', first: 8, second: 7 })).toThrow(RangeError)
    expect(() => appendLeaves(emptyEdge, [Buffer.from('short')])).toThrow(RangeError)
  })

  it('names the nodes of a proof in a tree of more than 2^40 leaves', () => {
    const size = 2 ** 40 + 3
    const wanted = proofCoordinates({ kind: 'inclusion', index: 2 ** 40, size })
    expect(wanted).toEqual([
      { level: 0, index: 2 ** 40 + 1 },
      { level: 0, index: 2 ** 40 + 2 },
      { level: 40, index: 0 },
    ])
    expect(sameBytes(Buffer.of(1), Buffer.of(1))).toBe(true)
  })
})
