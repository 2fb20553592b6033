// A mail that arrives for mailboxes that are followed: read, analysed and taken in before anybody says that it was.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { Source } from '../api.ts'
import { sourceRecord } from '../events.ts'
import { feedStates, mailboxNamed, momentsOfItems, resetFeed, saveFeed, seenEntries } from '../store.ts'
import { analyseLetters } from './analyse-mail.ts'
import { usualInterval } from './pace.ts'
import { count, noCounts, poller } from './poll-outcome.ts'
import type { MailRead } from './read-mail.ts'
import type { WatchRoom } from './room.ts'
import { takeBatch } from './take-entries.ts'
import { sha256 } from './take-in.ts'

export interface Mailbox {
  source: Id
  realm: string
}

/** Whose mailbox an address names; undefined when nobody follows it. Case and what stands after a + do not matter. */
export async function mailboxOf(room: WatchRoom, address: string, domain: string): Promise<Mailbox | undefined> {
  const at = address.lastIndexOf('@')
  const name = address.slice(0, at).toLowerCase().split('+', 1)[0] ?? ''
  if (at === -1 || address.slice(at + 1).toLowerCase() !== domain) return undefined
  return /^watch-[a-z2-7]{20}$/.test(name) ? mailboxNamed(room.journal.sql, name) : undefined
}

/**
 * Ok means that every mailbox has it, in the journal. Refuses `busy` and `storage-full` (try again later), `no-text`,
 * `mail-not-read` (never try again), `unknown` (nobody follows it any more).
 */
export async function receiveMail(
  room: WatchRoom,
  bytes: Uint8Array,
  mailboxes: readonly Mailbox[],
): Promise<Reply<null>> {
  const mail = await room.feeds.mail(bytes)
  if (!mail.ok) return mail
  for (const mailbox of mailboxes) {
    const taken = await takeFor(room, bytes, mail.value, mailbox)
    if (!taken.ok) return taken
  }
  return done(null)
}

async function takeFor(
  room: WatchRoom,
  bytes: Uint8Array,
  mail: MailRead,
  { source: id, realm }: Mailbox,
): Promise<Reply<null>> {
  const source = await room.journal.reads.one(sourceRecord, { reader: poller(realm, null), realm }, id)
  if (!source?.state.active) return refuse('unknown', 'Nobody follows this mailbox any more.')
  await stateOf(room, source, realm)
  // A mail that is delivered twice, because an answer was lost, is there once.
  const key = sha256(`mail ${mail.letters[0]?.messageId ?? sha256(bytes)}`)
  const content = sha256(JSON.stringify(mail))
  if ((await seenEntries(room.journal.sql, id, [key])).get(key) === content) return done(null)
  const context = await room.contexts.of(realm, source.marking.owner)
  const read = await analyseLetters(room, bytes, mail, { context })
  if (!read.ok) return read
  const view: View = { reader: poller(realm, source.marking.owner), realm }
  const cause = (await room.journal.reads.entriesOf(view, id)).slice(-1).map((entry) => entry.id)
  const batch = { articles: read.value.articles, settled: [{ key, content }], cause, context }
  const taken = await takeBatch(room, { view, verb: 'watch.receiveMail' }, source, batch)
  if (!taken.ok) return taken
  const counts = { ...noCounts }
  count(counts, taken.value)
  await remember(room, source, counts.new)
  room.metrics.counter('tocsin_watch_mails_total', 'Mails taken in').inc()
  return done(null)
}

async function stateOf(room: WatchRoom, source: Held<Source>, realm: string): Promise<void> {
  const db = room.journal.sql
  if (!(await feedStates(db, [source.id])).has(source.id)) {
    await resetFeed(db, source.id, realm, source.state.url, null)
  }
}

async function remember(room: WatchRoom, source: Held<Source>, brought: number): Promise<void> {
  const db = room.journal.sql
  const at = room.clock.now().toISOString()
  const items = ((await feedStates(db, [source.id])).get(source.id)?.items ?? 0) + brought
  const dates = await momentsOfItems(db, source.id, at, 30)
  await saveFeed(db, {
    source: source.id,
    last_attempt: at,
    last_success: at,
    last_item: at,
    failures: 0,
    last_error: null,
    items,
    usual_interval_seconds: usualInterval(dates),
  })
}
