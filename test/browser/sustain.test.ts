// The map of what depends on what in a real browser: walked by keys, changed by form and by graph, played minute by minute.
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enterRealm } from '#people/api.ts'
import { changePart, getPart, listParts } from '#sustain/api/parts.ts'
import { launchBrowser } from '../setup/browser.ts'
import { layDependencies, type PartName } from '../setup/dependencies.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const realm = 'exercise:cable'

let browser: Browser
let node: TestNode
let analyst: Client
let ids: Record<PartName, string>
let shown: Visit
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  ids = await layDependencies(analyst)
  shown = await visit(browser, node, { as: analyst, acceptDownloads: true })
  page = shown.page
}, 240_000)

beforeEach(async () => {
  // A dialog or a choice of the test before is none of this one's.
  await page.goto('about:blank')
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const graph = () => page.getByRole('application', { name: /^Map/ })
const chosen = () => page.locator('.chosen-part').getByRole('heading', { level: 2 })
const choice = (name: string) => new URL(page.url()).searchParams.get(name)
const cascadeOf = (name: PartName, more = '') =>
  `/sustain?tab=cascade&shocks=${encodeURIComponent(JSON.stringify([{ hits: { part: ids[name] }, kind: 'fails' }]))}${more}`

test('the map is walked through by arrow keys along the needs, and Enter opens the part', async () => {
  await page.goto(`/sustain?part=${ids['Cumulus Cloud']}`)
  await graph().waitFor()
  await page.getByRole('heading', { name: 'Cumulus Cloud', level: 2 }).waitFor()
  await graph().focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => chosen().textContent()).toBe('Northport data centre')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => chosen().textContent()).toBe('Cumulus Cloud')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Cumulus Cloud', level: 1 }).waitFor()
})

test('slash searches the map and not the whole node, and what is found is chosen', async () => {
  await page.goto('/sustain')
  await graph().focus()
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: 'Find a part' })
  await expect.poll(() => field.evaluate((it) => it === document.activeElement)).toBe(true)
  await field.fill('Orbit T')
  await page.getByRole('option', { name: /Orbit Two/ }).click()
  await expect.poll(() => chosen().textContent()).toBe('Orbit Two')
  expect(choice('part')).toBe(ids['Orbit Two'])
})

test('the same stands in a table: every part, and every need with its options', async () => {
  await page.goto('/sustain?view=table')
  const needs = page.getByRole('table', { name: 'Needs' })
  await needs.waitFor()
  expect(await page.getByRole('table', { name: 'Parts' }).getByRole('row').count()).toBe(1 + Object.keys(ids).length)
  const row = needs.getByRole('row', { name: /Ferry booking Way out to the Internet Orbit One/ })
  expect(await row.textContent()).toContain('1 of 3')
  expect(await row.textContent()).toContain('stands by')
})

