// The Sunday of Easter, by the church that a country follows.

/** Days since 1 January 1970 of a date of the Gregorian calendar; month from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000)
}

/** Gregorian computus, by the procedure without exceptions that was printed in Nature in 1876; years from 1583. */
export function westernEaster(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const leapCenturies = Math.floor(century / 4)
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451)
  const days = epact + sunday - 7 * late + 114
  return dayNumber(year, Math.floor(days / 31), (days % 31) + 1)
}

/** Julian computus (Meeus), told in the Gregorian calendar. The two lie 13 days apart from 1900 to 2099. */
export function orthodoxEaster(year: number): number {
  const moon = (19 * (year % 19) + 15) % 30
  const sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
  const days = moon + sunday + 114
  const century = Math.floor(year / 100)
  const apart = century - Math.floor(century / 4) - 2
  return dayNumber(year, Math.floor(days / 31), (days % 31) + 1) + apart
}
