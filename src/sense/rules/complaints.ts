// A surge of complaints from its first minute to the end of its tail, over counts that are mostly nothing.
import type { ComplaintEvent, ComplaintState } from './complaints/states.ts'
import { complaintTable } from './complaints/states.ts'
import { createUsual, knowsUsual, learnUsual, type UsualComplaints, usualPerMinute } from './complaints/usual.ts'

export { type BrigadingVerdict, judgeBrigading, type ReportsSeen } from './complaints/brigading.ts'
export { type ComplaintState, complaintStates, complaintTable } from './complaints/states.ts'

export interface ComplaintSurge {
  /** All in seconds since 1970 UTC; null: not yet. */
  onset: number
  peak: number
  /** Complaints a minute, over five minutes, at the highest. */
  peakPerMinute: number
  /** What was usual at the onset, a minute; of a surge out of another, what was left of that. */
  usualPerMinute: number
  decliningFrom: number | null
  tailFrom: number | null
  /** Last minute beyond the usual; known once the tail was silent for long enough. */
  end: number | null
  /** Bursts within the tail so far. */
  bursts: number
  confidence: number
}

export interface ComplaintOptions {
  /** Weighted complaints within five minutes below which nothing is a surge. */
  leastReports: number
  /** Silence after which a tail is over, at least; longer where its own pauses were longer. */
  silenceSeconds: number
}

export const usualComplaintOptions: ComplaintOptions = { leastReports: 6, silenceSeconds: 3600 }

/** Everything that goes from one point to the next; plain JSON, below 10 KB. */
export interface ComplaintWatch {
  state: ComplaintState
  usual: UsualComplaints
  /** The last hour, a number a minute, the newest last. */
  minutes: { at: number; count: number }[]
  /** Open or newest surge first; a few are kept. */
  surges: ComplaintSurge[]
  /** Lowest level since the last peak, a minute, and when. */
  valley: { at: number; level: number } | null
  /** Level at which the open surge was first told, until its onset was looked at again from higher up. */
  toldAt: number | null
  /** Nothing before this is part of the open surge. */
  notBefore: number
  /** Last minute that was beyond the usual, and the longest pause between two such minutes of this surge. */
  lastBeyond: number
  longestPause: number
}

const minute = 60
const keptMinutes = 60
const keptSurges = 20
export const levelMinutes = 5
/** In deviations of a Poisson count after the square root: beyond chance, and far beyond it. */
const beyondZ = 3
const surgeZ = 5
/** What goes on for longer than this after a surge is the new usual. */
const newUsualSeconds = 6 * 3600
/** Times the level at which it was told, from where the onset is looked at again. */
const clearly = 4

export function createComplaintWatch(): ComplaintWatch {
  return {
    state: 'quiet',
    usual: createUsual(),
    minutes: [],
    surges: [],
    valley: null,
    toldAt: null,
    notBefore: 0,
    lastBeyond: 0,
    longestPause: 0,
  }
}

/**
 * Takes the count of one finished minute (weighted against brigading, see `judgeBrigading`), in order of time; a minute
 * that is left out counts as none measured, one that comes late is not taken. Answers the state after it. Work is bounded per minute.
 */
export function pushMinute(
  watch: ComplaintWatch,
  at: number,
  count: number,
  asked: Partial<ComplaintOptions> = {},
): ComplaintState {
  const options = { ...usualComplaintOptions, ...asked }
  const newest = watch.minutes.at(-1)
  if (!Number.isFinite(at) || (newest !== undefined && at <= newest.at)) return watch.state
  watch.minutes.push({ at, count: Number.isFinite(count) ? Math.max(0, count) : 0 })
  if (watch.minutes.length > keptMinutes) watch.minutes.shift()
  const now = lookAt(watch, at)
  const event = eventOf(watch, now, options)
  const before = watch.state
  watch.state = complaintTable[before][event]
  if (now.z >= beyondZ) noteBeyond(watch, at)
  noteChange(watch, before, event, now)
  const lasting = watch.state === 'tail' && at - (watch.surges[0]?.tailFrom ?? at) > newUsualSeconds
  if (watch.state === 'quiet' || watch.state === 'over' || lasting) learnUsual(watch.usual, at, count, minute)
  return watch.state
}

