// A passkey, made and used in a real browser with a virtual authenticator.
import { createServer } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode, type TestNode, testPassword } from '../setup/node.ts'
import { visit } from './visit.ts'

let browser: Browser
let node: TestNode
let url: string

beforeAll(async () => {
  browser = await launchBrowser()
  const port = await freePort()
  // Passkeys are bound to a name, and do not work on a bare address.
  url = `http://localhost:${port}`
  node = await startTestNode({ env: { TOCSIN_PORT: String(port), TOCSIN_ORIGIN: url } })
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

test('a passkey that was made under the account signs its person in alone', async () => {
  await node.administrator()
  const { page, context, wrongs } = await visit(browser, node, { url })
  const debug = await context.newCDPSession(page)
  await debug.send('WebAuthn.enable')
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('first@csirt.example')
  await page.getByLabel('Password').fill(testPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Picture', level: 1 }).waitFor()

  await page.goto('/account')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Key of the desk')
  await page.getByLabel('Your password').fill(testPassword)
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByText('Key of the desk').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('sign out')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'Picture', level: 1 }).waitFor()
  expect(wrongs).toEqual([])
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
