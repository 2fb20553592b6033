// What a MISP peer reads: the index, events, and searches over events and attributes. All of it within the markings.
import type { Held } from '#platform/journal/index.ts'
import type { MispAttribute } from '../../../model/misp/event.ts'
import type { KeptMispEvent } from '../../../model/misp/kept.ts'
import { asMarked, labelled } from '../../../rules/misp/as-marked.ts'
import { attributesOf, mispEventRecord } from '../../../rules/misp/event-record.ts'
import { fitsWords, type MispSearch, searchFrom } from '../../../rules/misp/search.ts'
import { spellAttribute, spellEvent } from '../../../rules/misp/spelling.ts'
import { isJson, type Json, uuidOf, wholeOf } from '../../../rules/misp/taking.ts'
import { partsOf } from '../../../rules/misp/values.ts'
import { withRemarks } from '../../../rules/misp/with-remarks.ts'
import { type EventLine, eventLines, remarksOn, searchEvents } from '../../../store/misp/events.ts'
import { sightedAt } from '../../../store/misp/remarks.ts'
import { eventSubject, secondsNow } from '../desk.ts'
import { spelledEvent } from '../show.ts'
import { answer, type MispAnswer, type MispCall, notFound, refusal, tagged } from './call.ts'

/** Events are large: so many are read from the database at once. */
const eventsAtOnce = 25
/** And so much JSON goes out in one answer; whoever wants more asks for the next page. */
const mostAnswer = 64 * 1024 * 1024

function asked(call: MispCall): { search: MispSearch } | MispAnswer {
  const found = searchFrom(call.asked, secondsNow(call.room))
  return 'search' in found ? found : refusal(400, found.why, call.url)
}

export async function index(call: MispCall): Promise<MispAnswer> {
  const found = asked(call)
  if ('status' in found) return found
  const { search } = found
  const limit = wholeOf(call.asked.limit ?? 50_000, 1, 50_000) ?? 50_000
  const lines = await eventLines(call.room.journal, call.view, search, { limit, offset: (search.page - 1) * limit })
  const sighted = await sightedAt(
    call.room.journal,
    call.view,
    lines.length > 500 ? null : lines.map(({ uuid }) => uuid),
  )
  const shown = lines.map((line) => {
    const at = Math.max(line.sightedAt ?? 0, sighted.get(line.uuid) ?? 0)
    return search.minimal ? shortLine(line, at) : longLine(line, at)
  })
  return tagged(call, answer(200, shown, { 'x-result-count': String(lines.length) }))
}

/** By the moment of the newest sighting a peer knows whether there are any that it lacks. */
function shortLine({ uuid, timestamp, published, orgc }: EventLine, sighted: number): Json {
  return { uuid, timestamp: String(timestamp), published, sighting_timestamp: String(sighted), orgc_uuid: orgc }
}

function longLine(line: EventLine, sighted: number): Json {
  return {
    uuid: line.uuid,
    info: line.info,
    date: line.date,
    published: line.published,
    timestamp: String(line.timestamp),
    publish_timestamp: String(line.publishTimestamp),
    sighting_timestamp: String(sighted),
    attribute_count: String(line.numbers.attributes),
    Orgc: { uuid: line.orgc, name: line.orgcName },
    Org: { uuid: line.orgc, name: line.orgcName },
    EventTag: labelled(
      line.tags.map((name) => ({ name, local: false })),
      line.marking,
    ).map((Tag) => ({ Tag, local: false })),
  }
}

export async function view(call: MispCall): Promise<MispAnswer> {
  const uuid = uuidOf(call.about)
  const options = { deleted: deletedAsked(call.asked.deleted) }
  const event = uuid === null ? undefined : await spelledEvent(call.room, call.view, uuid, options)
  return event ? answer(200, { Event: event }) : notFound(call)
}

function deletedAsked(value: unknown): boolean {
  return [value].flat().some((one) => one === true || one === 1 || one === '1')
}

