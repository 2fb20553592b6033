// A spelled event with the sightings, proposals and reports that others hung on it.
import type { MispRemark } from '../../model/misp/kept.ts'
import { isJson, type Json } from './taking.ts'

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

export function withRemarks(event: Json, remarks: readonly MispRemark[]): Json {
  if (remarks.length === 0) return event
  const of = (kind: MispRemark['kind'], attribute: string | null) =>
    remarks.filter((one) => one.kind === kind && one.attribute === attribute).map(({ said }) => said)
  const attribute = (one: Json): Json => {
    const uuid = typeof one.uuid === 'string' ? one.uuid : ''
    const [sightings, proposals] = [of('sighting', uuid), of('proposal', uuid)]
    return {
      ...one,
      ...(sightings.length > 0 ? { Sighting: joined(one.Sighting, sightings) } : {}),
      ...(proposals.length > 0 ? { ShadowAttribute: joined(one.ShadowAttribute, proposals, sameProposal) } : {}),
    }
  }
  const reports = of('report', null)
  if (!('Attribute' in event)) return event
  return {
    ...event,
    Attribute: list(event.Attribute).map(attribute),
    Object: list(event.Object).map((one) => ({ ...one, Attribute: list(one.Attribute).map(attribute) })),
    ShadowAttribute: joined(event.ShadowAttribute, of('proposal', null), sameProposal),
    EventReport: joined(event.EventReport, reports),
  }
}

/** Once each, by UUID unless said otherwise; what the event says itself counts. */
function joined(own: unknown, others: readonly Json[], key: (one: Json) => unknown = (one) => one.uuid): Json[] {
  const found = new Map<unknown, Json>(others.map((one) => [key(one), one]))
  for (const one of list(own)) found.set(key(one), one)
  return [...found.values()]
}

/** Several proposals for one attribute have its UUID: what they would make of it tells them apart. */
export function sameProposal({ uuid, type, category, value, to_ids, comment, proposal_to_delete }: Json): string {
  return JSON.stringify([uuid, type, category, value, to_ids, comment, proposal_to_delete])
}
