// A node with nothing but the post: a journal, its letters and an address on loopback. Trust, terms and copies are the plainest that do
// their part, so that a test can say what comes when, and in which order.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import Type from 'typebox'
import type { PartOf, TakePart } from '#federate/actions/parts.ts'
import { postArea } from '#federate/actions/post/area.ts'
import type { FederateRoom } from '#federate/actions/room.ts'
import type { LetterPart } from '#federate/model/letter.ts'
import type { Peer } from '#federate/model/peer.ts'
import { fetchHeader } from '#federate/model/post.ts'
import type { Envelope, Letter } from '#federate/model/wire.ts'
import type { Limits } from '#federate/rules/post/limits.ts'
import type { Id } from '#kernel/id.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { done, refuse } from '#kernel/reply.ts'
import { type RealTime, sameEverywhere, systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/index.ts'
import { createFetcher } from '#platform/fetch/index.ts'
import type { Binding, Call, RawRequest } from '#platform/http/types.ts'
import { createJournal, createNotary, type Held, nodeKey, type OpenJournal } from '#platform/journal/index.ts'
import { createLog, silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { migratedStorage, openMigrated } from './database.ts'

export const noteRecord = recordKind({
  name: 'test.note',
  state: Type.Object({ text: Type.String(), to: Type.Array(Type.String()), urgent: Type.Boolean() }),
  kinds: {
    'test.noteWritten': opening(
      Type.Object({ text: Type.String(), to: Type.Array(Type.String()), urgent: Type.Boolean() }),
      (body) => body,
    ),
    'test.noteRewritten': change(
      Type.Object({ text: Type.String(), to: Type.Array(Type.String()), urgent: Type.Boolean() }),
      (_state: { text: string; to: string[]; urgent: boolean }, body) => body,
    ),
  },
  index: (state) => ({ title: state.text, words: state.text }),
})

export interface PostNode {
  id: Id
  journal: OpenJournal
  room: FederateRoom
  /** Its server: away, silent (it takes what comes and never answers), or answering into a broken line; and what came, in requests. */
  line: { down: boolean; silent: boolean; loseAnswers: number; brought: unknown[][]; asked: string[] }
  /** Its own card names no address: it fetches its letters. */
  own: { fetches: boolean }
  /** What was agreed with everybody: null, nothing yet; and the realms in which records flow. */
  agreed: { limits: Limits | null; realms: Set<Realm> }
  knows(peer: PostNode, options?: { fetches?: boolean; trusted?: boolean }): void
  write(
    text: string,
    to: readonly PostNode[],
    options?: { urgent?: boolean; id?: Id; realm?: Realm; by?: OpenJournal },
  ): Promise<Id>
  rewrite(id: Id, text: string, to: readonly PostNode[], realm?: Realm): Promise<void>
  notes(realm?: Realm): Promise<string[]>
  notarise(): Promise<number>
  /** All that is numbered was read for peers. */
  followed(): Promise<boolean>
  call<T = unknown>(name: string, input: object, upload?: Uint8Array, realms?: Realm[]): Promise<T>
  bring(
    envelopes: unknown[],
  ): Promise<{ status: number; body: { fates: { fate: string; awaits?: number }[]; receipts: Envelope[] } }>
  start(): Promise<void>
  /** Another process on the same data, with connections of its own where the store can have them. */
  beside(): Promise<{ journal: OpenJournal; stop(): Promise<void> }>
  /** Ends the process of the post, not its data: `again` begins another one on them. */
  again(): Promise<void>
  close(): Promise<void>
}

/** Seals nothing: the crypto has tests of its own. Who may open it, and for how long, is kept to. */
export function paperEnvelope(
  letter: Omit<Letter, 'head'> & { id: Id; realm: string; expiresAt: string },
  from: Id,
  to: Id,
): Envelope {
  const { id, realm, expiresAt, ...rest } = letter
  const head = { v: 1 as const, id, from, to, realm, key: '0123456789abcdef', expiresAt }
  return { head, enc: '', sealed: Buffer.from(JSON.stringify({ head, ...rest })).toString('base64url') }
}

export async function openPost(name: string, real: RealTime = systemClock): Promise<PostNode> {
  const clock = sameEverywhere(real)
  const storage = await migratedStorage()
  const db = await openMigrated(storage)
  await sql`create table if not exists journal.test_notes partition of journal.records for values in ('test.note')`.execute(
    db.sql,
  )
  const log = process.env.TOCSIN_TEST_LOG ? createLog('warn') : silent
  const journal = await createJournal(db, clock, log, [noteRecord])
  await journal.start()
  const notary = createNotary(journal.sql, nodeKey(storage.folder, journal.nodeId), storage.folder, clock)
  const peers = new Map<Id, Held<Peer>>()
  const line = { down: false, silent: false, loseAnswers: 0, brought: [] as unknown[][], asked: [] as string[] }
  const agreed = { limits: null as Limits | null, realms: new Set<Realm>(['live']) }
  const kinds = new Map([[noteRecord.name, noteRecord]])
  const fetcher = createFetcher({ allow: ['127.0.0.1'] })
  const viewOf = (realm: Realm) => ({ reader: systemReader('test', [realm], journal.home), realm })
  const agreement = { id: '01980f3c-8a00-7000-8000-00000000a9ee', version: 1 }

  function roomWith(by: OpenJournal = journal): FederateRoom {
    const room = {
      settings: { databaseUrl: storage.databaseUrl },
      journal: by,
      clock,
      log,
      metrics: createMetrics(),
      fetcher,
      kinds: () => kinds,
    } as unknown as FederateRoom
    room.trust = {
      ownCard: async () => ({ content: { address: own.fetches ? null : address(), seals: [] } }) as never,
      peer: async (id: Id) => peers.get(id),
      peers: async () => [...peers.values()],
      sign: async (_context: string, value: unknown) =>
        ({
          signs: {},
          signature: { ed25519: JSON.stringify(value).length.toString(), mlDsa65: journal.nodeId.replaceAll('-', '') },
        }) as never,
      verify: (_context: string, value: unknown, signature: { ed25519: string }) =>
        signature.ed25519 === JSON.stringify(value).length.toString(),
      seal: async (to: Id, letter: never) => done(paperEnvelope(letter, journal.nodeId, to)),
      open: async (envelope: unknown, now: string) => {
        const { head, sealed } = envelope as Envelope
        if (head.to !== journal.nodeId) return refuse('not-for-us')
        if (head.expiresAt <= now) return refuse('expired')
        if (!peers.has(head.from)) return refuse('unknown-peer')
        try {
          return done(JSON.parse(Buffer.from(sealed, 'base64url').toString()) as Letter)
        } catch {
          return refuse('forged')
        }
      },
    } as unknown as FederateRoom['trust']
    room.terms = {
      inForce: async () => (agreed.limits ? [{ state: { terms: { limits: agreed.limits } } }] : []),
      whereTo: async (held: Held<{ to: string[]; urgent: boolean }>, realm: string, only?: Id) =>
        [...peers.keys()]
          .filter((peer) => only === undefined || peer === only)
          .map((peer) => ({
            peer,
            flows: agreed.realms.has(realm) && held.state.to.includes(peer),
            agreement,
            urgent: held.state.urgent,
            because: [],
          })),
    } as unknown as FederateRoom['terms']
    const given = new Set<string>()
    room.copies = {
      concerns: (changed: { record: string }) => changed.record === noteRecord.name,
      partsFor: async (peer: Id, realm: string, changed: { record: string; subject: Id }[]) => {
        const found = await by.reads.some(
          noteRecord,
          viewOf(realm),
          changed.map((one) => one.subject),
        )
        return found.flatMap((held): LetterPart[] => {
          const about = { record: held.record, subject: held.id, version: held.version }
          if (!agreed.realms.has(realm) || !held.state.to.includes(peer))
            return given.has(`${peer} ${held.id}`)
              ? [{ part: 'withdraw', ...about, how: 'erase', reason: 'No longer yours.' }]
              : []
          given.add(`${peer} ${held.id}`)
          return [
            { part: 'copy', ...about, marking: held.marking, state: held.state, entry: { header: {}, bodyHash: '' } },
          ]
        })
      },
    } as unknown as FederateRoom['copies']
    return room
  }

  const own = { fetches: false }
  const besides: { journal: OpenJournal; stop(): Promise<void> }[] = []
  let room = roomWith()
  let area = postArea(room)
  const takeCopy: TakePart<'copy'> = async (unit, _from, part: PartOf<'copy'>) => {
    const state = part.state as { text: string; to: string[]; urgent: boolean }
    const body = { text: state.text, to: [], urgent: state.urgent }
    const before = await unit.read(noteRecord, part.subject)
    if (!before) await unit.open(noteRecord, 'test.noteWritten', body, { subject: part.subject })
    else await unit.append(noteRecord, 'test.noteRewritten', part.subject, body)
    if (state.text.includes('poison')) throw new TypeError('made to break')
    return state.text.includes('unwanted') ? refuse('not-agreed', 'Nobody agreed to that.') : undefined
  }
  const takeWithdraw: TakePart<'withdraw'> = async (unit, _from, part) => {
    await unit.append(noteRecord, 'test.noteRewritten', part.subject, { text: 'withdrawn', to: [], urgent: false })
    return undefined
  }
  function wire(into: FederateRoom, made: typeof area) {
    into.post = made.offers
    made.offers.onPart('copy', takeCopy)
    made.offers.onPart('withdraw', takeWithdraw)
  }
  wire(room, area)

  const server: Server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      if (line.down) return void request.socket.destroy()
      if (line.silent) return
      line.asked.push(String(request.headers[fetchHeader] ?? ''))
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const route = area.rawRoutes?.find((one) => one.method === request.method && one.path === url.pathname)
      if (!route) return void response.writeHead(404).end()
      const body = Buffer.concat(chunks)
      if (request.method === 'POST' && body.length > 0)
        line.brought.push((JSON.parse(body.toString()) as { letters?: unknown[] }).letters ?? [])
      const raw = {
        method: request.method ?? '',
        headers: request.headers,
        params: {},
        body,
        requestId: '',
        now: clock.now().toISOString(),
      }
      const answer = await route.handle({ address: '127.0.0.1' } as never, url, raw as unknown as RawRequest)
      if (line.loseAnswers > 0) {
        line.loseAnswers--
        return void request.socket.destroy()
      }
      if ('redirect' in answer) return
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
    })().catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/federate/v1`
  const writerOf = (realm: Realm) => ({ view: viewOf(realm), verb: 'test.write' })

  const node: PostNode = {
    id: journal.nodeId,
    journal,
    get room() {
      return room
    },
    line,
    own,
    agreed,
    knows(peer, { fetches = false, trusted = true } = {}) {
      const card = { content: { address: fetches ? null : `${addresses.get(peer.id)}`, seals: [] } }
      peers.set(peer.id, {
        ...{ id: peer.id, record: 'federate.peer', version: 1, realm: 'live', marking: {}, title: name, since: '' },
        state: { name: 'Other', organisation: peer.journal.home, status: trusted ? 'trusted' : 'revoked', card },
      } as unknown as Held<Peer>)
    },
    async write(text, to, { urgent = false, id, realm = 'live', by = journal } = {}) {
      const body = { text, to: to.map((one) => one.id), urgent }
      const reply = await by.commit(writerOf(realm), async (unit) =>
        done((await unit.open(noteRecord, 'test.noteWritten', body, id ? { subject: id } : {})).held.id),
      )
      if (!reply.ok) throw new Error(reply.refusal)
      return reply.value
    },
    async rewrite(id, text, to, realm = 'live') {
      const body = { text, to: to.map((one) => one.id), urgent: false }
      await journal.commit(writerOf(realm), async (unit) =>
        done(await unit.append(noteRecord, 'test.noteRewritten', id, body)),
      )
    },
    notes: async (realm = 'live') =>
      (await journal.reads.many(noteRecord, viewOf(realm))).map((held) => held.state.text).sort(),
    notarise: () => notary.run(),
    async followed() {
      const { rows } = await sql<{ behind: boolean }>`select coalesce((select max(index) + 1 from journal.leaves), 0)
        > coalesce((select leaf from federate.followed), 0) as behind`.execute(db.sql)
      return rows[0]?.behind === false
    },
    async call<T>(called: string, input: object, upload?: Uint8Array, realms: Realm[] = ['live']): Promise<T> {
      const binding = area.bindings.find((one: Binding) => one.contract.name === called)
      if (!binding) throw new Error(`No ${called}`)
      const [realm = 'live'] = realms
      const reader: Reader = { ...viewOf(realm).reader, kind: 'local', id: 'test', realms }
      const { Readable } = await import('node:stream')
      const call = {
        reader,
        view: { reader, realm },
        writer: writerOf(realm),
        ...(upload ? { upload: Readable.from([upload]) } : {}),
      }
      const reply = await binding.handle(input, call as unknown as Call)
      if (!reply.ok) throw new Error(`${reply.refusal}: ${reply.detail ?? ''}`)
      return reply.value as T
    },
    async bring(envelopes) {
      const response = await fetch(`${address()}/letters`, {
        method: 'POST',
        body: JSON.stringify({ v: 1, letters: envelopes }),
      })
      return { status: response.status, body: (await response.json()) as never }
    },
    start: async () => area.start?.(),
    async beside() {
      const more = storage.databaseUrl ? await openDatabase({ url: storage.databaseUrl }) : undefined
      const theirs = more ? await createJournal(more, clock, log, [noteRecord]) : journal
      if (more) await theirs.start()
      const other = roomWith(theirs)
      const made = postArea(other)
      wire(other, made)
      await made.start?.()
      const process = {
        journal: theirs,
        async stop() {
          const [known] = besides.splice(besides.indexOf(process), 1)
          if (!known) return
          await made.stop?.()
          if (more) await theirs.stop()
          await more?.close()
        },
      }
      besides.push(process)
      return process
    },
    async again() {
      await area.stop?.()
      const trust = room.trust
      room = roomWith()
      room.trust = trust
      area = postArea(room)
      wire(room, area)
      await area.start?.()
    },
    async close() {
      for (const process of [...besides]) await process.stop()
      await area.stop?.()
      server.close()
      server.closeAllConnections()
      await journal.stop()
      await db.close()
      await storage.remove()
    },
  }
  addresses.set(node.id, address())
  return node
}

const addresses = new Map<Id, string>()