interface Now {
  at: number
  usual: number
  /** Complaints within five minutes, and a minute on average of them. */
  sum: number
  level: number
  z: number
}

/** Counts by Poisson become normal of deviation one by twice the root (Anscombe 1948). */
function lookAt(watch: ComplaintWatch, at: number): Now {
  const recent = watch.minutes.filter((one) => one.at > at - levelMinutes * minute)
  const sum = recent.reduce((total, one) => total + one.count, 0)
  const usual = usualPerMinute(watch.usual, at)
  const root = (value: number) => 2 * Math.sqrt(value + 0.375)
  return { at, usual, sum, level: sum / recent.length, z: root(sum) - root(usual * recent.length) }
}

function eventOf(watch: ComplaintWatch, now: Now, options: ComplaintOptions): ComplaintEvent {
  const surge = watch.surges[0]
  const enough = now.z >= surgeZ && now.sum >= options.leastReports && knowsUsual(watch.usual)
  if (watch.state === 'quiet' || watch.state === 'over' || surge === undefined)
    return enough ? 'surge' : now.z >= beyondZ ? 'burst' : 'usual'
  if (enough && climbsAgain(watch, surge, now)) return 'surge'
  if (now.at - watch.lastBeyond >= silenceNeeded(watch, options) && now.z < beyondZ) return 'silence'
  const share = now.level / Math.max(surge.peakPerMinute, 1e-9)
  if (now.z < beyondZ || share < 0.08) return watch.state === 'tail' && now.z >= beyondZ ? 'burst' : 'faint'
  if (watch.state === 'tail') return 'burst'
  return share < 0.7 ? 'fall' : 'level'
}

/** Higher than ever, or out of a valley by so much that chance and a ragged decline do not explain it. */
function climbsAgain(watch: ComplaintWatch, surge: ComplaintSurge, now: Now): boolean {
  if (watch.state === 'rising' || watch.state === 'peak') return now.level > surge.peakPerMinute * 1.02
  const valley = watch.valley
  if (valley === null) return false
  const root = (level: number) => 2 * Math.sqrt(level * levelMinutes + 0.375)
  const high = now.level >= 0.25 * surge.peakPerMinute
  return high && now.level >= 1.6 * Math.max(valley.level, now.usual) && root(now.level) - root(valley.level) >= surgeZ
}

/** A tail whose pauses were long may pause as long again. */
function silenceNeeded(watch: ComplaintWatch, options: ComplaintOptions): number {
  return Math.min(6 * 3600, Math.max(options.silenceSeconds, 2 * watch.longestPause))
}

/** A minute beyond the usual after some that were not: in a tail, the beginning of a burst. */
function noteBeyond(watch: ComplaintWatch, at: number): void {
  const pause = at - watch.lastBeyond
  const surge = watch.surges[0]
  if (watch.state !== 'quiet' && watch.lastBeyond > 0 && pause > levelMinutes * minute) {
    watch.longestPause = Math.max(watch.longestPause, pause)
    if (watch.state === 'tail' && surge !== undefined) surge.bursts += 1
  }
  watch.lastBeyond = at
}

