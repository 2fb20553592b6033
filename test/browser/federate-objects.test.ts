// Collections in front of two persons: opened, filled, looked through, one object read; a server followed; the inbox.
import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCollections, publishObjects } from '#federate/api/objects.ts'
import { enterRealm } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let desk: Visit
let page: Page
let collection = ''
const created = '2026-03-10T09:45:00.000Z'
const id = `indicator--${randomUUID()}`

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  const admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'liaison'] })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  desk = await visit(browser, node, { as: anna })
  page = desk.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const sound = async (on: Page) => expect(await accessibilityFaults(on)).toEqual([])

test('a collection is opened, and says how programs reach it', async () => {
  await page.goto('/collections')
  await page.getByText('No collection is here that you may see.').waitFor()
  await page.getByRole('button', { name: 'Open a collection' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title', { exact: true }).fill('Indicators for our partners')
  await dialog.getByLabel('Alias').fill('shared')
  await sound(page)
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await page.getByRole('heading', { name: 'Indicators for our partners' }).waitFor()
  collection = (await anna.get(listCollections, {})).items[0]?.id ?? ''
  await page.getByText(`/taxii2/live/collections/${collection}/`).waitFor()
  await page.getByText('No object here that you may read.').waitFor()
})

test('objects are listed by type, and one is read with its versions; script in it stays text', async () => {
  // What a button said to a screen reader while it was busy is forgotten with the page.
  await page.reload()
  const indicator = {
    ...{ type: 'indicator', spec_version: '2.1', id, created, modified: created, pattern_type: 'stix' },
    ...{ pattern: "[ipv4-addr:value = '198.51.100.7']", valid_from: created },
    name: '<img src=x onerror=alert(1)> flood',
  }
  const identity = {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${randomUUID()}`,
    created,
    modified: created,
  }
  const objects = [
    indicator,
    { ...indicator, modified: '2026-03-11T00:00:00.000Z' },
    { ...identity, name: 'Duty desk' },
  ]
  await anna.get(publishObjects, { collection, stix: { objects: [...objects, { type: 'indicator' }] } })
  // The page hears of it by itself.
  await page.getByRole('button', { name: /Duty desk/ }).waitFor()
  await page.getByLabel('Type', { exact: true }).selectOption('indicator')
  await page.getByRole('button', { name: /Duty desk/ }).waitFor({ state: 'detached' })
  expect(page.url()).toContain('type=indicator')
  await page.getByRole('button', { name: /flood 2026-03-11/ }).click()
  const drawer = page.getByRole('dialog', { name: 'An object' })
  await drawer.getByText(id, { exact: true }).waitFor()
  await drawer.getByRole('heading', { name: /<img src=x/ }).waitFor()
  await drawer.getByText('stix: Published by hand').waitFor()
  await sound(page)
  await drawer.getByLabel('Version').selectOption(created)
  await drawer.getByText('As JSON').click()
  await drawer.getByText(`"modified": "${created}"`, { exact: false }).waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('the inbox says what was new and what was refused', async () => {
  await page.goto('/intakes')
  await page.getByText('3 new').waitFor()
  await page.getByText('1 refused').waitFor()
  await page.getByText('Why some were refused').click()
  await page.getByText('It lacks an id or a type.', { exact: false }).waitFor()
  await sound(page)
})

test('a server is looked at and followed; its error is shown', async () => {
  await page.goto('/collections?tab=servers&add=server')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What you call it').fill('Neighbour')
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9/taxii2/')
  await dialog.getByRole('button', { name: 'See what it has' }).click()
  await dialog.getByText('The other server did not answer as it should').waitFor()
  await dialog.getByLabel('Our collection').selectOption({ label: 'Indicators for our partners' })
  await sound(page)
  await dialog.getByRole('button', { name: 'Follow it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Ask now Neighbour' }).click()
  await page.getByText('Failed once').waitFor()
  await page.reload()
  await page.getByText('refused the connection', { exact: false }).waitFor()
  await sound(page)
  await page.getByRole('button', { name: 'Remove Neighbour' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('No server is followed.').waitFor()
})

test('the pages fit on a phone, in the dark, and say EXERCISE first', async () => {
  const phone = await visit(browser, node, { as: anna, viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
  for (const path of [
    '/collections',
    `/collections/${collection}`,
    `/collections/${collection}?object=${id}`,
    '/intakes',
  ]) {
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.waitForTimeout(500)
    expect([path, await overflow(phone.page)]).toEqual([path, 0])
    await sound(phone.page)
  }
  await phone.page.goto('/collections?realm=exercise:storm')
  await phone.page.getByText('No collection is here that you may see.').waitFor()
  expect(await phone.page.title()).toMatch(/^EXERCISE/)
  if (process.env.TOCSIN_TEST_SHOTS) {
    await page.goto(`/collections/${collection}?object=${id}`)
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${process.env.TOCSIN_TEST_SHOTS}/object.png` })
    await phone.page.goto(`/collections/${collection}`)
    await phone.page.waitForTimeout(500)
    await phone.page.screenshot({ path: `${process.env.TOCSIN_TEST_SHOTS}/phone.png` })
  }
  expect([...desk.wrongs, ...phone.wrongs]).toEqual([])
})
