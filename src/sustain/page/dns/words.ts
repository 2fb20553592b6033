// Words, tones and figures of resolvers and failovers, as the screens show them.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { FailoverState } from '../../model/failover.ts'
import type { Health, Upstream } from '../../model/resolvers.ts'
import type { Said } from '../../rules/dns/quorum.ts'

export function healthWord(health: Health | Said): string {
  switch (health) {
    case 'well':
      return say('well')
    case 'slow':
      return say('slow')
    case 'failing':
      return say('failing')
    case 'lying':
      return say('lying')
    case 'unknown':
      return say('unknown')
    case 'undecided':
      return say('undecided')
  }
}

export const stateTones: Record<FailoverState, Tone> = {
  proposed: 'bronze',
  dismissed: 'quiet',
  switching: 'warn',
  switched: 'accent',
  failed: 'bad',
  returning: 'warn',
  returned: 'good',
  stranded: 'bad',
}

export function stateWord(state: FailoverState): string {
  switch (state) {
    case 'proposed':
      return say('proposed')
    case 'dismissed':
      return say('dismissed')
    case 'switching':
      return say('being moved')
    case 'switched':
      return say('on the fallback')
    case 'failed':
      return say('failed, nothing changed')
    case 'returning':
      return say('being put back')
    case 'returned':
      return say('put back')
    case 'stranded':
      return say('stranded')
  }
}

/** `12 ms`, `1.4 s`; a dash where nothing was measured. */
export function millisecondsWord(milliseconds: number | null): string {
  if (milliseconds === null) return '–'
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  return secondsWord(milliseconds / 1000)
}

/** `2 s`, `5 min`, `2 h 30 min`. */
export function secondsWord(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds * 10) / 10} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 100) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** How old a report is, to the second: in a failure a minute is long. */
export function ageWord(at: string, now: string): string {
  const seconds = Math.max(0, (Date.parse(now) - Date.parse(at)) / 1000)
  return say('{age} ago', { age: secondsWord(Math.round(seconds)) })
}

export function upstreamWord({ transport, address, port, tlsName }: Upstream): string {
  const place = port === undefined ? address : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
  return `${transport.toUpperCase()} ${place}${tlsName ? ` (${tlsName})` : ''}`
}

export const names = (upstreams: readonly Upstream[]) => upstreams.map(({ name }) => name).join(', ')

/** Seconds with a tenth, on the clock of a day, in UTC: `09:00:03.2`. */
export const clockWord = (at: string) => at.slice(11, 21)
