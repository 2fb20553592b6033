// `npm run bench [part of a name]`: runs each *.bench.ts in a process of its own and prints ONE JSON document.
// A bench prints one JSON object on standard output and whatever it likes on standard error.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { installWhenNeeded } from './install.mjs'
import { giveUp, say, seconds } from './progress.mjs'
import { filesUnder, root } from './sources.mjs'

await installWhenNeeded()
const { buildAll, bundleInto } = await import('./build.mjs')
const { ensurePostgres } = await import('./postgres.mjs')

const isBench = (file) => /^(src\/.+|test\/bench\/[^/]+)\.bench\.ts$/.test(file)
const nameOf = (file) => file.replace(/^src\/|^test\/bench\//, '').replace(/\.bench\.ts$/, '')

/** Runs one bench. Resolves to what it printed, or throws with why that is not a result. */
async function measure(file, env) {
  const script = await bundleInto('build/bench', file)
  const child = spawn(process.execPath, ['--enable-source-maps', '--expose-gc', script], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`left with ${code}`)
  try {
    return JSON.parse(output)
  } catch {
    throw new Error(`printed something other than one JSON document: ${output.slice(0, 200)}`)
  }
}

const wanted = process.argv[2] ?? ''
const files = [...filesUnder('src'), ...filesUnder('test/bench')].filter(isBench)
const chosen = files.filter((file) => nameOf(file).includes(wanted))
if (chosen.length === 0) {
  giveUp(`No bench is called *${wanted}*. There are: ${files.map(nameOf).join(', ') || 'none'}.`, 2)
}
const failures = await buildAll()
if (failures.length > 0) giveUp(failures)

const postgres = await ensurePostgres({ mayInstall: false })
if (postgres.reason) say(`  without PostgreSQL: ${postgres.reason}`)
const env = postgres.url ? { TOCSIN_TEST_PG_URL: postgres.url } : {}

const document = {
  measuredAt: new Date().toISOString(),
  machine: {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryBytes: os.totalmem(),
    loadBefore: os.loadavg(),
    postgres: postgres.how ?? null,
  },
  results: {},
  failed: {},
}
for (const file of chosen) {
  const name = nameOf(file)
  const began = performance.now()
  say(`  ${name} ...`)
  try {
    document.results[name] = await measure(file, env)
    say(`  ${name}: measured in ${seconds(performance.now() - began)}`)
  } catch (error) {
    document.failed[name] = error.message
    say(`  ${name}: FAILED: ${error.message}`)
  }
}
document.machine.loadAfter = os.loadavg()
await postgres.stop?.()

const text = `${JSON.stringify(document, null, 2)}\n`
const place = path.join(root, 'bench/results', `${wanted.replace(/\W+/g, '-') || 'all'}.json`)
mkdirSync(path.dirname(place), { recursive: true })
writeFileSync(place, text)
process.stdout.write(text)
process.exitCode = Object.keys(document.failed).length > 0 ? 1 : 0
