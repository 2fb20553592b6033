// Keeping MISP events that came in, by whatever way: judged, merged with what is held, and taken in as objects of this room.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { actorOf, type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { MispEvent } from '../../model/misp/event.ts'
import type { KeptMispEvent } from '../../model/misp/kept.ts'
import type { IntakeSource, ObjectIn, RefusedObject } from '../../model/objects.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { eventReach, type MispEyes, markingOfReach, ownerOf, partReach, wholeReach } from '../../rules/misp/marking.ts'
import { mergeEvents } from '../../rules/misp/merge.ts'
import { type MispWay, whyNotBring } from '../../rules/misp/ownership.ts'
import type { ReadMisp } from '../../rules/misp/read-event.ts'
import { spellEvent } from '../../rules/misp/spelling.ts'
import { tlpMarkingRef } from '../../rules/misp/tlp-refs.ts'
import { toStix } from '../../rules/misp/to-stix.ts'
import { parseTag } from '../../rules/tags/machine-tag.ts'
import { eventSubject, eyesFor, type MispRoom, stixDesk } from './desk.ts'

export interface Keep {
  realm: Realm
  read: ReadMisp
  way: MispWay
  /** How the source is named to people. */
  name: string
  /** Who brought it: the reader of a person or token, or nobody in particular (a job). */
  reader: Reader | null
  verb: string
}

interface KeptOne {
  uuid: string
  info: string
  outcome: 'new' | 'changed' | 'known'
  /** Parts that were left out. */
  left: number
  /** Attributes that have no equivalent in STIX. */
  without: number
}

export interface Kept {
  intake: Id | null
  events: KeptOne[]
  refused: (RefusedObject & { at: string })[]
  /** Objects that were added, known before, and refused, over all formats. */
  objects: { added: number; known: number; refused: number }
}

/** Events of one unit of work: whole each, and a fault in one hurts no other. */
const eventsPerUnit = 20
const collectionAlias = 'misp'

export async function keepEvents(room: MispRoom, asked: Keep): Promise<Reply<Kept>> {
  const eyes = await eyesFor(room, asked.way.by, asked.reader?.person ?? null)
  const refused: Kept['refused'] = asked.read.refused.map(({ uuid, fault }) => ({
    ...{
      id: uuid || '(no UUID)',
      refusal: fault.refusal,
      why: `${fault.at}: ${fault.why}`.slice(0, 500),
      at: fault.at,
    },
  }))
  const kept: KeptOne[] = []
  const objects: ObjectIn[] = []
  for (let n = 0; n < asked.read.events.length; n += eventsPerUnit) {
    const some = asked.read.events.slice(n, n + eventsPerUnit)
    const reply = await keepSome(room, asked, some, eyes)
    if (!reply.ok) return reply
    for (const one of reply.value) {
      if ('refusal' in one) refused.push(one)
      else {
        kept.push(one.kept)
        objects.push(...one.objects)
      }
    }
  }
  for (const { event, faults } of asked.read.events)
    for (const fault of faults)
      if (fault.cost === 'part')
        refused.push({
          ...{ id: event.uuid, refusal: fault.refusal, at: fault.at },
          why: `${fault.at}: ${fault.why}`.slice(0, 500),
        })
  const taken = await takeObjects(room, asked, objects, refused)
  return taken.ok ? done({ ...taken.value, events: kept, refused }) : taken
}

type One = Kept['refused'][number] | { kept: KeptOne; objects: ObjectIn[] }

function keepSome(
  room: MispRoom,
  { realm, way, name, reader, verb }: Keep,
  some: ReadMisp['events'],
  eyes: MispEyes,
): Promise<Reply<One[]>> {
  // With the eyes of the node: an event that the sender may not see is still there, and is not taken twice.
  const view = { reader: systemReader(reader ? 'misp-sync' : 'misp', [realm], room.journal.home), realm }
  const origin = { key: way.key, name: name.slice(0, 500), by: way.by }
  return room.journal.commit({ view, verb }, async (unit) => {
    const made: One[] = []
    for (const { event, at, left } of some) {
      const held = await unit.read(mispEventRecord, eventSubject(realm, event.uuid))
      const owner = eyes.known.get(event.Orgc.uuid) ?? null
      const why = ofExercise(event, realm) ?? whyNotBring(event, held?.state, { owner, home: eyes.home }, way)
      const next = held ? mergeEvents(held.state.event, event) : event
      const marking = markingOfReach(wholeReach(next ?? event, eyes.known), ownerOf(event, eyes), eyes)
      if (why || !marking) {
        const { refusal, why: words } = why ?? redRefused
        made.push({ id: event.uuid, refusal, why: `${at || '/'}: ${words}`, at: at || '/' })
        continue
      }
      if (next) await write(unit, realm, held, next, marking, origin, reader)
      const { objects, without } = objectsOf(event, eyes, marking)
      const outcome = !next ? 'known' : held ? 'changed' : 'new'
      made.push({ kept: { uuid: event.uuid, info: event.info, outcome, left, without }, objects: next ? objects : [] })
    }
    return done(made)
  })
}

