// federate.addMispRemark: one of our people says that an attribute was seen, or proposes a change. The event stays as it is.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/misp.ts'
import { attributesOf, mispEventRecord } from '../../rules/misp/event-record.ts'
import { remarkOfProposal, remarkOfSighting } from '../../rules/misp/said.ts'
import type { Json } from '../../rules/misp/taking.ts'
import { eventSubject, type MispRoom, mispIdFrom, organisationOf, secondsNow } from './desk.ts'
import { keepRemarks, type NewRemark, organisationNamed } from './keep-remarks.ts'

type Asked = InputOf<typeof api.addMispRemark>
const types = { seen: '0', 'false-positive': '1', expired: '2' } as const

export async function addMispRemark(
  room: MispRoom,
  input: Asked,
  { view, reader, writer }: Call,
): Promise<Reply<OutputOf<typeof api.addMispRemark>>> {
  const held = await room.journal.reads.one(mispEventRecord, view, eventSubject(view.realm, input.event))
  if (!held) return refuse('unknown', `No MISP event with the UUID ${input.event} that you may read.`)
  const { event } = held.state
  const attribute = input.attribute ?? null
  if (attribute !== null && !attributesOf(event).some(({ uuid }) => uuid === attribute))
    return refuse('no-such-attribute', undefined, '/attribute')
  const organisation = organisationOf(room, reader)
  const by = await organisationNamed(room, organisation)
  const remark = remarkOf(room, input, by, event)
  if ('why' in remark) return refuse('not-said', remark.why, remark.at)
  const speaker = { view, verb: writer.verb, organisation, via: null }
  const kept = await keepRemarks(room, speaker, held, [remark])
  if (!kept.ok) return kept
  return done({ id: kept.value.ids[0] ?? '', new: kept.value.new === 1 })
}

function remarkOf(
  room: MispRoom,
  { attribute, sighting, proposal }: Asked,
  by: Json,
  event: Parameters<typeof attributesOf>[0],
): NewRemark | { why: string; at: string } {
  const now = secondsNow(room)
  if ((sighting === undefined) === (proposal === undefined))
    return { why: 'Give either a sighting or a proposal.', at: '/sighting' }
  if (sighting !== undefined) {
    if (attribute === undefined) return { why: 'A sighting is of one attribute: give its UUID.', at: '/attribute' }
    const at = Math.min(now, sighting.at === undefined ? now : Math.floor(Date.parse(sighting.at) / 1_000))
    const uuid = mispIdFrom(`sighting\n${attribute}\n${by.uuid}\n${at}\n${sighting.as}\n${sighting.source ?? ''}`)
    const given = { uuid, type: types[sighting.as], date_sighting: at, source: sighting.source ?? '' }
    return remarkOfSighting(given, attribute, by, now) ?? { why: 'That is no sighting.', at: '/sighting' }
  }
  const { toIds, remove = false, ...rest } = proposal ?? {}
  const given = { ...rest, ...(toIds === undefined ? {} : { to_ids: toIds }) }
  const desk = { event, types: room.types, by, now, idOf: mispIdFrom, part: attribute ?? null, deletes: remove }
  const read = remarkOfProposal(given, '/proposal', desk)
  if (!('faults' in read)) return read
  return { why: read.faults[0]?.why ?? 'That is no proposal.', at: read.faults[0]?.at ?? '/proposal' }
}
