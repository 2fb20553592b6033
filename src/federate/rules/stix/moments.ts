// Timestamps of STIX: whether the day exists, and which of two is later, to any number of digits.

const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The form is known to be right; the day need not exist. A leap second is only at the end of a day. */
export function existsInTime(timestamp: string): boolean {
  const year = Number(timestamp.slice(0, 4))
  const month = Number(timestamp.slice(5, 7))
  const day = Number(timestamp.slice(8, 10))
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (day > (days[month - 1] ?? 0) || (month === 2 && day === 29 && !leap)) return false
  return timestamp.slice(17, 19) !== '60' || timestamp.slice(11, 16) === '23:59'
}

/** Text order is time order: the fraction is filled up with zeros. */
export function timeKey(timestamp: string): string {
  const seconds = timestamp.slice(0, 19)
  const fraction = timestamp.slice(20, -1)
  return `${seconds}.${fraction.padEnd(30, '0')}`
}

export function isLater(one: unknown, than: unknown): boolean {
  return typeof one === 'string' && typeof than === 'string' && timeKey(one) > timeKey(than)
}
