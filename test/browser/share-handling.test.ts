// Handling in front of three persons: why a record is marked so, a release by two of them, a day of review, the guideline adopted.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident } from '#assess/api.ts'
import { enterRealm } from '#people/api.ts'
import { listGuidelines } from '#share/api/guidelines.ts'
import { overMarking } from '#share/api/handling.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let ben: Client
let incident: string
let first: Visit
let second: Visit
let page: Page
const title = 'Turbines stand still in the port'

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst'] })
  ben = await node.signedIn({ roles: ['crisis-manager'] })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  incident = (await anna.get(declareIncident, { title })).id
  const reviewOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const marking = { tlp: 'RED' as const, persons: [ben.person], reason: 'Names a source.', reviewOn }
  await anna.get(declareIncident, { title: 'Somebody told us of it', marking })
  first = await visit(browser, node, { as: anna })
  second = await visit(browser, node, { as: ben })
  page = first.page
  await page.goto('/handling')
  for (let tries = 0; !(await ben.get(overMarking, {})).complete; tries++) {
    if (tries > 60) throw new Error('The adviser did not catch up')
    await page.waitForTimeout(500)
  }
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

async function sound(on: Page): Promise<void> {
  expect(await accessibilityFaults(on)).toEqual([])
}

test('the share is shown as it is known, and the adviser says why a record is marked so', async () => {
  await page.goto('/handling?show=read-first')
  await page.getByText('Counted over all', { exact: false }).waitFor()
  await page.getByRole('button', { name: /^Why: INC-.* Turbines/ }).click()
  const drawer = page.getByRole('dialog', { name: 'What the adviser says' })
  await drawer.getByText('Nobody chose a marking', { exact: false }).waitFor()
  await drawer.getByText('cannot tell what its sentences say', { exact: false }).waitFor()
  await sound(page)
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await sound(page)
})

test('one person proposes after reading, another releases with one click', async () => {
  await page.getByRole('checkbox', { name: /^Choose INC-.* Turbines/ }).check()
  await page.getByRole('button', { name: 'Propose to lower 1' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why', { exact: true }).fill('The newspaper has it.')
  await dialog.getByRole('button', { name: 'Propose it' }).click()
  await dialog.getByRole('alert').getByText('Read them', { exact: false }).waitFor()
  await dialog.getByLabel(/I have read the sentences/).check()
  await sound(page)
  await dialog.getByRole('button', { name: 'Propose it' }).click()
  const release = page.getByRole('dialog', { name: 'A release' })
  await release.getByText('You proposed it', { exact: false }).waitFor()
  expect(await release.getByRole('button', { name: 'Release it' }).count()).toBe(0)

  await second.page.goto('/handling?tab=releases')
  await second.page.getByRole('button', { name: 'Look at it: The newspaper has it.' }).click()
  const theirs = second.page.getByRole('dialog', { name: 'A release' })
  await sound(second.page)
  await theirs.getByRole('button', { name: 'Release it' }).click()
  await theirs.getByText('done', { exact: true }).waitFor()
  expect((await anna.get(getIncident, { id: incident })).marking.tlp).toBe('GREEN')
  // The first person sees it without asking again.
  await release.getByText('done', { exact: true }).waitFor()
})

test('all of an incident is proposed at once, from a list', async () => {
  const { id } = await anna.get(declareIncident, { title: 'Another outage of the port' })
  await page.goto('/handling?tab=releases')
  await page.getByRole('button', { name: 'Propose all of an incident or a crisis' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Incident or crisis' }).fill('Another outage')
  await page.getByRole('option', { name: /Another outage/ }).click()
  await dialog.getByLabel('Why', { exact: true }).fill('It is over.')
  await dialog.getByRole('button', { name: 'Propose it' }).click()
  await dialog.getByText('The adviser finds nothing that could be lowered').waitFor()
  await dialog.getByLabel(/I have read the sentences/).check()
  await sound(page)
  await dialog.getByRole('button', { name: 'Propose it' }).click()
  const release = page.getByRole('dialog', { name: 'A release' })
  await release.getByRole('link', { name: /Another outage/ }).waitFor()
  expect((await anna.get(getIncident, { id })).marking.tlp).toBe('AMBER+STRICT')
})

test('a day of review is kept with a reason and the next day', async () => {
  const { page: desk } = second
  await desk.goto('/handling?tab=reviews')
  await desk.getByRole('button', { name: /^Keep it so: INC-.* Somebody/ }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Why it stays so').fill('The source is still in danger.')
  await dialog.getByLabel('Look at it again on').fill('2020-01-01')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByText('That day of review cannot be').waitFor()
  const later = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel('Look at it again on').fill(later)
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await desk.getByText(later).first().waitFor()
  await desk.getByText('The source is still in danger.', { exact: false }).first().waitFor()
  await sound(desk)
})

test('an edition is drafted, edited, proposed, and adopted by somebody who did not write it', async () => {
  await page.goto('/handling?tab=guideline')
  await page.getByText('The date that the framework asks for passed', { exact: false }).waitFor()
  await page.getByText('not verified', { exact: false }).first().waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Draft the next edition' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Edit' }).click()
  await drawer.getByLabel('Edition', { exact: true }).fill('2')
  await drawer.getByLabel('Within how many days').fill('60')
  await sound(page)
  await drawer.getByRole('button', { name: 'Save it' }).click()
  await drawer.getByRole('button', { name: 'Propose it' }).click()
  await drawer.getByText('Waits for a second person').waitFor()

  const { page: desk } = second
  await desk.goto('/handling?tab=guideline')
  await desk.getByRole('button', { name: /^Look at it: edition 2/ }).click()
  await desk.getByRole('button', { name: 'Adopt it' }).click()
  const dialog = desk.getByRole('dialog').last()
  await dialog.getByLabel('Who adopts it').fill('The national authority')
  await dialog.getByLabel('Why').fill('Agreed by all ministries.')
  await dialog.getByRole('button', { name: 'Adopt it' }).click()
  await desk.getByText('In force', { exact: true }).first().waitFor()
  const { inForce } = await ben.get(listGuidelines, {})
  expect(inForce).toMatchObject({ edition: '2' })
  expect(inForce.rules.find(({ id }) => id === 'red-review')?.check).toMatchObject({ withinDays: 60 })
})

test('a text is checked before it is entered, in an exercise too, and the pages fit on a phone', async () => {
  await page.goto('/handling?tab=guideline&realm=exercise:storm')
  await page.getByRole('textbox', { name: 'Text' }).fill('Annex, SECRET UE/EU SECRET')
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByText('It must not be entered here', { exact: false }).waitFor()
  expect(await page.title()).toMatch(/^EXERCISE/)
  await sound(page)
  const phone = await visit(browser, node, { as: ben, viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
  for (const tab of ['over', 'reviews', 'releases', 'guideline']) {
    await phone.page.goto(`/handling?tab=${tab}`)
    await phone.page.getByRole('tabpanel').waitFor()
    await phone.page.waitForTimeout(300)
    expect([tab, await overflow(phone.page)]).toEqual([tab, 0])
    await sound(phone.page)
  }
  expect([...first.wrongs, ...second.wrongs, ...phone.wrongs]).toEqual([])
})
