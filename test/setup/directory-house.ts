// The directory of one node on a fresh store, without HTTP and with a post that hands letters over when told to, on a clock of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directoryArea } from '#federate/actions/directory/area.ts'
import type { Post } from '#federate/actions/parts.ts'
import type { FederateRoom } from '#federate/actions/room.ts'
import { ownCardRecord, peerRecord } from '#federate/events.ts'
import type { LetterPart } from '#federate/model/letter.ts'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { createPeople, organisationRecord, peopleRecords } from '#people/index.ts'
import { readSettings } from '#platform/config.ts'
import type { Db } from '#platform/db/index.ts'
import type { Fetcher } from '#platform/fetch/index.ts'
import type { Call, Edge, RawRequest } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import { createJournal, type Held, type OpenJournal } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import type { Job } from '#platform/room.ts'
import { packageRoot } from '#platform/worker.ts'
import { openTestDatabase } from './database.ts'
import { outboxOf } from './outbox.ts'
import type { HandClock } from './people.ts'

export interface DirectoryHouse {
  room: FederateRoom
  journal: OpenJournal
  dataDir: string
  /** A person of this node's organisation who may do everything. */
  person: Reader
  call<C extends Contract>(contract: C, input: InputOf<C>, reader?: Reader): Promise<Reply<OutputOf<C>>>
  get<C extends Contract>(contract: C, input: InputOf<C>): Promise<OutputOf<C>>
  job(name: string): Promise<void>
  /** What its public addresses answer. */
  answer(path: string): Promise<{ status: number; body: string } | undefined>
  /** What waits for others, oldest first. */
  waiting: { to: string; parts: readonly LetterPart[] }[]
  /** Hands all that waits for this peer over, sealed and opened; the refusals that it met, or none. */
  deliver(to: DirectoryHouse): Promise<string[]>
  /** The same data folder and database, as after a restart. */
  again(): Promise<DirectoryHouse>
  close(): Promise<void>
}

type Take = Parameters<Post['onPart']>[1]

