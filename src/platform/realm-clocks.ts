// The clocks of exercises: kept in the database, read at the start, and the same in all processes a moment after a change.
import { type Kysely, sql, type Transaction } from 'kysely'
import { isExercise, type Realm } from '#kernel/realm.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { type ClockSetting, faultOfSetting, resetAt, storyTime } from '#kernel/story-time.ts'
import { instant } from '#kernel/time.ts'
import type { Clock, RealTime } from './clock.ts'
import type { Db } from './db/index.ts'
import type { JournalTables } from './journal/index.ts'
import type { Log } from './log.ts'

const channel = 'tocsin_clocks'
/** Told at once where the database tells; looked at anyway, for a word that was lost. */
const lookAgainMs = 30_000

type Settings = ReadonlyMap<Realm, ClockSetting>
type Sql = Kysely<JournalTables>

export interface RealmClocks extends Clock {
  /** How the clock of that realm is set; undefined: it has none of its own. */
  setting(realm: Realm): ClockSetting | undefined
  /**
   * Sets the clock of an exercise for all processes. Refuses `bad-input`, and `clock-backwards` where the realm holds an entry
   * that is later than the new time: entries of a realm stand in order.
   */
  set(realm: Realm, setting: ClockSetting): Promise<Reply<ClockSetting>>
  /** What `set` would refuse. */
  check(realm: Realm, setting: ClockSetting): Promise<Refused | undefined>
  /** For a unit of work that writes an entry about it: put this into `unit.also` after `check`, and call `reload` when it is committed. */
  write(trx: Transaction<JournalTables>, realm: Realm, setting: ClockSetting): Promise<void>
  /** How it is set, for nobody else to change before this transaction is over. */
  hold(trx: Transaction<JournalTables>, realm: Realm): Promise<ClockSetting | undefined>
  /** The same clock told anew from now on, by how it is set in the database and not by what this process last heard. */
  reset(trx: Transaction<JournalTables>, realm: Realm, change: { speed?: number }): Promise<void>
  /** Reads what is kept. Hearers are told of the realms that changed. */
  reload(): Promise<void>
  onChanged(hear: (realms: readonly Realm[]) => void): () => void
  /** Begins to hear other processes. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** The database must be migrated. */
export async function openRealmClocks(db: Db, real: RealTime, log: Log): Promise<RealmClocks> {
  const tables = db.sql.withTables<JournalTables>()
  const hearers = new Set<(realms: readonly Realm[]) => void>()
  let settings: Settings = new Map()
  let stopListening: (() => Promise<void>) | undefined
  let timer: NodeJS.Timeout | undefined
  let reading = Promise.resolve()

  const timeIn = (realm: Realm): Date => {
    const setting = settings.get(realm)
    return setting ? storyTime(setting, real.now()) : real.now()
  }

  /** One after the other, so that an older answer never comes after a newer one. */
  function reload(): Promise<void> {
    const turn = reading.then(async () => {
      const before = settings
      settings = await stored(tables)
      const changed = [...new Set([...before.keys(), ...settings.keys()])].filter(
        (realm) => !same(before.get(realm), settings.get(realm)),
      )
      if (changed.length > 0) for (const hear of hearers) hear(changed)
    })
    reading = turn.catch(() => {})
    return turn
  }

  const reloadSoon = () =>
    void reload().catch((error: unknown) => log.error({ err: error }, 'the clocks of exercises could not be read'))

  const clocks: RealmClocks = {
    now: () => real.now(),
    in: timeIn,
    own: () => [...settings.keys()].map((realm) => ({ realm, now: timeIn(realm) })),
    setting: (realm) => settings.get(realm),
    check: (realm, setting) => check(tables, realm, setting),
    write,
    hold,
    reset: async (trx, realm, change) => write(trx, realm, resetAt(await hold(trx, realm), real.now(), change)),
    async set(realm, asked) {
      const refused = await tables.transaction().execute(async (trx) => {
        const fault = await check(trx, realm, asked)
        if (!fault) await write(trx, realm, asked)
        return fault
      })
      if (refused) return refused
      await reload()
      return done(settings.get(realm) ?? asked)
    },
    reload,
    onChanged(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async start() {
      await reload()
      if (db.kind === 'embedded') return
      stopListening = await db.listen(channel, reloadSoon)
      timer = setInterval(reloadSoon, lookAgainMs).unref()
    },
    async stop() {
      clearInterval(timer)
      await stopListening?.()
      await reading
    },
  }
  await reload()
  return clocks
}

interface Row {
  realm: Realm
  story_at: string
  real_at: string
  speed: number
}

async function stored(db: Sql): Promise<Settings> {
  const { rows } = await sql<Row>`
    select realm, story_at, real_at, speed from exercise.clocks order by realm`.execute(db)
  return new Map(rows.map((row) => [row.realm, settingFrom(row)]))
}

async function hold(trx: Transaction<JournalTables>, realm: Realm): Promise<ClockSetting | undefined> {
  const { rows } = await sql<Row>`
    select realm, story_at, real_at, speed from exercise.clocks where realm = ${realm} for update`.execute(trx)
  return rows[0] && settingFrom(rows[0])
}

function settingFrom({ story_at, real_at, speed }: Row): ClockSetting {
  return { storyAt: instant(story_at), realAt: instant(real_at), speed }
}

async function check(db: Sql, realm: Realm, setting: ClockSetting): Promise<Refused | undefined> {
  if (!isExercise(realm)) return refuse('bad-input', 'Only an exercise has a clock of its own.', '/realm')
  const fault = faultOfSetting(setting)
  if (fault) return refuse('bad-input', fault, '/setting')
  const { rows } = await sql<{ newest: string | null }>`
    select max(recorded_at) as newest from journal.entries where realm = ${realm}`.execute(db)
  const newest = rows[0]?.newest ? instant(rows[0].newest) : null
  if (newest === null || newest <= instant(setting.storyAt)) return undefined
  return refuse(
    'clock-backwards',
    `The newest entry of ${realm} is of ${newest}; its clock cannot be set to ${instant(setting.storyAt)}. Play it again in a new exercise.`,
    '/setting/storyAt',
  )
}

async function write(trx: Transaction<JournalTables>, realm: Realm, setting: ClockSetting): Promise<void> {
  const { speed } = setting
  await sql`insert into exercise.clocks (realm, story_at, real_at, speed)
    values (${realm}, ${instant(setting.storyAt)}, ${instant(setting.realAt)}, ${speed})
    on conflict (realm) do update set story_at = excluded.story_at, real_at = excluded.real_at, speed = excluded.speed`.execute(
    trx,
  )
  await sql`select pg_notify(${channel}, ${realm})`.execute(trx)
}

function same(a: ClockSetting | undefined, b: ClockSetting | undefined): boolean {
  return a?.storyAt === b?.storyAt && a?.realAt === b?.realAt && a?.speed === b?.speed
}
