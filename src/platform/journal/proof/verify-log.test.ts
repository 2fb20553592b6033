// Logs made by chance, one thing in them changed, and the verifier must find it and name it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryHeader } from '#kernel/entry.ts'
import { originOf, parseCheckpoint, type SignedCheckpoint, signCheckpoint } from './checkpoint.ts'
import type { Finding, FindingKind, LoggedEntry, LogRow } from './finding.ts'
import { bodyHash, entryLeafHash } from './leaf.ts'
import { appendLeaves, emptyEdge, nodeMap, sha256, type TreeNode } from './merkle.ts'
import { signingKey } from './signed-note.ts'
import { type LogToVerify, type Summary, verifyLog } from './verify-log.ts'

// Each run verifies a whole log, some several times; the seeds change from run to run.
fc.configureGlobal({ numRuns: 30 })

const origin = originOf('018f0000-0000-7000-8000-000000000001')
const key = signingKey(origin, sha256(Buffer.from('log')))
const epoch = Date.parse('2025-03-10T09:00:00.000Z')
const instant = (ms: number) => new Date(epoch + ms).toISOString()
const idOf = (n: number) => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const minute = 60_000

interface Log {
  rows: (Omit<LogRow, 'entry'> & { entry: LoggedEntry })[]
  checkpoints: SignedCheckpoint[]
  nodes: TreeNode[]
}

function headerAt(n: number, ms: number): EntryHeader {
  const marking = {
    tlp: 'GREEN',
    owner: idOf(1),
    audience: [],
    persons: [],
    releasableTo: [],
  } satisfies EntryHeader['marking']
  const times = { observedAt: instant(ms - 5), recordedAt: instant(ms) }
  const names = { realm: 'live', record: 'watch.item', kind: 'watch.itemSeen', verb: 'watch.importText' }
  return {
    id: idOf(n),
    subject: idOf(n % 7),
    version: n + 1,
    marking,
    actor: 'system',
    cause: [idOf(0)],
    ...names,
    ...times,
  }
}

function rowOf(index: number, entry: LoggedEntry) {
  const leafHash = entryLeafHash(entry.header, entry.bodyHash)
  return { index, leafHash, entryId: entry.header.id, entry }
}

function signedAt(size: number, root: Uint8Array, ms: number): SignedCheckpoint {
  const parsed = parseCheckpoint(signCheckpoint({ origin, size, root, time: instant(ms), extensions: [] }, [key]))
  if (!parsed.ok) throw new Error(parsed.detail)
  return parsed.value
}

/** One entry a minute from the epoch on, and a checkpoint half a minute after the last entry of each batch. */
function makeLog(batches: number[], recordedAt = (n: number) => n * minute): Log {
  const log: Log = { rows: [], checkpoints: [], nodes: [] }
  let edge = { ...emptyEdge, root: sha256(Buffer.of()) }
  for (const batch of batches) {
    const fresh = Array.from({ length: batch }, (_, i) => {
      const n = edge.size + i
      const salt = sha256(Buffer.from(`salt ${n}`)).subarray(0, 16)
      const body = { text: `item ${n}`, n }
      return rowOf(n, { header: headerAt(n, recordedAt(n)), salt, body, bodyHash: bodyHash(salt, body) })
    })
    const grown = appendLeaves(
      edge,
      fresh.map((row) => row.leafHash),
    )
    edge = grown
    log.rows.push(...fresh)
    log.nodes.push(...grown.newNodes)
    log.checkpoints.push(signedAt(edge.size, edge.root, (edge.size - 1) * minute + minute / 2))
  }
  return log
}

type Options = Partial<Omit<LogToVerify, 'rows' | 'checkpoints' | 'nodes'>> & { withNodes?: boolean; lowest?: number }

