// A minute of traffic as a sensor counts it: six buckets of ten seconds.
import type { Bucket } from '#sense/model/bucket.ts'
import type { Planned } from './calls.ts'

/** Bytes of a packet and of an answered request, as they are usual in floods. */
const bytesEach = { packets: 512, requests: 1_400 } as const

export function buckets({ target, startSeconds, rows, measure, protocol }: NonNullable<Planned['traffic']>): Bucket[] {
  return Array.from({ length: 6 }, (_, part): Bucket => {
    const counted = rows.map(([country, amount]): [string, number] => [country, portion(amount, part)])
    const total = counted.reduce((sum, [, amount]) => sum + amount, 0)
    return {
      ...{ series: target, channel: measure === 'packets' ? 'flow' : 'web', at: startSeconds + part * 10, seconds: 10 },
      rows: counted
        .filter(([, amount]) => amount > 0)
        .map(([country, amount]) => ({
          ...{ country, part: measure === 'packets' ? protocol : 2, direction: 'in' as const },
          ...{ bytes: amount * bytesEach[measure], packets: measure === 'packets' ? amount : 0 },
          flows: measure === 'packets' ? Math.max(1, Math.round(amount / 10)) : amount,
        })),
      ...{ records: Math.max(1, Math.round(total / 10)), squares: total, sources: null, destinations: null },
      ...{ heavy: [], shapes: {}, values: null, marks: [] },
    }
  })
}

/** A sixth of it, whole, so that all six add up. */
function portion(amount: number, part: number): number {
  return Math.floor((amount * (part + 1)) / 6) - Math.floor((amount * part) / 6)
}
