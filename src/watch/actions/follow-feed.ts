// Following: feeds are added, changed, unfollowed, listed and polled on demand.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../api.ts'
import { sourceRecord } from '../events.ts'
import { countSources, feedStates, resetFeed, scheduleFeed, sourceByAddress } from '../store.ts'
import { healthOf } from './pace.ts'
import type { FeedTurn, Polled } from './poll-outcome.ts'
import { plainLine } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { shown } from './show-items.ts'

export const mostFeeds = 10_000
export const standardIntervalSeconds = 900

export async function followFeed(
  room: WatchRoom,
  input: InputOf<typeof api.followFeed>,
  call: Call,
): Promise<Reply<api.Feed>> {
  const url = addressOf(room, input.url)
  if (!url.ok) return url
  const fault = intervalFault(room, input.intervalSeconds)
  if (fault) return fault
  const {
    intervalSeconds = standardIntervalSeconds,
    reliability = 'F',
    publisher = null,
    itemMarking = null,
    marking,
    url: _url,
    name: given,
    ...about
  } = input
  const name = plainLine(given ?? '', 200) || new URL(url.value).host.slice(0, 200)
  const owner = call.reader.organisation ?? room.journal.home
  return room.inTurn(() =>
    room.journal.commit(call.writer, async (unit) => {
      const twin = await sourceByAddress(room.journal, call.view, url.value, owner)
      if (twin) unit.refuse('already-followed', `It is followed as "${twin.title}" (${twin.id}).`, '/url')
      if ((await countSources(room.journal, call.view)) >= mostFeeds) unit.refuse('too-many-feeds')
      const body = { ...about, name, url: url.value, intervalSeconds, reliability, publisher, itemMarking }
      const { held } = await unit.open(sourceRecord, 'watch.feedFollowed', body, marking ? { marking } : {})
      unit.also((trx) => resetFeed(trx, held.id, call.view.realm, url.value, instant(room.clock.now())))
      return done(feedOf(room, held, undefined))
    }),
  )
}

export async function changeFeed(
  room: WatchRoom,
  input: InputOf<typeof api.changeFeed>,
  call: Call,
): Promise<Reply<api.Feed>> {
  const { id, version, url: given, ...rest } = input
  const url = given === undefined ? null : addressOf(room, given)
  if (url && !url.ok) return url
  const fault = intervalFault(room, input.intervalSeconds)
  if (fault) return fault
  const changed = { ...rest, ...(url ? { url: url.value } : {}) }
  const state = (await feedStates(room.journal.sql, [id])).get(id)
  return room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(sourceRecord, id)
    if (!before) return unit.refuse('unknown', `There is no feed ${id} that you may read.`)
    const mail = before.state.kind === 'mail'
    if (mail && changed.url !== undefined) unit.refuse('bad-input', 'The address of a mailbox stays.', '/url')
    const after = { ...before.state, ...changed }
    if (before.version === version && JSON.stringify(after) === JSON.stringify(before.state))
      unit.refuse('nothing-to-change')
    if (after.active && (after.url !== before.state.url || !before.state.active)) {
      const twin = await sourceByAddress(room.journal, call.view, after.url, before.marking.owner)
      if (twin && twin.id !== id)
        unit.refuse('already-followed', `It is followed as "${twin.title}" (${twin.id}).`, '/url')
    }
    const { held } = await unit.append(sourceRecord, 'watch.feedChanged', id, changed, { expectedVersion: version })
    if (after.url !== before.state.url || (after.active && !before.state.active)) {
      unit.also((trx) =>
        resetFeed(trx, id, call.view.realm, after.url, after.active && !mail ? instant(room.clock.now()) : null),
      )
    } else unit.also((trx) => scheduleFeed(trx, id, after.active && !mail ? instant(room.clock.now()) : null))
    return done(feedOf(room, held, state))
  })
}

export async function unfollowFeed(
  room: WatchRoom,
  input: InputOf<typeof api.unfollowFeed>,
  call: Call,
): Promise<Reply<api.Feed>> {
  const { id, version, reason } = input
  const state = (await feedStates(room.journal.sql, [id])).get(id)
  return room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(sourceRecord, id)
    if (before && before.version === version && !before.state.active) unit.refuse('wrong-state', 'It is not followed.')
    const { held } = await unit.append(
      sourceRecord,
      'watch.feedUnfollowed',
      id,
      { reason: reason ?? null },
      { expectedVersion: version },
    )
    unit.also((trx) => scheduleFeed(trx, id, null))
    return done(feedOf(room, held, state))
  })
}

/** By hand: the same work as the job does, for a feed that the caller may read. */
export async function pollNow(
  room: WatchRoom,
  id: Id,
  call: Call,
  poll: (turn: FeedTurn) => Promise<Polled>,
): Promise<Reply<Polled>> {
  const source = await room.journal.reads.one(sourceRecord, call.view, id)
  if (!source) return refuse('unknown', `There is no feed ${id} that you may read.`)
  if (!source.state.active) return refuse('wrong-state', 'It is not followed; make it active first.')
  if (source.state.kind === 'mail') return refuse('wrong-state', 'Mail comes by itself; it cannot be fetched.')
  return done(await poll({ source, realm: call.view.realm }))
}

export function feedOf(room: WatchRoom, held: Held<api.Source>, state: Parameters<typeof healthOf>[0]): api.Feed {
  return { ...shown(held), health: healthOf(state, held.state, room.clock.now()) }
}

function addressOf(room: WatchRoom, url: string): Reply<string> {
  const address = room.fetcher.check(url)
  if (address.ok) return done(address.value.href)
  const refusal = address.refusal === 'address-not-allowed' ? 'address-not-allowed' : 'bad-input'
  return refuse(refusal, address.detail, '/url')
}

export function intervalFault(room: WatchRoom, seconds: number | undefined): Refused | undefined {
  if (seconds === undefined || seconds >= room.minIntervalSeconds) return undefined
  return refuse('bad-input', `At least ${room.minIntervalSeconds} seconds.`, '/intervalSeconds')
}