test('a need is drawn from one part to another, and taken away again', async () => {
  await page.goto(`/sustain?part=${ids['Identity of the state']}`)
  await page.getByRole('button', { name: 'Draw a need from it' }).click()
  await page.getByRole('combobox', { name: 'Find a part' }).fill('Names')
  await page.getByRole('option', { name: /Names by Resolva/ }).click()
  await page.getByRole('button', { name: 'It needs this' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What is needed').fill('Names of the state')
  await dialog.getByLabel('Goes on without it for').fill('2 h')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.waitFor({ state: 'detached' })
  const needs = async () => (await analyst.get(getPart, { id: ids['Identity of the state'] })).part.state.needs
  expect((await needs()).find(({ name }) => name === 'Names of the state')).toMatchObject({
    of: [{ part: ids['Names by Resolva'], switching: null }],
    holds: { likely: 120 },
  })

  await page.goto(`/sustain?part=${ids['Identity of the state']}`)
  await page.getByRole('button', { name: 'Change the need of Names by Resolva' }).click()
  await dialog.getByRole('button', { name: 'Remove the need' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await needs()).map(({ name }) => name)).toEqual(['Computing'])
})

test('whoever was slower is told so, keeps what was typed, and can go on from what is there now', async () => {
  const id = ids['Names by Resolva']
  await page.goto(`/sustain/parts/${id}?edit=part`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What is it called?').fill('Names by Resolva, East')
  const { part } = await analyst.get(getPart, { id })
  await analyst.get(changePart, { id, version: part.version, note: 'Moved to another building.' })
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByRole('alert').getByText('You saw version').waitFor()
  expect(await dialog.getByLabel('What is it called?').inputValue()).toBe('Names by Resolva, East')
  await dialog.getByRole('button', { name: 'Show it as it is now' }).click()
  await expect.poll(() => dialog.getByLabel('What is it called?').inputValue()).toBe('Names by Resolva')
})

test('somebody says that a part is still so, and the evidence stands there with its kind', async () => {
  await page.goto(`/sustain/parts/${ids['Cable to the mainland']}`)
  await page.getByRole('button', { name: 'Still so' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How do you know?').selectOption('contract')
  await dialog.getByLabel('From what').fill('Contract 12, renewed')
  await dialog.getByRole('button', { name: 'It is still so' }).click()
  await page.getByRole('row', { name: /Contract 12, renewed contract/ }).waitFor()
})

test('a file is tried first: what would be left out is shown, and nothing is written before one takes it in', async () => {
  await page.goto('/sustain?add=file')
  const dialog = page.getByRole('dialog')
  const table = 'name,kind,layer\nMirror of the register,component,cloud\n,component,cloud\n'
  const file = { name: 'parts.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
  await dialog.getByLabel('File', { exact: true }).setInputFiles(file)
  await dialog.getByRole('button', { name: 'Try it' }).click()
  await dialog.getByText('This file would add 1 part').waitFor()
  await dialog.getByRole('row', { name: /line 3/ }).waitFor()
  const text = 'Mirror of the register'
  expect((await analyst.get(listParts, { text })).total).toBe(0)
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await dialog.getByText('1 line was left out:').waitFor()
  await dialog.getByRole('row', { name: /line 3/ }).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  expect((await analyst.get(listParts, { text })).total).toBe(1)
})

test('the cascade is played to the minute, and each fall leads back to the shock', async () => {
  await page.goto(cascadeOf('Northport data centre', '&minute=0'))
  const slider = page.getByRole('slider', { name: 'Minute of the cascade' })
  await slider.waitFor()
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^at the beginning: 2 gone/)
  await page.keyboard.press('.')
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^\+ 15 min/)
  await expect.poll(() => choice('minute')).toBe('15')
  await page.locator('.fallen').getByRole('button', { name: 'Tax portal' }).click()
  const chain = page.getByRole('list', { name: 'Back to the shock' })
  await chain.getByText('struck by the shock').waitFor()
  expect(await chain.getByRole('link').allTextContents()).toEqual([
    'Tax portal',
    'Cumulus Cloud',
    'Northport data centre',
  ])
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('who is hit is taken away as a table, sector by Member State', async () => {
  await page.goto(cascadeOf('Cable to the mainland'))
  const table = page.getByRole('group', { name: 'Who is hit, sector by Member State' })
  await table.or(page.getByText('No service is gone within that time.')).first().waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n')
  expect(lines[1]).toBe('sector,country,services,down,users,userMinutes,firstDownAtMinute')
  expect(lines.some((line) => line.startsWith('transport,EE,'))).toBe(true)
})

test('on whom it hangs: bars with the index in words, single points, and a file', async () => {
  await page.goto('/sustain?tab=concentration')
  await page.getByRole('img', { name: /^Cloud: Cumulus Inc 100 %/ }).waitFor()
  await page.getByRole('row', { name: /Names by Resolva DNS/ }).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).click()])
  const svg = readFileSync(await file.path(), 'utf8')
  expect(svg).toContain('Cumulus Inc 100 %')
  expect(svg).toContain('all on one')
})

test('in an exercise it says EXERCISE first, and the parts of the live realm are not there', async () => {
  await (await node.administrator()).get(enterRealm, { person: analyst.person, exercise: 'cable' })
  await page.goto(`/sustain?realm=${realm}`)
  await page.getByText('Nothing is on the map yet').waitFor()
  expect((await page.locator('body').textContent())?.trim()).toMatch(/^EXERCISE/)
  expect(await page.title()).toBe('EXERCISE · Dependencies · Tocsin')
  expect(shown.wrongs).toEqual([])
})
