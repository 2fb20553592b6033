// MISP in front of a person: a server followed, its events read, one of them seen by us, the answer gone back; errors, a phone, the dark.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listMispSources } from '#federate/api/misp/sources.ts'
import { pollMisp } from '#federate/api/misp.ts'
import { enterRealm } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type FakeMisp, fakeKey, startFakeMisp } from '../setup/misp-server.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let fake: FakeMisp
let desk: Visit
let page: Page

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const now = () => Math.floor(Date.now() / 1000)
const shots = process.env.TOCSIN_TEST_SHOTS

beforeAll(async () => {
  browser = await launchBrowser()
  fake = await startFakeMisp()
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  const admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'liaison'] })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  desk = await visit(browser, node, { as: anna })
  page = desk.page
  const timestamp = String(now() - 900)
  const attribute = (n: number, value: string) => ({
    ...{ uuid: uuid(100 + n), type: 'ip-dst', category: 'Network activity', value, to_ids: true, comment: '' },
    ...{ timestamp, distribution: '5', deleted: false },
  })
  fake.events.set(uuid(1), {
    ...{
      uuid: uuid(1),
      info: '<img src=x onerror=alert(1)> Flood of requests against payment gateways',
      date: '2026-03-10',
    },
    ...{ threat_level_id: '2', analysis: '1', distribution: '3', published: true, timestamp },
    Orgc: { uuid: uuid(900), name: 'Example CERT' },
    Tag: [
      { name: 'tlp:green', local: false },
      { name: 'rsit:availability="ddos"', local: false },
    ],
    Attribute: [attribute(1, '203.0.113.7'), attribute(2, '198.51.100.9')],
    EventReport: [{ uuid: uuid(300), name: 'What we know', content: '# Flood\nIt began at 09:45.', distribution: '5' }],
  })
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
  await fake?.stop()
})

const sound = async (on: Page) => expect(await accessibilityFaults(on)).toEqual([])
const shot = async (on: Page, name: string) => {
  if (!shots) return
  await on.waitForTimeout(400)
  await on.screenshot({ path: `${shots}/misp-${name}.png` })
}

test('an empty page says what to do next; a server is looked at, and a wrong key is told in words', async () => {
  await page.goto('/misp')
  await page.getByText('No MISP event is here that you may see.').waitFor()
  await sound(page)
  await page.getByRole('button', { name: 'Follow a feed or server' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill(fake.url)
  await dialog.getByLabel('Authentication key').fill('a key that is not the one')
  await dialog.getByRole('button', { name: 'See what it has' }).click()
  await dialog.getByText('does not take the key', { exact: false }).waitFor()
  await dialog.getByLabel('Authentication key').fill(fakeKey)
  await dialog.getByRole('button', { name: 'See what it has' }).click()
  await dialog.getByText('MISP 2.5.12', { exact: false }).waitFor()
  await dialog.getByLabel('What you call it').fill('Neighbour')
  await dialog.getByText('Send answers back').click()
  await sound(page)
  await shot(page, 'follow')
  await dialog.getByRole('button', { name: 'Follow it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Waits for its turn').waitFor()
})

test('its events come, one is opened, and what we say about it goes back', async () => {
  await page.getByRole('button', { name: 'Ask now Neighbour' }).click()
  await page.getByText('1 event came', { exact: false }).waitFor()
  await page.getByText('Works', { exact: true }).waitFor()
  await shot(page, 'sources')
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.getByRole('button', { name: /Flood of requests/ }).click()
  const drawer = page.getByRole('dialog', { name: 'A MISP event' })
  await drawer.getByRole('heading', { name: /<img src=x/ }).waitFor()
  expect(page.url()).toContain(`event=${uuid(1)}`)
  await drawer.getByRole('button', { name: 'We see it 203.0.113.7' }).click()
  await drawer.getByText('Seen once').waitFor()
  await drawer.getByRole('button', { name: 'Propose a change 198.51.100.9' }).click()
  await drawer.getByLabel('Value').fill('198.51.100.10')
  await drawer.getByLabel('Why').fill('It moved an hour ago')
  await sound(page)
  await drawer.getByRole('button', { name: 'Propose it' }).click()
  await drawer.getByText('1 proposal', { exact: true }).waitFor()
  await shot(page, 'event')
  await page.keyboard.press('Escape')
  const [source] = (await anna.get(listMispSources, {})).items
  expect(await anna.get(pollMisp, { id: source?.id ?? '' })).toMatchObject({ sent: 2 })
  await page.goto('/misp?tab=sources')
  await page.getByText('2 went back', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'What went back Neighbour' }).click()
  await page.getByRole('dialog').getByText('It moved an hour ago', { exact: false }).waitFor()
  await sound(page)
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'What is said' }).click()
  await page.getByText('said to this node', { exact: false }).first().waitFor()
  await sound(page)
  await shot(page, 'said')
})

test('a file is taken in, and each refusal has its reason', async () => {
  await page.goto('/misp?add=file')
  const dialog = page.getByRole('dialog')
  const body = JSON.stringify({ response: [{ Event: fake.events.get(uuid(1)) }, { Event: { uuid: uuid(2) } }] })
  await dialog
    .getByLabel('File')
    .setInputFiles({ name: 'event.json', mimeType: 'application/json', buffer: Buffer.from(body) })
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await dialog.getByText('1 was refused:').waitFor()
  await dialog.getByText('Known already').waitFor()
  await sound(page)
})

test('a server that does not answer is shown as failed, with when it is asked again; it is paused and removed', async () => {
  await fake.stop()
  await page.goto('/misp?tab=sources')
  await page.getByRole('button', { name: 'Ask now Neighbour' }).click()
  await page.getByText('Failed once').waitFor()
  await page.getByText('It is asked again', { exact: false }).waitFor()
  await sound(page)
  await shot(page, 'failed')
  await page.getByRole('button', { name: 'Pause Neighbour' }).click()
  await page.getByText('Paused', { exact: true }).waitFor()
})

test('the pages fit on a phone, in the dark, and say EXERCISE first', async () => {
  const phone = await visit(browser, node, { as: anna, viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
  const paths = ['/misp', '/misp?tab=said', '/misp?tab=sources', '/misp?add=source', `/misp?event=${uuid(1)}`]
  for (const [n, path] of paths.entries()) {
    await phone.page.goto(path)
    await phone.page.getByRole('heading').first().waitFor()
    await phone.page.waitForTimeout(600)
    expect([path, await overflow(phone.page)]).toEqual([path, 0])
    await sound(phone.page)
    await shot(phone.page, `phone-${n}`)
  }
  await phone.page.goto('/misp?realm=exercise:storm')
  await phone.page.getByText('No MISP event is here that you may see.').waitFor()
  expect(await phone.page.title()).toMatch(/^EXERCISE/)
  await page.goto('/misp?tab=sources')
  await page.getByRole('button', { name: 'Remove Neighbour' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('No feed and no server is followed.').waitFor()
  expect([...desk.wrongs, ...phone.wrongs]).toEqual([])
})
