// An outbox without a mail server, that reaches nobody.
import type { Clock } from '#platform/clock.ts'
import { createFetcher } from '#platform/fetch/index.ts'
import type { Journal } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutbox, type Outbox } from '#platform/outbox/index.ts'

export function outboxOf(journal: Journal, clock: Clock): Outbox {
  const fetcher = createFetcher({ allow: [] })
  return createOutbox(journal.sql, { fetcher, sendMail: null, clock, log: silent, metrics: createMetrics() })
}
