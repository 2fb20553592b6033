// Packages of Debian that the tests use: a browser, PostgreSQL, and programs to compare with. Installed only as root, where apt-get exists.
import { spawn } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
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

/** Installs packages. Returns '' when they are there, else why not. */
export async function aptInstall(...names) {
  const what = names.join(', ')
  if (!mayInstall()) return `installing Debian's ${what} needs root and apt-get`
  return during(`installing Debian's ${what}`, async () => {
    // An update that fails is not the end: the lists that are there may do.
    await run(['update', '-qq'])
    return run(['install', '-y', '-qq', '--no-install-recommends', ...names])
  })
}

const policy = '/usr/sbin/policy-rc.d'

/** As `aptInstall`, for packages that bring a service: none of them is started, so that no port of this machine is taken. */
export async function aptInstallStopped(...names) {
  const own = mayInstall() && !existsSync(policy)
  if (own) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await aptInstall(...names)
  } finally {
    if (own) rmSync(policy, { force: true })
  }
}
