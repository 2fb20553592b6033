// Pushing a collection of ours to another server: in order of addition, and on only when it said what became of each page.
import { publicReader, type Reader, systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import { remoteStatusOf, withSlash } from '../../rules/taxii/remote.ts'
import { type FeedCursor, type FeedRow, saveFeed } from '../../store/objects/feeds.ts'
import { findObjects } from '../../store/objects/objects.ts'
import type { FederateRoom } from '../room.ts'
import { ask, send } from './remote-server.ts'

const mostPages = 50
const pageSize = 200
const mostLooks = 5

export async function pushPages(room: FederateRoom, feed: FeedRow): Promise<Reply<{ objects: number; more: boolean }>> {
  let cursor = feed.cursor as FeedCursor // written by saveFeed
  let objects = 0
  const reader = await readerOf(room, feed)
  for (let page = 0; page < mostPages; page++) {
    const rows = await findObjects(
      room.journal.sql,
      { reader, realm: feed.realm },
      {
        ...{ collection: feed.collection, format: 'stix', limit: pageSize },
        ...(cursor.pushed === undefined ? {} : { after: cursor.pushed }),
      },
    )
    const last = rows.at(-1)
    if (!last) return done({ objects, more: false })
    const body = `{"objects":[${rows.map((row) => row.json).join(',')}]}`
    const sent = await send(room, new URL('objects/', withSlash(feed.url)).href, feed, body)
    if (!sent.ok) return sent
    const ended = await followStatus(room, feed, sent.value.value)
    if (!ended.ok) return ended
    objects += rows.length
    cursor = { pushed: last.added }
    await saveFeed(room.journal.sql, feed.id, { cursor })
  }
  return done({ objects, more: true })
}

/**
 * What the marking of the feed lets the other side have: the organisation that it names reads as a peer does, up to that label. Where
 * nobody is named, what is for everybody.
 */
async function readerOf(room: FederateRoom, feed: FeedRow): Promise<Reader> {
  const [organisation] = feed.audience
  if (organisation === undefined) return { ...publicReader, realms: [feed.realm] }
  const live = { reader: systemReader('taxii', ['live'], organisation), realm: 'live' }
  const held = await room.journal.reads.one(organisationRecord, live, organisation)
  const { country = null, groups = [] } = held?.state.active ? held.state : {}
  return {
    ...{
      kind: 'peer',
      id: feed.id,
      person: null,
      organisation: held?.state.active ? organisation : null,
      clientOf: [],
    },
    ...{ communities: [...(country ? [country] : []), ...groups], roles: [], realms: [feed.realm] },
    agreement: { highest: feed.marking.tlp },
  }
}

/** Taken over, or the reason: an object that was refused there stops nothing, but is told. */
async function followStatus(room: FederateRoom, feed: FeedRow, first: unknown): Promise<Reply<null>> {
  let status = remoteStatusOf(first)
  const id = status?.id
  for (let look = 0; look < mostLooks && status && !status.complete && id; look++) {
    await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** look))
    const root = withSlash(feed.url).replace(/collections\/[^/]+\/$/, '')
    const asked = await ask(room, new URL(`status/${id}/`, root).href, feed)
    if (!asked.ok) return asked
    status = remoteStatusOf(asked.value.value)
  }
  if (!status) return refuse('not-reached', 'What came back is no status of TAXII 2.1.')
  if (!status.complete)
    return refuse('not-reached', 'It has not said yet what became of the objects; they are sent again.')
  for (const { id: object, message } of status.failures)
    room.log.warn({ feed: feed.id, object, message }, 'another server refused an object')
  return done(null)
}
