// What people read of objects of others: one text for each, and nothing where there is nothing to read.
import { expect, test } from 'vitest'
import { textOfObject } from './foreign-objects.ts'

const nameOf = (id: string) => (id === 'malware--1' ? 'Worm' : undefined)

test('a report is its name and its description, with the day it was published', () => {
  const report = { type: 'report', name: 'Flood', description: 'Since nine.', published: '2026-03-10T09:45:00Z' }
  expect(textOfObject(report, nameOf)).toEqual({
    title: 'Flood',
    text: 'Flood\n\nSince nine.',
    publishedAt: '2026-03-10T09:45:00Z',
    url: null,
  })
})

test('what its source took back says so before anything else', () => {
  const text = textOfObject(
    { type: 'incident', name: 'Flood', revoked: true, modified: '2026-03-11T00:00:00Z' },
    nameOf,
  )
  expect(text?.title).toBe('Withdrawn: Flood')
  expect(text?.text).toContain('took it back on 2026-03-11')
})

test('a note without an abstract is called by its first line, and names what it is about', () => {
  const text = textOfObject(
    { type: 'note', content: 'First line\nsecond', object_refs: ['malware--1', 'tool--2'], authors: ['Duty'] },
    nameOf,
  )
  expect(text?.title).toBe('First line')
  expect(text?.text).toContain('About: Worm')
  expect(text?.text).toContain('By Duty')
})

test('a sighting says of what, how often and when; an opinion what it holds', () => {
  const sighting = textOfObject(
    { type: 'sighting', sighting_of_ref: 'malware--1', count: 3, first_seen: '2026-03-10T09:45:00Z' },
    nameOf,
  )
  expect(sighting?.title).toBe('Sighting of Worm')
  expect(sighting?.text).toContain('Seen 3 times.')
  expect(textOfObject({ type: 'opinion', opinion: 'strongly-disagree' }, nameOf)?.title).toBe(
    'Opinion: strongly disagree',
  )
})

test('only addresses that a browser may open are kept, and none that carries a password', () => {
  const urlOf = (url: string) =>
    textOfObject({ type: 'report', name: 'x', external_references: [{ url }] }, nameOf)?.url
  expect(urlOf('https://example.org/a')).toBe('https://example.org/a')
  for (const url of ['javascript:alert(1)', 'https://user:pass@example.org/', 'file:///etc/passwd', 'https://a b'])
    expect(urlOf(url)).toBeNull()
})

test('other types, and objects without words, are nothing to read', () => {
  expect(textOfObject({ type: 'indicator', name: 'x' }, nameOf)).toBeUndefined()
  expect(textOfObject({ type: 'note', content: ' ' }, nameOf)).toBeUndefined()
  expect(textOfObject({ type: 'report', name: 5 }, nameOf)).toBeUndefined()
})
