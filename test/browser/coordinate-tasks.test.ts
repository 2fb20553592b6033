// Tasks, the duty and call-outs in front of those concerned: one thumb on a phone, the keyboard at a desk.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCallOut, startCallOut } from '#coordinate/api/call-outs.ts'
import { getRota, listRotas } from '#coordinate/api/rotas.ts'
import { assignTask, getTask, listTasks } from '#coordinate/api/tasks.ts'
import { enterRealm, getPerson } from '#people/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const
let browser: Browser
let node: TestNode
let manager: Client
let ben: Client
let name: { manager: string; ben: string }
let desk: Visit
let hand: Visit
let page: Page
let task = ''
let rota = ''
let call = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const admin = await node.administrator()
  manager = await node.signedIn({ roles: ['crisis-manager', 'duty-officer'] })
  ben = await node.signedIn({ roles: ['reader'] })
  const nameOf = async (one: Client) => (await admin.get(getPerson, { person: one.person })).name
  name = { manager: await nameOf(manager), ben: await nameOf(ben) }
  for (const one of [manager, ben]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  desk = await visit(browser, node, { as: manager })
  hand = await visit(browser, node, { as: ben, ...phone })
  page = hand.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

/** Chooses from a list by typing. */
async function pick(on: Page, label: string, text: string): Promise<void> {
  const field = on.getByRole('dialog').getByRole('combobox', { name: label })
  await field.fill(text)
  await on.getByRole('option', { name: text }).first().click()
}

test('a task that is given at the desk stands on the phone at once, and is acknowledged with one thumb', async () => {
  await page.goto('/picture')
  await page.getByRole('heading', { name: 'Picture', level: 1 }).waitFor()
  await desk.page.goto('/picture')
  await desk.page.getByRole('heading', { name: 'Picture', level: 1 }).waitFor()
  await desk.page.keyboard.press('g')
  await desk.page.keyboard.press('t')
  await desk.page.getByRole('button', { name: 'Give a task' }).click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByLabel('What is to be done').fill('Ask which substations are affected')
  await pick(desk.page, 'To whom', name.ben)
  await dialog.getByLabel('To be acknowledged within (optional)').fill('30')
  await pick(desk.page, 'Then to', name.manager)
  await dialog.getByRole('button', { name: 'Give it' }).click()
  await dialog.waitFor({ state: 'detached' })
  task = (await manager.get(listTasks, {})).items[0]?.id ?? ''

  await page.getByText('1 thing waits for your answer.').waitFor()
  await page.getByRole('link', { name: 'Look and answer' }).click()
  const button = page.getByRole('region', { name: 'Waits for you' }).getByRole('button', { name: 'I have it' })
  await button.waitFor()
  const box = await button.boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(56)
  expect(box?.width).toBeGreaterThan(280)
  await button.tap().catch(() => button.click())
  await page.getByText('1 thing waits for your answer.').waitFor({ state: 'detached' })
  const { state } = await manager.get(getTask, { id: task })
  expect(state).toMatchObject({ status: 'acknowledged', acknowledgeBy: null, chain: [{ person: manager.person }] })
})

test('whoever holds a task says that it is done, and what came of it; its hands stay on its page', async () => {
  await page.goto(`/tasks/${task}`)
  await page.getByRole('heading', { name: 'Ask which substations are affected', level: 1 }).waitFor()
  expect(await page.getByRole('button', { name: 'Pass it on' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('dialog').getByLabel('What came of it').fill('Two, both in the north.')
  await page.getByRole('dialog').getByRole('button', { name: 'It is done' }).click()
  await page.getByText('Two, both in the north.').waitFor()
  await page.getByText(new RegExp(`acknowledged by ${name.ben}`)).waitFor()
})

test('a rota is opened and planned at the desk; holes are shown', async () => {
  await desk.page.goto('/rota?add=rota')
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Duty officer')
  await pick(desk.page, 'Who is of it', name.manager)
  await pick(desk.page, 'Who is of it', name.ben)
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await desk.page.getByText('Nobody is on duty').first().waitFor()
  await desk.page.getByRole('button', { name: 'Plan shifts' }).click()
  await desk.page
    .getByRole('dialog')
    .getByLabel('First day')
    .fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10))
  await desk.page.getByRole('dialog').getByLabel('Days').fill('7')
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Plan them' }).click()
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' })
  await desk.page.getByText(/^1 fault in the plan/).waitFor()
  rota = (await manager.get(listRotas, {})).items[0]?.id ?? ''
  const { duty, state, faults } = await manager.get(getRota, { id: rota })
  expect(state.shifts).toHaveLength(14)
  expect(faults.map(({ fault }) => fault)).toEqual(['hole'])
  expect(duty.person).toBe(manager.person)
})

test('the duty is handed over with notes, and stays until it is accepted on the phone', async () => {
  await desk.page.goto(`/rota?rota=${rota}`)
  await desk.page.getByRole('button', { name: 'Hand the duty over' }).click()
  const dialog = desk.page.getByRole('dialog')
  expect(await dialog.getByRole('combobox', { name: 'To whom' }).inputValue()).toBe(name.ben)
  await dialog.getByLabel('What they have to know').fill('The operator calls back at six.')
  await dialog.getByRole('button', { name: 'Offer it' }).click()
  await desk.page.getByText(`Offered to ${name.ben}, not answered`).waitFor()
  expect((await manager.get(getRota, { id: rota })).duty.person).toBe(manager.person)
  await page.goto('/tasks')
  await page.getByText('The operator calls back at six.').waitFor()
  await page.getByRole('button', { name: 'I take the duty' }).click()
  await desk.page.getByText('has it since they accepted,').waitFor()
  expect((await manager.get(getRota, { id: rota })).duty).toMatchObject({ person: ben.person, because: 'accepted' })
})

test('a call-out is seen on any page without reload, answered, and the answer is seen by whoever calls', async () => {
  await page.goto('/manual')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const whom = { persons: [ben.person] }
  call = (await manager.get(startCallOut, { title: 'Come to the crisis room', whom, text: 'The bank fails.' })).id
  await desk.page.goto(`/call-outs/${call}`)
  await desk.page.getByText('1 has not answered').first().waitFor()
  await page.getByText(/You are called out\./).waitFor()
  await page.getByRole('link', { name: 'Look and answer' }).click()
  await page.getByRole('button', { name: 'Coming' }).click()
  await desk.page.getByText('1 coming').waitFor()
  expect((await manager.get(getCallOut, { id: call })).count).toMatchObject({ coming: 1, waiting: 0 })
})

test('in an exercise EXERCISE stands first, and nothing of the live realm is there', async () => {
  const realm = 'exercise:storm'
  await manager.get(assignTask, { title: 'Ask the players', assignee: { person: ben.person } }, { realm })
  await page.goto(`/tasks?realm=${realm}`)
  await page.getByRole('button', { name: 'I have it' }).first().waitFor()
  expect(await page.evaluate(() => (document.body.textContent ?? '').trim().startsWith('EXERCISE'))).toBe(true)
  expect(await page.getByText('Come to the crisis room').count()).toBe(0)
})

describe.each([
  { look: 'at a desk', options: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' } as const },
  { look: 'on a phone in dark colours', options: phone },
])('$look', ({ options }) => {
  test('no page of tasks and duty has a fault that axe-core knows, or is wider than the screen', async () => {
    await manager.get(assignTask, { title: 'Draft the line for the press', assignee: { rota }, priority: 'urgent' })
    const { page: at, context, wrongs } = await visit(browser, node, { as: manager, ...options })
    const faults: string[] = []
    const paths = ['/tasks', '/tasks?tab=all', '/tasks?tab=call-outs', '/tasks?add=task', '/tasks?add=call-out']
    for (const path of [
      ...paths,
      `/tasks/${task}`,
      `/call-outs/${call}`,
      '/rota',
      `/rota?rota=${rota}`,
      '/rota?add=rota',
    ]) {
      await at.goto(path)
      await at.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor()
      await at.locator('.skeleton').first().waitFor({ state: 'detached' })
      await at.waitForTimeout(200)
      for (const fault of await accessibilityFaults(at)) faults.push(`${path}: ${fault}`)
      const wide = await overflow(at)
      if (wide > 0) faults.push(`${path}: ${wide} pixels wider than the screen`)
    }
    expect(faults).toEqual([])
    expect([...wrongs, ...desk.wrongs, ...hand.wrongs]).toEqual([])
    await context.close()
  }, 90_000)
})
