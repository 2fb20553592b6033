// Advisories and playbooks in a real browser: taken in, compared with what is used, read; a workflow as a picture by the keyboard.
import { generateKeyPairSync } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeAdvisory, exportOwnAdvisory, importAdvisory } from '#federate/api/advisories.ts'
import { importPlaybook } from '#federate/api/playbooks.ts'
import { playbookOf } from '#federate/rules/playbooks/playbook-of.ts'
import { signJss } from '#federate/wire/jss.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let anna: Client
let seen: Visit
let page: Page

const hostile = '<img src=x onerror="document.title=\'taken over\'"> and **bold**'

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  anna = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const own = await anna.get(composeAdvisory, {
    ...{ trackingId: 'CSIRT-2026-001', title: 'Web server can be taken over', summary: hostile, tlp: 'GREEN' },
    vulnerabilities: [
      {
        ...{
          cve: 'CVE-2026-1000',
          title: 'Take-over',
          description: hostile,
          vendor: 'Example Company',
          product: 'Web Server',
        },
        ...{ affected: ['4.1'], fixed: ['4.2'], remedy: 'Update to 4.2.' },
        cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      },
    ],
  })
  const document = (await anna.get(exportOwnAdvisory, { id: own.id })) as unknown as Buffer
  await anna.get(importAdvisory, { name: 'a.json' }, { upload: document })
  let count = 0
  const uuid = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
  const playbook = playbookOf(
    {
      ...{
        id: `playbook--${uuid()}`,
        createdBy: `identity--${uuid()}`,
        name: 'Isolate a host',
        description: 'Off the net.',
      },
      ...{ types: ['mitigation'], activities: ['step-sequence'], tlp: 'GREEN' },
      ...{ created: '2026-01-01T00:00:00.000Z', modified: '2026-01-02T00:00:00.000Z' },
      steps: [
        { is: 'if', key: 'c', name: 'Is it ours?', condition: "'a' = 'a'", yes: 'a', no: 'b', next: 'b' },
        { is: 'action', key: 'a', name: 'Pull the plug', commands: [{ type: 'bash', text: hostile }] },
        { is: 'action', key: 'b', name: 'Tell the owner', commands: [{ type: 'manual', text: 'Call.' }] },
      ],
    },
    uuid,
  )
  const { id, modified } = playbook as { id: string; modified: string }
  const claims = {
    ...{ type: 'jss', id: `jss--${uuid()}`, signee: 'A neighbour', created: modified, modified },
    ...{ related_to: id, related_version: modified },
  }
  const signed = signJss({ ...playbook }, claims, generateKeyPairSync('ed25519').privateKey)
  await anna.get(importPlaybook, {}, { upload: Buffer.from(JSON.stringify(signed)) })
  seen = await visit(browser, node, { as: anna })
  page = seen.page
  // A machine that many share may take this long for one answer.
  page.setDefaultTimeout(50_000)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

async function sound(): Promise<void> {
  // What was announced about a button that has gone since stands in the page for some seconds more.
  await page.waitForFunction(() => !document.querySelector('[data-live-announcer] [role="img"]'))
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1280, height: 860 })
}

test('a product is added to the list, and the advisory says that it concerns us', async () => {
  await page.goto('/advisories')
  await page.getByText('Concerns us: cannot say').waitFor()
  await page.getByRole('tab', { name: 'What we use' }).click()
  await page.getByLabel('Product', { exact: true }).fill('Web Server')
  await page.getByLabel(/^Vendor/).fill('Example Company')
  await page.getByLabel(/^Version/).fill('4.1')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('button', { name: 'Remove Web Server' }).waitFor()
  await sound()
  await page.getByRole('tab', { name: 'Received' }).click()
  await page.getByText('Concerns us: yes').waitFor()
  await page.getByText('CVSS 9.8 critical').waitFor()
  await sound()
})

test('an advisory is read: products in columns, what to do, and texts of others as the text that they are', async () => {
  await page.getByRole('link', { name: 'Web server can be taken over' }).click()
  await page.getByRole('heading', { name: 'Affected (1)', exact: true }).waitFor()
  await page.getByText('Update to 4.2.', { exact: false }).first().waitFor()
  await page.getByText('<img src=x onerror=', { exact: false }).first().waitFor()
  expect(await page.title()).toContain('Web server')
  await sound()
  await page.screenshot({ path: `${process.env.TOCSIN_SHOTS ?? '/tmp'}/federate-advisory.png`, fullPage: true })
})

test('our own are drafted, tested and shown with what the tests found', async () => {
  await page.goto('/advisories?tab=own')
  await page.getByRole('link', { name: /CSIRT-2026-001/ }).click()
  await page.getByRole('button', { name: 'Run the tests' }).click()
  await page.getByText('All mandatory tests pass.').waitFor()
  await page.getByRole('button', { name: 'Approve it' }).waitFor()
  await sound()
  await page.keyboard.press('Escape')
  await page.goto('/advisories?tab=providers')
  await page.getByText('No provider is followed yet.').waitFor()
  await sound()
})

test('a workflow is a picture whose steps the keyboard reaches, and a list that says the same', async () => {
  await page.goto('/playbooks')
  await page.getByRole('link', { name: 'Isolate a host' }).click()
  const step = page.getByRole('button', { name: /^Pull the plug/ })
  await step.focus()
  await page.keyboard.press('Enter')
  expect(await step.getAttribute('aria-pressed')).toBe('true')
  expect(page.url()).toContain('step=action--')
  await page.getByRole('listitem').getByText('<img src=x', { exact: false }).waitFor()
  await sound()
  await page.screenshot({ path: `${process.env.TOCSIN_SHOTS ?? '/tmp'}/federate-playbook.png`, fullPage: true })
  expect(seen.wrongs).toEqual([])
})

test('who signed a playbook is a claim, until somebody says whose the key is', async () => {
  await page.getByText('It says that A neighbour signed it').waitFor()
  await page.getByText('Key not known here').waitFor()
  await page.getByRole('button', { name: 'Say whose key it is' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Whose key', { exact: true }).fill('The CSIRT of a neighbour')
  await dialog.getByLabel('How it was compared, and with whom').fill('Read aloud on the phone.')
  await sound()
  await dialog.getByRole('button', { name: 'Believe it' }).click()
  await page.getByText('Signed by The CSIRT of a neighbour').waitFor()
  await page.getByText('Proven', { exact: true }).waitFor()
  await sound()
  await page.setViewportSize({ width: 390, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${process.env.TOCSIN_SHOTS ?? '/tmp'}/federate-playbook-dark.png`, fullPage: true })
  expect(seen.wrongs).toEqual([])
})
