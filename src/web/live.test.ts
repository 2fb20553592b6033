// The live stream: what makes which answer old.
import { expect, test } from 'vitest'
import { concerns, readChange } from './live.ts'

test('an answer is old when a record changed whose kind it hears', () => {
  expect(concerns(['assess.', 'watch.item'], new Set(['watch.item']))).toBe(true)
  expect(concerns(['assess.'], new Set(['watch.item', 'assess.task']))).toBe(true)
  expect(concerns(['assess.'], new Set(['watch.item']))).toBe(false)
  expect(concerns(undefined, new Set(['watch.item']))).toBe(false)
})

test('what is not an event of the stream is not taken for one', () => {
  expect(
    readChange(
      '{"record":"assess.incident","subject":"1","version":2,"kind":"assess.x","at":"2026-01-01T00:00:00.000Z"}',
    )?.subject,
  ).toBe('1')
  for (const text of ['', 'null', '[]', '{"record":"x"}', 'not json']) expect(readChange(text)).toBeUndefined()
})
