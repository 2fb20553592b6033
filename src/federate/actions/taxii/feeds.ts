// Following other TAXII servers: who is followed, how it goes, and which collections they show us.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { markingFrom } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/objects/feeds.ts'
import { mayReadIn, mayWriteIn } from '../../rules/objects/collection-access.ts'
import { collectionRecord } from '../../rules/objects/collection-record.ts'
import { member } from '../../rules/taxii/json.ts'
import { collectionsOf, rootsOf, withSlash } from '../../rules/taxii/remote.ts'
import { staysInRealm } from '../../rules/taxii/roots.ts'
import {
  addFeed,
  countFeeds,
  dueFeeds,
  type FeedRow,
  feedSeen,
  feedsSeen,
  removeFeed,
  saveFeed,
} from '../../store/objects/feeds.ts'
import { titlesOf } from '../objects/intakes.ts'
import type { FederateRoom } from '../room.ts'
import { pollFeed } from './poll-feed.ts'
import { ask, type Login } from './remote-server.ts'

const mostFeeds = 200
const mostRoots = 10
const mostCollections = 200

export async function discoverTaxii(
  room: FederateRoom,
  input: InputOf<typeof api.discoverTaxii>,
): Promise<Reply<OutputOf<typeof api.discoverTaxii>>> {
  const login: Login = { username: input.username ?? null, secret: input.secret ?? null }
  const found = await ask(room, input.url, login)
  if (!found.ok) return inWords(found)
  const title = member(found.value.value, 'title')
  const roots = rootsOf(found.value.value, found.value.got.finalUrl, mostRoots)
  const collections: OutputOf<typeof api.discoverTaxii>['collections'] = []
  for (const root of roots.length > 0 ? roots : [withSlash(input.url)]) {
    const list = await ask(room, new URL('collections/', root).href, login)
    if (!list.ok) continue
    for (const one of collectionsOf(list.value.value, mostCollections - collections.length))
      collections.push({ root, ...one, url: new URL(`collections/${one.id}/`, root).href })
  }
  return done({ title: typeof title === 'string' ? title.slice(0, 300) : 'A server without a title', collections })
}

function inWords(refused: Reply<never>): Reply<never> {
  if (refused.ok) return refused
  const address = refused.refusal === 'bad-address' || refused.refusal === 'address-not-allowed'
  return refuse(address ? 'bad-address' : 'not-reached', refused.detail)
}

export async function followTaxii(
  room: FederateRoom,
  input: InputOf<typeof api.followTaxii>,
  { reader, view }: Call,
): Promise<Reply<{ id: string }>> {
  const collection = await room.journal.reads.one(collectionRecord, view, input.collection)
  if (!collection) return refuse('unknown', `No collection with the id ${input.collection} that you may read.`)
  const direction = input.direction ?? 'pull'
  const may = direction === 'pull' ? mayWriteIn(reader, collection) : mayReadIn(reader, collection)
  if (!may) return refuse('not-writable')
  const address = room.fetcher.check(input.url)
  if (!address.ok) return refuse('bad-address', address.detail, '/url')
  if (!staysInRealm(view.realm, address.value.href)) return refuse('other-realm', undefined, '/url')
  if ((await countFeeds(room.journal.sql)) >= mostFeeds) return refuse('too-many-feeds', `There are ${mostFeeds}.`)
  const owner = reader.organisation ?? room.journal.home
  const now = room.clock.now()
  const id = newId(now)
  await addFeed(room.journal.sql, {
    ...{ id, collection: collection.id, direction, name: input.name, url: withSlash(address.value.href) },
    ...{ username: input.username ?? null, secret: input.secret ?? null, every: input.everySeconds ?? 900 },
    ...{ added_by: actorOf(reader), realm: view.realm, at: instant(now) },
    marking: markingFrom(input.marking, owner, reader.person),
  })
  return done({ id })
}

export async function listTaxiiFeeds(
  room: FederateRoom,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listTaxiiFeeds>>> {
  const rows = await feedsSeen(room.journal.sql, view)
  const titles = await titlesOf(
    room,
    view,
    rows.map((row) => ({ state: row })),
  )
  return done({
    items: rows.map((row) => ({
      ...{ id: row.id, collection: row.collection, collectionTitle: titles.get(row.collection) ?? null },
      ...{
        direction: row.direction,
        name: row.name,
        url: row.url,
        username: row.username,
        hasSecret: row.secret !== null,
      },
      ...{
        marking: row.marking,
        everySeconds: row.every,
        paused: row.paused,
        addedAt: row.added_at,
        nextAt: row.next_at,
      },
      ...{
        failures: row.failures,
        lastSuccess: row.last_success,
        lastError: row.last_error,
        lastIntake: row.last_intake,
      },
    })),
  })
}

/** The feed, if the caller may change it. */
async function own(room: FederateRoom, { view, reader }: Call, id: string): Promise<Reply<FeedRow>> {
  const row = await feedSeen(room.journal.sql, view, id)
  if (!row) return refuse('unknown', `No followed server with the id ${id} that you may read.`)
  return mayWrite(reader, view.realm, row.marking, room.journal.home) ? done(row) : refuse('not-yours')
}

export async function pollNow(
  room: FederateRoom,
  { id }: InputOf<typeof api.pollTaxiiFeed>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.pollTaxiiFeed>>> {
  const feed = await own(room, call, id)
  if (!feed.ok) return feed
  const { objects, error } = await pollFeed(room, feed.value)
  return done({ ok: error === null, objects, error })
}

export async function pauseTaxiiFeed(
  room: FederateRoom,
  { id, paused }: InputOf<typeof api.pauseTaxiiFeed>,
  call: Call,
): Promise<Reply<{ id: string; paused: boolean }>> {
  const feed = await own(room, call, id)
  if (!feed.ok) return feed
  await saveFeed(room.journal.sql, id, { paused, ...(paused ? {} : { next_at: instant(room.clock.now()) }) })
  return done({ id, paused })
}

export async function removeTaxiiFeed(
  room: FederateRoom,
  { id }: InputOf<typeof api.removeTaxiiFeed>,
  call: Call,
): Promise<Reply<{ id: string }>> {
  const feed = await own(room, call, id)
  if (!feed.ok) return feed
  await removeFeed(room.journal.sql, id)
  return done({ id })
}

/** A job: those whose turn it is, one after the other, so that a slow server holds up no more than this job. */
export async function pollDue(room: FederateRoom): Promise<void> {
  for (const feed of await dueFeeds(room.journal.sql, instant(room.clock.now()), 20)) {
    const { error } = await pollFeed(room, feed)
    if (error) room.log.warn({ feed: feed.id, error }, 'a followed TAXII server could not be read')
  }
}
