// One process per data folder, by socket and by file.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockFolder } from './lock.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each<{ how: string; platform: NodeJS.Platform }>([
  { how: 'the socket', platform: process.platform },
  { how: 'the file', platform: 'darwin' },
])('by $how', ({ platform }) => {
  test('a second taker is refused, told who holds it, and may have it afterwards', async () => {
    const unlock = await lockFolder(folder, platform)
    await expect(lockFolder(folder, platform)).rejects.toThrow(
      `is in use by process ${process.pid}. Stop that Tocsin first`,
    )
    await unlock()
    expect(existsSync(join(folder, 'tocsin.pid'))).toBe(false)
    const again = await lockFolder(folder, platform)
    await again()
  })

  test('what a dead process left behind does not keep the folder', async () => {
    const nobody = 2 ** 22 + 1
    writeFileSync(join(folder, 'tocsin.pid'), `${nobody}\n`)
    const unlock = await lockFolder(folder, platform)
    await unlock()
  })

  test('two names of one folder are one folder', async () => {
    const unlock = await lockFolder(folder, platform)
    await expect(lockFolder(join(folder, '..', folder.split('/').at(-1) ?? ''), platform)).rejects.toThrow(/in use/)
    await unlock()
  })
})

test('a file lock whose holder cannot be read is not taken', async () => {
  writeFileSync(join(folder, 'tocsin.pid'), 'nonsense')
  await expect(lockFolder(folder, 'darwin')).rejects.toThrow(/in use by another process/)
})
