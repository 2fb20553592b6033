// Sense, in front of a person: the story of 10 March 2025 as an exercise, from the wall to the attack, read, taken away
// as files, judged, and made into an incident and a claim.
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterRealm } from '#people/api.ts'
import { addTarget, getAttack, listAttacks, registerSensor } from '#sense/api.ts'
import type { Bucket } from '#sense/index.ts'
import { storyBuckets, storyComplaintBuckets, storyComplaints, storyTraffic } from '#sense/rules/generate/story.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt, sendBuckets, senseBeside } from '../setup/sense.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

const realm = 'exercise:march'
const at = (time: string) => Date.parse(`2025-03-10T${time}Z`) / 1000
const [first, last] = [at('00:00:00') - 43_200, at('12:30:00')]
const hostile = '<script>document.title="taken"</script>'

let browser: Browser
let node: TestNode
let analyst: Client
let shown: Visit
let page: Page
let attack = ''

beforeAll(async () => {
  browser = await launchBrowser()
  const clock = clockAt(at('00:00:00'))
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] })
  await (await node.administrator()).get(enterRealm, { person: analyst.person, exercise: 'march' })
  const sense = senseBeside(node, clock)
  await analyst.get(addTarget, { name: hostile, country: 'DE' }, { realm })
  const named = { name: 'Platform X', services: ['X'], users: 100_000_000, country: 'BE' }
  const target = (await analyst.get(addTarget, named, { realm })).id
  const sensor = (await analyst.get(registerSensor, { name: 'Edge' }, { realm })).id
  const buckets: Bucket[] = [
    ...storyBuckets(storyTraffic(7, 1), target, { from: first, to: last }),
    ...storyComplaintBuckets(storyComplaints(7, 1, 10), target),
  ]
  let sequence = 1
  let from = first
  for (const to of [at('00:00:00'), at('09:40:00'), last]) {
    const within = buckets.filter((bucket) => bucket.at >= from && bucket.at < to)
    clock.set(to + 40)
    sequence += 10 + (await sendBuckets(analyst, sensor, within, { sequence, realm }))
    await sense.detect()
    from = to
  }
  await sense.detect()
  const { attacks } = await analyst.get(listAttacks, {}, { realm })
  attack = attacks.find(({ state }) => state.measure !== 'complaints')?.id ?? ''
  shown = await visit(browser, node, { as: analyst, acceptDownloads: true })
  page = shown.page
  // What the store keeps at ten seconds hangs on the present, and the browser's must be the node's.
  await page.clock.setFixedTime((last + 40) * 1000)
})

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

const charts = () => page.getByRole('group', { name: /^Charts\./ })
const reading = () => page.locator('.chart-reading')
const choice = (name: string) => new URL(page.url()).searchParams.get(name)
const lengthShown = () => (Date.parse(choice('to') ?? '') - Date.parse(choice('from') ?? '')) / 1000

async function taken(button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

test('the wall says which target is under attack, and a name that is a script is text', async () => {
  await page.goto(`/sense?realm=${realm}`)
  const tile = page.locator('.wall-tile').filter({ hasText: 'Platform X' })
  await tile.getByText('Attack', { exact: true }).waitFor()
  await page.getByRole('link', { name: hostile }).waitFor()
  expect(await page.title()).toBe('EXERCISE · Sense · Tocsin')
  await tile.getByRole('link', { name: /waves since 2025-03-10 09:4[45] UTC/ }).click()
  await page.getByRole('heading', { name: 'Platform X, 10 March 2025', level: 1 }).waitFor()
  await page.getByText('2 waves, since').waitFor()
  await charts().waitFor()
})

test('a bucket is read by key, with its time to the second, its value and what is usual', async () => {
  await charts().focus()
  await page.keyboard.press('Home')
  const start = await reading().textContent()
  expect(start).toMatch(/^2025-03-10 09:\d\d:\d0 UTC .*packets\/s · usual .*sources/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const next = (await reading().textContent()) ?? ''
  const seconds = (text: string | null) => Date.parse(`2025-03-10T${/\d\d:\d\d:\d\d/.exec(text ?? '')?.[0]}Z`) / 1000
  expect(seconds(next) - seconds(start)).toBe(20)
  await page.keyboard.press('ArrowLeft')
  expect(seconds(await reading().textContent()) - seconds(start)).toBe(10)
})

test('plus and minus zoom around the bucket that is read, shift with an arrow moves, and the address holds it', async () => {
  await page.keyboard.press('+')
  await expect.poll(() => choice('from')).not.toBeNull()
  const near = lengthShown()
  await page.keyboard.press('-')
  await expect.poll(lengthShown).toBeGreaterThan(1.9 * near)
  const from = Date.parse(choice('from') ?? '')
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => Date.parse(choice('from') ?? '')).toBeGreaterThan(from)
  await page.getByRole('button', { name: 'All of it' }).click()
  await expect.poll(() => choice('from')).toBeNull()
})

test('dragging over a time shows it nearer, also when the button is let go outside', async () => {
  const chart = page.locator('svg.chart').first()
  await chart.scrollIntoViewIfNeeded()
  const box = await chart.boundingBox()
  if (!box) throw new Error('no chart')
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60)
  await page.mouse.move(box.x + box.width * 0.7, box.y - 60)
  await page.mouse.up()
  await expect.poll(() => choice('from')).not.toBeNull()
  expect(lengthShown()).toBeGreaterThan(600)
  expect(lengthShown()).toBeLessThan(2 * 3600)
  await page.reload()
  await charts().waitFor()
  await page.getByRole('button', { name: 'All of it' }).click()
})

