// Versions in one spelling, so that text order is time order: '.935Z' and '.935382Z' would otherwise stand the wrong way round.

const moment = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,30}))?Z$/

/** Instants get nine digits behind the second; every other version stays as it is. */
export function orderedVersion(version: string): string {
  const [, seconds, fraction = ''] = moment.exec(version) ?? []
  return seconds === undefined ? version : `${seconds}.${fraction.slice(0, 9).padEnd(9, '0')}Z`
}