export async function searchOfEvents(call: MispCall): Promise<MispAnswer> {
  const found = asked(call)
  if ('status' in found) return found
  const { search } = found
  const offset = (search.page - 1) * search.limit
  const response: Json[] = []
  let size = 0
  for (let n = 0; n < search.limit && size < mostAnswer; n += eventsAtOnce) {
    const limit = Math.min(eventsAtOnce, search.limit - n)
    const held = await searchEvents(call.room.journal, call.view, search, { limit, offset: offset + n })
    const remarks = await remarksOn(
      call.room.journal,
      call.view,
      held.map(({ state }) => state.uuid),
    )
    for (const { state, marking } of held) {
      const said = remarks.filter((one) => one.state.event === state.uuid).map((one) => one.state)
      const Event = withRemarks(asMarked(spellEvent(state.event, optionsOf(search)), marking), said)
      size += JSON.stringify(Event).length
      response.push({ Event })
    }
    if (held.length < limit) break
  }
  return answer(200, { response }, { 'x-result-count': String(response.length) })
}

function optionsOf({ deleted, metadata, withFiles }: MispSearch) {
  return { deleted, metadata, withoutFiles: !withFiles }
}

export async function searchOfAttributes(call: MispCall): Promise<MispAnswer> {
  const found = asked(call)
  if ('status' in found) return found
  const { search } = found
  const skip = (search.page - 1) * search.limit
  const Attribute: Json[] = []
  let passed = 0
  for (let offset = 0; Attribute.length < search.limit; offset += eventsAtOnce) {
    const held = await searchEvents(call.room.journal, call.view, search, { limit: eventsAtOnce, offset })
    for (const event of held)
      for (const attribute of attributesOf(event.state.event)) {
        if (!attributeFits(attribute, search)) continue
        passed += 1
        if (passed > skip && Attribute.length < search.limit) Attribute.push(ofEvent(attribute, event, search))
      }
    if (held.length < eventsAtOnce) break
  }
  return answer(200, { response: { Attribute } }, { 'x-result-count': String(Attribute.length) })
}

function attributeFits(attribute: MispAttribute, search: MispSearch): boolean {
  if (attribute.deleted && !search.deleted) return false
  if (search.toIds !== null && attribute.toIds !== search.toIds) return false
  const { from, to } = search.attributeTimestamp
  if ((from !== null && attribute.timestamp < from) || (to !== null && attribute.timestamp > to)) return false
  const values = [attribute.value, ...partsOf(attribute.type, attribute.value).map(({ value }) => value)]
  return (
    fitsWords([attribute.type], search.types) &&
    fitsWords([attribute.category], search.categories) &&
    fitsWords(values, search.values)
  )
}

/** By itself an attribute would go without the label of its event. */
export function ofEvent(attribute: MispAttribute, { state, marking }: Held<KeptMispEvent>, search?: MispSearch): Json {
  const { uuid, info, event } = state
  const spelled = spellAttribute(attribute, search ? optionsOf(search) : {})
  const { distribution } = asMarked({ distribution: String(event.distribution) }, marking)
  const Event = { uuid, info, org_id: '', orgc_id: '', distribution, Orgc: event.Orgc }
  return { ...spelled, Tag: labelled(spelled.Tag, marking), event_uuid: uuid, Event }
}

/** Of what a peer would push, what is new here, by UUID: so that it need not send the rest. */
export async function wantedOf(call: MispCall): Promise<MispAnswer> {
  const list = Array.isArray(call.body) ? call.body.slice(0, 50_000) : []
  const lines = list.flatMap((one) => {
    const event = isJson(one) && isJson(one.Event) ? one.Event : one
    const uuid = isJson(event) ? uuidOf(event.uuid) : null
    return uuid === null || !isJson(event)
      ? []
      : [{ uuid, timestamp: wholeOf(event.timestamp, 0, 99_999_999_999) ?? 0 }]
  })
  const subjects = lines.map(({ uuid }) => eventSubject(call.view.realm, uuid))
  const held = new Map<string, number>()
  for (let n = 0; n < subjects.length; n += 200)
    for (const { state } of await call.room.journal.reads.some(mispEventRecord, call.view, subjects.slice(n, n + 200)))
      held.set(state.uuid, state.timestamp)
  return answer(
    200,
    lines.filter(({ uuid, timestamp }) => (held.get(uuid) ?? -1) < timestamp).map(({ uuid }) => uuid),
  )
}
