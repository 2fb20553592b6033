// What was exercised, and what is to be: from the programme, and from exercises of this node that have ended.
import { dayOf } from '#coordinate/rules/duties/rounds.ts'
import type { Id } from '#kernel/id.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { Day, ProgrammeEntry, RiskScenario, Sector } from '../../model/programme/programme.ts'

export interface Known<State> {
  id: Id
  state: State
}

/** One exercise that was held or is to be, whatever it is known by. */
export interface Covering {
  title: string
  held: boolean
  on: Day
  obligations: readonly string[]
  risks: readonly RiskScenario[]
  /** Of whom takes part; null: nobody wrote that down. */
  sectors: readonly Sector[] | null
}

/**
 * Whether people exercised by it. What nobody played is a test of the software; what was never started, or broken off to be played again,
 * is no exercise that was held.
 */
export function wasPlayed({ state, startedAt, autoplay, seats, followedBy }: Exercise): boolean {
  const people = seats.some(({ cell }) => cell === 'players')
  return state === 'ended' && startedAt !== null && followedBy === null && autoplay !== 'all' && people
}

/** An exercise and the entry that it belongs to count once, and cover what either of them names. */
export function coveringOf(
  entries: readonly Known<ProgrammeEntry>[],
  exercises: readonly Known<Exercise>[],
): Covering[] {
  const played = new Map(exercises.filter(({ state }) => wasPlayed(state)).map(({ id, state }) => [id, state]))
  const told = new Set<Id>()
  const found: Covering[] = []
  for (const { state: entry } of entries) {
    if (entry.state === 'cancelled') continue
    const exercise = entry.exercise === null ? undefined : played.get(entry.exercise)
    if (exercise && entry.exercise) told.add(entry.exercise)
    const own = exercise ? ownCovering(exercise) : undefined
    found.push({
      title: entry.title,
      held: entry.state === 'held' || own !== undefined,
      on: entry.heldOn ?? own?.on ?? entry.to,
      obligations: [...new Set([...entry.obligations, ...(own?.obligations ?? [])])],
      risks: [...entry.risks, ...(own?.risks ?? [])],
      sectors: [...new Set(entry.takesPart.map(({ sector }) => sector))],
    })
  }
  for (const [id, exercise] of played) if (!told.has(id)) found.push(ownCovering(exercise))
  return found
}

function ownCovering({ name, scenario, endedAt, startedAt }: Exercise): Covering {
  return {
    title: name,
    held: true,
    on: dayOf(endedAt ?? startedAt ?? ''),
    obligations: [...new Set(scenario.objectives.flatMap(({ obligations }) => obligations))],
    risks: scenario.derivedFrom,
    sectors: null,
  }
}
