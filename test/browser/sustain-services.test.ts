// Services in front of a person: the list, one that is held to one rate in one country, its explanations, a judgement, a claim.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFindings, listWatchedServices } from '#sustain/api/services.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { playMinute, runJob, watchVideo } from '../setup/reach-story.ts'
import { clockAt } from '../setup/sense.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const start = Date.parse('2025-02-03T12:00:00Z') / 1000
const minutes = 30
let browser: Browser
let node: TestNode
let analyst: Client
let shown: Visit
let page: Page
let service = ''

beforeAll(async () => {
  browser = await launchBrowser()
  const clock = clockAt(start)
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  service = (await watchVideo(analyst)).id
  const story = { node, analyst, service, clock }
  for (let minute = 1; minute <= minutes; minute++) await playMinute(story, start + minute * 60, minute > 12)
  await runJob(node, 'sustain-reach-steps')
  shown = await visit(browser, node, { as: analyst })
  page = shown.page
  await page.clock.setFixedTime((start + minutes * 60) * 1000)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const shot = async (name: string) => {
  const folder = process.env.TOCSIN_TEST_SHOTS
  if (folder) await page.screenshot({ path: `${folder}/services-${name}.png`, fullPage: true })
}

test('the list says the state of each service, and how sure that is', async () => {
  await page.goto('/services')
  await page.getByRole('link', { name: 'Video platform' }).waitFor()
  const row = page.getByRole('listitem').filter({ hasText: 'Video platform' })
  expect(await row.textContent()).toMatch(/throttling.*nearly certain.*finding open/)
  expect(await accessibilityFaults(page)).toEqual([])
  await shot('list')
  await page.getByRole('link', { name: 'Video platform' }).click()
  await page.getByRole('heading', { name: 'Video platform', level: 1 }).waitFor()
}, 60_000)

test('explanations stand side by side with their reasons, and who sees what', async () => {
  const list = page.getByRole('region', { name: 'Explanations' })
  await list.waitFor()
  const text = (await list.textContent()) ?? ''
  expect(text).toContain('The rate goes flat after a burst: 130 kbit/s')
  expect(text).toContain('Unlikely, and why')
  expect(text).toMatch(/overload 0\.\d\d/)
  expect(await page.getByRole('row', { name: /Home line one XX AS64510 held at one rate/ }).count()).toBe(1)
  expect(await page.getByRole('row', { name: /Helsinki FI AS1 well/ }).count()).toBe(1)
  expect(await accessibilityFaults(page)).toEqual([])
  await shot('one')
}, 60_000)

test('the lines of the chart are the numbers of the table', async () => {
  expect(await page.getByRole('img', { name: /Rate of large answers/ }).count()).toBe(1)
  await page.getByText('The same as a table').click()
  const table = page.getByRole('group', { name: 'Table of what was measured' })
  await table.waitFor()
  expect(await table.textContent()).toContain('130 kbit/s · 60 ms')
}, 60_000)

test('a person judges the finding', async () => {
  await page.getByRole('button', { name: 'Judge it' }).click()
  const dialog = page.getByRole('dialog', { name: 'What is it?' })
  await dialog.getByLabel('Why').fill('Two networks of one country agree to the kilobit.')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('confirmed: Two networks of one country agree to the kilobit.').waitFor()
  const { findings } = await analyst.get(listFindings, { service })
  expect(findings[0]?.state.judged?.verdict).toBe('confirmed')
}, 60_000)

test('what was measured is entered as a claim, with the finding as its cause', async () => {
  await page.getByRole('link', { name: 'Enter as a claim' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  expect(await dialog.getByText(/measured by us: throttling/).count()).toBe(1)
  expect(page.url()).toContain('finding=')
}, 60_000)

test('a service is watched by a form, and an address that is none is named', async () => {
  await page.goto('/services?add=service')
  const dialog = page.getByRole('dialog', { name: 'Watch a service' })
  await dialog.getByLabel('What is it called?').fill('Tax portal')
  await dialog.getByLabel('Addresses').fill('ftp://portal.example')
  await dialog.getByRole('button', { name: 'Watch it' }).click()
  await dialog.getByText(/ftp:\/\/portal\.example: It is none of/).waitFor()
  await shot('dialog')
  await dialog.getByLabel('Addresses').fill('https://portal.example/\ndns://portal.example')
  await dialog.getByRole('button', { name: 'Watch it' }).click()
  await page.getByRole('link', { name: 'Tax portal' }).waitFor()
  const { services } = await analyst.get(listWatchedServices, {})
  expect(services[0]?.service.state.endpoints.map(({ kind }) => kind)).toEqual(['http', 'dns'])
}, 60_000)

test('on a phone, in the dark, nothing runs over the edge', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`/services/${service}`)
  await page.getByRole('region', { name: 'Explanations' }).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await shot('phone')
  expect(shown.wrongs).toEqual([])
}, 60_000)
