// Packages of Debian that the tests use: a browser, PostgreSQL, and programs to compare with. Installed only as root, where apt-get exists.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { during } from './progress.mjs'

export const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

function run(words) {
  return new Promise((resolve) => {
    const child = spawn('apt-get', words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors = (errors + chunk).slice(-2000)
    })
    child.on('error', (error) => resolve(String(error)))
    child.on('close', (code) =>
      resolve(code === 0 ? '' : errors.trim().split('\n').at(-1) || `apt-get left with ${code}`),
    )
  })
}

/** Installs a package. Returns '' when it is there, else why not. */
export async function aptInstall(name) {
  if (!mayInstall()) return `installing Debian's ${name} needs root and apt-get`
  return during(`installing Debian's ${name}`, async () => {
    // An update that fails is not the end: the lists that are there may do.
    await run(['update', '-qq'])
    return run(['install', '-y', '-qq', '--no-install-recommends', name])
  })
}
