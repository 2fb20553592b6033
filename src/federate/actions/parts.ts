// What the areas of this room offer each other. Each is made by one folder of actions, and wired in index.ts.
import type { Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Refused, Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Committed, Held, JournalTables, Unit, View } from '#platform/journal/index.ts'
import type { Agreement } from '../model/agreement.ts'
import type { AgreementPart, LetterPart } from '../model/letter.ts'
import type { IntakeSource, ObjectIn, RefusedObject, RefusedVersion } from '../model/objects.ts'
import type { Peer } from '../model/peer.ts'
import type { Card, Envelope, HybridSignature, Letter, SignatureKeys } from '../model/wire.ts'
import type { ObjectsAsked, StoredObject } from '../store/objects/objects.ts'

/** Keys and peers (`actions/directory`). */
export interface Trust {
  /** This node's newest card. */
  ownCard(): Promise<Card>
  peer(node: Id): Promise<Held<Peer> | undefined>
  peers(): Promise<Held<Peer>[]>
  /** Signs `value` (canonical JSON) with both algorithms; `context` keeps a signature from counting for something else. */
  sign(context: string, value: unknown): Promise<{ signs: SignatureKeys; signature: HybridSignature }>
  verify(context: string, value: unknown, signature: HybridSignature, signs: SignatureKeys): boolean
  /**
   * Signs a letter and seals it to the newest sealing key of a trusted peer. Refusals: unknown, not-trusted, no-sealing-key (its card is
   * old: send it as soon as a newer one came), too-large.
   */
  seal(to: Id, letter: Omit<Letter, 'head'> & { id: Id; realm: Realm; expiresAt: Instant }): Promise<Reply<Envelope>>
  /**
   * Opens what came over any channel. Refusals: malformed, not-for-us, unknown-peer, not-trusted, expired, unknown-key, forged,
   * downgraded, wrong-address, too-large. Whether it came before is for the post to know.
   */
  open(envelope: unknown, now: Instant): Promise<Reply<Letter>>
}

/** Agreements (`actions/agreements`). */
export interface Terms {
  /** In force now in that realm, with that peer or with all. */
  inForce(realm: Realm, peer?: Id): Promise<Held<Agreement>[]>
  /** What a peer may be sent: a reader whose `agreement.highest` is that of its flows from us. Undefined: nothing at all. */
  readerOf(peer: Id, realm: Realm): Promise<Reader | undefined>
  /**
   * To which peers this record flows now, under which agreement, and for the others why not. Asked for each change of a record, and once
   * more for one peer at the moment of sealing.
   */
  whereTo(held: Held<unknown>, realm: Realm, peer?: Id): Promise<Verdict[]>
  /**
   * What a peer may write here under the agreement that its letter names: the other direction of the same rules. With `state`, a
   * trigger by severity is checked as well. A part that is no record ('response') goes by that name. Refusals: no-agreement,
   * outside-agreement.
   */
  mayCome(from: Id, realm: Realm, record: string, marking: Marking, state?: unknown): Promise<Refused | undefined>
  /**
   * For how many days after their last change copies of that kind from that peer may be kept: the shortest of what was agreed, also
   * when the agreement has ended since. Null: nothing was agreed, as the law asks.
   */
  retentionOf(peer: Id, realm: Realm, record: string): Promise<number | null>
}

export interface Verdict {
  peer: Id
  flows: boolean
  agreement: { id: Id; version: number } | null
  urgent: boolean
  /** Sentences for people: why, or why not. */
  because: string[]
}

/** Records of others here, and ours there (`actions/copies`). */
export interface Copies {
  /**
   * What a peer must be told of these changes: copies, and withdrawals where it may no longer have what it has. Asked at the moment of
   * packing: all that it answers goes into one letter, so one checkpoint serves all its proofs. It may be asked again for the same (a
   * letter was never fetched): a record that flows is answered as it is now each time, whatever was sent before. `records`: those of them
   * that were read just now.
   */
  partsFor(
    peer: Id,
    realm: Realm,
    changed: readonly { record: string; subject: Id }[],
    records?: ReadonlyMap<Id, Held<unknown>>,
  ): Promise<LetterPart[]>
  /** These parts are in a sealed letter that will be delivered. Joins the transaction that keeps the letter. */
  sent?(sql: Transaction<JournalTables>, peer: Id, realm: Realm, parts: readonly LetterPart[]): Promise<void>
  /** Erases the content of one copy, for the reason given (what was agreed for keeping it has ended). */
  erase(subject: Id, realm: Realm, reason: string): Promise<void>
  /** Told by the journal feed; the post asks `partsFor` for what is to go. */
  concerns(change: Committed): boolean
}

/** Letters to and fro (`actions/post`). */
export interface Post {
  /** Puts parts for a peer into the queue, together with the unit. The post packs, seals, sends and sends again until there is a receipt. */
  put(
    unit: Unit,
    to: Id,
    realm: Realm,
    parts: readonly LetterPart[],
    options?: { agreement?: { id: Id; version: number }; urgent?: boolean },
  ): void
  /**
   * Who takes a kind of part. All parts of a letter are taken in one unit, which is written whole or not at all; a part that is refused
   * is named in the receipt and does not hurt its neighbours. The handler must not end the unit.
   */
  onPart<P extends LetterPart['part']>(part: P, take: TakePart<P>): void
}

export type PartOf<P extends LetterPart['part']> = Extract<LetterPart, { part: P }>
export type TakePart<P extends LetterPart['part']> = (
  unit: Unit,
  from: Held<Peer>,
  part: PartOf<P>,
  letter: Letter,
) => Promise<Refused | undefined>

/** Foreign objects in any standard (`actions/objects`). */
export interface Objects {
  /** Takes objects in as one intake: all that can be taken, once each, with the reasons of the others. Nothing is ever half applied. */
  takeIn(asked: {
    realm: Realm
    source: IntakeSource
    collection: Id
    objects: readonly ObjectIn[]
    refused: readonly (RefusedObject | RefusedVersion)[]
    by: Reader
    verb: string
  }): Promise<Reply<{ intake: Id; added: number; known: number; refused: number; refusals: RefusedVersion[] }>>
  /** The collection of that standard and name, made when it is not there. */
  collection(realm: Realm, alias: string, title: string): Promise<Id>
  /** Objects that the view may read, by intake, collection, id, type: oldest first unless asked otherwise. `json` is their text. */
  find(view: View, asked: ObjectsAsked): Promise<StoredObject[]>
}

export type { AgreementPart }
