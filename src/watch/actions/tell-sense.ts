// Signals that name a target of sense, told to it: news become a part of the observation that traffic and complaints make.
import { systemReader } from '#kernel/reader.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { newestEntries } from '#platform/journal/index.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { Job } from '#platform/room.ts'
import type { Sense } from '#sense/index.ts'
import type { Target } from '#sense/model.ts'
import type { Document, NewsItem } from '../api/nouns.ts'
import { documentRecord } from '../events.ts'
import { onsetSaid, tellsOfDisturbance } from '../rules/news-of-target.ts'
import { signalsSince } from '../store/items.ts'
import type { WatchRoom } from './room.ts'

export type ToSense = Pick<Sense, 'addNews' | 'targetsNamed' | 'realms'>

/** Older news belong to no observation that is still looked for. */
const lookBackHours = 48

export async function tellSense(room: Pick<WatchRoom, 'journal' | 'clock'>, sense: ToSense): Promise<number> {
  let told = 0
  for (const realm of await sense.realms()) {
    const since = new Date(room.clock.in(realm).getTime() - lookBackHours * 3_600_000).toISOString()
    const view = { reader: systemReader('watch.tellSense', [realm], room.journal.home), realm, own: true as const }
    const items = (await signalsSince(room.journal, view, since)).filter(({ state }) => tellsOfDisturbance(state))
    const documents = await room.journal.reads.some(
      documentRecord,
      view,
      items.map(({ state }) => state.document),
    )
    const byId = new Map(documents.map((document) => [document.id, document]))
    for (const item of items) told += await tellOne(room, sense, view, item, byId.get(item.state.document))
  }
  return told
}

async function tellOne(
  room: Pick<WatchRoom, 'journal'>,
  sense: ToSense,
  view: View,
  item: Held<NewsItem>,
  document: Held<Document> | undefined,
): Promise<number> {
  const said = document && onsetSaid(item.state, document.state.times)
  if (!said) return 0
  const names = (document.state.names ?? []).map((name) => name.text)
  const targets = await sense.targetsNamed(view, [...new Set(names)])
  let told = 0
  for (const target of targets) {
    const news = { target: target.id, ref: item.id, ...said, says: titleFor(target, item) }
    if (await sense.addNews(view.realm, news, await newestEntries(room.journal, view, [item.id]))) told += 1
  }
  return told
}

/** The title of an item goes no further than the item itself may. */
function titleFor(target: Held<Target>, item: Held<NewsItem>): string {
  return staysWithin(target.marking, item.marking) ? item.state.title : 'An item that not everybody here may read'
}

export function senseJobs(room: WatchRoom, sense: ToSense): Job[] {
  return [{ name: 'watch-tell-sense', everySeconds: 15, run: async () => void (await tellSense(room, sense)) }]
}
