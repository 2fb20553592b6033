// The programme of exercises at the screen: planned by the keyboard, seen in the calendar and in the map, noted as held, printed.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { showProgramme } from '#exercise/api/programme/programme.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let planner: Client
let shown: Visit
let page: Page
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  planner = await node.signedIn({ roles: ['exercise-controller'] })
  shown = await visit(browser, node, { as: planner })
  page = shown.page
})
afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('from the exercises one comes to the programme, which says what is due before anything is planned', async () => {
  await page.goto('/exercises')
  await page.getByRole('link', { name: 'Programme' }).click()
  await page.getByRole('heading', { name: 'Programme of exercises', level: 1 }).waitFor()
  await page.getByText('Nothing is planned ahead.').waitFor()
  const row = page.getByRole('row', { name: /^BP-06/ }).first()
  expect(await row.textContent()).toContain('2026-12-06')
  await page.getByText(/obligations were never exercised, nor are they planned/).waitFor()
})

test('an exercise is planned without the mouse, and stands in the calendar and in the map', async () => {
  await page.getByRole('button', { name: 'Plan an exercise ahead' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByLabel('Title').fill('Two states, one grid')
  await dialog.getByLabel('First day').fill(dayIn(-2))
  await dialog.getByLabel('Who organises it').fill('Ministry of the Interior')
  await dialog.getByLabel(/^Takes part: civil/).fill('National CSIRT')
  await dialog.getByLabel(/^Takes part: military/).fill('Cyber command')
  await dialog.getByRole('combobox', { name: /^Obligations that it covers/ }).fill('BP-07')
  await page.getByRole('option', { name: /^BP-07/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: /^Remove BP-07/ }).waitFor()
  await dialog.getByRole('button', { name: 'Put it into the programme' }).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  const entry = page.getByRole('listitem').filter({ hasText: 'Two states, one grid' })
  await entry.getByText('its day has passed').waitFor()
  const { entries } = await planner.get(showProgramme, {})
  expect(entries).toMatchObject([{ state: { obligations: ['BP-07'], from: dayIn(-2), to: dayIn(-2) } }])
  expect(await cellsOf('BP-07')).toContain('1 planned')
})

/** The figures of one obligation in the map. */
async function cellsOf(obligation: string): Promise<string[]> {
  const map = page.getByRole('group', { name: 'Obligations by year' })
  return map
    .getByRole('row', { name: new RegExp(`^${obligation} `) })
    .getByRole('cell')
    .allTextContents()
}

test('what was held asks for what shows it, and then counts', async () => {
  await page.getByRole('button', { name: 'It was held: Two states, one grid' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What shows it').fill('Report of the ministry, file 114')
  await dialog.getByRole('button', { name: 'Note it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Report of the ministry, file 114').waitFor()
  await expect.poll(() => cellsOf('BP-07')).toContain('1 held')
})

test('it can be read by everybody, on a phone too, and its buttons stay off the paper', async () => {
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 360, height: 780 })
  expect(await overflow(page)).toBe(0)
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByLabel('Obligations shown').isVisible()).toBe(false)
  expect(await page.getByRole('group', { name: 'Obligations by year' }).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  expect(shown.wrongs).toEqual([])
})

test('whoever reads sees the same, and nothing to plan with', async () => {
  const reader = await node.signedIn({ roles: ['reader'] })
  const theirs = await visit(browser, node, { as: reader })
  await theirs.page.goto('/exercises/programme?map=never')
  await theirs.page.getByText('Report of the ministry, file 114').waitFor()
  await theirs.page.getByRole('row', { name: /^BP-01 / }).waitFor()
  expect(await theirs.page.getByRole('button', { name: 'Plan an exercise ahead' }).count()).toBe(0)
  await theirs.context.close()
})
