// Where the buckets of complaints and metrics end.

export const bucketSeconds = 10

/** When the bucket of a moment ends; both in seconds since 1970. */
export function bucketEnd(at: number): number {
  return Math.floor(at / bucketSeconds) * bucketSeconds + bucketSeconds
}
