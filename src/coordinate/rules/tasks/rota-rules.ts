// What may be done with a rota, by whom, and why not: its life, its plan, the duty and the swaps.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Instant } from '#kernel/time.ts'
import type { HandOver, Rota, RotaStatus, Shift, Swap } from '../../model/rota.ts'
import { manages } from './lifecycle.ts'
import { dutyAt } from './on-duty.ts'

export const rotaEvents = ['change', 'plan', 'hand-over', 'swap', 'close'] as const
export type RotaEvent = (typeof rotaEvents)[number]
export type RotaStep = { to: RotaStatus } | { not: string }

const over = { not: 'The rota is closed.' }

export const rotaLifecycle: Record<RotaStatus, Record<RotaEvent, RotaStep>> = {
  active: {
    change: { to: 'active' },
    plan: { to: 'active' },
    'hand-over': { to: 'active' },
    swap: { to: 'active' },
    close: { to: 'closed' },
  },
  closed: { change: over, plan: over, 'hand-over': over, swap: over, close: { not: 'The rota is closed already.' } },
}

export interface RotaNo {
  refusal: 'wrong-state' | 'not-yours-to-answer' | 'no-member' | 'bad-shift'
  why: string
  where?: string
}

type Who = Pick<Reader, 'person' | 'roles'>
const wrongState = (why: string): RotaNo => ({ refusal: 'wrong-state', why })
const badShift = (why: string, where: string): RotaNo => ({ refusal: 'bad-shift', why, where })

export function whyNotRota({ status }: Pick<Rota, 'status'>, event: RotaEvent): RotaNo | null {
  const step = rotaLifecycle[status][event]
  return 'not' in step ? wrongState(step.not) : null
}

export interface PlanChange {
  add: readonly Omit<Shift, 'key'>[]
  remove: readonly string[]
  change: readonly Shift[]
}

const longestMs = 31 * 24 * 3600_000

/** What has begun is history: it can be ended, not moved and not taken away. */
export function whyNotPlan(rota: Rota, { add, remove, change }: PlanChange, now: Instant): RotaNo | null {
  const known = new Map(rota.shifts.map((shift) => [shift.key, shift]))
  for (const [at, shift] of add.entries()) {
    const fault = faultOf(rota, shift)
    if (fault) return badShift(fault, `/add/${at}`)
  }
  for (const [at, key] of remove.entries()) {
    const shift = known.get(key)
    if (!shift) return badShift(`There is no shift ${key}.`, `/remove/${at}`)
    if (shift.from <= now) return badShift(`Shift ${key} has begun. End it now instead.`, `/remove/${at}`)
    if (change.some((one) => one.key === key)) return badShift(`Shift ${key} is changed and removed.`, `/remove/${at}`)
  }
  const seen = new Set<string>()
  for (const [at, shift] of change.entries()) {
    const where = `/change/${at}`
    const before = known.get(shift.key)
    if (!before) return badShift(`There is no shift ${shift.key}.`, where)
    if (seen.has(shift.key)) return badShift(`Shift ${shift.key} is changed twice.`, where)
    seen.add(shift.key)
    const fault = faultOf(rota, shift)
    if (fault) return badShift(fault, where)
    if (before.from > now) continue
    if (before.to <= now) return badShift(`Shift ${shift.key} is over.`, where)
    if (shift.from !== before.from || shift.person !== before.person || shift.to < now)
      return badShift(`Shift ${shift.key} has begun: only its end can still be moved, and not into the past.`, where)
  }
  return null
}

function faultOf({ members }: Rota, { person, from, to }: Omit<Shift, 'key'>): string | null {
  if (to <= from) return 'It ends before it begins.'
  if (Date.parse(to) - Date.parse(from) > longestMs) return 'A shift lasts at most 31 days.'
  return members.includes(person) ? null : 'Whoever is to have it is not of this rota.'
}

export function offered({ handOvers }: Pick<Rota, 'handOvers'>): HandOver | null {
  return handOvers.find(({ status }) => status === 'offered') ?? null
}

