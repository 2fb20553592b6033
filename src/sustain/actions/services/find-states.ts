// What lasts becomes a finding, and what is over ends it; and each hour, what this place saw is told for peers.
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Held, Journal, View, Writer } from '#platform/journal/types.ts'
import { reachFindingRecord, vantageHourRecord } from '../../events.ts'
import type { ReachVerdict, VantageView } from '../../model/reach.ts'
import type { WatchedService } from '../../model/services.ts'
import { turn } from '../../rules/reach/hold.ts'
import { witnessOf } from '../../rules/reach/pattern.ts'
import {
  activeServices,
  type Holding,
  holdingOf,
  holdOn,
  ownVantageHour,
  realmsWithServices,
} from '../../store/reach/records.ts'
import type { SustainRoom } from '../room.ts'
import { hostsOf, type SeenService, seeService } from './see.ts'

export async function findStates(room: SustainRoom): Promise<void> {
  for (const realm of await realmsWithServices(room.journal)) {
    const view: View = { reader: systemReader('sustain.reach', [realm], room.journal.home), realm, own: true }
    for (const service of await activeServices(room.journal, view)) {
      const now = room.clock.in(realm).getTime()
      const seen = await seeService(room, view, service, now, true)
      await judgeOne(room, view, service, seen, now)
      if (service.state.forPeers) for (const one of seen.views) await tellPeers(room, view, service, one)
    }
  }
}

async function judgeOne(
  room: SustainRoom,
  view: View,
  service: Held<WatchedService>,
  { verdict, firstTrouble }: SeenService,
  now: number,
): Promise<void> {
  const { data, sql } = room.reach
  const before = await holdingOf(sql, view.realm, service.id)
  const { held, does } = turn(before, verdict, before.finding !== null, now, data)
  const holding: Holding = { ...held, finding: before.finding }
  if (does === 'open') {
    const onset = firstTrouble ?? new Date(held.badSince ?? now).toISOString()
    holding.finding = await open(room, view, service, verdict, onset)
  } else if (does === 'end' && before.finding !== null) {
    await end(room, view, before.finding, new Date(held.wellSince ?? now).toISOString())
    holding.finding = null
  } else if (before.finding !== null && held.badSince !== null) await look(room, view, before.finding, verdict)
  if (JSON.stringify(before) !== JSON.stringify(holding)) await holdOn(sql, view.realm, service.id, holding)
}

const writer = (view: View): Writer => ({ view, verb: 'sustain.findState' })

async function open(
  room: SustainRoom,
  view: View,
  service: Held<WatchedService>,
  verdict: ReachVerdict,
  onset: string,
): Promise<Id> {
  const body = { service: service.id, name: service.state.name, verdict, onset }
  const options = { ...likeMarking(service.marking), cause: await newestEntry(room.journal, view, service.id) }
  const reply = await room.journal.commit(writer(view), async (unit) =>
    done((await unit.open(reachFindingRecord, 'sustain.reachFindingOpened', body, options)).held.id),
  )
  if (!reply.ok) throw new Error(`a finding was not written: ${reply.refusal}`)
  return reply.value
}

async function end(room: SustainRoom, view: View, finding: Id, endedAt: string): Promise<void> {
  await room.journal.commit(writer(view), async (unit) => {
    const held = await unit.read(reachFindingRecord, finding)
    if (held?.state.status === 'open')
      await unit.append(reachFindingRecord, 'sustain.reachFindingEnded', finding, { endedAt })
    return done(null)
  })
}

/** A finding is written anew where it is taken for something else, or more or less surely. */
async function look(room: SustainRoom, view: View, finding: Id, verdict: ReachVerdict): Promise<void> {
  const held = await room.journal.reads.one(reachFindingRecord, view, finding)
  if (held?.state.status !== 'open') return
  const gist = ({ state, explanations }: ReachVerdict) =>
    `${state} ${explanations.map(({ kind, sure }) => (sure === 'unlikely' ? '' : `${kind} ${sure}`)).join()}`
  if (gist(held.state.verdict) === gist(verdict)) return
  await room.journal.commit(writer(view), async (unit) => {
    if (await unit.read(reachFindingRecord, finding))
      await unit.append(reachFindingRecord, 'sustain.reachFindingChanged', finding, { verdict })
    return done(null)
  })
}

const tellMilliseconds = 3_600_000

/** Once an hour, and at once when it looks otherwise than before. */
async function tellPeers(room: SustainRoom, view: View, service: Held<WatchedService>, seen: VantageView) {
  const { pattern } = witnessOf(seen, room.reach.data)
  if (pattern === 'too-little') return
  const [before] = await ownVantageHour(room.journal, view, service.id, seen.vantage)
  const age = before ? Date.parse(seen.to) - Date.parse(before.state.view.to) : Number.POSITIVE_INFINITY
  if (before?.state.pattern === pattern && age < tellMilliseconds) return
  await room.journal.commit({ view, verb: 'sustain.tellVantage' }, async (unit) => {
    if (before) await unit.append(vantageHourRecord, 'sustain.vantageToldAgain', before.id, { pattern, view: seen })
    else {
      const body = { service: service.id, name: service.state.name, hosts: hostsOf(service.state), pattern, view: seen }
      await unit.open(vantageHourRecord, 'sustain.vantageTold', body, likeMarking(service.marking))
    }
    return done(null)
  })
}

function likeMarking({ owner, ...marking }: Marking): { marking: MarkingChoice; owner: Id } {
  return { marking, owner }
}

async function newestEntry(journal: Journal, view: View, id: Id): Promise<Id[]> {
  return (await journal.reads.entriesOf(view, id)).slice(-1).map((entry) => entry.id)
}
