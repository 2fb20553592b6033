// An agreement in front of persons on two nodes: drafted from a model, changed, simulated, signed by both, revised, reviewed, suspended,
// answered late, ended.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import * as api from '#federate/api/agreements.ts'
import { sendNow } from '#federate/api/post.ts'
import { enterRealm } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { trustEachOther } from '../setup/peers.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let north: TestNode
let south: TestNode
let nora: Client
let sofia: Client
let first: Visit
let page: Page
let id = ''

beforeAll(async () => {
  browser = await launchBrowser()
  const env = { TOCSIN_FETCH_ALLOW: '127.0.0.1' }
  north = await startTestNode({ env })
  south = await startTestNode({ env })
  const roles = ['liaison' as const, 'crisis-manager' as const, 'analyst' as const]
  const admin = await north.administrator()
  nora = await north.signedIn({ roles })
  sofia = await south.signedIn({ roles })
  await admin.get(enterRealm, { person: nora.person, exercise: 'storm' })
  await trustEachOther({ node: north, person: nora }, { node: south, person: sofia }, 'address')
  await nora.get(declareIncident, { title: 'Turbines stand still', marking: { tlp: 'GREEN' } })
  await nora.get(declareIncident, { title: 'Nobody else knows of this' })
  first = await visit(browser, north, { as: nora })
  page = first.page
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await Promise.all([north, south].map((one) => one?.stop()))
})

const fiveHoursAgo = () => new Date(Date.now() - 5 * 3600_000)

async function shoot(on: Page, name: string): Promise<void> {
  const { TOCSIN_SHOTS: folder } = process.env
  if (folder) await on.screenshot({ path: `${folder}/agreements-${name}.png`, fullPage: true })
}

async function sound(on: Page): Promise<void> {
  expect(await accessibilityFaults(on)).toEqual([])
}

/** As somebody finds the page who comes to it now: what was just announced to a screen reader is gone. */
async function soundAnew(text: string): Promise<void> {
  await page.reload()
  await page.getByText(text, { exact: false }).first().waitFor()
  await sound(page)
}

async function stands(as: Client, status: string): Promise<number> {
  const [from, to] = as === sofia ? [nora, south] : [sofia, north]
  for (let tries = 0; tries < 120; tries++) {
    await from.get(sendNow, { peer: to.node.journal.nodeId })
    const found = await as.call(api.getAgreement, { id })
    if (found.ok && found.value.state.status === status) return found.value.version
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`It did not become ${status}.`)
}

