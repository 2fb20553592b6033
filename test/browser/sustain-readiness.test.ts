// Readiness in a browser: a network is written down, a configuration is read into it, the reasons change; a guideline is approved by two.
import { tmpdir } from 'node:os'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import { addDnsUse } from '#sustain/api/resolvers.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let analyst: Client
let first: Visit
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  const admin = await node.administrator()
  const { id } = await admin.get(registerOrganisation, {
    ...{ name: 'Exercise Bank', kind: 'operator', country: 'DK', sectors: ['banking', 'energy.electricity'] },
  })
  analyst = await node.signedIn({ roles: ['analyst'] })
  const google = {
    name: '8.8.8.8',
    role: 'used',
    how: 'forwards',
    transport: 'udp',
    address: '8.8.8.8',
    known: null,
    operator: null,
  } as const
  await analyst.get(addDnsUse, {
    ...{ network: 'Branches', organisation: id, bootstrap: 'dhcp', internalZones: [], validates: false },
    resolvers: [{ ...google, country: null, unionBased: null, validates: null, knownBy: 'stated' }],
  })
  first = await visit(browser, node, { as: analyst })
  page = first.page
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

async function shoot(name: string, on = page): Promise<void> {
  const { TOCSIN_SHOTS: folder } = process.env
  if (folder) await on.screenshot({ path: `${folder}/readiness-${name}.png`, fullPage: true })
}

async function sound(on = page): Promise<void> {
  expect(await accessibilityFaults(on)).toEqual([])
}

test('a network is written down, and each criterion says why', async () => {
  await page.goto('/dns/readiness')
  await page.getByText('Branches').waitFor()
  await page.getByRole('button', { name: 'Add a network' }).click()
  await page.getByLabel('Network', { exact: true }).fill('Offices')
  await page.getByRole('button', { name: 'Write it down' }).click()
  await page.getByText('Offices', { exact: true }).waitFor()
  const branches = page.getByRole('listitem').filter({ hasText: 'Branches' }).first()
  await branches.getByText('Why').click()
  await branches.getByText('None of 1 is run from inside the Union', { exact: false }).waitFor()
  await shoot('networks')
  await sound()
})

test('a configuration is read line by line first, and only then taken into the network', async () => {
  await page.getByRole('button', { name: 'Read a file for Offices' }).click()
  const dialog = page.getByRole('dialog')
  const text =
    'server:\n  auto-trust-anchor-file: "/k"\nforward-zone:\n  name: "."\n  forward-tls-upstream: yes\n  forward-addr: 86.54.11.100@853#unfiltered.joindns4.eu\n'
  await dialog
    .getByLabel('File')
    .setInputFiles({ name: 'unbound.conf', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await dialog.getByRole('button', { name: 'Read it' }).click()
  await dialog.getByText('Asks 86.54.11.100 (DNS4EU unfiltered) over dot, port 853.').waitFor()
  await shoot('file')
  await sound()
  await dialog.getByRole('button', { name: 'Take it into the network' }).click()
  await dialog.waitFor({ state: 'detached' })
  const offices = page.getByRole('listitem').filter({ hasText: 'Offices' }).first()
  await offices.getByText('Why').click()
  await offices
    .getByText('DNS4EU unfiltered (86.54.11.100) over dot is run from inside the Union, and in use.')
    .waitFor()
})

test('all networks stand by sector and country', async () => {
  await page.getByRole('tab', { name: 'By sector and country' }).click()
  await page.getByRole('columnheader', { name: 'Denmark' }).waitFor()
  expect(await page.getByRole('row').count()).toBe(4)
  await shoot('cells')
  await sound()
})

test('a guideline is drafted, edited, and approved by another person', async () => {
  await page.getByRole('tab', { name: 'Guidelines' }).click()
  await page.getByRole('button', { name: 'Draft our own from it' }).click()
  await page.getByText('somebody else has to approve it', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Title').fill('Moving names of the CSIRT')
  await page.getByRole('button', { name: 'Keep the edition' }).click()
  await page.getByRole('heading', { level: 1, name: 'Moving names of the CSIRT' }).waitFor()
  await shoot('guideline')
  await sound()
  const officer = await visit(browser, node, {
    as: await node.signedIn({ roles: ['duty-officer'] }),
    colorScheme: 'dark',
  })
  await officer.page.goto(page.url())
  await officer.page.getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByText('In force: version 1.0', { exact: false }).waitFor()
  await sound(officer.page)
  await shoot('approved-dark', officer.page)
  const [saved] = await Promise.all([
    officer.page.waitForEvent('download'),
    officer.page.getByRole('link', { name: 'CACAO 2.0' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('union-dns-failover-v1.0-full.cacao.json')
  await saved.saveAs(`${tmpdir()}/${saved.suggestedFilename()}`)
  await officer.context.close()
})

test('it fits a phone and the dark, and does nothing that it should not', async () => {
  const phone = await visit(browser, node, { as: analyst, viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
  for (const path of ['/dns/readiness', '/dns/readiness?tab=over-all', '/dns/guidelines/union-dns-failover']) {
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.waitForLoadState('networkidle')
    expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
    await shoot(`phone-${path.replace(/\W+/g, '-')}`, phone.page)
  }
  expect([...first.wrongs, ...phone.wrongs]).toEqual([])
  await phone.context.close()
})
