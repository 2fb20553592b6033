// Which exercises are due: by the day that the framework names, round after round, and with whom they must be held to count.
import type { Duty } from '#coordinate/model/obligation.ts'
import { addMonths, dayOf } from '#coordinate/rules/duties/rounds.ts'
import type { Day, DueExercise, Requirement, Sector } from '../../model/programme/programme.ts'
import type { Covering } from './covered.ts'

const soonMonths = 6
const months = (from: Day, count: number): Day =>
  dayOf(addMonths(new Date(`${from}T00:00:00.000Z`), count).toISOString())

/** Overdue first, then by day. */
export function dueExercises(
  duties: readonly Duty[],
  requirements: readonly Requirement[],
  covering: readonly Covering[],
  today: Day,
): DueExercise[] {
  const found = requirements.flatMap((requirement) => {
    const duty = duties.find(({ id }) => id === requirement.obligation)
    return duty ? [dueOf(duty, requirement, covering, today)] : []
  })
  return found.sort((a, b) => rank(a) - rank(b) || (a.on ?? '9').localeCompare(b.on ?? '9'))
}

const order: Record<DueExercise['standing'], number> = {
  ...{ overdue: 0, never: 1, soon: 2, 'too-late': 3, planned: 4, later: 5, done: 6 },
}
const rank = ({ standing }: DueExercise) => order[standing]

function dueOf(duty: Duty, { asks, againAfterMonths, basis }: Requirement, covering: readonly Covering[], today: Day) {
  const mine = covering.filter(({ obligations }) => obligations.includes(duty.id))
  const meets = mine.filter((one) => missing(one, asks).length === 0)
  const last = lastOf(meets.filter(({ held }) => held).map(({ on }) => on))
  const next = firstOf(meets.filter(({ held }) => !held).map(({ on }) => on))
  const interval = duty.due.kind === 'every' ? duty.due.months : againAfterMonths
  const on = dueDay(duty, interval, last)
  return {
    ...{ obligation: duty.id, text: duty.text, actor: duty.actor, on, last, next },
    standing: last !== null && interval === null ? 'done' : standingOf({ on, next, today }),
    basis: duty.due.kind === 'date' || duty.due.kind === 'every' ? `${duty.due.basis} ${basis}` : basis,
    lacking: mine
      .filter((one) => !meets.includes(one))
      .map((one) => ({ title: one.title, missing: missing(one, asks) })),
  } satisfies DueExercise
}

/** Who took part in what nobody entered in the programme is not known; what is not known meets nothing. */
function missing({ sectors }: Covering, asks: readonly Sector[]): Sector[] {
  return asks.filter((sector) => !sectors?.includes(sector))
}

const lastOf = (days: Day[]): Day | null => days.toSorted().at(-1) ?? null
const firstOf = (days: Day[]): Day | null => days.toSorted()[0] ?? null

/** The first by the day of the text; each further one counted from the last that was held. null: no day follows. */
function dueDay({ due }: Duty, interval: number | null, last: Day | null): Day | null {
  if (last !== null && interval !== null) return months(last, interval)
  if (due.kind === 'date') return due.on
  return due.kind === 'every' ? due.first : null
}

interface Days {
  on: Day | null
  next: Day | null
  today: Day
}

function standingOf({ on, next, today }: Days): DueExercise['standing'] {
  if (on !== null && on < today) return 'overdue'
  if (next !== null) return on !== null && next > on ? 'too-late' : 'planned'
  if (on === null) return 'never'
  return on <= months(today, soonMonths) ? 'soon' : 'later'
}
