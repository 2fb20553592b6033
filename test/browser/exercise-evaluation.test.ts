// The evaluation of an exercise at the screen: figures with their bars, a form by marks in words, an improvement by the keyboard, on paper and on a phone.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as api from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { packageRoot } from '#platform/worker.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let evaluator: Client
let shown: Visit
let page: Page
const exercise = 'drill'

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const control = await node.signedIn({ roles: ['exercise-controller'] })
  evaluator = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
  await control.get(importScenario, { name: 'three.yaml' }, { upload })
  await control.get(api.planExercise, { scenario: 'three-small-things', exercise, autoplay: 'nobody' })
  await control.get(api.putInCell, { exercise, person: evaluator.person, cell: 'evaluators' })
  await control.get(api.startExercise, { exercise, speed: 0 })
  const ended = async () => {
    expect((await control.get(api.getExercise, { exercise })).exercise.state).toBe('ended')
  }
  await vi.waitFor(ended, { timeout: 120_000, interval: 250 })
  shown = await visit(browser, node, { as: evaluator })
  page = shown.page
}, 200_000)
afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('it shows what was expected against what was done', async () => {
  await page.goto(`/exercises/${exercise}/evaluation`)
  await page.getByRole('heading', { name: 'Evaluation of Three small things', level: 1 }).waitFor()
  // Nobody declared the incident, and nobody opened a crisis: one of two.
  await page.getByText('1 of 2 met', { exact: true }).waitFor()
  await page.getByText('50 %: 1 of 2 met').waitFor()
  const row = page.getByRole('row', { name: /^An incident is declared/ }).first()
  expect(await row.textContent()).toContain('30 min')
  expect(await row.locator('svg').count()).toBe(1)
  await page.getByRole('row', { name: /was not done in its time/ }).waitFor()
  await page.getByText('Nobody was told anything.').waitFor()
  expect(shown.wrongs).toEqual([])
})

test('an evaluator gives marks in words, and both figures stand apart', async () => {
  await page.getByRole('button', { name: 'Fill in your form' }).click()
  const form = page.getByRole('form', { name: 'Form of an evaluator' })
  await form
    .getByLabel(/told apart from noise/)
    .first()
    .selectOption('5')
  await form.getByPlaceholder('What you saw').first().fill('Claims stood with who made them.')
  expect(await accessibilityFaults(page)).toEqual([])
  await form.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('5.0 of 5, by 1 evaluator').waitFor()
  // 70 % of a half, and 30 % of all.
  await page.getByText('65 %', { exact: true }).waitFor()
  await page.getByText('Claims stood with who made them.').waitFor()
})

test('a finding is taken up without the mouse, and stands as an open improvement', async () => {
  await page.getByRole('button', { name: /^Improve: An incident is declared/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What is to be better').fill('News is read at night')
  await dialog.getByLabel('Who sees to it').fill('Duty desk')
  await dialog.getByLabel('By when').fill('2027-06-30')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByLabel('By when').press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'News is read at night' }).waitFor()
  await page.getByRole('link', { name: '1 improvement open' }).waitFor()
})

test('it is whole on paper and on a phone, and files say EXERCISE first', async () => {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Evaluation as CSV' }).click()
  expect((await coming).suggestedFilename()).toBe('EXERCISE-drill-evaluation.csv')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
  await page.getByText('50 %: 1 of 2 met').waitFor()
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(shown.wrongs).toEqual([])
})
