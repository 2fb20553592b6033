// What the last line of `npm test` says must be true: nothing that went wrong may add up to zero.
import { expect, test } from 'vitest'
import { checkRow, closing, tally } from '../../tools/results.mjs'

const file = (states: string[], status = 'passed', message = '') => ({
  name: 'a.test.ts',
  status,
  message,
  assertionResults: states.map((state, at) => ({ status: state, fullName: `test ${at}` })),
})

test('passed, failed and skipped tests are counted over all files', () => {
  const report = { testResults: [file(['passed', 'failed'], 'failed'), file(['passed', 'pending', 'todo', 'skipped'])] }
  expect(tally(report, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 3 })
})

test('a file that fails before its tests exist is one failure', () => {
  expect(tally({ testResults: [file([], 'failed', 'cannot load')] }, 1)).toMatchObject({ passed: 0, failed: 1 })
})

test('a run that ends badly without a failed test is one failure', () => {
  expect(tally({ testResults: [file(['passed'])] }, 1)).toMatchObject({ passed: 1, failed: 1 })
})

test('a run without a single test is a failure', () => {
  expect(tally({ testResults: [] }, 0)).toMatchObject({ failed: 1 })
})

test('a run that left no report is a failure', () => {
  expect(tally(undefined, 0)).toMatchObject({ failed: 1 })
})

test('a skipped test is listed with its reason and never counts as passed', () => {
  expect(tally({ testResults: [file(['pending'])] }, 0)).toMatchObject({ passed: 0, skipped: 1, failed: 0 })
  expect(tally({ testResults: [file(['pending'])] }, 0).reasons).toHaveLength(1)
})

test('a test that passed at the second try counts as passed, and is named with what went wrong at first', () => {
  const flaky = {
    status: 'passed',
    fullName: 'a door opens',
    failureMessages: ['Error: it was shut\n    at door.ts:1'],
  }
  const row = tally({ testResults: [{ ...file(['passed']), assertionResults: [flaky] }] }, 0)
  expect(row).toMatchObject({ passed: 1, failed: 0 })
  const lines = closing([{ name: 'browser', milliseconds: 1, ...row }])
  expect(lines).toContain('Passed only at the second try:')
  expect(lines).toContain('  browser: a door opens (at first: Error: it was shut)')
})

test('the last line says how many passed, failed and were skipped', () => {
  const steps = [
    checkRow('types', { ok: true, text: '' }, 1000),
    checkRow('arrows', { ok: false, text: 'a -> b\nmore' }, 1000),
    {
      name: 'unit',
      passed: 5,
      failed: 0,
      skipped: 2,
      reasons: ['no PostgreSQL'],
      failures: [],
      retried: [],
      milliseconds: 1,
    },
  ]
  const lines = closing(steps)
  expect(lines.at(-1)).toBe('6 passed, 1 failed, 2 skipped')
  expect(lines).toContain('  arrows: a -> b')
  expect(lines).toContain('  unit: no PostgreSQL')
  expect(lines).not.toContain('Passed only at the second try:')
})
