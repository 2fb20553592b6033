// What other rooms are told of the map: which parts are meant by a name, and what a cascade from them would reach.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'

/** An organisation of the register, or names as a text writes them. */
export interface MeantBy {
  organisations: readonly Id[]
  names: readonly string[]
}

/** An estimate: the map may be old, and what it says may never come. */
export interface FallEstimate {
  /** The parts that were taken away, the first few. */
  parts: readonly { id: Id; name: string }[]
  partsTotal: number
  /** Services that are gone at some time within the horizon, with their users; null: of none of them known. */
  services: number
  users: number | null
  /** Countries whose people use them, and their sectors. */
  countries: readonly string[]
  sectors: readonly string[]
  firstDownAfterMinutes: number | null
  horizonMinutes: number
  at: Instant
}
