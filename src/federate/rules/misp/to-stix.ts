// A MISP event as STIX 2.1 objects: what has an equivalent. The rest stays in the event itself, and is counted.
import { instant } from '#kernel/time.ts'
import type { MispAttribute, MispEvent, MispShared } from '../../model/misp/event.ts'
import { observableOf, patternOf } from './observables.ts'

/** Of a STIX object what a converter cannot know: ids are made from a seed, markings by the caller. */
export interface StixDesk {
  /** The same for the same seed: `indicator--<uuid>`. */
  idOf(type: string, seed: string): string
  /** Id of an observable, from the properties that STIX names for it. */
  observableId(type: string, properties: Readonly<Record<string, unknown>>): string
}

interface StixOut {
  object: Record<string, unknown> & { id: string; type: string }
  /** The parts that it is made from, outermost first: their markings apply. */
  of: readonly MispShared[]
}

interface Converted {
  objects: StixOut[]
  /** Attributes without an equivalent. */
  without: number
}

const spec = { spec_version: '2.1' } as const
const at = (seconds: number) => instant(new Date(seconds * 1000))

export function toStix(event: MispEvent, desk: StixDesk): Converted {
  const seed = (uuid: string) => `${event.Orgc.uuid}/${event.uuid}/${uuid}`
  const owner = desk.idOf('identity', event.Orgc.uuid)
  const modified = at(event.timestamp)
  const objects: StixOut[] = [
    {
      object: {
        ...{ type: 'identity', ...spec, id: owner, created: at(0), modified: at(0) },
        ...{ name: event.Orgc.name, identity_class: 'organization' },
      },
      of: [event],
    },
  ]
  let without = 0
  const told: { ids: string[]; open: boolean }[] = []
  const add = (attribute: MispAttribute, of: readonly MispShared[]): void => {
    if (attribute.deleted) return
    const made = attributeToStix(attribute, { desk, seed: seed(attribute.uuid), owner })
    if (made.length === 0) without += 1
    for (const object of made) objects.push({ object, of: [...of, attribute] })
    // Only what reaches as far as the event may be named by the report.
    const open = [...of.slice(1), attribute].every((part) => part.distribution === 5 && part.Tag.length === 0)
    told.push({ ids: made.map(({ id }) => id), open })
  }
  for (const attribute of event.Attribute) add(attribute, [event])
  for (const one of event.Object) if (!one.deleted) for (const attribute of one.Attribute) add(attribute, [event, one])
  const refs = [...new Set(told.flatMap(({ ids, open }) => (open ? ids : [])))].slice(0, 5_000)
  const report = desk.idOf('report', seed(event.uuid))
  objects.push({
    object: {
      ...{ type: 'report', ...spec, id: report, created_by_ref: owner },
      ...{
        created: instant(new Date(`${event.date}T00:00:00Z`)),
        modified: later(modified, `${event.date}T00:00:00.000Z`),
      },
      ...{ name: event.info.slice(0, 1_000), published: at(event.publishTimestamp || event.timestamp) },
      ...{ report_types: ['threat-report'], object_refs: refs.length > 0 ? refs : [owner] },
      labels: event.Tag.map(({ name }) => name),
      external_references: [{ source_name: 'MISP event', external_id: event.uuid }],
    },
    of: [event],
  })
  for (const one of event.EventReport) {
    if (one.deleted || one.content.trim() === '') continue
    const made = at(one.timestamp || event.timestamp)
    objects.push({
      object: {
        ...{ type: 'note', ...spec, id: desk.idOf('note', seed(one.uuid)), created_by_ref: owner },
        ...{ created: made, modified: made, abstract: one.name, content: one.content, object_refs: [report] },
      },
      of: [event, { ...event, ...one, Tag: [], Galaxy: [] }],
    })
  }
  return { objects: unique(objects), without }
}

const later = (one: string, other: string) => (one >= other ? one : other)

/** Two attributes of one value are one observable; the stricter marking is for the caller to see, so both sources are kept. */
function unique(objects: StixOut[]): StixOut[] {
  const found = new Map<string, StixOut>()
  for (const one of objects) if (!found.has(one.object.id)) found.set(one.object.id, one)
  return [...found.values()]
}

interface About {
  desk: StixDesk
  seed: string
  owner: string
}

/** For detection: an indicator, with its sightings. Otherwise what was observed. */
function attributeToStix(attribute: MispAttribute, { desk, seed, owner }: About): StixOut['object'][] {
  const { type, value, timestamp } = attribute
  const made = at(timestamp)
  const words = { ...(attribute.comment === '' ? {} : { description: attribute.comment.slice(0, 10_000) }) }
  const labels = { labels: [`misp:type="${type}"`, `misp:category="${attribute.category}"`] }
  const head = (kind: string) => ({
    ...{ type: kind, ...spec, id: desk.idOf(kind, seed), created_by_ref: owner, created: made, modified: made },
    ...labels,
  })
  if (type === 'vulnerability')
    return [
      {
        ...head('vulnerability'),
        ...words,
        name: value,
        external_references: [{ source_name: 'cve', external_id: value }],
      },
    ]
  const pattern = patternOf(type, value)
  if (attribute.toIds && pattern !== undefined) {
    const from = attribute.firstSeen ?? made
    const until = attribute.lastSeen !== null && attribute.lastSeen > from ? { valid_until: attribute.lastSeen } : {}
    const indicator = {
      ...{
        ...head('indicator'),
        ...words,
        name: `${type}: ${value}`.slice(0, 500),
        indicator_types: ['malicious-activity'],
      },
      ...{ pattern: pattern.pattern, pattern_type: pattern.kind, valid_from: from, ...until },
    }
    return [indicator, ...sightingsOf(attribute, indicator.id, { desk, seed, owner })]
  }
  const observable = observableOf(type, value)
  if (observable === undefined) return []
  const { type: kind, ...properties } = observable
  const id = desk.observableId(kind, properties)
  const first = attribute.firstSeen ?? made
  const last = attribute.lastSeen !== null && attribute.lastSeen > first ? attribute.lastSeen : first
  return [
    { type: kind, ...spec, id, ...properties },
    { ...head('observed-data'), first_observed: first, last_observed: last, number_observed: 1, object_refs: [id] },
  ]
}

function sightingsOf({ Sighting }: MispAttribute, indicator: string, { desk, owner }: About): StixOut['object'][] {
  return Sighting.filter(({ type }) => type === 0).map((one) => {
    const seen = at(one.dateSighting)
    return {
      ...{ type: 'sighting', ...spec, id: desk.idOf('sighting', `${indicator}/${one.uuid}`), created_by_ref: owner },
      ...{ created: seen, modified: seen, first_seen: seen, last_seen: seen, count: 1, sighting_of_ref: indicator },
    }
  })
}
