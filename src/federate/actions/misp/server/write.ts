// What a MISP peer pushes: events, new or changed. It writes what belongs to it, or what an agreement lets it carry; nothing else.
import type { Id } from '#kernel/id.ts'
import { tlpRank } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import { organisationRecord } from '#people/index.ts'
import type { MispEvent } from '../../../model/misp/event.ts'
import { attributesOf, mispEventRecord } from '../../../rules/misp/event-record.ts'
import { wholeReach } from '../../../rules/misp/marking.ts'
import { wayOf } from '../../../rules/misp/ownership.ts'
import { type ReadMisp, readMisp } from '../../../rules/misp/read-event.ts'
import { relaysUpTo } from '../../../rules/misp/relays.ts'
import { spellEvent } from '../../../rules/misp/spelling.ts'
import { isJson, type Json, uuidOf } from '../../../rules/misp/taking.ts'
import { namedOrganisations } from '../../../store/misp/organisations.ts'
import {
  eventSubject,
  knownOrganisations,
  type MispRoom,
  mispUuidOf,
  organisationOf,
  ownView,
  secondsNow,
} from '../desk.ts'
import { keepEvents } from '../keep-events.ts'
import { spelledEvent } from '../show.ts'
import { answer, type MispAnswer, type MispCall, mayNot, mayWrite, notFound, refusal } from './call.ts'

export async function addEvent(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const given = eventIn(call.body)
  if (!given) return refusal(400, 'The body is no event: {"Event": {…}} is asked for.', call.url)
  const uuid = uuidOf(given.uuid)
  const held = uuid === null ? undefined : await heldBy(call, uuid)
  if (held)
    return {
      ...refusal(
        403,
        'Event already exists, if you would like to edit it, use the url in the location header.',
        call.url,
      ),
      headers: { location: `/misp/events/${uuid}` },
    }
  return keep(call, given)
}

export async function editEvent(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const given = eventIn(call.body)
  if (!given) return refusal(400, 'The body is no event: {"Event": {…}} is asked for.', call.url)
  const uuid = uuidOf(call.about) ?? uuidOf(given.uuid)
  if (uuid === null || (given.uuid !== undefined && uuidOf(given.uuid) !== uuid))
    return refusal(400, 'The UUID of the address is not that of the event.', call.url)
  const held = await heldBy(call, uuid)
  if (!held) return notFound(call)
  // What a client leaves out of an event that is there stays as it is.
  const { event } = held.state
  const base = { info: event.info, date: event.date, Orgc: event.Orgc, distribution: event.distribution }
  const rest = {
    threat_level_id: event.threatLevel,
    analysis: event.analysis,
    Tag: event.Tag,
    published: event.published,
  }
  const group =
    event.sharingGroup && given.distribution === undefined ? { SharingGroup: groupOf(event.sharingGroup) } : {}
  return keep(call, { ...base, ...rest, ...group, ...asBefore(given, event), uuid })
}

/** A part that does not say how far it goes goes as far as before, not as far as its event. */
function asBefore(given: Json, event: MispEvent): Json {
  const distributions = new Map(
    [...attributesOf(event), ...event.Object, ...event.EventReport].map((one) => [one.uuid, one]),
  )
  const part = (one: unknown): unknown => {
    if (!isJson(one)) return one
    const before = distributions.get(uuidOf(one.uuid) ?? '')
    const far = before && one.distribution === undefined ? { distribution: before.distribution } : {}
    const group =
      before?.sharingGroup && one.distribution === undefined ? { SharingGroup: groupOf(before.sharingGroup) } : {}
    return { ...far, ...group, ...one, ...(Array.isArray(one.Attribute) ? { Attribute: one.Attribute.map(part) } : {}) }
  }
  const lists = ['Attribute', 'Object', 'EventReport'].flatMap((key): [string, unknown][] => {
    const list = given[key]
    return Array.isArray(list) ? [[key, list.map(part)]] : []
  })
  return { ...given, ...Object.fromEntries(lists) }
}

const groupOf = ({ uuid, name, organisations }: { uuid: string; name: string; organisations: readonly string[] }) => ({
  ...{ uuid, name },
  SharingGroupOrg: organisations.map((one) => ({ Organisation: { uuid: one } })),
})

