// Two or more nodes in this process, joined by a stand-in of the post: letters are carried by hand, so that a test decides what happens
// in between. Journal, notary, copies and histories are the real ones.
import { sql } from 'kysely'
import Type, { type Static } from 'typebox'
import { copiesArea } from '#federate/actions/copies/area.ts'
import { partsFor } from '#federate/actions/copies/outbound.ts'
import type { PartOf, TakePart } from '#federate/actions/parts.ts'
import type { FederateRoom } from '#federate/actions/room.ts'
import * as federate from '#federate/events.ts'
import type { LetterPart } from '#federate/model/letter.ts'
import type { Peer } from '#federate/model/peer.ts'
import type { Letter } from '#federate/model/wire.ts'
import type { ParentRule } from '#federate/rules/copies/parents.ts'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, type Tlp, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { peopleRecords } from '#people/index.ts'
import { systemClock } from '#platform/clock.ts'
import type { Call } from '#platform/http/index.ts'
import { newId } from '#platform/id.ts'
import {
  type AnyRecord,
  createJournal,
  createNotary,
  type Held,
  nodeKey,
  type OpenJournal,
  type Unit,
} from '#platform/journal/index.ts'
import { formatVerifierKey } from '#platform/journal/proof/index.ts'
import { silent } from '#platform/log.ts'
import { openTestDatabase } from './database.ts'
import { person } from './journal.ts'
import { freshStorage } from './storage.ts'

const Sheet = Type.Object(
  {
    text: Type.String({ maxLength: 2_000_000 }),
    links: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 200_000 }),
    parent: Type.Union([Type.String(), Type.Null()]),
    by: Type.String(),
    more: Type.Unknown(),
  },
  { additionalProperties: false },
)
export type Sheet = Static<typeof Sheet>

function kindOf(name: string) {
  return recordKind({
    name,
    state: Sheet,
    kinds: {
      'test.sheetWritten': opening(Sheet, (body) => body),
      'test.sheetRewritten': change(Type.Partial(Sheet, { additionalProperties: false }), (state: Sheet, body) => ({
        ...state,
        ...body,
      })),
    },
    index: ({ text }) => ({ title: text.slice(0, 100), words: text.slice(0, 1000) }),
  })
}
export const sheet = kindOf('test.sheet')
export const leaf = kindOf('test.leaf')
export const parentRules: readonly (ParentRule & { why: string })[] = [
  { of: 'test.leaf', record: 'test.sheet', at: '/parent', why: 'A leaf hangs on a sheet.' },
]

export interface Side {
  id: Id
  home: Id
  name: string
  journal: OpenJournal
  room: FederateRoom
  /** What the agreement lets through to and from everybody. */
  terms: { highest: Tlp; kinds: Set<string>; standing: boolean; urgent: boolean }
  card: Peer['card']
  peers: Map<Id, Held<Peer>>
  /** What was put into the post, by receiver. */
  out: Map<Id, LetterPart[]>
  knows(...others: Side[]): void
  write(kind: typeof sheet, given?: Partial<Sheet>, marking?: MarkingChoice, cause?: Id[]): Promise<Id>
  rewrite(kind: typeof sheet, id: Id, given: Partial<Sheet>): Promise<void>
  remark(kind: typeof sheet, id: Id, marking: MarkingChoice): Promise<void>
  notarise(): Promise<number>
  pack(to: Side, changed: readonly { record: string; subject: Id }[]): Promise<LetterPart[]>
  seal(to: Side, parts: readonly LetterPart[]): Promise<void>
  take(from: Side, parts: readonly unknown[], realm?: string): Promise<Refused[]>
  /** Calls an operation of the area as somebody of this node, or as whoever is given. */
  call<C extends Contract>(contract: C, input: InputOf<C>, as?: Reader): Promise<Reply<OutputOf<C>>>
  held(kind: AnyRecord, id: Id, asOf?: string): Promise<Held<Sheet> | undefined>
  close(): Promise<void>
}

