// What is judged and drawn: which measures a channel has, and how a total of a bucket becomes a rate.

import type { Measure } from '../model/attacks.ts'
import type { Channel, Resolution } from '../model/bucket.ts'

/** The numbers of one bucket; `value`: the mean of its samples, null where it holds none. */
export interface Totals {
  bytes: number
  packets: number
  flows: number
  sources: number | null
  value?: number | null
}

export interface Judged {
  channel: Channel
  measure: Measure
  /** Buckets that are judged. Complaints are few: a minute of them says more than ten seconds. */
  seconds: Resolution
  kind: 'volume' | 'count'
}

export const judgedSeries: readonly Judged[] = [
  { channel: 'flow', measure: 'bits', seconds: 10, kind: 'volume' },
  { channel: 'flow', measure: 'packets', seconds: 10, kind: 'volume' },
  { channel: 'web', measure: 'requests', seconds: 10, kind: 'volume' },
  { channel: 'complaint', measure: 'complaints', seconds: 60, kind: 'count' },
  { channel: 'value', measure: 'value', seconds: 10, kind: 'volume' },
]

export function seriesName({ channel, measure }: Pick<Judged, 'channel' | 'measure'>): string {
  return `${channel}:${measure}`
}

/** What can be drawn of a channel, the first is shown when nobody chose. */
export const measuresOf: Record<Channel, readonly Measure[]> = {
  flow: ['bits', 'packets', 'flows', 'sources'],
  web: ['requests', 'bits', 'sources'],
  complaint: ['complaints'],
  value: ['value'],
}

/** In which channel a measure is looked for, the first that has anything. */
export const channelsOf: Record<Measure, readonly Channel[]> = {
  bits: ['flow', 'web'],
  packets: ['flow'],
  flows: ['flow'],
  requests: ['web'],
  sources: ['flow', 'web'],
  complaints: ['complaint'],
  value: ['value'],
}

/** Per second, but complaints per minute; sources and values are as they stand. Null: not measured. */
export function rateOf(measure: Measure, total: Totals, seconds: number): number | null {
  switch (measure) {
    case 'bits':
      return (total.bytes * 8) / seconds
    case 'packets':
      return total.packets / seconds
    case 'flows':
    case 'requests':
      return total.flows / seconds
    case 'complaints':
      return (total.flows * 60) / seconds
    case 'sources':
      return total.sources
    case 'value':
      return total.value ?? null
  }
}
