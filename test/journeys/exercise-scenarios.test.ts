// Scenarios that ship play themselves to the end: every expectation is met by operations, and nothing that they set up or inject is refused.
// Embedded only: the command makes a fresh node of its own, which stands on the embedded engine wherever it runs.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '#cli/index.ts'
import type { Headless } from '#exercise/index.ts'
import { packageRoot } from '#platform/worker.ts'

const scenarios = readdirSync(join(packageRoot(), 'data/exercise/scenarios')).map((name) => name.replace('.yaml', ''))
let answered = ''
beforeEach(() => {
  answered = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    answered += String(chunk)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => vi.restoreAllMocks())

test.each(scenarios)('%s', { timeout: 600_000 }, async (scenario) => {
  const code = await runCommand(['exercise', 'run', scenario, '--json'], {})
  const { expected, refusals, met } = JSON.parse(answered) as Headless
  expect(refusals).toEqual([])
  expect(
    expected.filter(({ state }) => !['done', 'late', 'kept'].includes(state)).map(({ id, state }) => [id, state]),
  ).toEqual([])
  expect([met, code]).toEqual([true, 0])
})
