// What a clock is told about the world: when things happened, where it runs, which days are off there.
import type { CalendarRule, Condition, PeriodReading } from '../../model/law.ts'
import type { Answer } from '../../model/verdict.ts'
import type { DaysOff } from './days-off.ts'

export interface DueContext {
  /** When that happened; null as long as nobody has said so. */
  anchor(id: string): string | null
  /** An IANA name; an unknown one counts as UTC. */
  timeZone: string
  /** Whose public holidays count; null where it is not known. */
  memberState: string | null
  reading: PeriodReading
  /** The relief of the regime, and the report that is asked about. */
  calendar: { rule: CalendarRule; report: string } | null
  holds(condition: Condition): Answer
  ofTypes(appliesTo: readonly string[]): boolean
  article: string
  daysOff: DaysOff
  /** For what comes round periodically: the moment of asking, and when it was last done. */
  now?: string
  previous?: string | null
}
