// What a request asks for: moments, counts, cursors and the match fields of TAXII 2.1, read strictly and within bounds.

import { orderedVersion } from '../objects/ordered-version.ts'
import { momentFrom } from './moments.ts'

export interface Filters {
  after?: number
  ids?: string[]
  types?: string[]
  specs?: string[]
  versions?: ('first' | 'last' | 'all' | { at: string; added: number })[]
}
export interface Asked {
  filters: Filters
  /** The match fields as they came, in one order: for a cursor. */
  matches: string
  limit: number
  next?: string
}
export type MatchField = 'id' | 'type' | 'version' | 'spec_version'
/** What is wrong with a request, for its sender. */
export interface Fault {
  fault: string
}

export const usualLimit = 100
export const mostLimit = 1_000
const mostValues = 200
const mostChars = 8_000

/** Fields that an address does not know are passed over, as the standard has it; those that it knows come once and are well formed. */
export function readAsked(query: URLSearchParams, fields: readonly MatchField[]): Asked | Fault {
  const asked: Asked = { filters: {}, matches: '', limit: usualLimit }
  const matches = new URLSearchParams()
  const names = ['added_after', 'limit', 'next', ...fields.map((field) => `match[${field}]`)]
  for (const name of names) {
    const [value, another] = query.getAll(name)
    if (another !== undefined) return { fault: `${name} comes more than once.` }
    if (value === undefined) continue
    const fault = take(asked, name, value)
    if (fault) return { fault }
    if (name.startsWith('match')) matches.append(name, value)
  }
  return { ...asked, matches: matches.toString() }
}

function take(asked: Asked, name: string, value: string): string | undefined {
  const { filters } = asked
  switch (name) {
    case 'added_after': {
      const moment = momentFrom(value)
      if (moment === undefined) return 'added_after is no moment such as 2025-03-10T09:45:00.000000Z.'
      filters.after = moment
      return undefined
    }
    case 'limit':
      if (!/^[1-9]\d{0,15}$/.test(value)) return 'limit is no whole number above 0.'
      asked.limit = Math.min(Number(value), mostLimit)
      return undefined
    case 'next':
      if (value.length === 0) return 'next is empty.'
      asked.next = value
      return undefined
    default:
      return takeMatch(filters, name, value)
  }
}

function takeMatch(filters: Filters, name: string, value: string): string | undefined {
  if (value.length > mostChars) return `${name} is longer than ${mostChars} characters.`
  const values = value.split(',')
  if (values.length > mostValues) return `${name} names more than ${mostValues} values.`
  if (values.some((one) => !/^[^\p{Cc}\s]{1,300}$/u.test(one)))
    return `${name} holds a value that is empty, too long, or has a space in it; values stand between commas alone.`
  if (name === 'match[id]') filters.ids = values
  else if (name === 'match[type]') filters.types = values
  else if (name === 'match[spec_version]') filters.specs = values
  else {
    const versions = values.map(versionFrom)
    if (versions.includes(undefined))
      return `${name} knows first, last, all, and moments such as 2025-03-10T09:45:00.000Z.`
    filters.versions = versions.filter((one) => one !== undefined)
    const spelt = new Set(filters.versions.map((one) => (typeof one === 'string' ? one : one.at)))
    if (spelt.size < values.length) return `${name} names a version twice.`
    if (spelt.has('all') && spelt.size > 1) return `${name} names all, and others beside it.`
  }
  return undefined
}

function versionFrom(value: string) {
  if (value === 'first' || value === 'last' || value === 'all') return value
  const added = momentFrom(value)
  return added === undefined ? undefined : { at: orderedVersion(value), added }
}

export function isFault(value: object): value is Fault {
  return 'fault' in value
}
