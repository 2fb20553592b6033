// One event of somebody else to ours, by the form it is in: what it says, or why it is refused. Pure; never throws.

import type { Tlp } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { AbuseEvent, EventForm } from '../../model/abuse-event.ts'
import { strictestTlp } from '../marking-words.ts'
import type { EventTypes } from './event-types.ts'
import { fromArf } from './from-arf.ts'
import { fromIntelmq } from './from-intelmq.ts'
import { fromN6 } from './from-n6.ts'
import { fromXarf } from './from-xarf.ts'
import { type Fields, namesSomething, Unreadable } from './words.ts'

export interface Reading {
  types: EventTypes
  /** The marking of the file: an event may be marked higher by what it says, never lower. */
  tlp: Tlp
  feed: string
  now: string
}

/** What a form says of an event; the marking where it says one. */
export type Said = Omit<AbuseEvent, 'tlp'> & { tlp: Tlp | null }

const forms: Record<EventForm, (fields: Fields, reading: Reading) => Said> = {
  intelmq: fromIntelmq,
  n6: fromN6,
  'x-arf': fromXarf,
  arf: fromArf,
}

/** Refusals: not-an-object, unreadable, no-source. */
export function readEvent(form: EventForm, value: unknown, reading: Reading): Reply<AbuseEvent> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('not-an-object', 'An event is an object with names and values.')
  try {
    const said = forms[form](value as Fields, reading)
    if (!namesSomething(said.source))
      return refuse('no-source', 'It names no address, no domain name and no link: there is nobody to tell.')
    return done({ ...said, tlp: strictestTlp(said.tlp === null ? [reading.tlp] : [reading.tlp, said.tlp]) })
  } catch (thrown) {
    if (thrown instanceof Unreadable) return refuse('unreadable', thrown.why)
    throw thrown
  }
}
