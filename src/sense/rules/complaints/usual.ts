// What is usual for a signal that says nothing in most minutes: a slow mean by hour of the day, drawn towards the whole.

export interface UsualComplaints {
  /** Complaints and minutes seen by hour of the day UTC, with old ones forgotten. */
  hours: { complaints: number; minutes: number }[]
  /** The last hours, whatever the time of the day: what a service that is new grows by within its first day. */
  recent: { complaints: number; minutes: number }
}

/** What is forgotten in a day: after about four weeks little is left of a minute. */
const forgetPerDay = 0.96
/** Minutes of the mean of the whole day that each hour is given, so that an hour never seen is not zero. */
const borrowedMinutes = 240
/** Before anything was seen: one complaint in twenty minutes, with the weight of an hour. */
const startPerMinute = 0.05
const startMinutes = 60
/** Of a minute in `recent`, what is kept a minute later: half after an hour and a half. */
const recentKeep = 0.5 ** (1 / 90)
/** Fewer minutes than these tell nothing of what is usual. */
const leastMinutes = 60

export function createUsual(): UsualComplaints {
  return {
    hours: Array.from({ length: 24 }, () => ({ complaints: 0, minutes: 0 })),
    recent: { complaints: 0, minutes: 0 },
  }
}

/** Complaints a minute that are usual at this moment; always above 0. */
export function usualPerMinute({ hours, recent }: UsualComplaints, at: number): number {
  let [complaints, minutes] = [startPerMinute * startMinutes, startMinutes]
  for (const hour of hours) {
    complaints += hour.complaints
    minutes += hour.minutes
  }
  const mean = complaints / minutes
  const here = hours[hourOf(at)] ?? { complaints: 0, minutes: 0 }
  const seasonal = (here.complaints + mean * borrowedMinutes) / (here.minutes + borrowedMinutes)
  return Math.max(seasonal, recent.minutes < leastMinutes / 2 ? 0 : recent.complaints / recent.minutes)
}

/** Whether enough was seen to call anything unusual. */
export function knowsUsual({ hours }: UsualComplaints): boolean {
  return hours.reduce((sum, hour) => sum + hour.minutes, 0) >= leastMinutes
}

/**
 * Learns from one stretch, and only from what is not a surge. The number that is learned is bounded by what chance could
 * bring, so that a slow flood of reports does not become usual in a day.
 */
export function learnUsual(usual: UsualComplaints, at: number, count: number, seconds: number): void {
  const hour = usual.hours[hourOf(at)]
  if (hour === undefined) return
  const minutes = seconds / 60
  const expected = usualPerMinute(usual, at) * minutes
  const likely = knowsUsual(usual) ? Math.min(count, expected + 4 * Math.sqrt(expected) + 1) : count
  // An hour of the day comes once a day: an hour of learning forgets a day.
  const keep = forgetPerDay ** (minutes / 60)
  hour.complaints = hour.complaints * keep + likely
  hour.minutes = hour.minutes * keep + minutes
  const recent = usual.recent
  recent.complaints = recent.complaints * recentKeep ** minutes + likely
  recent.minutes = recent.minutes * recentKeep ** minutes + minutes
}

function hourOf(at: number): number {
  return Math.floor((at % 86_400) / 3600)
}
