// Complaints of a stretch of time as brigading is judged by: how many, by how many, how much of it from one.
import type { Bucket } from '../model/bucket.ts'
import { type BrigadingVerdict, judgeBrigading } from './complaints.ts'
import { addUp, listed, type WindowCounts } from './window.ts'

export function brigadingIn(seen: WindowCounts): BrigadingVerdict {
  const most = (kind: 'reporter' | 'text') => listed(seen, kind)[0]?.amount ?? null
  return judgeBrigading({
    reports: seen.flows,
    reporters: seen.sources,
    mostByReporter: most('reporter'),
    mostByText: most('text'),
    mostByNetwork: seen.shapes.get('one-network')?.packets ?? null,
    usualNetworkShare: null,
  })
}

/**
 * What the complaints of one bucket are worth as evidence of a surge: all of them, unless few complain often or one text
 * is copied; doubt alone takes nothing away.
 */
export function weighedReports(bucket: Bucket): number {
  const seen = addUp([bucket])
  if (!seen) return 0
  const { verdict, weight } = brigadingIn(seen)
  return verdict === 'brigading' ? seen.flows * weight : seen.flows
}
