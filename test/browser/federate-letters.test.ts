// Letters in front of somebody at night: what waits and why, what came back, and what goes on a stick when no line goes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import * as agreements from '#federate/api/agreements.ts'
import { sendNow } from '#federate/api/post.ts'
import { changeOrganisation, getOrganisation } from '#people/api.ts'
import { type Link, openLink } from '../federation/link.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { trustEachOther } from '../setup/peers.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const roles = ['liaison' as const, 'crisis-manager' as const, 'analyst' as const, 'duty-officer' as const]
const folder = mkdtempSync(join(tmpdir(), 'tocsin-letters-'))
let browser: Browser
let north: TestNode
let south: TestNode
let toNorth: Link
let toSouth: Link
let nora: Client
let sofia: Client
let desk: Visit
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  ;[toNorth, toSouth] = [await openLink(), await openLink()]
  const envOf = (link: Link) => ({ TOCSIN_FETCH_ALLOW: '127.0.0.1', TOCSIN_ORIGIN: link.url })
  north = await startTestNode({ env: envOf(toNorth) })
  south = await startTestNode({ env: envOf(toSouth) })
  toNorth.to = north.url
  toSouth.to = south.url
  await named(await south.administrator(), 'CSIRT of the southern State')
  nora = await north.signedIn({ roles })
  sofia = await south.signedIn({ roles })
  await known({ node: north, person: nora }, { node: south, person: sofia })
  desk = await visit(browser, north, { as: nora, url: toNorth.url })
  page = desk.page
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await Promise.all([north, south].map((one) => one?.stop()))
  for (const link of [toNorth, toSouth]) link?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function named(admin: Client, name: string): Promise<void> {
  const { version } = await admin.get(getOrganisation, { organisation: admin.organisation })
  await admin.get(changeOrganisation, { organisation: admin.organisation, version, name })
}

type Side = Parameters<typeof trustEachOther>[0]

/** Trust, and an agreement in force, as persons of both sides make them. */
async function known(one: Side, other: Side): Promise<void> {
  await trustEachOther(
    { ...one, node: { ...one.node, url: toNorth.url } },
    { ...other, node: { ...other.node, url: toSouth.url } },
    'address',
  )
  const [first, second] = [one.person, other.person]
  const model = { id: 'csirt-to-csirt', side: 'one' }
  const { id, version } = await first.get(agreements.draftAgreement, { peer: other.node.node.journal.nodeId, model })
  await first.get(agreements.proposeAgreement, { id, version, function: 'Head of the desk' })
  const came = await stands(second, id, 'proposed', one)
  await second.get(agreements.signAgreement, { id, version: came, function: 'Head of the desk' })
  await stands(first, id, 'in-force', other)
}

async function stands(as: Client, id: string, status: string, from: Side): Promise<number> {
  for (let tries = 0; tries < 160; tries++) {
    const found = await as.call(agreements.getAgreement, { id })
    if (found.ok && found.value.state.status === status) return found.value.version
    const to = from.node === north ? south : north
    await from.person.call(sendNow, { peer: to.node.journal.nodeId })
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`It never came to be ${status}.`)
}

/** A word to screen readers that a button is busy names that button for some seconds, also when its dialog is gone: it is left out. */
async function sound(on: Page): Promise<void> {
  await on.evaluate(() => {
    for (const said of document.querySelectorAll('[data-live-announcer] [role="img"]')) said.remove()
  })
  expect(await accessibilityFaults(on)).toEqual([])
}

async function shot(on: Page, name: string): Promise<void> {
  const shots = process.env.TOCSIN_TEST_SHOTS
  if (shots) await on.screenshot({ path: `${shots}/letters-${name}.png`, fullPage: true })
}

test('while the line is cut the page says what waits, why it does not go, and when it is tried next', async () => {
  toSouth.cut.add(north.node.journal.nodeId)
  for (const title of ['Turbines stand still', 'Mail relays are down', 'A dam reports nothing'])
    await nora.get(declareIncident, { title, marking: { tlp: 'GREEN' } })
  await page.goto('/letters')
  const line = page.getByRole('listitem').filter({ hasText: 'CSIRT of the southern State' })
  await line.getByText('Does not go', { exact: true }).waitFor({ timeout: 30_000 })
  await line.getByText('The host broke off the connection', { exact: false }).waitFor()
  await line.getByText('Next try:', { exact: false }).waitFor()
  await line.getByText('sealed and', { exact: false }).waitFor()
  await sound(page)
  await shot(page, 'waiting-1280')
})

