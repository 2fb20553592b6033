// An event that was pulled from a server reaches one circle fewer here, as between MISP servers: 2 becomes 1, and 1 becomes 0.
import type { MispDistribution, MispEvent } from '../../model/misp/event.ts'

const lower = (distribution: MispDistribution): MispDistribution =>
  distribution === 2 ? 1 : distribution === 1 ? 0 : distribution

function each<T extends { distribution: MispDistribution }>(parts: readonly T[]): T[] {
  return parts.map((one) => ({ ...one, distribution: lower(one.distribution) }))
}

export function lowered(event: MispEvent): MispEvent {
  return {
    ...event,
    distribution: lower(event.distribution),
    Attribute: each(event.Attribute),
    Object: each(event.Object).map((one) => ({ ...one, Attribute: each(one.Attribute) })),
    EventReport: each(event.EventReport),
  }
}
