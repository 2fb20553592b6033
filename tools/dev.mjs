// `npm run dev`: like `npm start`, and again at every change below src/.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { say } from './progress.mjs'
import { root } from './sources.mjs'

let server
let timer

function start() {
  const words = [path.join(root, 'tools/boot.mjs'), ...process.argv.slice(2)]
  server = spawn(process.execPath, words, { stdio: 'inherit' })
  server.on('exit', (code) => {
    if (code) say(`  the server left with ${code}; waiting for the next change`)
  })
}

function restart() {
  const old = server
  if (!old || old.exitCode !== null || old.signalCode !== null) return start()
  old.once('exit', start)
  old.kill('SIGTERM')
}

watch(path.join(root, 'src'), { recursive: true }, (_event, file) => {
  if (!file || /\.test\.tsx?$/.test(file)) return
  clearTimeout(timer)
  timer = setTimeout(restart, 300)
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server?.once('exit', () => process.exit(0))
    if (!server?.kill(signal)) process.exit(0)
  })
}
start()
