// What a mail or a call to a person says: that something waits for them, until when, and where to look. What it is about stays
// behind the sign-in, unless the record may be shown to the community or to everybody.
import { sayMoment } from '#assess/rules/clocks/say-time.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'

export interface Told {
  what: 'task' | 'call-out' | 'hand-over' | 'swap'
  /** What happened, for programs: `task.escalated`. */
  event: string
  /** `A task waits for you`: says nothing of what it is about. */
  headline: string
  id: Id
  title: string
  marking: Marking
  realm: Realm
  /** Until when they are asked to answer. */
  until: Instant | null
  timeZone: string
  /** https://tocsin.example.org */
  origin: string
  /** The page of the record, `/tasks/0198...`. */
  path: string
}

export interface Message {
  subject: string
  text: string
  /** The body of a call to another system. */
  call: Record<string, unknown>
}

export function messageOf(told: Told): Message {
  const { what, event, headline, id, title, marking, realm, until, timeZone, origin, path } = told
  const live = realm === 'live'
  const open = marking.tlp === 'CLEAR' || marking.tlp === 'GREEN'
  const link = `${origin}${path}${live ? '' : `${path.includes('?') ? '&' : '?'}realm=${encodeURIComponent(realm)}`}`
  const lines = [
    ...(live ? [] : ['EXERCISE. Nothing of this is real.', '']),
    `${headline}.`,
    ...(open ? [title] : []),
    ...(until ? [`An answer is asked for by ${sayMoment(timeZone, Date.parse(until))}.`] : []),
    '',
    `Look and answer: ${link}`,
  ]
  return {
    subject: `${live ? '' : 'EXERCISE '}[TLP:${marking.tlp}] ${headline}`,
    text: `${lines.join('\n')}\n`,
    call: { event, what, realm, id, headline, until, tlp: marking.tlp, ...(open ? { title } : {}), link },
  }
}
