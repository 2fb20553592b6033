// Where a working day follows a rest day, or the other way round, the level steps at midnight. The last such step says how far.
import type { Baseline } from './baseline.ts'
import type { Memory } from './memory.ts'

/** How far the first rest day may lie below, or above, a working day: a half and a third are ordinary. On a logarithmic scale. */
const unknownFall = 0.8
const unknownRise = 0.3
/** What is left in doubt where the last step is known. */
const knownStep = 0.06
const doubtSeconds = 900
/** Buckets that the level is taken to rest on after a step that nothing is known of: the next ones say it. */
const unknownPoints = 6

/** The level of working days when the last rest began, and how far the rest lay from it. */
export interface Calendar {
  resting: boolean | null
  workLevel: number | null
  restStep: number | null
  /** When the kind of day changed last. */
  since: number
}

export const freshCalendar = (): Calendar => ({ resting: null, workLevel: null, restStep: null, since: 0 })

/** Moves the quick level by the step that is to be expected. Levels are taken without what the week already foretells. */
export function passMidnight(memory: Memory, baseline: Baseline, at: number, before: number): void {
  const { calendar } = memory
  const resting = baseline.restDay(at)
  if (resting === calendar.resting) return
  const first = calendar.resting === null
  calendar.resting = resting
  if (first) return
  calendar.since = at
  const level = memory.quick + baseline.weekAt(before)
  const ahead = baseline.weekAt(at)
  if (resting) {
    calendar.workLevel = level
    if (calendar.restStep !== null) memory.quick = level + calendar.restStep - ahead
    else memory.quickPoints = Math.min(memory.quickPoints, unknownPoints)
    return
  }
  if (calendar.workLevel === null) {
    memory.quickPoints = Math.min(memory.quickPoints, unknownPoints)
    return
  }
  calendar.restStep = level - calendar.workLevel
  memory.quick = calendar.workLevel - ahead
}

/** What nobody could know of the step, upwards and downwards, for a quarter of an hour; 0 otherwise. On the scale. */
export function calendarDoubt({ calendar }: Memory, at: number): { up: number; down: number } | null {
  if (calendar.since === 0 || at - calendar.since >= doubtSeconds) return null
  if (calendar.restStep !== null) return { up: knownStep, down: knownStep }
  // Back to work without having seen work before: as far up as a rest may lie below.
  return calendar.resting === true ? { up: unknownRise, down: unknownFall } : { up: unknownFall, down: unknownRise }
}
