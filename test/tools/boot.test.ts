// What stands between `npm start` and a running server: the right Node, one process at a time, advice that helps.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { adviceFor, wantedStamp } from '../../tools/install.mjs'
import { judgeNode } from '../../tools/node-version.mjs'
import { serverSources, stampOf, webSources } from '../../tools/sources.mjs'

const root = resolve(import.meta.dirname, '../..')

describe('the version of Node', () => {
  test.each(['v18.20.4', 'v20.18.3', 'v4.0.0'])('%s is refused with what to do', (version) => {
    expect(judgeNode(version).refusal).toContain('Install Node.js')
  })
  test('20.19 works with a warning that it gets no security fixes', () => {
    expect(judgeNode('v20.19.0')).toEqual({ warning: expect.stringContaining('end of life') })
  })
  test.each(['v22.0.0', 'v24.21.0'])('%s is accepted in silence', (version) => {
    expect(judgeNode(version)).toEqual({})
  })
})

test.each([
  ['npm error code ENOTFOUND', 'cannot be reached'],
  ['npm error code ENOSPC', 'disk is full'],
  ['npm error code EACCES', 'cannot be written'],
  ['npm error code EINTEGRITY', 'differs from the one in the lock file'],
  ['Error: spawn npm ENOENT', 'npm is not on the PATH'],
  ['npm error something else', 'Read the lines'],
])('when npm says "%s", the advice says: %s', (output, advice) => {
  expect(adviceFor(output)).toContain(advice)
})

test('another lock file asks for another install', () => {
  expect(wantedStamp(Buffer.from('a'))).not.toBe(wantedStamp(Buffer.from('b')))
  expect(wantedStamp(Buffer.from('a'))).toContain(process.version)
})

test('tests and pages are no sources of the server, pages and rules are sources of the web', () => {
  const pageFile = /^src\/(web|[^/]+\/page)\//
  expect(serverSources().filter((file) => /\.test\./.test(`${file}`) || pageFile.test(`${file}`))).toEqual([])
  expect(serverSources()).toContain('src/kernel/marking.ts')
  expect(webSources()).toContain('src/kernel/marking.ts')
  expect(webSources().filter((file) => `${file}`.startsWith('src/platform/'))).toEqual([])
})

test('one more file, or another one, makes another stamp; the same sources make the same', () => {
  const now = stampOf('server', [])
  expect(stampOf('server', [])).toEqual(now)
  expect(stampOf('server', ['README.md']).hash).not.toBe(now.hash)
  expect(stampOf('web', []).hash).not.toBe(now.hash)
})

describe('one process at a time', { timeout: 60_000 }, () => {
  let folder: string
  let lock: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-turn-'))
    lock = join(folder, 'lock')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A process that, in its turn, reads a number, waits, and writes it back plus one. */
  function counter(rounds: number): Promise<number | null> {
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { inTurn } from ${JSON.stringify(join(root, 'tools/turn.mjs'))}
      for (let round = 0; round < ${rounds}; round += 1)
        await inTurn(async () => {
          const seen = Number(readFileSync(${JSON.stringify(join(folder, 'count'))}, 'utf8'))
          await new Promise((go) => setTimeout(go, 5))
          writeFileSync(${JSON.stringify(join(folder, 'count'))}, String(seen + 1))
        }, ${JSON.stringify(lock)})`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
    return new Promise((resolve) => child.once('exit', resolve))
  }

  test('three processes that want the same turn lose no update', async () => {
    writeFileSync(join(folder, 'count'), '0')
    expect(await Promise.all([counter(8), counter(8), counter(8)])).toEqual([0, 0, 0])
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('24')
    expect(existsSync(lock)).toBe(false)
  })

  test('the lock of a dead process is cleared away', async () => {
    writeFileSync(join(folder, 'count'), '0')
    const gone = spawn(process.execPath, ['-e', ''])
    await new Promise((resolve) => gone.once('exit', resolve))
    writeFileSync(lock, JSON.stringify({ pid: gone.pid, birth: '1' }))
    expect(await counter(1)).toBe(0)
  })

  test('a living process that merely wears the number of a dead one does not hold the lock', async () => {
    writeFileSync(join(folder, 'count'), '0')
    writeFileSync(lock, JSON.stringify({ pid: process.pid, birth: 'another' }))
    expect(await counter(1)).toBe(0)
  })

  test('the lock of a living process is respected', async () => {
    writeFileSync(join(folder, 'count'), '0')
    const birth = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[19]
    writeFileSync(lock, JSON.stringify({ pid: process.pid, birth }))
    const waiting = counter(1)
    await new Promise((go) => setTimeout(go, 800))
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('0')
    rmSync(lock)
    expect(await waiting).toBe(0)
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('1')
  })
})