function noteChange(watch: ComplaintWatch, before: ComplaintState, event: ComplaintEvent, now: Now): void {
  const after = watch.state
  const surge = watch.surges[0]
  if (event === 'surge' && before !== 'rising' && before !== 'peak') {
    open(watch, now, before)
    return
  }
  if (surge === undefined) return
  if ((after === 'rising' || after === 'peak') && now.level > surge.peakPerMinute) {
    surge.peak = highestMinute(watch, now.at)
    surge.peakPerMinute = now.level
    surge.confidence = confidenceOf(now)
  }
  if (watch.toldAt !== null && now.level >= clearly * watch.toldAt) {
    // A stray report before the onset weighs much while the surge is small, and nothing once it is not.
    surge.onset = onsetOf(watch, now, watch.notBefore, surge.usualPerMinute)
    watch.toldAt = null
  }
  if (after === 'declining' && before !== 'declining') surge.decliningFrom = now.at
  if (after === 'tail' && surge.decliningFrom === null) surge.decliningFrom = now.at
  if (after === 'tail' && before !== 'tail') surge.tailFrom ??= now.at
  if (after === 'declining' || after === 'tail') {
    if (watch.valley === null || now.level < watch.valley.level) watch.valley = { at: now.at, level: now.level }
  } else watch.valley = null
  if (after === 'over' && before === 'tail') surge.end = watch.lastBeyond + minute
  if (after === 'tail' && before === 'over') surge.end = null
}

function open(watch: ComplaintWatch, now: Now, before: ComplaintState): void {
  const last = watch.surges[0]
  const nested = before === 'declining' || before === 'tail'
  watch.notBefore = nested ? (watch.valley?.at ?? 0) : 0
  watch.toldAt = now.level
  const floor = Math.max(now.usual, watch.valley?.level ?? 0)
  const onset = onsetOf(watch, now, watch.notBefore, floor)
  if (last !== undefined && last.end === null) last.end = onset
  watch.surges.unshift({
    onset,
    peak: now.at,
    peakPerMinute: now.level,
    usualPerMinute: floor,
    decliningFrom: null,
    tailFrom: null,
    end: null,
    bursts: 0,
    confidence: confidenceOf(now),
  })
  watch.surges.length = Math.min(watch.surges.length, keptSurges)
  watch.valley = null
  if (!nested) watch.longestPause = 0
}

/** The minute from which "more" explains what followed best (Page 1954, read backwards): the greatest sum of log-likelihood ratios. */
function onsetOf(watch: ComplaintWatch, now: Now, notBefore: number, floor: number): number {
  const more = Math.max(now.level, 1.5 * floor, 0.5)
  // Halfway between what was and what is, so that the first steps of a slow rise count too.
  const raised = Math.sqrt(floor * more)
  let [best, sum, onset] = [Number.NEGATIVE_INFINITY, 0, now.at]
  for (let at = watch.minutes.length - 1; at >= 0; at -= 1) {
    const one = watch.minutes[at]
    if (one === undefined || one.at < notBefore) break
    sum += one.count * Math.log(raised / floor) - (raised - floor)
    if (sum > best) [best, onset] = [sum, one.at]
  }
  return onset
}

function highestMinute(watch: ComplaintWatch, at: number): number {
  const recent = watch.minutes.filter((one) => one.at > at - levelMinutes * minute)
  return recent.reduce((best, one) => (one.count > best.count ? one : best), { at, count: -1 }).at
}

function confidenceOf(now: Now): number {
  return Math.round(Math.min(0.99, 1 - Math.exp(-now.z / 5)) * 100) / 100
}

/** All points at once, for files and replays: minutes in order, the oldest first. The surges come the oldest first. */
export function followComplaints(
  points: readonly { at: number; value: number }[],
  options: Partial<ComplaintOptions> = {},
) {
  const watch = createComplaintWatch()
  const surges = new Set<ComplaintSurge>()
  const states: { at: number; state: ComplaintState }[] = []
  for (const { at, value } of points) {
    const before = watch.state
    if (pushMinute(watch, at, value, options) !== before) states.push({ at, state: watch.state })
    const [newest, last] = watch.surges
    for (const surge of [last, newest]) if (surge !== undefined) surges.add(surge)
  }
  return { state: watch.state, states, surges: [...surges], watch }
}
