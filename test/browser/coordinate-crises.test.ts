// Crises in a browser: opened, run from the keyboard, shown on a wall, acknowledged on a phone; readable by everybody.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { addBeat, addStrand, agreeLine, getCrisis, openCrisis, writeLine } from '#coordinate/api/crises.ts'
import { crisisRoom } from '#coordinate/api/crisis-room.ts'
import { assignTask } from '#coordinate/api/tasks.ts'
import { enterRealm } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let admin: Client
let lead: Client
let crisis = ''

const now = () => lead.get(getCrisis, { id: crisis })
const at = async () => ({ id: crisis, version: (await now()).version })

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  admin = await node.administrator()
  lead = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] })
  const affected = { sectors: ['energy', 'banking'], countries: ['LV', 'EE', 'DE'] }
  const severity = { value: 'yellow' as const, reason: 'Half a city.' }
  const { id } = await lead.get(declareIncident, { title: 'Substations are cut off', affected, severity })
  await lead.get(declareIncident, { title: 'Cash machines fail' })
  crisis = (await lead.get(openCrisis, { title: 'Lights and money', kind: 'hybrid', incidents: [id] })).id
  const strand = { domain: 'disinformation', title: 'False news of a blackout', countries: ['LV'] }
  await lead.get(addStrand, { ...(await at()), ...strand })
  const firstAt = new Date(Date.now() + 50 * 60_000).toISOString()
  await lead.get(addBeat, { ...(await at()), what: 'Situation report', kind: 'report', firstAt, everyMinutes: 240 })
  const line = { audience: 'public' as const, language: 'en', text: 'The lights are coming back.' }
  await lead.get(writeLine, { ...(await at()), ...line })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const heading = (page: Page, name: string, level: 1 | 2 = 1) => page.getByRole('heading', { name, level }).waitFor()

test('a crisis is opened from the list by keyboard, from incidents that are found by their words', async () => {
  const { page, context, wrongs } = await visit(browser, node, { as: lead })
  await page.goto('/picture')
  await heading(page, 'Picture')
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await heading(page, 'Crises')
  await page.getByRole('link', { name: 'Lights and money' }).waitFor()
  await page.getByText(/in (49|50) min/).waitFor()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Money alone')
  await dialog.getByRole('searchbox', { name: 'Find incidents' }).fill('cash')
  await dialog.getByRole('checkbox', { name: /Cash machines fail/ }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Open the crisis' }).click()
  await heading(page, 'Money alone')
  await page
    .getByRole('region', { name: 'Latest' })
    .getByText(/opened CRI-\d{4}-0002 from 1 incident/)
    .waitFor()
  expect(wrongs).toEqual([])
  await context.close()
})

test('the essentials of the room fit on a laptop, and each of its parts is readable by everybody', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context, wrongs } = await visit(browser, node, {
      as: lead,
      viewport: { width: 1280, height: 800 },
      colorScheme,
    })
    await page.goto(`/crises/${crisis}`)
    await heading(page, 'Lights and money')
    for (const name of ['Due next', 'Clocks of the law', 'Picture', 'What we say', 'Ladder', 'Decisions', 'Tasks']) {
      const box = await page.getByRole('heading', { name, level: 2, exact: true }).boundingBox()
      expect([name, (box?.y ?? 9_999) < 760]).toEqual([name, true])
    }
    const tabs = await page.getByRole('tab').count()
    for (let tab = 1; tab <= tabs; tab++) {
      await page.keyboard.press(String(tab))
      await page.locator(`[role="tab"][aria-selected="true"]`).nth(0).waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await page.waitForTimeout(200)
      expect([tab, await accessibilityFaults(page), await overflow(page)]).toEqual([tab, [], 0])
    }
    expect(wrongs).toEqual([])
    await context.close()
  }
}, 120_000)

test('one person runs it by key, and a second person sees it at once', async () => {
  const first = await visit(browser, node, { as: lead })
  const second = await visit(browser, node, { as: admin })
  for (const { page } of [first, second]) {
    await page.goto(`/crises/${crisis}`)
    await heading(page, 'Lights and money')
  }
  const { page } = first
  await page.keyboard.press('o')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'What is to be reached' }).fill('The lights are on by noon.')
  await dialog.getByRole('button', { name: 'Set it' }).click()
  // While the dialog is open, keys are its own.
  await dialog.waitFor({ state: 'detached' })
  await second.page.getByRole('region', { name: 'Objectives' }).getByText('The lights are on by noon.').waitFor()

  await page.keyboard.press('d')
  await dialog.getByRole('button', { name: 'It was done' }).click()
  await dialog.waitFor({ state: 'detached' })
  await second.page
    .getByRole('region', { name: 'Latest' })
    .getByText(/did “Situation report” of/)
    .waitFor()

  const words = second.page.getByRole('region', { name: 'What we say' })
  await words.getByRole('button', { name: 'Agree' }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
  await page.getByRole('region', { name: 'What we say' }).getByText('agreed').waitFor()
  for (const { wrongs, context } of [first, second]) {
    expect(wrongs).toEqual([])
    await context.close()
  }
})

