// The outbox: messages wait in the database until they are delivered, so that a crash, a dead mail server or a full disk
// loses none. Delivered at least once; the id of a message stays the same over all tries.
import type { Kysely } from 'kysely'
import { instant } from '#kernel/time.ts'
import type { Clock } from '../clock.ts'
import type { Fetcher } from '../fetch/index.ts'
import { newId } from '../id.ts'
import type { JournalTables } from '../journal/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Job } from '../room.ts'
import { nextTry } from './rules.ts'
import type { MailKeys } from './seal-mail.ts'
import type { SendMail, Sent } from './send-mail.ts'
import { sendPost } from './send-post.ts'
import { forgetSettled, insertMessage, noteTry, settled, takeWaiting, unsettled, type Waiting } from './store.ts'
import type { Delivery, Outbox } from './types.ts'

export type { MailKeys } from './seal-mail.ts'
export { createSendMail } from './send-mail.ts'
export type { Attachment, Delivery, Message, Outbox } from './types.ts'

export interface OutboxDeps {
  fetcher: Fetcher
  /** null: no mail server is configured. */
  sendMail: SendMail | null
  clock: Clock
  log: Log
  metrics: Metrics
}

const atOnce = 20
/** Longer than the longest try; a process that died with messages in its hands gives them back after that. */
const heldMs = 120_000
const keptMs = 30 * 24 * 3600_000

export function createOutbox(
  db: Kysely<JournalTables>,
  { fetcher, sendMail, clock, log, metrics }: OutboxDeps,
): Outbox & { jobs: Job[] } {
  const hearers = new Map<string, (delivery: Delivery) => Promise<void>>()
  let keysOf: (address: string) => Promise<MailKeys | null> = async () => null
  const ends = metrics.counter('tocsin_outbox_total', 'Messages that left the node, or could not', ['channel', 'state'])

  async function send({ id, message }: Waiting): Promise<Sent> {
    if (message.channel === 'post') return sendPost(fetcher, id, message, clock.now())
    if (!sendMail) return { ok: false, final: false, answer: 'No mail server is configured (TOCSIN_SMTP_URL).' }
    try {
      return await sendMail(id, message, await keysOf(message.to), clock.now())
    } catch (error) {
      // Not knowing whether there is a key never passes as there being none.
      log.error({ err: error, delivery: id }, 'the key of a receiver could not be looked up')
      return { ok: false, final: false, answer: 'Whether the receiver has a key could not be looked up.' }
    }
  }

  async function tryOne(row: Waiting): Promise<void> {
    const result = await send(row)
    const now = clock.now()
    const again = result.ok || result.final ? null : nextTry(new Date(row.created), now, row.tries + 1)
    const state = result.ok ? 'sent' : again ? 'waiting' : 'failed'
    await noteTry(db, row.id, { state, answer: result.answer, next: again && instant(again), now: instant(now) })
    if (state !== 'waiting') ends.inc({ channel: row.message.channel, state })
    if (!result.ok) log.warn({ delivery: row.id, origin: row.origin, state }, 'a message was not taken')
  }

  async function settle(delivery: Delivery): Promise<void> {
    await hearers.get(delivery.origin)?.(delivery)
    await settled(db, delivery.id)
  }

  async function run(): Promise<void> {
    const now = clock.now()
    const taken = await takeWaiting(db, instant(now), instant(new Date(now.getTime() + heldMs)), atOnce)
    await Promise.all(taken.map(tryOne))
    for (const delivery of await unsettled(db, 100)) {
      await settle(delivery).catch((error: unknown) =>
        log.error({ err: error, delivery: delivery.id }, 'the end of a delivery could not be noted; it is tried again'),
      )
    }
  }

  return {
    check: fetcher.check,
    canMail: sendMail !== null,
    sealWith: (keys) => {
      keysOf = keys
    },
    onEnded: (origin, hear) => void hearers.set(origin, hear),
    put(unit, origin, key, message) {
      const { realm } = unit.view
      // Nothing leaves an exercise: what would have left is kept for those who evaluate it.
      const held = realm === 'live' ? null : 'Held: nothing leaves an exercise.'
      // An envelope's time is real time; when it ended in an exercise is a moment of the story.
      unit.also((transaction) => {
        const now = clock.now()
        const row = { id: newId(now), realm, message, origin, key, now: instant(now) }
        return insertMessage(transaction, { ...row, held: held && { answer: held, at: unit.now } })
      })
    },
    jobs: [
      { name: 'outbox', everySeconds: 2, run },
      {
        name: 'outbox-forget',
        everySeconds: 3600,
        run: () => forgetSettled(db, instant(new Date(clock.now().getTime() - keptMs))),
      },
    ],
  }
}
