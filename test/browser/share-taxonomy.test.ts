// The screens of the taxonomy, of clusters and of the forum: no fault that axe knows, at a desk and on a phone; used by keyboard.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { inviteToCluster, openCluster, postInCluster } from '#share/api/clusters.ts'
import { proposePractice, sayPracticeUse } from '#share/api/forum.ts'
import { draftTaxonomy } from '#share/api/taxonomy.ts'
import { proposeTerm, raiseVoice } from '#share/api/taxonomy-proposals.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let admin: Client
let grid: Client
let cluster = ''
let practice = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  admin = await node.administrator()
  const green = { tlp: 'GREEN' as const }
  const registered = { name: 'Example Grid', kind: 'operator' as const, country: 'AT', sectors: ['energy'] }
  const organisation = (await admin.get(registerOrganisation, registered)).id
  grid = await node.signedIn({ roles: ['crisis-manager'], organisation })
  const taxonomy = await admin.get(draftTaxonomy, { edition: '0.1', marking: green })
  const change = { do: 'change' as const, id: 'flooding', label: 'Flooding of services' }
  const asked = await grid.get(proposeTerm, { taxonomy: taxonomy.id, change, reason: 'Clearer.' })
  const on = { kind: 'share.taxonomyProposal' as const, id: asked.id }
  await admin.get(raiseVoice, { on, words: 'Agreed.', stand: 'agrees' })
  const opened = await admin.get(openCluster, {
    ...{ name: 'Together against flooding', mandate: 'Tell each other of attacks.', contact: 'Duty desk' },
    rules: { framework: 'Rules of the centre', version: '3', pointer: 'Chapter 2', link: 'https://sharing.example/' },
    ...{ threats: { taxonomy: taxonomy.id, terms: ['flooding'] }, highest: 'AMBER+STRICT' },
  })
  cluster = opened.id
  await admin.get(inviteToCluster, { id: cluster, version: 1, organisation })
  await admin.get(postInCluster, { cluster, text: 'The same flood again.' })
  practice = (await admin.get(proposePractice, { key: 'dnssec', marking: green })).id
  await admin.get(sayPracticeUse, { practice, use: 'in-use', on: '2025-03-01', evidence: 'All zones are signed.' })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const looks = [
  { name: 'at a desk in light colours', options: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' } },
  { name: 'on a phone in dark colours', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } },
] as const

test.each(looks)(
  '$name no screen has a fault that axe-core knows, or is wider than the window',
  async ({ options }) => {
    const { page, context, wrongs } = await visit(browser, node, { as: admin, ...options })
    const faults: string[] = []
    const pages = [
      '/taxonomy',
      '/taxonomy?tab=proposals',
      '/taxonomy?tab=mappings',
      '/taxonomy?tab=mappings&way=back',
      '/taxonomy?tab=versions',
      '/clusters',
      '/clusters?tab=authority',
      '/clusters?add=cluster',
      `/clusters/${cluster}`,
      '/forum',
      `/forum?practice=${practice}`,
      '/forum?add=practice',
    ]
    for (const at of pages) {
      await page.goto(at)
      await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await page.waitForTimeout(200)
      for (const fault of await accessibilityFaults(page)) faults.push(`${at}: ${fault}`)
      const wide = await overflow(page)
      if (wide > 0) faults.push(`${at}: ${wide} pixels wider than the window`)
    }
    expect(faults).toEqual([])
    expect(wrongs).toEqual([])
    await context.close()
  },
  180_000,
)

test('a proposal is taken into the draft from the screen, and the loss of a mapping is shown', async () => {
  const { page, context } = await visit(browser, node, { as: admin })
  await page.goto('/taxonomy?tab=proposals')
  await page.getByRole('button', { name: 'Decide Change flooding' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('Nobody is against it.')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Decide' }).press('Enter')
  await page.getByText('Accepted', { exact: true }).waitFor()
  await page.goto('/taxonomy')
  await page.getByRole('rowheader', { name: /Flooding of services/ }).waitFor()
  await page.goto('/taxonomy?tab=mappings')
  const row = page.getByRole('row', { name: /Technical outage/ })
  await row.getByText('Detail').waitFor()
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await page
    .getByRole('row', { name: /fraud\/copyright/ })
    .getByText('Everything')
    .waitFor()
  await context.close()
})

test('a faulty table says which line and why, and keeps nothing', async () => {
  const { page, context } = await visit(browser, node, { as: admin })
  await page.goto('/taxonomy?tab=mappings')
  await page.getByRole('button', { name: 'Import a national mapping' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Short name').fill('national-be')
  await dialog.getByLabel('Name', { exact: true }).fill('National list')
  await dialog.getByLabel('Table', { exact: true }).fill('term,relation,code\nflooding,exact,A-1\nphishing,same,A-2')
  await dialog.getByRole('button', { name: 'Import it' }).click()
  await dialog.getByText('“same” is no relation').waitFor()
  expect(await dialog.getByText('Line 3:').count()).toBe(1)
  await context.close()
})

test('an invited organisation joins by its consent, speaks, and owes the authority a notice', async () => {
  const { page, context } = await visit(browser, node, { as: grid })
  await page.goto(`/clusters/${cluster}`)
  await page.getByRole('button', { name: 'Join Example Grid' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Join' }).press('Enter')
  await page.getByLabel('Text').fill('We see it too.')
  await page.getByRole('button', { name: 'Say it' }).click()
  await page.getByText('We see it too.').last().waitFor()
  // What was said before it was a member is not there for it.
  expect(await page.getByText('The same flood again.').count()).toBe(0)
  await page.goto('/clusters?tab=authority')
  await page.getByRole('button', { name: /^Tell the authority/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('To whom').fill('Portal of the authority')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('Nothing is owed.').waitFor()
  await context.close()
})

test('in an exercise EXERCISE stands first, and nothing live is there', async () => {
  const realm = 'exercise:storm-2028'
  await admin.get(enterRealm, { person: admin.person, exercise: 'storm-2028' })
  const { page, context } = await visit(browser, node, { as: admin })
  for (const [at, words] of [
    ['/taxonomy', 'No version is here that you may read.'],
    ['/clusters', 'No cluster is here that you may read.'],
    ['/forum', 'No practice is here that you may read.'],
  ] as const) {
    await page.goto(`${at}?realm=${realm}`)
    await page.getByText(words).waitFor()
    expect(((await page.locator('body').textContent()) ?? '').trim()).toMatch(/^EXERCISE/)
    expect(await page.title()).toMatch(/^EXERCISE/)
  }
  await context.close()
})