/** What a Tocsin wrote in an exercise says so, and does not enter the real picture of anybody. */
function ofExercise({ Tag }: MispEvent, realm: Realm): { refusal: string; why: string } | undefined {
  const said = Tag.map(({ name }) => parseTag(name)).some(
    (tag) => tag?.namespace === 'tocsin' && tag.predicate === 'exercise',
  )
  if (!said || realm !== 'live') return undefined
  return { refusal: 'exercise', why: 'The event belongs to an exercise. Take it in within that exercise (--realm).' }
}

const redRefused = {
  refusal: 'red-needs-person',
  why: 'TLP:RED names persons. It can be imported by a person, who is then the one that reads it; not by a feed or a server.',
}

async function write(
  unit: Unit,
  realm: Realm,
  held: Held<KeptMispEvent> | undefined,
  event: MispEvent,
  marking: Marking,
  origin: KeptMispEvent['origin'],
  reader: Reader | null,
): Promise<void> {
  const { owner, ...choice } = held ? sameRecipients(marking, held.marking) : marking
  const said = { ...origin, name: reader ? `${origin.name} (${actorOf(reader)})`.slice(0, 500) : origin.name }
  if (!held) {
    const options = { subject: eventSubject(realm, event.uuid), owner, marking: choice }
    await unit.open(mispEventRecord, 'federate.mispEventTaken', { event, origin: said }, options)
    return
  }
  // The stricter marking first: what is new in it must not be seen under the old one, not even in the past.
  const { owner: _owner, ...before } = held.marking
  if (JSON.stringify(before) !== JSON.stringify(choice))
    await unit.remark(mispEventRecord, held.id, choice, 'Its owner marked it so in MISP.')
  await unit.append(mispEventRecord, 'federate.mispEventChanged', held.id, {
    event,
    origin: { ...held.state.origin, name: said.name },
  })
}

/** Whoever reads TLP:RED goes on reading it when somebody else brings the next version. */
function sameRecipients(marking: Marking, before: Marking): Marking {
  if (marking.tlp !== 'RED' || before.tlp !== 'RED') return marking
  return { ...marking, persons: [...new Set([...before.persons, ...marking.persons])].slice(0, 500) }
}

/** The event as MISP spells it, and what STIX has an equivalent for; each part under its own marking. */
function objectsOf(event: MispEvent, eyes: MispEyes, whole: Marking): { objects: ObjectIn[]; without: number } {
  const version = instant(new Date(event.timestamp * 1000))
  const native: ObjectIn = {
    ...{ format: 'misp', id: event.uuid, version, type: 'event', spec: '2.4' },
    object: { Event: spellEvent(event, { deleted: true }) },
    marking: whole,
  }
  const converted = toStix(event, stixDesk)
  const outer = eventReach(event, eyes.known)
  const stix = converted.objects.flatMap(({ object, of }): ObjectIn[] => {
    let reach = outer
    for (const part of of.slice(1)) reach = partReach(part, reach, eyes.known)
    const marking = markingOfReach(reach, whole.owner, eyes)
    if (!marking) return []
    const modified = typeof object.modified === 'string' ? object.modified : ''
    return [
      {
        ...{ format: 'stix', id: object.id, version: modified, type: object.type, spec: '2.1', marking },
        object: { ...object, object_marking_refs: [tlpMarkingRef(marking.tlp)] },
      },
    ]
  })
  return { objects: [native, ...stix], without: converted.without }
}

async function takeObjects(
  room: MispRoom,
  { realm, way, name, reader, verb }: Keep,
  objects: readonly ObjectIn[],
  refused: Kept['refused'],
): Promise<Reply<Pick<Kept, 'intake' | 'objects'>>> {
  const nothing = { intake: null, objects: { added: 0, known: 0, refused: 0 } }
  if (objects.length === 0 && refused.length === 0) return done(nothing)
  const collection = await room.objects.collection(realm, collectionAlias, 'MISP')
  const { home } = room.journal
  // The collection belongs to the node; who brought something is named by the source.
  const by = reader !== null && reader.organisation === home ? reader : systemReader('misp', [realm], home)
  const source: IntakeSource = { standard: 'misp', name: name.slice(0, 500), organisation: way.by }
  const told = refused.map(({ id, refusal, why }) => ({ id, refusal, why }))
  const taken = await room.objects.takeIn({ realm, source, collection, objects, refused: told, by, verb })
  if (!taken.ok) return taken
  const { intake, added, known, refusals } = taken.value
  return done({ intake, objects: { added, known, refused: refusals.length } })
}
