// How far off something is, in words that fit one line.
import { say } from '#web/say.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** `2 days 3 h`, `3 h 05 min`, `41 min`. */
function spanOf(milliseconds: number): string {
  const size = Math.abs(milliseconds)
  if (size >= 2 * day) return say('{d} days {h} h', { d: Math.floor(size / day), h: Math.floor((size % day) / hour) })
  if (size >= hour)
    return say('{h} h {m} min', {
      h: Math.floor(size / hour),
      m: String(Math.floor((size % hour) / minute)).padStart(2, '0'),
    })
  return say('{m} min', { m: Math.floor(size / minute) })
}

export interface Due {
  text: string
  state: 'late' | 'soon' | 'far'
}

/** Soon is within two hours. On its minute it is late by nothing, and says so. */
export function dueOf(due: string, now: number): Due {
  const gap = Date.parse(due) - now
  if (gap <= 0) return { text: say('{span} late', { span: spanOf(gap) }), state: 'late' }
  return { text: say('in {span}', { span: spanOf(gap) }), state: gap <= 2 * hour ? 'soon' : 'far' }
}
