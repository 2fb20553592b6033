// What sense asks the journal: targets, sensors, attacks and observations, through a view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import { attackRecord, observationRecord, sensorRecord, targetRecord } from '../events.ts'
import type { Attack, Observation } from '../model/attacks.ts'
import type { Sensor, Target } from '../model/targets.ts'

/** No node watches more; whoever asks for all of them gets these. */
export const mostTargets = 5000
const mostSensors = 1000

export interface Paged {
  after?: Id
  limit: number
}

function paged(q: RecordQuery, { after, limit }: Paged): RecordQuery {
  const list = q.orderBy('subject', 'desc').limit(limit)
  return after ? list.where('subject', '<', after) : list
}

export function targetPage(
  journal: Journal,
  view: View,
  { active, ...page }: Paged & { active?: boolean },
): Promise<Held<Target>[]> {
  return journal.reads.many(targetRecord, view, (q) => {
    const list = paged(q, page)
    return active === undefined ? list : list.where(sql<string>`state->>'active'`, '=', String(active))
  })
}

export function activeTargets(journal: Journal, view: View): Promise<Held<Target>[]> {
  return targetPage(journal, view, { active: true, limit: mostTargets })
}

/** Realms in which anything is watched. For jobs of the node itself, which then read each realm through a view. */
export async function realmsWithTargets(journal: Journal): Promise<Realm[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select('realm')
    .distinct()
    .where('record', '=', targetRecord.name)
    .where('valid_to', 'is', null)
    .where(sql<string>`state->>'active'`, '=', 'true')
    .execute()
  return rows.map(({ realm }) => realm)
}

export function sensorList(journal: Journal, view: View): Promise<Held<Sensor>[]> {
  return journal.reads.many(sensorRecord, view, (q) => q.orderBy('subject', 'desc').limit(mostSensors))
}

export interface AttackFilter {
  target?: Id
  state?: string
  running?: boolean
  judged?: boolean
  since?: Instant
}

const runs = sql<string>`case when state->>'state' = 'over' then '0' else '1' end`

/** Those that run first, then by onset, the newest first. `after` is the place that `placeOf` gives. */
export async function attackPage(
  journal: Journal,
  view: View,
  filter: AttackFilter,
  after: string | undefined,
  limit: number,
): Promise<{ attacks: Held<Attack>[]; total: number }> {
  const shape = (q: RecordQuery) => {
    let out = q
    if (filter.target) out = out.where(sql<string>`state->>'target'`, '=', filter.target)
    if (filter.state) out = out.where(sql<string>`state->>'state'`, '=', filter.state)
    if (filter.since) out = out.where(sql<boolean>`coalesce(state->>'end', '9999') >= ${filter.since}`)
    if (filter.running !== undefined) out = out.where(sql<boolean>`(state->>'state' <> 'over') = ${filter.running}`)
    if (filter.judged !== undefined) out = out.where(sql<boolean>`(state->>'judged' is not null) = ${filter.judged}`)
    return out
  }
  const attacks = await journal.reads.many(attackRecord, view, (q) => {
    const list = shape(q)
      .orderBy(sql`${runs} || (state->>'onset') collate "C"`, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit)
    if (after === undefined) return list
    // The place of an attack that moved since is where it stands now: nothing is left out, something may come twice.
    return list.where(
      sql<boolean>`((${runs} || (state->>'onset')) collate "C", subject) < (select
        ((case when p.state->>'state' = 'over' then '0' else '1' end) || (p.state->>'onset')) collate "C", p.subject
        from journal.records p where p.record = ${attackRecord.name} and p.subject = ${after}::uuid
          and p.realm = ${view.realm} and p.valid_to is null)`,
    )
  })
  return { attacks, total: await journal.reads.count(attackRecord, view, shape) }
}

/** Attacks that are not over, and those that ended after `since`; the oldest first. */
export function recentAttacks(journal: Journal, view: View, since: Instant, target?: Id): Promise<Held<Attack>[]> {
  return journal.reads.many(attackRecord, view, (q) => {
    const list = q
      .where(sql<boolean>`(state->>'state' <> 'over' or state->>'end' >= ${since})`)
      .orderBy('subject')
      .limit(mostTargets)
    return target ? list.where(sql<string>`state->>'target'`, '=', target) : list
  })
}

/** Attacks on a target that have anything in the span. */
export function attacksWithin(
  journal: Journal,
  view: View,
  target: Id,
  from: Instant,
  to: Instant,
): Promise<Held<Attack>[]> {
  return journal.reads.many(attackRecord, view, (q) =>
    q
      .where(sql<string>`state->>'target'`, '=', target)
      .where(sql<boolean>`state->>'onset' < ${to} and coalesce(state->>'end', '9999') >= ${from}`)
      .orderBy(sql`state->>'onset'`)
      .limit(500),
  )
}

export function observationPage(
  journal: Journal,
  view: View,
  { target, ...page }: Paged & { target?: Id },
): Promise<Held<Observation>[]> {
  return journal.reads.many(observationRecord, view, (q) => {
    const list = paged(q, page)
    return target ? list.where(sql<string>`state->>'target'`, '=', target) : list
  })
}

/** Observations of a target that go on, or ended after `since`; the newest first. */
export function recentObservations(
  journal: Journal,
  view: View,
  target: Id,
  since: Instant,
): Promise<Held<Observation>[]> {
  return journal.reads.many(observationRecord, view, (q) =>
    q
      .where(sql<string>`state->>'target'`, '=', target)
      .where(sql<boolean>`coalesce(state->>'end', '9999') >= ${since}`)
      .orderBy('subject', 'desc')
      .limit(50),
  )
}

/** The newest observation that an attack, or an item of watch, is a part of. */
export async function observationWith(
  journal: Journal,
  view: View,
  target: Id,
  ref: Id,
): Promise<Held<Observation> | undefined> {
  const found = await journal.reads.many(observationRecord, view, (q) =>
    q
      .where(sql<string>`state->>'target'`, '=', target)
      .where(sql<boolean>`state->'parts' @> ${JSON.stringify([{ ref }])}::jsonb`)
      .orderBy('subject', 'desc')
      .limit(1),
  )
  return found[0]
}
