// Many feeds at once: a list, or an OPML file. Each is followed, known already, or refused with its reason.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../api.ts'
import { sourceRecord } from '../events.ts'
import { countSources, resetFeed, sources, sourcesByAddress } from '../store.ts'
import { intervalFault, mostFeeds, standardIntervalSeconds } from './follow-feed.ts'
import { bytesOf } from './import-text.ts'
import { plainLine } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { writeOpml } from './write-opml.ts'

type Followed = OutputOf<typeof api.followFeeds>
type Alike = Omit<InputOf<typeof api.followFeeds>, 'feeds'>
/** So many are written at once: a list of thousands neither blocks the others nor is lost as a whole. */
const perUnit = 100

export async function followFeeds(
  room: WatchRoom,
  { feeds, ...alike }: InputOf<typeof api.followFeeds>,
  call: Call,
): Promise<Reply<Followed>> {
  return followAll(room, feeds, alike, call, false)
}

export async function importOpmlFile(
  room: WatchRoom,
  { preview = false, ...alike }: InputOf<typeof api.importOpmlFile>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.importOpmlFile>>> {
  const place = room.intake.enter()
  if (!place) return refuse('busy', 'Too much comes in at once.')
  try {
    const bytes = await bytesOf(call.upload)
    if (!bytes.ok) return bytes
    if (!place.weigh(bytes.value.length)) return refuse('busy', 'Too much comes in at once.')
    const list = await room.feeds.opml(bytes.value)
    if (!list.ok) return list
    const wanted = list.value.outlines.map(({ title, ...rest }) => ({ ...rest, name: title }))
    const all = await followAll(room, wanted, alike, call, preview)
    if (!all.ok) return all
    const wouldFollow = all.value.feeds.filter(({ outcome }) => outcome === 'would-follow').length
    return done({ title: list.value.title, ...all.value, wouldFollow, partial: list.value.partial })
  } finally {
    place.leave()
  }
}

export async function exportOpml(room: WatchRoom, call: Call): Promise<Reply<Download>> {
  const list = (await sources(room.journal, call.view, true)).map(({ state }) => state)
  const feeds = list.filter(({ kind = 'feed' }) => kind === 'feed')
  const bytes = Buffer.from(writeOpml('Feeds followed with Tocsin', feeds, call.now))
  return done({ name: `feeds-${call.now.slice(0, 10)}.opml`, type: 'text/x-opml', bytes })
}

async function followAll(
  room: WatchRoom,
  wanted: readonly api.WantedFeed[],
  alike: Alike,
  call: Call,
  preview: boolean,
): Promise<Reply<Followed>> {
  const fault = intervalFault(room, alike.intervalSeconds)
  if (fault) return fault
  const feeds = wanted.map((feed) => judged(room, feed))
  sayTwins(feeds)
  for (let at = 0; at < feeds.length; at += perUnit) {
    const part = feeds.slice(at, at + perUnit)
    const reply = await followSome(room, part, alike, call, preview)
    if (!reply.ok) return reply
    // Others get their turn between two units.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const number = (one: api.OutlineOutcome['outcome']) => feeds.filter(({ outcome }) => outcome === one).length
  return done({ feeds, followed: number('followed'), known: number('known'), refused: number('refused') })
}

/** What can be said without the store. */
function judged(room: WatchRoom, wanted: api.WantedFeed): api.OutlineOutcome {
  const { name = '', url, htmlUrl = null, categories = [], language = null } = wanted
  const checked = room.fetcher.check(url)
  const address = checked.ok ? checked.value.href : plainLine(url, 2000)
  const host = checked.ok ? checked.value.host : ''
  return {
    name: plainLine(name ?? '', 200) || host.slice(0, 200) || plainLine(url, 200),
    url: address,
    htmlUrl: htmlUrl !== null && isAddress(htmlUrl) ? htmlUrl : null,
    categories: [...new Set(categories.map((it) => plainLine(it, 100)).filter(Boolean))],
    language,
    outcome: checked.ok ? 'would-follow' : 'refused',
    why: checked.ok ? null : (checked.detail ?? checked.refusal),
    id: null,
  }
}

function isAddress(text: string): boolean {
  return text.length <= 2000 && /^https?:\/\//i.test(text) && URL.canParse(text)
}

function sayTwins(feeds: api.OutlineOutcome[]): void {
  const seen = new Set<string>()
  for (const feed of feeds) {
    if (feed.outcome !== 'would-follow') continue
    if (seen.has(feed.url)) Object.assign(feed, { outcome: 'known', why: 'It stands in the list twice.' })
    seen.add(feed.url)
  }
}

async function followSome(
  room: WatchRoom,
  part: api.OutlineOutcome[],
  alike: Alike,
  call: Call,
  preview: boolean,
): Promise<Reply<null>> {
  const owner = call.reader.organisation ?? room.journal.home
  const {
    intervalSeconds = standardIntervalSeconds,
    reliability = 'F',
    itemMarking = null,
    redistribution,
    marking,
  } = alike
  // One command writes in several units; its key cannot stand for each of them, and repeating it changes nothing.
  const writer = { view: call.writer.view, verb: call.writer.verb }
  return room.inTurn(() =>
    room.journal.commit(writer, async (unit) => {
      const open = part.filter(({ outcome }) => outcome === 'would-follow' || outcome === 'followed')
      const urls = open.map(({ url }) => url)
      const twins = await sourcesByAddress(room.journal, call.view, urls, owner)
      let free = mostFeeds - (await countSources(room.journal, call.view))
      for (const feed of open) {
        const twin = twins.get(feed.url)
        if (twin) Object.assign(feed, { outcome: 'known', why: `It is followed as "${twin.title}".`, id: twin.id })
        else if (free <= 0) Object.assign(feed, { outcome: 'refused', why: `There are ${mostFeeds} feeds already.` })
        else {
          free -= 1
          if (preview) continue
          const { name, url, htmlUrl, categories, language } = feed
          const body = {
            ...{ name, url, intervalSeconds, reliability, publisher: null, itemMarking, htmlUrl, categories, language },
            ...(redistribution ? { redistribution } : {}),
          }
          const { held } = await unit.open(sourceRecord, 'watch.feedFollowed', body, marking ? { marking } : {})
          unit.also((trx) => resetFeed(trx, held.id, call.view.realm, url, instant(room.clock.now())))
          Object.assign(feed, { outcome: 'followed', id: held.id })
        }
      }
      return done(null)
    }),
  )
}
