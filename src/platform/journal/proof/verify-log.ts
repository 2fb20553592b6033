// Reads the whole journal in leaf order, recomputes everything that is hashed or signed, and names what does not fit.
import { writtenAt } from '#kernel/entry.ts'
import { isExercise } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { SignedCheckpoint } from './checkpoint.ts'
import type { Finding, LogRow } from './finding.ts'
import {
  locateByNodes,
  locateByOrder,
  type NodeReader,
  type OpenSuspect,
  settleAcross,
  signedEdge,
  unplaced,
} from './locate.ts'
import { type Mark, marksOf } from './marks.ts'
import { edgeRoot, emptyEdge, hashBytes, type RightEdge, sameBytes } from './merkle.ts'
import { addLeaf, openSegment, type Segment } from './segment.ts'
import type { VerifierKey } from './signed-note.ts'
import { checkRow, entryIdOf, findingAt } from './verify-row.ts'

export interface LogToVerify {
  /** `tocsin/<node id>`. */
  origin: string
  /** The keys of the log; several after a change of key. */
  keys: readonly VerifierKey[]
  /** In leaf order. */
  rows: AsyncIterable<LogRow> | Iterable<LogRow>
  /** As stored beside the log, by size. */
  checkpoints: AsyncIterable<SignedCheckpoint> | Iterable<SignedCheckpoint>
  /** Checkpoints kept outside of the database: by a peer, on paper, in a mail. Only they show a cut or rewritten end. */
  witnesses?: readonly SignedCheckpoint[]
  /** The stored inner nodes, to find the one leaf; without them a fault is bounded by two checkpoints. */
  nodes?: NodeReader
  /** Entries that have no leaf, oldest first. */
  unnumbered?: AsyncIterable<Unnumbered> | Iterable<Unnumbered>
  /** Whether the journal holds an erasure of this entry. Left out, an erased body is taken for a lawful one. */
  mayBeErased?: (entryId: string) => boolean
  now: Instant
  /** How long a transaction may stay open, so that its entry reaches the log after a checkpoint that is later. */
  graceSeconds?: number
  /** By how much the clocks of writers may run before the notary's. */
  skewSeconds?: number
}

export interface Unnumbered {
  entryId: string
  /** When it was really written. */
  recordedAt: Instant
}

export interface Summary {
  leaves: number
  erased: number
  checkpoints: number
  /** The leaves that no good checkpoint covers yet. */
  uncovered: number
  root: Uint8Array
}

interface State {
  log: LogToVerify
  found: Finding[]
  segment: Segment
  /** Checkpoints that did not fit and were not explained: the leaves' fault, unless a later one fits the same leaves. */
  unexplained: { from: number; size: number }[]
  open: OpenSuspect[]
  /** A checkpoint of the last proved size, and its time in milliseconds. */
  provedSize: number
  timeBefore: number
  leaves: number
  erased: number
  checkpoints: number
  /** A witness was contradicted; every later one will be, too. */
  rewritten: boolean
  /** The largest size that a witness agreed to. */
  witnessedSize: number
}

/**
 * Yields every finding, and returns the summary. Memory stays flat however long the log is: the right edge, and the
 * leaves since the last checkpoint (at most 65,536 of them). No finding means that everything covered by a checkpoint is as signed.
 */
export async function* verifyLog(log: LogToVerify): AsyncGenerator<Finding, Summary> {
  const state = newState(log)
  const marks = marksOf(log, state)
  let next = await marks.next()
  for await (const row of log.rows) {
    noticeGap(state, row)
    for (; next !== undefined && next.checkpoint.size <= state.leaves; next = await marks.next())
      await reach(state, next)
    takeRow(state, row, next)
    if (state.found.length > 0) yield* state.found.splice(0)
  }
  let end = 0
  for (; next !== undefined; next = await marks.next()) {
    if (next.checkpoint.size <= state.leaves) await reach(state, next)
    else end = reportCut(state, next, end)
    if (state.found.length > 0) yield* state.found.splice(0)
  }
  finish(state)
  await checkUnnumbered(state)
  yield* state.found
  return summaryOf(state)
}

