// Sightings, proposals and reports that MISP peers send about events: kept as records of whoever says them. They change no event.
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held } from '#platform/journal/index.ts'
import type { MispFault } from '../../../model/misp/event.ts'
import type { KeptMispEvent, MispRemark, MispRemarkKind } from '../../../model/misp/kept.ts'
import { attributesOf, mispEventRecord } from '../../../rules/misp/event-record.ts'
import { sightingOf } from '../../../rules/misp/read-beside.ts'
import { proposalAt, reportsAt } from '../../../rules/misp/read-parts.ts'
import { mispRemarkRecord } from '../../../rules/misp/remark-record.ts'
import { spellProposal, spellReport, spellSighting } from '../../../rules/misp/spelling.ts'
import { isJson, type Json, listOf, mispBudget, type Taking, textOf, uuidOf } from '../../../rules/misp/taking.ts'
import { eventsWith, remarkPage, remarksKnown, remarksOn } from '../../../store/misp/events.ts'
import { eventSubject, idFrom, mispIdFrom, mispUuidOf, ownView, secondsNow } from '../desk.ts'
import { answer, type MispAnswer, type MispCall, mayNot, mayWrite, notFound, refusal } from './call.ts'

const mostAtOnce = 500

interface NewRemark {
  kind: MispRemarkKind
  uuid: string
  attribute: string | null
  said: Json
  text: string
  at: number
}

function taking(call: MispCall): Taking {
  return { stopped: null, faults: [], counted: 0, now: secondsNow(call.room), left: 1_000, seen: new Set() }
}

export function eventFor({ room, view }: MispCall, value: unknown): Promise<Held<KeptMispEvent> | undefined> {
  const uuid = uuidOf(value)
  return uuid === null
    ? Promise.resolve(undefined)
    : room.journal.reads.one(mispEventRecord, view, eventSubject(view.realm, uuid))
}

