// In an exercise the pages judge by the time of its story: what is left on a duty, and what a form begins with.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openAssessment } from '#assess/api/assessments.ts'
import { listDuties } from '#assess/api/duties.ts'
import * as api from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { packageRoot } from '#platform/worker.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { type Visit, visit } from './visit.ts'

const exercise = 'drill'
const realm = `exercise:${exercise}`
let browser: Browser
let node: TestNode
let control: Client
let shown: Visit
let page: Page

const storyNow = async () => (await control.get(api.getExercise, { exercise })).storyNow ?? ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  control = await node.signedIn({ roles: ['exercise-controller', 'analyst', 'duty-officer'] })
  const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
  await control.get(importScenario, { name: 'three.yaml' }, { upload })
  await control.get(api.planExercise, { scenario: 'three-small-things', exercise, autoplay: 'nobody' })
  await control.get(api.putInCell, { exercise, person: control.person, cell: 'control' })
  await control.get(api.startExercise, { exercise, speed: 1 })
  const goes = async () => expect((await storyNow()) > '2025-03-10T08:00:00.000Z').toBe(true)
  await vi.waitFor(goes, { timeout: 60_000, interval: 250 })
  await control.get(api.pauseExercise, { exercise })
  await control.get(
    openAssessment,
    {
      title: 'Payments fail',
      entity: { name: 'Made-up Bank', types: ['nis2_other_entity'], countries: ['ES'], timeZone: 'Europe/Madrid' },
      answers: [
        { fact: 'entity.nis2_class', value: 'essential' },
        { fact: 'incident.severe_operational_disruption', value: 'caused' },
      ],
      awareness: '2025-03-10T08:00:00.000Z',
    },
    { realm },
  )
  shown = await visit(browser, node, { as: control })
  page = shown.page
})
afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

/** Minutes that the first clock of the wall says are left. */
async function minutesLeft(): Promise<number> {
  const text = (await page.locator('.clock-row .time-left').first().textContent()) ?? ''
  const [, hours, minutes] = text.match(/(\d+) h (\d+) min left$/) ?? []
  return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes)
}

/** What it is by the clock of the node. */
async function minutesByNode(): Promise<number> {
  const due = (await control.get(listDuties, {}, { realm })).items[0]?.state.dueAt ?? ''
  return Math.floor((Date.parse(due) - Date.parse(await storyNow())) / 60_000)
}

test('what is left on a duty counts by the clock of the story', async () => {
  await page.goto(`/clocks?realm=${realm}`)
  await page.locator('.clock-row').first().waitFor()
  await expect.poll(minutesLeft).toBe(await minutesByNode())
  expect(await minutesByNode()).toBeGreaterThan(23 * 60)
  expect((await page.locator('.clock-heading').allTextContents()).join()).not.toContain('Overdue')
})

test('it goes as fast as the story, and stands when the story stands', async () => {
  const before = await minutesLeft()
  await control.get(api.setSpeed, { exercise, speed: 600 })
  await control.get(api.resumeExercise, { exercise })
  await expect.poll(minutesLeft, { timeout: 20_000 }).toBeLessThan(before - 30)
  await control.get(api.pauseExercise, { exercise })
  await expect.poll(minutesLeft, { timeout: 20_000 }).toBe(await minutesByNode())
})

test('a form begins with the moment of the story', async () => {
  await page.locator('.clock-row').first().getByRole('button').first().click()
  await page.getByRole('button', { name: 'It was handed in' }).click()
  const typed = page.locator('input[type="datetime-local"]').first()
  await typed.waitFor()
  expect((await typed.inputValue()).slice(0, 10)).toBe((await storyNow()).slice(0, 10))
  expect(shown.wrongs).toEqual([])
})

test('back in the live realm it is real time again', async () => {
  await page.goto('/clocks')
  const live = page.locator('.clock-utc')
  await live.waitFor()
  const [hours = 0, minutes = 0] = ((await live.textContent()) ?? '').split(':').map(Number)
  const now = new Date()
  const gap = Math.abs(hours * 60 + minutes - (now.getUTCHours() * 60 + now.getUTCMinutes()))
  expect(Math.min(gap, 1_440 - gap)).toBeLessThan(2)
})
