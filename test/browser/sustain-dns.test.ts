// The resolver wall and the failover cockpit in a browser: a plan from the form, evidence, go, a conflict, roll back, a drill.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { createToken, enterRealm } from '#people/api.ts'
import { addPlan, getPlan, goFailover, proposeFailover } from '#sustain/api/failover.ts'
import { reportVantage } from '#sustain/api/vantage.ts'
import type { Health } from '#sustain/model/resolvers.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type StubServer, startStub } from '../setup/dns-servers.ts'
import { type Client, createClient, startTestNode, type TestNode } from '../setup/node.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-dns-'))
let browser: Browser
let node: TestNode
let officer: Client
let usual: StubServer
let fallback: StubServer
let plan: Id
let vantage: Client
let first: Visit
let page: Page

/** Made for drills, so that it may be changed: files, and a program that does nothing. What it serves is answered by a stub. */
function control(name: string, at: StubServer) {
  const drops = join(folder, name)
  mkdirSync(drops)
  const serves = { name: 'Own', transport: 'udp', address: at.address, port: at.port, unionBased: false }
  const programs = { systemctl: '/bin/true', resolvectl: '/bin/true' }
  return { name, kind: 'systemd-resolved', serves, timeoutMilliseconds: 2000, folder: drops, ...programs }
}

const upstream = (name: string, { address, port }: StubServer, unionBased = false) =>
  ({ name, transport: 'udp', address, port, unionBased }) as const

async function atVantage(): Promise<Client> {
  const scope = { readOnly: false, only: ['sustain.reportVantage', 'sustain.listVerdicts'] }
  const expires = new Date(Date.now() + 86_400_000).toISOString()
  const { token } = await officer.get(createToken, { name: 'Vantage point', scope, expires })
  const client = createClient(node.url)
  const plain = client.fetch
  client.fetch = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return plain(path, { ...init, headers })
  }
  return client
}

function says(health: Health) {
  const bad = health === 'failing'
  const figures = {
    ...{ samples: 20, failed: bad ? 1 : 0, servfail: 0, nxdomain: 0, slow: 0, disagreeing: 0 },
    ...{ medianMilliseconds: bad ? null : 12, p95Milliseconds: bad ? null : 31, validates: null },
  }
  const because = bad ? ['Without use: 100 % of 20 questions, limit 50 % (20 timeout).'] : []
  return { at: new Date().toISOString(), health, because, figures }
}

const report = (health: Health) =>
  vantage.get(reportVantage, {
    ...{ plan, vantage: 'Office in Tallinn' },
    verdicts: [
      { upstream: 'Provider', ...says(health) },
      { upstream: 'Union-based', ...says('well') },
    ],
  })

beforeAll(async () => {
  const names = { names: { 'portal.test': ['192.0.2.10'] } }
  usual = await startStub(names)
  fallback = await startStub({ address: '127.0.0.2', ...names })
  const file = join(folder, 'controls.json')
  const broken = { ...control('quay', fallback), systemctl: '/bin/false', drill: true }
  const controls = [{ ...control('city', fallback), drill: true }, control('harbour', fallback), broken]
  writeFileSync(file, JSON.stringify({ controls }), { mode: 0o600 })
  browser = await launchBrowser()
  node = await startTestNode({ env: { TOCSIN_CONTROLS: file } })
  officer = await node.signedIn({ roles: ['duty-officer'] })
  vantage = await atVantage()
  // Two of three must agree, and two are heard: nothing is proposed by itself.
  const added = await officer.get(addPlan, {
    ...{ name: 'Resolver of the city', control: 'city', everySeconds: 0.5, exclusions: [] },
    usual: [upstream('Provider', usual)],
    fallback: [upstream('Union-based', fallback, true)],
    questions: [{ name: 'portal.test', type: 'A', expect: 'answers', answers: ['192.0.2.10'], compare: false }],
    quorum: { least: 2, of: 3 },
  })
  plan = added.id
  await report('failing')
  first = await visit(browser, node, { as: officer })
  page = first.page
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
  await Promise.all([usual?.kill(), fallback?.kill()])
  rmSync(folder, { recursive: true, force: true })
})

async function shoot(name: string, on = page): Promise<void> {
  const { TOCSIN_SHOTS: shots } = process.env
  if (shots) await on.screenshot({ path: `${shots}/dns-${name}.png`, fullPage: true })
}

async function sound(on = page): Promise<void> {
  expect(await accessibilityFaults(on)).toEqual([])
}

const openOf = async () => (await officer.get(getPlan, { id: plan })).open