/** As the event is marked, for its owner, those who have it, and this node. Never wider than the event. */
function choiceFor(
  { tlp, pap, owner, audience, persons, reason, reviewOn }: Marking,
  own: Id,
  home: Id,
): MarkingChoice {
  const circle = [...new Set([owner, ...audience, home])].filter((id) => id !== own)
  const closed = tlp === 'AMBER' || tlp === 'AMBER+STRICT'
  return {
    tlp,
    ...(pap === undefined ? {} : { pap }),
    audience: closed ? circle : [],
    persons: tlp === 'RED' ? persons : [],
    ...(reason === undefined ? {} : { reason }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
  }
}

/** Each once from one organisation; how many were new. */
async function keepRemarks(
  call: MispCall,
  event: Held<KeptMispEvent>,
  remarks: readonly NewRemark[],
): Promise<Reply<number>> {
  const { room, reader, view } = call
  const organisation = reader.organisation ?? room.journal.home
  const known = await remarksKnown(
    room.journal,
    view,
    organisation,
    remarks.map(({ uuid }) => uuid),
  )
  const fresh = [...new Map(remarks.map((one) => [one.uuid, one])).values()].filter(({ uuid }) => !known.has(uuid))
  if (fresh.length === 0) return done(0)
  const marking = choiceFor(event.marking, organisation, room.journal.home)
  return room.journal.commit({ view, verb: 'federate.importMisp' }, async (unit) => {
    for (const one of fresh) {
      const state: MispRemark = {
        ...{ event: event.state.uuid, attribute: one.attribute, uuid: one.uuid, kind: one.kind, organisation },
        ...{ said: one.said, text: one.text.slice(0, 10_000), at: instant(new Date(one.at * 1_000)) },
      }
      const subject = idFrom(`tocsin misp remark\n${view.realm}\n${organisation}\n${one.uuid}`)
      await unit.open(mispRemarkRecord, 'federate.mispRemarked', state, { subject, marking, owner: organisation })
    }
    return done(fresh.length)
  })
}

async function ownName({ room, reader }: MispCall): Promise<Json> {
  const id = reader.organisation ?? room.journal.home
  const held = await room.journal.reads.one(organisationRecord, ownView(room, 'live'), id)
  return { uuid: mispUuidOf(id), name: held?.state.name ?? '' }
}

/** One sighting, of an attribute by UUID, or of all attributes with a value that the reader may see. */
export async function addSighting(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const { asked, room, view } = call
  const part = uuidOf(call.about) ?? uuidOf(asked.uuid) ?? uuidOf(asked.id)
  const values = [...(listOf(asked.values) ?? []), asked.value].flatMap((one) => textOf(one) ?? []).slice(0, 50)
  const found =
    part !== null
      ? await eventsWith(room.journal, view, { part, limit: 1 })
      : (await Promise.all(values.map((value) => eventsWith(room.journal, view, { value, limit: 20 })))).flat()
  const by = await ownName(call)
  let counter = 0
  let last: Json = {}
  for (const event of new Map(found.map((one) => [one.id, one])).values()) {
    const meant = attributesOf(event.state.event).filter(({ uuid, value }) => uuid === part || values.includes(value))
    const remarks = meant.slice(0, mostAtOnce).flatMap((attribute) => {
      const seed = `${attribute.uuid}\n${asked.timestamp ?? call.url}\n${secondsNow(room)}\n${textOf(asked.type) ?? ''}`
      const given = {
        date_sighting: asked.timestamp ?? secondsNow(room),
        ...asked,
        uuid: mispIdFrom(`sighting\n${seed}`),
      }
      return sightingRemark(call, given, attribute.uuid, by) ?? []
    })
    const kept = await keepRemarks(call, event, remarks)
    if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
    counter += kept.value
    last = remarks[0]?.said ?? last
  }
  if (found.length === 0) return notFound(call, 'attribute')
  return answer(200, { Sighting: last, saved: true, success: true, message: `${counter} sighting(s) added.` })
}

function sightingRemark(call: MispCall, given: Json, attribute: string, by: Json): NewRemark | null {
  const read = sightingOf(taking(call), given, '')
  if (!read) return null
  const said = { ...spellSighting(read), Organisation: by, attribute_uuid: attribute }
  const words = ['seen', 'false positive', 'expires'][read.type] ?? 'seen'
  const text = `${words}${read.source === '' ? '' : `, ${read.source}`}`
  return { kind: 'sighting', uuid: read.uuid, attribute, said, text, at: read.dateSighting || secondsNow(call.room) }
}

/** Sightings that a peer has of an event. Those of attributes that the event does not have are left out. */
export async function addSightings(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const event = await eventFor(call, call.about)
  if (!event) return notFound(call)
  const list = Array.isArray(call.body) ? call.body : []
  if (list.length > mispBudget.sightings) return refusal(400, `At most ${mispBudget.sightings} at a time.`, call.url)
  const there = new Set(event.state.parts)
  const by = await ownName(call)
  const remarks = list.flatMap((one) => {
    const inner = isJson(one) && isJson(one.Sighting) ? one.Sighting : one
    const attribute = isJson(inner) ? uuidOf(inner.attribute_uuid) : null
    return isJson(inner) && attribute !== null && there.has(attribute)
      ? (sightingRemark(call, inner, attribute, by) ?? [])
      : []
  })
  const kept = await keepRemarks(call, event, remarks)
  if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
  return answer(200, { saved: true, success: true, message: `${kept.value} sightings added.`, name: 'Sightings' })
}

/** Of the UUIDs those that are here already. */
export async function knownSightings(call: MispCall): Promise<MispAnswer> {
  const event = await eventFor(call, call.about)
  if (!event) return answer(200, [])
  const list = Array.isArray(call.body) ? call.body.slice(0, 10_000) : []
  const there = new Set((await sightingsOf(call, [event])).map((one) => one.uuid))
  return answer(
    200,
    list.filter((one) => there.has(one)),
  )
}

export async function searchOfSightings(call: MispCall): Promise<MispAnswer> {
  const uuids = (listOf(call.asked.uuid ?? call.asked.id) ?? []).flatMap((one) => uuidOf(one) ?? []).slice(0, 500)
  const events: Held<KeptMispEvent>[] = []
  for (const uuid of uuids) {
    const found =
      call.about === 'attribute'
        ? (await eventsWith(call.room.journal, call.view, { part: uuid, limit: 1 }))[0]
        : await eventFor(call, uuid)
    if (found) events.push(found)
  }
  const all = await sightingsOf(call, events)
  const wanted = new Set(uuids)
  const shown = call.about === 'attribute' ? all.filter((one) => wanted.has(String(one.attribute_uuid))) : all
  return answer(200, { response: shown.map((Sighting) => ({ Sighting })) })
}

/** Those that the events brought along, and those that were said here. */
async function sightingsOf({ room, view }: MispCall, events: readonly Held<KeptMispEvent>[]): Promise<Json[]> {
  const own = events.flatMap(({ state }) =>
    attributesOf(state.event).flatMap((attribute) =>
      attribute.Sighting.map((one) => ({
        ...spellSighting(one),
        attribute_uuid: attribute.uuid,
        event_uuid: state.uuid,
      })),
    ),
  )
  const remarks = await remarksOn(
    room.journal,
    view,
    events.map(({ state }) => state.uuid),
  )
  const said = remarks
    .filter(({ state }) => state.kind === 'sighting')
    .map(({ state }) => ({ ...state.said, attribute_uuid: state.attribute, event_uuid: state.event }))
  return [...own, ...said]
}

/** Proposals, one or many: what somebody would change who may not. */
export async function addProposals(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const words = call.path.words[1]?.toLowerCase()
  const part = words === 'edit' || words === 'delete' ? uuidOf(call.about) : null
  const event = part
    ? (await eventsWith(call.room.journal, call.view, { part, limit: 1 }))[0]
    : await eventFor(call, call.about)
  if (!event) return notFound(call)
  const list = Array.isArray(call.body) ? call.body : [call.body]
  if (list.length > mispBudget.proposals) return refusal(400, `At most ${mispBudget.proposals} at a time.`, call.url)
  const by = await ownName(call)
  const faults: MispFault[] = []
  const remarks = list.flatMap((one, n): NewRemark[] => {
    const inner = isJson(one) && isJson(one.ShadowAttribute) ? one.ShadowAttribute : one
    const reading = { taking: taking(call), types: call.room.types }
    const given = isJson(inner) ? completedProposal(call, event.state, inner, part) : {}
    const read = proposalAt(reading, given, `/${n}`)
    faults.push(...reading.taking.faults.filter(({ cost }) => cost === 'part'))
    if (!read) return []
    const old = read.old !== null && event.state.parts.includes(read.old) ? read.old : null
    const said = { ...spellProposal({ ...read, old }), Org: by, event_uuid: event.state.uuid }
    const text = `${read.toDelete ? 'delete' : 'propose'} ${read.type}: ${read.value}. ${read.comment}`
    return [
      { kind: 'proposal', uuid: read.uuid, attribute: old, said, text, at: read.timestamp || secondsNow(call.room) },
    ]
  })
  if (remarks.length === 0 && faults[0]) return refusal(400, `${faults[0].at}: ${faults[0].why}`, call.url)
  const kept = await keepRemarks(call, event, remarks)
  if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
  const first = remarks[0]?.said ?? {}
  const message = `${kept.value} Proposal(s) added.`
  return answer(200, { success: true, counter: kept.value, message, ShadowAttribute: first })
}

/** What a client that edits by UUID leaves out is as in the attribute. */
function completedProposal(call: MispCall, { event }: KeptMispEvent, given: Json, part: string | null): Json {
  const old = part ?? uuidOf(given.old_uuid)
  const before = old === null ? undefined : attributesOf(event).find(({ uuid }) => uuid === old)
  const now = secondsNow(call.room)
  const base = before ? { type: before.type, category: before.category, value: before.value, to_ids: before.toIds } : {}
  const seed = `proposal\n${event.uuid}\n${JSON.stringify(given).slice(0, 10_000)}\n${now}`
  const deletes = call.path.words[1]?.toLowerCase() === 'delete' ? { proposal_to_delete: true } : {}
  return { ...base, timestamp: now, ...given, ...deletes, uuid: uuidOf(given.uuid) ?? mispIdFrom(seed), old_uuid: old }
}

export async function listProposals(call: MispCall): Promise<MispAnswer> {
  const { items } = await remarkPage(call.room.journal, call.view, { limit: 1_000, kind: 'proposal' })
  return answer(
    200,
    items.map(({ state }) => ({ ShadowAttribute: { ...state.said, event_uuid: state.event } })),
  )
}

export async function addReport(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const event = await eventFor(call, call.about)
  if (!event) return notFound(call)
  const inner = isJson(call.body) && isJson(call.body.EventReport) ? call.body.EventReport : call.body
  const now = secondsNow(call.room)
  const seed = isJson(inner) ? JSON.stringify(inner).slice(0, 100_000) : ''
  const given = isJson(inner)
    ? { timestamp: now, ...inner, uuid: uuidOf(inner.uuid) ?? mispIdFrom(`report\n${now}\n${seed}`) }
    : inner
  const reading = { taking: taking(call), types: call.room.types }
  const [read] = reportsAt(reading, [given], '')
  if (!read) return refusal(400, reading.taking.faults[0]?.why ?? 'That is no report.', call.url)
  const remark = {
    kind: 'report' as const,
    uuid: read.uuid,
    attribute: null,
    said: spellReport(read),
    at: read.timestamp || now,
  }
  const kept = await keepRemarks(call, event, [{ ...remark, text: read.name || read.content.slice(0, 200) }])
  if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
  return answer(200, { EventReport: { ...spellReport(read), event_uuid: event.state.uuid } })
}

export async function listReports(call: MispCall): Promise<MispAnswer> {
  const event = await eventFor(call, call.about || call.asked.event_uuid || call.asked.event_id)
  if (!event) return answer(200, [])
  const remarks = await remarksOn(call.room.journal, call.view, [event.state.uuid])
  const said = remarks.filter(({ state }) => state.kind === 'report').map(({ state }) => state.said)
  const all = [...event.state.event.EventReport.filter((one) => !one.deleted).map(spellReport), ...said]
  return answer(
    200,
    all.map((EventReport) => ({ EventReport: { ...EventReport, event_uuid: event.state.uuid } })),
  )
}
