// What an accepted item says of when a disturbance began, for the observation that traffic and complaints are parts of.
import type { NewsItem } from '../api/nouns.ts'
import type { TimeFact } from '../model.ts'

/** Of what an item must tell: services that do not answer, whatever the cause. */
const topics = ['incident.dos', 'incident.outage']
const hour = 3_600_000
/** Without a time of its own, an item says no more than: it began some hours before this was published. */
const hoursBefore = 6
const oldestHours = 24
/** How much the source's reliability (Admiralty code) is worth as confidence; F: cannot be judged. */
const worth = { A: 0.9, B: 0.75, C: 0.6, D: 0.4, E: 0.2, F: 0.5 } as const

export interface Said {
  onset: { at: string; earliest: string; latest: string }
  confidence: number
}

export function tellsOfDisturbance(item: Pick<NewsItem, 'topics'>): boolean {
  return item.topics.some((it) => topics.includes(it.topic))
}

/** Null where nobody knows when it was published: then it says nothing about time. */
export function onsetSaid(
  { publishedAt, reliability }: Pick<NewsItem, 'publishedAt' | 'reliability'>,
  times: readonly Pick<TimeFact, 'value' | 'floating'>[],
): Said | null {
  if (publishedAt === null) return null
  const published = Date.parse(publishedAt)
  const told = times
    .flatMap((time) => (time.floating || time.value === null ? [] : momentsOf(time.value)))
    .filter((at) => at <= published && at >= published - oldestHours * hour)
  const at = told.length > 0 ? Math.min(...told) : published
  const room = told.length > 0 ? hour / 4 : hoursBefore * hour
  const instant = (moment: number) => new Date(moment).toISOString()
  return {
    onset: { at: instant(at), earliest: instant(at - room), latest: instant(told.length > 0 ? at + room : at) },
    confidence: told.length > 0 ? worth[reliability] : worth[reliability] / 2,
  }
}

/** Only times of day with their zone: a bare day says too little. */
function momentsOf(value: string): number[] {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value)) return []
  const at = Date.parse(value)
  return Number.isNaN(at) ? [] : [at]
}
