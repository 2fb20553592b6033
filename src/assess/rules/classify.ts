// Is this a value of the taxonomy, a country, a possible course of time? What people enter is made whole here.
import type { Reply } from '#kernel/reply.ts'
import { done, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Affected, Classification, Taxonomies, Term, Times } from '../model.ts'
import { listed } from './lifecycle.ts'

export const nothingAffected: Affected = { organisations: [], services: [], sectors: [], countries: [], users: null }
export const noTimes: Times = { detectedAt: null, startedAt: null, endedAt: null, awarenessAt: null }

function unknownTerm(terms: readonly Term[], value: string | null, what: string, where: string) {
  if (value === null || terms.some((term) => term.value === value)) return undefined
  return refuse(
    'unknown-value',
    `'${value}' is no ${what}. There is ${listed(terms.map((term) => term.value))}.`,
    where,
  )
}

/** RSIT classes with their types, exactly one of them the main one; CG 2018 values as published. */
export function checkClassification(given: Classification, taxonomies: Taxonomies): Reply<Classification> {
  for (const [at, choice] of given.rsit.entries()) {
    const where = `/classification/rsit/${at}`
    const { classes } = taxonomies.rsit
    const wrongClass = unknownTerm(classes, choice.class, 'class of RSIT', `${where}/class`)
    if (wrongClass) return wrongClass
    const types = classes.find((one) => one.value === choice.class)?.types ?? []
    const wrongType = unknownTerm(types, choice.type, `type of the class ${choice.class}`, `${where}/type`)
    if (wrongType) return wrongType
    if (given.rsit.findIndex((one) => one.class === choice.class && one.type === choice.type) < at) {
      return refuse('unknown-value', `${choice.class} ${choice.type ?? ''} is named twice.`, where)
    }
  }
  const mains = given.rsit.filter((choice) => choice.main).length
  if (given.rsit.length > 0 && mains !== 1) {
    return refuse('one-main-class', `${mains} of ${given.rsit.length} are marked as main.`, '/classification/rsit')
  }
  const { rootCauses, threatSeverities, outlooks } = taxonomies.cg2018
  return (
    unknownTerm(rootCauses, given.rootCause, 'root cause', '/classification/rootCause') ??
    unknownTerm(threatSeverities, given.threatSeverity, 'severity of threat', '/classification/threatSeverity') ??
    unknownTerm(outlooks, given.outlook, 'outlook', '/classification/outlook') ??
    done(given)
  )
}

/** Sectors as in the annexes of NIS2; countries by ISO 3166-1, with the EU's own codes (EL, UK) taken in. */
export function checkAffected(given: Partial<Affected>, before: Affected, taxonomies: Taxonomies): Reply<Affected> {
  const sectors = taxonomies.sectors.flatMap((sector) => [sector, ...sector.subsectors])
  for (const [at, id] of (given.sectors ?? []).entries()) {
    if (!sectors.some((sector) => sector.value === id)) {
      return refuse('unknown-value', `'${id}' is no sector or subsector of NIS2.`, `/affected/sectors/${at}`)
    }
  }
  const countries = checkCountries(given.countries ?? before.countries, '/affected/countries')
  if (!countries.ok) return countries
  return done({ ...before, ...given, countries: countries.value })
}

const isoNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const asIso: Record<string, string> = { EL: 'GR', UK: 'GB' }

/** Codes that have a name, but stand for groups, parts or the past of countries. */
const noCountry = new Set('AC AN BU CP CS DD DG EA EU EZ FX IC NT QO QU SU TA TP UN XA XB YD YU ZR ZZ'.split(' '))

export function checkCountries(given: readonly string[], where: string): Reply<string[]> {
  const found = new Set<string>()
  for (const [at, code] of given.entries()) {
    const iso = asIso[code] ?? code
    if (noCountry.has(iso) || isoNames.of(iso) === undefined) {
      return refuse('unknown-country', `'${code}' is no country of ISO 3166-1.`, `${where}/${at}`)
    }
    found.add(iso)
  }
  return done([...found])
}

/** A moment that exists, in the one spelling of the house. 30 February does not exist. */
export function checkMoment(given: Instant, where: string): Reply<Instant> {
  const wrong = refuse('impossible-times', `'${given}' is no moment that exists.`, where)
  const at = new Date(given)
  if (Number.isNaN(at.getTime())) return wrong
  const [year, month, day] = given.slice(0, 10).split('-').map(Number) as [number, number, number]
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return wrong
  return done(instant(at))
}

const names: Record<keyof Times, string> = {
  startedAt: 'began',
  detectedAt: 'was detected',
  awarenessAt: 'became known',
  endedAt: 'ended',
}

/**
 * Nothing is detected, known or over before it began; nobody is aware of what was not detected yet; and none of it
 * lies in the future (a minute is left for clocks that differ).
 */
export function checkTimes(given: Partial<Times>, before: Times, now: Instant): Reply<Times> {
  const times: Times = { ...before }
  for (const field of ['startedAt', 'detectedAt', 'awarenessAt', 'endedAt'] as const) {
    const value = given[field]
    if (value === undefined) continue
    if (value === null) {
      times[field] = null
      continue
    }
    const moment = checkMoment(value, `/times/${field}`)
    if (!moment.ok) return moment
    if (Date.parse(moment.value) > Date.parse(now) + 60_000) {
      return refuse(
        'impossible-times',
        `It cannot have ${past(field)} in the future (${moment.value}).`,
        `/times/${field}`,
      )
    }
    times[field] = moment.value
  }
  const order = [
    ['startedAt', 'detectedAt'],
    ['startedAt', 'awarenessAt'],
    ['detectedAt', 'awarenessAt'],
    ['startedAt', 'endedAt'],
  ] as const
  for (const [first, second] of order) {
    const [a, b] = [times[first], times[second]]
    if (a && b && a > b) {
      const text = `It cannot have ${past(second)} (${b}) before it ${names[first]} (${a}).`
      return refuse('impossible-times', text, `/times/${second}`)
    }
  }
  return done(times)
}

function past(field: keyof Times): string {
  return { startedAt: 'begun', detectedAt: 'been detected', awarenessAt: 'become known', endedAt: 'ended' }[field]
}
