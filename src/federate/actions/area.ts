// An area of this room: what it adds to the node, and what it offers the other areas.
import type { Room } from '#platform/room.ts'
import type { FederateRoom } from './room.ts'

export type Area<Offer extends keyof FederateRoom | never = never> = Room &
  ([Offer] extends [never] ? unknown : { offers: FederateRoom[Offer] })
