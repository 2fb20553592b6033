// The turns of the post in this process: the journal is read for peers, and each peer with something to do gets its pump.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { dropLeases, giveLease, takeLease } from '../../store/post/follow.ts'
import { busyLines } from '../../store/post/queue.ts'
import { type Desk, nowOf } from './desk.ts'
import { fetchAll } from './fetch.ts'
import { followJournal } from './follow.ts'
import { leaseOf, pump } from './pump.ts'

const turnMs = 1_000
/** After something was written the notary numbers it within a second or so; until then the turns come quicker. */
const quickMs = 250
const quickForMs = 3_000
const followLease = 'federate-follow'
const followSeconds = 30

export interface Runner {
  start(): Promise<void>
  nudge(): void
  /** Something was written that may concern peers. */
  soon(): void
  stop(): Promise<void>
}

export function createRunner(deskOf: () => Desk): Runner {
  const pumps = new Map<string, Promise<void>>()
  let stopping = false
  let timer: NodeJS.Timeout | undefined
  let turning: Promise<void> | undefined
  let again = false
  let quickUntil = 0

  async function turn(): Promise<void> {
    const desk = deskOf()
    const { sql } = desk.room.journal
    if (await takeLease(sql, followLease, desk.holder, followSeconds)) await followJournal(desk, () => stopping)
    for (const { peer, realm } of await busyLines(sql, nowOf(desk))) begin(desk, peer, realm)
    fetchOnce(desk)
  }

  /** Not waited for: each peer has its own pace. */
  function begin(desk: Desk, peer: Id, realm: Realm): void {
    const name = leaseOf(peer, realm)
    if (stopping || pumps.has(name)) return
    const work = pump(desk, peer, realm, () => stopping)
      .finally(() => giveLease(desk.room.journal.sql, name, desk.holder))
      .catch((error: unknown) =>
        desk.room.log.error({ err: error, peer }, 'letters to a peer wait: this node has a fault'),
      )
      .finally(() => pumps.delete(name))
    pumps.set(name, work)
  }

  function fetchOnce(desk: Desk): void {
    if (stopping || pumps.has('fetch')) return
    const work = fetchAll(desk, () => stopping)
      .catch((error: unknown) => desk.room.log.error({ err: error }, 'letters could not be fetched'))
      .finally(() => pumps.delete('fetch'))
    pumps.set('fetch', work)
  }

  function run(): void {
    if (stopping) return
    if (turning) {
      again = true
      return
    }
    turning = turn()
      .catch((error: unknown) =>
        deskOf().room.log.error({ err: error }, 'a turn of the post failed; the next one comes'),
      )
      .finally(() => {
        turning = undefined
        if (again) {
          again = false
          run()
        }
      })
  }

  function plan(): void {
    if (stopping) return
    timer = setTimeout(
      () => {
        run()
        plan()
      },
      Date.now() < quickUntil ? quickMs : turnMs,
    ).unref()
  }

  return {
    async start() {
      const { journal, settings } = deskOf().room
      if (settings.databaseUrl === null) await dropLeases(journal.sql)
      plan()
    },
    nudge: run,
    soon() {
      const first = Date.now() >= quickUntil
      quickUntil = Date.now() + quickForMs
      if (!first) return
      clearTimeout(timer)
      plan()
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      const desk = deskOf()
      desk.stopping.abort()
      await turning
      await Promise.all(pumps.values())
      await giveLease(desk.room.journal.sql, followLease, desk.holder)
    },
  }
}
