// Polling MISP feeds and servers: what is new or changed, some at a time, and no sooner again than a host that fails can bear.

import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Job } from '#platform/room.ts'
import type * as api from '../../api/misp.ts'
import { lowered } from '../../rules/misp/lowered.ts'
import type { VersionLine } from '../../rules/misp/manifest.ts'
import type { ReadMisp } from '../../rules/misp/read-event.ts'
import { type MispSource, markSeen, saveSource, takeDue, unseen } from '../../store/misp/sources.ts'
import { answerBack } from './answer-back.ts'
import type { MispRoom } from './desk.ts'
import { feedHost } from './fetch-feed.ts'
import { serverHost } from './fetch-server.ts'
import { hearRemarks } from './hear.ts'
import type { MispHost } from './host.ts'
import { keepEvents } from './keep-events.ts'
import { sourceFor } from './sources.ts'

type Polled = OutputOf<typeof api.pollMisp>

/** Events of one turn; the rest come in the next, soon. */
const eventsPerTurn = 200
const eventsPerFetch = 10
const longestPauseSeconds = 6 * 3_600
const holdSeconds = 900
const nothingForExercise =
  'Nothing is fetched for an exercise: it asks nobody outside, and what is live stays out of it.'
const none = { fetched: 0, new: 0, changed: 0, refused: 0, heard: 0, sent: 0 }

export function mispJobs(room: MispRoom): Job[] {
  return [
    {
      name: 'federate-misp-poll',
      everySeconds: 60,
      run: async () => {
        const now = room.clock.now()
        const until = new Date(now.getTime() + holdSeconds * 1_000)
        for (const source of await takeDue(room.journal.sql, instant(now), instant(until), 5))
          await pollSource(room, source)
      },
    },
  ]
}

export async function pollMisp(
  room: MispRoom,
  { id }: InputOf<typeof api.pollMisp>,
  call: Call,
): Promise<Reply<Polled>> {
  const source = await sourceFor(room, id, call)
  return source.ok ? done(await pollSource(room, source.value)) : source
}

async function pollSource(room: MispRoom, source: MispSource): Promise<Polled> {
  if (isExercise(source.realm)) return failed(room, source, nothingForExercise, none)
  const host = source.kind === 'feed' ? feedHost(room, source) : serverHost(room, source)
  const listed = await host.list()
  if (!listed.ok) return failed(room, source, listed.detail ?? listed.refusal, none)
  if (listed.value === null) return succeeded(room, source, none, {})
  const { lines, etag } = listed.value
  const fresh = await unseen(room.journal.sql, source.id, lines)
  const turn = fresh.slice(0, eventsPerTurn)
  const counts = { ...none }
  let intake = source.last_intake
  for (let n = 0; n < turn.length; n += eventsPerFetch) {
    const some = turn.slice(n, n + eventsPerFetch)
    const taken = await takeSome(room, source, host, some)
    if (!taken.ok) return failed(room, source, taken.detail ?? taken.refusal, counts)
    counts.fetched += some.length
    counts.new += taken.value.new
    counts.changed += taken.value.changed
    counts.refused += taken.value.refused
    intake = taken.value.intake ?? intake
    await saveSource(room.journal.sql, source.id, { last_intake: intake })
  }
  const all = turn.length === fresh.length
  const newest = lines.reduce((most, { timestamp }) => Math.max(most, timestamp), source.since)
  // A moment ahead would hide everything that comes until then.
  const since = Math.min(newest, Math.floor(room.clock.now().getTime() / 1_000))
  if (source.kind === 'server' && all) {
    const heard = await hearRemarks(room, source, listed.value)
    if (!heard.ok) return failed(room, source, heard.detail ?? heard.refusal, counts)
    const answered = await answerBack(room, source)
    if (!answered.ok) return failed(room, source, answered.detail ?? answered.refusal, counts)
    counts.heard = heard.value
    counts.sent = answered.value
  }
  return succeeded(room, source, counts, all ? { etag, since } : { next_at: instant(room.clock.now()) })
}

async function takeSome(
  room: MispRoom,
  source: MispSource,
  host: MispHost,
  lines: readonly VersionLine[],
): Promise<Reply<{ new: number; changed: number; refused: number; intake: string | null }>> {
  const fetched = await host.fetch(lines)
  if (!fetched.ok) return fetched
  const asked = new Set(lines.map(({ uuid }) => uuid))
  const read = onlyAsked(fetched.value, asked)
  const pulled = source.kind === 'server' && !source.ours
  const kept = await keepEvents(room, {
    realm: source.realm,
    read: pulled ? { ...read, events: read.events.map((one) => ({ ...one, event: lowered(one.event) })) } : read,
    way: { key: `source:${source.id}`, by: source.organisation, relays: true, ours: source.ours },
    name: `${source.name} (${source.url})`,
    reader: null,
    verb: 'federate.pollMisp',
  })
  if (!kept.ok) return kept
  // What was refused is refused again until it changes: it is not asked for again.
  await markSeen(room.journal.sql, source.id, lines)
  const of = (outcome: string) => kept.value.events.filter((one) => one.outcome === outcome).length
  return done({ new: of('new'), changed: of('changed'), refused: kept.value.refused.length, intake: kept.value.intake })
}

/** Nobody puts an event in the place of another. */
function onlyAsked({ events, refused }: ReadMisp, asked: ReadonlySet<string>): ReadMisp {
  const other = events.filter(({ event }) => !asked.has(event.uuid))
  const why = 'It was not asked for: the answer holds another event than its name says.'
  return {
    events: events.filter(({ event }) => asked.has(event.uuid)),
    refused: [
      ...refused,
      ...other.map(({ event, at }) => ({
        uuid: event.uuid,
        fault: { at: at || '/', refusal: 'other-event', why, cost: 'event' as const },
      })),
    ],
  }
}

async function succeeded(
  room: MispRoom,
  source: MispSource,
  counts: typeof none,
  changed: Partial<Pick<MispSource, 'etag' | 'since' | 'next_at'>>,
): Promise<Polled> {
  const now = room.clock.now()
  await saveSource(room.journal.sql, source.id, {
    ...{ failures: 0, last_attempt: instant(now), last_success: instant(now), last_error: null },
    ...{ next_at: instant(new Date(now.getTime() + source.every_seconds * 1_000)), taken: source.taken + counts.new },
    ...changed,
  })
  const outcome = counts.fetched + counts.heard > 0 ? 'taken' : 'unchanged'
  counted(room, outcome)
  return { outcome, error: null, ...counts }
}

/** Twice as long each time, up to six hours. What was taken before it failed stays taken. */
async function failed(room: MispRoom, source: MispSource, error: string, counts: typeof none): Promise<Polled> {
  const now = room.clock.now()
  const failures = source.failures + 1
  const most = Math.max(source.every_seconds, longestPauseSeconds)
  const pause = Math.min(source.every_seconds * 2 ** Math.min(failures, 16), most)
  await saveSource(room.journal.sql, source.id, {
    ...{ failures, last_attempt: instant(now), last_error: error.slice(0, 500) },
    next_at: instant(new Date(now.getTime() + pause * 1_000)),
  })
  counted(room, 'failed')
  return { outcome: 'failed', error: error.slice(0, 500), ...counts }
}

function counted({ metrics }: MispRoom, outcome: string): void {
  metrics.counter('tocsin_federate_misp_polls_total', 'MISP feeds and servers asked', ['outcome']).inc({ outcome })
}