test('what waits is taken along as a file, and the other side says what became of it', async () => {
  const line = page.getByRole('listitem').filter({ hasText: 'CSIRT of the southern State' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    line.getByRole('button', { name: 'As a file' }).click(),
  ])
  const file = join(folder, 'stick.tocsin')
  await download.saveAs(file)
  const there = await visit(browser, south, { as: sofia, url: toSouth.url })
  await there.page.goto('/letters')
  await there.page.getByRole('button', { name: 'Take a file of letters' }).click()
  const dialog = there.page.getByRole('dialog')
  // A wrong file first, as it happens at night.
  await dialog
    .getByLabel('File')
    .setInputFiles({ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([255, 216, 255]) })
  await dialog.getByRole('alert').getByText('That is no whole file of letters', { exact: false }).first().waitFor()
  await dialog.getByLabel('File').setInputFiles(file)
  await dialog.getByText('taken', { exact: false }).first().waitFor()
  await sound(there.page)
  await shot(there.page, 'import-1280')
  await dialog.getByText('Close', { exact: true }).click()
  await there.page.goto('/incidents')
  await there.page.getByText('A dam reports nothing').first().waitFor()
  expect(there.wrongs).toEqual([])
  await there.context.close()
})

test('receipts end the waiting, and each letter shows its parts and how it fared', async () => {
  // Receipts come over the line in the other direction, which was never cut.
  const line = page.getByRole('listitem').filter({ hasText: 'CSIRT of the southern State' })
  await line.getByText('All delivered', { exact: true }).waitFor({ timeout: 60_000 })
  await sound(page)
  await shot(page, 'delivered-1280')
  await page.getByRole('tab', { name: 'Sent and taken' }).click()
  await page.getByText('as a file', { exact: true }).first().waitFor()
  await sound(page)
  await shot(page, 'list-1280')
  const row = page.getByRole('row').filter({ hasText: 'as a file' }).first()
  await row.getByRole('button').click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Turbines stand still').waitFor()
  await drawer.getByText('Acknowledged', { exact: true }).waitFor()
  await sound(page)
  await shot(page, 'letter-1280')
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('what could not be opened is counted by its reason', async () => {
  await fetch(`${north.url}/federate/v1/letters`, {
    method: 'POST',
    body: JSON.stringify({ v: 1, letters: [{ head: 'nonsense' }] }),
  })
  await page.goto('/letters?tab=turned-away')
  await page.getByText('It is no envelope, or no letter was in it').waitFor()
  await sound(page)
  await shot(page, 'turned-away-1280')
})

test('a reader who works with no peers finds no letters', async () => {
  const reader = await north.signedIn({ roles: ['reader'] })
  const theirs = await visit(browser, north, { as: reader, url: toNorth.url })
  await theirs.page.goto('/letters')
  await theirs.page.getByRole('alert').first().waitFor()
  expect(await theirs.page.getByText('CSIRT of the southern State').count()).toBe(0)
  await theirs.context.close()
})

test('on a phone and in the dark all of it can be read', async () => {
  await nora.get(declareIncident, { title: 'A second wave', marking: { tlp: 'GREEN' } })
  const phone = await visit(browser, north, {
    ...{ as: nora, url: toNorth.url, colorScheme: 'dark' as const, viewport: { width: 390, height: 844 } },
  })
  await phone.page.goto('/letters')
  await phone.page.getByText('Does not go', { exact: true }).waitFor({ timeout: 30_000 })
  for (const path of ['/letters', '/letters?tab=letters', '/letters?tab=turned-away']) {
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.locator('.skeleton').waitFor({ state: 'detached' })
    expect([path, await overflow(phone.page)]).toEqual([path, 0])
    await sound(phone.page)
    await shot(phone.page, `phone-${path.split('=')[1] ?? 'peers'}-390`)
  }
  expect([...desk.wrongs, ...phone.wrongs]).toEqual([])
  await phone.context.close()
})
