// Taking in a file of events: read in parts, each part one intake, so that memory stays flat and no part is half there.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { lacksJustification, type Marking, markingFrom, type Tlp } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { earlier, later } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type importEvents as contract, eventsMaxBytes } from '../../api/reports.ts'
import type { AbuseEvent, End } from '../../model/abuse-event.ts'
import type { RefusedObject } from '../../model/objects.ts'
import { intakeRecord } from '../../rules/objects/intake-record.ts'
import type { EventTypes } from '../../rules/reports/event-types.ts'
import { type Reading, readEvent } from '../../rules/reports/read-event.ts'
import type { Whose } from '../../rules/reports/whose.ts'
import { type EventRow, putEvents } from '../../store/reports/events.ts'
import type { FederateRoom } from '../room.ts'
import { spool } from '../stix/spool.ts'
import { networksOf } from './networks.ts'
import { type ReadValue, valuesOf } from './values-of.ts'

type Output = OutputOf<typeof contract>

export interface ReportsRoom extends FederateRoom {
  types: EventTypes
}

const partEvents = 20_000
const mostReasons = 200
const reviewDays = 30

export async function importEvents(
  room: ReportsRoom,
  input: InputOf<typeof contract>,
  call: Call,
): Promise<Reply<Output>> {
  const spooled = await spool(call.upload, join(room.settings.dataDir, 'incoming'), eventsMaxBytes)
  if (!spooled.ok) return spooled
  try {
    const part = newPart()
    const total: Output = { read: 0, added: 0, known: 0, refused: 0, reasons: [], intakes: [] }
    const reading: Reading = { types: room.types, tlp: input.tlp ?? 'AMBER', feed: input.name, now: call.now }
    const taking = {
      room,
      call,
      input,
      whose: await networksOf(room, call.view.realm),
      markings: markingsOf(room, call),
    }
    for await (const value of valuesOf(input.form, spooled.value)) {
      total.read += 1
      take(taking, part, value, reading)
      if (part.events < partEvents && part.refused.length < partEvents) continue
      const flushed = await flush(taking, part, total)
      if (!flushed.ok) return flushed
    }
    if (total.read === 0) return refuse('no-events', 'Nothing in it could be read as an event.')
    const flushed = await flush(taking, part, total)
    return flushed.ok ? done(total) : flushed
  } finally {
    await spooled.value.remove()
  }
}

interface Part {
  /** By what makes an event the same. */
  rows: Map<string, EventRow>
  events: number
  refused: RefusedObject[]
}

const newPart = (): Part => ({ rows: new Map(), events: 0, refused: [] })

function take(
  { whose, markings }: Taking,
  part: Part,
  { place, value, form, fault }: ReadValue,
  reading: Reading,
): void {
  const read = fault === undefined ? readEvent(form, value, reading) : refuse('unreadable', fault)
  if (!read.ok) {
    part.refused.push({ id: place, refusal: read.refusal, why: (read.detail ?? read.refusal).slice(0, 500) })
    return
  }
  part.events += 1
  const event = read.value
  const id = sameness(event)
  const known = part.rows.get(id)
  if (known) {
    known.seen += 1
    known.firstSeen = earlier(known.firstSeen, event.at)
    known.lastSeen = later(known.lastSeen, event.at)
    return
  }
  const { kind, at, source, tlp } = event
  const { ip, asn, cc } = source
  part.rows.set(id, {
    ...{ id, kind, ip, asn, cc, event: JSON.stringify(event), firstSeen: at, lastSeen: at, seen: 1 },
    ...{ organisation: whose(source), marking: markings(tlp) },
  })
}

/**
 * The same thing at the same source and destination from the same feed on the same day, marked alike. What is hashed is the canonical JSON
 * of these (RFC 8785), written out here: the names are known, and putting them into order for each of a million events is not.
 */
export function sameness({ at, kind, source, destination, malware, feed, tlp }: AbuseEvent): string {
  const text =
    `{"day":"${at.slice(0, 10)}","destination":${endAsText(destination)},"feed":${JSON.stringify(feed)},` +
    `"kind":"${kind}","malware":${JSON.stringify(malware)},"source":${endAsText(source)},"tlp":"${tlp}"}`
  return createHash('sha256').update(text).digest('hex')
}

function endAsText({ asn, cc, fqdn, ip, port, url }: End): string {
  return JSON.stringify({ asn, cc, fqdn, ip, port, url })
}

interface Taking {
  room: ReportsRoom
  call: Call
  input: InputOf<typeof contract>
  whose: Whose
  markings: (tlp: Tlp) => Marking
}

async function flush({ room, call, input }: Taking, part: Part, total: Output): Promise<Reply<null>> {
  const { events, refused } = part
  if (events + refused.length === 0) return done(null)
  const rows = [...part.rows.values()]
  const collection = await room.objects.collection(call.view.realm, 'events', 'Events that others report')
  let fresh = 0
  const written: Reply<Id> = await room.journal.commit(call.writer, async (unit) => {
    const types: Record<string, number> = {}
    for (const { kind, seen } of rows) types[kind] = (types[kind] ?? 0) + seen
    const source = {
      standard: input.form === 'mail' ? ('arf' as const) : input.form,
      name: input.name,
      organisation: call.reader.organisation,
    }
    const { held } = await unit.open(intakeRecord, 'federate.intakeTaken', {
      ...{ source, collection, added: rows.length, known: events - rows.length, refused: refused.length },
      ...{ reasons: refused.slice(0, mostReasons), types, at: unit.now },
    })
    unit.also(async (trx) => {
      fresh = await putEvents(trx, call.view.realm, held.id, rows)
    })
    return done(held.id)
  })
  if (!written.ok) return written
  total.added += fresh
  total.known += events - fresh
  total.refused += refused.length
  total.reasons.push(...refused.slice(0, mostReasons - total.reasons.length))
  total.intakes.push(written.value)
  Object.assign(part, newPart())
  return done(null)
}

/** One marking for each label: events are many, and their owner is whoever brought them. */
function markingsOf(room: ReportsRoom, call: Call): (tlp: Tlp) => Marking {
  const owner = call.reader.organisation ?? room.journal.home
  const audience = owner === room.journal.home ? [] : [room.journal.home]
  const reviewOn = new Date(Date.parse(call.now) + reviewDays * 86_400_000).toISOString().slice(0, 10)
  const made = new Map<Tlp, Marking>()
  return (tlp) => {
    const known = made.get(tlp)
    if (known) return known
    const why = tlp === 'RED' ? { reason: 'Its source marked it so, or in a way that is not known.', reviewOn } : {}
    const marking = markingFrom({ tlp, audience, ...why }, owner, call.reader.person)
    if (lacksJustification(marking)) throw new Error('A marking above the default has its reason')
    made.set(tlp, marking)
    return marking
  }
}
