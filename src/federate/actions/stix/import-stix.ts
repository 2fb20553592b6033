// Takes in a file of STIX: read twice, for markings may stand behind what they mark; in parts, so that memory stays flat.
import { join } from 'node:path'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { lacksJustification, markingFrom } from '#kernel/marking.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { type importStix as contract, stixMaxBytes } from '../../api/stix.ts'
import type { IntakeSource, ObjectIn, RefusedObject } from '../../model/objects.ts'
import type { Definitions, Receiver } from '../../rules/stix/markings.ts'
import { takenObject } from '../../rules/stix/taken-object.ts'
import type { FederateRoom } from '../room.ts'
import { readObjects } from './read-objects.ts'
import { type Spooled, spool } from './spool.ts'

type Input = InputOf<typeof contract>
type Output = OutputOf<typeof contract>
const mostReasons = 200
const partObjects = 5_000
const partBytes = 16_000_000
const reviewDays = 30

export async function importStix(room: FederateRoom, input: Input, call: Call): Promise<Reply<Output>> {
  const owner = call.reader.organisation ?? room.journal.home
  const unmarked = input.marking && markingFrom(input.marking, owner, call.reader.person)
  if (unmarked && lacksJustification(unmarked)) return refuse('marking-needs-reason', undefined, '/marking')
  const spooled = await spool(call.upload, join(room.settings.dataDir, 'incoming'), stixMaxBytes)
  if (!spooled.ok) return spooled
  try {
    const reviewOn = new Date(Date.parse(call.now) + reviewDays * 86_400_000).toISOString().slice(0, 10)
    const live = !isExercise(call.view.realm)
    const receiver = { owner, person: call.reader.person, reviewOn, live, ...(unmarked ? { unmarked } : {}) }
    return await takeAll(room, spooled.value, input, call, receiver)
  } finally {
    await spooled.value.remove()
  }
}

async function takeAll(
  room: FederateRoom,
  file: Spooled,
  input: Input,
  call: Call,
  receiver: Receiver,
): Promise<Reply<Output>> {
  const standard = input.standard ?? 'stix'
  const definitions = await definitionsIn(file)
  const collection = await room.objects.collection(call.view.realm, standard, collectionTitles[standard])
  const source: IntakeSource = { standard, name: input.name, organisation: call.reader.organisation }
  const taken: Output = { intakes: [], added: 0, known: 0, refused: 0, reasons: [], types: {} }
  const part: Part = { objects: [], refused: [], bytes: 0 }
  const flush = async (): Promise<Refused | undefined> => {
    if (part.objects.length + part.refused.length === 0) return undefined
    const { realm } = call.view
    const asked = {
      realm,
      source,
      collection,
      objects: part.objects,
      refused: part.refused,
      by: call.reader,
      verb: 'federate.importStix',
    }
    const reply = await room.objects.takeIn(asked)
    if (!reply.ok) return reply
    add(taken, reply.value, part)
    Object.assign(part, { objects: [], refused: [], bytes: 0 })
    return undefined
  }
  const read = readObjects(file.read())
  for await (const batch of read.batches) {
    for (const one of batch) {
      const object =
        'fault' in one ? unreadable(one.place, one.fault) : takenObject(one.value, one.place, definitions, receiver)
      if ('why' in object) part.refused.push(object)
      else part.objects.push(object)
      part.bytes += one.bytes
    }
    if (part.objects.length + part.refused.length >= partObjects || part.bytes >= partBytes) {
      const stopped = await flush()
      if (stopped) return stopped
    }
  }
  const { fault } = read.end()
  if (fault) part.refused.push({ id: '', refusal: 'not-stix', why: fault })
  if (taken.intakes.length === 0 && part.objects.length === 0 && fault) return refuse('not-stix', fault)
  return (await flush()) ?? done(taken)
}

interface Part {
  objects: ObjectIn[]
  refused: RefusedObject[]
  bytes: number
}

export const collectionTitles = { stix: 'STIX objects taken in', attack: 'Tactics and techniques' } as const

function unreadable(place: number, why: string): RefusedObject {
  return { id: `object ${place}`, refusal: 'not-stix', why }
}

function add(
  taken: Output,
  one: { intake: Id; added: number; known: number; refused: number; refusals: readonly RefusedObject[] },
  part: Part,
): void {
  taken.intakes.push(one.intake)
  taken.added += one.added
  taken.known += one.known
  taken.refused += one.refused
  for (const { id, refusal, why } of one.refusals)
    if (taken.reasons.length < mostReasons) taken.reasons.push({ id, refusal, why })
  for (const { type } of part.objects) taken.types[type] = (taken.types[type] ?? 0) + 1
}

const mostDefinitions = 10_000

/** The first reading: marking definitions alone, wherever in the file they stand. */
async function definitionsIn(file: Spooled): Promise<Definitions> {
  const found = new Map<string, Record<string, unknown>>()
  for await (const batch of readObjects(file.read(), '"marking-definition"').batches) {
    for (const one of batch) {
      if ('fault' in one || typeof one.value !== 'object' || one.value === null) continue
      const given = one.value as Record<string, unknown>
      if (given.type !== 'marking-definition' || typeof given.id !== 'string' || found.size >= mostDefinitions) continue
      found.set(given.id, given)
    }
  }
  return found
}