export async function openSide(name: string): Promise<Side> {
  const storage = await freshStorage('embedded')
  const db = await openTestDatabase()
  await sql`create table journal.test_sheets partition of journal.records for values in ('test.sheet')`.execute(db.sql)
  await sql`create table journal.test_leaves partition of journal.records for values in ('test.leaf')`.execute(db.sql)
  const records: AnyRecord[] = [...peopleRecords, ...Object.values(federate), sheet, leaf]
  const journal = await createJournal(db, systemClock, silent, records)
  const key = nodeKey(storage.folder, journal.nodeId)
  const notary = createNotary(journal.sql, key, storage.folder, systemClock)
  const kinds = new Map(records.map((kind) => [kind.name, kind]))
  const takers = new Map<string, TakePart<LetterPart['part']>>()
  const out = new Map<Id, LetterPart[]>()
  const peers = new Map<Id, Held<Peer>>()
  const terms: Side['terms'] = {
    highest: 'AMBER+STRICT',
    kinds: new Set(['test.sheet', 'test.leaf', 'response']),
    standing: true,
    urgent: false,
  }
  const at = new Date().toISOString()
  const card = {
    content: {
      ...{ v: 1, node: journal.nodeId, serial: 1, address: null, contacts: [], capabilities: [], seals: [] },
      organisation: { id: journal.home, name, kind: 'csirt', country: 'BE', sectors: [], groups: [] },
      signs: { ed25519: '', mlDsa65: '' },
      log: formatVerifierKey(key),
      ...{ issuedAt: at, expiresAt: at },
    },
    signatures: [],
  } as unknown as Peer['card']

  function readerFor(peer: Id, realm: string): Reader {
    const base = systemReader(peer, [realm], peers.get(peer)?.state.organisation ?? null)
    return { ...base, kind: 'peer', agreement: { highest: terms.highest } }
  }
  const room = {
    journal,
    clock: systemClock,
    log: silent,
    settings: { dataDir: storage.folder },
    kinds: () => kinds,
    notarise: () => notary.run(),
    trust: {
      peer: async (id: Id) => peers.get(id),
      peers: async () => [...peers.values()],
      ownCard: async () => card,
    },
    terms: {
      readerOf: async (peer: Id, realm: string) =>
        terms.standing && peers.has(peer) ? readerFor(peer, realm) : undefined,
      whereTo: async (held: Held<unknown>, realm: string, only?: Id) =>
        [...peers.keys()]
          .filter((peer) => only === undefined || peer === only)
          .map((peer) => {
            const flows =
              terms.standing && terms.kinds.has(held.record) && mayRead(readerFor(peer, realm), realm, held.marking)
            return { peer, flows, agreement: null, urgent: terms.urgent, because: [] }
          }),
      mayCome: async (_from: Id, _realm: string, record: string, marking: Marking) =>
        terms.kinds.has(record) && tlpRank(marking.tlp) <= tlpRank(terms.highest)
          ? undefined
          : refuse('outside-agreement'),
      retentionOf: async () => null,
      inForce: async () => {
        const flows = [{ from: journal.nodeId, kinds: ['responses'], highest: terms.highest }]
        return terms.standing ? [{ id: journal.nodeId, state: { terms: { version: 1, flows } } }] : []
      },
    },
    people: { colleague: async () => undefined },
    post: {
      put(unit: Unit, to: Id, _realm: string, parts: readonly LetterPart[]) {
        unit.also(async () => void out.set(to, [...(out.get(to) ?? []), ...parts]))
      },
      onPart: <P extends LetterPart['part']>(part: P, take: TakePart<P>) =>
        void takers.set(part, take as unknown as TakePart<LetterPart['part']>),
    },
  } as unknown as FederateRoom
  const area = copiesArea(room)
  room.copies = area.offers

  const view = { reader: systemReader('test', ['live'], journal.home), realm: 'live' }
  const writer = { view, verb: 'test.write' }
  let sequence = 0

  return {
    ...{ id: journal.nodeId, home: journal.home, name, journal, room, terms, card, peers, out },
    knows(...others) {
      for (const other of others) {
        const state = {
          organisation: other.home,
          name: other.name,
          status: 'trusted',
          card: other.card,
          caught: null,
        } as unknown as Peer
        const marking: Marking = { tlp: 'GREEN', owner: journal.home, audience: [], persons: [], releasableTo: [] }
        peers.set(other.id, {
          ...{ id: other.id, record: 'federate.peer', version: 1, realm: 'live', marking },
          title: other.name,
          state,
          since: at,
        })
      }
    },
    async write(kind, given = {}, marking = { tlp: 'GREEN' }, cause = []) {
      const body: Sheet = { text: 'a sheet', links: [], parent: null, by: 'person:nobody', more: null, ...given }
      const reply = await journal.commit(writer, async (unit) =>
        done((await unit.open(kind, 'test.sheetWritten', body, { marking, cause })).held.id),
      )
      if (!reply.ok) throw new Error(JSON.stringify(reply))
      return reply.value
    },
    async rewrite(kind, id, given) {
      const reply = await journal.commit(writer, async (unit) =>
        done(await unit.append(kind, 'test.sheetRewritten', id, given)),
      )
      if (!reply.ok) throw new Error(JSON.stringify(reply))
    },
    async remark(kind, id, marking) {
      const reply = await journal.commit(writer, async (unit) => done(await unit.remark(kind, id, marking, 'because')))
      if (!reply.ok) throw new Error(JSON.stringify(reply))
    },
    notarise: () => notary.run(),
    pack: (to, changed) => partsFor(room, parentRules, to.id, 'live', changed),
    seal: (to, parts) =>
      journal.sql.transaction().execute(async (trx) => room.copies.sent?.(trx, to.id, 'live', parts)),
    async take(from, parts, realm = 'live') {
      const id = newId(new Date())
      const head = { v: 1, id, from: from.id, to: journal.nodeId, realm, key: '', expiresAt: at } as Letter['head']
      const letter = {
        head,
        sequence: ++sequence,
        issuedAt: at,
        agreement: null,
        parts: JSON.parse(JSON.stringify(parts)),
      } as Letter
      const refused: Refused[] = []
      const reply = await journal.commit(
        {
          view: { reader: systemReader(`peer:${from.id}`, [realm], journal.home), realm },
          verb: 'federate.takeLetter',
        },
        async (unit) => {
          refused.length = 0
          for (const part of letter.parts as LetterPart[]) {
            const peer = peers.get(from.id)
            if (!peer) throw new Error('unknown peer')
            // Each part is handed a wrapping of the unit, as the post does.
            const answer = await takers.get(part.part)?.({ ...unit }, peer, part as PartOf<LetterPart['part']>, letter)
            if (answer) refused.push(answer)
          }
          return done(null)
        },
      )
      if (!reply.ok) throw new Error(JSON.stringify(reply))
      return refused
    },
    async call(contract, input, as) {
      const reader = as ?? person(newId(new Date()), journal.home)
      const binding = area.bindings.find((one) => one.contract.name === contract.name)
      const called = { view: { reader, realm: 'live' }, verb: contract.name }
      const call = { reader, view: called.view, writer: called, now: new Date().toISOString() } as unknown as Call
      return (await binding?.handle(input, call)) as Reply<OutputOf<typeof contract>>
    },
    held: (kind, id, asOf) => journal.reads.one(kind, asOf ? { ...view, asOf } : view, id),
    async close() {
      await journal.stop()
      await db.close()
      await storage.remove()
    },
  }
}

/** Packs, seals and carries what changed, as the post would; answers what the receiver refused. */
export async function carry(
  from: Side,
  to: Side,
  changed: readonly { record: string; subject: Id }[],
): Promise<Refused[]> {
  const parts = await from.pack(to, changed)
  await from.seal(to, parts)
  return parts.length > 0 ? to.take(from, parts) : []
}

/** What the stand-in of the post holds for somebody, carried. */
export async function carryPost(from: Side, to: Side): Promise<Refused[]> {
  const parts = from.out.get(to.id) ?? []
  from.out.delete(to.id)
  return parts.length > 0 ? to.take(from, parts) : []
}
