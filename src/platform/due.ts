// What is due, over all realms at once: each realm by its own clock.
import { type RawBuilder, sql } from 'kysely'
import { type Instant, instant, later } from '#kernel/time.ts'
import type { Clock } from './clock.ts'

export interface DueOptions {
  /** Come by so many milliseconds from now. */
  aheadMs?: number
  /** The column is a moment as JSON spells it; say `collate "C"` there, so that the order of text is the order of time. */
  asText?: true
}

/**
 * True where the moment in the column `due` has come in the realm that the column `realm` names. The first half can use an index on `due`;
 * while no exercise has a clock of its own, it is all there is.
 */
export function hasCome(
  clock: Clock,
  due: RawBuilder<unknown>,
  realm: RawBuilder<unknown>,
  { aheadMs = 0, asText }: DueOptions = {},
): RawBuilder<boolean> {
  const spelled = (at: Date) => instant(new Date(at.getTime() + aheadMs))
  const moment = (at: Instant) => (asText ? sql`${at}::text` : sql`${at}::timestamptz`)
  const real = spelled(clock.now())
  const own = clock.own().map((one) => ({ realm: one.realm, at: spelled(one.now) }))
  if (own.length === 0) return sql<boolean>`${due} <= ${moment(real)}`
  const latest = own.reduce((last, { at }) => later(last, at), real)
  const cases = sql.join(
    own.map((one) => sql`when ${one.realm} then ${moment(one.at)}`),
    sql` `,
  )
  return sql<boolean>`(${due} <= ${moment(latest)} and ${due} <= case ${realm} ${cases} else ${moment(real)} end)`
}
