// Services as they are shown: what is thought of each now, how it went, and what was found.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../../api/services.ts'
import { watchedServiceRecord } from '../../events.ts'
import type { WatchedService } from '../../model/services.ts'
import { findingPage, servicePage } from '../../store/reach/records.ts'
import type { KnownVantage } from '../../store/reach/samples.ts'
import { type StepRow, stepsOf } from '../../store/reach/steps.ts'
import type { SustainRoom } from '../room.ts'
import { type SeenService, seeService } from './see.ts'
import { shown } from './watching.ts'

export async function listWatchedServices(
  room: SustainRoom,
  { after, limit = 100, ...filter }: InputOf<typeof api.listWatchedServices>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listWatchedServices>>> {
  const found = await servicePage(room.journal, call.view, filter, {
    ...(after === undefined ? {} : { after }),
    limit: limit + 1,
  })
  const page = found.services.slice(0, limit)
  const open = await findingPage(room.journal, call.view, { status: 'open', limit: 1000 })
  const services = []
  for (const service of page) {
    const { verdict } = await seeService(room, call.view, service, momentOf(call))
    const finding = open.find(({ state }) => state.service === service.id)
    services.push({ service: shown(service), now: nowOf(verdict, call), finding: finding?.id ?? null })
  }
  return done({ services, total: found.total, next: found.services.length > limit ? (page.at(-1)?.id ?? null) : null })
}

function momentOf(call: Call): number {
  return Date.parse(call.view.asOf ?? call.now)
}

function nowOf({ state, explanations, witnesses }: SeenService['verdict'], call: Call) {
  const at = new Date(momentOf(call)).toISOString()
  const first = explanations.find(({ kind }) => kind === state)
  if (state === 'well') return { at, state, support: 1, sure: 'likely' as const, witnesses }
  return { at, state, support: first?.support ?? 0, sure: first?.sure ?? ('unlikely' as const), witnesses }
}

const notes = [
  'Packets that were lost and sent again cannot be seen from here; only when bytes arrive.',
  'A place that is not probed from says nothing: "well" means well from where it was looked.',
]
/** Steps of a minute up to two days back, of an hour beyond. */
const hoursByMinute = 48

export async function showReach(
  room: SustainRoom,
  { id, hours = 6 }: InputOf<typeof api.showReach>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.showReach>>> {
  const service = await room.journal.reads.one(watchedServiceRecord, call.view, id)
  if (!service) return refuse('unknown', `There is no watched service ${id} that you may read.`)
  const now = momentOf(call)
  const seen = await seeService(room, call.view, service, now)
  const stepSeconds = hours <= hoursByMinute ? 60 : 3600
  const from = Math.floor((now / 1000 - hours * 3600) / stepSeconds) * stepSeconds
  const at = { realm: call.view.realm, service: id }
  const rows = await stepsOf(room.reach.sql, at, stepSeconds, new Date(from * 1000).toISOString())
  return done({
    ...drawn(rows, seen.places, from, now, stepSeconds),
    service: shown(service),
    at: new Date(now).toISOString(),
    verdict: seen.verdict,
    from: new Date(from * 1000).toISOString(),
    stepSeconds,
    findings: (await findingPage(room.journal, call.view, { service: id, limit: 50 })).map(shown),
    notes: [...notes, ...wanting(service)],
  })
}

function wanting({ state }: Held<WatchedService>): string[] {
  return [
    ...(state.controls.length === 0 ? ['Without a control, a slow service cannot be told from a slow place.'] : []),
    ...(state.endpoints.some(({ kind }) => kind === 'throughput')
      ? []
      : ['Without a large object to take, throttling cannot be seen.']),
  ]
}

/** Every step has a place, also those in which nothing was measured. */
function drawn(rows: readonly StepRow[], places: readonly KnownVantage[], from: number, now: number, step: number) {
  const count = Math.max(1, Math.floor((now / 1000 - from) / step) + 1)
  const steps = Array.from({ length: count }, (_, at) => from + at * step)
  const lines = new Map<string, ReturnType<typeof emptyLine>>()
  const byId = new Map(places.map((place) => [place.id, place]))
  for (const row of rows) {
    const place = byId.get(row.vantage)
    const at = Math.round((row.at - from) / step)
    if (!place || at < 0 || at >= count) continue
    const key = `${row.vantage} ${row.role}`
    const line = lines.get(key) ?? emptyLine(place, row.role, count)
    line.firstByteMilliseconds[at] = row.firstByteMilliseconds
    line.bytesPerSecond[at] = row.bytesPerSecond
    line.failed[at] = row.tries === 0 ? null : (row.tries - row.ok) / row.tries
    lines.set(key, line)
  }
  return { steps, series: [...lines.values()].slice(0, 200) }
}

function emptyLine({ vantage, network, country, reporter, heard }: KnownVantage, role: StepRow['role'], count: number) {
  const empty = (): (number | null)[] => new Array<number | null>(count).fill(null)
  return {
    ...{ vantage, network, country, reporter, heard, role },
    ...{ firstByteMilliseconds: empty(), bytesPerSecond: empty(), failed: empty() },
  }
}

export async function listFindings(
  room: SustainRoom,
  { limit = 100, ...filter }: InputOf<typeof api.listFindings>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listFindings>>> {
  const found = await findingPage(room.journal, call.view, { ...filter, limit: limit + 1 })
  const page = found.slice(0, limit)
  return done({ findings: page.map(shown), next: found.length > limit ? (page.at(-1)?.id ?? null) : null })
}
