// Showing the post to people. Of records that a reader may not read there is no title, no id and no count.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { Peer } from '../../model/peer.ts'
import type { PartSeen } from '../../model/post.ts'
import { tryNow } from '../../store/post/letters.ts'
import {
  type LetterSeen,
  type LineSeen,
  lettersPage,
  type QueueSeen,
  queueAndLines,
  titlesOf,
  turnedAway,
} from '../../store/post/look.ts'
import type { Desk } from './desk.ts'

export async function listQueue(desk: Desk, { peer }: { peer?: Id }, { view }: Call) {
  const { sql } = desk.room.journal
  const { waits, lines } = await queueAndLines(sql, view, peer)
  const peers = await desk.room.trust.peers()
  const byId = new Map(peers.map((one) => [one.id, one]))
  return done({ lines: lines.map((line) => lineFor(line, waits, byId.get(line.peer))) })
}

function lineFor(line: LineSeen, waits: readonly QueueSeen[], peer: Held<Peer> | undefined) {
  return {
    peer: line.peer,
    name: peer?.state.name ?? '',
    organisation: peer?.state.organisation ?? null,
    status: peer?.state.status ?? 'unknown',
    address: peer?.state.card.content.address ?? null,
    waits: waits
      .filter((row) => row.peer === line.peer)
      .map(({ kind, rank, count, oldest, stuck }) => ({
        kind,
        urgent: rank === 0,
        count,
        oldest: instant(oldest),
        stuck,
      })),
    sealed: line.sealed,
    sent: line.sent,
    acknowledged: line.acknowledged,
    refusedParts: line.refused,
    taken: line.takenTo,
    held: line.held,
    sentAt: line.sent_at,
    heardAt: line.heard_at,
    acknowledgedAt: line.acknowledged_at,
    fault: line.fault,
    faultSince: line.fault_since,
    tries: line.tries,
    nextTry: line.next_try,
    slowed: line.slowed,
    slowedUntil: line.slowed_until,
    latencySeconds: line.latency === null ? null : Math.round(line.latency * 100) / 100,
  }
}

interface Asked {
  peer?: Id
  direction?: 'sent' | 'taken'
  after?: string
  limit?: number
}

export async function listLetters(desk: Desk, { peer, direction, after, limit = 50 }: Asked, { view }: Call) {
  const cursor = cursorIn(after)
  if (after !== undefined && !cursor) return refuse('bad-input', 'That is no cursor of this list.', '/after')
  const page = await lettersPage(desk.room.journal.sql, view, {
    ...(peer ? { peer } : {}),
    ...(direction ? { direction } : {}),
    ...(cursor ? { after: cursor } : {}),
    limit: limit + 1,
  })
  const items = page.slice(0, limit)
  const last = page.length > limit ? items.at(-1) : undefined
  const titles = await readable(desk, view, items)
  const names = await namesOf(desk)
  return done({
    items: items.map((letter) => letterLine(letter, titles, names)),
    next: last ? `${instant(last.at)}~${last.id}` : null,
  })
}

function cursorIn(after: string | undefined): { at: string; id: Id } | undefined {
  const [at = '', id = ''] = (after ?? '').split('~')
  return /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(at) && /^[0-9a-f-]{36}$/.test(id) ? { at, id } : undefined
}

export async function getLetter(desk: Desk, { id }: { id: Id }, { view }: Call) {
  const [letter] = await lettersPage(desk.room.journal.sql, view, { id, limit: 1 })
  if (!letter) return refuse('unknown', `No letter with the id ${id} that you may read.`)
  const titles = await readable(desk, view, [letter])
  return done({
    ...letterLine(letter, titles, await namesOf(desk)),
    agreement: letter.agreement,
    expiresAt: letter.expires_at,
    sentAt: letter.sent_at,
    contents: visible(letter.contents, titles).map((seen) => ({
      part: seen.part,
      record: seen.record ?? null,
      subject: seen.subject ?? null,
      version: seen.version ?? null,
      title: seen.subject ? (titles.get(seen.subject) ?? null) : null,
      refusal: seen.refusal ?? null,
      why: seen.why ?? null,
    })),
  })
}

function letterLine(letter: LetterSeen, titles: ReadonlyMap<Id, string>, names: ReadonlyMap<Id, string>) {
  const seen = visible(letter.contents, titles)
  return {
    id: letter.id,
    direction: letter.direction,
    peer: letter.peer,
    name: names.get(letter.peer) ?? '',
    sequence: letter.sequence,
    state: letter.state === 'acknowledged' ? ('acknowledged' as const) : ('waiting' as const),
    at: instant(letter.at),
    acknowledgedAt: letter.acknowledged_at,
    tries: letter.tries,
    route: letter.route,
    urgent: letter.urgent,
    bytes: letter.bytes,
    parts: seen.length,
    refused: seen.filter((one) => one.refusal).length,
  }
}

/** Parts without a record (cards, agreements) are no secret from those who work with peers. */
function visible(contents: readonly PartSeen[], titles: ReadonlyMap<Id, string>): PartSeen[] {
  return contents.filter((seen) => !seen.subject || titles.has(seen.subject))
}

function readable(desk: Desk, view: View, letters: readonly LetterSeen[]): Promise<Map<Id, string>> {
  const asked = new Map<Id, { record: string; subject: Id }>()
  for (const { record, subject } of letters.flatMap((letter) => letter.contents))
    if (record && subject) asked.set(subject, { record, subject })
  return titlesOf(desk.room.journal, view, [...asked.values()])
}

async function namesOf(desk: Desk): Promise<Map<Id, string>> {
  return new Map((await desk.room.trust.peers()).map((peer) => [peer.id, peer.state.name]))
}

export async function listTurnedAway(desk: Desk) {
  return done({ items: await turnedAway(desk.room.journal.sql, 200) })
}

export async function sendNow(desk: Desk, { peer }: { peer: Id }): Promise<Reply<{ peer: Id }>> {
  const known = await desk.room.trust.peer(peer)
  if (!known) return refuse('unknown', `No peer with the id ${peer}.`)
  if (known.state.status !== 'trusted') return refuse('not-trusted', `${known.state.name} is ${known.state.status}.`)
  await tryNow(desk.room.journal.sql, peer)
  desk.nudge()
  return done({ peer })
}
