// What is kept of an article: lines that can be stored, keys that find it again, differences in words.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item } from '../model.ts'
import { signatureOf } from '../rules/versions.ts'
import { judgements, lifecycle } from './judge-item.ts'
import { bandsFor, changesBetween, documentOf, momentOf, plainLine, readingOf } from './read-item.ts'
import { sha256 } from './take-in.ts'

function itemFrom(text: string, more: Partial<Item> = {}): Item {
  const span = { start: 0, end: text.length }
  return {
    title: text.slice(0, 40),
    titleSpan: null,
    text,
    origin: { span, content: span, why: 'whole' },
    language: { code: 'en', votes: [], why: '' },
    publishedAt: null,
    canonicalUrl: null,
    contentHash: sha256(text),
    signature: signatureOf(text),
    times: [],
    places: [],
    topics: [],
    sectors: [],
    figures: [],
    names: [],
    claims: [],
    checks: [],
    incident: false,
    incidentWhy: '',
    stageVersions: {},
    partial: [],
    uncovered: [],
    ...more,
  }
}
const documentFrom = (item: Item) =>
  documentOf({ item, url: null, rawSha256: sha256(''), rawBytes: 0 }, '01980f3c-8a00-7000-8000-000000000001', 1, sha256)
const place = (text: string, country: string) => ({
  text,
  country,
  span: { start: 0, end: 1 },
  kind: 'city' as const,
  ambiguous: false,
  why: 'x',
})
const long = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ')

test('a line holds no control, no bidirectional trick, no half character, and is never too long', () => {
  expect(plainLine('  a\u0000\n\tb\u202e  ', 50)).toBe('a b')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
      const line = plainLine(text, most)
      expect(line.length).toBeLessThanOrEqual(most)
      expect(line).not.toMatch(/\p{Surrogate}/u)
      expect(line).not.toMatch(/\p{Cc}/u)
    }),
  )
})

test('a moment exists and fits the calendar of the database, or is none', () => {
  expect(momentOf('Mon, 10 Mar 2025 10:45:00 +0100')).toBe('2025-03-10T09:45:00.000Z')
  for (const odd of [
    '',
    'someday',
    '9999-99-99',
    '2025-13-01T00:00:00Z',
    '+270000-01-01T00:00:00Z',
    '-000044-03-15T00:00:00Z',
  ])
    expect(momentOf(odd)).toBeNull()
})

test('a reading names each place once and each country once', () => {
  const reading = readingOf({
    item: itemFrom(long, { places: [place('Paris', 'FR'), place('Paris', 'FR'), place('Lyon', 'FR')] }),
    url: null,
    rawSha256: '',
    rawBytes: 0,
  })
  expect(reading.places.map(({ text }) => text)).toEqual(['Paris', 'Lyon'])
  expect(reading.countries).toEqual(['FR'])
})

test('a teaser shares keys with the whole article, and other articles share none', () => {
  const whole = new Set(bandsFor(itemFrom(long), sha256))
  const teaser = bandsFor(itemFrom(long.split(' ').slice(0, 60).join(' ')), sha256)
  expect(teaser.some((band) => whole.has(band))).toBe(true)
  const other = bandsFor(itemFrom(long.replaceAll('word', 'else')), sha256)
  expect(other.some((band) => whole.has(band))).toBe(false)
})

describe('differences between versions', () => {
  test('are none between a document and itself', () =>
    expect(changesBetween(documentFrom(itemFrom(long)), documentFrom(itemFrom(long)))).toEqual([]))

  test('name each fact that went and each that came', () => {
    const before = documentFrom(itemFrom(long, { title: 'Old', places: [place('Paris', 'FR'), place('Lyon', 'FR')] }))
    const after = documentFrom(
      itemFrom(`${long} more`, { title: 'New', places: [place('Paris', 'FR'), place('Graz', 'AT')], incident: true }),
    )
    expect(changesBetween(before, after)).toEqual([
      { what: 'title', before: 'Old', after: 'New' },
      { what: 'text', before: `${long.length} characters`, after: `${long.length + 5} characters` },
      { what: 'incident', before: 'no', after: 'yes' },
      { what: 'place', before: 'Lyon (FR)', after: null },
      { what: 'place', before: null, after: 'Graz (AT)' },
    ])
  })
})

test('every judgement can be taken back: from each status a path leads to every other', () => {
  const statuses = ['suggested', 'accepted', 'rejected'] as const
  for (const from of statuses) {
    const reached = judgements.map((judgement) => lifecycle[from][judgement]).filter((status) => status !== null)
    expect(reached).not.toContain(from)
    expect(new Set([from, ...reached]).size).toBe(3)
  }
})
