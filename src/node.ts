// Wiring, by hand: one node out of its rooms, in the order in which they may know each other.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer as createProbe } from 'node:net'
import { join } from 'node:path'
import { assessRecords, createAssess } from '#assess/index.ts'
import { coordinateRecords, createCoordinate } from '#coordinate/index.ts'
import { createDisrupt, disruptRecords } from '#disrupt/index.ts'
import { createExercise, exerciseRecords } from '#exercise/index.ts'
import { createFederate, federateRecords } from '#federate/index.ts'
import type { Reader } from '#kernel/reader.ts'
import { roles } from '#kernel/role.ts'
import { createPeople, peopleRecords } from '#people/index.ts'
import { type RealTime, systemClock } from '#platform/clock.ts'
import { originAt, type Settings } from '#platform/config.ts'
import { type Db, migrate, openDatabase } from '#platform/db/index.ts'
import { createFetcher } from '#platform/fetch/index.ts'
import { createFiles } from '#platform/files.ts'
import { type Binding, createCallWithin, createServer, type Edge, type Identify } from '#platform/http/index.ts'
import { createScheduler } from '#platform/jobs.ts'
import {
  createJournal,
  createNotary,
  forgetCommands,
  journalBindings,
  nodeKey,
  type OpenJournal,
  removeErasedFiles,
} from '#platform/journal/index.ts'
import { type Log, silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutbox, createSendMail } from '#platform/outbox/index.ts'
import { openRealmClocks, type RealmClocks } from '#platform/realm-clocks.ts'
import type { Deps, Job } from '#platform/room.ts'
import { packageRoot } from '#platform/worker.ts'
import { createRecover, recoverRecords } from '#recover/index.ts'
import { createSense, senseRecords } from '#sense/index.ts'
import { createShare, shareRecords } from '#share/index.ts'
import { createSustain, sustainRecords } from '#sustain/index.ts'
import { createWatch, watchRecords } from '#watch/index.ts'

export const allRecords = [
  ...peopleRecords,
  ...sustainRecords,
  ...federateRecords,
  ...senseRecords,
  ...watchRecords,
  ...assessRecords,
  ...coordinateRecords,
  ...disruptRecords,
  ...shareRecords,
  ...recoverRecords,
  ...exerciseRecords,
]

export interface NodeOptions {
  settings: Settings
  log?: Log
  /** Real time; tests bring their own. */
  clock?: RealTime
  /** A database that is open already (tests). */
  db?: Db
  version?: string
}

export interface TocsinNode {
  journal: OpenJournal
  /** What time it is in each realm. */
  clocks: RealmClocks
  bindings: readonly Binding[]
  /** All timed work of this node, by its names. */
  jobs: readonly Job[]
  /** What people type into their browser. */
  origin: string
  /** The operating-system account at the keyboard: all roles, the home organisation, no named TLP:RED. */
  localReader(realm: string): Reader
  /** The one-time address for setting up, or null when somebody has. */
  setUpLink(): Promise<string | null>
  notarise(): Promise<number>
  /** Works without serving: for a command that plays on a node of its own. Timed work takes its turn only where it is asked to. */
  work(): Promise<void>
  listen(): Promise<string>
  stop(): Promise<void>
}

