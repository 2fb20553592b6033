// What one vantage point saw of one service in a while: samples added up.
import type { Instant } from '#kernel/time.ts'
import type { ReachOutcome, ReachSample, Tally, Usual, VantageView } from '../../model/reach.ts'
import { median, plateauOf } from './flat.ts'
import type { ReachData } from './reach-data.ts'

export interface Place {
  vantage: string
  network: string | null
  country: string | null
}

export function viewOf(
  place: Place,
  samples: readonly ReachSample[],
  span: { from: Instant; to: Instant },
  usual: Usual | null,
  data: Pick<ReachData, 'flat'>,
): VantageView {
  const within = samples.filter(({ at }) => at >= span.from && at <= span.to)
  const service = within.filter(({ role }) => role === 'service')
  const control = within.filter(({ role }) => role === 'control')
  return {
    ...place,
    ...span,
    service: tallyOf(service),
    control: tallyOf(control),
    plateau: plateauOf(transfersOf(service), data),
    controlPlateau: plateauOf(transfersOf(control), data),
    usual,
  }
}

function transfersOf(samples: readonly ReachSample[]): number[][] {
  return samples.filter(({ slices }) => slices.length > 0).map(({ slices }) => slices)
}

/** What the service itself asked to leave out is no try. */
export function tallyOf(samples: readonly ReachSample[]): Tally {
  const counted = samples.filter(({ outcome }) => outcome !== 'limited')
  const outcomes: Partial<Record<ReachOutcome, number>> = {}
  for (const { outcome } of counted) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  const rates = counted.flatMap(({ bytesPerSecond }) => (bytesPerSecond === null ? [] : [bytesPerSecond]))
  return {
    tries: counted.length,
    ok: outcomes.ok ?? 0,
    outcomes,
    connectMilliseconds: median(counted.flatMap((one) => one.connectMilliseconds ?? [])),
    firstByteMilliseconds: median(counted.flatMap((one) => one.firstByteMilliseconds ?? [])),
    transfers: rates.length,
    bytesPerSecond: median(rates),
  }
}

/** What is usual, from hours before: the same hour of the day for the level, the last day for how much it moves. */
export interface Hour {
  /** Start of the hour, in milliseconds since 1970 UTC. */
  at: number
  firstByteMilliseconds: number | null
  bytesPerSecond: number | null
}

const hourMilliseconds = 3_600_000

export function usualOf(hours: readonly Hour[], now: number): Usual | null {
  const hourOfDay = (at: number) => Math.floor(at / hourMilliseconds) % 24
  // The last six hours are left out: what goes on now must not make itself usual.
  const before = hours.filter(({ at }) => at < now - 6 * hourMilliseconds && hourOfDay(at) === hourOfDay(now))
  const day = hours.filter(({ at }) => at > now - 24 * hourMilliseconds)
  const rates = day.flatMap(({ bytesPerSecond }) => bytesPerSecond ?? [])
  const middle = median(rates)
  const swing = rates.length < 8 || !middle ? null : (Math.max(...rates) - Math.min(...rates)) / middle
  if (before.length === 0 && swing === null) return null
  return {
    firstByteMilliseconds: median(before.flatMap((one) => one.firstByteMilliseconds ?? [])),
    bytesPerSecond: median(before.flatMap((one) => one.bytesPerSecond ?? [])),
    hours: Math.min(24, rates.length),
    swing,
  }
}
