// Nothing of an exercise reaches what is live, and nothing live reaches an exercise. Generated: every operation of the house is tried in a
// Embedded only: it tries every operation of the house for minutes; where rows and connections go is decided before any store is asked.
// realm, with what its own example says and with the records of that realm; then all timed work runs. Before and after, every row of
// every table is looked at, and every connection that this process opens is noted.
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contract } from '#kernel/contract.ts'
import { roles } from '#kernel/role.ts'
import { enterRealm } from '#people/api.ts'
import { faultIn } from '#platform/http/index.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { type Watched, watchSockets } from '../setup/sockets.ts'
import { differences, type Store, type Touched, wholeStore } from '../setup/whole-store.ts'

const realm = 'exercise:containment'
const monday = '2025-03-10T09:45:00.000Z'
let node: TestNode
let outside: Server
let outsidePort = 0
let sockets: Watched
let everybody: Client
let contracts: Contract[]

beforeAll(async () => {
  outside = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  const at = outside.address()
  outsidePort = typeof at === 'object' && at ? at.port : 0
  node = await startTestNode({
    env: { TOCSIN_SMTP_URL: `smtp://127.0.0.1:${outsidePort}`, TOCSIN_FETCH_ALLOW: '127.0.0.1' },
  })
  const admin = await node.administrator()
  everybody = await node.signedIn({ roles: [...roles] })
  for (const { person } of [admin, everybody]) await admin.get(enterRealm, { person, exercise: 'containment' })
  const set = await node.node.clocks.set(realm, { storyAt: monday, realAt: new Date().toISOString(), speed: 60 })
  if (!set.ok) throw new Error(set.refusal)
  contracts = node.node.bindings.map(({ contract }) => contract).filter(({ name }) => !isOfTheNode(name))
  sockets = watchSockets([
    Number(new URL(node.url).port),
    Number(new URL(process.env.TOCSIN_TEST_PG_URL ?? 'http://x:5432').port),
  ])
}, 180_000)

afterAll(async () => {
  sockets?.stop()
  await node?.stop()
  outside?.close()
})

/** People exist once and live in no exercise; the journal proves and rebuilds all of the node; exercises are led from outside of them. */
function isOfTheNode(name: string): boolean {
  return /^(people|journal|exercise)\./.test(name)
}

/** What no realm owns: sessions, attempts and calendar keys of people, the proof, leases, answers of commands, and how far all is followed. */
const ofTheNode = [
  ...['journal.leaves', 'journal.nodes', 'journal.checkpoints', 'journal.node', 'journal.leases', 'journal.commands'],
  ...['people.sessions', 'people.attempts', 'exercise.clocks'],
  ...['assess.calendar_feeds', 'federate.calendar_feeds', 'federate.followed', 'share.told_to', 'share.advice_read'],
]

/** Where an example names somewhere outside, it names the outside world of this test. */
function onLoopback(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(onLoopback)
  if (typeof value === 'string')
    return /^https?:\/\//.test(value) ? `http://127.0.0.1:${outsidePort}/${value.length}` : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, onLoopback(one)]))
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

interface Known {
  subject: string
  version: number
}

/** The example with other ids and the version that the record has. */
function about(value: unknown, { subject, version }: Known): unknown {
  if (Array.isArray(value)) return value.map((one) => about(one, { subject, version }))
  if (typeof value === 'string') return value.replace(uuid, subject)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      /version$/i.test(name) ? version : about(one, { subject, version }),
    ]),
  )
}

async function recordsIn(where: string): Promise<{ record: string; known: Known }[]> {
  const rows = await node.node.journal.sql
    .selectFrom('journal.records')
    .select(['record', 'subject', 'version'])
    .where('realm', '=', where)
    .where('valid_to', 'is', null)
    .execute()
  return rows.map(({ record, subject, version }) => ({ record, known: { subject, version } }))
}

/** Every operation once as its example says, and once for a record of each kind that is there. Answers which were done. */
async function tryAll(where: string): Promise<Set<string>> {
  const done = new Set<string>()
  const attempt = async (contract: Contract, input: unknown) => {
    if (faultIn(contract.input, input)) return
    const upload = contract.upload ? { upload: Buffer.from('{}') } : {}
    const answer = await everybody.call(contract, input as never, { realm: where, ...upload }).catch(() => undefined)
    if (answer?.ok) done.add(contract.name)
    // Nobody answers outside: that is told as 502 or 504 with a refusal of the contract, and is no fault.
    else if (answer && answer.status >= 500 && !(answer.problem.refusal in contract.refusals))
      expect.soft(answer.problem, contract.name).toBe('no fault of the node')
  }
  for (const contract of contracts) await attempt(contract, onLoopback(contract.example))
  for (let round = 0; round < 2; round++) {
    const one = new Map((await recordsIn(where)).map(({ record, known }) => [record, known]))
    for (const contract of contracts) {
      if (!JSON.stringify(contract.example).match(uuid)) continue
      const room = contract.name.split('.')[0]
      for (const [record, known] of one) {
        if (round === 0 && !record.startsWith(`${room}.`)) continue
        if (round === 1 && done.has(contract.name)) break
        await attempt(contract, about(onLoopback(contract.example), known))
      }
    }
  }
  return done
}

