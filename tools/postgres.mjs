// A PostgreSQL for the tests: one that runs on this machine, or one started here for as long as they take.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { aptInstall } from './debian.mjs'
import { passingFolder } from './memory.mjs'
import { during } from './progress.mjs'

/** Connects and asks whether databases may be made there. Returns '' or why not. */
async function refusalOf(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(
      'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user',
    )
    return rows[0]?.may ? '' : 'its user may not create databases'
  } catch (error) {
    return error.message || String(error.code)
  } finally {
    await client.end().catch(() => {})
  }
}

async function findRunning() {
  const users = [...new Set(['postgres', userInfo().username])]
  for (const user of users) {
    const url = `postgres://${encodeURIComponent(user)}@127.0.0.1:5432/postgres`
    if ((await refusalOf(url)) === '') return url
  }
  return undefined
}

/** The folder with initdb and postgres, newest version first, or undefined. */
function findPrograms() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => `${debian}/${version}/bin`),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
  return folders.find((folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root, so root lends it another user of this machine. */
function otherUser() {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new Error('there is no user other than root to run it as')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** `passing` is one for databases that are thrown away: it waits for no disk. */
async function startOwn(programs, passing) {
  const who = otherUser()
  const folder = mkdtempSync(path.join(passing ? passingFolder() : tmpdir(), 'tocsin-postgres-'))
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid)
  const data = path.join(folder, 'data')
  const settings = { ...who, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }
  execFileSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync'],
    settings,
  )
  const port = await freePort()
  const words = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-k',
    folder,
    '-c',
    'max_connections=200',
    ...(passing ? ['-c', 'fsync=off', '-c', 'full_page_writes=off'] : []),
  ]
  const server = spawn(path.join(programs, 'postgres'), words, settings)
  let said = ''
  server.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000)
  })
  const gone = new Promise((resolve) => server.once('exit', resolve))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const killNow = () => {
    server.kill('SIGQUIT')
    remove()
  }
  process.once('exit', killNow)
  const stop = async () => {
    process.removeListener('exit', killNow)
    server.kill('SIGINT')
    await gone
    remove()
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await refusalOf(url)) === '') return { url, stop, how: `started for this run from ${programs}` }
    if (server.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await stop()
  throw new Error(said.trim().split('\n').at(-1) || 'it did not answer')
}

const nothingToStop = async () => {}

/**
 * `{ url, how, stop }`: a server on which databases may be created and dropped, or `{ reason }` when none can be had.
 * In this order: TOCSIN_TEST_PG_URL, one on 127.0.0.1:5432, Debian's programs started here, Debian's package. With
 * `passing`, what is made there is thrown away: then one that is started here comes first, as it waits for no disk.
 */
export async function ensurePostgres({ mayInstall = true, lookAt5432 = true, passing = false } = {}) {
  const asked = process.env.TOCSIN_TEST_PG_URL
  if (asked) {
    const refusal = await refusalOf(asked)
    return refusal
      ? { reason: `TOCSIN_TEST_PG_URL cannot be used: ${refusal}` }
      : { url: asked, how: 'TOCSIN_TEST_PG_URL', stop: nothingToStop }
  }
  const running = lookAt5432 ? await findRunning() : undefined
  if (running && !(passing && findPrograms()))
    return { url: running, how: 'the one on 127.0.0.1:5432', stop: nothingToStop }
  let failure = 'its programs are not installed'
  if (!findPrograms() && mayInstall) failure = await aptInstall('postgresql')
  const programs = findPrograms()
  if (!programs) return { reason: `no PostgreSQL: ${failure}` }
  try {
    return await during('starting a PostgreSQL for the tests', () => startOwn(programs, passing))
  } catch (error) {
    if (running)
      return {
        url: running,
        how: `the one on 127.0.0.1:5432, as one of our own does not start: ${error.message}`,
        stop: nothingToStop,
      }
    return { reason: `PostgreSQL of ${programs} does not start: ${error.message}` }
  }
}

/** Drops the databases that a run of tests left behind, all of which carry the run's name. */
export async function dropLeftovers(url, prefix) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [prefix])
    for (const { datname } of rows)
      await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
    return rows.length
  } finally {
    await client.end()
  }
}
