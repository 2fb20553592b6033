// The wall of clocks: ordered by what is due, counting down, page by page; and what a person records of a report.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssessment } from '#assess/api/assessments.ts'
import { getDuty, listDuties } from '#assess/api/duties.ts'
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode, type TestNode } from '../setup/node.ts'
import { hoursAgo, type LawStory, lawStory } from './law-story.ts'
import { overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let story: LawStory
let shown: Visit
let page: Page

/** More clocks than two pages hold. */
const assessments = 32

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  story = await lawStory(node)
  await story.answer([{ fact: 'incident.severe_operational_disruption', value: 'caused' }])
  for (let i = 0; i < assessments; i++) {
    const answers = [{ fact: 'incident.severe_operational_disruption', value: 'caused' }]
    await story.lead.get(openAssessment, { title: `Incident ${i}`, awareness: hoursAgo(10 + i * 3), answers })
  }
  shown = await visit(browser, node, { as: story.lead })
  page = shown.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const rows = () => page.locator('.clock-row')
const headings = () => page.locator('.clock-heading').allTextContents()

test('what is overdue stands first, each group under its heading, and the totals are those of the node', async () => {
  await page.goto('/clocks')
  await rows().first().waitFor()
  const { totals } = await story.lead.get(listDuties, { limit: 1 })
  expect(totals.all).toBeGreaterThan(200)
  expect(totals.overdue).toBeGreaterThan(0)
  expect((await headings())[0]).toMatch(/^Overdue/)
  await rows()
    .first()
    .getByText(/overdue$/)
    .waitFor()
  const tile = page.locator('[data-tile="overdue"]')
  expect(await tile.textContent()).toBe(`${totals.overdue.toLocaleString('en')} overdue`)
  expect(await page.locator('.rail .alert-count').last().textContent()).toContain('overdue')
})

test('only rows in sight are drawn, further pages come as one scrolls, and every clock comes once', async () => {
  expect(await rows().count()).toBeLessThan(60)
  const seen = new Set<string>()
  const { totals } = await story.lead.get(listDuties, { limit: 1 })
  for (let turn = 0; turn < 200 && seen.size < totals.all; turn++) {
    for (const place of await page
      .locator('li[aria-posinset]')
      .evaluateAll((items) => items.map((it) => it.getAttribute('aria-posinset'))))
      seen.add(String(place))
    await page.mouse.wheel(0, 700)
    await page.waitForTimeout(40)
  }
  expect(seen.size).toBe(totals.all)
  expect(await rows().count()).toBeLessThan(60)
})

test('filters stand in the address, and a link with them shows the same clocks', async () => {
  await page.goto('/clocks')
  await page.getByRole('button', { name: 'Overdue', exact: true }).click()
  await expect.poll(headings).toHaveLength(1)
  expect(new URL(page.url()).searchParams.get('show')).toBe('overdue')
  await page.getByLabel('Only what is owed for certain').check()
  await page.reload()
  await rows().first().waitFor()
  expect((await headings())[0]).toMatch(/^Overdue/)
  expect(await page.getByText('may be owed').count()).toBe(0)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('show')).toBeNull()
})

test('clocks count down by themselves and nothing around them moves', async () => {
  const own = await visit(browser, node, { as: story.lead })
  await own.page.clock.install({ time: Date.now() })
  await own.page.goto(`/clocks?assessment=${story.assessment}`)
  const timer = own.page.locator('.clock-row .time-left').first()
  await timer.waitFor()
  const before = await timer.textContent()
  const box = await own.page.locator('.clock-what').first().boundingBox()
  await own.page.clock.runFor(65_000)
  await expect.poll(() => timer.textContent()).not.toBe(before)
  expect(await own.page.locator('.clock-what').first().boundingBox()).toEqual(box)
  await own.context.close()
})

test('a row opens how its clock was computed, and handing it in starts the clocks that waited for it', async () => {
  const wall = await story.lead.get(listDuties, { assessment: story.assessment })
  const notification = wall.items.find((it) => it.state.report === 'incident_notification')
  const final = wall.items.find((it) => it.state.report === 'final_report')
  if (!notification || !final) throw new Error('the story has no such duties')
  expect(final.state).toMatchObject({ status: 'waiting', dueAt: null })
  await page.goto(`/clocks?assessment=${story.assessment}`)
  await page.getByRole('button', { name: /^Incident notification/ }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('72 hours after awareness').first().waitFor()
  expect(new URL(page.url()).searchParams.get('duty')).toBe(notification.id)
  await drawer.getByRole('button', { name: 'It was handed in' }).click()
  await drawer.getByLabel('Number or words of the receipt').fill('DE-2026-17')
  await drawer.getByRole('button', { name: 'Record it' }).click()
  await drawer.getByText('Receipt: DE-2026-17').waitFor()
  const { state } = await story.lead.get(getDuty, { id: final.id })
  expect(state.dueAt).not.toBeNull()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Final report ·/ }).waitFor()
})

test('more time that an authority granted moves the clock, with who granted it', async () => {
  await page.getByRole('button', { name: /^Final report ·/ }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'More time was granted' }).click()
  const form = drawer.getByRole('region', { name: 'More time was granted' })
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
  await form.getByLabel('Until').fill(`${until}T12:00`)
  await form.getByLabel('Granted by').fill('national CSIRT')
  await form.getByLabel('Why, and where that stands').fill('Letter of this morning.')
  await form.getByRole('button', { name: 'Record it' }).click()
  await drawer.getByText(/national CSIRT granted more time, until/).waitFor()
  await drawer.getByText('What moved it').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('prolonged', { exact: true }).waitFor()
})

test('on a phone the wall fits, on paper all loaded rows stand with their moments', async () => {
  const phone = await visit(browser, node, { as: story.lead, viewport: { width: 360, height: 780 } })
  await phone.page.goto('/clocks')
  await phone.page.locator('.clock-row').first().waitFor()
  expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
  const drawn = await phone.page.locator('.clock-row').count()
  await phone.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect.poll(() => phone.page.locator('.clock-row').count()).toBeGreaterThan(drawn)
  expect(await phone.page.locator('.clock-row').count()).toBeGreaterThanOrEqual(100)
  await phone.page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect.poll(() => phone.page.locator('.clock-row').count()).toBeLessThan(60)
  await phone.context.close()
  expect(shown.wrongs).toEqual([])
})
