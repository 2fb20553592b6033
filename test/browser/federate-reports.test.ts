// Abuse reports in the browser: a file is brought, counted, looked at, and told to whoever answers for the network.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerNetwork } from '#federate/api/reports.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

/** A machine that many share may take this long for one answer; what is waited for is never a time, but what is to be seen. */
const patience = 60_000
let browser: Browser
let node: TestNode
let desk: Client

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  desk = await node.administrator()
  const prefixes = ['192.0.2.0/24']
  await desk.get(registerNetwork, { organisation: desk.organisation, prefixes, mail: 'abuse@csirt.example' })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await node.stop()
})

const at = new Date(Date.now() - 3_600_000).toISOString()
const lines = [
  { 'classification.type': 'infected-system', 'time.source': at, 'source.ip': '192.0.2.7', 'feed.name': 'a sinkhole' },
  {
    'classification.type': 'phishing',
    'time.source': at,
    'source.url': 'https://bad.example/<script>alert(1)</script>',
    'feed.name': 'a list',
  },
  { 'classification.type': 'nonsense', 'time.source': at, 'source.ip': '192.0.2.8' },
]

test('a file is brought, what is wrong in it is named, and its events are counted and shown', async () => {
  const { page, context, wrongs } = await visit(browser, node, { as: desk })
  page.setDefaultTimeout(patience)
  await page.goto('/events')
  await page.getByText('No event is here that you may read.').waitFor()
  await page.getByRole('button', { name: 'Bring a file' }).click()
  const dialog = page.getByRole('dialog')
  const buffer = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await dialog.getByLabel('File').setInputFiles({ name: 'events.jsonl', mimeType: 'application/x-ndjson', buffer })
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await dialog.getByText('3 were read: 2 new, 0 that were there already, 1 refused.').waitFor()
  await dialog.getByText('event 3: classification.type is none that is known: nonsense').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const list = page.getByRole('list', { name: 'Events' })
  await list.getByText('https://bad.example/<script>alert(1)</script>').first().waitFor()
  expect(await list.getByRole('link').count()).toBe(0)
  await page.getByRole('button', { name: 'Phishing' }).click()
  await expect.poll(() => list.getByRole('listitem').count(), { timeout: patience }).toBe(1)
  expect(page.url()).toContain('kind=phishing')
  await page.getByRole('button', { name: 'Show all kinds and countries' }).click()
  await page.getByLabel('Whose network').selectOption({ label: 'National CSIRT' })
  await expect.poll(() => list.getByRole('listitem').count(), { timeout: patience }).toBe(1)
  await list.getByRole('strong').getByText('192.0.2.7').waitFor()
  await page.getByRole('button', { name: 'Tell them by mail' }).click()
  const telling = page.getByRole('dialog', { name: 'What they are told' })
  await telling.getByText('To abuse@csirt.example', { exact: false }).waitFor()
  await telling.getByRole('button', { name: 'Send it' }).click()
  await telling.getByText('This node cannot send mail').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await telling.waitFor({ state: 'detached' })
  // What was read aloud about a button that is gone stays for some seconds: the page is looked at anew.
  await page.reload()
  await page.getByRole('button', { name: 'Tell them by mail' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await overflow(page)).toBe(0)
  expect(wrongs).toEqual([])
  await context.close()
}, 240_000)
