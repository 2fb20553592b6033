// A MISP event as a record of this node: taken, changed by its owner, withdrawn by nobody (what is deleted in it says so itself).
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import type { MispAttribute, MispEvent } from '../../model/misp/event.ts'
import { KeptMispEvent, MispOrigin } from '../../model/misp/kept.ts'
import { partsOf } from './values.ts'

const closed = { additionalProperties: false } as const
const Body = Type.Object({ event: KeptMispEvent.properties.event, origin: MispOrigin }, closed)

export const mispEventRecord = recordKind({
  name: 'federate.mispEvent',
  state: KeptMispEvent,
  kinds: {
    'federate.mispEventTaken': opening(Body, ({ event, origin }, { recordedAt }) =>
      keptOf(event, origin, recordedAt, recordedAt),
    ),
    'federate.mispEventChanged': change(Body, (before: KeptMispEvent, { event, origin }, { recordedAt }) =>
      keptOf(event, origin, before.takenAt, recordedAt),
    ),
  },
  index: ({ info, event, tags, values }) => ({
    title: info.slice(0, 300),
    words: [event.uuid, event.Orgc.name, ...tags, ...values.slice(0, 2_000).map((one) => one.slice(0, 200))].join('\n'),
  }),
})

export function attributesOf(event: MispEvent): MispAttribute[] {
  return [...event.Attribute, ...event.Object.filter((one) => !one.deleted).flatMap((one) => one.Attribute)]
}

function keptOf(event: MispEvent, origin: MispOrigin, takenAt: Instant, changedAt: Instant): KeptMispEvent {
  const alive = attributesOf(event).filter((one) => !one.deleted)
  const values = new Set<string>()
  for (const { type, value } of alive) {
    values.add(value)
    for (const part of partsOf(type, value)) values.add(part.value)
  }
  const tags = new Set([event, ...alive].flatMap(({ Tag }) => Tag.map(({ name }) => name)))
  const sighted = alive.reduce((most, one) => one.Sighting.reduce((m, s) => Math.max(m, s.dateSighting), most), 0)
  return {
    uuid: event.uuid,
    orgc: event.Orgc.uuid,
    orgcName: event.Orgc.name,
    info: event.info,
    date: event.date,
    published: event.published,
    timestamp: event.timestamp,
    publishTimestamp: event.publishTimestamp,
    tags: [...tags],
    ...(sighted > 0 ? { sightedAt: sighted } : {}),
    numbers: { attributes: alive.length, objects: event.Object.length, reports: event.EventReport.length },
    values: [...values],
    parts: attributesOf(event).map(({ uuid }) => uuid),
    origin,
    event,
    takenAt,
    changedAt,
  }
}
