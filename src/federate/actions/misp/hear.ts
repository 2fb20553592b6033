// What others say about events on a MISP server that is followed: its sightings and proposals come here, as told by that server.
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Held } from '#platform/journal/index.ts'
import type { KeptMispEvent } from '../../model/misp/kept.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { remarkOfProposal, remarkOfSighting } from '../../rules/misp/said.ts'
import { isJson, type Json, uuidOf } from '../../rules/misp/taking.ts'
import { markSighted, sightedSince } from '../../store/misp/sent.ts'
import { type MispSource, saveSource } from '../../store/misp/sources.ts'
import { askServer } from './ask-server.ts'
import { eventSubject, type MispRoom, mispIdFrom, secondsNow } from './desk.ts'
import type { Listed } from './host.ts'
import { keepRemarks, type NewRemark, type Speaker } from './keep-remarks.ts'

const eventsAtOnce = 20
const eventsPerTurn = 200
const proposalsPerPage = 1_000
const mostPages = 20
const answerBytes = 32 * 1024 * 1024
/** Proposals are asked for from so long before the newest that was read: clocks differ. */
const overlapSeconds = 86_400

/** How many were new. A server that knows neither of the two questions is no failure: older ones do not. */
export async function hearRemarks(room: MispRoom, source: MispSource, { lines }: Listed): Promise<Reply<number>> {
  const sightings = await hearSightings(room, source, lines)
  if (!sightings.ok) return sightings
  const proposals = await hearProposals(room, source)
  if (!proposals.ok) return proposals
  const all = sightings.value + proposals.value
  if (all > 0) await saveSource(room.journal.sql, source.id, { remarks: source.remarks + all })
  return done(all)
}

function speaker(room: MispRoom, { id, name, organisation, realm }: MispSource): Speaker {
  const view = { reader: systemReader('misp', [realm], room.journal.home), realm }
  return { view, verb: 'federate.pollMisp', organisation, via: { id, name } }
}

async function hearSightings(room: MispRoom, source: MispSource, lines: Listed['lines']): Promise<Reply<number>> {
  const { sql } = room.journal
  const dated = lines.flatMap(({ uuid, sighted = 0 }) => (sighted > 0 ? [{ uuid, timestamp: sighted }] : []))
  const fresh = (await sightedSince(sql, source.id, dated)).slice(0, eventsPerTurn)
  let counted = 0
  for (let n = 0; n < fresh.length; n += eventsAtOnce) {
    const some = fresh.slice(n, n + eventsAtOnce)
    const asked = { returnFormat: 'json', last: 0, includeUuid: true, uuid: some.map(({ uuid }) => uuid) }
    const got = await askServer(room, source, '/sightings/restSearch/event.json', asked, answerBytes)
    if (!got.ok) return got.refusal === 'not-there' ? done(counted) : got
    const kept = await keepAll(room, source, listed(got.value.value, 'Sighting'), (one, event) => {
      const attribute = uuidOf(one.attribute_uuid)
      if (attribute === null || !event.parts.includes(attribute)) return undefined
      const by = isJson(one.Organisation) ? one.Organisation : {}
      return remarkOfSighting(one, attribute, by, secondsNow(room)) ?? undefined
    })
    if (!kept.ok) return kept
    counted += kept.value
    await markSighted(sql, source.id, some)
  }
  return done(counted)
}

async function hearProposals(room: MispRoom, source: MispSource): Promise<Reply<number>> {
  const since = Math.max(0, source.proposals_since - overlapSeconds)
  let counted = 0
  let newest = source.proposals_since
  for (let page = 1; page <= mostPages; page++) {
    const path = `/shadow_attributes/index/all:1/timestamp:${since}/limit:${proposalsPerPage}/page:${page}/deleted[]:0.json`
    const got = await askServer(room, source, path, undefined, answerBytes)
    if (!got.ok) return got.refusal === 'not-there' ? done(counted) : got
    const proposals = listed(got.value.value, 'ShadowAttribute')
    const kept = await keepAll(room, source, proposals, (one, event) => {
      const desk = { event: event.event, types: room.types, now: secondsNow(room), idOf: mispIdFrom }
      const by = isJson(one.Org) ? one.Org : {}
      const read = remarkOfProposal(one, '', { ...desk, by, part: null, deletes: false })
      return 'faults' in read ? undefined : read
    })
    if (!kept.ok) return kept
    counted += kept.value
    for (const one of proposals) newest = Math.max(newest, Math.min(Number(one.timestamp) || 0, secondsNow(room)))
    if (proposals.length < proposalsPerPage) break
  }
  if (newest > source.proposals_since) await saveSource(room.journal.sql, source.id, { proposals_since: newest })
  return done(counted)
}

function listed(value: unknown, key: string): Json[] {
  const list = isJson(value) && 'response' in value ? value.response : value
  return (Array.isArray(list) ? list : []).flatMap((one) => {
    const inner = isJson(one) && isJson(one[key]) ? one[key] : one
    return isJson(inner) && uuidOf(inner.event_uuid) !== null ? [inner] : []
  })
}

/** Those about events that are here; what is said of others is not kept. */
async function keepAll(
  room: MispRoom,
  source: MispSource,
  given: readonly Json[],
  read: (one: Json, event: KeptMispEvent) => NewRemark | undefined,
): Promise<Reply<number>> {
  const by = speaker(room, source)
  const uuids = [...new Set(given.flatMap((one) => uuidOf(one.event_uuid) ?? []))]
  const held: Held<KeptMispEvent>[] = []
  for (let n = 0; n < uuids.length; n += 200) {
    const subjects = uuids.slice(n, n + 200).map((uuid) => eventSubject(source.realm, uuid))
    held.push(...(await room.journal.reads.some(mispEventRecord, by.view, subjects)))
  }
  let counted = 0
  for (const event of held) {
    const about = given.filter((one) => uuidOf(one.event_uuid) === event.state.uuid)
    const kept = await keepRemarks(
      room,
      by,
      event,
      about.flatMap((one) => read(one, event.state) ?? []),
    )
    if (!kept.ok) return kept
    counted += kept.value.new
  }
  return done(counted)
}