export async function publish(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const uuid = uuidOf(call.about)
  const held = uuid === null ? undefined : await heldBy(call, uuid)
  if (!uuid || !held) return notFound(call)
  const event = spellEvent(held.state.event, { deleted: true })
  const now = secondsNow(call.room)
  const timestamp = Math.max(held.state.timestamp + 1, now)
  const kept = await keep(call, { ...event, published: true, publish_timestamp: now, timestamp })
  return kept.status === 200
    ? answer(200, { saved: true, success: true, name: 'Job queued', message: 'Published.' })
    : kept
}

function heldBy({ room, view }: MispCall, uuid: string) {
  return room.journal.reads.one(mispEventRecord, view, eventSubject(view.realm, uuid))
}

function eventIn(body: unknown): Json | undefined {
  const one = Array.isArray(body) && body.length === 1 ? body[0] : body
  if (!isJson(one)) return undefined
  return isJson(one.Event) ? one.Event : 'info' in one || 'uuid' in one ? one : undefined
}

async function keep(call: MispCall, given: Json): Promise<MispAnswer> {
  const { room, reader, view, url } = call
  const by = organisationOf(room, reader)
  const read = readMisp({ Event: await completed(call, given, by) }, room.types, secondsNow(room))
  const [event] = read.events
  if (!event) {
    const fault = read.refused[0]?.fault
    return refusal(400, `${fault?.at ?? '/'}: ${fault?.why ?? 'That is no event.'}`, url)
  }
  const kept = await keepEvents(room, {
    ...{ realm: view.realm, read, reader, verb: 'federate.importMisp', name: 'Pushed over the MISP interface' },
    way: { key: wayOf(by), by, relays: await relays(room, view.realm, by, read), ours: by === room.journal.home },
  })
  if (!kept.ok) return refusal(kept.refusal === 'storage-full' ? 507 : 403, kept.detail ?? kept.refusal, url)
  const [made] = kept.value.events
  if (!made) return refusal(403, kept.value.refused[0]?.why ?? 'The event was refused.', url)
  const metadata = call.path.named.metadata === '1'
  const shown = await spelledEvent(room, view, made.uuid, { deleted: true, metadata })
  const faults = kept.value.refused.map(({ why }) => why)
  return answer(200, {
    Event: shown ?? { uuid: made.uuid },
    ...(faults.length > 0 ? { errors: faults.slice(0, 50) } : {}),
  })
}

/** What a client may leave out: it is the owner, it is today, and what has no time was said now. */
async function completed({ room, reader }: MispCall, given: Json, by: Id): Promise<Json> {
  const now = secondsNow(room)
  const dated = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((one) => (isJson(one) ? { timestamp: now, ...withoutNull(one) } : one)) : value
  const objects = Array.isArray(given.Object)
    ? given.Object.map((one) =>
        isJson(one) ? { timestamp: now, ...withoutNull(one), Attribute: dated(one.Attribute) } : one,
      )
    : given.Object
  return {
    uuid: crypto.randomUUID(),
    date: new Date(now * 1000).toISOString().slice(0, 10),
    timestamp: now,
    ...withoutNull(given),
    ...(isJson(given.Orgc) ? {} : { Orgc: await organisationFor(room, by, reader.organisation) }),
    ...(given.Attribute === undefined ? {} : { Attribute: dated(given.Attribute) }),
    ...(given.EventReport === undefined ? {} : { EventReport: dated(given.EventReport) }),
    ...(given.Object === undefined ? {} : { Object: objects }),
  }
}

const withoutNull = (given: Json): Json =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))

async function organisationFor(room: MispRoom, by: Id, organisation: Id | null): Promise<Json> {
  const held = organisation
    ? await room.journal.reads.one(organisationRecord, ownView(room, 'live'), organisation)
    : undefined
  const named = (await namedOrganisations(room.journal.sql)).find((one) => one.organisation === by)
  return { uuid: named?.uuid ?? mispUuidOf(by), name: held?.state.name ?? 'Organisation' }
}

/** Whether an agreement in force lets that organisation bring events of others, marked as these are. */
async function relays(room: MispRoom, realm: Realm, by: Id, read: ReadMisp): Promise<boolean> {
  const known = await knownOrganisations(room)
  const foreign = read.events.filter(({ event }) => known.get(event.Orgc.uuid) !== by)
  if (foreign.length === 0 || by === room.journal.home) return by === room.journal.home
  const agreements = await room.terms.inForce(realm)
  const highest = relaysUpTo(
    agreements.map(({ state }) => state.terms),
    { from: by, to: room.journal.home, node: room.journal.nodeId },
  )
  return highest !== null && foreign.every(({ event }) => tlpRank(wholeReach(event, known).tlp) <= tlpRank(highest))
}
