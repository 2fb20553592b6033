// A situation report in front of two persons: drafted, read with what it rests on, written in, approved, taken away as a file.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import * as api from '#share/api/products.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let ben: Client
let first: Visit
let second: Visit
let page: Page
let crisis = ''
let product = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const working = { roles: ['analyst' as const, 'duty-officer' as const, 'crisis-manager' as const] }
  anna = await node.signedIn(working)
  ben = await node.signedIn(working)
  const incident = await anna.get(declareIncident, {
    ...{ title: 'Card payments fail', marking: { tlp: 'GREEN' } },
    affected: {
      countries: ['GR'],
      sectors: ['banking'],
      users: { value: 40_000, qualifier: 'about', basis: 'operator' },
    },
  })
  const secret = await anna.get(declareIncident, { title: 'Intruder in the clearing house' })
  const incidents = [incident.id, secret.id]
  crisis = (await anna.get(openCrisis, { title: 'Payments are disturbed', incidents })).id
  first = await visit(browser, node, { as: anna, acceptDownloads: true })
  second = await visit(browser, node, { as: ben })
  page = first.page
  for (const one of [first, second]) one.page.setDefaultTimeout(40_000)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

/** Two persons and a worker that draws pages, on a machine where others are at work too. */
const slow = { timeout: 120_000 }

/** What reaches over the right edge of the window. */
const wide = (at: Page) =>
  at.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    const over = [...document.querySelectorAll('main *')].filter(
      (one) => one.getBoundingClientRect().right > window.innerWidth + 1,
    )
    return over.slice(0, 8).map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`)
  })

const state = async () => (await anna.get(api.getProduct, { id: product })).state

test('a report is drafted from the list of a crisis by one key, and reads as it will be read', async () => {
  await page.goto(`/crises/${crisis}/products`)
  await page.getByText('Nothing was drafted yet.').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Which').selectOption({ label: 'Situation report' })
  await dialog.getByRole('button', { name: 'Draft it' }).click()
  await page.waitForURL(/\/products\/[0-9a-f-]{36}/)
  product = page.url().split('/products/')[1]?.slice(0, 36) ?? ''
  await page.getByRole('heading', { level: 1, name: /Payments are disturbed/ }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Situation', exact: true }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 2, name: 'Situation', exact: true }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

test('each sentence says what it rests on when keys reach it, with the way there', async () => {
  const sentence = page.getByRole('button', { name: /Users affected: about 40,000/ }).first()
  await sentence.focus()
  const side = page.getByRole('region', { name: 'What it rests on' })
  expect(await side.getByRole('link', { name: /INC-/ }).first().getAttribute('href')).toContain('/incidents/')
  const before = await page.evaluate(() => document.activeElement?.textContent)
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.textContent)).not.toBe(before)
  await page.keyboard.press('k')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(before)
})

test('a sentence is written in other words in its place, under the name of the writer', async () => {
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Sentence').fill('Some forty thousand people cannot pay.')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Some forty thousand people cannot pay.' }).waitFor()
  await page.getByText('It was drafted as:').waitFor()
  expect((await state()).edits.map(({ by }) => by)).toEqual([`person:${anna.person}`])
})

test('who wrote it cannot approve it; a second person gives it back, and approves it then', slow, async () => {
  await page.getByRole('button', { name: 'Put it forward' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it forward' }).click()
  await page.getByText('Waits for approval', { exact: true }).waitFor()
  await page.getByText(/^Approve it: You wrote in it/).waitFor()
  expect(await page.getByRole('button', { name: 'Approve it' }).count()).toBe(0)
  await second.page.goto(`/products/${product}`)
  await second.page.getByRole('button', { name: 'Give it back' }).click()
  await second.page.getByRole('dialog').getByLabel('Why').fill('Say who counted.')
  await second.page.getByRole('dialog').getByRole('button', { name: 'Give it back' }).click()
  await page.getByText('Say who counted.').waitFor()
  await page.getByRole('button', { name: 'Put it forward' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it forward' }).click()
  await second.page.getByRole('button', { name: 'Approve it' }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: 'Approve it' }).click()
  await page.getByText('Approved', { exact: true }).waitFor()
  expect((await state()).approvals.map(({ by }) => by)).toEqual([`person:${ben.person}`])
})

test('it is taken away as a file, and given to somebody by hand', slow, async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PDF' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.pdf$/)
  await page.getByRole('button', { name: 'Release it' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('To whom').fill('Round table of the Presidency')
  await dialog.getByRole('button', { name: 'Record it' }).click()
  await page.getByRole('region', { name: 'Released to' }).getByText('Round table of the Presidency').waitFor()
  expect((await state()).status).toBe('released')
})

test('a tear-line is for more people, and those above see what it does not have', async () => {
  await page.getByRole('button', { name: 'Draft a tear-line' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title of this version').fill('Payments in Greece')
  await dialog.getByRole('button', { name: 'Draft it' }).click()
  await page.getByRole('heading', { level: 1, name: /Payments in Greece/ }).waitFor()
  expect(await page.getByText('Intruder').count()).toBe(0)
  await page.getByRole('link', { name: 'See the product that it was taken from' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'What it does not have' }).click()
  await page
    .getByRole('dialog')
    .getByText(/Intruder/)
    .first()
    .waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
})

test('the next edition shows what differs by one key, and fits a phone', async () => {
  const { id } = await anna.get(api.draftProduct, { crisis, template: 'sitrep' })
  await page.goto(`/products/${id}`)
  await page.getByLabel('Show what differs from the last one').waitFor()
  await page.keyboard.press('d')
  const region = page.getByRole('region', { name: 'What differs from the last one' })
  await region.getByText('Some forty thousand people cannot pay.').waitFor()
  expect(page.url()).toContain('difference=1')
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await wide(page)).toEqual([])
  expect(await accessibilityFaults(page)).toEqual([])
  expect([...first.wrongs, ...second.wrongs]).toEqual([])
})