/** `reach` answers addresses: which node stands behind which host. */
export async function openDirectory(
  name: string,
  clock: HandClock,
  reach: Map<string, DirectoryHouse>,
  kept?: { db: Db; journal: OpenJournal; dataDir: string },
): Promise<DirectoryHouse> {
  const db = kept?.db ?? (await openTestDatabase())
  const dataDir = kept?.dataDir ?? mkdtempSync(join(tmpdir(), 'tocsin-directory-'))
  const settings = readSettings({ TOCSIN_DATA: dataDir, TOCSIN_ORIGIN: `https://${name}.example` }, packageRoot())
  const journal =
    kept?.journal ?? (await createJournal(db, clock, silent, [...peopleRecords, ownCardRecord, peerRecord]))
  const deps = { journal, clock, settings, log: silent, metrics: createMetrics(), outbox: outboxOf(journal, clock) }
  const takes = new Map<string, Take>()
  const waiting: DirectoryHouse['waiting'] = []
  const post: Post = {
    put: (unit, to, _realm, parts) => unit.also(async () => void waiting.push({ to, parts })),
    onPart: (part, take) => void takes.set(part, take as unknown as Take),
  } as Post
  const people = createPeople(deps)
  const room = { ...deps, people, fetcher: fetcherFor(reach), post } as unknown as FederateRoom
  const area = directoryArea(room)
  room.trust = area.offers
  room.terms = { inForce: async () => [] } as unknown as FederateRoom['terms']
  const person: Reader = {
    ...systemReader('', ['live'], journal.home),
    ...{ kind: 'person', id: newId(clock.now()), roles: ['administrator', 'liaison'] },
  }
  person.person = person.id
  if (!kept) await setUp(journal, name)
  let sequence = 0

  const house: DirectoryHouse = {
    ...{ room, journal, dataDir, person, waiting },
    async call(contract, input, reader = person) {
      const binding = area.bindings.find((one) => one.contract.name === contract.name)
      if (!binding) throw new Error(`${contract.name} is not bound`)
      const view = { reader, realm: 'live' }
      const call = { reader, view, writer: { view, verb: contract.name }, now: instant(clock.now()), requestId: 'test' }
      return (await binding.handle(input, call as Call)) as never
    },
    async get(contract, input) {
      const reply = await house.call(contract, input)
      if (!reply.ok) throw new Error(`${contract.name}: ${reply.refusal} ${reply.detail ?? ''}`)
      return reply.value
    },
    job: (job) => runJob(area.jobs, job),
    async answer(path) {
      const route = area.rawRoutes?.find((one) => one.path === path)
      const said = await route?.handle({} as Edge, new URL(path, settings.origin), {} as RawRequest)
      return said && 'body' in said ? { status: said.status, body: String(said.body) } : undefined
    },
    async deliver(to) {
      const refused: string[] = []
      for (const { parts } of waiting.splice(0).filter((one) => one.to === to.journal.nodeId)) {
        const now = instant(clock.now())
        const expiresAt = instant(new Date(clock.now().getTime() + 7 * 86_400_000))
        const letter = { id: newId(clock.now()), realm: 'live', expiresAt, sequence: ++sequence, issuedAt: now }
        const sealed = await room.trust.seal(to.journal.nodeId, { ...letter, agreement: null, parts: [...parts] })
        const opened = sealed.ok ? await to.room.trust.open(JSON.parse(JSON.stringify(sealed.value)), now) : sealed
        if (!opened.ok) refused.push(opened.refusal)
        else refused.push(...(await takeParts(to, opened.value.head.from, parts)))
      }
      return refused
    },
    again: () => openDirectory(name, clock, reach, { db, journal, dataDir }),
    async close() {
      await area.stop?.()
      await people.stop?.()
      if (!kept) await db.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  takers.set(house.journal.nodeId, takes)
  reach.set(`${name}.example`, house)
  return house
}

const takers = new Map<string, Map<string, Take>>()

async function takeParts(to: DirectoryHouse, from: string, parts: readonly LetterPart[]): Promise<string[]> {
  const view = { reader: systemReader('federate', ['live'], to.journal.home), realm: 'live' }
  const refused: string[] = []
  await to.journal.commit({ view, verb: 'federate.takeLetter' }, async (unit) => {
    for (const part of parts) {
      const held = (await to.room.trust.peer(from)) as Held<never>
      const answer = await takers.get(to.journal.nodeId)?.get(part.part)?.(unit, held, part as never, {} as never)
      if (answer) refused.push(answer.refusal)
    }
    return done(null)
  })
  return refused
}

function runJob(jobs: readonly Job[], name: string): Promise<void> {
  const job = jobs.find((one) => one.name === name)
  if (!job) throw new Error(`There is no job ${name}.`)
  return job.run()
}

async function setUp(journal: OpenJournal, name: string): Promise<void> {
  const view = { reader: systemReader('setup', ['live'], journal.home), realm: 'live' }
  const organisation = {
    ...{ name: `CSIRT of ${name}`, kind: 'csirt' as const, country: 'BE', sectors: [], groups: [], clientOf: [] },
    ...{ contacts: [{ purpose: '24/7 duty desk', phone: '+32 2 000 0000' }], active: true },
  }
  const options = { subject: journal.home, owner: journal.home, marking: { tlp: 'GREEN' as const } }
  const reply = await journal.commit({ view, verb: 'people.setUp' }, async (unit) =>
    done(await unit.open(organisationRecord, 'people.organisationRegistered', organisation, options)),
  )
  if (!reply.ok) throw new Error(reply.refusal)
}

/** Answers as the addresses of the other nodes would. */
function fetcherFor(reach: Map<string, DirectoryHouse>): Fetcher {
  return {
    async get(url: string) {
      const { host, pathname } = new URL(url)
      const answer = await reach.get(host)?.answer(pathname)
      if (!answer) return refuse('unreachable')
      return done({ ...answer, headers: {}, bytes: Buffer.from(answer.body), finalUrl: url, notModified: false })
    },
  } as unknown as Fetcher
}
