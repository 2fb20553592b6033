// federate.showMisp: one event for people, with how often each attribute was seen, and what is proposed for it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/misp.ts'
import type { MispAttribute } from '../../model/misp/event.ts'
import type { KeptMispEvent, MispRemark } from '../../model/misp/kept.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { textOf } from '../../rules/misp/taking.ts'
import { remarksOn } from '../../store/misp/events.ts'
import type { FederateRoom } from '../room.ts'
import { eventSubject, isOurs } from './desk.ts'

type Shown = OutputOf<typeof api.showMisp>
const mostShown = 200

export async function showMisp(
  room: FederateRoom,
  { uuid, text = '' }: InputOf<typeof api.showMisp>,
  { view }: Call,
): Promise<Reply<Shown>> {
  const { journal } = room
  const held = await journal.reads.one(mispEventRecord, view, eventSubject(view.realm, uuid))
  if (!held) return refuse('unknown', `No MISP event with the UUID ${uuid} that you may read.`)
  const remarks = (await remarksOn(journal, view, [uuid])).map(({ state }) => state)
  const { event, values: _values, parts: _parts, ...line } = held.state
  const words = text.trim().toLowerCase()
  const fitting = placed(held.state).filter(({ one }) =>
    [one.value, one.type, one.comment].some((field) => field.toLowerCase().includes(words)),
  )
  const said = remarks.flatMap((one) => (one.kind === 'report' ? [one.said] : []))
  const reports = [...event.EventReport.filter((one) => !one.deleted), ...said]
  return done({
    ...{ ...line, id: held.id, marking: held.marking, ours: await isOurs(room, held.state) },
    distribution: event.distribution,
    attributes: fitting.slice(0, mostShown).map(({ one, object }) => shown(one, object, remarks)),
    fitting: fitting.length,
    reports: reports.slice(0, 20).map((one) => ({
      ...{
        uuid: String(one.uuid),
        name: textOf(one.name) ?? '',
        content: (textOf(one.content) ?? '').slice(0, 20_000),
      },
    })),
    galaxies: clustersOf(held.state),
  })
}

function placed({ event }: KeptMispEvent): { one: MispAttribute; object: string | null }[] {
  const inObjects = event.Object.flatMap((object) =>
    object.Attribute.map((one) => ({ one: object.deleted ? { ...one, deleted: true } : one, object: object.name })),
  )
  return [...event.Attribute.map((one) => ({ one, object: null })), ...inObjects]
}

function shown(one: MispAttribute, object: string | null, remarks: readonly MispRemark[]): Shown['attributes'][number] {
  const about = remarks.filter(({ attribute }) => attribute === one.uuid)
  const said = about.filter(({ kind }) => kind === 'sighting').map((remark) => Number(remark.said.type))
  const sightings = [...one.Sighting.map(({ type }): number => type), ...said]
  const proposed = about.filter(({ kind }) => kind === 'proposal').length
  return {
    ...{ uuid: one.uuid, type: one.type, category: one.category, value: one.value, comment: one.comment },
    ...{ toIds: one.toIds, object, relation: one.relation, deleted: one.deleted },
    tags: one.Tag.map(({ name }) => name),
    sightings: sightings.filter((type) => type === 0).length,
    falsePositives: sightings.filter((type) => type === 1).length,
    proposals: one.ShadowAttribute.filter(({ deleted }) => !deleted).length + proposed,
  }
}

/** Names of the clusters that the event is tied to: a threat actor, a technique. */
function clustersOf({ event }: KeptMispEvent): string[] {
  const names = event.Galaxy.flatMap(({ GalaxyCluster }) => GalaxyCluster.map(({ value }) => textOf(value) ?? ''))
  return [...new Set(names)].filter((name) => name !== '').slice(0, 50)
}
