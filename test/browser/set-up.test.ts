// From the printed link to a second factor: the first hour of an administrator, in a browser.
import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let desk: Visit
let page: Page
const password = 'seven bells ring at dawn'

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  desk = await visit(browser, node)
  page = desk.page
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('before the set-up, every page leads to where one is told how to begin', async () => {
  await page.goto('/picture')
  await page.getByRole('heading', { name: 'This node waits for its set-up' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

test('the printed link sets the node up, once', async () => {
  const link = await node.node.setUpLink()
  expect(link).toBeTruthy()
  await page.goto(link ?? '')
  await page.getByLabel('Name', { exact: true }).fill('National CSIRT')
  await page.getByRole('combobox', { name: 'Country' }).fill('belg')
  await page.getByRole('option', { name: /Belgium/ }).click()
  await page.getByLabel('Your name').fill('Duty desk')
  await page.getByLabel('E-mail address').fill('desk@csirt.example')
  await page.getByLabel('Password').fill('short')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Set up the node' }).click()
  expect(await page.getByLabel('Password').evaluate((it: HTMLInputElement) => it.validity.tooShort)).toBe(true)
  await page.getByLabel('Password').fill('passwordpassword')
  await page.getByRole('button', { name: 'Set up the node' }).click()
  await page.getByRole('alert').getByText('too easy to guess').waitFor()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Set up the node' }).click()
  await page.getByRole('heading', { name: 'Duty desk', level: 1 }).waitFor()
  expect(page.url()).not.toContain('#')
})

test('the second factor is offered at once, and its codes let one in from then on', async () => {
  await page.getByRole('button', { name: 'Set up codes' }).click()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('img', { name: 'QR code of the key' }).locator('svg').waitFor()
  const secret = ((await page.locator('.dialog p.mono').textContent()) ?? '').replace(/\s/g, '')
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await page.getByLabel('Code that the app shows').fill(totp.generate())
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
  const codes = await page.locator('.recovery li').allTextContents()
  expect(codes.length).toBe(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('link', { name: 'Go to the picture' }).click()
  await page.getByRole('heading', { name: 'Nothing is open, and nothing has come in yet' }).waitFor()

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('sign out')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('E-mail address').fill('desk@csirt.example')
  await page.getByLabel('Password').fill('not the right words')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('That is not right').waitFor()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code', { exact: true }).fill(codes[0] ?? '')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign in with the code' }).click()
  await page.getByRole('heading', { name: 'Picture', level: 1 }).waitFor()
})

test('an administrator invites a person, who comes in by the link', async () => {
  await page.goto('/administration')
  await page.getByRole('button', { name: 'Invite a person' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Night desk')
  await page.getByLabel('E-mail address').fill('night@csirt.example')
  await page.getByLabel('Analyst').check()
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = (await page.locator('.token-text').textContent()) ?? ''
  expect(link).toContain('#')
  const other = await visit(browser, node)
  await other.page.goto(link)
  await other.page.getByLabel('Password').fill('a lamp burns all night')
  await other.page.getByRole('button', { name: 'Come in' }).click()
  await other.page.getByRole('heading', { name: 'Night desk', level: 1 }).waitFor()
  expect(other.wrongs).toEqual([])
  await other.context.close()
})

test('nothing in all this broke the content policy, asked another host, or went uncaught', () => {
  expect(desk.wrongs).toEqual([])
})
