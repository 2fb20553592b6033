// Duties of the framework in front of a duty officer: what is due, a notice checked and told, the checklist; at a desk and on a phone.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCrisis } from '#coordinate/api/crises.ts'
import { dueDuties, getNotice, listNotices, openNotice } from '#coordinate/api/duties.ts'
import { obligations } from '#coordinate/api/obligations.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let officer: Client
let desk: Visit
let page: Page
let notice = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  officer = await node.signedIn({ roles: ['duty-officer', 'crisis-manager'] })
  await officer.get(openCrisis, { title: 'Power cuts in the north' })
  await officer.get(openNotice, { kind: 'six-member-states', title: 'Seven are hit', due: '2026-01-01T00:00:00Z' })
  desk = await visit(browser, node, { as: officer, acceptDownloads: true })
  page = desk.page
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('what is overdue stands first, and a crisis that nobody reported is asked about', async () => {
  await page.goto('/duties')
  const late = page.getByRole('region', { name: 'To be told' })
  await late.getByText('Overdue').waitFor()
  await late.getByRole('link', { name: 'Seven are hit' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const asked = page.getByRole('region', { name: 'Asked for, and not opened' })
  await asked.getByText('A potential cyber crisis is reported').waitFor()
  await asked.getByRole('button', { name: 'Open this notice' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('not read in the act: from a digest').waitFor()
  await dialog.getByLabel('Title').fill('It may become a crisis')
  await dialog.getByLabel('What they are told').fill('Three substations are without control.')
  await dialog.getByText('TLP:GREEN').click()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await page.waitForURL(/\/notices\//)
  notice = page.url().split('/notices/')[1]?.slice(0, 36) ?? ''
  expect((await officer.get(dueDuties, {})).asked).toEqual([])
})

test('a recipient is checked, told, and answers; then the other, and the duty is done', async () => {
  await page.getByRole('heading', { name: 'It may become a crisis', level: 1 }).waitFor()
  const first = page.getByRole('article', { name: 'CSIRTs Network' })
  await first.getByText('Not checked').waitFor()
  expect(await first.getByRole('button', { name: 'Tell them' }).count()).toBe(0)
  await first.getByRole('button', { name: 'Check the release' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Check it' }).click()
  await first.getByText('May be told', { exact: true }).waitFor()
  await first.getByText(/belongs to the community/).waitFor()
  await first.getByRole('button', { name: 'Tell them' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Whom').fill('Duty officer of the secretariat')
  await dialog.getByRole('button', { name: 'Record that they were told' }).click()
  await first.getByText('Told', { exact: true }).waitFor()
  await first.getByRole('button', { name: 'Record the receipt' }).click()
  await dialog.getByLabel('What they answered').fill('Number 118')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await first.getByText('Has it').waitFor()
  await page.reload()
  await first.getByText('Has it').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])

  const second = page.getByRole('article', { name: 'EU-CyCLONe' })
  await second.getByRole('button', { name: 'Check the release' }).click()
  await dialog.getByRole('button', { name: 'Check it' }).click()
  await second.getByRole('button', { name: 'Tell them' }).click()
  await dialog.getByLabel('Whom').fill('The chair')
  await dialog.getByRole('button', { name: 'Record that they were told' }).click()
  await second.getByText('Told', { exact: true }).waitFor()
  expect((await officer.get(getNotice, { id: notice })).state.status).toBe('done')
  expect((await officer.get(listNotices, { status: ['done'] })).items.map(({ id }) => id)).toEqual([notice])
})

test('what may not go says why, and classified words are refused where they were typed', async () => {
  const { items } = await officer.get(listNotices, { kind: 'six-member-states' })
  await page.goto(`/notices/${items[0]?.id}`)
  const commission = page.getByRole('article', { name: 'European Commission' })
  await commission.getByRole('button', { name: 'Check the release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Check it' }).click()
  await commission.getByText('May not be told').waitFor()
  await commission.getByText(/nobody in the register stands for European Commission/).waitFor()
  await page.getByRole('button', { name: 'Change the text' }).click()
  await dialog.getByLabel('Whole text').fill('From a paper marked SECRET UE/EU SECRET.')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByText('Classified information must not stand here').waitFor()
  expect(await dialog.getByLabel('Whole text').inputValue()).toContain('SECRET UE')
  await page.keyboard.press('Escape')
})

test('the checklist shows all, by actor; one is followed, shown and done from the keyboard, and leaves as a file', async () => {
  await page.goto('/duties?tab=checklist')
  await page.getByRole('button', { name: 'BP-01', exact: true }).waitFor()
  expect(await page.locator('table.checklist tbody tr').count()).toBe(67)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByLabel('As which actor').selectOption('member_state')
  await page.getByRole('button', { name: 'BP-09', exact: true }).waitFor()
  await page.getByRole('button', { name: 'BP-10', exact: true }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'BP-02', exact: true }).focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Follow it' }).click()
  await drawer.getByText('Nothing yet: so it is not done.').waitFor()
  expect(await drawer.getByRole('button', { name: 'It was done' }).count()).toBe(0)
  await drawer.getByRole('button', { name: 'Add what shows it' }).click()
  await drawer.getByRole('textbox', { name: 'What shows it' }).fill('Guidelines of 5 June 2026')
  await drawer.getByLabel('Address of a document').fill('https://authority.example/guidelines.pdf')
  await drawer.getByRole('button', { name: 'Keep it' }).click()
  await drawer.getByRole('link', { name: 'Guidelines of 5 June 2026' }).waitFor()
  await drawer.getByRole('button', { name: 'It was done' }).click()
  await drawer.getByRole('checkbox', { name: 'Guidelines of 5 June 2026' }).check()
  await drawer.getByLabel('On which day').fill('2026-06-05')
  await drawer.getByRole('button', { name: 'It was done' }).click()
  await drawer.getByText('Done', { exact: true }).first().waitFor()
  await page.reload()
  await drawer.getByText('Done', { exact: true }).first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const { items } = await officer.get(obligations, { actor: 'member_state' })
  expect(items.find(({ id }) => id === 'BP-02')).toMatchObject({ status: 'done', late: false })
  await page.keyboard.press('Escape')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()])
  expect(download.suggestedFilename()).toMatch(/^obligations-member_state-.*\.csv$/)
})

test('it fits a phone, in the dark, and the page does nothing that it must not', async () => {
  const phone = await visit(browser, node, {
    as: officer,
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
  })
  for (const place of ['/duties', '/duties?tab=notices', '/duties?tab=checklist', `/notices/${notice}`]) {
    await phone.page.goto(place)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.waitForLoadState('networkidle')
    expect(await overflow(phone.page), place).toBeLessThanOrEqual(0)
    expect(await accessibilityFaults(phone.page), place).toEqual([])
  }
  expect([...phone.wrongs, ...desk.wrongs]).toEqual([])
})
