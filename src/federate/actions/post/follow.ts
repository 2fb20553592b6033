// From the journal to the queue: each change that concerns a peer is noted for it, once, in the order of the log, however often a process
// dies on the way. What is told is decided again when a letter is packed.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { newId } from '#platform/id.ts'
import type { Committed, Held } from '#platform/journal/index.ts'
import type { Agreement } from '../../model/agreement.ts'
import type { HandRelease } from '../../model/hand-release.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { handReleaseRecord } from '../../rules/agreements/hand-release-record.ts'
import {
  beginReview,
  followedTo,
  followTo,
  givenVersions,
  moveReview,
  nextReview,
  numberedFrom,
} from '../../store/post/follow.ts'
import { markStale } from '../../store/post/letters.ts'
import { addNotes, type NewNote } from '../../store/post/queue.ts'
import { recordsNow } from './choose.ts'
import { type Desk, nowOf, postView } from './desk.ts'

const atOnce = 500
/** Words about an agreement that change nothing of what flows. */
const idle = new Set([
  'federate.agreementDrafted',
  'federate.agreementEdited',
  'federate.agreementReviewed',
  'federate.reviewReminded',
  'federate.revisionDrafted',
  'federate.revisionProposed',
])
/** Kinds of record that never leave as copies: people and trust have letters of their own. */
const ownRooms = /^(people|federate|journal)\./

/** Reads until the end of the log. */
export async function followJournal(desk: Desk, stopping: () => boolean): Promise<void> {
  while (!stopping() && (await followSome(desk))) await Promise.resolve()
  while (!stopping() && (await reviewSome(desk))) await Promise.resolve()
}

async function followSome(desk: Desk): Promise<boolean> {
  const { sql } = desk.room.journal
  const from = await followedTo(sql)
  const rows = await numberedFrom(sql, from, atOnce, [handReleaseRecord.name, agreementRecord.name])
  const last = rows.at(-1)
  if (!last) return false
  const changes = rows.map((row) => row.change)
  const notes: NewNote[] = []
  const stale: { peer: Id; realm: Realm; subject: Id }[] = []
  for (const [realm, changed] of byRealm(changes.filter((change) => desk.room.copies.concerns(change)))) {
    const found = await judge(desk, realm, changed)
    notes.push(...found.notes)
    stale.push(...found.stale)
  }
  for (const change of changes.filter((one) => one.record === handReleaseRecord.name && one.state !== null)) {
    const { peer, record, subject } = change.state as HandRelease
    const found = await judge(desk, change.realm, [{ record, subject }], peer)
    notes.push(...found.notes)
    stale.push(...found.stale)
  }
  const reviews = toReview(changes)
  await sql.transaction().execute(async (trx) => {
    if (!(await followTo(trx, from, last.leaf + 1))) return
    await addNotes(trx, notes)
    for (const { peer, realm, subject } of stale) await markStale(trx, peer, realm, [subject])
    for (const { peer, realm } of reviews) await beginReview(trx, peer, realm, kindsToReview(desk))
  })
  return rows.length === atOnce
}

/** An agreement began, changed or stopped, or a peer was trusted: all that is here is looked at once more for that peer. */
function toReview(changes: readonly Committed[]): { peer: Id; realm: Realm }[] {
  const found = new Map<string, { peer: Id; realm: Realm }>()
  for (const { record, kind, state, subject } of changes) {
    if (record === agreementRecord.name && state !== null && !idle.has(kind)) {
      const { peer, terms } = state as Agreement
      found.set(`${peer} ${terms.realm}`, { peer, realm: terms.realm })
    }
    if (kind === 'federate.peerTrusted') found.set(`${subject} live`, { peer: subject, realm: 'live' })
  }
  return [...found.values()]
}

function kindsToReview(desk: Desk): string[] {
  return [...desk.room.kinds().keys()].filter((name) => !ownRooms.test(name))
}

