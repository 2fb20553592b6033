// `npm start`: install when the lock file changed, build when sources changed, then become the server.
// Node built-ins only, so it runs in a fresh clone. `--prepare` stops before serving.
import { judgeNode } from './node-version.mjs'

const { refusal, warning } = judgeNode(process.version)
if (refusal) {
  console.error(refusal)
  process.exit(2)
}
if (warning) console.error(warning)

// Loaded only now: an old Node cannot read these.
const { installWhenNeeded } = await import('./install.mjs')
const { giveUp, say, sinceStart } = await import('./progress.mjs')
const { isFresh, root } = await import('./sources.mjs')
const { isGeoFresh } = await import('./geo.mjs')
const { spawnSync } = await import('node:child_process')
const path = await import('node:path')

await installWhenNeeded()

if (!isFresh('server') || !isFresh('web') || !isGeoFresh()) {
  // In a process of its own: the server that follows should not carry the bundlers' memory.
  const { status } = spawnSync(process.execPath, [path.join(root, 'tools/build.mjs')], { stdio: 'inherit' })
  if (status !== 0) giveUp('Tocsin was not started, because it could not be built (see above).', status ?? 1)
}

const words = process.argv.slice(2)
if (words.includes('--prepare')) {
  say(`  ready in ${sinceStart()}; \`./tocsin serve\` starts the server`)
} else {
  // The server takes this process over: same process id, so signals and the exit code need no carrying.
  const main = path.join(root, 'build/server/main.js')
  process.setSourceMapsEnabled(true)
  process.argv = [process.execPath, main, 'serve', ...words]
  await import(main)
}
