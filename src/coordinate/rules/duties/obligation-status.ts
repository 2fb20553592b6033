// Where an obligation stands: done, due, overdue, without a date, or none of ours; from the data, the record, the notices that meet
// it, and a moment. What nothing shows is never done.
import { earlier, type Instant } from '#kernel/time.ts'
import { type Day, type Duty, type DutyStatus, type Obligation, once, type Round } from '../../model/obligation.ts'
import { dayOf, endOfDay, firstDay, roundsUntil } from './rounds.ts'

/** A notice as far as the checklist looks at it. */
export interface NoticeSeen {
  id: string
  title: string
  status: 'open' | 'done' | 'dropped'
  overdue: boolean
  /** The moment by which it was to be told. */
  limit: Instant | null
  doneAt: Instant | null
}

export interface Standing {
  status: DutyStatus
  /** The limit that counts now, or that was missed. */
  dueAt: Instant | null
  /** Which turn is looked at; null where there is none to be met. */
  round: Round | null
  /** It was done, and after its limit. */
  late: boolean
  because: string
}

const stands = (status: DutyStatus, because: string, more: Partial<Standing> = {}): Standing => ({
  ...{ status, because, dueAt: null, round: once, late: false },
  ...more,
})

/**
 * `record` null: nobody follows it. An open notice comes first, since it waits for somebody; then what a person recorded; then
 * notices that are done.
 */
export function standingOf(
  duty: Duty,
  record: Obligation | null,
  notices: readonly NoticeSeen[],
  now: Instant,
): Standing {
  if (record?.notOurs) return stands('not-ours', record.notOurs.reason, { round: null })
  const open = openNotice(notices)
  if (open) return open
  if (duty.due.kind === 'every') return standingOfRounds(duty.due.months, duty, record, now)
  const day = firstDay(duty.due, record?.due?.on ?? null)
  const round = day ?? once
  const met = record?.met.find((one) => one.round === round)
  if (met) {
    const late = day !== null && met.at > endOfDay(day)
    return stands('done', late ? 'Done, after its limit.' : 'Done.', { round, late, dueAt: day && endOfDay(day) })
  }
  if (day !== null) return byDay(day, now, record?.due ? `Set by a person: ${record.due.reason}` : basisOf(duty))
  const told = notices.find(({ status }) => status === 'done')
  if (told)
    return stands('done', 'Those concerned were told.', {
      late: told.limit !== null && (told.doneAt ?? '') > told.limit,
    })
  return undated(duty)
}

function openNotice(notices: readonly NoticeSeen[]): Standing | null {
  const open = notices.filter(({ status }) => status === 'open')
  const late = open.find(({ overdue }) => overdue)
  if (late) return stands('overdue', `Not everybody was told: ${late.title}`, { dueAt: late.limit })
  const [next] = open.sort((a, b) => ((a.limit ?? '9') < (b.limit ?? '9') ? -1 : 1))
  return next ? stands('due', `To be told: ${next.title}`, { dueAt: next.limit }) : null
}

function byDay(day: Day, now: Instant, because: string): Standing {
  const dueAt = endOfDay(day)
  return stands(now > dueAt ? 'overdue' : 'due', because, { dueAt, round: day })
}

/** The oldest round that was owed since it is followed and was not met; else the newest that was, or the next. */
function standingOfRounds(months: number, duty: Duty, record: Obligation | null, now: Instant): Standing {
  const first = firstDay(duty.due, record?.due?.on ?? null)
  if (first === null) return stands('not-dated', `${basisOf(duty)} Set the first day.`, { round: null })
  const rounds = roundsUntil(first, months, dayOf(now))
  const since = dayOf(earlier(record?.followedAt ?? now, now))
  const met = new Set(record?.met.map(({ round }) => round))
  // What was owed before anybody followed it here is not counted against this node; it can still be recorded.
  const owed = rounds.filter((day) => day >= since && !met.has(day))
  const missed = owed.find((day) => now > endOfDay(day))
  if (missed) return byDay(missed, now, basisOf(duty))
  const next = owed[0]
  const last = record?.met.at(-1)
  if (!next) {
    if (!last) return stands('not-dated', basisOf(duty), { round: null })
    return stands('done', 'Done for every turn so far.', { round: last.round })
  }
  const soon = endOfDay(next)
  if (last && daysBetween(now, soon) > leadDays)
    return stands('done', `Done for ${last.round}; the next is due on ${next}.`, {
      round: next,
      dueAt: soon,
      late: last.at > endOfDay(last.round),
    })
  return byDay(next, now, basisOf(duty))
}

/** A round that was done counts as done until so long before the next one. */
export const leadDays = 30
const dayMs = 86_400_000

function daysBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}

function undated({ due, deadline }: Duty): Standing {
  if (due.kind === 'in-force')
    return stands('due', 'In force: it is owed already, and nothing here shows that it was done.')
  if (due.kind === 'event') return stands('not-dated', `Comes with an event: ${due.event}.`)
  if (due.kind === 'after') return stands('not-dated', `Runs each time from an event: ${due.event} (${deadline}).`)
  return stands(
    'not-dated',
    due.kind === 'continuous' ? `Goes on all the time (${deadline}).` : `No day is stated (${deadline}).`,
  )
}

function basisOf({ due }: Duty): string {
  return due.kind === 'date' || due.kind === 'every' ? due.basis : ''
}

/** The rounds that a person may record as met now: what is owed, what was owed before, and the next. */
export function roundsOpen(duty: Duty, record: Obligation, now: Instant): Round[] {
  const first = firstDay(duty.due, record.due?.on ?? null)
  const met = new Set(record.met.map(({ round }) => round))
  if (duty.due.kind !== 'every') return [first ?? once].filter((round) => !met.has(round))
  if (first === null) return []
  return roundsUntil(first, duty.due.months, dayOf(now)).filter((round) => !met.has(round))
}
