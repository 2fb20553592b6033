// The map of 100,000 parts in memory: how long it takes to load it from the store, to see a change, and what it weighs. BENCH_STORAGE=postgres.
import os from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import type { Entry } from '#kernel/entry.ts'
import { defaultMarking } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { systemClock } from '#platform/clock.ts'
import type { Call } from '#platform/http/types.ts'
import { appendParcel } from '#platform/journal/flush.ts'
import { createJournal, type OpenJournal } from '#platform/journal/index.ts'
import { rowsOf } from '#platform/journal/rebuild.ts'
import { entryParcel } from '#platform/journal/rows.ts'
import { silent } from '#platform/log.ts'
import { showMap } from '../../../src/sustain/actions/parts/read-parts.ts'
import { partRecord } from '../../../src/sustain/events.ts'
import { createAllParts } from '../../../src/sustain/store/all-parts.ts'
import { hiddenBeside } from '../../../src/sustain/store/map.ts'
import { openTestDatabase } from '../../setup/database.ts'
import { type MadeMap, madeMap } from './made-map.ts'

const perParcel = 500

export async function measureLiveMap(): Promise<unknown> {
  const storage = process.env.BENCH_STORAGE === 'postgres' ? 'postgres' : 'embedded'
  const db = await openTestDatabase(storage)
  const journal = await createJournal(db, systemClock, silent, [partRecord])
  const size = Number(process.env.BENCH_PARTS ?? 100_000)
  const seedSeconds = await seeded(journal, madeMap({ parts: size, options: size * 5 }))
  const before = megabytes()
  const map = createAllParts(journal, silent)
  const view = { reader: systemReader('bench', ['live'], journal.home), realm: 'live' }
  const [loadMilliseconds, seen] = await timed(() => map.seenBy(view))
  const [againMilliseconds] = await timed(() => map.seenBy(view))
  const first = seen.parts[0]?.id ?? ''
  await journal.commit({ view, verb: 'test.act' }, async (unit) =>
    done((await unit.append(partRecord, 'sustain.partChanged', first, { users: 7 })).entry),
  )
  const [changedMilliseconds, changed] = await timed(() => map.seenBy(view))
  const users = changed.graph.parts[0]?.users
  if (seen.parts.length !== size || users !== 7) throw new Error(`${seen.parts.length} parts, ${users} users`)
  // While the graph is made anew, how long does anybody else wait at the most?
  const delay = monitorEventLoopDelay({ resolution: 5 })
  await journal.commit({ view, verb: 'test.act' }, async (unit) =>
    done((await unit.append(partRecord, 'sustain.partChanged', first, { users: 8 })).entry),
  )
  delay.enable()
  await map.seenBy(view)
  delay.disable()
  const longestTurnMilliseconds = Math.round(delay.max / 1e6)
  const now = systemClock.now().toISOString()
  const call = { view, now } as unknown as Call
  const [firstShownMilliseconds] = await timed(() => showMap({ journal, map }, { limit: 2000 }, call))
  const [shownMilliseconds] = await timed(() => showMap({ journal, map }, { limit: 2000 }, call))
  const shown = await showMap({ journal, map }, { limit: 2000 }, call)
  const ids = shown.ok ? shown.value.parts.map(({ id }) => id) : []
  const [hiddenBySqlMilliseconds, bySql] = await timed(() => hiddenBeside(journal, view, ids))
  const differing = shown.ok ? shown.value.parts.filter(({ id, hidden }) => (bySql.get(id) ?? 0) !== hidden).length : -1
  if (differing !== 0) throw new Error(`${differing} counts of what is hidden are not those of the database`)
  map.stop()
  await journal.stop()
  await db.close()
  const rss = { beforeMegabytes: before, afterMegabytes: megabytes() }
  return {
    storage,
    parts: size,
    seedSeconds,
    loadMilliseconds,
    againMilliseconds,
    changedMilliseconds,
    longestTurnMilliseconds,
    showMap: { firstShownMilliseconds, shownMilliseconds, hiddenBySqlMilliseconds },
    rss,
    load: os.loadavg(),
  }
}

async function seeded(journal: OpenJournal, { parts }: MadeMap): Promise<number> {
  const began = performance.now()
  const marking = defaultMarking(journal.home)
  const at = new Date(0).toISOString()
  for (let first = 0; first < parts.length; first += perParcel) {
    const entries = parts.slice(first, first + perParcel).map(({ id, state }): Entry => {
      const { active: _, ...body } = state
      return {
        ...{ id: id.replace('01980f3c', '01980f3d'), realm: 'live', record: partRecord.name, subject: id, version: 1 },
        ...{ kind: 'sustain.partAdded', verb: 'sustain.addPart', marking, actor: 'system:bench', cause: [], body },
        ...{ observedAt: at, recordedAt: at },
      }
    })
    const rows = entries.flatMap((entry) => rowsOf(journal.records, [entry]))
    await appendParcel(journal.sql, { entries: entries.map(entryParcel), rows, commands: [], notices: [] })
  }
  await sql`analyze`.execute(journal.sql)
  return (performance.now() - began) / 1000
}

function megabytes(): number {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().rss / 1024 / 1024)
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now()
  const value = await work()
  return [Number((performance.now() - began).toPrecision(4)), value]
}
