// Files under their hash, where two processes share a folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { createFiles } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'tocsin-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what another process is done with while this one looks for leftovers is no failure', async () => {
  const incoming = join(folder, 'files/incoming')
  await mkdir(incoming, { recursive: true })
  const names = Array.from({ length: 400 }, (_, n) => join(incoming, `half-${n}`))
  await Promise.all(names.map((name) => writeFile(name, 'half')))
  const [kept] = await Promise.all([
    createFiles(folder).put(Readable.from([Buffer.from('whole')]), 100),
    ...names.map((name) => rm(name)),
  ])
  expect(kept).toMatchObject({ ok: true, value: { bytes: 5 } })
})
