// What a peer is told of changes: the newest state of each record as it may see it, or that it is taken back.
import type { EntryHeader } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Held, headerFrom } from '#platform/journal/index.ts'
import { entryLeafHash } from '#platform/journal/proof/index.ts'
import type { CopyPart, LetterPart, WithdrawPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import { idsIn, withIds } from '../../rules/copies/ids.ts'
import { pathOf } from '../../rules/copies/parents.ts'
import {
  blindedBy,
  childrenOf,
  type EntryAt,
  entriesAt,
  type Given,
  givenOf,
  ownOf,
  recordsOfEntries,
} from '../../store/copies/given.ts'
import type { Parent } from '../../store/copies/parents.ts'
import type { FederateRoom } from '../room.ts'
import { blinder, digestOf } from './blind.ts'
import { judge, type MayGo, type Named } from './may-go.ts'
import { type Proving, proofsUnder } from './proving.ts'

/** More than this goes with later letters: a letter holds 2,000 parts. */
const mostParts = 1500

interface Plan {
  going: Map<Id, { held: Held<unknown>; judged: MayGo }>
  back: Map<Id, { given: Given; erase: boolean }>
}

export async function partsFor(
  room: FederateRoom,
  parents: readonly Parent[],
  peer: Id,
  realm: Realm,
  changed: readonly Named[],
  records?: ReadonlyMap<Id, Held<unknown>>,
): Promise<LetterPart[]> {
  const known = await room.trust.peer(peer)
  if (!known) return []
  const { going, back } = await plan(room, parents, known, realm, changed, records)
  const withdrawals = [...back.values()].map(({ given, erase }) => withdrawal(given, erase))
  if (going.size === 0) return withdrawals
  const inOrder = parentsFirst(going)
  const entries = new Map(
    (
      await entriesAt(
        room.journal.sql,
        inOrder.map(({ held }) => ({ subject: held.id, version: held.version })),
      )
    ).map((entry) => [entry.subject, entry]),
  )
  const proving = await proofsUnder(room, peer, [...entries.values()])
  const shown = await whatIsShown(room, known, inOrder, [...entries.values()])
  const given = await givenOf(
    room.journal.sql,
    peer,
    inOrder.map(({ held }) => held.id),
  )
  const asked = new Set(changed.map((one) => one.subject))
  const copies = inOrder.flatMap(({ held, judged }) => {
    const entry = entries.get(held.id)
    const part = entry && copyOf(held, judged, entry, shown, proving)
    return part && (asked.has(held.id) || isNews(part, given.get(held.id))) ? [part] : []
  })
  const proven = copies.some((part) => part.proof)
  return [...(proven && proving.checkpoint ? [proving.checkpoint] : []), ...withdrawals, ...copies]
}

/** The changes, and what follows from them: parents, what hangs on what is given or taken back now, and what was blinded until now. */
async function plan(
  room: FederateRoom,
  parents: readonly Parent[],
  known: Held<Peer>,
  realm: Realm,
  changed: readonly Named[],
  records: ReadonlyMap<Id, Held<unknown>> = new Map(),
): Promise<Plan> {
  const { sql } = room.journal
  const peer = known.id
  const reader = await room.terms.readerOf(peer, realm)
  const made: Plan = { going: new Map(), back: new Map() }
  const seen = new Set<Id>()
  let open: Named[] = [...changed]
  const judging = reader && judge(room, parents, peer, reader, contactsOf(known), realm, records)
  while (open.length > 0 && made.going.size + made.back.size < mostParts) {
    const now = open.filter(({ subject }) => !seen.has(subject) && seen.add(subject))
    open = []
    const given = await givenOf(
      sql,
      peer,
      now.map((one) => one.subject),
    )
    await judging?.load(now)
    const turned: Named[] = []
    for (const one of now) {
      const before = given.get(one.subject)
      const held = judging?.held.get(one.subject)
      const judged = held && (await judging?.mayGo(held))
      if (held && judged?.goes) {
        made.going.set(one.subject, { held, judged })
        open.push(...judged.parents)
        if (!before || before.gone) turned.push(one)
      } else if (before && !before.gone && (judging || !(await exists(room, realm, one)))) {
        made.back.set(one.subject, { given: before, erase: !held || judged?.hidden === true })
        turned.push(one)
      }
    }
    open.push(...(await hangingOn(room, parents, realm, turned)))
    open.push(
      ...(await blindedBy(
        sql,
        peer,
        turned.map((one) => one.subject),
      )),
    )
  }
  return made
}

async function hangingOn(
  room: FederateRoom,
  parents: readonly Parent[],
  realm: Realm,
  turned: readonly Named[],
): Promise<Named[]> {
  const found: Named[] = []
  for (const { of, record, at } of parents) {
    const ids = turned.filter((one) => one.record === record).map((one) => one.subject)
    if (ids.length > 0) found.push(...(await childrenOf(room.journal.sql, realm, of, pathOf(at), ids)))
  }
  return found
}

async function exists(room: FederateRoom, realm: Realm, { subject }: Named): Promise<boolean> {
  const { reads, home } = room.journal
  const reader = systemReader('federate.copies', [realm], home)
  return (await reads.titleOf({ reader, realm }, subject)) !== undefined
}

function parentsFirst(going: Plan['going']): { held: Held<unknown>; judged: MayGo }[] {
  const put = new Map<Id, { held: Held<unknown>; judged: MayGo }>()
  const visit = (id: Id, depth: number) => {
    const one = going.get(id)
    if (!one || put.has(id)) return
    if (depth < 16) for (const { subject } of one.judged.parents) visit(subject, depth + 1)
    put.set(id, one)
  }
  for (const id of going.keys()) visit(id, 0)
  return [...put.values()]
}

function contactsOf(peer: Held<Peer>): Id[] {
  return peer.state.card.content.contacts.flatMap(({ person }) => person ?? [])
}

interface Shown {
  /** The id itself where the peer knows it, and a blind one otherwise. */
  as(id: Id): Id
  knows(id: Id): boolean
  recordOf(entry: Id): Id | undefined
}

/** A peer knows what it was given, what is given with this letter, what is its own, the two organisations and nodes, and its contacts. */
async function whatIsShown(
  room: FederateRoom,
  peer: Held<Peer>,
  going: readonly { held: Held<unknown> }[],
  entries: readonly EntryAt[],
): Promise<Shown> {
  const { sql, home, nodeId } = room.journal
  const ids = new Set<Id>()
  for (const { held } of going) idsIn([held.state, held.marking], ids)
  const causes = await recordsOfEntries(sql, [...new Set(entries.flatMap((entry) => entry.cause))])
  for (const id of causes.values()) ids.add(id)
  const asked = [...ids]
  const given = await givenOf(sql, peer.id, asked)
  const theirs = await ownOf(sql, peer.id, asked)
  const known = new Set([home, nodeId, peer.id, peer.state.organisation, ...contactsOf(peer), ...theirs])
  for (const { held } of going) known.add(held.id)
  for (const [id, { gone }] of given) if (!gone) known.add(id)
  const blind = await blinder(room, peer.id)
  const blinds = new Map<Id, Id>()
  const asBlind = (id: Id) => {
    const made = blinds.get(id) ?? blind(id)
    blinds.set(id, made)
    return made
  }
  return {
    as: (id) => (known.has(id) ? id : asBlind(id)),
    knows: (id) => known.has(id),
    recordOf: (entry) => causes.get(entry),
  }
}

const blinded = new WeakMap<CopyPart, { hidden: Id; blind: Id }[]>()

/** What stands in place of what in a part that `partsFor` made: told apart from the part, for the peer must not have it. */
export function blindedIn(part: CopyPart): readonly { hidden: Id; blind: Id }[] {
  const pairs = blinded.get(part)
  if (!pairs) throw new Error(`Which ids are hidden in ${part.record} ${part.subject} is known only to what packed it.`)
  return pairs
}

function copyOf(held: Held<unknown>, judged: MayGo, row: EntryAt, shown: Shown, proving: Proving): CopyPart {
  const pairs = new Map<Id, { hidden: Id; blind: Id }>()
  const as = (id: Id) => {
    const other = shown.as(id)
    if (other !== id) pairs.set(id, { hidden: id, blind: other })
    return other
  }
  const header = headerFrom(row)
  const proof = row.leaf === null ? undefined : proving.proofs.get(Number(row.leaf))
  const part: CopyPart = {
    part: 'copy',
    record: held.record,
    subject: held.id,
    version: held.version,
    marking: withIds(held.marking, as),
    state: withIds(held.state, as),
    entry: {
      header: travelling(header, row.body_hash, shown),
      bodyHash: Buffer.from(row.body_hash).toString('base64'),
    },
    ...(proof ? { proof: { index: Number(row.leaf), path: proof } } : {}),
    ...(judged.urgent ? { urgent: true } : {}),
  }
  blinded.set(part, [...pairs.values()])
  return part
}

function travelling(header: EntryHeader, bodyHash: Uint8Array, shown: Shown): unknown {
  const { id, realm, record, subject, version, kind, recordedAt, cause, ...more } = header
  const causesKnown = cause.every((entry) => {
    const of = shown.recordOf(entry)
    return of !== undefined && shown.knows(of)
  })
  if (causesKnown && [...idsIn(more)].every(shown.knows)) return header
  const leaf = Buffer.from(entryLeafHash(header, bodyHash)).toString('base64')
  return { id, realm, record, subject, version, kind, recordedAt, withheld: true, leaf }
}

/** What only comes along with the changes asked for goes where the peer does not have it as it is now. */
function isNews(part: CopyPart, before: Given | undefined): boolean {
  if (!before || before.gone || before.version !== part.version) return true
  if (!before.proven && part.proof) return true
  return before.digest !== digestOf([part.state, part.marking])
}

function withdrawal(given: Given, erase: boolean): WithdrawPart {
  const { record, subject, version } = given
  const reason = erase
    ? 'Its owner no longer lets it be held here: it was erased, or is marked for fewer now.'
    : 'Its owner no longer gives it under the agreement.'
  return { part: 'withdraw', record, subject, version, how: erase ? 'erase' : 'withdrawn', reason }
}
