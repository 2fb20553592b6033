// How a clock speaks: moments on the wall and in UTC, anchors and articles, in plain words.
import { bounded, dayMs, offsetAt } from './zone.ts'

const dates = new Map<number, string>()
const mostDates = 20_000
const pairs = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/** '2026-03-28'; kept, since a clock names the same few days over and over, and a Date for each is what costs most. */
function dateOf(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  if (dates.size >= mostDates) dates.clear()
  dates.set(day, date)
  return date
}

/** Milliseconds to the one spelling of instants. What lies outside four-digit years is their edge. */
export function instantOf(at: number): string {
  const held = Math.trunc(bounded(at))
  const { day, hour, minute, second, rest } = partsOf(held)
  return `${dateOf(day)}T${hour}:${minute}:${second}.${String(rest).padStart(3, '0')}Z`
}

function partsOf(at: number) {
  const day = Math.floor(at / dayMs)
  const time = at - day * dayMs
  const seconds = Math.floor(time / 1000)
  return {
    day,
    hour: pairs[Math.floor(seconds / 3600)],
    minute: pairs[Math.floor(seconds / 60) % 60],
    second: pairs[seconds % 60],
    rest: time % 1000,
  }
}

/** '2026-03-28 22:15', with seconds only where there are some. */
export function sayWall(wall: number): string {
  const { day, hour, minute, second } = partsOf(bounded(wall))
  return `${dateOf(day)} ${hour}:${minute}${second === '00' ? '' : `:${second}`}`
}

export function sayDay(day: number): string {
  return dateOf(Math.floor(bounded(day * dayMs) / dayMs))
}

/** '2026-03-28 22:15 Europe/Berlin is 21:15 UTC'. The second date is said where it is another one. */
export function sayMoment(timeZone: string, at: number): string {
  const utc = sayWall(at)
  if (timeZone === 'UTC') return `${utc} UTC`
  const local = sayWall(at + offsetAt(timeZone, at))
  return `${local} ${timeZone} is ${without(utc, local)} UTC`
}

/** '2026-03-29 21:15 UTC, which is 23:15 Europe/Berlin': for time that passed. */
export function sayPassed(timeZone: string, at: number): string {
  const utc = sayWall(at)
  if (timeZone === 'UTC') return `${utc} UTC`
  const local = sayWall(at + offsetAt(timeZone, at))
  return `${utc} UTC, which is ${without(local, utc)} ${timeZone}`
}

function without(text: string, before: string): string {
  return text.slice(0, 10) === before.slice(0, 10) ? text.slice(11) : text
}

const words: Record<string, string> = {
  incident_occurrence: 'the incident',
  incident_handled: 'the handling of the incident',
  awareness_of_reportability: 'awareness that the attack is reportable',
  regular_activities_recovered: 'recovery of regular activities',
  corrective_measure_available: 'the day a corrective measure is available',
  condition_known: 'knowledge of the condition',
  remedied: 'remedy of the breach',
  actions_identified: 'identification of the actions',
}

/** 'report_submitted:nis2/early_warning' is 'submission of the early warning'. */
export function sayAnchor(id: string): string {
  const [what = '', report] = id.split(':')
  if (report === undefined) return words[what] ?? plainWords(what)
  const name = plainWords(report.slice(report.indexOf('/') + 1))
  if (what === 'report_submitted') return `submission of the ${name}`
  if (what === 'report_received') return `receipt of the ${name}`
  return `${plainWords(what)} of the ${name}`
}

export function plainWords(id: string): string {
  return id
    .replaceAll('_', ' ')
    .replace(/\bcsirt\b/g, 'CSIRT')
    .replace(/\bcert eu\b/g, 'CERT-EU')
}

/** '23(4)(a)' is 'Article 23(4)(a)'; what names its act already stays as it is. */
export function sayArticle(article: string): string {
  return /^\d{1,3}[a-z]{0,2}(?![\d/a-z])/.test(article) ? `Article ${article}` : article
}

/** 'a', 'a and b', 'a, b and c'. */
export function inARow(parts: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (parts.length < 2) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} ${joint} ${parts[parts.length - 1]}`
}
