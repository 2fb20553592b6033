// An exercise led in a real browser: planned from a scenario, people put into cells, started, paused, jumped, interrupted, ended; and a guest of outside.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { packageRoot } from '#platform/worker.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let control: Client
let desk: Visit
let page: Page
const pictures = process.env.TOCSIN_TEST_PICTURES

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  control = await node.administrator()
  const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
  await control.get(importScenario, { name: 'three.yaml' }, { upload })
  desk = await visit(browser, node, { as: control })
  page = desk.page
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

async function looked(name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

const state = async () => (await control.get(api.getExercise, { exercise: 'drill' })).exercise
const dialog = () => page.getByRole('dialog')

test('a scenario is chosen and planned', async () => {
  await page.goto('/exercises')
  await page.getByRole('button', { name: 'Play it: Three small things' }).click()
  await dialog().getByLabel('Name').fill('drill')
  await dialog().getByLabel('Who acts besides people').selectOption('nobody')
  await dialog().getByLabel('How fast the story goes').selectOption('1')
  await looked('plan')
  await dialog().getByRole('button', { name: 'Plan it' }).click()
  await page.getByRole('heading', { name: 'EXERCISE Three small things', level: 1 }).waitFor()
  expect(await state()).toMatchObject({ state: 'planned', autoplay: 'nobody', speed: 1 })
})

test('somebody is put into a cell, on the seat of somebody of the cast', async () => {
  await page.getByRole('button', { name: 'Sit in the control cell' }).click()
  await page.getByRole('button', { name: 'Go into the exercise' }).waitFor()
  const other = await node.signedIn({ roles: ['analyst'] })
  await page.reload()
  const put = page.getByRole('form', { name: 'Put somebody into a cell' })
  await put.getByRole('combobox', { name: 'Who', exact: true }).fill('Person')
  await page
    .getByRole('option', { name: /^Person/ })
    .first()
    .click()
  await put.getByLabel('For whom').selectOption({ label: 'Duty officer' })
  await put.getByRole('button', { name: 'Put into the cell' }).click()
  await page.getByText('for Duty officer').waitFor()
  expect((await state()).seats).toContainEqual(
    expect.objectContaining({ person: other.person, cell: 'players', seat: 'duty' }),
  )
})

test('it is started and paused; EXERCISE stands first on every screen, and the band tells the time of the story', async () => {
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByRole('button', { name: 'Go on', exact: true }).waitFor()
  expect((await state()).state).toBe('paused')
  await looked('paused')
  await page.getByRole('button', { name: 'Go into the exercise' }).click()
  const band = page.getByRole('region', { name: 'Exercise', exact: true })
  await band.getByText(/2025-03-10 08:\d\d:\d\d UTC/).waitFor()
  // What was read aloud stands in front of everything else until the page is loaded anew.
  await page.reload()
  await band.getByText(/2025-03-10 08:\d\d:\d\d UTC/).waitFor()
  const text = await page.evaluate(() => (document.body.textContent ?? '').trim())
  expect(text.startsWith('EXERCISE')).toBe(true)
  expect(await page.title()).toMatch(/^EXERCISE/)
})

test('the story is jumped ahead, and what lies between comes', async () => {
  await page.goto('/exercises/drill')
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await page.getByRole('button', { name: 'Jump ahead' }).click()
  await dialog().getByLabel('To which moment of the story (UTC)').fill('2025-03-10T08:45')
  await dialog().getByRole('button', { name: 'Jump', exact: true }).click()
  await dialog().waitFor({ state: 'detached' })
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Somebody calls' })
    .getByText('came', { exact: true })
    .waitFor({ timeout: 60_000 })
  await page.getByText(/^2025-03-10 08:4[5-9]/).waitFor()
  expect((await state()).jumpTo).toBeNull()
})

test('something is brought in that no scenario had, something else is left out', async () => {
  await page.getByRole('button', { name: 'Bring something in' }).click()
  await dialog().getByLabel('Title').fill('The radio calls')
  await dialog().getByLabel('Who calls').fill('Radio station')
  await dialog().getByLabel('To whom').selectOption({ label: 'Duty officer' })
  await dialog().getByLabel('Text').fill('What happened?')
  await looked('bring-in')
  await dialog().getByRole('button', { name: 'Bring it in' }).click()
  await dialog().waitFor({ state: 'detached' })
  await page.getByRole('listitem').filter({ hasText: 'The radio calls' }).getByText('came', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Leave it out: Complaints' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Complaints' }).getByText('left out').waitFor()
  await looked('timeline')
})

test('a guest comes in by a link, into this exercise and nowhere else, until the invitation is taken back', async () => {
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await dialog().getByLabel('For whom').fill('Bank of Exampleland')
  await dialog().getByRole('button', { name: 'Make the link' }).click()
  const link = (await dialog().locator('.token-text').textContent()) ?? ''
  await dialog().getByRole('button', { name: 'Done' }).click()
  await dialog().waitFor({ state: 'detached' })

  const guest = await visit(browser, node)
  await guest.page.goto(link)
  await guest.page.getByRole('heading', { name: 'EXERCISE: Three small things' }).waitFor()
  expect(await guest.page.title()).toMatch(/^EXERCISE/)
  expect(await accessibilityFaults(guest.page)).toEqual([])
  await guest.page.getByLabel('Your name').fill('Ada of the bank')
  await guest.page.getByRole('button', { name: 'Come into the exercise' }).click()
  await guest.page.getByText('You sit for Duty officer.').waitFor()
  await guest.page.getByText('What happened?').waitFor()
  if (pictures) await guest.page.screenshot({ path: join(pictures, 'guest.png'), fullPage: true })
  await guest.page.goto('/incidents')
  await guest.page.getByRole('region', { name: 'Exercise', exact: true }).waitFor()
  await expect.poll(() => new URL(guest.page.url()).searchParams.get('realm')).toBe('exercise:drill')
  expect(await guest.page.getByRole('button', { name: 'Leave for the live realm' }).count()).toBe(0)

  await page.getByRole('button', { name: 'Take back the invitation of Bank of Exampleland' }).click()
  await page.getByText('taken back', { exact: true }).waitFor()
  await guest.page.reload()
  await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(guest.wrongs).toEqual([])
  await guest.context.close()
})

test('it is ended, with a reason that stands there', async () => {
  await page.getByRole('button', { name: 'End it' }).click()
  await dialog().getByLabel('Why').fill('Everything was seen')
  await dialog().getByRole('button', { name: 'End it' }).click()
  await dialog().waitFor({ state: 'detached' })
  await page.getByText('Ended: Everything was seen').waitFor()
  await looked('ended')
  expect(desk.wrongs).toEqual([])
})
