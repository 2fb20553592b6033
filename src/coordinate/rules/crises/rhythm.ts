// The battle rhythm: which turn of a beat is owed next, which were missed, and what falls due in a span of time.
import type { Instant } from '#kernel/time.ts'
import type { Beat } from '../../model/crisis.ts'

export interface BeatNow {
  /** The turn that is owed: the newest that has come and was not done, else the next to come; null where there is none. */
  next: Instant | null
  /** Its time has come. */
  overdue: boolean
  /** Turns that were not done before the one after them came: how many, and the newest of them. */
  missed: number
  lastMissed: Instant | null
  lastDone: Instant | null
}

export interface DueTurn {
  key: string
  what: string
  kind: Beat['kind']
  product: string | null
  turn: Instant
  done: boolean
}

type Timing = Pick<Beat, 'firstAt' | 'everyMinutes' | 'stoppedAt'>

const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

/** The number of a turn that falls on this moment; null where none does. */
function turnAt({ firstAt, everyMinutes }: Timing, at: Instant): number | null {
  const since = Date.parse(at) - Date.parse(firstAt)
  if (since === 0) return 0
  if (everyMinutes === null || since < 0 || since % (everyMinutes * minute) !== 0) return null
  return since / (everyMinutes * minute)
}

/** The number of the newest turn whose time has come at `ms`; -1 before the first. */
function newestAt({ firstAt, everyMinutes }: Timing, ms: number): number {
  const since = ms - Date.parse(firstAt)
  if (since < 0) return -1
  return everyMinutes === null ? 0 : Math.floor(since / (everyMinutes * minute))
}

function momentOf({ firstAt, everyMinutes }: Timing, turn: number): Instant {
  return iso(Date.parse(firstAt) + turn * (everyMinutes ?? 0) * minute)
}

function turnsDone(beat: Beat): Set<number> {
  return new Set(beat.done.flatMap(({ turn }) => turnAt(beat, turn) ?? []))
}

/** `now` decides alone what has come. A turn on the minute of `now` has come. */
export function beatNow(beat: Beat, now: Instant): BeatNow {
  const done = turnsDone(beat)
  const end = beat.stoppedAt !== null && beat.stoppedAt < now ? beat.stoppedAt : now
  const newest = newestAt(beat, Date.parse(end))
  const owed = beat.stoppedAt === null ? owedTurn(beat, done, newest) : null
  const before = beat.stoppedAt === null ? newest : newest + 1
  let lastMissed = before - 1
  while (lastMissed >= 0 && done.has(lastMissed)) lastMissed -= 1
  const doneBefore = [...done].filter((turn) => turn < before).length
  return {
    next: owed === null ? null : momentOf(beat, owed),
    overdue: owed !== null && owed <= newest,
    missed: Math.max(0, before - doneBefore),
    lastMissed: lastMissed >= 0 ? momentOf(beat, lastMissed) : null,
    lastDone: beat.done.at(-1)?.turn ?? null,
  }
}

function owedTurn(beat: Timing, done: ReadonlySet<number>, newest: number): number | null {
  if (newest >= 0 && !done.has(newest)) return newest
  if (beat.everyMinutes === null) return done.has(0) ? null : 0
  let turn = newest + 1
  while (done.has(turn)) turn += 1
  return turn
}

export type TurnChoice = { turn: Instant } | { not: string }

/** The turn that an act of doing is about: the one that is owed, or the one that is named. */
export function turnToDo(beat: Beat, now: Instant, named?: Instant): TurnChoice {
  if (beat.stoppedAt !== null) return { not: 'It was taken out of the rhythm.' }
  if (named === undefined) {
    const { next } = beatNow(beat, now)
    return next === null ? { not: 'It comes once, and was done.' } : { turn: next }
  }
  const turn = turnAt(beat, iso(Date.parse(named)))
  if (turn === null) return { not: `There is no turn at ${named}.` }
  if (turn > newestAt(beat, Date.parse(now)) + 1) return { not: 'That turn is further off than the next one.' }
  return turnsDone(beat).has(turn) ? { not: 'That turn was done already.' } : { turn: momentOf(beat, turn) }
}

const mostTurns = 500

/** All turns from `from` to `to`, both included, earliest first; of very many the earliest. */
export function dueBetween(rhythm: readonly Beat[], from: Instant, to: Instant): DueTurn[] {
  return rhythm
    .flatMap((beat) => turnsBetween(beat, from, to))
    .sort((a, b) => (a.turn < b.turn ? -1 : a.turn > b.turn ? 1 : a.key < b.key ? -1 : 1))
    .slice(0, mostTurns)
}

function turnsBetween(beat: Beat, from: Instant, to: Instant): DueTurn[] {
  const done = turnsDone(beat)
  const until = beat.stoppedAt !== null && beat.stoppedAt < to ? beat.stoppedAt : to
  const newest = newestAt(beat, Date.parse(until))
  const first = Math.max(0, newestAt(beat, Date.parse(from) - 1) + 1)
  const { key, what, kind, product } = beat
  const found: DueTurn[] = []
  for (let turn = first; turn <= newest && found.length < mostTurns; turn++)
    found.push({ key, what, kind, product, turn: momentOf(beat, turn), done: done.has(turn) })
  return found
}
