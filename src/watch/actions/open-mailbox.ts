// A mailbox: a source with an address of its own, that nobody can guess, for mail that is forwarded.
import { randomBytes } from 'node:crypto'
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api.ts'
import { sourceRecord } from '../events.ts'
import { countSources, resetFeed } from '../store.ts'
import { feedOf, mostFeeds } from './follow-feed.ts'
import { plainLine } from './read-item.ts'
import type { WatchRoom } from './room.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz234567'
/** Mail is not asked for: the interval only says how long a silence is at least. */
const hourSeconds = 3600

export async function openMailbox(
  room: WatchRoom,
  input: InputOf<typeof api.openMailbox>,
  call: Call,
): Promise<Reply<api.Feed>> {
  const { mail } = room.settings
  if (!mail) return refuse('mail-off')
  const { marking, name, reliability = 'F', publisher = null, itemMarking = null, intervalSeconds, ...about } = input
  const mailbox = `watch-${[...randomBytes(20)].map((byte) => letters[byte % 32]).join('')}`
  const body = {
    ...about,
    kind: 'mail' as const,
    name: plainLine(name ?? '', 200) || 'Mailbox',
    url: `mailto:${mailbox}@${mail.domain}`,
    mailbox,
    intervalSeconds: intervalSeconds ?? hourSeconds,
    reliability,
    publisher,
    itemMarking,
  }
  return room.journal.commit(call.writer, async (unit) => {
    if ((await countSources(room.journal, call.view)) >= mostFeeds) unit.refuse('too-many-feeds')
    const { held } = await unit.open(sourceRecord, 'watch.feedFollowed', body, marking ? { marking } : {})
    unit.also((trx) => resetFeed(trx, held.id, call.view.realm, body.url, null))
    return done(feedOf(room, held, undefined))
  })
}
