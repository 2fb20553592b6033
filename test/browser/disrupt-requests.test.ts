// Requests and restrictions in front of a person: written down, moved, found too late, shown in the picture, and a fine with its sums.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCrisis, setObjective } from '#coordinate/api/crises.ts'
import * as api from '#disrupt/api/requests/requests.ts'
import { listRestrictions } from '#disrupt/api/restrictions/restrictions.ts'
import { launchBrowser } from '../setup/browser.ts'
import { heldOf, openRecover, party, type RecoverHouse } from '../setup/recover.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let house: RecoverHouse
let shown: Visit
let page: Page
let crisis = ''
let request = ''
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  browser = await launchBrowser()
  house = await openRecover()
  const { anna } = house
  const opened = heldOf(await anna.get(openCrisis, { title: 'A campaign before the vote', kind: 'hybrid' }))
  crisis = opened.id
  await anna.get(setObjective, { id: crisis, version: opened.version, text: 'See what is spread before people vote' })
  const asked = {
    ...{ title: 'Public data on the vote', from: party('Researchers'), to: party('X'), crisis, objective: 'o1' },
    ...{ purpose: 'Watch for disinformation', neededBy: inDays(12), forum: 'berlin-court' },
  }
  request = (await anna.get(api.openRequest, { ...asked, procedure: 'dsa-40-12-court' })).id
  shown = await visit(browser, house.node, { as: anna })
  page = shown.page
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await house?.node.stop()
})

async function shot(name: string): Promise<void> {
  const folder = process.env.TOCSIN_TEST_SHOTS
  if (folder) await page.screenshot({ path: `${folder}/disrupt-${name}.png`, fullPage: true })
}

/** Opens a dialog, fills its fields, sends it, and waits until it is gone. */
async function act(button: string | RegExp, title: string, fields: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.waitFor()
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: false }).first()
    if ((await field.evaluate((it) => it.tagName)) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
  await dialog.getByRole('button', { name: title }).click()
  await dialog.waitFor({ state: 'detached' })
}
const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

test('the register shows what is endangered, with the chance and its range; a request is written down in a dialog', async () => {
  await page.goto('/requests')
  await page.getByRole('link', { name: 'Public data on the vote' }).waitFor()
  await page.getByText('Endangered').first().waitFor()
  await page
    .getByText(/\d+ % \(\d+ to \d+ %\)/)
    .first()
    .waitFor()
  await shot('register')
  expect(await accessibilityFaults(page)).toEqual([])
  await act('Write down a request', 'Write down a request', {
    ...{ Title: 'Who paid for the advertisements', 'Who asks': 'Coordinator', 'Of whom': 'Platform Y' },
    ...{ 'For what it is needed': 'The review after the vote', 'Needed by': inDays(400), Procedure: 'dsa-40-4' },
  })
  await heading(/Who paid for the advertisements/)
  await page.getByText('Can come in time').first().waitFor()
  await page.goto('/requests?tab=durations')
  await page.getByText('Hearing, from when it is asked for').waitFor()
  await shot('durations')
  expect(await accessibilityFaults(page)).toEqual([])
}, 120_000)

test('a day is set for the hearing, and the request is certainly too late; a case is announced, and another way added', async () => {
  await page.goto(`/requests/${request}`)
  await heading(/Public data on the vote/)
  await page.getByText('Last moment to act').first().waitFor()
  await shot('endangered')
  await act(/^Move this step: Ask the platform/, 'Move this step', { 'It is': 'begun' })
  await act(/^Move this step: Ask the platform/, 'Move this step', { 'It is': 'done', 'With which outcome': 'refused' })
  await act(/^Set its day: Hearing/, 'Set its day', { Day: inDays(16), 'Where that stands': 'Summons' })
  await page
    .getByText(/“Hearing” is set for .* too late/)
    .first()
    .waitFor()
  await act('Add a parallel case', 'Add a parallel case', {
    ...{ Title: 'X against the German state', 'Who brings it': 'X', 'Against whom': 'German state' },
  })
  await page.getByText('Announced, not filed').first().waitFor()
  await act('Add another way', 'Add another way', {
    ...{ 'What way': 'Read by hand', 'Technically accessible?': 'yes', 'Really obtainable': 'no' },
  })
  await page.getByText('Read by hand').first().waitFor()
  await shot('too-late')
  expect(await accessibilityFaults(page)).toEqual([])
  expect((await house.anna.get(api.getRequest, { id: request })).inTime.verdict).toBe('too-late')
}, 120_000)

test('the picture and the room of the crisis show it beside the objective that hangs on it', async () => {
  for (const at of ['/picture', `/crises/${crisis}`, `/crises/${crisis}?tab=picture`]) {
    await page.goto(at)
    await page.getByRole('heading', { name: 'Requests that may come too late' }).waitFor()
    await page.getByText(/for the objective: See what is spread/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  }
  await shot('picture')
}, 120_000)

test('a fine is noted with its amount and source, a side disputes it, and the log adds it up on a map', async () => {
  await page.goto('/restrictions')
  await page.getByText('No restriction is written down').waitFor()
  await act('Note a restriction', 'Note a restriction', {
    ...{ Title: 'Fine over videos', Kind: 'fine', 'Who did it': 'A court in Russia', 'Which is a': 'court' },
    ...{ Country: 'ru', 'Against whom': 'Google', Service: 'YouTube', Amount: '3800000', Currency: 'rub' },
    ...{ 'Said to be': '32600', 'In which currency': 'GBP', 'Who says so': 'News agency' },
  })
  await heading(/Fine over videos/)
  await page.getByText('3,800,000 RUB, said to be 32,600 GBP').waitFor()
  await act('Write down what a side says', 'Write down what a side says', {
    ...{ Who: 'Moscow', 'In which words': 'Google did not upgrade its equipment.' },
  })
  await page.getByText('disputes it').waitFor()
  await shot('restriction')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.goto('/restrictions')
  await page.getByRole('img', { name: /Russia 1/ }).waitFor()
  await shot('restrictions')
  expect(await accessibilityFaults(page)).toEqual([])
  const { statistics } = await house.anna.get(listRestrictions, {})
  expect(statistics).toMatchObject({ amounts: [{ currency: 'RUB', sum: 3_800_000 }], disputed: 1 })
}, 120_000)

test('on a phone and in the dark nothing sticks out, and nothing went wrong on the way', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const at of ['/requests', `/requests/${request}`, '/restrictions']) {
    await page.goto(at)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect([at, await overflow(page)]).toEqual([at, 0])
    expect(await accessibilityFaults(page)).toEqual([])
  }
  await shot('phone')
  expect(shown.wrongs).toEqual([])
}, 120_000)
