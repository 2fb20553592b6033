// How long each test file took: a reporter of the test runner that notes it, and `node tools/durations.mjs`, which keeps
// what the last `npm test` noted for the order of the next ones (test/setup/longest-first.ts).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { giveUp, say } from './progress.mjs'
import { root } from './sources.mjs'

export const noted = path.join(root, 'build/test/durations.json')
const kept = path.join(root, 'test/setup/durations.json')
/** Whoever takes less finds its place anywhere. */
const worthKeepingSeconds = 3

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

// biome-ignore lint/style/noDefaultExport: that is what the test runner loads.
export default class Durations {
  #seconds = {}

  onTestModuleEnd(module) {
    const { collectDuration, duration } = module.diagnostic()
    this.#seconds[module.relativeModuleId] = Math.round((collectDuration + duration) / 1000)
  }

  /** Journeys run twice, on two stores: the slower one counts. */
  onTestRunEnd() {
    const all = read(noted)
    for (const [file, seconds] of Object.entries(this.#seconds)) all[file] = Math.max(seconds, all[file] ?? 0)
    mkdirSync(path.dirname(noted), { recursive: true })
    writeFileSync(noted, JSON.stringify(all))
  }
}

if (process.argv[1] === import.meta.filename) {
  const all = Object.entries(read(noted))
  if (all.length === 0) giveUp('No durations are noted in build/test. Run `npm test` first.')
  const long = all.filter(([, seconds]) => seconds >= worthKeepingSeconds)
  const inOrder = long.sort(([one, a], [other, b]) => b - a || one.localeCompare(other))
  writeFileSync(kept, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`)
  say(
    `  kept ${long.length} of ${all.length} test files, ${all.reduce((sum, [, seconds]) => sum + seconds, 0)} s in all`,
  )
}
