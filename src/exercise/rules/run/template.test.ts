// Filling in what a scenario leaves open.
import { expect, test } from 'vitest'
import { type Filling, fill, firstRow, Unfilled } from './template.ts'

const filling: Filling = {
  kept: { incident: { id: 'i-1', version: 3, state: { title: 'Outage' } }, plain: 7 },
  now: Date.parse('2025-03-10T09:00:00.000Z'),
  person: (ref) => (ref === 'duty' ? 'p-1' : undefined),
  organisation: (ref) => (ref === 'bank' ? 'o-1' : undefined),
}

test('a text that is nothing else becomes what stands there, of its own kind', () => {
  expect(fill({ id: '{{incident}}', version: '{{incident.version}}', n: '{{plain}}' }, filling)).toEqual({
    ...{ id: 'i-1', version: 3, n: 7 },
  })
})

test('within a text it becomes words', () => {
  expect(fill('About {{incident.state.title}} at {{at:+2h}}', filling)).toBe('About Outage at 2025-03-10T11:00:00.000Z')
  expect(fill(['{{person:duty}}', '{{organisation:bank}}'], filling)).toEqual(['p-1', 'o-1'])
})

test.each([
  '{{nothing}}',
  '{{incident.none}}',
  '{{person:nobody}}',
  '{{at:+soon}}',
  '{{incident.constructor}}',
  '{{__proto__}}',
])('%s names what is not there, and says so', (text) => expect(() => fill(text, filling)).toThrow(Unfilled))

test('the first row that is as asked is found, or none', () => {
  const rows = [
    { id: 1, state: { name: 'a' } },
    { id: 2, state: { name: 'b' } },
  ]
  expect(firstRow(rows, { '/state/name': 'b' })).toEqual(rows[1])
  expect(firstRow(rows, { '/state/name': 'c' })).toBeUndefined()
  expect(firstRow(rows, undefined)).toEqual(rows[0])
})