function byRealm(changes: readonly Committed[]): Map<Realm, { record: string; subject: Id }[]> {
  const realms = new Map<Realm, Map<Id, { record: string; subject: Id }>>()
  for (const { realm, record, subject } of changes) {
    const subjects = realms.get(realm) ?? new Map<Id, { record: string; subject: Id }>()
    realms.set(realm, subjects.set(subject, { record, subject }))
  }
  return new Map([...realms].map(([realm, subjects]) => [realm, [...subjects.values()]]))
}

interface Judged {
  notes: NewNote[]
  /** Sealed letters that hold what may no longer be told. */
  stale: { peer: Id; realm: Realm; subject: Id }[]
}

/** For whom each of these records is: told where it flows; where it does not, asked whether there is something to take back. */
async function judge(
  desk: Desk,
  realm: Realm,
  changed: readonly { record: string; subject: Id }[],
  only?: Id,
): Promise<Judged> {
  const { terms, copies, trust } = desk.room
  const now = await recordsNow(desk, realm, changed)
  const judged: Judged = { notes: [], stale: [] }
  const doubtful = new Map<Id, { record: string; subject: Id }[]>()
  const doubt = (peer: Id, one: { record: string; subject: Id }) =>
    doubtful.set(peer, [...(doubtful.get(peer) ?? []), one])
  let everybody: Id[] | undefined
  for (const one of changed) {
    const held = now.get(one.subject)
    if (!held) {
      everybody ??= (await trust.peers()).map((peer) => peer.id)
      for (const peer of everybody) if (only === undefined || peer === only) doubt(peer, one)
      continue
    }
    for (const verdict of await terms.whereTo(held, realm, only)) {
      if (only !== undefined && verdict.peer !== only) continue
      if (verdict.flows) judged.notes.push(noteOf(desk, verdict.peer, realm, one, verdict.urgent ? 0 : 2))
      else doubt(verdict.peer, one)
    }
  }
  for (const [peer, ones] of doubtful) {
    judged.stale.push(...ones.map(({ subject }) => ({ peer, realm, subject })))
    const parts = await copies.partsFor(peer, realm, ones)
    const told = parts.flatMap((part) => (part.part === 'copy' || part.part === 'withdraw' ? [part] : []))
    judged.notes.push(...told.map(({ record, subject }) => noteOf(desk, peer, realm, { record, subject }, 1)))
  }
  return judged
}

function noteOf(desk: Desk, peer: Id, realm: Realm, one: { record: string; subject: Id }, rank: number): NewNote {
  return { id: newId(desk.room.clock.now()), peer, realm, rank, ...one, since: nowOf(desk) }
}

/** A page of the records of one kind, for one peer: after an agreement began, changed or ended. */
async function reviewSome(desk: Desk): Promise<boolean> {
  const { sql, reads } = desk.room.journal
  const review = await nextReview(sql)
  if (!review) return false
  const { peer, realm, record, after } = review
  const kind = desk.room.kinds().get(record)
  const page: Held<unknown>[] = kind
    ? await reads.many(kind, postView(desk, realm), (q) =>
        (after === null ? q : q.where('subject', '>', after)).orderBy('subject').limit(atOnce),
      )
    : []
  const given = await givenVersions(
    sql,
    peer,
    page.map(({ id }) => id),
  )
  const { notes, stale } = await judge(
    desk,
    realm,
    page.map(({ id }) => ({ record, subject: id })),
    peer,
  )
  const versions = new Map(page.map((held) => [held.id, held.version]))
  // What it was given in this version it has, or it is on the way.
  const news = notes.filter(({ rank, subject }) => rank === 1 || given.get(subject) !== versions.get(subject))
  await sql.transaction().execute(async (trx) => {
    await addNotes(trx, news)
    for (const one of stale) await markStale(trx, one.peer, one.realm, [one.subject])
    await moveReview(trx, { peer, realm, record }, page.length < atOnce ? null : (page.at(-1)?.id ?? null))
  })
  return true
}
