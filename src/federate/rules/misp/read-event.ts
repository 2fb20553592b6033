// Reading MISP events out of JSON: one, several, or the answer of a server. Never throws; whatever is left out is named by a pointer.
import type { MispEvent, MispFault, MispTypes } from '../../model/misp/event.ts'
import { organisationAt, sharedAt, timestampAt, wordsAt } from './read-beside.ts'
import { attributesAt, objectsAt, proposalsAt, type Reading, reportsAt } from './read-parts.ts'
import {
  depthOf,
  fault,
  flagOf,
  isJson,
  type Json,
  listOf,
  mispBudget,
  moreOf,
  pointer,
  stop,
  type Taking,
  uuidOf,
  wholeOf,
} from './taking.ts'

interface ReadEvent {
  event: MispEvent
  at: string
  /** Parts that were left out, and remarks. */
  faults: MispFault[]
  /** How many parts were left out. */
  left: number
}

interface RefusedEvent {
  /** Its UUID, as far as it has one. */
  uuid: string
  fault: MispFault
}

export interface ReadMisp {
  events: ReadEvent[]
  refused: RefusedEvent[]
}

const eventKeys: ReadonlySet<string> = new Set([
  ...['id', 'org_id', 'orgc_id', 'sharing_group_id', 'attribute_count', 'locked', 'user_id', 'event_creator_email'],
  ...['uuid', 'info', 'date', 'threat_level_id', 'analysis', 'published', 'publish_timestamp', 'timestamp'],
  ...['distribution', 'SharingGroup', 'Tag', 'Galaxy', 'deleted', 'Orgc', 'Org', 'extends_uuid', 'Attribute', 'Object'],
  ...['EventReport', 'ShadowAttribute', 'RelatedEvent', 'sighting_timestamp', 'proposal_email_lock'],
])

/** `now`: seconds since 1970. */
export function readMispText(text: string, types: MispTypes, now: number): ReadMisp {
  return atOnce(mispSteps(text, types, now))
}

export function readMisp(value: unknown, types: MispTypes, now: number): ReadMisp {
  return atOnce(valueSteps(value, types, now))
}