test('when somebody was quicker, the form says what changed and keeps what was typed', async () => {
  const { page, context } = await visit(browser, node, { as: lead })
  await page.goto(`/crises/${crisis}`)
  await heading(page, 'Lights and money')
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'What is known' }).fill('Typed with care.')
  await admin.get(addStrand, { ...(await at()), domain: 'telecom', title: 'A cable is cut' })
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByText('Somebody changed it since you looked').waitFor()
  await dialog.getByText(/added the telecom strand “A cable is cut”/).waitFor()
  expect(await dialog.getByRole('textbox', { name: 'What is known' }).inputValue()).toBe('Typed with care.')
  await dialog.getByRole('button', { name: 'Do it all the same' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await now()).state.summary).toBe('Typed with care.')
  await context.close()
})

test('the wall shows the room larger, with nothing to press and no draft', async () => {
  const said = { audience: 'public', language: 'fr', text: 'La lumière revient.' } as const
  await lead.get(writeLine, { ...(await at()), ...said })
  const key = (await now()).state.lines.findLast((line) => line.text === said.text)?.key ?? ''
  await admin.get(agreeLine, { ...(await at()), key })
  await lead.get(writeLine, { ...(await at()), audience: 'press', language: 'en', text: 'Not agreed by anybody.' })
  const { page, context, wrongs } = await visit(browser, node, { as: lead, viewport: { width: 1920, height: 1080 } })
  await page.goto(`/crises/${crisis}?wall=1`)
  await heading(page, 'Lights and money')
  await page.getByRole('region', { name: 'What we say' }).getByText('La lumière revient.').first().waitFor()
  expect(await page.getByText('Not agreed by anybody.').count()).toBe(0)
  expect(await page.locator('main').getByRole('button').count()).toBe(0)
  expect(await page.getByRole('navigation', { name: 'Main', exact: true }).isVisible()).toBe(false)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('w')
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor()
  expect(wrongs).toEqual([])
  await context.close()
})

test('on a phone, what waits for me stands first and goes by one thumb', async () => {
  await lead.get(assignTask, { title: 'Call the grid operator', crisis, assignee: { person: lead.person } })
  const { page, context, wrongs } = await visit(browser, node, {
    as: lead,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  await page.goto(`/crises/${crisis}`)
  await heading(page, 'Yours to acknowledge', 2)
  const card = page.getByRole('region', { name: 'Yours to acknowledge' })
  const button = card.getByRole('button', { name: 'I have it' })
  const box = await button.boundingBox()
  expect((box?.height ?? 0) >= 48 && (box?.width ?? 0) > 280 && (box?.y ?? 999) < 800).toBe(true)
  expect([await accessibilityFaults(page), await overflow(page)]).toEqual([[], 0])
  await button.click()
  await card.waitFor({ state: 'detached' })
  expect((await lead.get(crisisRoom, { id: crisis })).counts).toMatchObject({ tasks: 1, tasksNotAcknowledged: 0 })
  expect(wrongs).toEqual([])
  await context.close()
})

test('in an exercise the room says so first, and the past is shown as it was, with nothing to change', async () => {
  await admin.get(enterRealm, { person: lead.person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const { id } = await lead.get(openCrisis, { title: 'A played crisis' }, realm)
  const { page, context } = await visit(browser, node, { as: lead })
  await page.goto(`/crises/${id}?realm=exercise:storm`)
  await heading(page, 'A played crisis')
  expect((await page.evaluate(() => document.body.textContent ?? '')).trim().startsWith('EXERCISE')).toBe(true)
  const { state } = await now()
  await page.goto(`/crises/${crisis}?asOf=${state.openedAt}`)
  await heading(page, 'Lights and money')
  await page.getByText('Nothing comes round.', { exact: false }).waitFor()
  expect(await page.getByRole('button', { name: 'Stand down' }).count()).toBe(0)
  await context.close()
})
