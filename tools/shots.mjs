// Takes the pictures of the README: starts a node of its own, fills it as a duty desk would, and photographs the pages.
// `node tools/shots.mjs [folder] [name...]`: without names, all of them.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { buildAll, bundleInto } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { giveUp, say } from './progress.mjs'
import { assessments, incidents, texts, watched } from './shots-story.mjs'
import { root } from './sources.mjs'

const pictures = path.resolve(process.argv[2] ?? path.join(root, 'docs', 'pictures'))
const wanted = process.argv.slice(3)
const largest = 300 * 1024
/** Of a step in the browser: a machine that does other work is slow, not broken. */
const patienceMs = 120_000
const password = 'seven bells ring at dawn'

export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** A node with an empty data folder. Resolves with its address and the one-time link for the set-up. */
async function startNode(data) {
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(root, 'build/server/main.js'), 'serve'], {
    cwd: root,
    env: { ...process.env, TOCSIN_DATA: data, TOCSIN_PORT: String(port), TOCSIN_HOST: '127.0.0.1', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const link = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The node printed no set-up link:\n${printed}`)), 90_000)
    const hear = (chunk) => {
      printed += chunk
      const found = /https?:\/\/\S+\/setup#[A-Za-z0-9_-]{43,64}/.exec(printed)
      if (!found) return
      clearTimeout(timer)
      resolve(found[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`The node ended with ${code}:\n${printed}`)))
  })
  return {
    url: new URL(link).origin,
    link,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit')
        child.once('exit', resolve)
        child.kill('SIGTERM')
      }),
  }
}

async function setUp(page, link) {
  await page.goto(link)
  await page.getByLabel('Name', { exact: true }).fill('National CSIRT of Exampleland')
  await page.getByRole('combobox', { name: 'Country' }).fill('Belgium')
  await page.getByRole('option', { name: 'Belgium' }).click()
  await page.getByLabel('Your name').fill('Duty desk')
  await page.getByLabel('E-mail address').fill('desk@csirt.example')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Set up the node' }).click()
  await page.getByRole('link', { name: 'Later' }).waitFor()
}

/** Runs an operation as the page does, with its session. */
async function tell(page, name, input) {
  const answer = await page.evaluate(
    async ([at, body]) => {
      const response = await fetch(`/api/${at.replace('.', '/')}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { ok: response.ok, value: await response.json() }
    },
    [name, input],
  )
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.value)}`)
  return answer.value
}

async function fill(page) {
  for (const text of texts) await tell(page, 'watch.importText', text)
  for (const { moves = [], task, note, ...incident } of incidents(Date.now())) {
    const opened = await tell(page, 'assess.declareIncident', incident)
    let { version } = opened
    for (const event of moves)
      ({ version } = await tell(page, 'assess.moveIncident', { id: opened.id, version, event }))
    if (task) await tell(page, 'assess.addTask', { incident: opened.id, ...task })
    if (note) await tell(page, 'assess.addNote', { incident: opened.id, text: note })
  }
}

/** Assesses by law what the story says; answers the ids. */
async function assess(page, incident) {
  const ids = []
  for (const one of assessments(Date.now(), incident)) ids.push((await tell(page, 'assess.openAssessment', one)).id)
  return ids
}

/** A day and a half of traffic and complaints, given as a stick carries it; answers the attack that the node finds in it. */
async function attacked(page, data) {
  const target = (await tell(page, 'sense.addTarget', watched)).id
  const sensor = (await tell(page, 'sense.registerSensor', { name: 'Exchange point' })).id
  const script = await bundleInto('build/shots', 'test/setup/story-frames.ts')
  const { writeStoryFrames } = await import(script)
  const folder = path.join(data, 'stick')
  writeStoryFrames(folder, { target, sensor }, Math.floor(Date.now() / 1000))
  const words = [path.join(root, 'build/server/main.js'), 'sense', 'take-frames', folder]
  execFileSync(process.execPath, words, { cwd: root, env: { ...process.env, TOCSIN_DATA: data, DATABASE_URL: '' } })
  for (const until = Date.now() + 180_000; Date.now() < until; await page.waitForTimeout(1000)) {
    const { attacks } = await ask(page, 'sense.listAttacks', '')
    const found = attacks.find(({ state }) => state.measure !== 'complaints' && state.waves.length >= 3)
    if (found) return found.id
  }
  throw new Error('The node found no attack of three waves within three minutes.')
}

const sizes = { desk: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } }

async function photograph(browser, state, url, shots) {
  for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const context = await browser.newContext({
      storageState: state,
      viewport: sizes[shot.size ?? 'desk'],
      colorScheme: shot.dark ? 'dark' : 'light',
      timezoneId: 'Europe/Brussels',
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(patienceMs)
    const page = await context.newPage()
    await page.goto(`${url}${shot.at}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shot.before?.(page)
    await page.waitForLoadState('load')
    await page.waitForTimeout(700)
    const file = path.join(pictures, `${shot.name}.png`)
    await page.screenshot({ path: file, fullPage: Boolean(shot.whole) })
    const { size } = statSync(file)
    if (size > largest)
      throw new Error(`${shot.name}.png has ${Math.round(size / 1024)} kB: more than a README should load`)
    say(`  ${path.relative(root, file)}  ${Math.round(size / 1024)} kB`)
    await context.close()
  }
}

async function run() {
  const executablePath = findChromium()
  if (!executablePath) giveUp(['No Chromium here.', 'Install one (apt-get install chromium), then run it again.'])
  const failures = await buildAll()
  if (failures.length > 0) giveUp(failures)
  mkdirSync(pictures, { recursive: true })
  const data = mkdtempSync(path.join(tmpdir(), 'tocsin-shots-'))
  const node = await startNode(data)
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    const context = await browser.newContext({ viewport: sizes.desk })
    context.setDefaultTimeout(patienceMs)
    const page = await context.newPage()
    await setUp(page, node.link)
    await fill(page)
    const { items } = await ask(page, 'watch.listItems', 'limit=1')
    const { items: open } = await ask(page, 'assess.listIncidents', 'sort=severity&limit=1')
    const [assessed] = await assess(page, open[0].id)
    const attack = await attacked(page, data)
    const state = await context.storageState()
    await photograph(browser, state, node.url, [
      { name: 'picture', at: '/picture' },
      { name: 'picture-dark', at: '/picture', dark: true },
      { name: 'picture-phone', at: '/picture', size: 'phone' },
      { name: 'watch', at: '/watch' },
      { name: 'item', at: `/watch/${items[0].id}` },
      { name: 'incidents', at: '/incidents' },
      { name: 'incident', at: `/incidents/${open[0].id}`, dark: true },
      { name: 'report-phone', at: '/report', size: 'phone' },
      { name: 'verdict', at: `/assess/${assessed}` },
      { name: 'question-phone', at: `/assess/${assessed}/questions`, size: 'phone' },
      { name: 'clocks', at: '/clocks', dark: true },
      {
        name: 'attack',
        at: `/sense/attacks/${attack}`,
        before: (it) => it.getByRole('group', { name: /^Charts\./ }).waitFor(),
      },
      {
        name: 'palette',
        at: '/picture',
        before: async (it) => {
          await it.keyboard.press('Control+k')
          await it.getByRole('combobox').fill('pay')
        },
      },
    ])
  } finally {
    await browser.close()
    await node.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function ask(page, name, query) {
  return page.evaluate(async (at) => (await fetch(at)).json(), `/api/${name.replace('.', '/')}?${query}`)
}

if (process.argv[1] === import.meta.filename) await run()
