// `npm run federation`: builds the server when it changed, and plays story 1 among five nodes on this machine.
import { spawn } from 'node:child_process'
import { installWhenNeeded } from './install.mjs'
import { giveUp } from './progress.mjs'
import { root } from './sources.mjs'

await installWhenNeeded()
const { buildAll, bundleInto } = await import('./build.mjs')
const failures = await buildAll(['server'])
if (failures.length > 0) giveUp(failures)
const script = await bundleInto('build/federation', 'test/federation/run.ts')
const child = spawn(process.execPath, ['--enable-source-maps', script], { cwd: root, stdio: 'inherit' })
// Asked to stop, it stops its nodes and removes their folders first.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.once('close', (code) => {
  process.exitCode = code ?? 1
})