function atOnce(steps: Generator<void, ReadMisp>): ReadMisp {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** Event by event, so that whoever reads a large file can let others go first in between. */
export function* mispSteps(text: string, types: MispTypes, now: number): Generator<void, ReadMisp> {
  const whole = (refusal: string, why: string): ReadMisp => ({
    events: [],
    refused: [{ uuid: '', fault: { at: '/', refusal, why, cost: 'event' } }],
  })
  if (depthOf(text) > mispBudget.depth) return whole('too-deep', `It is nested deeper than ${mispBudget.depth} levels.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? `That is no JSON: ${error.message}`.slice(0, 300) : 'That is no JSON.'
    return whole('no-json', why)
  }
  yield
  return yield* valueSteps(value, types, now)
}

function* valueSteps(value: unknown, types: MispTypes, now: number): Generator<void, ReadMisp> {
  const read: ReadMisp = { events: [], refused: [] }
  const places = placesOf(value)
  const seen = new Set<string>()
  for (const { at, value: one } of places.slice(0, mispBudget.events)) {
    const uuid = isJson(one) ? (uuidOf(one.uuid) ?? '') : ''
    const result = seen.has(uuid)
      ? { at, refusal: 'duplicate-uuid', why: `There is another event ${uuid} in it.`, cost: 'event' as const }
      : readEvent(one, at, types, now)
    if ('refusal' in result) read.refused.push({ uuid, fault: result })
    else read.events.push(result)
    if (uuid !== '') seen.add(uuid)
    yield
  }
  const none = (refusal: string, why: string) =>
    read.refused.push({ uuid: '', fault: { at: '/', refusal, why, cost: 'event' } })
  const beyond = places.length - mispBudget.events
  if (beyond > 0) none('too-many', `At most ${mispBudget.events} events at a time; ${beyond} were left out.`)
  if (places.length === 0) none('no-event', 'There is no MISP event in it.')
  return read
}

/** Where events stand: {Event}, {response: [...]}, lists of these, or an event without its wrapping. */
function placesOf(value: unknown): { at: string; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => placed(one, pointer('', n)))
  if (!isJson(value)) return []
  if ('response' in value) {
    const list = Array.isArray(value.response) ? value.response : [value.response]
    return list.flatMap((one, n) => placed(one, pointer('/response', n)))
  }
  return placed(value, '')
}

function placed(value: unknown, at: string): { at: string; value: unknown }[] {
  if (isJson(value) && 'Event' in value) return [{ at: pointer(at, 'Event'), value: value.Event }]
  return [{ at, value }]
}

function readEvent(value: unknown, at: string, types: MispTypes, now: number): ReadEvent | MispFault {
  const taking: Taking = { stopped: null, faults: [], counted: 0, now, left: mispBudget.attributes, seen: new Set() }
  if (!isJson(value)) return { at: at || '/', refusal: 'no-event', why: 'An event is a JSON object.', cost: 'event' }
  const event = eventAt({ taking, types }, value, at)
  if (taking.stopped !== null) return taking.stopped
  if (event === null) {
    const first = taking.faults[0]
    return {
      at: first?.at ?? (at || '/'),
      refusal: first?.refusal ?? 'bad-event',
      why: first?.why ?? '',
      cost: 'event',
    }
  }
  const left = taking.faults.filter(({ cost }) => cost === 'part').length
  return { event, at, faults: taking.faults, left }
}

function eventAt(reading: Reading, from: Json, at: string): MispEvent | null {
  const { taking } = reading
  const uuid = uuidOf(from.uuid)
  if (uuid === null) stop(taking, pointer(at, 'uuid'), 'bad-uuid', 'An event has a UUID.')
  else taking.seen.add(uuid)
  const info = wordsAt(taking, from, 'info', at, mispBudget.textLength)
  if (info !== null && info.trim() === '')
    stop(taking, pointer(at, 'info'), 'no-info', 'An event says what it is about.')
  const Orgc = organisationAt(taking, from.Orgc, pointer(at, 'Orgc'))
  if (Orgc === null) stop(taking, pointer(at, 'Orgc'), 'no-owner', 'An event names its owner: Orgc with UUID and name.')
  const date = dateAt(taking, from, at)
  if (uuid === null || info === null || Orgc === null || date === null || taking.stopped) return null
  const event: MispEvent = {
    uuid,
    info,
    date,
    threatLevel: (wholeOf(from.threat_level_id, 1, 4) ?? 4) as MispEvent['threatLevel'],
    analysis: (wholeOf(from.analysis, 0, 2) ?? 0) as MispEvent['analysis'],
    published: flagOf(from.published) ?? false,
    publishTimestamp: timestampAt(taking, from, 'publish_timestamp', at),
    Orgc,
    Org: organisationAt(taking, from.Org, pointer(at, 'Org')),
    extends: uuidOf(from.extends_uuid),
    ...sharedAt(taking, from, at, false),
    Attribute: attributesAt(reading, from.Attribute, pointer(at, 'Attribute')),
    Object: objectsAt(reading, from.Object, pointer(at, 'Object')),
    EventReport: reportsAt(reading, from.EventReport, pointer(at, 'EventReport')),
    ShadowAttribute: proposalsAt(reading, from.ShadowAttribute, pointer(at, 'ShadowAttribute')),
    related: relatedOf(from.RelatedEvent),
    more: moreOf(taking, from, eventKeys, at),
  }
  if (JSON.stringify(event).length > mispBudget.eventBytes)
    stop(taking, at, 'too-large', `An event has at most ${mispBudget.eventBytes} bytes here.`)
  return event
}

function dateAt(taking: Taking, from: Json, at: string): string | null {
  const given = wordsAt(taking, from, 'date', at, 40)
  if (given === null) return null
  const day = given.slice(0, 10)
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00.000Z`) : null
  if (parsed && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)) return day
  stop(taking, pointer(at, 'date'), 'bad-date', 'A day as YYYY-MM-DD is asked for.')
  fault(taking, pointer(at, 'date'), 'bad-date', 'A day as YYYY-MM-DD is asked for.', 'part')
  return null
}

function relatedOf(value: unknown): string[] {
  const found = (listOf(value) ?? []).slice(0, 500).flatMap((one) => {
    const event = isJson(one) && isJson(one.Event) ? one.Event : one
    return isJson(event) ? (uuidOf(event.uuid) ?? []) : []
  })
  return [...new Set(found)]
}
