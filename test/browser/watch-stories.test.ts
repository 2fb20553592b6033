// Watch by story, from articles to an attribution: one row for one event, claims with two ratings, a board, two analysts.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture } from '#assess/api.ts'
import { getClaim, listClaims, listDisputes } from '#watch/api/claims.ts'
import { listChecks, listUndated } from '#watch/api/facts.ts'
import { listFollowUps } from '#watch/api/follow-ups.ts'
import { getQuestion, listQuestions } from '#watch/api/questions.ts'
import { importText, listItems, listStories, storyOf } from '#watch/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, type Visit, visit } from './visit.ts'

const wire =
  'Signal boxes of a railway in Slovenia lost their connection at noon on Sunday. Trains between Ljubljana and Maribor stood still for ninety minutes, the operator said, and 14 were cancelled. A faulty router in Celje was to blame; there is no sign of an attack, the transport ministry added in the evening.'
const own =
  'A faulty router in Celje stopped trains between Ljubljana and Maribor for ninety minutes on Sunday. The signal boxes of the railway in Slovenia lost their connection, said the operator, which cancelled 14 trains. The transport ministry sees no sign of an attack.'
const attack =
  'Attackers took the ticket machines of a tram company in Graz offline on Tuesday. The company said that a flood of requests had overloaded its servers and that it would publish details within 24 hours. Hackers claim that data of 2 million customers was stolen. The company denies that data was stolen.'
const script = '<img src=x onerror="window.canary=1"><script>window.canary=1</script>'

let browser: Browser
let node: TestNode
let analyst: Client
let second: Client
let first: Visit
let other: Visit
let page: Page

const paste = (outlet: string, title: string, body: string, more: object = {}) =>
  analyst.get(importText, {
    text: `${title}\n\n${body}`,
    url: `https://${outlet}.example/${encodeURIComponent(title.slice(0, 30))}`,
    sourceName: outlet,
    ...more,
  })