function newState(log: LogToVerify): State {
  return {
    log,
    found: [],
    segment: openSegment(emptyEdge),
    unexplained: [],
    open: [],
    provedSize: 0,
    timeBefore: Number.NEGATIVE_INFINITY,
    leaves: 0,
    erased: 0,
    checkpoints: 0,
    rewritten: false,
    witnessedSize: 0,
  }
}

function noticeGap(state: State, row: LogRow): void {
  if (row.index <= state.leaves) return
  const detail = `the leaves from ${state.leaves} to ${row.index - 1} are gone`
  state.found.push({ what: 'dropped-leaf', index: state.leaves, detail, range: [state.leaves, row.index] })
  state.segment.hole = true
  state.leaves = row.index
}

function takeRow(state: State, row: LogRow, next: Mark | undefined): void {
  if (row.index < state.leaves) {
    state.found.push(findingAt(row, 'reordered', `stands where leaf ${state.leaves} should be`))
    return
  }
  state.leaves = row.index + 1
  if (row.leafHash.length !== hashBytes) {
    state.found.push(findingAt(row, 'changed-leaf', 'the stored leaf hash is not 32 bytes long'))
    state.segment.hole = true
    return
  }
  if (!state.segment.hole) addLeaf(state.segment, row.leafHash, entryIdOf(row))
  const verdict = checkRow(row)
  if (verdict.is === 'fault') state.found.push(verdict.finding)
  else if (verdict.is === 'sound') takeSound(state, row, verdict.erased, next)
  else if (state.segment.leaves === null || state.segment.hole) state.found.push(verdict.doubt.finding)
  else state.segment.doubts.set(row.index, verdict.doubt)
}

function takeSound(state: State, row: LogRow, erased: boolean, next: Mark | undefined): void {
  if (erased) {
    state.erased += 1
    const entryId = entryIdOf(row)
    if (entryId !== undefined && state.log.mayBeErased?.(entryId) === false) {
      state.found.push(findingAt(row, 'changed-body', 'the body is gone, and the journal holds no erasure of it'))
    }
  }
  const finding = checkTime(state, row, next)
  if (finding !== undefined) state.found.push(finding)
}

/**
 * An entry first covered by checkpoint k was written after checkpoint k-1, give or take the grace, and before k. In an exercise it is
 * recorded at a moment of the story; there its id tells when it was really written, and ids may run ahead of the clock.
 */
function checkTime(state: State, row: LogRow, next: Mark | undefined): Finding | undefined {
  const text = row.entry ? writtenAt(row.entry.header) : ''
  const at = Date.parse(text)
  const skew = (state.log.skewSeconds ?? 0) * 1000
  const grace = (state.log.graceSeconds ?? 300) * 1000
  if (Number.isNaN(at)) return findingAt(row, 'back-dated', `recorded at ${text}, which is no instant`)
  const played = row.entry !== null && isExercise(row.entry.header.realm)
  if (!played && at > Date.parse(state.log.now) + skew)
    return findingAt(row, 'future-dated', `recorded at ${text}, which is yet to come`)
  if (at < state.timeBefore - grace) {
    const before = new Date(state.timeBefore).toISOString()
    return findingAt(row, 'back-dated', `recorded at ${text}, and not in the log yet at ${before}`)
  }
  const covered = next?.checkpoint.time ?? null
  if (!played && covered !== null && at > Date.parse(covered) + skew) {
    return findingAt(row, 'back-dated', `recorded at ${text}, and in the log at ${covered} already`)
  }
  return undefined
}

async function reach(state: State, { checkpoint, witness }: Mark): Promise<void> {
  const { segment } = state
  const { size, root, time } = checkpoint
  if (!witness && time !== null) state.timeBefore = Date.parse(time)
  // Inside a gap there is nothing to compare with; the gap is named already.
  if (size < state.leaves) return
  if (!segment.hole && sameBytes(edgeRoot(segment.edge), root)) {
    proved(state)
    if (witness) state.witnessedSize = size
    return
  }
  const signed = state.log.nodes && (await signedEdge(checkpoint, segment, state.log.nodes))
  if (signed) await differs(state, signed)
  else if (witness) contradicted(state, size)
  else broken(state, size, root)
}

