// Sources on the screen: what is wrong with one, a list of feeds from the drop to the last one followed, and a mailbox.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import { silent } from '#platform/log.ts'
import { type Feed, followFeed, listFeeds, pollFeed } from '#watch/api.ts'
import { watchHealth } from '../../src/watch/actions/watch-health.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

let node: TestNode
let analyst: Client
let browser: Browser
let server: Server
let broken: Feed

beforeAll(async () => {
  server = createServer((_request, response) => void response.writeHead(500).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`
  const mail = { TOCSIN_MAIL_PORT: '0', TOCSIN_MAIL_DOMAIN: 'watch.example.org' }
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1', ...mail } })
  analyst = await node.signedIn({ roles: ['analyst'] })
  broken = await analyst.get(followFeed, { url, name: '<script>alert(1)</script>', intervalSeconds: 604_800 })
  for (let n = 0; n < 3; n++) await analyst.get(pollFeed, { id: broken.id })
  await watchHealth({ journal: node.node.journal, clock: systemClock, log: silent })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await node.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('a source in trouble says since when and why, and what is said about it can be changed', async () => {
  const { page, wrongs, context } = await visit(browser, node, { as: analyst })
  await page.goto('/watch?tab=feeds&show=trouble')
  await page.getByRole('heading', { name: '<script>alert(1)</script>' }).waitFor()
  await page.getByText('3 attempts on end failed').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Change: <script>' }).click()
  await page.getByLabel('Reliability of the source').selectOption('B')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('dd').filter({ hasText: 'B · usually reliable' }).waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(wrongs).toEqual([])
  await context.close()
})

test('a list of feeds is shown before it is followed, and then followed to the last', async () => {
  const { page, wrongs, context } = await visit(browser, node, { as: analyst })
  const outlines = Array.from(
    { length: 120 },
    (_, n) => `<outline text="Feed ${n} &lt;img src=x onerror=alert(1)&gt;" xmlUrl="https://f${n}.example.org/feed"/>`,
  )
  const opml = `<opml version="2.0"><head><title>Desk</title></head><body>${outlines.join('')}<outline text="Inside" xmlUrl="http://10.0.0.1/f"/></body></opml>`
  await page.goto('/watch?tab=feeds&add=opml')
  const file = { name: 'x.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml) }
  await page.setInputFiles('input[type=file]', file)
  await page.getByText('10.0.0.1 is a private address.').waitFor()
  expect((await analyst.get(listFeeds, {})).feeds).toHaveLength(1)
  await page.getByLabel('Follow Feed 7', { exact: true }).uncheck()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Follow 119 feeds' }).click()
  await page.getByText('119 followed').waitFor()
  expect((await analyst.get(listFeeds, { limit: 200 })).feeds).toHaveLength(120)
  expect(wrongs).toEqual([])
  await context.close()
})

test('a mailbox is opened, and its address shown to be copied', async () => {
  const { page, wrongs, context } = await visit(browser, node, { as: analyst })
  await page.goto('/watch?tab=feeds&add=feed')
  await page.getByRole('radio', { name: /Mailbox/ }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('Newsletter')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Follow it' }).click()
  await page.getByRole('heading', { name: 'Forward mail to this address' }).waitFor()
  await page
    .getByText(/^watch-[a-z2-7]{20}@watch\.example\.org$/)
    .first()
    .waitFor()
  expect(wrongs).toEqual([])
  await context.close()
})
