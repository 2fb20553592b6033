// The main job, in front of two people: text goes in, an incident is opened, and the other one's picture changes.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listIncidents } from '#assess/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { type Visit, visit } from './visit.ts'

const digest = `Card payments fail in Germany and Austria

Card payments failed in large parts of Germany and Austria on Monday evening. The operator of the payment switch said that a flood of requests had overloaded its systems. It speaks of a distributed denial-of-service attack.

---

Hospital group in Poland turns to paper after ransomware

A hospital group in Poland switched to paper on Monday after ransomware had encrypted its servers, a spokesperson said.`

let browser: Browser
let node: TestNode
let analyst: Client
let first: Visit
let second: Visit
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  first = await visit(browser, node, { as: analyst })
  second = await visit(browser, node, { as: await node.signedIn({ roles: ['crisis-manager'] }) })
  page = first.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('a pasted digest becomes its items, each with its facts marked in the text', async () => {
  await page.goto('/watch')
  await page.getByRole('button', { name: 'Paste a text' }).click()
  await page.getByLabel('Text', { exact: true }).fill(digest)
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByText('2 items', { exact: true }).first().waitFor()
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /Card payments fail/ })
    .click()
  await page.getByRole('heading', { name: /Card payments fail/, level: 1 }).waitFor()
  const place = page.locator('mark[data-facts~="place-DE"]').first()
  expect(await place.textContent()).toBe('Germany')
  await page
    .locator('[data-fact="place-DE"]')
    .getByRole('button', { name: /^Germany/ })
    .focus()
  expect(await place.getAttribute('data-active')).toBe('true')
})

test('an accepted item counts as a signal, and an incident opened from it changes the picture of others', async () => {
  await second.page.goto('/picture')
  await second.page.getByRole('button', { name: /^0 open incidents/ }).waitFor()
  await second.page.evaluate(() => {
    ;(window as unknown as { sameDocument: boolean }).sameDocument = true
  })
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByText('Accepted', { exact: true }).first().waitFor()
  await second.page.getByRole('button', { name: /^1 signals? without an incident/ }).waitFor()

  await page.getByRole('link', { name: 'Open incident' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Add its places/ })
    .click()
  await page.getByRole('combobox', { name: /Sectors/ }).fill('bank')
  await page.getByRole('option', { name: 'Banking Annex I' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Open the incident' }).dblclick()
  await page.getByRole('heading', { level: 1, name: /Card payments fail/ }).waitFor()
  await page.getByText('INC-').first().waitFor()
  const { total } = await analyst.get(listIncidents, {})
  expect(total).toBe(1)

  // The crisis manager's organisation is the same: AMBER+STRICT of the home organisation reaches both.
  await second.page
    .getByRole('button', { name: /^1 open incident/ })
    .first()
    .waitFor()
  await second.page.getByRole('button', { name: /^DE Germany: 1 open incident/ }).waitFor()
  expect(await second.page.evaluate(() => (window as unknown as { sameDocument: boolean }).sameDocument)).toBe(true)
})

test('every number opens its reasons, and the address can be given to somebody else', async () => {
  await second.page.getByRole('button', { name: /^Banking, Germany: 1 open incident/ }).click()
  const drawer = second.page.getByRole('dialog')
  await drawer.getByRole('link', { name: /Card payments fail/ }).waitFor()
  expect(second.page.url()).toContain('sector=banking')
  await second.page.reload()
  await second.page
    .getByRole('dialog')
    .getByRole('link', { name: /Card payments fail/ })
    .waitFor()
  await second.page.keyboard.press('Escape')
  await second.page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('the time slider shows the past, says so, and comes back to now', async () => {
  const slider = second.page.getByRole('slider', { name: 'Moment that is shown' })
  await slider.focus()
  await second.page.keyboard.press('Home')
  await second.page.getByText(/^As known at/).waitFor()
  await second.page.getByRole('button', { name: /^0 open incidents/ }).waitFor()
  expect(second.page.url()).toContain('asOf=')
  await second.page.goto(`/incidents?${new URL(second.page.url()).searchParams}`)
  await second.page.getByText(/^As known at/).waitFor()
  expect(await second.page.getByRole('button', { name: 'Open an incident' }).count()).toBe(0)
  await second.page.getByRole('button', { name: 'Back to now' }).click()
  await second.page.getByRole('link', { name: /Card payments fail/ }).waitFor()
  expect(second.page.url()).not.toContain('asOf=')
})

test('an incident moves only as its state allows, and two people changing it at once see each other', async () => {
  await page.getByRole('button', { name: 'Triage' }).click()
  await page.getByText('Triaged', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Change: What is known' }).click()
  await page.getByRole('textbox', { name: 'What is known' }).fill('From the first desk.')

  const other = await visit(browser, node, { as: analyst })
  await other.page.goto(page.url())
  await other.page.getByRole('button', { name: 'Change: What is known' }).click()
  await other.page.getByRole('textbox', { name: 'What is known' }).fill('From the second desk.')
  await other.page.getByRole('button', { name: 'Keep it' }).click()
  await other.page.getByRole('dialog').waitFor({ state: 'detached' })
  await other.context.close()

  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('Somebody changed it since you looked').waitFor()
  await page
    .getByRole('dialog')
    .getByText(/From the second desk/)
    .waitFor()
  await page.getByRole('button', { name: 'Do it all the same' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('From the first desk.').first().waitFor()
  await page.getByRole('tab', { name: 'Journal' }).click()
  await page
    .getByText(/From the second desk/)
    .first()
    .waitFor()
})

test('a task, a note and a file of evidence are kept with it', async () => {
  await page.getByRole('tab', { name: 'Tasks' }).click()
  await page.getByLabel('What is to be done').fill('Ask the operator for samples')
  await page.getByRole('button', { name: 'Add the task' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('done', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('The operator calls back at eleven.')
  await page.getByRole('button', { name: 'Add the note' }).click()
  await page.getByRole('listitem').filter({ hasText: 'calls back at eleven' }).waitFor()
  await page.getByRole('tab', { name: 'Evidence' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sample.txt', mimeType: 'text/plain', buffer: Buffer.from('203.0.113.7') })
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText(/SHA-256 [0-9a-f]{64}/).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('sample.txt')
  await page.getByRole('button', { name: 'Chain of custody' }).click()
  await page.getByText('The stored file is what was received').waitFor()
})

test('search finds the incident and the item, and leads to them', async () => {
  await page.keyboard.press('Escape')
  await page.goto('/search')
  await page.getByRole('searchbox', { name: 'What you look for' }).fill('payments')
  await page.getByRole('link', { name: /INC-.*Card payments fail/ }).waitFor()
  await page
    .getByRole('link', { name: /^Card payments fail/ })
    .first()
    .click()
  await page.getByRole('heading', { name: /Card payments fail/, level: 1 }).waitFor()
})

test('a lost connection is said, and what was missed is there when it is back', async () => {
  await second.page.goto('/incidents')
  await second.page.getByText('Live', { exact: true }).waitFor()
  await second.context.setOffline(true)
  await second.page.getByText(/Reconnecting|Offline/).waitFor({ timeout: 40_000 })
  await second.context.setOffline(false)
  await second.page.getByText('Live', { exact: true }).waitFor({ timeout: 20_000 })
})

test('nothing in all this broke the content policy, asked another host, or went uncaught', () => {
  expect([...first.wrongs, ...second.wrongs]).toEqual([])
})
