// When a delivery is tried again, and when it is given up.

const minute = 60_000
/** Waits between tries; then every two hours until three days have passed. */
const waits = [0.25, 1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * minute)
const longestWait = 120 * minute
const patience = 3 * 24 * 60 * minute

/** The moment of the next try after `tries` that failed; null when it is given up. */
export function nextTry(createdAt: Date, now: Date, tries: number): Date | null {
  if (now.getTime() - createdAt.getTime() >= patience) return null
  return new Date(now.getTime() + (waits[tries - 1] ?? longestWait))
}

/** A fault that time does not mend: the other side knows the message and does not want it. */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
}
