// Instants: every moment in the house is an RFC 3339 string in UTC with milliseconds, so that text order is time order.
import Type, { type Static } from 'typebox'

export const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'RFC 3339 instant, for example 2025-03-10T09:45:00.000Z',
})
export type Instant = Static<typeof Instant>

/** The one spelling used in storage and in hashes: UTC, three decimals. Throws RangeError on a date that does not exist. */
export function instant(at: Date | string): Instant {
  return (typeof at === 'string' ? new Date(at) : at).toISOString()
}

export function earlier(a: Instant, b: Instant): Instant {
  return a <= b ? a : b
}

export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b
}
