// Law in front of a person with a phone in hand: from the incident to what must be reported, why, and what would change it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getAssessment } from '#assess/api/assessments.ts'
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode, type TestNode } from '../setup/node.ts'
import { type LawStory, lawStory } from './law-story.ts'
import { overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let story: LawStory
let shown: Visit
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  story = await lawStory(node)
  shown = await visit(browser, node, { as: story.lead, viewport: { width: 360, height: 780 } })
  page = shown.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const current = () => story.lead.get(getAssessment, { id: story.assessment })
const verdictOf = async (regime: string) =>
  (await current()).verdict?.regimes.find((it) => it.id === regime)?.verdict ?? 'none'
const card = (act: string) => page.locator('.verdict').filter({ hasText: act })
const left = async () => Number(/At most (\d+)/.exec((await page.locator('.question-flow').textContent()) ?? '')?.[1])

test('an incident leads to its assessment, and unknown is never shown as no', async () => {
  await page.goto(`/incidents/${story.incident}?tab=law`)
  await page.getByRole('link', { name: /ASM-.* Somebody is inside our systems/ }).click()
  await page.getByRole('heading', { name: 'Somebody is inside our systems', level: 1 }).waitFor()
  await card('NIS 2 Directive, Art. 23').getByText('Assessment needed').waitFor()
  await card('GDPR').getByText('Assessment needed').waitFor()
  expect(await page.getByText('Not reportable', { exact: true }).count()).toBe(0)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('a question is skipped without taking it for no, and comes back', async () => {
  await page.getByRole('link', { name: 'Answer the questions' }).click()
  const question = page.locator('.question h2')
  await question.waitFor()
  const first = await question.textContent()
  await page.getByRole('button', { name: 'I do not know' }).click()
  await expect.poll(() => question.textContent()).not.toBe(first)
  await page.getByText('1 skipped').waitFor()
  expect(await verdictOf('nis2')).toBe('undetermined')
  await page.getByRole('button', { name: 'Back' }).click()
  await expect.poll(() => question.textContent()).toBe(first)
})

test('answers by key and by thumb bring fewer questions each time, until it stops by itself', async () => {
  await page.goto(`/assess/${story.assessment}/questions`)
  const question = page.locator('.question h2')
  await question.waitFor()
  let before = await left()
  for (let asked = 0; asked < 25; asked++) {
    const words = await question.textContent()
    if ((await page.locator('.answers.two').count()) > 0) await page.keyboard.press('2')
    else if ((await page.locator('input.answer-number').count()) > 0) {
      await page.locator('input.answer-number').fill('0')
      await page.keyboard.press('Enter')
    } else if ((await page.locator('.answer input[type=checkbox]').count()) > 0) {
      await page.getByLabel('None of these').check()
      await page.getByRole('button', { name: 'Answer', exact: true }).click()
    } else await page.locator('button.answer').first().click()
    await expect.poll(async () => (await question.count()) === 0 || (await question.textContent()) !== words).toBe(true)
    if ((await question.count()) === 0) break
    const now = await left()
    expect(now).toBeLessThanOrEqual(before)
    before = now
  }
  await page.getByRole('heading', { name: 'Everything is settled' }).waitFor()
  expect((await current()).verdict?.nextQuestion).toBeNull()
})

test('a fact that is changed turns the verdict: reportable, to whom, by when, and by which article', async () => {
  await page.goto(`/assess/${story.assessment}?fact=incident.severe_operational_disruption`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Yes', exact: true }).click()
  await dialog.getByLabel(/On what it rests/).fill('The shift lead saw it.')
  await dialog.getByRole('button', { name: 'Keep it, and judge again' }).click()
  const nis2 = card('NIS 2 Directive, Art. 23')
  await nis2.getByText('Reportable', { exact: true }).waitFor()
  await nis2
    .getByText(/national CSIRT/)
    .first()
    .waitFor()
  await nis2
    .getByText(/1 h \d\d min left/)
    .first()
    .waitFor()
  await nis2.getByText('NIS2 Art. 23(3)').first().waitFor()
  expect(await verdictOf('nis2')).toBe('yes')
})

test('the reasons open rule by rule, with values, what is not known, and what would change it', async () => {
  const nis2 = card('NIS 2 Directive, Art. 23')
  await nis2.getByText('Why, rule by rule').click()
  await nis2.getByText('What would change it').waitFor()
  const met = nis2.locator('.reason[data-answer="yes"]').filter({ hasText: 'Severe operational disruption' }).last()
  await met.getByText('Yes', { exact: true }).waitFor()
  expect(await met.textContent()).toContain('met')
  expect(await nis2.locator('.turns').textContent()).toContain('Not reportable')
  await nis2.getByText(/reports, and when they are due/).click()
  await nis2.getByText('24 hours after awareness; Article 23(4)(a)').waitFor()
})

test('the record is proposed with its source, and counts only when a person confirms it', async () => {
  await page.goto(`/assess/${story.assessment}?tab=times`)
  expect((await current()).state.anchors.detection).toBeUndefined()
  await page.getByRole('tab', { name: 'Verdict' }).click()
  await page.getByRole('button', { name: 'Confirm: Detected' }).click()
  await expect.poll(async () => (await current()).state.anchors.detection?.length).toBe(1)
  expect((await current()).state.anchors.detection?.[0]?.source).toMatchObject({ kind: 'incident' })
})

test('moving a time shows what it moves before it is kept, and the earlier answer stays', async () => {
  await page.goto(`/assess/${story.assessment}?tab=times`)
  await page.getByRole('button', { name: 'Move: Became aware' }).click()
  const dialog = page.getByRole('dialog')
  const before = await current()
  const when = dialog.getByLabel('When, by the clock in Europe/Berlin')
  const day = new Date(Date.now() - 50 * 3_600_000).toISOString().slice(0, 10)
  await when.fill(`${day}T08:00`)
  await dialog.getByText('Early warning').first().waitFor()
  await dialog.getByText('moves', { exact: true }).first().waitFor()
  expect((await current()).version).toBe(before.version)
  await dialog.getByLabel('Why').fill('The log of the night shift says so.')
  await dialog.getByRole('button', { name: 'Move it' }).click()
  await page.getByText('1 earlier answer').waitFor()
  const { state } = await current()
  expect(state.anchors.awareness?.map((it) => it.reason)).toContain('The log of the night shift says so.')
  expect(state.anchors.awareness).toHaveLength(2)
})

test('what if says what would change, and records nothing', async () => {
  const before = await current()
  await page.goto(`/assess/${story.assessment}/what-if`)
  await page.getByText('Nothing here is recorded').waitFor()
  await page.getByRole('combobox', { name: 'Which fact would be otherwise?' }).fill('Severe operational')
  await page.getByRole('option', { name: /Severe operational disruption/ }).click()
  await page
    .getByRole('group', { name: /severely disturbed/ })
    .last()
    .getByRole('button', { name: 'No', exact: true })
    .click()
  await page.locator('.changes-card').getByText('Not reportable').waitFor()
  await page.getByText('differs').first().waitFor()
  expect(new URL(page.url()).searchParams.get('suppose')).toContain('severe_operational_disruption')
  await page.reload()
  await page.locator('.changes-card').getByText('Not reportable').waitFor()
  expect((await current()).version).toBe(before.version)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('the past is shown as it was known, and nothing can be changed there', async () => {
  const { state } = await current()
  const then = new Date(Date.parse(state.openedAt) + 1).toISOString()
  await page.goto(`/assess/${story.assessment}?asOf=${then}`)
  await card('NIS 2 Directive, Art. 23').getByText('Assessment needed').waitFor()
  expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: /^Confirm/ }).count()).toBe(0)
  await page.goto(`/assess/${story.assessment}/questions?asOf=${then}`)
  await page.getByRole('heading', { name: 'Nothing can be answered here' }).waitFor()
  expect(shown.wrongs).toEqual([])
})
