// Sightings that MISP peers send and ask for: kept as records of whoever says them. They change no event.
import type { Held } from '#platform/journal/index.ts'
import type { KeptMispEvent } from '../../../model/misp/kept.ts'
import { attributesOf } from '../../../rules/misp/event-record.ts'
import { remarkOfSighting } from '../../../rules/misp/said.ts'
import { spellSighting } from '../../../rules/misp/spelling.ts'
import { isJson, type Json, listOf, mispBudget, textOf, uuidOf } from '../../../rules/misp/taking.ts'
import { eventsWith, remarksOn } from '../../../store/misp/events.ts'
import { mispIdFrom, secondsNow } from '../desk.ts'
import { keepRemarks, organisationNamed } from '../keep-remarks.ts'
import {
  answer,
  eventFor,
  type MispAnswer,
  type MispCall,
  mayNot,
  mayWrite,
  notFound,
  refusal,
  speakerOf,
} from './call.ts'

const mostAtOnce = 500

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
  const by = speakerOf(call)
  const named = await organisationNamed(room, by.organisation)
  const now = secondsNow(room)
  let counter = 0
  let last: Json = {}
  for (const event of new Map(found.map((one) => [one.id, one])).values()) {
    const meant = attributesOf(event.state.event).filter(({ uuid, value }) => uuid === part || values.includes(value))
    const remarks = meant.slice(0, mostAtOnce).flatMap((attribute) => {
      const seed = `${attribute.uuid}\n${asked.timestamp ?? call.url}\n${now}\n${textOf(asked.type) ?? ''}`
      const uuid = mispIdFrom(`sighting\n${seed}`)
      const given = { date_sighting: asked.timestamp ?? now, ...asked, uuid }
      return remarkOfSighting(given, attribute.uuid, named, now) ?? []
    })
    const kept = await keepRemarks(room, by, event, remarks)
    if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
    counter += kept.value.new
    last = remarks[0]?.said ?? last
  }
  if (found.length === 0) return notFound(call, 'attribute')
  return answer(200, { Sighting: last, saved: true, success: true, message: `${counter} sighting(s) added.` })
}

/** Sightings that a peer has of an event. Those of attributes that the event does not have are left out. */
export async function addSightings(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const event = await eventFor(call, call.about)
  if (!event) return notFound(call)
  const list = Array.isArray(call.body) ? call.body : []
  if (list.length > mispBudget.sightings) return refusal(400, `At most ${mispBudget.sightings} at a time.`, call.url)
  const there = new Set(event.state.parts)
  const by = speakerOf(call)
  const named = await organisationNamed(call.room, by.organisation)
  const remarks = list.flatMap((one) => {
    const inner = isJson(one) && isJson(one.Sighting) ? one.Sighting : one
    const attribute = isJson(inner) ? uuidOf(inner.attribute_uuid) : null
    return isJson(inner) && attribute !== null && there.has(attribute)
      ? (remarkOfSighting(inner, attribute, named, secondsNow(call.room)) ?? [])
      : []
  })
  const kept = await keepRemarks(call.room, by, event, remarks)
  if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
  return answer(200, { saved: true, success: true, message: `${kept.value.new} sightings added.`, name: 'Sightings' })
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

/** By event or by attribute; `last` counts back from now, or is a moment, and 0 asks for all. */
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
  const uuids = events.map(({ state }) => state.uuid)
  const said = (await remarksOn(room.journal, view, uuids))
    .filter(({ state }) => state.kind === 'sighting')
    .map(({ state }) => ({ ...state.said, attribute_uuid: state.attribute, event_uuid: state.event }))
  return [...own, ...said]
}
