// The directory in front of a person: a card is read, the words are compared, other keys wait, trust ends; the own card beside it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getOwnCard, getPeer } from '#federate/api/directory.ts'
import type { CardContent } from '#federate/model/wire.ts'
import { readWords } from '#federate/store/directory/words.ts'
import { actor, cardBy, keysOf } from '#federate/testdata/wire-actors.ts'
import { fingerprint, jointPhrase } from '#federate/wire/fingerprint.ts'
import { enterRealm } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let desk: Visit
let page: Page
const hour = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const current = { issuedAt: at(-1), expiresAt: at(2000) }
const base = actor('north')
const [key] = base.content.seals
const content: CardContent = {
  ...base.content,
  ...current,
  seals: key ? [{ ...key, from: at(-1), until: at(70) }] : [],
  organisation: { ...base.content.organisation, name: 'National CSIRT of the north' },
}

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const admin = await node.administrator()
  anna = await node.signedIn({ roles: ['liaison'] })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  desk = await visit(browser, node, { as: anna })
  page = desk.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

/** A word to screen readers that a button is busy names that button for some seconds, also when its dialog is gone: it is left out. */
async function sound(on: Page): Promise<void> {
  await on.evaluate(() => {
    for (const said of document.querySelectorAll('[data-live-announcer] [role="img"]')) said.remove()
  })
  expect(await accessibilityFaults(on)).toEqual([])
}

async function shoot(on: Page, name: string): Promise<void> {
  const { TOCSIN_SHOTS: folder } = process.env
  if (folder) await on.screenshot({ path: `${folder}/directory-${name}.png`, fullPage: true })
}

async function introduce(card: string): Promise<void> {
  await page.getByRole('button', { name: 'Introduce a peer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('In a file or a message').click()
  await dialog.getByLabel('Or the text of the card').fill(card)
  await sound(page)
  await dialog.getByRole('button', { name: 'Read its card' }).click()
}

test('a pasted card is read, and a page says what to compare before anything counts', async () => {
  await page.goto('/peers')
  await page.getByText('No peer is here that you may see.').waitFor()
  await sound(page)
  await introduce('{"content": 7}')
  await page.getByRole('dialog').getByRole('alert').getByText('It is no card', { exact: false }).first().waitFor()
  await page.keyboard.press('Escape')
  await introduce(JSON.stringify(cardBy(content, [base.secrets])))
  await page.getByRole('heading', { name: 'National CSIRT of the north', level: 1 }).waitFor()
  await page.getByText('Nobody has compared the fingerprint yet.', { exact: false }).waitFor()
  expect(await page.getByText('ask for it', { exact: true }).count()).toBe(3)
  await sound(page)
})

test('other words are refused with what that means; the right ones make the peer trusted', async () => {
  const { compare } = await anna.get(getPeer, { id: base.node })
  const own = await anna.get(getOwnCard, {})
  const phrase = jointPhrase(own.fingerprint.hex, fingerprint(base.content.signs), readWords())
  await page.getByRole('button', { name: 'Compare and trust' }).click()
  const dialog = page.getByRole('dialog')
  for (const place of compare?.asked ?? []) await dialog.getByLabel(`Word ${place},`, { exact: false }).fill('zebra')
  await dialog.getByRole('button', { name: 'Trust this peer' }).click()
  await dialog.getByRole('alert').getByText('somebody stands between', { exact: false }).waitFor()
  await sound(page)
  for (const place of compare?.asked ?? [])
    await dialog.getByLabel(`Word ${place},`, { exact: false }).fill(phrase[place - 1]?.toUpperCase() ?? '')
  await dialog.getByLabel(/^Note/).fill('Called their duty desk.')
  await dialog.getByRole('button', { name: 'Trust this peer' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Trusted', { exact: true }).first().waitFor()
  await page.getByText('Called their duty desk.', { exact: false }).first().waitFor()
  await sound(page)
})

test('a year later it is compared again: what does not fit is refused, what fits is written down', async () => {
  await page.getByRole('button', { name: 'Compare again' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Known document').click()
  await dialog.getByLabel('Fingerprint that they gave you').fill('f'.repeat(64))
  await dialog.getByRole('button', { name: 'It is the same' }).click()
  await dialog.getByRole('alert').getByText('somebody stands between', { exact: false }).waitFor()
  await sound(page)
  await dialog.getByLabel('Fingerprint that they gave you').fill(fingerprint(base.content.signs))
  await dialog.getByRole('button', { name: 'It is the same' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'History' }).getByText('compared the fingerprint again').waitFor()
  await shoot(page, 'peer')
  await page.goto('/peers')
  // Who is ready for the day on which classical keys break.
  await page
    .getByRole('row', { name: /National CSIRT of the north/ })
    .getByText('Ready', { exact: true })
    .waitFor()
  await shoot(page, 'peers')
})

test('other keys wait beside the trusted ones, and are put aside with a reason', async () => {
  const next = keysOf('north, after a burglary')
  await page.goto('/peers')
  await introduce(JSON.stringify(cardBy({ ...content, serial: 2, signs: next.signs }, [next])))
  await page.getByRole('heading', { name: 'Another card waits' }).waitFor()
  await page.getByText('the old ones did not vouch', { exact: false }).waitFor()
  await sound(page)
  await page.getByRole('button', { name: 'Put it aside' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why', { exact: true }).fill('Their desk knows of no new keys.')
  await dialog.getByRole('button', { name: 'Put the card aside' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Another card waits' }).waitFor({ state: 'detached' })
})

test('trust ends with a reason, and the history says all of it', async () => {
  await page.getByRole('button', { name: 'Revoke' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why', { exact: true }).fill('Broken into, says their head of security.')
  await dialog.getByRole('button', { name: /^Revoke/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Revoked', { exact: true }).first().waitFor()
  const history = page.getByRole('region', { name: 'History' })
  for (const what of ['introduced it', 'trusted it', 'put the card that waited aside', 'revoked it'])
    await history.getByText(what, { exact: false }).first().waitFor()
  await sound(page)
})

test('the own card shows words, a code and what a liaison may do with its keys', async () => {
  await page.goto('/peers?tab=own')
  await page.getByRole('img', { name: 'QR code of the fingerprint' }).waitFor()
  const { fingerprint: own } = await anna.get(getOwnCard, {})
  const shown = await page.getByRole('list', { name: 'Fingerprint in words' }).getByRole('listitem').allInnerTexts()
  expect(shown.map((word) => word.trim())).toEqual(own.words)
  // Changing keys is for administrators.
  expect(await page.getByRole('button', { name: 'Announce new keys' }).count()).toBe(0)
  await sound(page)
})

test('on a phone, in the dark and in an exercise all of it can be read', async () => {
  const phone = await visit(browser, node, { as: anna, colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  for (const path of ['/peers', '/peers?tab=own', `/peers/${base.node}`, `/peers/${base.node}?realm=exercise:storm`]) {
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.locator('.skeleton').waitFor({ state: 'detached' })
    expect([path, await overflow(phone.page)]).toEqual([path, 0])
    await sound(phone.page)
    if (path === '/peers') await shoot(phone.page, 'phone')
  }
  expect([...desk.wrongs, ...phone.wrongs].filter((wrong) => !wrong.includes('422'))).toEqual([])
})