async function verify(
  log: Log | (Omit<Log, 'rows'> & { rows: LogRow[] }),
  options: Options = {},
): Promise<[Finding[], Summary]> {
  const { withNodes = true, lowest = 1, ...more } = options
  // A store of inner nodes only (lowest 1) cannot tell which leaf of a pair it was; one that keeps level 0, too, can.
  const store = nodeMap(log.nodes.filter((node) => node.level >= lowest))
  const nodes = withNodes ? { nodes: async () => store } : {}
  const verdict = verifyLog({
    origin,
    keys: [key],
    rows: log.rows,
    checkpoints: log.checkpoints,
    now: instant(400 * minute),
    graceSeconds: 0,
    ...nodes,
    ...more,
  })
  const findings: Finding[] = []
  for (;;) {
    const step = await verdict.next()
    if (step.done === true) return [findings, step.value]
    findings.push(step.value)
  }
}

const batchSizes = fc
  .array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 })
  .filter((batches) => batches.reduce((sum, one) => sum + one, 0) <= 200)
const logAndPlace = fc.tuple(batchSizes, fc.nat(), fc.nat(), fc.boolean())

/** The batch that a leaf is in, as [from, to). */
function batchOf(batches: number[], index: number): [number, number] {
  let from = 0
  for (const batch of batches) {
    if (index < from + batch) return [from, from + batch]
    from += batch
  }
  throw new Error('no such leaf')
}

function within(finding: Finding, index: number): boolean {
  return (
    finding.index === index || (finding.range !== undefined && finding.range[0] <= index && index < finding.range[1])
  )
}

type Tampering = (log: Log, index: number, other: number) => void
const shape = (row: Log['rows'][number], entry: Partial<LoggedEntry>) => {
  row.entry = { ...row.entry, ...entry }
}
const rehash = (row: Log['rows'][number]) => {
  row.leafHash = entryLeafHash(row.entry.header, row.entry.bodyHash)
}

const exact: [name: string, what: FindingKind, tamper: Tampering][] = [
  ['a body', 'changed-body', ({ rows }, i) => shape(rows[i]!, { body: { text: 'something else', n: i } })],
  ['a salt', 'changed-body', ({ rows }, i) => shape(rows[i]!, { salt: Buffer.alloc(16) })],
  ['a body hash', 'changed-body', ({ rows }, i) => shape(rows[i]!, { bodyHash: Buffer.alloc(32) })],
  ['a salt that is gone while the body stays', 'changed-body', ({ rows }, i) => shape(rows[i]!, { salt: null })],
  [
    'the moment of recording',
    'changed-header',
    ({ rows }, i) => shape(rows[i]!, { header: { ...rows[i]!.entry.header, recordedAt: instant(i * minute - 1) } }),
  ],
  [
    'an actor',
    'changed-header',
    ({ rows }, i) => shape(rows[i]!, { header: { ...rows[i]!.entry.header, actor: 'somebody else' } }),
  ],
  [
    'a body together with its hash',
    'changed-header',
    ({ rows }, i) => shape(rows[i]!, { body: 1, bodyHash: bodyHash(rows[i]!.entry.salt!, 1) }),
  ],
]

describe('an untouched log', () => {
  it('gives no finding, erased bodies, witnesses and an uncovered end included', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, other, withNodes]) => {
        const log = makeLog(batches)
        const size = log.rows.length
        for (const n of [pick, other, pick + other]) shape(log.rows[n % size]!, { salt: null, body: null })
        const witnesses = [...log.checkpoints]
        if (batches.length > 1) log.checkpoints.pop()
        const [findings, summary] = await verify(log, { withNodes, witnesses: withNodes ? witnesses : [] })
        expect(findings).toEqual([])
        expect(summary.leaves).toBe(size)
        expect(summary.erased).toBe(new Set([pick, other, pick + other].map((n) => n % size)).size)
        const covered = withNodes || batches.length === 1 ? size : size - batches.at(-1)!
        expect(summary.uncovered).toBe(size - covered)
      }),
    )
  })

  it('may be empty', async () => {
    expect((await verify(makeLog([])))[0]).toEqual([])
    const log = { ...makeLog([]), checkpoints: [signedAt(0, sha256(Buffer.of()), 0)] }
    expect((await verify(log))[0]).toEqual([])
  })
})