test('the wall shows each upstream by each vantage point, and the figures behind a cell on focus', async () => {
  await page.goto('/dns')
  const table = page.getByRole('group', { name: 'Upstreams of Resolver of the city by vantage point' })
  const cell = table.getByRole('button', { name: /^Provider from Office in Tallinn/ })
  expect(await cell.textContent()).toContain('failing')
  await table.getByRole('columnheader', { name: 'National CSIRT' }).waitFor({ timeout: 30_000 })
  await cell.focus()
  await page.getByRole('heading', { name: 'Provider from Office in Tallinn' }).waitFor()
  await page.getByText('Without use: 100 % of 20 questions', { exact: false }).waitFor()
  await shoot('wall')
  await sound()
})

test('a move is proposed, and nothing is changed before a second press that says what will happen', async () => {
  await page.getByRole('link', { name: 'Resolver of the city' }).click()
  await page.getByText('on the usual', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Propose a move' }).click()
  await page.getByLabel('Why?').fill('The provider stops at midnight')
  await page.getByRole('button', { name: 'Propose it' }).click()
  await page.getByRole('button', { name: 'GO', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('"city" is pointed from Provider to Union-based', { exact: false }).waitFor()
  await shoot('go')
  await sound()
  expect((await openOf())?.state.state).toBe('proposed')
  await dialog.getByRole('button', { name: 'GO: point it to the fallback' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('on the fallback', { exact: true }).first().waitFor()
  expect((await openOf())?.state.state).toBe('switched')
  await page.getByRole('heading', { name: 'Steps' }).waitFor()
  await shoot('switched')
  await sound()
})

test('what was moved is put back, and stays in the list with its times', async () => {
  await page.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it back' }).click()
  await page.getByRole('button', { name: 'Start a drill' }).waitFor()
  await page
    .getByRole('row')
    .filter({ has: page.getByText('put back', { exact: true }) })
    .waitFor()
  await page.getByText('on the usual', { exact: true }).waitFor()
  expect(await openOf()).toBeNull()
})

test('whoever presses second is told that somebody else decided', async () => {
  await page.getByRole('button', { name: 'Propose a move' }).click()
  await page.getByLabel('Why?').fill('Once more')
  await page.getByRole('button', { name: 'Propose it' }).click()
  await page.getByRole('button', { name: 'GO', exact: true }).click()
  const open = await openOf()
  if (!open) throw new Error('nothing is open')
  await officer.get(goFailover, { id: open.id, version: open.version })
  await page.getByText('Somebody else decided', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Look at what stands now' }).click()
  await page.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it back' }).click()
  await page.getByRole('button', { name: 'Start a drill' }).waitFor()
})

test('a drill says DRILL everywhere, and ends with a summary that can be printed', async () => {
  await page.getByRole('button', { name: 'Start a drill' }).click()
  await page.getByLabel('Why?').fill('Drill of the quarter')
  await page.getByRole('button', { name: 'Start the drill' }).click()
  await page.getByRole('heading', { level: 1, name: 'DRILL · Resolver of the city' }).waitFor()
  await page.getByRole('region', { name: 'Summary of the drill' }).waitFor()
  await page.getByRole('heading', { name: 'DRILL · The plan' }).waitFor()
  await shoot('drill')
  await sound()
  await page.emulateMedia({ media: 'print' })
  await shoot('drill-print')
  await page.emulateMedia({ media: 'screen' })
})

test('the permission to move alone is given with limits, and withdrawn with a reason', async () => {
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Allow it to move by itself' }).click()
  await page.getByLabel('Until the end of this day (UTC)').fill('2027-01-31')
  await page.getByRole('button', { name: 'Allow it, under my name' }).click()
  await page.getByText('at most 2 times a day', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Withdraw the permission' }).click()
  await page.getByLabel('Why?').fill('Maintenance of the fallback')
  await page.getByRole('button', { name: 'Withdraw it' }).click()
  await page.getByText('at most 2 times a day', { exact: false }).waitFor({ state: 'detached' })
})

test('a plan is made from a guideline', async () => {
  await page.goto('/dns?add=plan')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name of the plan').fill('Harbour')
  await dialog.getByLabel('Resolver that is moved').selectOption('harbour')
  await sound()
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.getByRole('button', { name: 'Add: usual resolver' }).click()
  const row = dialog.getByRole('group', { name: 'usual resolver 1' })
  await row.getByLabel('Name').fill('Provider')
  await row.getByLabel('Address').fill(usual.address)
  await row.getByLabel(/^Port/).fill(String(usual.port))
  await shoot('form')
  await sound()
  // What the guideline names is out there in the world, and a plan at work asks it: here only loopback is asked.
  const away = dialog.getByRole('button', { name: /^Take away: fallback resolver/ })
  while ((await away.count()) > 0) await away.first().click()
  await dialog.getByRole('button', { name: 'Add: fallback resolver' }).click()
  const instead = dialog.getByRole('group', { name: 'fallback resolver 1' })
  await instead.getByLabel('Name').fill('Union-based')
  await instead.getByLabel('Address').fill(fallback.address)
  await instead.getByLabel(/^Port/).fill(String(fallback.port))
  await dialog.getByText('Thresholds, quorum', { exact: false }).click()
  await dialog.getByRole('button', { name: 'Add the plan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Harbour' }).waitFor()
  await page.getByText('Who decides').waitFor()
  await page.getByText('Nothing is asked, proposed or moved until somebody wakes it.').waitFor()
  await page.getByText('The plan is at rest.').waitFor()
})

test('a plan file that is none is refused in words; one that is goes in, comes out the same, and is changed', async () => {
  const file = {
    ...{ name: 'Resolver of the port', control: 'harbour', quorum: { least: 2, of: 3 } },
    usual: [upstream('Provider', usual)],
    fallback: [upstream('Union-based', fallback, true)],
    questions: [{ name: 'portal.test', type: 'A', expect: 'answers', compare: false }],
  }
  await page.goto('/dns?add=plan')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('From a plan file').click()
  const give = (text: string) =>
    dialog
      .getByLabel('Plan file', { exact: true })
      .setInputFiles({ name: 'port.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await give('{ "name": ')
  await dialog.getByRole('button', { name: 'Add the plan' }).click()
  await dialog.getByText('It is no JSON', { exact: false }).waitFor()
  await give(JSON.stringify(file))
  await dialog.getByRole('button', { name: 'Add the plan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Resolver of the port' }).waitFor()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Plan file' }).click(),
  ])
  await saved.saveAs(join(folder, 'saved.json'))
  expect(JSON.parse(readFileSync(join(folder, 'saved.json'), 'utf8'))).toMatchObject(file)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await dialog.getByLabel('Name of the plan').fill('Resolver of the old port')
  await dialog.getByRole('button', { name: 'Keep the change' }).click()
  await page.getByRole('heading', { level: 1, name: 'Resolver of the old port' }).waitFor()
})

test('a resolver that is stranded says so loudly, with what is to be done first', async () => {
  const { id } = await officer.get(addPlan, {
    ...{ name: 'Resolver of the quay', control: 'quay', quorum: { least: 2, of: 3 } },
    usual: [upstream('Provider', usual)],
    fallback: [upstream('Union-based', fallback, true)],
    questions: [{ name: 'portal.test', type: 'A', expect: 'answers', answers: ['192.0.2.10'], compare: false }],
  })
  const { id: failover, version } = await officer.get(proposeFailover, { plan: id, reason: 'It is broken' })
  await officer.get(goFailover, { id: failover, version })
  await page.goto(`/dns/plans/${id}`)
  const loud = page.getByRole('alert').filter({ hasText: 'STRANDED' })
  await loud.waitFor()
  expect(await loud.textContent()).toContain('is "quay" running, and does it answer?')
  await page.getByRole('button', { name: 'Roll back' }).waitFor()
  await shoot('stranded')
  await sound()
})

test('an exercise says EXERCISE first, and an empty wall says what to do', async () => {
  const administrator = await node.administrator()
  await administrator.get(enterRealm, { person: officer.person, exercise: 'dns' })
  await page.goto('/dns?realm=exercise:dns')
  await page.getByRole('region', { name: 'Exercise' }).getByText('EXERCISE', { exact: true }).waitFor()
  await page.getByRole('heading', { name: 'No plan is at work yet' }).waitFor()
  await page.getByRole('link', { name: 'How it is set up' }).waitFor()
  await shoot('exercise')
  await sound()
})

test('whoever may not decide sees the same without the buttons, on a phone and in the dark', async () => {
  const phone = await visit(browser, node, {
    as: await node.signedIn({ roles: ['analyst'] }),
    ...{ viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
  })
  for (const path of ['/dns', `/dns/plans/${plan}`]) {
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page
      .getByRole('rowheader', { name: /^Provider/ })
      .first()
      .waitFor()
    expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
    await shoot(`phone-${path.length > 5 ? 'cockpit' : 'wall'}`, phone.page)
    await sound(phone.page)
  }
  await phone.page.getByText('Duty officers and crisis managers decide.', { exact: false }).waitFor()
  expect(await phone.page.getByRole('button', { name: 'Propose a move' }).count()).toBe(0)
  expect([...first.wrongs, ...phone.wrongs]).toEqual([])
  await phone.context.close()
})
