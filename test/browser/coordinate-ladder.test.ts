// The ladder and decisions in front of two persons: what the facts call for, consulted and decided; two persons for one choice.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { getDecision, openDecision } from '#coordinate/api/decisions.ts'
import { ladder } from '#coordinate/api/ladder.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let ben: Client
let first: Visit
let second: Visit
let page: Page
let crisis = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  anna = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] })
  ben = await node.signedIn({ roles: ['analyst', 'crisis-manager'] })
  const affected = { countries: ['DE', 'FR'], sectors: ['banking'] }
  const { id } = await anna.get(declareIncident, { title: 'Card payments fail', affected })
  crisis = (await anna.get(openCrisis, { title: 'Payments are disturbed', incidents: [id] })).id
  first = await visit(browser, node, { as: anna })
  second = await visit(browser, node, { as: ben })
  page = first.page
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const shown = () => anna.get(ladder, { crisis })

test('the picture shows where each network stands and where the facts point, for eyes, keys and screen readers', async () => {
  await page.goto(`/crises/${crisis}/ladder`)
  await page.getByRole('button', { name: 'EU-CyCLONe', exact: true }).waitFor()
  const column = page.getByRole('list', { name: /^Rungs of EU-CyCLONe/ })
  expect(await column.getByRole('listitem').allTextContents()).toEqual(['Escalatedproposed', 'Normalhere'])
  await page.getByRole('button', { name: 'CSIRTs Network', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'EU-CyCLONe', level: 2 }).waitFor()
  expect(page.url()).toContain('network=cyclone')
  await page.getByText('Also heard for it', { exact: false }).waitFor({ state: 'detached' })
  await page.getByText('The same as a table').click()
  await page.getByRole('row', { name: /^EU-CyCLONe Normal the beginning/ }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('a step is put forward, consulted on, and taken by a named person in the name of who decides', async () => {
  const step = page.getByRole('region', { name: 'Raise: Escalated' })
  await step.getByText('The facts call for it').waitFor()
  await step.getByText('Why', { exact: true }).first().click()
  await step
    .getByRole('link', { name: /INC-.* Card payments fail/ })
    .first()
    .waitFor()
  await step.getByRole('button', { name: 'Put it forward' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it forward' }).click()
  await second.page.goto(`/crises/${crisis}/ladder`)
  const waits = second.page.getByRole('region', { name: 'Waits for a decision' })
  await waits.getByRole('button', { name: 'Record a consultation' }).click()
  const asked = second.page.getByRole('dialog')
  await asked.getByLabel('Who was asked').selectOption({ label: 'European Commission' })
  await asked.getByLabel('In their words').fill('No objection.')
  await asked.getByRole('button', { name: 'Record a consultation' }).click()
  await page.getByText('“No objection.”').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'It was taken' }).click()
  const decide = page.getByRole('dialog')
  await decide.getByLabel('Who has decided').selectOption({ label: 'EU-CyCLONe' })
  await decide.getByLabel('Why', { exact: true }).fill('Two Member States are hit.')
  expect(await accessibilityFaults(page)).toEqual([])
  await decide.getByRole('button', { name: 'It was taken' }).click()
  await page.getByText(/^Decided by EU-CyCLONe, written down by/).waitFor()
  await page.getByRole('link', { name: 'the crisis as it was' }).waitFor()
  const [taken] = (await shown()).steps
  expect(taken).toMatchObject({
    status: 'taken',
    decision: { by: `person:${anna.person}` },
    consulted: [{ recordedBy: `person:${ben.person}` }],
  })
  await page.getByRole('button', { name: 'Hand over' }).click()
  const over = page.getByRole('dialog')
  await over.getByLabel('To whom').selectOption({ label: 'Somebody else, by name' })
  await over.getByLabel('Name').fill('Council')
  await over.getByLabel('What', { exact: true }).fill('Impact and options')
  await over.getByRole('button', { name: 'Hand over' }).click()
  await page.getByText('no receipt yet').waitFor()
})

test('a refused act says why in the dialog, and what was typed stays', async () => {
  await page.goto(`/crises/${crisis}/ladder?network=ipcr`)
  const full = page.getByRole('region', { name: 'Activate fully: Full activation' })
  await full.getByText('Member State: Germany', { exact: false }).waitFor()
  await full.getByRole('button', { name: 'Put it forward' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('Asked for by two capitals.')
  await dialog.getByRole('button', { name: 'Put it forward' }).click()
  await page.getByRole('button', { name: 'It was taken' }).click()
  await dialog.getByLabel('Who has decided').selectOption({ label: 'Presidency of the Council' })
  await dialog.getByLabel('Why', { exact: true }).fill('It is needed.')
  await dialog.getByText('Not consulted: Member State: Germany.').waitFor()
  await dialog.getByRole('button', { name: 'It was taken' }).click()
  await dialog.getByText('Something stands in the way of this step').waitFor()
  expect(await dialog.getByLabel('Why', { exact: true }).inputValue()).toBe('It is needed.')
  await dialog.getByLabel('Why all the same').fill('All capitals were on the line.')
  await dialog.getByRole('button', { name: 'It was taken' }).click()
  await page.getByText('All the same, because: All capitals were on the line.').waitFor()
  expect((await shown()).networks.find(({ id }) => id === 'ipcr')?.mode).toBe('full_activation')
})

test('a question that only a person can answer is answered with how one knows', async () => {
  await page.goto(`/crises/${crisis}/ladder?network=europol`)
  await page.getByRole('button', { name: 'Answer: Is it suspected to be a crime?' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How you know').fill('The prosecutor says so.')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('The prosecutor says so.').first().waitFor()
})

test('a decision of two persons: one chooses, cannot agree, the other agrees; dissent stays on record', async () => {
  const options = [{ text: 'Take it off now' }, { text: 'Wait' }]
  const question = 'Do we take the gateway off the network?'
  const { id } = await anna.get(openDecision, { crisis, kind: 'shut-down', question, options })
  await page.goto(`/decisions/${id}`)
  await page.getByRole('button', { name: 'Decide', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('In whose name').selectOption({ label: 'Cyber crisis management authority' })
  await dialog.getByLabel('Reasons').fill('Data leaves.')
  await dialog.getByRole('button', { name: 'Decide' }).click()
  await page.getByText('Chosen, waits for a second person').waitFor()
  expect(await page.getByRole('button', { name: 'Agree as the second person' }).count()).toBe(0)
  await page.reload()
  await page.getByText(/^You chose it/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const other = second.page
  await other.goto(`/decisions/${id}`)
  await other.getByRole('button', { name: 'Agree as the second person' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Agree as the second person' }).click()
  await page.getByText(/^Agreed by/).waitFor()
  await page.getByRole('button', { name: 'Record dissent' }).click()
  await dialog.getByLabel('In words').fill('Hospitals were not asked.')
  await dialog.getByRole('button', { name: 'Record dissent' }).click()
  await page.getByText('“Hospitals were not asked.”').waitFor()
  const { state } = await anna.get(getDecision, { id })
  expect([state.status, state.second?.by, state.dissents.length]).toEqual(['decided', `person:${ben.person}`, 1])
})

test('on a phone and in the dark the ladder is read from top to bottom, and nothing went wrong', async () => {
  const phone = await visit(browser, node, { as: anna, viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
  await phone.page.goto(`/crises/${crisis}/ladder?network=cyclone`)
  await phone.page.getByRole('heading', { name: 'EU-CyCLONe', level: 2 }).waitFor()
  expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
  expect(await accessibilityFaults(phone.page)).toEqual([])
  expect([...first.wrongs, ...second.wrongs, ...phone.wrongs]).toEqual([])
})
