// How many users are affected: those who use the service, times the share of requests that its servers could not answer.
import type { Bucket } from '../model/bucket.ts'
import type { AffectedPoint } from './forecast.ts'
import { shareInterval } from './mix/shares.ts'

/** Requests in a bucket below which a share of failures tells nothing. */
const leastRequests = 20
const serverErrors = 5
/** Of the requests that fail: so few answers are left that nobody is served. */
const completeShare = 0.95

/** No points where nobody knows how many use it, or where no logs are counted: then the number is not known. */
export function affectedPoints(
  buckets: readonly Pick<Bucket, 'at' | 'rows'>[],
  users: number | null,
): { points: AffectedPoint[]; complete: boolean } {
  if (users === null || users <= 0) return { points: [], complete: false }
  const shares = buckets.flatMap(({ at, rows }) => {
    const came = rows.filter((row) => row.direction === 'in')
    const all = came.reduce((sum, { flows }) => sum + flows, 0)
    const failed = came.reduce((sum, { part, flows }) => sum + (part === serverErrors ? flows : 0), 0)
    return all < leastRequests ? [] : [{ at, share: failed / all, ...shareInterval(failed / all, all) }]
  })
  return {
    points: shares.map(({ at, share, low, high }) => ({
      at,
      users: share * users,
      low: low * users,
      high: high * users,
    })),
    complete: shares.length > 0 && shares.every(({ share }) => share >= completeShare),
  }
}
