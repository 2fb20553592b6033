// Adds up what ran: reads the test runner's report, draws the table, and makes the last line.
import { seconds } from './progress.mjs'

const empty = { passed: 0, failed: 1, skipped: 0, reasons: [], failures: [], retried: [] }

/**
 * What one run of the test runner comes to. A file that fails before its tests exist, and a run that ends badly
 * without a failed test, each count as one failure: nothing that went wrong may add up to zero. A test that passed and
 * says why it failed is one that was tried twice.
 */
export function tally(report, exitCode) {
  if (!report) return { ...empty, failures: ['the test runner left no report'] }
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status))
  const failures = [
    ...tests.filter((test) => test.status === 'failed').map((test) => test.fullName),
    ...broken.map((file) => `${file.name}: ${firstLine(file.message ?? '')}`),
  ]
  if (failures.length === 0 && exitCode !== 0) failures.push(`the test runner left with ${exitCode}`)
  if (tests.length === 0 && failures.length === 0) failures.push('there was no test to run')
  return {
    passed: count('passed'),
    failed: failures.length,
    skipped: skipped.length,
    reasons: skipped.map((test) => `${test.fullName}: skipped by the test itself`),
    failures,
    retried: tests.filter((test) => test.status === 'passed' && test.failureMessages?.length > 0).map(triedTwice),
  }
}

const firstLine = (text) => text.split('\n')[0]
const triedTwice = (test) => `${test.fullName} (at first: ${firstLine(test.failureMessages[0])})`

const sum = (steps, key) => steps.reduce((total, step) => total + step[key], 0)

/** The closing lines: failures, what passed only at the second try, reasons of skips, a table, and last `N passed, N failed, N skipped`. */
export function closing(steps) {
  const named = (key) => steps.flatMap((step) => step[key].map((text) => `  ${step.name}: ${text}`))
  const [failures, retried, reasons] = [named('failures'), named('retried'), named('reasons')]
  const width = Math.max(4, ...steps.map((step) => step.name.length))
  const row = (cells) =>
    `  ${cells[0].padEnd(width)} ${cells
      .slice(1)
      .map((cell) => String(cell).padStart(9))
      .join('')}`
  return [
    ...(failures.length > 0 ? ['', 'Failed:', ...failures] : []),
    ...(retried.length > 0 ? ['', 'Passed only at the second try:', ...retried] : []),
    ...(reasons.length > 0 ? ['', 'Skipped, because:', ...reasons] : []),
    '',
    row(['step', 'passed', 'failed', 'skipped', 'time']),
    ...steps.map((step) => row([step.name, step.passed, step.failed, step.skipped, seconds(step.milliseconds)])),
    '',
    `${sum(steps, 'passed')} passed, ${sum(steps, 'failed')} failed, ${sum(steps, 'skipped')} skipped`,
  ]
}

/** A check as one row. */
export function checkRow(name, { ok, text }, milliseconds) {
  const failures = ok ? [] : [firstLine(text) || 'failed']
  return { ...empty, name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, failures, milliseconds }
}
