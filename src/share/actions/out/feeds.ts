// Opening and closing feeds: one's own, and those of organisations that have no account here.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import { refusedByPolicy } from '#platform/http/index.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import * as api from '../../api/feeds.ts'
import type { Feed } from '../../model/feed.ts'
import * as store from '../../store/out/feeds.ts'
import { hashOfKey, newKey } from './feed-key.ts'
import { ownAddresses } from './own-feed.ts'
import { publicAddresses } from './public-feed.ts'
import type { OutRoom } from './room.ts'

const mostFeeds = 10
const mostOrganisationFeeds = 500
type Opened = Reply<OutputOf<typeof api.openFeed>>

export async function listFeeds(
  room: OutRoom,
  _input: InputOf<typeof api.listFeeds>,
  { reader, edge }: Call,
): Promise<Reply<OutputOf<typeof api.listFeeds>>> {
  const rows = reader.person === null ? [] : await store.feedsOf(room.journal.sql, reader.person)
  return done({ public: publicAddresses(edge.origin), items: rows.map((row) => shown(row, new Map())) })
}

export async function listOrganisationFeeds(
  room: OutRoom,
  _input: InputOf<typeof api.listOrganisationFeeds>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listOrganisationFeeds>>> {
  const rows = await store.organisationFeeds(room.journal.sql)
  const ids = [...new Set(rows.flatMap(({ organisation }) => organisation ?? []))]
  // Organisations are kept in the live realm; an exercise borrows them.
  const known = await room.journal.reads.some(organisationRecord, { ...view, realm: 'live' }, ids)
  const names = new Map(known.map(({ id, state }) => [id, state.name]))
  return done({ items: rows.map((row) => shown(row, names)) })
}

function shown(row: store.FeedRow, names: ReadonlyMap<Id, string>): Feed {
  const { id, name, organisation, highest, kinds, realm, opened_by: openedBy, opened, fetched } = row
  const whose = organisation === null ? null : { id: organisation, name: names.get(organisation) ?? organisation }
  return { id, name, organisation: whose, highest, kinds, realm, openedBy, opened, fetched }
}

export async function openFeed(room: OutRoom, input: InputOf<typeof api.openFeed>, call: Call): Promise<Opened> {
  const { person } = call.reader
  if (person === null) return refuse('no-person')
  if ((await store.feedsOf(room.journal.sql, person)).length >= mostFeeds) return refuse('too-many-feeds')
  return open(room, input, call, { person, organisation: null })
}

export async function openOrganisationFeed(
  room: OutRoom,
  { organisation, ...input }: InputOf<typeof api.openOrganisationFeed>,
  call: Call,
): Promise<Opened> {
  const reader = await room.people.readerOfOrganisation(organisation)
  if (!reader) return refuse('unknown', `There is no active organisation with the id ${organisation}.`, '/organisation')
  if ((await store.organisationFeeds(room.journal.sql)).length >= mostOrganisationFeeds) return refuse('too-many-feeds')
  if (call.view.realm !== 'live') return refuse('not-in-exercise')
  return open(room, input, call, { person: null, organisation })
}

async function open(
  room: OutRoom,
  { name, highest = 'GREEN', kinds = ['product', 'warning', 'advisory'] }: InputOf<typeof api.openFeed>,
  { reader, view, edge }: Call,
  whose: Pick<store.FeedRow, 'person' | 'organisation'>,
): Promise<Opened> {
  const key = newKey()
  const id = newId(room.clock.now())
  const row = { id, realm: view.realm, name, ...whose, highest, kinds, opened_by: actorOf(reader) }
  await store.addFeed(room.journal.sql, row, hashOfKey(key))
  return done({ id, addresses: ownAddresses(edge.origin, key) })
}

/** The same answer for a feed of somebody else and for none at all. */
export async function closeFeed(
  room: OutRoom,
  { id }: InputOf<typeof api.closeFeed>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.closeFeed>>> {
  const row = await store.feedById(room.journal.sql, id)
  const own = row?.person !== null && row?.person === reader.person
  const keeps = row?.organisation !== null && !refusedByPolicy(api.listOrganisationFeeds, reader)
  if (!row || !(own || keeps)) return refuse('unknown', `You have no feed with the id ${id}.`)
  await store.removeFeed(room.journal.sql, id)
  return done({ id })
}