const row = (title: string | RegExp, on: Page = page) => on.locator('[data-story]').filter({ hasText: title })
/** As one who walks the list with j and k would stand on it. */
const standOn = (title: string) => row(title).locator('.story-title').focus()
const canary = () => page.evaluate(() => 'canary' in window)

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  second = await node.signedIn({ roles: ['analyst'] })
  first = await visit(browser, node, { as: analyst })
  other = await visit(browser, node, { as: second })
  page = first.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('two outlets and a wire copy on one event are one story of two independent sources, at once in another window', async () => {
  await other.page.goto('/watch')
  await other.page.getByText('Nothing has come in yet').waitFor()
  await page.goto('/watch')
  await paste('ena', 'Trains stand still in Slovenia', wire)
  await paste('dve', 'Router stops trains', `LJUBLJANA (STA) - ${wire}`)
  const { items } = await paste('tri', 'Ninety minutes without trains in Slovenia', own)
  await row('3 articles, 2 independent sources').waitFor()
  await row('3 articles, 2 independent sources', other.page).waitFor()
  expect(await analyst.get(storyOf, { item: items[0]?.id ?? '' })).toMatchObject({ items: 3, sources: 2 })

  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await page.getByText('One source: 2 articles with one text or of one outlet count once.').waitFor()
  await page.getByText(/The same text as "Trains stand still/).waitFor()
  await page.getByRole('heading', { name: 'Facts of all items' }).waitFor()
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  expect(page.url()).toContain('story=')
})

test('an item that a person takes out stays out, and the step can be taken back by key', async () => {
  const member = page.locator('[data-member]').filter({ hasText: 'Ninety minutes without trains' })
  await member.getByRole('link').first().focus()
  await page.keyboard.press('x')
  await page.getByText('It is a story of its own now, and no rule puts it back.').waitFor()
  await row('2 articles, 1 independent source').waitFor()
  expect((await analyst.get(listStories, {})).total).toBe(2)

  await page.keyboard.press('u')
  await page.getByText('Taken back.').waitFor()
  await row('3 articles, 2 independent sources').waitFor()
  expect((await analyst.get(listStories, {})).total).toBe(1)

  await member.getByRole('button', { name: /^Take out/ }).click()
  await row('2 articles, 1 independent source').waitFor()
  await paste('stiri', 'Trains stand still at noon', `${wire} More on page 4.`)
  await row('3 articles, 1 independent source').waitFor()
  expect((await analyst.get(listStories, {})).total).toBe(2)
  await page.reload()
  await row('1 article, 1 independent source').waitFor()
})

test('two stories are merged by choosing them, and all items of one are accepted as background', async () => {
  await page.goto('/watch')
  await row('Ninety minutes').waitFor()
  for (const title of ['Ninety minutes', '3 articles']) {
    await standOn(title)
    await page.keyboard.press('c')
  }
  await page.getByText('2 stories chosen').waitFor()
  await page.keyboard.press('m')
  await row('4 articles, 2 independent sources').waitFor()

  await standOn('4 articles')
  // `g a` goes to the account: the `a` in it accepts nothing.
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.waitForURL('**/account*')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.goto('/watch')
  await row('4 articles').waitFor()
  await standOn('4 articles')
  await page.keyboard.press('a')
  await page.getByRole('radio', { name: /All as background/ }).check()
  await page.getByRole('button', { name: 'Accept 4 items' }).click()
  await page.getByText('4 items accepted.').waitFor()
  const accepted = await analyst.get(listItems, { status: ['accepted'] })
  expect(accepted.items.map(({ state }) => state.signal)).toEqual([false, false, false, false])
  await page.getByRole('button', { name: 'To judge' }).click()
  await page.getByText('Nothing fits these filters').waitFor()
  expect(page.url()).toContain('status=suggested')
})

test('a script in a title is shown as text and never runs', async () => {
  await paste('pet', `Tram company in Graz offline ${script}`, attack, { publishedAt: '2025-03-11T18:00:00.000Z' })
  await row('onerror').waitFor()
  await row('onerror').getByRole('button', { name: 'Open' }).click()
  await page.locator('[data-member]').filter({ hasText: '<script>' }).waitFor()
  expect(await canary()).toBe(false)
})

test('a dispute that a text suggests is accepted from its tray of two sides, with both claims', async () => {
  await page.goto('/watch?tab=disputes')
  const accept = page.getByRole('button', { name: 'Accept the dispute, with both claims' })
  await accept.first().click()
  await page.getByText('Accepted: both claims are in the ledger, and related.').waitFor()
  const { accepted } = await analyst.get(listDisputes, {})
  expect(accepted).toHaveLength(1)
  expect(accepted[0]).toMatchObject({ by: analyst.person })
  await page
    .getByRole('region', { name: /^Accepted/ })
    .getByText('This side disputes')
    .waitFor()
})

test('a claim is entered by hand, and rated in two steps that are kept apart', async () => {
  await page.goto('/watch?tab=claims')
  await page.getByRole('button', { name: /Enter a claim/ }).click()
  await page.getByLabel('What is claimed').fill(`No ransom note was found. ${script}`)
  await page
    .getByRole('dialog')
    .getByLabel(/Who holds it/)
    .fill('The tram company')
  await page.getByRole('button', { name: 'Enter it' }).click()
  await page.getByRole('heading', { level: 1, name: /No ransom note was found/ }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('<script>')
  expect(await canary()).toBe(false)

  await page.getByText('Rate the source first: the two are kept apart.').waitFor()
  await page.getByRole('radio', { name: /B · usually reliable/ }).check()
  await page.getByRole('button', { name: 'Keep the rating of the source' }).click()
  await page.getByRole('radio', { name: /3 · possibly true/ }).check()
  await page.getByRole('button', { name: 'Keep the rating of the information' }).click()
  await page.getByText('B3', { exact: true }).first().waitFor()
  const id = page.url().split('/claims/')[1]?.split('?')[0] ?? ''
  expect((await analyst.get(getClaim, { id })).rating).toMatchObject({ code: 'B3', ratedBy: 1 })

  await other.page.goto(`/watch/claims/${id}`)
  await other.page.getByRole('radio', { name: /D · not usually reliable/ }).check()
  await other.page.getByRole('button', { name: 'Keep the rating of the source' }).click()
  await page.getByText(/The raters are apart: the source by 2/).waitFor()
})

test('a claim is related to another one and said rightly, each with the reason', async () => {
  await page.getByRole('button', { name: 'Relate it to another claim' }).click()
  await page.getByLabel('This claim', { exact: true }).selectOption('supports')
  await page.getByRole('combobox', { name: /the claim/ }).fill('stolen')
  await page
    .getByRole('option', { name: /stolen/ })
    .first()
    .click()
  await page.getByRole('dialog').getByLabel('Why').fill('Both say that nothing was lost.')
  await page.getByRole('button', { name: 'Relate them' }).click()
  await page.getByText('Supports:').waitFor()
  await page.getByRole('button', { name: 'Say it rightly' }).click()
  await page.getByLabel('In which role').selectOption('official')
  await page.getByLabel('Why', { exact: true }).fill('The transport authority spoke.')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { items } = await analyst.get(listClaims, { text: 'ransom' })
  expect(items[0]).toMatchObject({ state: { role: 'official' }, relations: [{ relation: 'supports' }] })
})

test('the claim is laid on a board and marked by key and by mouse, beside the marks of the other one', async () => {
  await page.goto('/watch?tab=boards')
  await page.getByRole('button', { name: 'New board' }).click()
  await page.getByLabel('The question').fill('Who is behind the flood of requests?')
  await page
    .getByLabel(/Hypotheses, a line for each/)
    .fill('A group that wants money\nA group that wants attention\nNo attack')
  await page.getByRole('button', { name: 'Open the board' }).click()
  await page.getByText('No evidence is laid yet').waitFor()
  await page.getByRole('button', { name: 'Lay evidence' }).click()
  // Without a choice nothing is sent, and the field says so.
  await page.getByRole('button', { name: 'Lay it on the board' }).click()
  expect(await page.getByRole('combobox', { name: /Claim/ }).evaluate((one) => one.matches(':invalid'))).toBe(true)
  await page.getByRole('combobox', { name: /Claim/ }).fill('ransom')
  await page
    .getByRole('option', { name: /ransom/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Lay it on the board' }).click()
  const grid = page.getByRole('grid')
  await grid.waitFor()
  // The dialog gives the focus back after it has gone; whoever is quicker would lose it again.
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.waitForTimeout(400)
  await grid.locator('[data-at="0 0"]').focus()
  await page.keyboard.press('I')
  await grid.locator('[data-at="0 0"][data-mark="II"]').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('1')
  await grid.locator('[data-at="0 1"][data-mark="CC"]').waitFor()
  await grid.locator('[data-at="0 2"]').click()
  await page.getByRole('group', { name: 'How well it fits' }).getByRole('button', { name: /^N/ }).click()
  await grid.locator('[data-at="0 2"][data-mark="N"]').waitFor()
  await page.getByText('Least inconsistent so far', { exact: false }).waitFor()

  await other.page.goto(page.url())
  const theirs = other.page.getByRole('grid')
  await theirs.locator('[data-at="0 0"]').focus()
  await other.page.keyboard.press('c')
  await theirs.locator('[data-at="0 0"][data-mark="C"]').waitFor()
  await grid.locator('.other-mark[data-mark="C"]').waitFor()
  const { items } = await analyst.get(listQuestions, {})
  const board = await analyst.get(getQuestion, { id: items[0]?.id ?? '' })
  expect(board.marks.map(({ by, mark }) => [by === analyst.person, mark]).sort()).toEqual([
    [false, 'C'],
    [true, 'CC'],
    [true, 'II'],
    [true, 'N'],
  ])
  // Read anew: what was announced to screen readers a moment ago is still in the page, pointing at what is gone.
  await page.reload()
  await grid.locator('[data-at="0 0"]').click()
  await page.getByRole('group', { name: 'How well it fits' }).waitFor()
  expect(await canary()).toBe(false)
  expect(await accessibilityFaults(page)).toEqual([])
})

test('an attribution stands in the picture only when a second analyst accepts it, with both names and the note', async () => {
  await page.getByRole('button', { name: 'Propose an attribution' }).click()
  await page.getByLabel('The statement').fill('A group that wants attention is behind it.')
  await page.getByRole('button', { name: 'Propose it' }).click()
  await page.getByRole('button', { name: 'Accept the attribution' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Accept the attribution' }).click()
  await page.getByText('waits for a second analyst').waitFor()
  expect((await analyst.get(picture, {})).attributions).toEqual([])

  await other.page.getByRole('button', { name: 'Accept the attribution' }).click()
  await other.page
    .getByRole('dialog')
    .getByText(/Source addresses do not identify a perpetrator/)
    .waitFor()
  await other.page.getByRole('dialog').getByRole('button', { name: 'Accept the attribution' }).click()
  await page.getByText('stands: the picture shows it').waitFor()

  await page.goto('/picture')
  const card = page.getByRole('region', { name: 'Attributions that two analysts accept' })
  await card.getByText('A group that wants attention is behind it.').waitFor()
  await card.getByText(/Source addresses do not identify a perpetrator/).waitFor()
  const [shown] = (await analyst.get(picture, {})).attributions
  expect(shown?.analysts.map(({ person }) => person).sort()).toEqual([analyst.person, second.person].sort())
  for (const { name } of shown?.analysts ?? []) await card.getByText(name).waitFor()
})

test('what waits stands in its tray: a sum that does not fit, an item without a date, a promise', async () => {
  await analyst.get(importText, {
    text: 'Outage in three countries\n\nA total of 389 customers were cut off on Monday: 160 in Spain, 150 in Italy and 29 in Greece, the operator said.',
  })
  const checks = await analyst.get(listChecks, {})
  await page.goto('/watch?tab=trays')
  await page.getByRole('button', { name: `Checks (${checks.total})` }).waitFor()
  await page.getByText(/160 \+ 150 \+ 29 = 339/).waitFor()
  await page.getByRole('button', { name: 'Open at the figures' }).first().click()
  await page.locator('[data-fact][data-kind="check"][data-open]').waitFor()
  const before = (await analyst.get(listUndated, {})).total
  await page.goto('/watch?tab=trays&tray=dates')
  const undated = page.getByRole('listitem').filter({ hasText: 'Outage in three countries' })
  await undated.getByLabel('Published at, in your own time').fill('2025-03-10T18:00')
  await undated.getByRole('button', { name: /^Keep it/ }).click()
  await undated.waitFor({ state: 'detached' })
  expect((await analyst.get(listUndated, {})).total).toBe(before - 1)

  await page.goto('/watch?tab=claims&add=claim')
  await page.getByLabel('What is claimed').fill('Details will be published.')
  await page.getByRole('dialog').getByLabel('What it does').selectOption('commits')
  await page.getByLabel(/Promised by when/).fill('2025-03-11')
  await page.getByRole('button', { name: 'Enter it' }).click()
  await page.getByRole('heading', { level: 1, name: 'Details will be published.' }).waitFor()
  await page.goto('/watch?tab=trays&tray=promises')
  const promise = page.locator('.promise').filter({ hasText: 'Details will be published.' })
  await promise.getByText(/^Overdue: /).waitFor()
  await promise.getByRole('button', { name: 'Broken' }).click()
  await page.getByLabel('How do you know?').fill('Nothing was published.')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await promise.waitFor({ state: 'detached' })
  const { items } = await analyst.get(listFollowUps, { status: ['broken'] })
  expect(items[0]?.state).toMatchObject({ statusBecause: 'Nothing was published.', endedBy: analyst.person })
})

test('nothing in all this broke the content policy, asked another host, or went uncaught', () => {
  expect([...first.wrongs, ...other.wrongs]).toEqual([])
})