// The root fits, so the stored leaves are the signed ones: what is in doubt is the entries' fault.
function proved(state: State): void {
  for (const { from, size } of state.unexplained) {
    const detail = `the root signed for ${size} leaves is not theirs, while a later one is`
    state.found.push({ what: 'forged-checkpoint', range: [from, size], detail })
  }
  state.unexplained = []
  settleDoubts(state, new Set())
  state.provedSize = state.segment.edge.size
  state.segment = openSegment(state.segment.edge)
}

function settleDoubts(state: State, cleared: ReadonlySet<number>): void {
  for (const [index, doubt] of state.segment.doubts) if (!cleared.has(index)) state.found.push(doubt.finding)
  state.segment.doubts.clear()
}

// The stored inner nodes give the signed root, and the leaves do not. The log is sound again from here on.
async function differs(state: State, signed: RightEdge): Promise<void> {
  const { segment, log } = state
  if (segment.hole || log.nodes === undefined) {
    reportUnexplained(state)
    resume(state, signed, new Set())
    return
  }
  const located = await locateByNodes(segment, signed, log.nodes)
  state.found.push(...located.findings)
  state.open.push(...located.open)
  state.unexplained = []
  resume(state, signed, located.cleared)
}

// A witness that the log contradicts, while the log's own checkpoints hold: leaves and checkpoints were made anew.
function contradicted(state: State, size: number): void {
  if (state.segment.hole || state.unexplained.length > 0 || state.rewritten) return
  state.rewritten = true
  const detail = `another root was signed for ${size} leaves, and is kept outside`
  state.found.push({ what: 'history-rewritten', range: [state.witnessedSize, size], detail })
}

function broken(state: State, size: number, root: Uint8Array): void {
  const { segment } = state
  if (segment.hole) return
  const located = state.unexplained.length === 0 ? locateByOrder(segment, root) : undefined
  if (located !== undefined) {
    state.found.push(...located.findings)
    resume(state, located.edge, located.cleared)
    return
  }
  // The segment stays open: the next checkpoint may tell, its signed nodes or its root.
  state.unexplained.push({ from: Math.max(segment.from, state.unexplained.at(-1)?.size ?? 0), size })
}

function resume(state: State, edge: RightEdge, cleared: ReadonlySet<number>): void {
  settleDoubts(state, cleared)
  state.provedSize = edge.size
  state.segment = openSegment(edge)
}

// One broken root breaks all that follow it; the first bounds the place.
function reportUnexplained(state: State): void {
  const [first] = state.unexplained
  if (first !== undefined) state.found.push(unplaced(first.from, first.size))
  state.unexplained = []
}

function reportCut(state: State, { checkpoint, witness }: Mark, reported: number): number {
  if (checkpoint.size <= reported) return reported
  const kept = witness ? 'a checkpoint kept outside' : 'a stored checkpoint'
  const detail = `${kept} covers ${checkpoint.size} leaves, and the log ends after ${state.leaves}`
  state.found.push({ what: 'truncated', range: [state.leaves, checkpoint.size], detail })
  return checkpoint.size
}

function finish(state: State): void {
  settleDoubts(state, new Set())
  state.found.push(...settleAcross(state.open))
  reportUnexplained(state)
}

async function checkUnnumbered({ log, found, timeBefore }: State): Promise<void> {
  const limit = timeBefore - (log.graceSeconds ?? 300) * 1000
  for await (const { entryId, recordedAt } of log.unnumbered ?? []) {
    if (Date.parse(recordedAt) >= limit) continue
    const detail = `recorded at ${recordedAt}, and the log was signed since without it`
    found.push({ what: 'unnumbered-entry', entryId, detail })
  }
}

function summaryOf({ leaves, erased, checkpoints, provedSize, segment }: State): Summary {
  return { leaves, erased, checkpoints, uncovered: leaves - provedSize, root: edgeRoot(segment.edge) }
}
