// Reports by law in front of two persons: drafted from the record, completed, approved by the second, sent; and the law itself.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getAssessment, getEntity } from '#assess/api/assessments.ts'
import { listDuties } from '#assess/api/duties.ts'
import { getDutyReport } from '#assess/api/duty-reports.ts'
import { lawVersions } from '#assess/api/law.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { type LawStory, lawStory } from './law-story.ts'
import { accessibilityFaults, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let story: LawStory
let admin: Client
let first: Visit
let second: Visit
let page: Page
let report = ''
const folder = mkdtempSync(join(tmpdir(), 'tocsin-law-'))

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  admin = await node.administrator()
  story = await lawStory(node)
  await story.answer([{ fact: 'incident.severe_operational_disruption', value: 'caused' }])
  first = await visit(browser, node, { as: story.lead, acceptDownloads: true })
  second = await visit(browser, node, { as: story.second })
  page = first.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const current = () => story.lead.get(getDutyReport, { id: report })

test('a report is drafted from its clock, with the source of each value', async () => {
  const wall = await story.lead.get(listDuties, { assessment: story.assessment })
  const duty = wall.items.find((it) => it.state.report === 'incident_notification' && it.state.regime === 'nis2')
  await page.goto(`/clocks?duty=${duty?.id}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Write its report' }).click()
  await page.waitForURL(/\/duty-reports\//)
  report = page.url().split('/duty-reports/')[1]?.slice(0, 36) ?? ''
  await page.getByRole('heading', { name: /^Incident notification/, level: 1 }).waitFor()
  const { form } = await current()
  const field = form.fields.find((it) => it.id === 'initial_assessment')
  const shown = page.locator('#field-initial_assessment')
  expect(await shown.locator('textarea').inputValue()).toBe(field?.value)
  await shown.getByRole('link', { name: /INC-/ }).first().waitFor()
  await page.reload()
  await shown.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

test('an empty field leads to its place, and what is written is kept under the name of who wrote it', async () => {
  const side = page.getByRole('region', { name: 'Still missing' })
  await side.getByText(/^Empty, and needed only if it applies/).click()
  await side.getByRole('button', { name: 'Indicators of compromise' }).click()
  const field = page.locator('#field-indicators_of_compromise')
  await expect.poll(() => field.locator('textarea').evaluate((it) => it === document.activeElement)).toBe(true)
  await page.keyboard.type('Address 192.0.2.7 was contacted.')
  await field.getByText('not saved yet').waitFor()
  await page.getByRole('button', { name: 'Save 1 field' }).click()
  await field.getByText('written by a person').waitFor()
  const { state } = await current()
  expect(state.fields.indicators_of_compromise).toMatchObject({
    value: 'Address 192.0.2.7 was contacted.',
    edited: true,
  })
})

test('who wrote it cannot approve it; a second person gives it back with a reason, and then approves', async () => {
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  const ask = page.getByRole('dialog')
  await ask.getByRole('button', { name: 'Ask for approval' }).click()
  await page.getByText('Waits for approval', { exact: true }).waitFor()
  expect(await page.getByRole('button', { name: 'Approve it' }).count()).toBe(0)
  await page.getByText(/^Approve it: /).waitFor()

  await second.page.goto(`/duty-reports/${report}`)
  await second.page.getByRole('button', { name: 'Give it back' }).click()
  await second.page.getByRole('dialog').getByLabel('Why', { exact: true }).fill('Say which systems.')
  await second.page.getByRole('dialog').getByRole('button', { name: 'Give it back' }).click()
  await page.getByText(/gave it back: Say which systems\./).waitFor()

  await page.locator('#field-impact textarea').fill('The order portal and two servers.')
  await page.getByRole('button', { name: 'Save 1 field' }).click()
  await page.getByText('Saved as revision').waitFor()
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for approval' }).click()
  await second.page.getByRole('button', { name: 'Approve it' }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: 'Approve it' }).click()
  await page
    .getByText(/was approved by/)
    .first()
    .waitFor()
  expect((await current()).state.status).toBe('approved')
})

test('it is taken away as a file, handed in with a receipt, and its clock stops', async () => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Markdown', exact: true }).click(),
  ])
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain('192.0.2.7')
  expect(text).toContain('TLP:AMBER+STRICT')
  await page.getByRole('button', { name: 'Send it' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('To whom it was handed').fill('Portal of the national CSIRT')
  await dialog.getByLabel('Number or words of the receipt').fill('No. 2026-118')
  await dialog.getByRole('button', { name: 'Record that it was handed in' }).click()
  await page.getByText('Receipt: No. 2026-118').waitFor()
  const { duties } = await story.lead.get(getAssessment, { id: story.assessment })
  expect(duties.find((it) => it.state.report === 'incident_notification')?.state.status).toBe('submitted')
})

test('two revisions are compared word by word', async () => {
  expect((await current()).state.revisions.length).toBeGreaterThan(1)
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/field(s)? differ/).waitFor()
  await dialog.locator('ins').first().waitFor()
  await page.keyboard.press('Escape')
})

test('the profile of an organisation is searched, changed, and used', async () => {
  await page.goto('/entity')
  await page.getByPlaceholder(/Search the types/).fill('managed security')
  await page.getByLabel('Managed security service provider').check()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('Kept.', { exact: false }).first().waitFor()
  const { entity } = await story.lead.get(getEntity, {})
  expect(entity?.state.types).toContain('managed_security_service_provider')
})

test('the law is searched and each rule explained, down to its facts', async () => {
  await page.goto('/law?tab=rules')
  await page.getByRole('searchbox', { name: 'Search the law' }).fill('cloud 30 min')
  await page.locator('summary').filter({ hasText: 'Cloud: completely unavailable > 30 min' }).first().click()
  await page
    .getByText(/more than 30 minutes/)
    .first()
    .waitFor()
  expect(new URL(page.url()).searchParams.get('rule')).toBe('nis2ir.7.a')
  await page.getByRole('button', { name: 'NIS 2 Directive, Art. 23' }).click()
  await page.getByText('within 24 hours of awareness, without undue delay').first().waitFor()
})

test('a broken law is refused with its place, a sound one is put in force by who may, with what it changes', async () => {
  const { page: desk } = await visit(browser, node, { as: admin })
  cpSync('data/assess/law', folder, { recursive: true })
  const name = join(folder, 'law.json')
  const sound = JSON.parse(readFileSync(name, 'utf8'))
  writeFileSync(name, JSON.stringify({ ...sound, title: 7 }))
  await desk.goto('/law?tab=versions')
  await desk.getByRole('button', { name: 'Check or adopt files' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Folder').setInputFiles(folder)
  await dialog.getByText(/it cannot be used/).waitFor()
  await dialog.getByText('law.json /title').waitFor()
  expect(await dialog.getByRole('button', { name: 'Put it in force' }).count()).toBe(0)

  writeFileSync(name, JSON.stringify({ ...sound, title: `${sound.title}, read again` }))
  await dialog.getByLabel('Folder').setInputFiles(folder)
  await dialog.getByText(/It fits together/).waitFor()
  await dialog.getByText('1 difference').waitFor()
  await dialog.getByLabel('Why').fill('Read again by counsel.')
  await dialog.getByRole('button', { name: 'Put it in force' }).click()
  await desk.getByText(/^In force: /).waitFor()
  const { versions } = await admin.get(lawVersions, {})
  expect(versions[0]).toMatchObject({ inForce: true, reason: 'Read again by counsel.' })
  await desk.getByRole('heading', { name: 'What two versions differ in' }).waitFor()
  expect([...first.wrongs, ...second.wrongs]).toEqual([])
})
