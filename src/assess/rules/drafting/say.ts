// How values are said in a report: moments in the entity's zone and in UTC, lengths of time, figures and money.

const formats = new Map<string, Intl.DateTimeFormat>()
const mostFormats = 200

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone)
  if (known) return known
  try {
    const made = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone, hourCycle: 'h23' })
    if (formats.size >= mostFormats) formats.clear()
    formats.set(timeZone, made)
    return made
  } catch {
    return null
  }
}

function wall(at: Date, timeZone: string): { day: string; time: string } | null {
  const parts = formatIn(timeZone)?.formatToParts(at)
  if (!parts) return null
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { day: `${of('day')} ${of('month')} ${of('year')}`, time: `${of('hour')}:${of('minute')}` }
}

/** '10 March 2027, 10:45 (Europe/Berlin; 09:45 UTC)'. A zone that is not known leaves UTC alone. */
export function sayMoment(at: string, timeZone: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const utc = wall(date, 'UTC')
  if (!utc) return at
  const local = timeZone === 'UTC' ? null : wall(date, timeZone)
  if (!local) return `${utc.day}, ${utc.time} UTC`
  const other = utc.day === local.day ? utc.time : `${utc.day}, ${utc.time}`
  return `${local.day}, ${local.time} (${timeZone}; ${other} UTC)`
}

/** '2 days 3 hours 5 minutes'. */
function sayMinutes(minutes: number): string {
  const whole = Math.round(minutes)
  const parts = [
    [Math.floor(whole / 1440), 'day'],
    [Math.floor(whole / 60) % 24, 'hour'],
    [whole % 60, 'minute'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, unit]) => counted(n, unit))
  return said.join(' ') || '0 minutes'
}

export function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}

/** '1 234 567.5', with thin spaces that do not break, as ISO 80000 writes numbers. */
export function sayNumber(value: number): string {
  const [whole = '', rest] = String(value).split('.')
  if (/e/.test(String(value))) return String(value)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

export function sayQuantity(value: number, unit: string | undefined): string {
  if (unit === 'minutes') return sayMinutes(value)
  if (unit === 'percent') return `${sayNumber(value)}\u00a0%`
  if (unit === 'EUR') return `EUR\u00a0${sayNumber(value)}`
  if (unit === 'seconds') return `${sayNumber(value)} seconds`
  return sayNumber(value)
}

/** 'a', 'a and b', 'a, b and c'. */
export function inARow(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** A text cut to a length in UTF-16 units, never inside a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Half up, away from the trap that 1.005 * 100 is 100.49999. */
export function roundHalfUp(value: number, decimals: number): number {
  const shifted = Number(`${value}e${decimals}`)
  if (!Number.isFinite(shifted)) return value
  return Number(`${Math.floor(shifted + 0.5)}e${-decimals}`)
}