describe('one change at a random place', () => {
  it.each(exact)('in %s is %s, and names the entry', async (_, what, tamper) => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, other, withNodes]) => {
        const log = makeLog(batches)
        const index = pick % log.rows.length
        tamper(log, index, other)
        const [findings] = await verify(log, { withNodes })
        expect(findings).toMatchObject([{ what, index, entryId: idOf(index) }])
        expect(findings.length).toBe(1)
      }),
    )
  })

  it('in a stored leaf hash is changed-leaf and clears the entry', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, , withNodes]) => {
        const log = makeLog(batches)
        const index = pick % log.rows.length
        log.rows[index]!.leafHash = sha256(log.rows[index]!.leafHash)
        const [findings] = await verify(log, { withNodes })
        expect(findings).toMatchObject([{ what: 'changed-leaf', index, entryId: idOf(index) }])
      }),
    )
  })

  it('in entry and leaf together is changed-leaf, bounded by its pair, or by two checkpoints when no nodes are left', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, , withNodes]) => {
        const log = makeLog(batches)
        const index = pick % log.rows.length
        const row = log.rows[index]!
        shape(row, { body: 1, bodyHash: bodyHash(row.entry.salt!, 1) })
        rehash(row)
        if (withNodes) {
          const named = [{ what: 'changed-leaf', index, entryId: idOf(index) }]
          expect((await verify(log, { lowest: 0 }))[0]).toMatchObject(named)
        }
        const [findings] = await verify(log, { withNodes })
        expect(findings).toMatchObject([{ what: 'changed-leaf' }])
        const [finding] = findings
        expect(within(finding!, index)).toBe(true)
        const [from, to] = finding!.range ?? [index, index + 1]
        // The last leaf of an odd tree has no pair: without level 0 nothing stored vouches for it.
        const alone = index === log.rows.length - 1 && index % 2 === 0
        // A pair may stand across a checkpoint; without one the checkpoints are the bound.
        const batch = batchOf(batches, index)
        if (withNodes && !alone) expect(to - from).toBeLessThanOrEqual(2)
        else expect(from >= batch[0] && to <= batch[1]).toBe(true)
        if (withNodes && !alone && to - from === 2) expect(finding!.detail).toContain(idOf(index))
      }),
    )
  })

  it('in the order of two entries is reordered, and names both, across checkpoints, too', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, pick2, withNodes]) => {
        const log = makeLog(batches)
        const size = log.rows.length
        const [i, j] = [pick % size, pick2 % size]
        fc.pre(i !== j)
        const [a, b] = [log.rows[i]!, log.rows[j]!]
        log.rows[i] = { ...b, index: i }
        log.rows[j] = { ...a, index: j }
        const [findings] = await verify(log, { withNodes, lowest: 0, graceSeconds: 1e6, skewSeconds: 1e6 })
        if (withNodes || batchOf(batches, i)[0] === batchOf(batches, j)[0]) {
          const named = findings.map(({ what, index, entryId }) => ({ what, index, entryId }))
          expect(named.length).toBe(2)
          expect(named).toContainEqual({ what: 'reordered', index: i, entryId: idOf(i) })
          expect(named).toContainEqual({ what: 'reordered', index: j, entryId: idOf(j) })
        } else {
          expect(findings.some((finding) => within(finding, Math.min(i, j)))).toBe(true)
        }
      }),
    )
  })

  it('by a dropped entry is dropped-entry, and names it', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, , withNodes]) => {
        const log = makeLog(batches)
        const index = pick % log.rows.length
        const rows: LogRow[] = log.rows.map((row) => (row.index === index ? { ...row, entry: null } : row))
        const [findings] = await verify({ ...log, rows }, { withNodes })
        expect(findings).toMatchObject([{ what: 'dropped-entry', index, entryId: idOf(index) }])
      }),
    )
  })

  it('by a dropped leaf is dropped-leaf, or truncated at the end by each checkpoint there, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, many, withNodes]) => {
        const log = makeLog(batches)
        const size = log.rows.length
        const index = pick % size
        const count = 1 + (many % (size - index))
        const rows = log.rows.filter((row) => row.index < index || row.index >= index + count)
        const [findings] = await verify({ ...log, rows }, { withNodes })
        const what = index + count === size ? 'truncated' : 'dropped-leaf'
        // Each checkpoint that reaches past the end says so; the last one tells the whole cut.
        expect(findings.at(-1)).toMatchObject({ what, range: [index, index + count] })
        if (what === 'dropped-leaf') expect(findings).toHaveLength(1)
        for (const finding of findings) expect(finding).toMatchObject({ what, range: [index, expect.any(Number)] })
      }),
    )
  })

  it('by a leaf taken out and the rest moved up is found at its place', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, , withNodes]) => {
        const log = makeLog(batches)
        const index = pick % log.rows.length
        const rows = log.rows.filter((row) => row.index !== index).map((row, i) => ({ ...row, index: i }))
        const [findings] = await verify({ ...log, rows }, { withNodes, graceSeconds: 1e6, skewSeconds: 1e6 })
        expect(findings.some(({ what }) => what === 'truncated')).toBe(true)
        const inPlace = index === log.rows.length - 1 || batchOf(batches, index)[1] === log.rows.length
        if (!inPlace) expect(findings.some((finding) => within(finding, index))).toBe(true)
      }),
    )
  })

  it('by a cut end, checkpoints included, is truncated for a witness', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, , withNodes]) => {
        const log = makeLog(batches)
        const size = log.rows.length
        const cut = pick % size
        const rows = log.rows.slice(0, cut)
        const checkpoints = log.checkpoints.filter((checkpoint) => checkpoint.size <= cut)
        const [findings] = await verify(
          { ...log, rows, checkpoints },
          { withNodes, witnesses: [log.checkpoints.at(-1)!] },
        )
        expect(findings).toMatchObject([{ what: 'truncated', range: [cut, size] }])
        expect((await verify({ ...log, rows, checkpoints }, { withNodes }))[0]).toEqual([])
      }),
    )
  })

  it("by the whole log made anew with the node's own key is history-rewritten for a witness", async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([batches, pick, , withNodes]) => {
        const witnesses = makeLog(batches).checkpoints
        const size = witnesses.at(-1)!.size
        const index = pick % size
        const log = makeLog(batches, (n) => n * minute - (n === index ? 1 : 0))
        const [findings] = await verify(log, { withNodes, witnesses })
        expect(findings).toMatchObject([{ what: 'history-rewritten', range: batchOf(batches, index) }])
        expect((await verify(log, { withNodes }))[0]).toEqual([])
      }),
    )
  })

  it('by an entry logged late with an early or a late moment is back-dated or future-dated', async () => {
    await fc.assert(
      fc.asyncProperty(
        logAndPlace,
        fc.constantFrom('early', 'late', 'future'),
        async ([batches, pick, , withNodes], how) => {
          const size = batches.reduce((sum, one) => sum + one, 0)
          const index = pick % size
          const [from, to] = batchOf(batches, index)
          fc.pre(how !== 'early' || from > 0)
          const at = {
            early: (from - 1) * minute + minute / 2 - 1,
            late: to * minute - minute / 2 + 1,
            future: 401 * minute,
          }[how]
          const log = makeLog(batches, (n) => (n === index ? at : n * minute))
          const [findings] = await verify(log, { withNodes })
          expect(findings).toMatchObject([
            { what: how === 'future' ? 'future-dated' : 'back-dated', index, entryId: idOf(index) },
          ])
          if (how === 'early') expect((await verify(log, { withNodes, graceSeconds: 1 }))[0]).toEqual([])
          if (how === 'late') expect((await verify(log, { withNodes, skewSeconds: 1 }))[0]).toEqual([])
        },
      ),
    )
  })

  it('in a checkpoint is forged-checkpoint, whether the signature or the signed root is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, fc.boolean(), async ([batches, pick, , withNodes], resigned) => {
        const log = makeLog(batches)
        const last = log.checkpoints.length - 1
        fc.pre(!resigned || last > 0)
        const place = pick % (resigned ? last : last + 1)
        const { size, note } = log.checkpoints[place]!
        log.checkpoints[place] = resigned
          ? signedAt(size, sha256(Buffer.from('wrong')), (size - 1) * minute + minute / 2)
          : { ...log.checkpoints[place]!, note: { ...note, signatures: [] } }
        const [findings] = await verify(log, { withNodes })
        expect(findings).toMatchObject([{ what: 'forged-checkpoint' }])
        expect(findings[0]!.range![1]).toBe(size)
      }),
    )
  })

  it('in a stored inner node is no finding: the leaves are the truth, and the nodes are only a help', async () => {
    const log = makeLog([9, 9, 9])
    log.nodes = log.nodes.map((node) => ({ ...node, hash: sha256(node.hash) }))
    expect((await verify(log))[0]).toEqual([])
    shape(log.rows[11]!, { body: 1, bodyHash: bodyHash(log.rows[11]!.entry.salt!, 1) })
    rehash(log.rows[11]!)
    expect((await verify(log))[0]).toMatchObject([{ what: 'changed-leaf', range: [9, 18] }])
  })
})

