// By when somebody has to look at a record that came, as its flow promises: the shortest promise of all flows that carry it.
import type { Instant } from '#kernel/time.ts'
import type { Agreement } from '../../model/agreement.ts'
import { flows, type RecordFacts, type Ways } from './flows.ts'

/** The minutes that were promised for this record; null where no flow that carries it promises any. */
export function promisedMinutes(
  facts: RecordFacts,
  agreement: Pick<Agreement, 'status' | 'terms'>,
  ways: Ways,
  now: Instant,
): number | null {
  let least: number | null = null
  for (const flow of agreement.terms.flows) {
    if (flow.responseMinutes === null) continue
    const alone = { status: agreement.status, terms: { ...agreement.terms, flows: [flow] } }
    if (flows(facts, alone, ways, now).yes) least = Math.min(least ?? flow.responseMinutes, flow.responseMinutes)
  }
  return least
}

export function promisesTime({ terms }: Pick<Agreement, 'terms'>): boolean {
  return terms.flows.some(({ responseMinutes }) => responseMinutes !== null)
}

/** To the millisecond: a minute short of it is not late, the moment itself is not, one millisecond after it is. */
export function answerDue(since: Instant, minutes: number, now: Instant): { dueAt: Instant; late: boolean } {
  const due = Date.parse(since) + minutes * 60_000
  return { dueAt: new Date(due).toISOString(), late: Date.parse(now) > due }
}
