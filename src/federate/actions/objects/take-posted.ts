// Objects that somebody posts, by TAXII or by hand: read one by one, marked as they say, and taken in as one intake.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { actorOf, type Reader, systemReader } from '#kernel/reader.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { IntakeSource, ObjectIn } from '../../model/objects.ts'
import { sameJson } from '../../rules/objects/same-json.ts'
import { keyOf } from '../../rules/objects/sort-intake.ts'
import { isFixedMarking, markingOf, markingRefs } from '../../rules/stix/markings.ts'
import { isOfExercise, ofExercise } from '../../rules/stix/taken-object.ts'
import { isJsonObject, type Json, member } from '../../rules/taxii/json.ts'
import { nameOf, readPosted } from '../../rules/taxii/posted-object.ts'
import type { RefusedPlace } from '../../rules/taxii/status-resource.ts'
import { findObjects } from '../../store/objects/objects.ts'
import type { FederateRoom } from '../room.ts'

export interface PostedAsked {
  /** Who takes them in. */
  by: Reader
  /** Whose they are here, and who may read what is TLP:RED; left out: the organisation and the person of `by`. */
  author?: { organisation: Id; person: Id | null }
  realm: Realm
  collection: Id
  objects: readonly unknown[]
  now: Instant
  /** Left out: posted by TAXII, under the name of who posted. */
  source?: IntakeSource
  verb?: string
  /** A marking that its publisher chose; `labelled` says whether the object itself says anything about its readers. */
  mark?: (said: Marking, labelled: boolean) => Marking
}

type Taken = { intake: Id; added: number; known: number; refused: number; refusals: RefusedPlace[] }
const reviewDays = 90

export async function takePosted(room: FederateRoom, asked: PostedAsked): Promise<Reply<Taken>> {
  const { by, realm, collection } = asked
  const author = asked.author ?? { organisation: by.organisation ?? room.journal.home, person: by.person }
  const definitions = await definitionsOf(room, asked, author.organisation)
  const objects: ObjectIn[] = []
  const refused: RefusedPlace[] = []
  const taken = new Map<string, Json>()
  for (const [place, value] of asked.objects.entries()) {
    const one = judged(room, asked, author, value, place, definitions, taken)
    if ('why' in one) refused.push({ ...nameOf(value, place), ...one, place })
    else objects.push(one)
  }
  return room.objects.takeIn({
    ...{ realm, collection, objects, refused, by },
    source: asked.source ?? { standard: 'taxii', name: actorOf(by), organisation: by.organisation },
    verb: asked.verb ?? 'federate.publishObjects',
  })
}

/** Of two in one post that differ, the first counts; the other is told so by its own place. */
function judged(
  room: FederateRoom,
  asked: PostedAsked,
  author: { organisation: Id; person: Id | null },
  value: unknown,
  place: number,
  definitions: ReadonlyMap<string, Json>,
  taken: Map<string, Json>,
): ObjectIn | { refusal: string; why: string } {
  const read = readPosted(value, place)
  if ('refused' in read) return read.refused
  const { object } = read.object
  if (!isExercise(asked.realm) && isOfExercise(object)) return ofExercise
  const key = keyOf(nameOf(value, place))
  const before = taken.get(key)
  if (before && !sameJson(before, object)) return twice
  taken.set(key, object)
  const said = marked(room, asked, author, object, definitions)
  const marking = asked.mark?.(said, markingRefs(object).length > 0) ?? said
  return marking.tlp === 'RED' && marking.persons.length === 0 ? nobody : { ...read.object, marking }
}

const twice = { refusal: 'other-content', why: 'It comes twice here, with two different contents.' }
const nobody = { refusal: 'nobody-named', why: 'It is TLP:RED, and no person who could read it is named.' }

/** The node that took it in has received it, so its people are among the readers, as far as the label lets them. */
function marked(
  room: FederateRoom,
  { now }: PostedAsked,
  { organisation, person }: { organisation: Id; person: Id | null },
  object: Json,
  definitions: ReadonlyMap<string, Json>,
): Marking {
  const { home } = room.journal
  if (isFixedMarking(String(object.id)))
    return { tlp: 'CLEAR', owner: organisation, audience: [], persons: [], releasableTo: [] }
  const reviewOn = new Date(Date.parse(now) + reviewDays * 86_400_000).toISOString().slice(0, 10)
  const said = markingOf(object, definitions, { owner: organisation, person, reviewOn })
  if (said.tlp === 'RED' || organisation === home) return said
  return { ...said, audience: [...new Set([...said.audience, home])] }
}

/**
 * Definitions that came along, and those that the same organisation brought before: nobody else's words say what its labels mean. One
 * that nobody has counts as TLP:RED.
 */
async function definitionsOf(room: FederateRoom, asked: PostedAsked, owner: Id): Promise<Map<string, Json>> {
  const found = new Map<string, Json>()
  const wanted = new Set<string>()
  for (const object of asked.objects) {
    if (!isJsonObject(object)) continue
    for (const ref of markingRefs(object)) if (ref.length <= 300 && !isFixedMarking(ref)) wanted.add(ref)
    const id = member(object, 'id')
    if (member(object, 'type') === 'marking-definition' && typeof id === 'string') found.set(id, object)
  }
  const missing = [...wanted].filter((ref) => !found.has(ref)).slice(0, 1_000)
  if (missing.length === 0) return found
  const view = { reader: systemReader('markings', [asked.realm], room.journal.home), realm: asked.realm }
  const kept = await findObjects(room.journal.sql, view, {
    ...{ collection: asked.collection, format: 'stix', ids: missing, types: ['marking-definition'], limit: 2_000 },
  })
  for (const { id, json, marking } of kept) if (marking.owner === owner) found.set(id, JSON.parse(json))
  return found
}
