// From the journal to the outbox: what was released, withdrawn, published or decided is told to each system that asked for it, with the
// eyes of the person who had it called. Each entry is looked at once, in the order of the log, however often a process dies on the way.
import { ladderRecord } from '#coordinate/events.ts'
import { issuedAdvisoryRecord } from '#federate/events.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { refusedByPolicy } from '#platform/http/index.ts'
import type { View } from '#platform/journal/index.ts'
import { listSubscriptions } from '../../api/subscriptions.ts'
import type { CallKind } from '../../model/feed.ts'
import { markingInWords } from '../../rules/products/printed.ts'
import { productRecord } from '../../rules/products/product-record.ts'
import * as store from '../../store/out/subscriptions.ts'
import { type OutRoom, warns } from './room.ts'
import { callOrigin } from './subscriptions.ts'

type Entry = NonNullable<store.Read['entry']>
const atOnce = 1_000
const verb = 'share.tellSubscribers'
const told = [
  'share.productReleased',
  'share.productDelivered',
  'share.productWithdrawn',
  'federate.issuedPublished',
  'coordinate.ladderStepDecided',
]

export async function tellSubscribers(room: OutRoom): Promise<void> {
  for (;;) {
    const { sql } = room.journal
    const from = await store.readTo(sql)
    const read = await store.entriesFrom(sql, from, told, atOnce)
    for (const { entry } of read) if (entry && leads(entry)) await tellOf(room, entry)
    const last = read.at(-1)
    if (last) await store.readOn(sql, last.leaf + 1)
    if (read.length < atOnce) return
  }
}

/** A release that waits for its mail, or failed, is none; nor is a step that was refused. */
function leads({ kind, body }: Entry): boolean {
  const said = body as { release?: { state?: string }; state?: string; outcome?: string } | null
  if (said === null) return false
  if (kind === 'share.productReleased') return said.release?.state === 'sent' || said.release?.state === 'held'
  if (kind === 'share.productDelivered') return said.state === 'sent' || said.state === 'held'
  return kind === 'coordinate.ladderStepDecided' ? said.outcome === 'taken' : true
}

async function tellOf(room: OutRoom, entry: Entry): Promise<void> {
  const { realm } = entry
  // What was written before a system was added may be numbered after that: it is in the feeds, and nobody is called about it.
  const rows = (await store.subscriptions(room.journal.sql, realm)).filter(({ added }) => instant(added) <= entry.at)
  const calls = (await Promise.all(rows.map((row) => callFor(room, row, entry)))).filter((call) => call !== null)
  if (calls.length === 0) return
  const view = { reader: systemReader(verb, [realm], room.journal.home), realm }
  const reply = await room.journal.commit({ view, verb }, async (unit) => {
    for (const { row, key, body } of calls)
      room.outbox.put(unit, callOrigin, key, { channel: 'post', to: row.url, body, secret: row.secret })
    return done(null)
  })
  if (!reply.ok) throw new Error(`Subscribers could not be told of ${entry.id}: ${reply.refusal}`)
}

interface Told {
  kind: CallKind
  marking: Marking
  link: string
  /** One call for each of these, however many entries lead to it. */
  once: string
  /** Only told of what is for everybody. */
  title: string
}

async function callFor(room: OutRoom, row: store.SubscriptionRow, entry: Entry) {
  const known = await room.people.colleague(row.person)
  if (!known?.reader.realms.includes(entry.realm) || refusedByPolicy(listSubscriptions, known.reader)) return null
  const found = await whatHappened(room, { reader: known.reader, realm: entry.realm }, entry)
  if (!found || !row.kinds.includes(found.kind) || tlpRank(found.marking.tlp) > tlpRank(row.highest)) return null
  const { kind, marking, link, title, once } = found
  const body = {
    ...{ event: kind, id: entry.subject, realm: entry.realm, at: entry.at, marking: markingInWords(marking), link },
    ...(marking.tlp === 'CLEAR' ? { title } : {}),
  }
  return { row, key: `${row.id} ${once}`, body }
}

async function whatHappened(room: OutRoom, view: View, entry: Entry): Promise<Told | null> {
  const { kind, subject } = entry
  if (kind === 'federate.issuedPublished') return advisory(room, view, subject)
  if (kind === 'coordinate.ladderStepDecided') return step(room, view, subject, entry.id)
  const held = await room.journal.reads.one(productRecord, view, subject)
  if (!held) return null
  const { state, marking } = held
  const withdrawn = kind === 'share.productWithdrawn'
  if (withdrawn && !state.releases.some((one) => one.state === 'sent' || one.state === 'held')) return null
  const is = withdrawn ? 'withdrawal' : warns(room, state.template) ? 'warning' : 'product'
  return {
    ...{ kind: is, marking, once: `${is} ${subject}`, title: state.content.title.text },
    link: `${room.settings.origin}/products/${subject}`,
  }
}

async function advisory(room: OutRoom, view: View, id: Id): Promise<Told | null> {
  const held = await room.journal.reads.one(issuedAdvisoryRecord, view, id)
  const published = held?.state.published
  if (!held || !published) return null
  const { trackingId, title } = held.state.content
  return {
    ...{ kind: 'advisory', marking: held.marking, once: `advisory ${id}`, title: `${trackingId}: ${title}` },
    link: `${room.settings.origin}/csaf/${published.path}`,
  }
}

async function step(room: OutRoom, view: View, id: Id, entry: Id): Promise<Told | null> {
  const held = await room.journal.reads.one(ladderRecord, view, id)
  if (!held) return null
  const link = `${room.settings.origin}/crises/${held.state.crisis}/ladder`
  return { kind: 'step', marking: held.marking, once: `step ${entry}`, title: 'A step of a crisis was taken', link }
}
