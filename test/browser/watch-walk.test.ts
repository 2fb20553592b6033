// Watch, in front of two people: facts shown in their text, judged by key, names remembered, questions that raise alerts.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listClaims } from '#watch/api/claims.ts'
import { itemFacts } from '#watch/api/facts.ts'
import { listTerms } from '#watch/api/lexicon.ts'
import { listAlerts, listItems, listNames } from '#watch/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const article = `Musk blames "massive cyberattack" as X goes down for tens of thousands

Social network X was hit by repeated outages on Monday, and its owner Elon Musk said the platform had come under a massive cyberattack of unusual power, perhaps by a large coordinated group or a country.

Tracking site Downdetector counted more than 39,000 complaints from users in the United States at the peak early in the day. By the afternoon the number had dropped sharply.

A source in the internet infrastructure industry, who asked not to be named, said X had been struck by several waves of denial-of-service traffic, the first at about 09:45 UTC.`

const second = `Ransomware stops a port in Spain

A port in Spain stopped work on 3 March 2026 after ransomware had encrypted its servers, the operator said.`

let browser: Browser
let node: TestNode
let analyst: Client
let first: Visit
let other: Visit
let page: Page
let item = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  first = await visit(browser, node, { as: analyst })
  other = await visit(browser, node, { as: await node.signedIn({ roles: ['crisis-manager'] }) })
  page = first.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

async function paste(text: string): Promise<void> {
  await page.goto('/watch?add=text')
  await page.getByLabel('Text', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByRole('dialog').getByRole('link').first().click()
}

const fact = (title: string, kind = 'name') =>
  page.locator(`[data-fact][data-kind="${kind}"]`).filter({ hasText: title }).first()

/** Opens a fact, and waits until it is the one that keys are about. */
async function openFact(title: string, kind = 'name'): Promise<void> {
  await fact(title, kind).locator('button').first().click()
  await page.locator(`[data-fact][data-open][data-kind="${kind}"]`).filter({ hasText: title }).waitFor()
}

test('pointing at a fact lights its words up, and pointing at the words lights up the fact, and nothing moves', async () => {
  await paste(article)
  await page.getByRole('heading', { name: /Musk blames/, level: 1 }).waitFor()
  item = page.url().split('/watch/')[1]?.split('?')[0] ?? ''
  const row = fact('Downdetector')
  await row.waitFor()
  const before = await page.locator('.text-pane').boundingBox()
  await row.locator('button').first().hover()
  const marks = page.locator('mark[data-active]')
  expect(await marks.allTextContents()).toContain('Downdetector')
  expect(await page.locator('.text-pane').boundingBox()).toEqual(before)

  const words = page.locator('mark', { hasText: '39,000' }).first()
  await words.hover()
  const lit = page.locator('[data-fact][data-active]')
  expect(await lit.count()).toBe(1)
  expect(await lit.textContent()).toContain('39,000')
  await words.click()
  await page.locator('[data-fact][data-open]').filter({ hasText: 'Why:' }).waitFor()
  expect(page.url()).toMatch(/fact=figure-\d/)
})

test('facts are judged by key, one after the other, and the last judgement can be taken back', async () => {
  await page.keyboard.press('Escape')
  await openFact('Elon Musk')
  await fact('Elon Musk').getByText('Why:').waitFor()
  await page.keyboard.press('1')
  await fact('Elon Musk').getByText('corrected').waitFor()
  await page.keyboard.press('4')
  await fact('Elon Musk').getByText('Product, says').waitFor()
  await page.keyboard.press('1')
  await fact('Elon Musk').getByText('Person, says').waitFor()
  await page.keyboard.press('m')
  await page.getByText(/Remembered: "Elon Musk" is read as person/).waitFor()
  expect((await analyst.get(listNames, { text: 'Musk' })).names[0]?.state).toMatchObject({
    text: 'Elon Musk',
    type: 'person',
    rejected: false,
  })

  await openFact('Downdetector')
  await fact('Downdetector').getByText('Why:').waitFor()
  await page.keyboard.press('a')
  await fact('Downdetector').getByText('accepted').waitFor()
  const judged = async () =>
    (await analyst.get(itemFacts, { id: item })).facts.find((it) => it.kind === 'name' && it.text === 'Downdetector')
      ?.judgement
  expect(await judged()).toMatchObject({ verdict: 'accepted', by: analyst.person })
  // On to the next fact at once; the last judgement is taken back wherever one is by then.
  expect(await page.locator('[data-fact][data-open]').textContent()).not.toContain('Downdetector')
  await page.keyboard.press('u')
  await page.getByText('Taken back.').waitFor()
  await fact('Downdetector').getByText('accepted').waitFor({ state: 'detached' })
  expect((await judged())?.verdict ?? 'open').toBe('open')
})

test('an accepted claim enters the ledger, as it was read or as a person says it rightly', async () => {
  const waves = fact('several waves of denial-of-service traffic', 'claim')
  await waves.locator('button').first().click()
  await waves.getByText('Evidence', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Accept it corrected' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Who holds it').fill('A source in the infrastructure industry')
  await dialog.getByLabel('In which role').selectOption('anonymous')
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await waves.getByText('in the ledger of claims').waitFor()
  expect((await analyst.get(listClaims, { item: [item] })).items.map((it) => it.state.holder)).toEqual([
    'A source in the infrastructure industry',
  ])

  await openFact('massive cyberattack of unusual power', 'claim')
  await page.keyboard.press('a')
  await fact('massive cyberattack of unusual power', 'claim').getByText('accepted').waitFor()
  expect((await analyst.get(listClaims, { item: [item] })).total).toBe(2)
})

test('a rejected name is struck out, and can be remembered as none', async () => {
  await openFact('Downdetector')
  await page.keyboard.press('r')
  await fact('Downdetector').getByText('rejected').waitFor()
  await openFact('Downdetector')
  await page.keyboard.press('m')
  await page.getByText(/"Downdetector" is no name/).waitFor()
  await page.goto('/watch?tab=names')
  const apart = page.getByRole('region', { name: /No names/ })
  await apart.getByText('Downdetector').waitFor()
  await apart.getByRole('button', { name: 'Forget Downdetector' }).click()
  await apart.getByText('Downdetector').waitFor({ state: 'detached' })
})

test('an item without a date asks for it, and its times become dates', async () => {
  await page.goto(`/watch/${item}`)
  await page.getByText('Needs a date.').waitFor()
  await page.getByLabel('Published at, in your own time').fill('2025-03-10T18:00')
  await page.getByRole('button', { name: 'Keep it', exact: true }).click()
  await page.getByText('Needs a date.').waitFor({ state: 'detached' })
  await fact('Monday', 'time').getByText('2025-03-10').waitFor()
})

test('a question raises an alert that stands at once in the window of somebody else, and is taken up by key', async () => {
  await other.page.goto('/watch?tab=alerts')
  await other.page.getByText('No alert is open').waitFor()
  await page.goto('/watch?tab=alerts')
  await page.getByRole('button', { name: 'Ask a question' }).click()
  await page.getByLabel('What do you need to know?').fill('Does ransomware stop a port of ours?')
  await page.getByRole('combobox', { name: /Countries/ }).fill('Spain')
  await page.getByRole('option', { name: /Spain/ }).click()
  await page.getByLabel('Words of the text').fill('ransomware\nextort*')
  await page.getByLabel('Only what tells of an incident').check()
  await page.getByRole('radio', { name: /pressing/ }).check()
  await page.getByRole('button', { name: 'Ask it' }).click()
  await page.getByText('Words: "ransomware" or "extort*"').waitFor()
  await other.page.getByText('Does ransomware stop a port of ours?').waitFor()

  await paste(second)
  await page.getByRole('heading', { name: /Ransomware stops a port/, level: 1 }).waitFor()
  await other.page.getByRole('link', { name: 'Ransomware stops a port in Spain' }).waitFor()
  await other.page.getByText('1 open alert of priority 1').first().waitFor({ state: 'attached' })

  await page.goto('/watch?tab=alerts')
  await page.getByRole('link', { name: 'Ransomware stops a port in Spain' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('t')
  await page.getByText('No alert is open').waitFor()
  await other.page.getByText('No alert is open').waitFor()
  expect((await analyst.get(listAlerts, {})).alerts[0]?.state).toMatchObject({ status: 'taken up' })
})

test('names are added, found and changed on the watch-list', async () => {
  await page.goto('/watch?tab=names')
  await page.getByRole('button', { name: 'Add a name' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Workday')
  await page.getByLabel('What it is').selectOption('organisation')
  await page.getByRole('combobox', { name: /Who depends on it/ }).fill('National')
  await page.getByRole('option', { name: /National CSIRT/ }).click()
  await page.getByRole('button', { name: 'Remember it' }).click()
  await page.getByText('a signal on it concerns National CSIRT').waitFor()
  await page.getByLabel('Only suppliers: names that somebody depends on').check()
  await page.getByText('Elon Musk').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Change Workday' }).click()
  await page.getByLabel('Also called').fill('Workday Inc')
  await page.getByRole('button', { name: 'Remember it' }).click()
  await page.getByText('also: Workday Inc').waitFor()
})

test('a term of the lexicon is weighed anew for one organisation, and that is taken back', async () => {
  await page.goto('/watch?tab=lexicon&of=incident.ransomware&language=en&term=ransomware')
  await page.getByRole('table').waitFor()
  const term = (await page.getByRole('row').nth(1).getByRole('cell').first().textContent())?.trim() ?? ''
  const kept = async () =>
    (await analyst.get(listTerms, { lexicon: 'topics', of: 'incident.ransomware' })).terms.find(
      (it) => it.pattern === term && it.language === 'en',
    )
  const before = await kept()
  await page.getByRole('button', { name: `Switch off: ${term}`, exact: true }).click()
  await page.getByText('switched off').waitFor()
  expect(await kept()).toMatchObject({ weight: 0, dataWeight: before?.weight })
  await page.getByRole('button', { name: `Take back: ${term}`, exact: true }).click()
  await page.getByText('switched off').waitFor({ state: 'detached' })
  expect(await kept()).toEqual(before)
})

test('on a phone text and facts are two tabs, and n goes on to the next item that waits', async () => {
  const small = await visit(browser, node, { as: analyst, viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await small.page.goto(`/watch/${item}`)
  const text = small.page.getByRole('region', { name: 'Text' })
  const facts = small.page.getByRole('region', { name: 'Facts' })
  await text.waitFor()
  expect(await facts.isVisible()).toBe(false)
  await small.page.locator('mark', { hasText: '39,000' }).first().click()
  await facts.waitFor()
  expect(await text.isVisible()).toBe(false)
  await small.page.getByText('Why:').waitFor()
  expect(await overflow(small.page)).toBeLessThanOrEqual(0)
  expect(await accessibilityFaults(small.page)).toEqual([])
  await small.page.getByRole('button', { name: 'Show it in the text' }).click()
  await text.waitFor()
  await small.page.keyboard.press('n')
  await small.page.getByRole('heading', { name: /Ransomware stops a port/, level: 1 }).waitFor()
  expect((await analyst.get(listItems, { status: ['suggested'] })).total).toBe(2)
  expect(small.wrongs).toEqual([])
  await small.context.close()
})

test('a fact that is open has no fault at a desk either, and nothing broke the content policy', async () => {
  await page.goto(`/watch/${item}`)
  await openFact('Elon Musk')
  await fact('Elon Musk').getByText('Why:').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.locator('[data-fact][data-kind="claim"]').filter({ hasNotText: 'accepted' }).first().click()
  await page.getByRole('button', { name: 'Accept it corrected' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect([...first.wrongs, ...other.wrongs]).toEqual([])
})