describe('several changes', () => {
  it('in different batches are each found in their own place', async () => {
    const log = makeLog([16, 16, 16, 16])
    for (const index of [3, 20, 50]) {
      shape(log.rows[index]!, { body: 1, bodyHash: bodyHash(log.rows[index]!.entry.salt!, 1) })
      rehash(log.rows[index]!)
    }
    const [findings] = await verify(log)
    expect(findings.map(({ what, range }) => [what, range])).toEqual([
      ['changed-leaf', [2, 4]],
      ['changed-leaf', [20, 22]],
      ['changed-leaf', [50, 52]],
    ])
  })

  it('are found where nodes are gone as one bounded fault, with every unfit row', async () => {
    const log = makeLog([16, 16, 16])
    shape(log.rows[5]!, { body: 1, bodyHash: bodyHash(log.rows[5]!.entry.salt!, 1) })
    rehash(log.rows[5]!)
    shape(log.rows[40]!, { body: 2 })
    const [findings] = await verify(log, { withNodes: false })
    expect(findings).toMatchObject([
      { what: 'changed-body', index: 40 },
      { what: 'changed-leaf', range: [0, 16] },
    ])
  })
})

describe('entries beside the log', () => {
  it('are unnumbered when the log was signed since without them, and in time when it was not', async () => {
    const log = makeLog([5, 5])
    const unnumbered = [
      { entryId: idOf(500), recordedAt: instant(8 * minute) },
      { entryId: idOf(501), recordedAt: instant(30 * minute) },
    ]
    const [findings] = await verify(log, { unnumbered })
    expect(findings).toMatchObject([{ what: 'unnumbered-entry', entryId: idOf(500) }])
  })

  it('must hold an erasure for each erased body, where the caller knows them', async () => {
    const log = makeLog([5])
    shape(log.rows[1]!, { salt: null, body: null })
    shape(log.rows[2]!, { salt: null, body: null })
    const [findings] = await verify(log, { mayBeErased: (id) => id === idOf(1) })
    expect(findings).toMatchObject([{ what: 'changed-body', index: 2, entryId: idOf(2) }])
  })
})