test('another time is laid beside it, bands are switched, and the table has the same numbers', async () => {
  await page.getByLabel('Compare with').selectOption('86400')
  await page.locator('.chart-compared').first().waitFor({ state: 'attached' })
  await page.getByText('compared with', { exact: true }).waitFor()
  await page.getByText('By where the sources are registered').waitFor()
  await page.getByLabel('Bands').selectOption('protocol')
  await page.getByText('By protocol or status').waitFor()
  expect(choice('bands')).toBe('protocol')
  await page.locator('.chart-legend').getByText(/^TCP/).waitFor()
  await page.getByText('The same as a table').click()
  const table = page.getByRole('group', { name: 'Table of the buckets' })
  await table.getByRole('columnheader', { name: 'TCP' }).waitFor()
  await table.getByRole('columnheader', { name: 'Compared with' }).waitFor()
  expect(await table.getByRole('row').count()).toBeGreaterThan(50)
})

test('the charts are taken away as CSV, SVG and PNG, each with its marking and EXERCISE', async () => {
  const csv = await taken('CSV')
  const lines = csv.bytes.toString('utf8').split('\r\n')
  expect(lines[0]).toContain('EXERCISE')
  expect(lines[1]).toContain('TLP:AMBER+STRICT')
  expect(lines.filter((line) => /^2025/.test(line)).length).toBeGreaterThan(600)

  const svg = await taken('SVG')
  const text = svg.bytes.toString('utf8')
  expect(svg.name).toMatch(/^EXERCISE-Platform-X\.svg$/)
  expect(text).toContain('EXERCISE')
  expect(text).toContain('TLP:AMBER+STRICT')
  expect(text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toMatch(/not who sent them.*perpetrator/)
  const read = await page.evaluate((source) => {
    const { documentElement: root } = new DOMParser().parseFromString(source, 'image/svg+xml')
    return {
      broken: root.querySelector('parsererror')?.textContent ?? null,
      classes: root.querySelectorAll('[class]').length,
      paths: root.querySelectorAll('path').length,
      words: [...root.querySelectorAll('text')].map((one) => one.textContent),
    }
  }, text)
  expect(read).toMatchObject({ broken: null, classes: 0 })
  expect(read.paths).toBeGreaterThan(6)
  expect(read.words.some((word) => word?.startsWith('TCP'))).toBe(true)

  const png = await taken('PNG')
  expect(png.name).toMatch(/^EXERCISE-.*\.png$/)
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(png.bytes.length).toBeGreaterThan(10_000)
})

test('a day by the minute has eight bands and all others, fits the screen, and has no fault that axe knows', async () => {
  await page.goto(`/sense/attacks/${attack}?realm=${realm}&from=2025-03-09T12:00:00Z&to=2025-03-10T12:30:00Z`)
  await charts().waitFor()
  expect(await page.locator('.chart-band').count()).toBe(9)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await accessibilityFaults(page)).toEqual([])
})

test('a person judges it a flash crowd, with the reason', async () => {
  await page.getByRole('button', { name: 'Say what it was' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Flash crowd' }).check()
  await dialog.getByLabel('Why').fill('The game was on.')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText(/says: Flash crowd\. The game was on\./).waitFor()
  const { judged } = (await analyst.get(getAttack, { id: attack }, { realm })).attack.state
  expect(judged).toMatchObject({ as: 'flash crowd', by: analyst.person })
})

test('a claim is entered from it, with the shares and that they name nobody', async () => {
  await page.getByRole('link', { name: 'Enter as a claim' }).click()
  const dialog = page.getByRole('dialog')
  const says = await dialog.locator('textarea').first().inputValue()
  expect(says).toMatch(/2 waves of traffic to Platform X from 2025-03-10 09:4[45] UTC/)
  expect(says).toMatch(/That does not say who sent it\.$/)
  await dialog.getByRole('button', { name: 'Enter it' }).click()
  await page.waitForURL(/\/watch\/claims\//)
  await page
    .getByText(/2 waves of traffic to Platform X/)
    .first()
    .waitFor()
  expect((await page.locator('body').textContent())?.trim()).toMatch(/^EXERCISE/)
})

test('an incident is opened from it', async () => {
  await page.goto(`/sense/attacks/${attack}?realm=${realm}`)
  await page.getByRole('link', { name: 'Open an incident' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/began 2025-03-10 09:4[45] UTC/).waitFor()
  await dialog.getByRole('button', { name: 'Open the incident' }).click()
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}/)
  await page.getByRole('heading', { name: 'Platform X, 10 March 2025', level: 1 }).waitFor()
})

test('every part of sense says EXERCISE first, ran no script, and asked no other host', async () => {
  for (const where of ['/sense', '/sense?tab=attacks', '/sense?tab=observations', '/sense?tab=targets']) {
    await page.goto(`${where}${where.includes('?') ? '&' : '?'}realm=${realm}`)
    await page.getByRole('heading', { name: 'Sense', level: 1 }).waitFor()
    expect((await page.locator('body').textContent())?.trim()).toMatch(/^EXERCISE/)
    expect(await page.title()).toMatch(/^EXERCISE · Sense/)
  }
  await page.getByRole('link', { name: hostile }).click()
  await page.getByRole('heading', { name: hostile, level: 1 }).waitFor()
  expect(await page.title()).toContain(hostile)
  expect(shown.wrongs).toEqual([])
})
