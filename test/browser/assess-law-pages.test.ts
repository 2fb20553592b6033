// Every screen of law: without a fault that axe knows (WCAG 2.2 AA), in both colours, at a desk and on a phone; and in an exercise.
import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssessment } from '#assess/api/assessments.ts'
import { listDuties } from '#assess/api/duties.ts'
import { draftDutyReport } from '#assess/api/duty-reports.ts'
import { enterRealm } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode, type TestNode } from '../setup/node.ts'
import { type LawStory, lawStory } from './law-story.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let story: LawStory
let report = ''
let duty = ''
let dora = ''
/** A folder for pictures of all screens, for whoever wants to look at them. */
const shots = process.env.TOCSIN_TEST_SHOTS

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  story = await lawStory(node)
  await story.answer([{ fact: 'incident.severe_operational_disruption', value: 'caused' }])
  const { items } = await story.lead.get(listDuties, { assessment: story.assessment })
  duty = items.find((it) => it.state.report === 'incident_notification')?.id ?? ''
  report = (await story.lead.get(draftDutyReport, { duty })).id
  const bank = { name: 'Example Bank', types: ['credit_institution'], countries: ['AT'], timeZone: 'Europe/Vienna' }
  const opened = await story.lead.get(openAssessment, { title: 'Payments are down', entity: bank })
  const form = { assessment: opened.id, regime: 'dora', report: 'final_report' }
  dora = (await story.lead.get(draftDutyReport, form)).id
  if (shots) mkdirSync(shots, { recursive: true })
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const supposed = JSON.stringify({ answers: [{ fact: 'incident.severe_operational_disruption', value: 'none' }] })
const pages = (): [string, string][] => [
  ['assessments', '/assess'],
  ['beginning-one', '/assess?add=assessment'],
  ['assessment', `/assess/${story.assessment}`],
  ['facts', `/assess/${story.assessment}?tab=facts`],
  ['times', `/assess/${story.assessment}?tab=times&utc=true`],
  ['fact', `/assess/${story.assessment}?fact=incident.is_ongoing`],
  ['questions', `/assess/${story.assessment}/questions`],
  ['what-if', `/assess/${story.assessment}/what-if?suppose=${encodeURIComponent(supposed)}`],
  ['clocks', '/clocks'],
  ['clock', `/clocks?duty=${duty}`],
  ['report', `/duty-reports/${report}`],
  ['report-of-seventy-fields', `/duty-reports/${dora}`],
  ['entity', '/entity'],
  ['incident', `/incidents/${story.incident}?tab=law`],
  ['law', '/law?act=dora'],
  ['rule', '/law?tab=rules&rule=nis2ir.7.a&q=cloud'],
  ['facts-of-law', '/law?tab=facts&q=users'],
  ['sources', '/law?tab=sources'],
  ['versions', '/law?tab=versions'],
]

const looks = [
  { name: 'at a desk in light colours', options: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' } },
  { name: 'on a phone in dark colours', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } },
] as const

test.each(looks)(
  '$name no screen of law has a fault that axe-core knows, or is wider than the window',
  async ({ name, options }) => {
    const { page, context, wrongs } = await visit(browser, node, { as: story.lead, ...options })
    const faults: string[] = []
    for (const [what, at] of pages()) {
      await page.goto(at)
      await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await page.waitForTimeout(250)
      if (shots) await page.screenshot({ path: `${shots}/${name.slice(0, 7)}-${what}.png`, fullPage: true })
      for (const fault of await accessibilityFaults(page)) faults.push(`${what}: ${fault}`)
      const wide = await overflow(page)
      if (wide > 0) faults.push(`${what}: ${wide} pixels wider than the window`)
    }
    expect(faults).toEqual([])
    expect(wrongs).toEqual([])
    await context.close()
  },
  240_000,
)

test('the reasons of a verdict and the form of a clock have no fault either', async () => {
  const { page, context } = await visit(browser, node, { as: story.lead })
  await page.goto(`/assess/${story.assessment}`)
  await page.getByText('Why, rule by rule').first().click()
  await page.getByText('What would change it').first().waitFor()
  await page
    .getByText(/and when they are due/)
    .first()
    .click()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.goto(`/clocks?duty=${duty}`)
  await page.getByRole('button', { name: 'It was handed in' }).click()
  await page.getByRole('region', { name: 'It was handed in' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await context.close()
})

test('in an exercise EXERCISE stands first, and the clocks are those of the exercise', async () => {
  const realm = 'exercise:storm-2028'
  await (await node.administrator()).get(enterRealm, { person: story.lead.person, exercise: 'storm-2028' })
  await story.lead.get(openAssessment, { title: 'A played incident', awareness: new Date().toISOString() }, { realm })
  const { page, context } = await visit(browser, node, { as: story.lead })
  for (const at of ['/assess', '/clocks', '/law', '/entity']) {
    await page.goto(`${at}?realm=${realm}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(((await page.locator('body').textContent()) ?? '').trim()).toMatch(/^EXERCISE/)
    expect(await page.title()).toMatch(/^EXERCISE/)
  }
  await page.goto(`/assess?realm=${realm}`)
  await page.getByRole('link', { name: /A played incident/ }).waitFor()
  expect(await page.getByText('Somebody is inside our systems').count()).toBe(0)
  await context.close()
})

test('on paper the verdict stands without what one could press, and with its moments', async () => {
  const { page, context } = await visit(browser, node, { as: story.lead })
  await page.goto(`/assess/${story.assessment}`)
  await page.getByText('Reportable', { exact: true }).waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('link', { name: 'Answer the questions' }).isVisible()).toBe(false)
  expect(await page.locator('.time-left').first().isVisible()).toBe(false)
  expect(await page.locator('.next-clock time').first().isVisible()).toBe(true)
  // The browser opens what is folded for paper by its own property, which says nothing to visibility on a screen.
  expect(
    await page
      .getByText('24 hours after awareness')
      .first()
      .evaluate((it) => it.getBoundingClientRect().height),
  ).toBeGreaterThan(0)
  if (shots) await page.screenshot({ path: `${shots}/paper-assessment.png`, fullPage: true })
  await context.close()
})
