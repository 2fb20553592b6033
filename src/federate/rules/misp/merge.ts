// Two versions of one MISP event made into one: the newer statement about each part counts, and what is deleted stays deleted.
import type { MispAttribute, MispEvent, MispObject, MispSighting, MispTag } from '../../model/misp/event.ts'
import { isTlpWord } from '../marking-words.ts'

type Dated = { uuid: string; timestamp: number; deleted?: boolean }

/** By UUID. A part that the newer version does not mention stays; one of the same age stays as it is. */
function joined<T extends Dated>(held: readonly T[], come: readonly T[], both: (held: T, come: T) => T): T[] {
  const found = new Map(held.map((one) => [one.uuid, one]))
  for (const one of come) {
    const before = found.get(one.uuid)
    found.set(one.uuid, before === undefined ? one : both(before, one))
  }
  return [...found.values()]
}

const newer = <T extends Dated>(held: T, come: T): T => (come.timestamp > held.timestamp ? come : held)

/** A label that is not mentioned any more stays: leaving something out never widens who may read. Another label takes its place. */
function labelled<T extends { Tag: readonly MispTag[] }>(held: T, come: T): T {
  if (come.Tag.some(({ name }) => isTlpWord(name))) return come
  const labels = held.Tag.filter(({ name }) => isTlpWord(name))
  return labels.length === 0 ? come : { ...come, Tag: [...come.Tag, ...labels] }
}

function attribute(held: MispAttribute, come: MispAttribute): MispAttribute {
  const stays = labelled(held, newer(held, come))
  return { ...stays, Sighting: sightings(held.Sighting, come.Sighting) }
}

function sightings(held: readonly MispSighting[], come: readonly MispSighting[]): MispSighting[] {
  return [...new Map([...come, ...held].map((one) => [one.uuid, one])).values()]
}

function object(held: MispObject, come: MispObject): MispObject {
  return {
    ...labelled(held, newer(held, come)),
    Attribute: joined(held.Attribute, come.Attribute, attribute),
    ObjectReference: joined(held.ObjectReference, come.ObjectReference, newer),
  }
}

/** An attribute that moved into an object, or out of one, is not doubled: the newer place counts. */
function withoutDoubles(event: MispEvent): MispEvent {
  const inObjects = new Map(event.Object.flatMap((one) => one.Attribute.map((inner) => [inner.uuid, inner.timestamp])))
  const doubled = event.Attribute.filter((one) => inObjects.has(one.uuid))
  if (doubled.length === 0) return event
  const outside = new Set(
    doubled.filter((one) => one.timestamp > (inObjects.get(one.uuid) ?? 0)).map(({ uuid }) => uuid),
  )
  return {
    ...event,
    Attribute: event.Attribute.filter((one) => !inObjects.has(one.uuid) || outside.has(one.uuid)),
    Object: event.Object.map((one) => ({
      ...one,
      Attribute: one.Attribute.filter((inner) => !outside.has(inner.uuid)),
    })),
  }
}

/** Null when nothing of `come` is newer than what is held. */
export function mergeEvents(held: MispEvent, come: MispEvent): MispEvent | null {
  if (come.timestamp <= held.timestamp) return null
  return withoutDoubles({
    ...labelled(held, come),
    Orgc: held.Orgc,
    Attribute: joined(held.Attribute, come.Attribute, attribute),
    Object: joined(held.Object, come.Object, object),
    EventReport: joined(held.EventReport, come.EventReport, newer),
    ShadowAttribute: joined(held.ShadowAttribute, come.ShadowAttribute, newer),
  })
}
