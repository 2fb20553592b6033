// The first minutes with a fresh node: from the set-up by one click into Monday, and within a minute everything moves.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDuties } from '#assess/api/duties.ts'
import { listIncidents } from '#assess/api.ts'
import { listCrises } from '#coordinate/api/crises.ts'
import { showInjects } from '#exercise/api/exercises.ts'
import { listAttacks } from '#sense/api.ts'
import { listProducts } from '#share/api/products.ts'
import { listClaims } from '#watch/api/claims.ts'
import { listItems } from '#watch/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { createClient, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let desk: Visit
let page: Page
let clicked = 0
const realm = 'exercise:monday'
/** The aim is a minute. A test that shares its cores with others waits for what is to come; how long it took is written beside the pictures. */
const longest = 600_000
const pictures = process.env.TOCSIN_TEST_PICTURES
const shot = async (name: string) =>
  pictures ? void (await page.screenshot({ path: join(pictures, `monday-${name}.png`) })) : undefined

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  desk = await visit(browser, node)
  page = desk.page
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('whoever has set the node up is offered Monday on the first page, and one click plays it in its own realm', async () => {
  await page.goto((await node.node.setUpLink()) ?? '')
  await page.getByLabel('Name', { exact: true }).fill('National CSIRT')
  await page.getByRole('combobox', { name: 'Country' }).fill('belg')
  await page.getByRole('option', { name: /Belgium/ }).click()
  await page.getByLabel('Your name').fill('Duty desk')
  await page.getByLabel('E-mail address').fill('desk@csirt.example')
  await page.getByLabel('Password').fill('seven bells ring at dawn')
  await page.getByRole('button', { name: 'Set up the node' }).click()
  const offer = page.getByRole('region', { name: 'To begin with' })
  await offer.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await shot('offer')
  clicked = Date.now()
  await offer.getByRole('button', { name: 'Play Monday now' }).click()
  await page.getByRole('complementary', { name: 'Guided tour' }).waitFor()
  await page
    .getByRole('region', { name: 'Exercise', exact: true })
    .getByText(/2025-03-1\d/)
    .waitFor()
})

test(
  'there are soon waves, complaints, claims, clocks, the ladder and a situation report',
  async () => {
    const client = createClient(node.url)
    for (const { name, value } of await desk.context.cookies()) client.cookies.set(name, value)
    const there = { realm }
    const seen = new Map<string, number>()
    const wanted: Record<string, () => Promise<boolean>> = {
      waves: async () => (await client.get(listAttacks, {}, there)).attacks.length > 0,
      complaints: async () =>
        (await client.get(showInjects, { exercise: 'monday' })).injects.some(
          ({ id, state }) => id === 'surge' && state === 'delivered',
        ),
      claims: async () => (await client.get(listClaims, {}, there)).items.length > 0,
      clocks: async () => (await client.get(listDuties, {}, there)).items.length > 0,
      ladder: async () => (await client.get(listCrises, {}, there)).items.length > 0,
      report: async () =>
        (await client.get(listProducts, { template: 'sitrep' }, there)).items.some(
          ({ state }) => state.status === 'released',
        ),
    }
    while (seen.size < Object.keys(wanted).length && Date.now() - clicked < longest) {
      for (const [name, look] of Object.entries(wanted))
        if (!seen.has(name) && (await look())) seen.set(name, (Date.now() - clicked) / 1_000)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    if (pictures) writeFileSync(join(pictures, 'monday-seconds.json'), JSON.stringify(Object.fromEntries(seen)))
    expect(Object.keys(wanted).filter((name) => !seen.has(name))).toEqual([])
  },
  longest + 60_000,
)

test(
  'the tour leads from page to page by keys, is left, and is taken up where it was left',
  async () => {
    const tour = page.getByRole('complementary', { name: 'Guided tour' })
    const at = () => new URL(page.url()).pathname
    await tour.getByRole('heading', { name: 'Traffic and complaints' }).waitFor()
    expect(at()).toBe('/sense')
    expect(await accessibilityFaults(page)).toEqual([])
    await shot('sense')
    const titles = ['The waves', 'The picture', 'The room of the crisis', 'The ladder', 'A situation report']
    for (const title of titles) {
      await tour.getByText('The next step comes with the story.').waitFor({ state: 'detached', timeout: 240_000 })
      await page.keyboard.press(']')
      await tour.getByRole('heading', { name: title, exact: true }).waitFor()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await shot(title.replaceAll(' ', '-'))
      expect(new URL(page.url()).searchParams.get('realm')).toBe(realm)
      expect(await page.getByText('There is no such page').count()).toBe(0)
    }
    expect(at()).toMatch(/^\/products\/[0-9a-f-]{36}$/)
    await page.keyboard.press('[')
    await tour.getByRole('heading', { name: 'The ladder' }).waitFor()
    await tour.getByRole('button', { name: 'Leave the tour' }).click()
    await tour.waitFor({ state: 'detached' })
    await page.goto(`/picture?realm=${realm}`)
    await page.getByRole('button', { name: 'Go on with the tour' }).click()
    await tour.getByRole('heading', { name: 'The ladder' }).waitFor()
    await expect.poll(at).toMatch(/\/ladder$/)
  },
  longest,
)

test('the live realm was not touched, and there the offer is not made again', async () => {
  const client = createClient(node.url)
  for (const { name, value } of await desk.context.cookies()) client.cookies.set(name, value)
  expect((await client.get(listIncidents, {})).items).toEqual([])
  expect((await client.get(listItems, {})).items).toEqual([])
  expect((await client.get(listAttacks, {})).attacks).toEqual([])
  await page.getByRole('button', { name: 'Leave for the live realm' }).click()
  await page.getByRole('heading', { name: 'Nothing is open, and nothing has come in yet' }).waitFor()
  expect(await page.getByRole('region', { name: 'To begin with' }).count()).toBe(0)
  expect(await page.getByRole('complementary', { name: 'Guided tour' }).count()).toBe(0)
  expect(desk.wrongs).toEqual([])
})
