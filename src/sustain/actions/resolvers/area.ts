// What the actions about resolvers work with beside the room: the data, and one writer at a time where names must be taken once.

import type { SustainRoom } from '../room.ts'
import { type ResolverData, readResolverData } from './read-data.ts'

export interface ResolverArea {
  room: SustainRoom
  data: ResolverData
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

export function createArea(room: SustainRoom): ResolverArea {
  let last: Promise<unknown> = Promise.resolve()
  return {
    room,
    data: readResolverData(),
    inTurn(work) {
      const next = last.then(work, work)
      last = next.catch(() => undefined)
      return next
    },
  }
}
