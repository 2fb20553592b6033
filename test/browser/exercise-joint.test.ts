// One exercise on two nodes in two browsers: control of one invites, that of the other joins; each sees the other, and one leaves.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { packageRoot } from '#platform/worker.ts'
import { launchBrowser } from '../setup/browser.ts'
import type { Client } from '../setup/node.ts'
import { agree, befriend, openTwin, type TwinNode } from '../setup/two-nodes.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const pictures = process.env.TOCSIN_TEST_PICTURES
const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/two-places.yaml'))
let browser: Browser
let nodes: TwinNode[] = []
const visits: Visit[] = []
let leads: Page
let follows: Page

async function control(node: TwinNode): Promise<[Client, Page]> {
  const person = await node.signedIn({ roles: ['exercise-controller', 'analyst'] })
  const one = await visit(browser, node, { as: person })
  visits.push(one)
  return [person, one.page]
}

beforeAll(async () => {
  browser = await launchBrowser()
  nodes = await Promise.all([openTwin(), openTwin()])
  const [north, south] = nodes
  if (!north || !south) throw new Error('There are no two nodes.')
  await befriend(north, south)
  await agree(north, south, { kinds: ['exercises'], highest: 'AMBER' })
  const [leader, page] = await control(north)
  leads = page
  const [follower, other] = await control(south)
  follows = other
  for (const one of [leader, follower]) await one.get(importScenario, { name: 'two.yaml' }, { upload })
  await leader.get(api.planExercise, { scenario: 'two-places', exercise: 'two', speed: 1, autoplay: 'nobody' })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await Promise.all(nodes.map((one) => one.stop()))
})

async function looked(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `joint-${name}.png`), fullPage: true })
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

test('a node is invited to play participants with its own people', async () => {
  await leads.goto('/exercises/two')
  await leads.getByRole('button', { name: 'Invite a node' }).click()
  const dialog = leads.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Organisation' }).fill('National')
  await leads.getByRole('option', { name: 'National CSIRT', exact: true }).click()
  await dialog.getByRole('combobox', { name: 'Participants that its people play' }).fill('Bank')
  await leads.getByRole('option', { name: 'Bank', exact: true }).click()
  await looked(leads, 'invite')
  await dialog.getByRole('button', { name: 'Invite it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await leads.getByText('invited', { exact: true }).waitFor()
})

test('the other control sees who invites, and joins', async () => {
  await follows.goto('/exercises')
  await follows.getByRole('heading', { name: 'Led by others' }).waitFor({ timeout: 60_000 })
  await looked(follows, 'invitation')
  await follows.getByRole('button', { name: 'Join A CSIRT and a bank' }).click()
  await follows.getByRole('heading', { name: 'EXERCISE A CSIRT and a bank', level: 1 }).waitFor()
  await follows.getByText('Here: Bank').waitFor()
  expect(await follows.getByRole('button', { name: 'Start', exact: true }).count()).toBe(0)
  await leads.getByText('plays along', { exact: true }).waitFor({ timeout: 60_000 })
})

test('it is started once and goes on both, and each page says what came elsewhere', async () => {
  await leads.getByRole('button', { name: 'Start', exact: true }).click()
  await leads.getByRole('button', { name: 'Jump ahead' }).click()
  const dialog = leads.getByRole('dialog')
  await dialog.getByLabel('To which moment of the story (UTC)').fill('2025-03-10T08:25')
  await dialog.getByRole('button', { name: 'Jump', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const item = (page: Page, text: string, state: string) =>
    page.getByRole('listitem').filter({ hasText: text }).getByText(state, { exact: true }).first()
  await item(leads, 'The operator calls the bank', 'at another node').waitFor({ timeout: 60_000 })
  await item(follows, 'The operator calls the bank', 'came').waitFor({ timeout: 60_000 })
  await leads.getByText('The bank declares an incident').nth(1).waitFor({ timeout: 60_000 })
  await looked(leads, 'leads')
  await looked(follows, 'follows')
})

test('one leaves, and its seats are taken', async () => {
  await follows.getByRole('button', { name: 'Leave the exercise' }).click()
  const dialog = follows.getByRole('dialog')
  await dialog.getByLabel('Why').fill('A real incident needs our people.')
  await dialog.getByRole('button', { name: 'Leave it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await leads.getByText('It left: A real incident needs our people.').waitFor({ timeout: 60_000 })
  await leads.getByRole('button', { name: /^Take the seats of/ }).click()
  await leads.getByText('Here: National CSIRT, Bank').waitFor()
  await looked(leads, 'left')
  for (const { wrongs } of visits) expect(wrongs).toEqual([])
})