export async function createNode({
  settings: asked,
  log = silent,
  clock: real = systemClock,
  db: given,
  version = '0.1.0',
}: NodeOptions): Promise<TocsinNode> {
  const settings = await withPort(asked)
  const root = packageRoot()
  const migrationsDir = join(root, 'migrations')
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
  const db =
    given ??
    (await openDatabase(settings.databaseUrl ? { url: settings.databaseUrl } : { dataDir: settings.dataDir }, log))
  const metrics = createMetrics()
  await migrate(db, migrationsDir)
  const clock = await openRealmClocks(db, real, log)
  const journal = await createJournal(db, clock, log, allRecords)
  const key = nodeKey(settings.dataDir, journal.nodeId)
  const notary = createNotary(journal.sql, key, settings.dataDir, clock)

  const mail = settings.send ? createSendMail(settings.send) : null
  const fetcher = createFetcher({ allow: settings.fetchAllow, ownPort: () => settings.port, userAgent: 'Tocsin' })
  const outbox = createOutbox(journal.sql, { fetcher, sendMail: mail?.send ?? null, clock, log, metrics })
  const deps: Deps = { journal, clock, settings, log, metrics, outbox }
  const people = createPeople(deps)
  const sustain = createSustain(deps)
  const kinds = new Map(allRecords.map((kind) => [kind.name, kind]))
  const federate = createFederate({ ...deps, people, fetcher, kinds: () => kinds, notarise: () => notary.run() })
  outbox.sealWith(async (address) => {
    const key = await people.mailKeyFor(address)
    if (!key) return null
    return { encryptTo: key.armored, fingerprint: key.fingerprint, signWith: await federate.signingKey() }
  })
  const sense = createSense(deps)
  const watch = createWatch(deps, { sense, objects: federate.objects })
  const assess = createAssess(deps, { people, sustain })
  const coordinate = createCoordinate(deps, { people, assess })
  const disrupt = createDisrupt(deps, { assess, people })
  const share = createShare(deps, { people, coordinate })
  const recover = createRecover(deps, { coordinate, people })
  const exercise = createExercise(deps, {
    people,
    federate,
    recover,
    clocks: clock,
    call: createCallWithin(() => bindings, clock, settings.origin),
    nudge: () => scheduler.turn(timedInStory),
    contracts: () => bindings.map((binding) => binding.contract),
  })
  const rooms = [people, sustain, federate, sense, watch, assess, coordinate, disrupt, share, recover, exercise]

  const bindings: Binding[] = [
    ...journalBindings({
      clock,
      journal,
      keys: [key],
      dataDir: settings.dataDir,
      migrationsDir,
      notarise: () => notary.run(),
    }),
    ...rooms.flatMap((room) => room.bindings),
  ]
  // A file is there before the entry that names it: an hour is long for that way.
  const removeFilesOfErased = () =>
    removeErasedFiles(journal.sql, journal.records, createFiles(settings.dataDir), new Date(Date.now() - 3600_000))
  const jobs: Job[] = [
    { name: 'notary', everySeconds: 5, run: async () => void (await notary.run()) },
    { name: 'erased-files', everySeconds: 3600, run: async () => void (await removeFilesOfErased()) },
    { name: 'forget-commands', everySeconds: 3600, run: () => forgetCommands(journal.sql) },
    ...outbox.jobs,
    ...rooms.flatMap((room) => room.jobs),
  ]
  const scheduler = createScheduler(journal.sql, jobs, log, metrics)
  const appended = metrics.counter('tocsin_journal_entries_total', 'Entries written to the journal', ['kind'])
  let nudge: NodeJS.Timeout | undefined
  journal.onCommitted((batch) => {
    for (const entry of batch) appended.inc({ kind: entry.kind })
    nudge ??= setTimeout(() => {
      nudge = undefined
      scheduler.nudge('notary')
    }, 1000).unref()
  })

  const local = localAccount(settings.dataDir, journal.home)
  const identify: Identify = async (edge: Edge, authorization, realm) =>
    local.knows(authorization) ? local.reader(realm) : people.identify(edge, authorization)
  const server = await createServer({
    settings,
    log,
    clock,
    metrics,
    journal,
    identify,
    bindings,
    rawRoutes: rooms.flatMap((room) => room.rawRoutes ?? []),
    root,
    version,
    ready: () => ready(db, settings.dataDir),
    over: (realm) => exercise.over(realm),
  })

  return {
    journal,
    clocks: clock,
    bindings,
    jobs,
    origin: settings.origin,
    localReader: local.reader,
    setUpLink: () => people.setUpLink(),
    notarise: () => notary.run(),
    async work() {
      await journal.start()
      await clock.start()
      for (const room of rooms) await room.start?.()
    },
    async listen() {
      await journal.start()
      await clock.start()
      const address = await server.listen({ host: settings.host, port: settings.port })
      for (const room of rooms) await room.start?.()
      local.announce(address)
      scheduler.start()
      assess
        .warm()
        .catch((error: unknown) => log.warn({ err: error }, 'the picture is loaded at the first look instead'))
      scheduler.nudge('notary')
      return address
    },
    async stop() {
      clearTimeout(nudge)
      local.withdraw()
      await server.close()
      // What an exercise is doing uses all other rooms: it stops before them.
      await exercise.stop?.()
      await scheduler.stop()
      mail?.close()
      for (const room of rooms) await room.stop?.()
      await clock.stop()
      await journal.stop()
      if (!given) await db.close()
    },
  }
}

/** Work that goes by the time of the realm: while an exercise runs fast, it takes its turn as the story goes on. */
const timedInStory = [
  ...['sense-detect', 'watch-tell-sense', 'watch-hear-findings', 'watch-intakes', 'watch-stories', 'watch-follow-ups'],
  ...['sustain-find-states', 'sustain-failovers', 'assess-limits', 'assess-judge-all', 'assess-remind'],
  ...['coordinate-tasks', 'coordinate-call-outs', 'coordinate-duties', 'share-advice', 'share-reviews'],
  ...['disrupt-request-times', 'disrupt-releases'],
  ...['recover-follow-ups', 'recover-relapses', 'recover-reserve'],
]

/** Port 0 becomes a free one at once, because links and redirects are made before the node listens. */
async function withPort(settings: Settings): Promise<Settings> {
  if (settings.port !== 0) return settings
  const probe = createProbe().listen(0, settings.host)
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => probe.close(resolve))
  const origin = settings.origin === originAt(settings.host, 0) ? originAt(settings.host, port) : settings.origin
  return { ...settings, port, origin }
}

/**
 * Whoever can read the data folder can read the database; the command line proves just that, with a secret that is
 * written into the folder at each start.
 */
function localAccount(dataDir: string, home: string) {
  const file = join(dataDir, 'run.json')
  const token = `local_${randomBytes(32).toString('hex')}`
  const expected = Buffer.from(`Bearer ${token}`)
  return {
    knows(authorization: string | undefined): boolean {
      const given = Buffer.from(authorization ?? '')
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
    reader: (realm: string): Reader => ({
      kind: 'local',
      id: 'command-line',
      person: null,
      organisation: home,
      clientOf: [],
      communities: ['EU'],
      roles: [...roles],
      realms: [realm],
    }),
    announce(address: string): void {
      writeFileSync(file, JSON.stringify({ pid: process.pid, address, token }), { mode: 0o600 })
      chmodSync(file, 0o600)
    },
    withdraw: () => rmSync(file, { force: true }),
  }
}

const leastFreeBytes = 64 * 1024 * 1024

async function ready(db: Db, dataDir: string): Promise<void> {
  await db.sql.selectNoFrom((e) => e.lit(1).as('one')).execute()
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < leastFreeBytes) throw new Error('Less than 64 MB are free on the disk of the data folder.')
}
