// The facts that criteria of a stand-down are answered from: what one reader may read of a crisis at one moment.
import type { Pointer } from '../../model/words.ts'

export interface Named extends Pointer {
  title: string
}
export interface AttackFact extends Named {
  over: boolean
  end: string | null
}
export interface ServiceFact extends Named {
  well: boolean
  /** Since when it is as it is. */
  since: string
  why: string
}
export interface ClockFact extends Named {
  due: string | null
}
export interface RungFact {
  network: string
  name: string
  mode: string
  modeName: string
  rank: number
  /** The rank that it may still stand on. */
  atMost: number
  since: string
}
export interface IncidentFact extends Named {
  status: string
  since: string
  calm: boolean
}
export interface MeasureFact extends Named {
  owned: boolean
}
export interface StandDownFacts {
  /** Records that the crisis names and this reader may not read. */
  withheld: number
  crisis: Named
  attacks: readonly AttackFact[]
  services: readonly ServiceFact[]
  /** Parts that others need and that failed: findings and failovers that are open. */
  falling: readonly ServiceFact[]
  clocks: readonly ClockFact[]
  /** Null: nobody opened the ladder of this crisis. */
  ladder: (Named & { rungs: readonly RungFact[] }) | null
  incidents: readonly IncidentFact[]
  urgentTasks: readonly Named[]
  measures: readonly MeasureFact[]
  /** What the record shows to be switched on, and the list of measures does not have. */
  unlisted: readonly Named[]
}