async function runJobs(): Promise<void> {
  for (const job of node.node.jobs) await job.run().catch(() => undefined)
}

const dump = (): Promise<Store> => wholeStore(node.node.journal.sql, ofTheNode)
const short = ({ table, row }: Touched) => `${table}: ${row.slice(0, 400)}`

/** Rows that say whose they are by a realm or by the id of something that is there. */
async function belongsTo(where: string): Promise<(touched: Touched) => boolean> {
  const ids = new Set((await recordsIn(where)).map(({ known }) => known.subject))
  const entries = await node.node.journal.sql
    .selectFrom('journal.entries')
    .select(['id', 'subject'])
    .where('realm', '=', where)
    .execute()
  for (const { id, subject } of entries) ids.add(id).add(subject)
  return ({ row }) => row.includes(`"realm": "${where}"`) || (row.match(uuid) ?? []).some((id) => ids.has(id))
}

test('what is done in an exercise changes no row that is live, and opens no connection to anybody', async () => {
  // Systems to call, subscribers and feeds are there before, so that there is somebody to leak to.
  await tryAll('live')
  await runJobs()
  await runJobs()
  sockets.taken()
  const before = await dump()

  const done = await tryAll(realm)
  const opened = sockets.taken()
  await runJobs()
  await runJobs()
  const after = await dump()
  const byJobs = sockets.taken()

  // A try that did nothing would prove nothing.
  const kinds = new Set((await recordsIn(realm)).map(({ record }) => record))
  expect(done.size).toBeGreaterThan(100)
  expect(kinds.size).toBeGreaterThan(20)

  const played = await belongsTo(realm)
  const { came, went } = differences(before, after)
  expect(came.filter((one) => !played(one)).map(short)).toEqual([])
  expect(went.filter((one) => !played(one)).map(short)).toEqual([])
  expect(opened).toEqual([])
  expect(byJobs).toEqual([])
}, 600_000)

test('what is done live changes no row of an exercise', async () => {
  const mine = (store: Store): Store =>
    new Map(
      [...store].map(([table, rows]) => [
        table,
        new Set([...rows].filter((row) => row.includes(`"realm": "${realm}"`))),
      ]),
    )
  const paused = { storyAt: node.node.clocks.in(realm).toISOString(), realAt: new Date().toISOString(), speed: 0 }
  await node.node.clocks.set(realm, paused)
  await runJobs()
  const before = mine(await dump())
  expect([...before.values()].reduce((sum, rows) => sum + rows.size, 0)).toBeGreaterThan(100)
  await tryAll('live')
  await runJobs()
  const { came, went } = differences(before, mine(await dump()))
  expect([...came, ...went].map(short)).toEqual([])
}, 600_000)

test('every answer of an exercise says so in its head, and every file of it in its name or its first line', async () => {
  const known = (await recordsIn(realm)).map((one) => one.known)
  let files = 0
  for (const contract of contracts.filter((one) => one.does === 'query')) {
    for (const one of contract.download ? known : known.slice(0, 1)) {
      const input = about(contract.example, one) as Record<string, unknown>
      const query = new URLSearchParams({ realm })
      for (const [name, value] of Object.entries(input))
        for (const part of [value].flat())
          query.append(name, typeof part === 'object' ? JSON.stringify(part) : String(part))
      const response = await everybody.fetch(`/api/${contract.name.replace('.', '/')}?${query}`)
      expect.soft(response.headers.get('tocsin-realm'), contract.name).toBe('EXERCISE containment')
      const bytes = Buffer.from(await response.arrayBuffer())
      if (!contract.download || !response.ok) continue
      files += 1
      const name = decodeURIComponent(response.headers.get('content-disposition') ?? '')
      const says = name.includes('EXERCISE') || bytes.toString('latin1').split('\n', 1)[0]?.includes('EXERCISE')
      expect.soft(says, `${contract.name}: ${name}`).toBe(true)
      break
    }
  }
  expect(files).toBeGreaterThan(8)
  const live = await everybody.fetch('/api/assess/listIncidents')
  expect(live.headers.get('tocsin-realm')).toBeNull()
}, 300_000)