test('a model is chosen, and its words are changed before anybody signs', async () => {
  await page.goto('/agreements')
  await page.getByText('No such agreement is here').waitFor()
  await sound(page)
  await page.getByRole('link', { name: 'Draft an agreement' }).click()
  await page.getByText('Between an operator and its national CSIRT').click()
  await page.getByText('The operator tells The CSIRT of notices', { exact: false }).waitFor()
  await page.getByText('Between two national CSIRTs').click()
  await sound(page)
  await page.getByRole('button', { name: 'Draft it' }).click()
  await page.getByRole('heading', { name: 'Where it stands' }).waitFor()
  id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
  await soundAnew('Where it stands')
  await page.getByRole('button', { name: 'Change the words' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the words' })
  await dialog.getByLabel('Title', { exact: true }).fill('North and South warn each other')
  await dialog.getByRole('group', { name: 'Flow 1' }).getByLabel('When').selectOption('severity-from')
  await dialog.getByRole('button', { name: 'Another contact' }).click()
  const contact = dialog.getByRole('group', { name: /^Contact/ }).last()
  await contact.getByLabel('For').fill('Duty desk')
  await contact.getByLabel('Telephone').fill('+32 2 555 01 23')
  await sound(page)
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('heading', { name: 'North and South warn each other', level: 1 }).waitFor()
  await page.getByText('from the severity yellow', { exact: false }).first().waitFor()
  await soundAnew('+32 2 555 01 23')
})

test('what would flow is shown with reasons, also for a record that is only thought of', async () => {
  await page.getByRole('button', { name: 'Look at all records' }).click()
  const lines = page.getByRole('group', { name: 'The newest records, one by one' })
  await lines
    .getByRole('row', { name: /Turbines stand still/ })
    .getByText('Flows', { exact: true })
    .waitFor()
  const held = lines.getByRole('row', { name: /Nobody else knows/ })
  await held.getByText('Stays', { exact: true }).waitFor()
  await held.getByText('TLP:AMBER+STRICT is above TLP:AMBER', { exact: false }).waitFor()
  await page.getByText('Try a record that is not there').click()
  await page.getByLabel('Severity').selectOption('white')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page
    .getByRole('group', { name: 'The record that was tried' })
    .getByText('of the kind incidents', { exact: false })
    .waitFor()
  await sound(page)
})

test('one side signs what was shown and proposes, the other counter-signs, and it is in force', async () => {
  await page.getByRole('button', { name: 'Sign and propose' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign and propose' })
  await dialog.getByText('Your signature names what is shown here', { exact: false }).waitFor()
  await dialog.getByLabel('In which function').fill('Head of the desk')
  await sound(page)
  await dialog.getByRole('button', { name: 'Sign and propose' }).click()
  await page.getByText('Proposed', { exact: true }).first().waitFor()
  expect((await nora.get(api.getAgreement, { id })).state.shown).toHaveLength(1)
  await stands(sofia, 'proposed')
  const second = await visit(browser, south, { as: sofia })
  await second.page.goto(`/agreements/${id}`)
  await second.page.getByRole('button', { name: 'Counter-sign' }).click()
  const theirs = second.page.getByRole('dialog', { name: 'Counter-sign' })
  await theirs.getByLabel('In which function').fill('Director')
  await theirs.getByRole('button', { name: 'Counter-sign' }).click()
  await second.page.getByText('In force', { exact: true }).first().waitFor()
  expect(second.wrongs).toEqual([])
  await second.page.close()
  await stands(nora, 'in-force')
  // The first person sees it without asking again.
  await page.getByText('In force', { exact: true }).first().waitFor()
  await page.getByText(/Director, for/).waitFor()
})

test('a new version is compared with the old one; the agreement is reviewed, suspended and resumed', async () => {
  await page.getByRole('button', { name: 'New version' }).click()
  const dialog = page.getByRole('dialog', { name: 'Draft a new version' })
  await dialog.getByLabel('When the line is cut').fill('By courier.')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('heading', { name: 'What version 2 says otherwise than version 1' }).waitFor()
  await page.locator('ins', { hasText: 'courier' }).waitFor()
  await soundAnew('What version 2 says otherwise')
  await page.getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('dialog').getByLabel('Why').fill('The courier is gone.')
  await page.getByRole('dialog').getByRole('button', { name: 'Decline it, or take it back' }).click()
  await page.getByRole('button', { name: 'Looked at again' }).click()
  await page.getByRole('dialog').getByLabel('What was found').fill('Still fits.')
  await page.getByRole('dialog').getByLabel('Look at it again on').fill('2099-01-01')
  await page.getByRole('dialog').getByRole('button', { name: 'It was looked at again' }).click()
  await page.getByText('It is looked at again on 2099-01-01.').waitFor()
  await page.getByRole('button', { name: 'Suspend', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Why').fill('Their desk is not safe.')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend the agreement' }).click()
  await page.getByText('Suspended by this side').waitFor()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume the agreement' }).click()
  await page.getByText('Suspended by this side').waitFor({ state: 'detached' })
})

test('who owes an answer is seen, and the days are fetched by a calendar from an address that is shown once', async () => {
  // A quarter of a day later nobody has answered.
  await north.node.journal.sql
    .updateTable('federate.awaited' as never)
    .set({ since: fiveHoursAgo() } as never)
    .execute()
  await page.goto('/agreements')
  const owed = page.getByRole('group', { name: 'Answers that are owed' })
  const line = owed.getByRole('row', { name: /Turbines stand still/ })
  await line.getByText('by National CSIRT to this organisation').waitFor()
  await line.getByText('Late', { exact: true }).waitFor()
  await page.getByText('Others are late with 1 answer.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Open a calendar' }).click()
  const address = (await page.locator('code', { hasText: '/feeds/agreements.ics?key=' }).textContent()) ?? ''
  const calendar = await (await fetch(north.url + address.slice(address.indexOf('/feeds')))).text()
  expect(calendar).toContain(`UID:${id}-review`)
  await sound(page)
  await shoot(page, 'list')
  await page.reload()
  await page.getByText('last fetched').waitFor()
  expect(await page.getByText('/feeds/agreements.ics').count()).toBe(0)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('last fetched').waitFor({ state: 'detached' })
  await page.goto(`/agreements/${id}`)
  await owed.getByRole('row', { name: /Turbines stand still/ }).waitFor()
  await soundAnew('Answers that are owed')
  await shoot(page, 'one')
})

test('it reads well on a phone in the dark, and an exercise says so and has agreements of its own', async () => {
  const phone = await visit(browser, north, { as: nora, viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
  await phone.page.goto(`/agreements/${id}`)
  await phone.page.getByRole('heading', { name: 'What happened' }).waitFor()
  expect(await overflow(phone.page)).toBe(0)
  await sound(phone.page)
  await phone.page.goto('/agreements')
  await phone.page.getByText('Others are late', { exact: false }).waitFor()
  expect(await overflow(phone.page)).toBe(0)
  await sound(phone.page)
  await shoot(phone.page, 'phone')
  await page.goto('/agreements?realm=exercise:storm')
  await page.getByText('No such agreement is here').waitFor()
  expect(await page.title()).toMatch(/^EXERCISE/)
  expect([...first.wrongs, ...phone.wrongs]).toEqual([])
})

test('one side ends it alone and for good; the other sees why, and nobody owes an answer any more', async () => {
  await page.goto(`/agreements/${id}`)
  await page.getByRole('button', { name: 'End it' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('Another agreement takes its place.')
  await sound(page)
  await dialog.getByRole('button', { name: 'End the agreement' }).click()
  await page.getByText('Ended', { exact: true }).first().waitFor()
  await page.getByText('Answers that are owed').waitFor({ state: 'detached' })
  for (const name of ['Suspend', 'End it', 'New version', 'Looked at again'])
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)
  await soundAnew('Another agreement takes its place.')
  await stands(sofia, 'ended')
  const second = await visit(browser, south, { as: sofia })
  await second.page.goto(`/agreements/${id}`)
  await second.page.getByText('Another agreement takes its place.', { exact: false }).first().waitFor()
  expect(second.wrongs).toEqual([])
})
