// What a MISP client asks for: filters in all the spellings that servers and libraries send, made into one plain form.
import { isJson, listOf, textOf, uuidOf, wholeOf } from './taking.ts'

/** Texts of which any must fit, and those of which none may; `%` stands for anything. */
export interface Words {
  any: string[]
  not: string[]
}

export interface Between {
  from: number | null
  to: number | null
}

export interface MispSearch {
  uuids: string[]
  organisations: Words
  tags: Words
  values: Words
  types: Words
  categories: Words
  info: string | null
  published: boolean | null
  toIds: boolean | null
  /** Days, YYYY-MM-DD. */
  dateFrom: string | null
  dateTo: string | null
  timestamp: Between
  publishTimestamp: Between
  /** Attributes: their own timestamp. */
  attributeTimestamp: Between
  deleted: boolean
  metadata: boolean
  minimal: boolean
  withFiles: boolean
  limit: number
  page: number
}

const mostWords = 1_000
const mostOnPage = 1_000

/** `asked`: the body, and what stood in the path or the query. `now`: seconds since 1970. Undefined: a fault, in words. */
export function searchFrom(asked: Record<string, unknown>, now: number): { search: MispSearch } | { why: string } {
  const inner = isJson(asked.request) ? asked.request : asked
  const one = (...keys: string[]) =>
    keys.map((key) => inner[key]).find((value) => value !== undefined && value !== null)
  const format = textOf(one('returnFormat', 'returnformat')) ?? 'json'
  if (format !== 'json') return { why: `Only returnFormat json is answered, not ${format.slice(0, 40)}.` }
  const limit = wholeOf(one('limit') ?? mostOnPage, 1, 1_000_000)
  const page = wholeOf(one('page') ?? 1, 0, 1_000_000)
  if (limit === null || page === null) return { why: 'limit and page are whole numbers.' }
  const ids = wordsOf(one('uuid', 'eventid', 'event_id', 'event_uuid', 'id'))
  const uuids = ids.any.flatMap((id) => uuidOf(id) ?? [])
  const times = [one('timestamp', 'event_timestamp'), one('publish_timestamp', 'last'), one('attribute_timestamp')]
  const [timestamp, publishTimestamp, attributeTimestamp] = times.map((value) => betweenOf(value, now))
  if (!timestamp || !publishTimestamp || !attributeTimestamp)
    return { why: 'A time is seconds since 1970, a span such as 5d or 12h, or two of them.' }
  return {
    search: {
      // An id of another kind fits nothing here; asked for nothing else, nothing is found.
      uuids: ids.any.length > 0 && uuids.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : uuids,
      organisations: wordsOf(one('org', 'orgs', 'searchorg', 'orgc_uuid', 'orgc')),
      tags: wordsOf(one('tags', 'tag', 'searchtag')),
      values: wordsOf(one('value', 'searchall', 'value1')),
      types: wordsOf(one('type', 'type_attribute')),
      categories: wordsOf(one('category')),
      info:
        textOf(one('eventinfo', 'searchinfo', 'searcheventinfo', 'info'))
          ?.replaceAll('%', '')
          .slice(0, 500) || null,
      published: flag(one('published', 'searchpublished')),
      toIds: flag(one('to_ids')),
      dateFrom: dayOf(one('from', 'date_from', 'datefrom', 'searchdatefrom')),
      dateTo: dayOf(one('to', 'date_to', 'dateuntil', 'searchdateuntil')),
      timestamp,
      publishTimestamp,
      attributeTimestamp,
      deleted: deletedOf(one('deleted')),
      metadata: flag(one('metadata')) ?? false,
      minimal: flag(one('minimal')) ?? false,
      withFiles: flag(one('withAttachments', 'with_attachments')) ?? false,
      limit: Math.min(limit, mostOnPage),
      page: Math.max(page, 1),
    },
  }
}

function flag(value: unknown): boolean | null {
  if (value === true || value === 1 || value === '1' || value === 'true') return true
  return value === false || value === 0 || value === '0' || value === 'false' ? false : null
}

/** `deleted: [0, 1]` asks for both, as a server that pulls does. */
function deletedOf(value: unknown): boolean {
  return (listOf(value) ?? []).some((one) => flag(one) === true)
}

function dayOf(value: unknown): string | null {
  const day = textOf(value)?.slice(0, 10)
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null
}

/** 'a', ['a', '!b'], 'a&&b', {OR: [...], NOT: [...]}: names of organisations, tags, values. */
function wordsOf(value: unknown): Words {
  const found: Words = { any: [], not: [] }
  const add = (one: unknown, not: boolean): void => {
    const text = textOf(one)?.trim()
    if (!text || text.length > 2_000 || found.any.length + found.not.length >= mostWords) return
    if (text.startsWith('!') && text.length > 1) found.not.push(text.slice(1))
    else (not ? found.not : found.any).push(text)
  }
  if (isJson(value)) {
    for (const [key, inner] of Object.entries(value))
      for (const one of Array.isArray(inner) ? inner : [inner]) add(one, key.toUpperCase() === 'NOT')
    return found
  }
  if (typeof value === 'string') for (const one of value.split('&&')) add(one, false)
  else for (const one of Array.isArray(value) ? value : [value]) add(one, false)
  return found
}

const unitSeconds: ReadonlyMap<string, number> = new Map([
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
])

/** Seconds since 1970; a span counts back from now; a day counts from its beginning. Undefined: not understood. */
function momentOf(value: unknown, now: number): number | undefined {
  const text = textOf(value)?.trim() ?? ''
  if (/^\d{1,12}$/.test(text)) return Number(text)
  const span = /^(\d{1,6})([dhms])$/.exec(text)
  if (span) return now - Number(span[1]) * (unitSeconds.get(span[2] ?? '') ?? 0)
  const parsed = text.length <= 40 && /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(parsed) ? undefined : Math.floor(parsed / 1000)
}

function betweenOf(value: unknown, now: number): Between | undefined {
  if (value === undefined || value === '' || value === 0 || value === '0') return { from: null, to: null }
  const [from, to] = Array.isArray(value) ? value : [value]
  const [first, last] = [momentOf(from, now), to === undefined ? null : momentOf(to, now)]
  if (first === undefined || last === undefined) return undefined
  return last === null || first <= last ? { from: first, to: last } : { from: last, to: first }
}

/** Whether a text fits one that may hold `%`; letters count the same in both cases. */
export function fits(text: string, asked: string): boolean {
  const low = text.toLowerCase()
  const parts = asked.toLowerCase().split('%')
  if (parts.length === 1) return low === parts[0]
  const [first = '', ...rest] = parts
  const last = rest.pop() ?? ''
  if (!low.startsWith(first) || !low.endsWith(last) || low.length < first.length + last.length) return false
  let at = first.length
  for (const part of rest) {
    const found = low.indexOf(part, at)
    if (found < 0 || found + part.length > low.length - last.length) return false
    at = found + part.length
  }
  return true
}

export function fitsWords(texts: readonly string[], { any, not }: Words): boolean {
  if (not.some((asked) => texts.some((text) => fits(text, asked)))) return false
  return any.length === 0 || any.some((asked) => texts.some((text) => fits(text, asked)))
}
