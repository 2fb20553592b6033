// A takedown in front of a person: opened as a compartment, planned, signed, begun, and a target that is gone.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getOperation } from '#disrupt/api/operations/operations.ts'
import { listTargets } from '#disrupt/api/targets/targets.ts'
import { launchBrowser } from '../setup/browser.ts'
import { openTakedowns, type TakedownHouse } from '../setup/takedowns.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let house: TakedownHouse
let shown: Visit
let page: Page
let id = ''

beforeAll(async () => {
  browser = await launchBrowser()
  house = await openTakedowns()
  shown = await visit(browser, house.node, { as: house.anna })
  page = shown.page
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await house?.node.stop()
})

async function shot(name: string): Promise<void> {
  const folder = process.env.TOCSIN_TEST_SHOTS
  if (folder) await page.screenshot({ path: `${folder}/takedown-${name}.png`, fullPage: true })
}

/** Opens a dialog, fills its fields, sends it, and waits until it is gone. */
async function act(button: string | RegExp, title: string, fields: Record<string, string> = {}): Promise<void> {
  await page
    .getByRole('button', { name: button, exact: typeof button === 'string' })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.waitFor()
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: false }).first()
    if ((await field.evaluate((it) => it.tagName)) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
  await dialog.getByRole('button', { name: title, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
const tab = (name: string | RegExp) => page.getByRole('tab', { name }).click()
const operation = () => house.anna.get(getOperation, { id })

test('an operation is opened, with partners, targets and steps, and says what is in the way', async () => {
  await page.goto('/takedowns')
  await page.getByText('You are admitted to no operation').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await act('Open an operation', 'Open an operation', { Title: 'Markets of stolen data' })
  await page.getByRole('heading', { level: 1, name: 'Markets of stolen data' }).waitFor()
  id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.getByText('TLP:RED').first().waitFor()
  await act('Add targets', 'Add targets', {
    Names: 'cracked.example\ncrаcked.example',
    Registrar: 'A registrar',
    Jurisdiction: 'DE',
  })
  await page.getByText('It looks like cracked.example.').waitFor()
  await shot('targets')
  expect(await accessibilityFaults(page)).toEqual([])
  await tab('Partners')
  await act('Add a partner', 'Add a partner', {
    Agency: 'Federal police',
    'What it does': 'Leads',
    'Who says go': house.anna.person,
  })
  await page.getByText('Federal police').first().waitFor()
  await act(/^Compare clocks/, 'Compare clocks')
  await page
    .getByText(/clock.*(agree|ahead|behind)/)
    .first()
    .waitFor()
  await shot('partners')
  expect(await accessibilityFaults(page)).toEqual([])
  await tab('Action day')
  await act('Plan a step', 'Plan a step', {
    What: 'Point the names to ours',
    'Which targets': 'cracked.example',
    Who: 'p1',
  })
  await page.getByText(/In the way: .*has not said go/).waitFor()
  await shot('plan')
  expect(await accessibilityFaults(page)).toEqual([])
  expect((await operation()).state.steps[0]?.targets).toHaveLength(1)
}, 120_000)

test('go is said, the day begins, a step is started although its time is not set, and the target is gone', async () => {
  await act(/^Go: Federal police/, 'Go')
  await page.getByText('All say go').waitFor()
  await act('Begin the action day', 'Begin the action day')
  await page.getByText('Running').first().waitFor()
  await act(/^Start: Point the names/, 'Start', { 'Why before its time': 'The registrar is ready' })
  await act(/^Done: Point the names/, 'Done', { 'What came of it': 'The notice stands there.' })
  await page.getByText('The notice stands there.').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await tab(/^Targets/)
  await page.getByRole('link', { name: 'cracked.example', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'cracked.example' }).waitFor()
  await act('Say how it stands', 'Say how it stands', { 'It is': 'gone', 'What was seen': 'No such name any more.' })
  await page.getByText('No such name any more.').first().waitFor()
  const evidence = { What: 'Copy of the zone', 'SHA-256': 'a'.repeat(64), 'Taken by': 'Forensics' }
  await act('Log evidence', 'Log evidence', evidence)
  await act(/^Hand over/, 'Hand over', { 'To whom': 'Evidence room 3', Why: 'Sealed' })
  await page.getByText(/Evidence room 3/).waitFor()
  await shot('target')
  expect(await accessibilityFaults(page)).toEqual([])
  const { items } = await house.anna.get(listTargets, { operation: id })
  expect(items.find(({ name }) => name === 'cracked.example')).toMatchObject({ status: 'gone', evidence: 1 })
}, 120_000)

test('what was obtained and promised; on a phone and in the dark; and for somebody else nothing is there', async () => {
  await page.goto(`/takedowns/${id}?tab=after`)
  const found = { What: 'customers', 'How many': '10000000', Exhibit: 'Exhibit 14', 'Who has it': 'p1' }
  await act('Note what was obtained', 'Note what was obtained', found)
  await page.getByText('Customers: 10,000,000').waitFor()
  const notice = {
    'About what': 'x3',
    Country: 'FR',
    'To whom': 'CERT of another country',
    'Whom they can ask': 'The desk',
  }
  await act('Draft a notice', 'Draft a notice', notice)
  await page
    .getByText(/Personnes concernées dans votre pays/)
    .first()
    .waitFor()
  await shot('after')
  expect(await accessibilityFaults(page)).toEqual([])
  const phone = await visit(browser, house.node, {
    as: house.anna,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  await phone.page.goto(`/takedowns/${id}?tab=plan`)
  await phone.page.getByText('Point the names to ours').first().waitFor()
  expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
  expect(await accessibilityFaults(phone.page)).toEqual([])
  const folder = process.env.TOCSIN_TEST_SHOTS
  if (folder) await phone.page.screenshot({ path: `${folder}/takedown-phone.png`, fullPage: true })
  await phone.context.close()
  const other = await visit(browser, house.node, { as: house.stranger })
  await other.page.goto(`/takedowns/${id}`)
  await other.page
    .getByText(/nothing of that id|no operation/i)
    .first()
    .waitFor()
  expect(await other.page.getByText('Markets of stolen data').count()).toBe(0)
  await other.page.goto('/takedowns')
  await other.page.getByText('You are admitted to no operation').waitFor()
  await other.context.close()
  expect(shown.wrongs).toEqual([])
}, 120_000)