/** Whoever has the duty offers it, or whoever plans, for them. */
export function whyNotOffer(rota: Rota, to: Id | null, who: Who, now: Instant): RotaNo | null {
  const { person } = dutyAt(rota, now)
  if ((who.person === null || person !== who.person) && !manages(who))
    return { refusal: 'not-yours-to-answer', why: 'Only whoever has the duty can hand it over.' }
  const open = offered(rota)
  if (open) return wrongState(`It is on offer already (${open.key}). Withdraw that first.`)
  if (to === null) return wrongState('The plan names nobody after this. Say to whom.')
  if (to === person) return wrongState('They have the duty already.')
  return rota.members.includes(to) ? null : { refusal: 'no-member', why: 'They are not of this rota.', where: '/to' }
}

export function whyNotAnswer(
  rota: Rota,
  key: string,
  answer: 'accepted' | 'declined' | 'withdrawn',
  who: Who,
): RotaNo | null {
  const one = rota.handOvers.find((it) => it.key === key)
  if (!one) return wrongState(`There is no hand-over ${key}.`)
  if (one.status !== 'offered') return wrongState(`That hand-over was ${one.status} already.`)
  if (who.person === null) return { refusal: 'not-yours-to-answer', why: 'Only a named person can answer it.' }
  if (answer === 'withdrawn') {
    if (one.offeredBy?.split('/', 1)[0] === `person:${who.person}` || one.from === who.person || manages(who))
      return null
    return { refusal: 'not-yours-to-answer', why: 'Only whoever offered it can withdraw it.' }
  }
  if (one.to === who.person) return null
  return { refusal: 'not-yours-to-answer', why: 'It is offered to somebody else. Only they can answer it.' }
}

export function whyNotTake(rota: Rota, who: Who, now: Instant): RotaNo | null {
  if (rota.passes === 'by-plan')
    return wrongState('In this rota the duty passes by the plan. Swap the shift, or change the plan.')
  if (who.person === null || !rota.members.includes(who.person))
    return { refusal: 'no-member', why: 'You are not of this rota.' }
  const { person, because } = dutyAt(rota, now)
  return person === who.person && because === 'accepted' ? wrongState('You have the duty already.') : null
}

/** Whether a swap can be carried out now: both shifts are still of those who swap them, and have not begun. */
export function whyNotSwap(
  rota: Rota,
  { shift, from, to, inReturn }: Pick<Swap, 'shift' | 'from' | 'to' | 'inReturn'>,
  now: Instant,
): RotaNo | null {
  const given = rota.shifts.find(({ key }) => key === shift)
  if (!given) return badShift(`There is no shift ${shift}.`, '/shift')
  if (given.from <= now) return wrongState('The shift has begun. Hand the duty over instead.')
  if (given.person !== from) return wrongState('The shift went to somebody else meanwhile.')
  if (to === from) return wrongState('They have that shift already.')
  if (!rota.members.includes(to)) return { refusal: 'no-member', why: 'They are not of this rota.', where: '/to' }
  if (inReturn === null) return null
  const back = rota.shifts.find(({ key }) => key === inReturn)
  if (!back) return badShift(`There is no shift ${inReturn}.`, '/inReturn')
  if (back.from <= now) return wrongState('The shift in return has begun.')
  return back.person === to ? null : wrongState('The shift in return is not one of theirs.')
}

export function whyNotAnswerSwap(
  rota: Rota,
  key: string,
  answer: 'agreed' | 'declined' | 'withdrawn',
  who: Who,
  now: Instant,
): RotaNo | null {
  const one = rota.swaps.find((it) => it.key === key)
  if (!one) return wrongState(`There is no swap ${key}.`)
  if (one.status !== 'asked') return wrongState(`That swap was ${one.status} already.`)
  const mine = answer === 'withdrawn' ? one.from === who.person || manages(who) : one.to === who.person
  if (!mine) {
    const why = answer === 'withdrawn' ? 'Only whoever asked can withdraw it.' : 'Somebody else was asked.'
    return { refusal: 'not-yours-to-answer', why }
  }
  return answer === 'agreed' ? whyNotSwap(rota, one, now) : null
}
