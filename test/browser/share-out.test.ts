// What goes out, in front of a person: a feed is opened and read by the parser of the browser, a system is added, a key is pasted, a
// product is released to the public, the owner of a network is told after it was read.
import * as pgp from 'openpgp'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { whoAmI } from '#people/api.ts'
import * as api from '#share/api/products.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let ben: Client
let first: Visit
let page: Page
let product = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const working = { roles: ['administrator' as const, 'analyst' as const, 'duty-officer' as const] }
  anna = await node.signedIn({ roles: [...working.roles, 'crisis-manager'] })
  ben = await node.signedIn({ roles: ['duty-officer', 'crisis-manager'] })
  const { id: incident } = await anna.get(declareIncident, { title: 'Card payments fail', marking: { tlp: 'GREEN' } })
  const { id: crisis } = await anna.get(openCrisis, { title: 'Payments are disturbed', incidents: [incident] })
  const asked = { template: 'public-statement', marking: { tlp: 'CLEAR' as const }, title: 'Card payments <&> work' }
  const drafted = await anna.get(api.draftProduct, { crisis, ...asked, lines: ['Cash machines work.'] })
  const put = await anna.get(api.putForward, { id: drafted.id, version: drafted.version })
  await ben.get(api.approveProduct, { id: drafted.id, version: put.version })
  product = drafted.id
  first = await visit(browser, node, { as: anna })
  page = first.page
  page.setDefaultTimeout(40_000)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const slow = { timeout: 120_000 }
/** Of the page as it is at a fresh visit: what was read aloud about a button that is gone stays for some seconds. */
async function faultsOf(text: string | RegExp): Promise<string[]> {
  await page.reload()
  await page.getByText(text).first().waitFor()
  return accessibilityFaults(page)
}
const shots = process.env.TOCSIN_TEST_SHOTS
const shot = async (name: string, of = page) => {
  if (shots) await of.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** By the parser of the browser, which takes nothing that is not well formed. */
function wellFormed(text: string): Promise<{ fault: string | null; titles: string[] }> {
  return page.evaluate((xml) => {
    const read = new DOMParser().parseFromString(xml, 'application/xml')
    const fault = read.querySelector('parsererror')?.textContent ?? null
    return {
      fault,
      titles: [...read.querySelectorAll('entry > title, item > title')].map((it) => it.textContent ?? ''),
    }
  }, text)
}

const fetched = async (address: string) =>
  (await fetch(`${node.url}${new URL(address).pathname}${new URL(address).search}`)).text()

test('a product is released to the public from its page', slow, async () => {
  await page.goto(`/products/${product}`)
  await page.getByRole('button', { name: 'Release it' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('To the public, on the feed of this node').click()
  await shot('release')
  await dialog.getByRole('button', { name: 'Release it to the public' }).click()
  await page.getByText('It stands on the public feed.').waitFor()
  for (const name of ['atom.xml', 'rss.xml']) {
    const { fault, titles } = await wellFormed(await (await fetch(`${node.url}/feeds/public/${name}`)).text())
    expect([fault, titles]).toEqual([null, ['Card payments <&> work']])
  }
  const there = await visit(browser, node)
  const answer = await there.page.goto(`/feeds/public/products/${product}.html`)
  expect(answer?.status()).toBe(200)
  await there.page.getByRole('heading', { name: 'Card payments <&> work' }).waitFor()
  await shot('public', there.page)
  expect(there.wrongs).toEqual([])
  await there.context.close()
})

test('a feed of one’s own is opened once, read with its key, and closed', slow, async () => {
  await page.goto('/feeds')
  await page.getByText('/feeds/public/atom.xml').waitFor()
  await page.getByRole('button', { name: 'Open a feed' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Reader on my desk')
  await dialog.getByLabel('Nothing above').selectOption('TLP:AMBER+STRICT')
  await dialog.getByLabel('Security advisories').uncheck()
  await shot('open-feed')
  await dialog.getByRole('button', { name: 'Open it' }).click()
  const address = (await dialog.getByText(/atom\.xml\?key=/).textContent()) ?? ''
  await shot('addresses')
  const { fault, titles } = await wellFormed(await fetched(address))
  expect([fault, titles]).toEqual([null, ['Card payments <&> work']])
  await page.keyboard.press('Escape')
  const line = page.getByRole('listitem').filter({ hasText: 'Reader on my desk' })
  await line.getByText('last fetched').waitFor()
  expect(await faultsOf('last fetched')).toEqual([])
  await shot('feeds')
  await line.getByRole('button', { name: 'Close' }).click()
  await page.getByText('None is open.').waitFor()
  expect(await fetched(address)).toContain('There is nothing at this address')
})

test('a system is added, its secret is shown once; a closed address is refused at its field', slow, async () => {
  await page.goto('/feeds?tab=calls')
  await page.getByRole('button', { name: 'Have a system called' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Ticket system')
  await dialog.getByLabel('Address').fill('https://10.1.2.3/hook')
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await dialog.getByText('That address is closed').first().waitFor()
  await dialog.getByLabel('Address').fill('https://tickets.example.org/hooks/tocsin')
  await shot('add-system')
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await dialog.getByText('It is shown only now.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('never called').waitFor()
  expect(await faultsOf('never called')).toEqual([])
  await shot('systems')
})

test('one’s own key shows its fingerprint; a weak one is refused with the reason', slow, async () => {
  const { me } = await anna.get(whoAmI, {})
  const userIDs = [{ name: 'Anna', email: me?.email ?? '' }]
  const weak = await pgp.generateKey({ type: 'rsa', rsaBits: 2048, userIDs, format: 'armored' })
  const good = await pgp.generateKey({ type: 'curve25519', userIDs, format: 'armored' })
  await page.goto('/account?tab=mail-key')
  await page.getByRole('button', { name: 'Add a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Public key').fill(weak.publicKey)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await dialog.getByText('RSA with 2048 bits').first().waitFor()
  await shot('weak-key')
  await dialog.getByLabel('Public key').fill(good.publicKey)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  const fingerprint = (await pgp.readKey({ armoredKey: good.publicKey })).getFingerprint().toUpperCase()
  await page.getByText(fingerprint.match(/.{1,4}/g)?.join(' ') ?? 'none').waitFor()
  await page.getByText('in use').waitFor()
  expect(await faultsOf('in use')).toEqual([])
  await shot('mail-key')
})

test('on a phone in the dark nothing reaches over the edge, and everything can be read', slow, async () => {
  const phone = await visit(browser, node, { as: anna, viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  phone.page.setDefaultTimeout(40_000)
  for (const at of [
    '/feeds',
    '/feeds?tab=organisations',
    '/feeds?tab=calls',
    '/account?tab=mail-key',
    '/administration?tab=mail-keys',
  ]) {
    await phone.page.goto(at)
    await phone.page.getByRole('tabpanel').getByRole('heading').first().waitFor()
    expect(await overflow(phone.page), at).toBeLessThanOrEqual(0)
    expect([at, await accessibilityFaults(phone.page)]).toEqual([at, []])
    await shot(`phone${at.replace(/\W+/g, '-')}`, phone.page)
  }
  expect([...first.wrongs, ...phone.wrongs]).toEqual([])
  await phone.context.close()
})
