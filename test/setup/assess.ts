// The assess room on a fresh store, called through its bindings as the HTTP edge does: input and answer are checked
// against the contract each time.
import { Readable } from 'node:stream'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { assessRecords, createAssess } from '#assess/index.ts'
import { type Contract, commonRefusals, type InputOf, type OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import type { Reply } from '#kernel/reply.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { readSettings } from '#platform/config.ts'
import type { Call, Edge } from '#platform/http/index.ts'
import { newId } from '#platform/id.ts'
import { createJournal, type OpenJournal } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { packageRoot } from '#platform/worker.ts'
import { migratedStorage, openMigrated } from './database.ts'
import { outboxOf } from './outbox.ts'

const ItemState = Type.Object({
  title: Type.String(),
  lead: Type.String(),
  status: Type.String(),
  incident: Type.Boolean(),
  signal: Type.Optional(Type.Boolean()),
  sectors: Type.Optional(Type.Array(Type.String())),
  countries: Type.Array(Type.String()),
  publishedAt: Type.Union([Type.String(), Type.Null()]),
  fetchedAt: Type.String(),
  judgedAt: Type.Union([Type.String(), Type.Null()]),
})

/** An item of watch with the fields that the picture looks at. */
export const item = recordKind({
  name: 'watch.item',
  state: ItemState,
  kinds: {
    'watch.itemFound': opening(ItemState, (body) => body),
    'watch.itemJudged': change(
      Type.Object({ status: Type.String() }),
      (state: Type.Static<typeof ItemState>, body, entry) => ({
        ...state,
        status: body.status,
        judgedAt: entry.recordedAt,
      }),
    ),
  },
  index: (state) => ({ title: state.title, words: state.lead }),
})

export interface CallOptions {
  asOf?: string
  realm?: string
  key?: string
  upload?: Uint8Array | Readable
}

export interface AssessHouse {
  journal: OpenJournal
  folder: string
  home: Id
  now(): Date
  pass(seconds: number): void
  reader(more?: Partial<Reader>): Reader
  call<C extends Contract>(
    as: Reader,
    contract: C,
    input: InputOf<C>,
    options?: CallOptions,
  ): Promise<Reply<OutputOf<C>>>
  /** The value, or a thrown error with the refusal. */
  get<C extends Contract>(as: Reader, contract: C, input: InputOf<C>, options?: CallOptions): Promise<OutputOf<C>>
  /** An item of watch; accepted unless said otherwise. */
  item(more?: Partial<Type.Static<typeof ItemState>>, marking?: MarkingChoice): Promise<Id>
  judge(id: Id, status: string): Promise<void>
  close(): Promise<void>
}

export async function openAssess(start = '2027-03-10T09:45:00.000Z'): Promise<AssessHouse> {
  const storage = await migratedStorage()
  const db = await openMigrated(storage)
  let at = Date.parse(start)
  const clock = sameEverywhere({ now: () => new Date(at++) })
  const journal = await createJournal(db, clock, silent, [...assessRecords, item])
  await journal.start()
  const settings = readSettings({ ...storage.env }, packageRoot())
  const metrics = createMetrics()
  const outbox = outboxOf(journal, clock)
  const nobody = { colleague: async () => undefined, colleaguesOf: async () => [] }
  const room = createAssess({ journal, clock, settings, log: silent, metrics, outbox }, { people: nobody })
  const { home } = journal
  const desk = reader()

  function reader(more: Partial<Reader> = {}): Reader {
    const person = newId(new Date())
    return {
      kind: 'person',
      id: person,
      person,
      organisation: home,
      clientOf: [],
      communities: ['BE', 'EU'],
      roles: ['analyst', 'duty-officer'],
      realms: ['live'],
      ...more,
    }
  }

  async function call<C extends Contract>(
    as: Reader,
    contract: C,
    input: InputOf<C>,
    options: CallOptions = {},
  ): Promise<Reply<OutputOf<C>>> {
    const binding = room.bindings.find((one) => one.contract.name === contract.name)
    if (!binding) throw new Error(`${contract.name} is not bound`)
    const fault = Compile(contract.input).Errors(input)[0]
    if (fault) return { ok: false, refusal: 'bad-input', detail: fault.message, where: fault.instancePath }
    const view = { reader: as, realm: options.realm ?? 'live', ...(options.asOf ? { asOf: options.asOf } : {}) }
    const given: Call = {
      reader: as,
      view,
      writer: {
        view,
        verb: contract.name,
        ...(options.key ? { idempotencyKey: options.key, inputDigest: JSON.stringify(input) } : {}),
      },
      now: clock.now().toISOString(),
      requestId: 'test',
      edge: {} as Edge,
      ...(options.upload
        ? { upload: options.upload instanceof Readable ? options.upload : Readable.from([Buffer.from(options.upload)]) }
        : {}),
    }
    const reply: Reply<unknown> = await binding.handle(input, given)
    if (!reply.ok) {
      if (!(reply.refusal in contract.refusals) && !(reply.refusal in commonRefusals))
        throw new Error(`${contract.name} does not name ${reply.refusal}`)
      return reply
    }
    const wrong = contract.download ? undefined : Compile(contract.output).Errors(reply.value)[0]
    if (wrong) throw new Error(`${contract.name} answers ${wrong.instancePath} ${wrong.message}`)
    return reply as Reply<OutputOf<C>>
  }

  return {
    journal,
    folder: storage.folder,
    home,
    now: () => new Date(at),
    pass(seconds) {
      at += seconds * 1000
    },
    reader,
    call,
    async get(as, contract, input, options) {
      const reply = await call(as, contract, input, options)
      if (!reply.ok) throw new Error(`${contract.name}: ${JSON.stringify(reply)}`)
      return reply.value
    },
    async item(more = {}, marking) {
      const now = clock.now().toISOString()
      const state = {
        title: 'Payment switch down',
        lead: 'Cards fail.',
        status: 'accepted',
        incident: true,
        countries: ['DE'],
        publishedAt: now,
        fetchedAt: now,
        judgedAt: now,
        ...more,
      }
      const reply = await journal.commit(
        { view: { reader: desk, realm: 'live' }, verb: 'watch.importText' },
        async (unit) => {
          const { held } = await unit.open(item, 'watch.itemFound', state, marking ? { marking } : {})
          return { ok: true, value: held.id }
        },
      )
      if (!reply.ok) throw new Error(reply.refusal)
      return reply.value
    },
    async judge(id, status) {
      await journal.commit({ view: { reader: desk, realm: 'live' }, verb: 'watch.judgeItem' }, async (unit) => {
        await unit.append(item, 'watch.itemJudged', id, { status })
        return { ok: true, value: null }
      })
    },
    async close() {
      await room.stop?.()
      await journal.stop()
      await db.close()
      await storage.remove()
    },
  }
}
