// Installs the packages when the lock file or Node changed since the last time. Node built-ins only.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { during, giveUp, say } from './progress.mjs'
import { root } from './sources.mjs'
import { identityOf, inTurn, isAlive, readHolder } from './turn.mjs'

const stamp = path.join(root, 'node_modules/.tocsin-stamp')
const folder = path.join(root, 'node_modules')
const underway = path.join(root, 'node_modules/.tocsin-installing')

/** What the installed packages depend on: the lock file, and the Node they run on. */
export function wantedStamp(lockFile = readFileSync(path.join(root, 'package-lock.json'))) {
  const lock = createHash('sha256').update(lockFile).digest('hex')
  return `${lock} ${process.version} ${process.platform} ${process.arch}\n`
}

export function isInstalled() {
  return !existsSync(underway) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedStamp()
}

function runNpm() {
  const npm = process.env.npm_execpath
  const words = [
    'install',
    '--ignore-scripts',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--loglevel=error',
  ]
  const [command, words_] = npm?.endsWith('.js') ? [process.execPath, [npm, ...words]] : ['npm', words]
  return new Promise((resolve) => {
    const child = spawn(command, words_, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    if (child.pid) writeFileSync(underway, JSON.stringify(identityOf(child.pid)))
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** What went wrong, and what to do, from npm's own words. */
export function adviceFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|ECONNRESET|EHOSTUNREACH|network/i.test(output)) {
    return 'The package registry cannot be reached. Check the network and the proxy (`npm config get registry`, `https_proxy`), then run the same command again. On a closed network, copy node_modules from a machine of the same kind that has run `npm start`.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full. Free about 1 GB, then run the same command again.'
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'This folder cannot be written to. Run as the user who owns it, or clone it where you may write.'
  }
  if (/EINTEGRITY/.test(output)) {
    return 'A downloaded package differs from the one in the lock file. Do not go on: run `npm cache verify`, try again, and report it if it stays.'
  }
  if (/spawn npm ENOENT/.test(output))
    return 'npm is not on the PATH. It comes with Node.js; some systems package it apart (Debian: npm).'
  if (/E404|ETARGET/.test(output))
    return 'The registry in use lacks a package of the lock file. Ask its keeper, or use another (`npm config get registry`).'
  return 'Read the lines of npm above. Removing the folder node_modules and running the same command again often helps.'
}

/** An npm whose parent was killed goes on by itself; nobody else may write to node_modules until it ends. */
async function orphanToEnd() {
  const npm = readHolder(underway)
  if (!npm || !isAlive(npm)) return
  say(`  an earlier install is still running as process ${npm.pid}; waiting for it to end`)
  while (isAlive(npm)) await new Promise((resolve) => setTimeout(resolve, 500))
}

function warnWhenTight() {
  const { bavail, bsize } = statfsSync(root)
  const freeGigabytes = (bavail * bsize) / 1e9
  if (freeGigabytes < 1) say(`  only ${freeGigabytes.toFixed(1)} GB free here; the packages need about 0.6 GB`)
}

/** Installs when needed, one process at a time. Leaves with a clear text when it cannot. */
export async function installWhenNeeded() {
  if (isInstalled()) return false
  return inTurn(async () => {
    if (isInstalled()) return false
    // npm empties the folder that a link leads to, and that is somebody else's.
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
      giveUp(
        'node_modules is a link, and what it leads to does not fit this version. Remove the link, then run the same command again.',
      )
    if (existsSync(underway)) {
      await orphanToEnd()
      say('  the last install was cut short; starting it afresh')
      rmSync(folder, { recursive: true, force: true })
    }
    warnWhenTight()
    mkdirSync(path.dirname(underway), { recursive: true })
    const { code, output } = await during('installing the packages (a few minutes the first time)', runNpm)
    if (code !== 0) {
      // npm ended by itself and left what it had in order; only a cut-short install must start afresh.
      rmSync(underway, { force: true })
      const lines = output
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('npm warn'))
      giveUp([...lines.slice(-15), '', 'The packages could not be installed.', adviceFor(output)])
    }
    writeFileSync(stamp, wantedStamp())
    rmSync(underway, { force: true })
    return true
  })
}
