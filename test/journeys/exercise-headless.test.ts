// `tocsin exercise run`: a scenario plays alone on a fresh node, and the exit code says whether everything expected was done.
// Embedded only: the command makes a fresh node of its own, which stands on the embedded engine wherever it runs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '#cli/index.ts'
import type { Headless } from '#exercise/index.ts'
import { packageRoot } from '#platform/worker.ts'

const text = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'), 'utf8')
let folder: string
let answered = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-test-'))
  answered = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    answered += String(chunk)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

function run(scenario: string, ...more: string[]): Promise<number> {
  const file = join(folder, 'scenario.yaml')
  writeFileSync(file, scenario)
  return runCommand(['exercise', 'run', file, '--json', ...more], {})
}

test('everything expected is done by automatic players: exit code 0, and one document with times and scores', async () => {
  expect(await run(text)).toBe(0)
  const told = JSON.parse(answered) as Headless
  expect(told).toMatchObject({
    met: true,
    refusals: [],
    objectives: [{ objective: 'notice', score: 1, met: 2, asked: 2 }],
  })
  expect(told.injects.map(({ at }) => at?.slice(11, 16))).toEqual(['08:30', '08:40', '09:00'])
})

test('what nobody does is missed, what is refused is named: exit code 1', async () => {
  // Which countries there are is known to the node alone, not to the linter.
  const nowhere = 'with: { title: Payment switch, affected: { countries: [QQ] } }'
  expect(await run(text.replace('with: { title: Payment switch }', nowhere))).toBe(1)
  const told = JSON.parse(answered) as Headless
  expect(told.expected.find(({ id }) => id === 'incident')?.state).toBe('missed')
  expect(told.refusals[0]).toMatchObject({
    of: 'play',
    ref: 'incident',
    contract: 'assess.declareIncident',
    refusal: 'unknown-country',
  })
})

test.each([
  ['no scenario', 'title: Nothing more'],
  ['an inject that follows nothing', text.replace('inject: outage, by', 'inject: nothing, by')],
  ['a negative time', text.replace('at: 30m', 'at: -30m')],
])('%s: exit code 2, and what is wrong', async (_what, broken) => {
  expect(await run(broken)).toBe(2)
  expect(JSON.parse(answered)).toMatchObject({ ok: false, refusal: 'bad-scenario' })
})
