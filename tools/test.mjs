// `npm test`: does whatever it needs, runs every check and every test, and says at the end how many of each.
// Starts with Node built-ins only, so it runs in a fresh clone. `node tools/test.mjs unit browser` runs some steps.
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { noted } from './durations.mjs'
import { embeddedOnly } from './embedded-only.mjs'
import { installWhenNeeded } from './install.mjs'
import { dropPassing } from './memory.mjs'
import { judgeNode } from './node-version.mjs'
import { giveUp, say, seconds, sinceStart } from './progress.mjs'
import { checkRow, closing, tally } from './results.mjs'
import { root } from './sources.mjs'

const { refusal, warning } = judgeNode(process.version)
if (refusal) giveUp(refusal, 2)
if (warning) say(warning)
await installWhenNeeded()
const { buildAll } = await import('./build.mjs')
const { checks, runNode } = await import('./checks.mjs')
const { ensureChromium } = await import('./chromium.mjs')
const { ensureNameServers, ensurePeers } = await import('./peers.mjs')
const { dropLeftovers, ensurePostgres } = await import('./postgres.mjs')

const asked = process.argv.slice(2)
const wanted = (name) => asked.length === 0 || asked.some((word) => name.startsWith(word))
const runName = `tocsin_test_${randomBytes(4).toString('hex')}`
const steps = []
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

async function step(name, work) {
  if (!wanted(name)) return
  say(`\n== ${name}`)
  const began = performance.now()
  const row = await work()
  row.milliseconds = performance.now() - began
  say(`${row.failed === 0 ? 'ok' : 'FAILED'} ${name} in ${seconds(row.milliseconds)}`)
  steps.push({ name, ...row })
}

async function check({ name, run }) {
  await step(name, async () => {
    const verdict = await run()
    if (!verdict.ok) say(verdict.text)
    return checkRow(name, verdict, 0)
  })
}

const vitest = 'node_modules/vitest/vitest.mjs'
const reportFile = (name) => `build/test/${name.replace(/\W+/g, '-')}.json`

function readReport(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs one project of vitest.config.ts and reads its report. */
async function project(name, words, env = {}) {
  await step(name, async () => {
    const file = reportFile(name)
    rmSync(path.join(root, file), { force: true })
    const settings = {
      env: { ...process.env, TOCSIN_TEST_RUN: runName, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    }
    const all = [
      'run',
      ...words,
      '--reporter=default',
      '--reporter=json',
      '--reporter=./tools/durations.mjs',
      `--outputFile.json=${file}`,
    ]
    const { code } = await runNode(vitest, all, settings)
    return tally(readReport(file), code)
  })
}

/** Counts the tests of a project that cannot run here, by asking the test runner to list them. */
async function skip(name, words, reason) {
  await step(name, async () => {
    const file = reportFile(`${name} list`)
    rmSync(path.join(root, file), { force: true })
    const { code, output } = await runNode(vitest, ['list', ...words, `--json=${file}`])
    const listed = readReport(file)
    const why = output.split('\n').find((line) => /error/i.test(line)) ?? `left with ${code}`
    const failures = code === 0 && listed ? [] : [`its tests could not even be listed: ${why.trim()}`]
    if (listed?.length === 0) failures.push('there was no test to skip')
    say(`skipped: ${reason}`)
    return {
      passed: 0,
      failed: failures.length,
      skipped: listed?.length ?? 0,
      reasons: [reason],
      failures,
      retried: [],
    }
  })
}

mkdirSync(path.join(root, 'build/test'), { recursive: true })
if (asked.length === 0) rmSync(noted, { force: true })
const build = async () => {
  const failures = await buildAll()
  return { ok: failures.length === 0, text: failures.join('\n') }
}
await check({ name: 'build', run: build })
// Each check is one busy program: two at a time, as there are two cores.
const waiting = [...checks]
const lane = async () => {
  for (let one = waiting.shift(); one; one = waiting.shift()) await check(one)
}
await Promise.all([lane(), lane()])
if (wanted('edge')) for (const reason of await ensurePeers()) say(`  ${reason}`)
if (wanted('edge') || wanted('journeys')) for (const reason of await ensureNameServers()) say(`  ${reason}`)
// Those at the edge wait much and compute little, so they go along with the others.
if (asked.length === 0) await project('unit and edge', ['--project', 'unit', '--project', 'edge'])
else {
  await project('unit', ['--project', 'unit'])
  await project('edge', ['--project', 'edge'])
}
await project('journeys: embedded', ['--project', 'journeys'], { TOCSIN_TEST_DB: 'embedded' })

if (wanted('journeys: postgres')) {
  const postgres = await ensurePostgres({ passing: true })
  if (postgres.url) {
    say(`\nPostgreSQL: ${postgres.how}`)
    const env = { TOCSIN_TEST_DB: 'postgres', TOCSIN_TEST_PG_URL: postgres.url }
    try {
      for (const { file, reason } of embeddedOnly()) say(`  not on PostgreSQL: ${file}: ${reason}`)
      await project('journeys: postgres', ['--project', 'journeys'], env)
      const left = await dropLeftovers(postgres.url, runName)
      if (left > 0) say(`  dropped ${left} databases that tests left behind`)
    } finally {
      await postgres.stop()
    }
  } else await skip('journeys: postgres', ['--project', 'journeys'], postgres.reason)
}

if (wanted('browser')) {
  const chromium = await ensureChromium()
  const words = ['--project', 'browser']
  if (chromium.path)
    await project('browser', words, { TOCSIN_TEST_DB: 'embedded', TOCSIN_TEST_CHROMIUM: chromium.path })
  else await skip('browser', words, chromium.reason)
}

const left = dropPassing(runName)
if (left > 0) say(`  removed ${left} stores that tests left behind`)
say(`\nran for ${sinceStart()}`)
if (steps.length === 0)
  giveUp(`No step is called ${asked.join(' or ')}. Steps: build, types, arrows, style, unit, journeys, browser.`, 2)
for (const line of closing(steps)) console.log(line)
process.exitCode = steps.some((row) => row.failed > 0) ? 1 : 0
