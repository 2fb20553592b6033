// This node as a vantage point: services that are due are probed, a few at a time, and never sooner than they allow.
import { systemReader } from '#kernel/reader.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { WatchedService } from '../../model/services.ts'
import { probeRound } from '../../probe/reach-round.ts'
import { activeServices } from '../../store/reach/records.ts'
import { keepSamples, lastAsked, leaveAlone, type VantageKey } from '../../store/reach/samples.ts'
import type { SustainRoom } from '../room.ts'

const atATime = 4

/** Only what is live: nothing leaves an exercise. */
export async function probeServices(room: SustainRoom): Promise<void> {
  const realm = 'live'
  const view: View = { reader: systemReader('sustain.probe', [realm], room.journal.home), realm, own: true }
  const here = await hereOf(room, view)
  const waiting = await activeServices(room.journal, view)
  const work = async () => {
    for (let service = waiting.pop(); service; service = waiting.pop()) await probeOne(room, service, here)
  }
  await Promise.all(Array.from({ length: atATime }, work))
}

type Here = Pick<VantageKey, 'reporter' | 'vantage' | 'country' | 'network'>

/** Under the name of the organisation whose node this is: what peers know it by. */
async function hereOf({ journal }: SustainRoom, view: View): Promise<Here> {
  const home = await journal.reads.one(organisationRecord, view, journal.home)
  return {
    reporter: journal.home,
    vantage: (home?.state.name ?? 'This node').slice(0, 200),
    country: home?.state.country ?? null,
    network: null,
  }
}

async function probeOne(room: SustainRoom, service: Held<WatchedService>, here: Here): Promise<void> {
  const { sql, finder } = room.reach
  const { state } = service
  if (state.vantages.length > 0 && !state.vantages.includes(here.vantage)) return
  const key: VantageKey = { ...here, realm: service.realm, service: service.id }
  const now = room.clock.now().getTime()
  const { heard, notBefore } = await lastAsked(sql, key)
  if (now < notBefore || now < heard + state.everySeconds * 1000) return
  const { samples, retryAfter } = await probeRound(state, finder, () => room.clock.now())
  await keepSamples(sql, key, samples)
  if (retryAfter !== null) await leaveAlone(sql, key, new Date(now + retryAfter * 1000).toISOString())
}
