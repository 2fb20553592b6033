// The editor of scenarios in a real browser: injects moved by keys and by the mouse, a fault that is named beside them, and a file that is saved.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getScenario, importScenario } from '#exercise/api/scenarios.ts'
import { packageRoot } from '#platform/worker.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let control: Client
let desk: Visit
let page: Page
const scenario = 'three-small-things'
const pictures = process.env.TOCSIN_TEST_PICTURES

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  control = await node.administrator()
  const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
  await control.get(importScenario, { name: 'three.yaml' }, { upload })
  desk = await visit(browser, node, { as: control, acceptDownloads: true })
  page = desk.page
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const mark = (title: string) => page.getByRole('button', { name: new RegExp(`^${title}, `) })
const told = (title: string) => mark(title).getAttribute('aria-label')
const saved = async () => (await control.get(getScenario, { scenario })).scenario

test('arrow keys move an inject by steps, and what follows it goes with it', async () => {
  await page.goto('/exercises')
  await page.getByRole('link', { name: 'Edit Three small things' }).click()
  await mark('The switch fails').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => told('The switch fails')).toContain('2025-03-10 08:32 UTC')
  expect(await told('Somebody calls')).toContain('2025-03-10 08:42 UTC')
  expect(await page.locator('.scenario-arrows line').count()).toBe(1)
})

test('the mouse drags an inject to another moment', async () => {
  const box = await mark('Complaints').boundingBox()
  const line = await page.locator('.scenario-line').boundingBox()
  if (!box || !line) throw new Error('Nothing is drawn')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(line.x + line.width * 0.6, box.y + 5, { steps: 5 })
  await page.mouse.move(line.x + line.width * 0.75, box.y + 5, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => told('Complaints')).toMatch(/2025-03-10 1[01]:\d\d UTC/)
})

test('a fault is named beside the inject a moment after it is typed, and cannot be saved', async () => {
  await page.goto(`/exercises/scenarios/${scenario}/edit?inject=call`)
  const form = page.getByRole('region', { name: 'The inject Somebody calls' })
  await form.getByLabel('When', { exact: true }).fill('soon')
  await page.getByText('1 fault keeps it from being played.').waitFor()
  await expect.poll(() => mark('Somebody calls').getAttribute('data-fault')).toBe('true')
  if (pictures) await page.screenshot({ path: join(pictures, 'editor-fault.png'), fullPage: true })
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('alert').getByText('The scenario cannot be played as it is').waitFor()
  expect((await saved()).injects.find(({ id }) => id === 'call')?.after?.by).toBe('10m')
  await form.getByLabel('When', { exact: true }).fill('20m')
  await page.getByText(/It can be played|Nothing: it can be played/).waitFor()
})

test('a form asks for what the channel needs; a branch, and what is expected, are saved and come out as YAML', async () => {
  const form = page.getByRole('region', { name: 'The inject Somebody calls' })
  await form.getByLabel('Who calls').fill('Chancellery')
  await form.getByText('Only on a condition (a branch)').click()
  await form.getByLabel('These were missed').fill('incident')
  await page.getByRole('button', { name: 'Expect something' }).click()
  await page.locator('summary').filter({ hasText: 'Somebody acts' }).click()
  const more = page.locator('details').filter({ hasText: 'Somebody acts' })
  await more.getByLabel('Within').fill('45m')
  await more.getByLabel('Tolerance').fill('15m')
  await expect.poll(() => page.locator('.scenario-arrows line').count()).toBe(2)
  await page.getByText(/It can be played|Nothing: it can be played/).waitFor()
  if (pictures) await page.screenshot({ path: join(pictures, 'editor.png'), fullPage: true })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('As it is saved.').waitFor()
  const now = await saved()
  expect(now.injects.find(({ id }) => id === 'call')).toMatchObject({
    after: { inject: 'outage', by: '20m' },
    when: { missed: ['incident'] },
    content: { caller: 'Chancellery' },
  })
  expect(now.expected.at(-1)).toMatchObject({ from: 'call', within: '45m', tolerance: '15m' })
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as YAML' }).click(),
  ])
  expect(file.suggestedFilename()).toBe(`EXERCISE-${scenario}.yaml`)
  expect(readFileSync(await file.path(), 'utf8')).toContain('caller: Chancellery')
  expect(desk.wrongs).toEqual([])
})
