// When to move and when to go back: only what has lasted counts, so that noise moves nothing and nothing goes to and fro.
import type { Instant } from '#kernel/time.ts'
import type { Hysteresis } from '../../model/failover.ts'
import type { Judged, Said } from './quorum.ts'

/** What is remembered of the usual upstreams from verdict to verdict. Forgotten at a restart: then everything takes a little longer. */
export interface Standing {
  /** Since when they are not well, without having been well in between; null: they are not known to be bad. */
  badSince: Instant | null
  /** When a quorum last said so. */
  lastBadAt: Instant | null
  /** Since when they are well without a break. */
  wellSince: Instant | null
}

export const noStanding: Standing = { badSince: null, lastBadAt: null, wellSince: null }

export type Bad = Extract<Said, 'failing' | 'slow' | 'lying'>

export interface Proposal {
  what: 'nothing' | 'propose-move' | 'propose-return'
  /** For a move: what the usual upstreams are. */
  health: Bad | null
  because: string[]
}

/** A quorum that is lost for longer than that begins anew when it is found again. */
const leastGapSeconds = 10

const secondsFrom = (from: Instant, to: Instant) => (Date.parse(to) - Date.parse(from)) / 1000
const isBad = (says: Said): says is Bad => says === 'failing' || says === 'slow' || says === 'lying'

/** Call it with every judgement, in the order of time. Undecided is neither: it ends being well, and only pauses being bad. */
export function nextStanding(
  before: Standing,
  usual: Pick<Judged, 'says'>,
  { failingSeconds }: Hysteresis,
  now: Instant,
): Standing {
  if (usual.says === 'well') return { badSince: null, lastBadAt: null, wellSince: before.wellSince ?? now }
  if (!isBad(usual.says)) return { ...before, wellSince: null }
  const { badSince, lastBadAt } = before
  const goesOn = lastBadAt !== null && secondsFrom(lastBadAt, now) <= Math.max(leastGapSeconds, failingSeconds)
  return { badSince: goesOn ? (badSince ?? now) : now, lastBadAt: now, wellSince: null }
}

export interface ProposeAsk {
  standing: Standing
  usual: Pick<Judged, 'says' | 'because'>
  fallback: Pick<Judged, 'says' | 'because'>
  /** When names were moved away from the usual upstreams; null: they are in use. */
  movedAt: Instant | null
  hysteresis: Hysteresis
  now: Instant
}

export function propose(ask: ProposeAsk): Proposal {
  return ask.movedAt === null ? aMove(ask) : aReturn(ask, ask.movedAt)
}

function aMove({ standing, usual, fallback, hysteresis, now }: ProposeAsk): Proposal {
  const { says } = usual
  if (!isBad(says) || standing.badSince === null) return nothing(...usual.because)
  const lasted = secondsFrom(standing.badSince, now)
  if (lasted < hysteresis.failingSeconds)
    return nothing(`Not well for ${whole(lasted)} s; ${hysteresis.failingSeconds} s are asked for.`, ...usual.because)
  // Slow is better than wrong or nothing; it is no better than slow.
  const better = fallback.says === 'well' || (fallback.says === 'slow' && says !== 'slow')
  if (!better)
    return nothing(
      `Where names would move to is ${fallback.says}, so nothing is gained.`,
      ...fallback.because,
      ...usual.because,
    )
  return {
    what: 'propose-move',
    health: says,
    because: [
      `Not well for ${whole(lasted)} s, longer than ${hysteresis.failingSeconds} s.`,
      ...usual.because,
      `The way out is ${fallback.says}.`,
      ...fallback.because,
    ],
  }
}

function aReturn({ standing, usual, hysteresis, now }: ProposeAsk, movedAt: Instant): Proposal {
  const away = secondsFrom(movedAt, now)
  if (usual.says !== 'well' || standing.wellSince === null) return nothing(...usual.because)
  const well = secondsFrom(standing.wellSince, now)
  if (well < hysteresis.wellSeconds)
    return nothing(`Well for ${whole(well)} s; ${hysteresis.wellSeconds} s are asked for.`)
  if (away < hysteresis.leastSeconds)
    return nothing(`Moved ${whole(away)} s ago; a move stays for ${hysteresis.leastSeconds} s.`)
  return {
    what: 'propose-return',
    health: null,
    because: [`Well for ${whole(well)} s, longer than ${hysteresis.wellSeconds} s.`, ...usual.because],
  }
}

const nothing = (...because: string[]): Proposal => ({ what: 'nothing', health: null, because })
const whole = (seconds: number) => Math.round(seconds * 10) / 10
