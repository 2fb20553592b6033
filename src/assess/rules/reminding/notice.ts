// What a reminder says. Mails and calls leave the node, so they say which clock it is and when it ends, and where to look; what
// happened stays behind the sign-in, unless the record may be shown to the community or to everybody.
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Duty } from '../../model/duty.ts'
import { sayMoment } from '../clocks/say-time.ts'

export type Occasion =
  | { what: 'due-soon'; due: Instant; hours: number }
  | { what: 'due'; due: Instant }
  | { what: 'overdue'; due: Instant; hours: number }
  | { what: 'moved'; from: Instant | null; to: Instant | null; because: string }

export interface Told {
  id: string
  duty: Duty
  marking: Marking
  realm: Realm
  occasion: Occasion
  /** https://tocsin.example.org */
  origin: string
}

export interface Notice {
  subject: string
  text: string
  /** The body of a call to another system. */
  call: Record<string, unknown>
}

export function noticeOf(told: Told): Notice {
  const { duty, occasion, marking, realm, id, origin } = told
  const exercise = realm === 'live' ? '' : 'EXERCISE '
  const open = marking.tlp === 'CLEAR' || marking.tlp === 'GREEN'
  const link = `${origin}/clocks?duty=${id}${realm === 'live' ? '' : `&realm=${encodeURIComponent(realm)}`}`
  const state = stateOf(occasion)
  const lines = [
    ...(exercise ? ['EXERCISE. Nothing of this is real.', ''] : []),
    `${duty.regimeTitle}: ${duty.name} (${duty.article}).`,
    ...(open ? [`Entity: ${duty.entityName}.`] : []),
    sentenceOf(occasion, duty.timeZone, open),
    ...(duty.due.also
      ? ['The law also asks for it without undue delay: the limit is the latest moment, not the aim.']
      : []),
    ...(duty.verified ? [] : ['This rule was not compared with the act: check it before you rely on it.']),
    '',
    `Look: ${link}`,
  ]
  return {
    subject: `${exercise}[TLP:${marking.tlp}] ${state}: ${duty.name}, ${duty.regimeTitle}`,
    text: `${lines.join('\n')}\n`,
    call: {
      event: `clock.${occasion.what}`,
      realm,
      duty: id,
      regime: duty.regime,
      report: duty.report,
      due: duty.dueAt,
      ...(occasion.what === 'moved' ? { from: occasion.from, to: occasion.to } : {}),
      tlp: marking.tlp,
      ...(open ? { entity: duty.entityName } : {}),
      link,
    },
  }
}

function stateOf(occasion: Occasion): string {
  if (occasion.what === 'due-soon') return `Due in ${spoken(occasion.hours)}`
  if (occasion.what === 'due') return 'Due now'
  if (occasion.what === 'overdue') return `Overdue since ${spoken(occasion.hours)}`
  return occasion.to === null ? 'Clock stopped' : 'Clock moved'
}

function sentenceOf(occasion: Occasion, timeZone: string, open: boolean): string {
  const say = (at: Instant) => sayMoment(timeZone, Date.parse(at))
  if (occasion.what === 'due-soon') return `The limit is ${say(occasion.due)}, in ${spoken(occasion.hours)}.`
  if (occasion.what === 'due') return `The limit is now: ${say(occasion.due)}. Nothing was handed in.`
  if (occasion.what === 'overdue') {
    return `The limit passed ${spoken(occasion.hours)} ago: ${say(occasion.due)}. Hand it in, with the reasons for the delay.`
  }
  const from = occasion.from ? say(occasion.from) : 'no limit'
  const moved = `The limit moved from ${from} to ${occasion.to ? say(occasion.to) : 'no limit'}`
  // Why is what somebody wrote: it stays behind the sign-in with the rest.
  return open ? `${moved}: ${occasion.because}` : `${moved}.`
}

/** '45 minutes', '4 hours', '3 days'. */
function spoken(hours: number): string {
  if (hours < 1) return counted(Math.max(1, Math.round(hours * 60)), 'minute')
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day')
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
