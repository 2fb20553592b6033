// What is seen of a service at a moment: the views of our vantage points and of peers, and how they are explained.
import type { Id } from '#kernel/id.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { ReachSample, ReachVerdict, VantageView } from '../../model/reach.ts'
import type { WatchedService } from '../../model/services.ts'
import { classify } from '../../rules/reach/classify.ts'
import { type Heard, type Witness, witnessOf } from '../../rules/reach/pattern.ts'
import { usualOf, viewOf } from '../../rules/reach/view.ts'
import { toldByPeers } from '../../store/reach/records.ts'
import { type KnownVantage, samplesBetween, vantagesOf } from '../../store/reach/samples.ts'
import { usualSteps } from '../../store/reach/steps.ts'
import type { SustainRoom } from '../room.ts'

export interface SeenService {
  verdict: ReachVerdict
  views: VantageView[]
  places: KnownVantage[]
  /** The first sample in the window that was not well, of a place that is not. */
  firstTrouble: string | null
}

/** What a peer told counts for so long. */
const peerSeconds = 2 * 3600

/** `now` in milliseconds. With `record`, only what may stand in a record that is marked like the service. */
export async function seeService(
  room: SustainRoom,
  view: View,
  service: Held<WatchedService>,
  now: number,
  record = false,
): Promise<SeenService> {
  const { data, sql } = room.reach
  const windowSeconds = Math.max(data.windowSeconds, service.state.everySeconds * (data.leastTries + 1))
  const span = { from: new Date(now - windowSeconds * 1000).toISOString(), to: new Date(now).toISOString() }
  const places = (await vantagesOf(sql, view.realm, service.id)).filter(({ vantage }) => counts(service, vantage))
  const hours = await hoursBefore(room, view, service.id, now)
  const views: VantageView[] = []
  let firstTrouble: string | null = null
  for (const place of places.filter(({ heard }) => heard >= span.from)) {
    const samples = await samplesBetween(sql, place.id, span.from, span.to)
    const { vantage, network, country } = place
    const seen = viewOf({ vantage, network, country }, samples, span, usualOf(hours.get(place.id) ?? [], now), data)
    views.push(seen)
    const bad = samples.find((one) => isTrouble(one, witnessOf(seen, data)))
    if (bad && (firstTrouble === null || bad.at < firstTrouble)) firstTrouble = bad.at
  }
  const peers = await peerViews(room, view, service, now, record)
  const all = [...views, ...peers]
  return { verdict: classify(all, data), views, places, firstTrouble }
}

/** Not answered; or, where the rate is held down, so slow as it is held. */
function isTrouble({ role, outcome, bytesPerSecond }: ReachSample, { pattern, view }: Witness): boolean {
  if (role !== 'service' || outcome === 'limited' || pattern === 'well') return false
  if (outcome !== 'ok') return true
  const level = pattern === 'capped' ? (view.plateau?.bytesPerSecond ?? 0) : 0
  return bytesPerSecond !== null && bytesPerSecond <= level * 1.5
}

function counts({ state }: Held<WatchedService>, vantage: string): boolean {
  return state.vantages.length === 0 || state.vantages.includes(vantage)
}

async function hoursBefore(room: SustainRoom, { realm }: View, service: Id, now: number) {
  const rows = await usualSteps(room.reach.sql, { realm, service }, now)
  const byPlace = new Map<number, Parameters<typeof usualOf>[0][number][]>()
  for (const { vantage, at, firstByteMilliseconds, bytesPerSecond } of rows) {
    const list = byPlace.get(vantage) ?? []
    list.push({ at: at * 1000, firstByteMilliseconds, bytesPerSecond })
    byPlace.set(vantage, list)
  }
  return byPlace
}

/** A copy counts as a vantage point of its own, under the name that its owner gave it. */
async function peerViews(
  room: SustainRoom,
  view: View,
  service: Held<WatchedService>,
  now: number,
  record: boolean,
): Promise<Heard[]> {
  const since = new Date(now - peerSeconds * 1000).toISOString()
  const { own: _own, ...open } = view
  const told = await toldByPeers(room.journal, open, hostsOf(service.state), since)
  return told
    .filter(({ marking }) => !record || staysWithin(service.marking, marking))
    .flatMap(({ state, origin }) =>
      origin ? [{ ...state.view, vantage: `${state.view.vantage.slice(0, 190)} (peer)`, peer: origin }] : [],
    )
    .filter(({ vantage }) => counts(service, vantage))
}

export function hostsOf({ endpoints }: WatchedService): string[] {
  return [...new Set(endpoints.map(({ host }) => host.toLowerCase()))].slice(0, 10)
}
