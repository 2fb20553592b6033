// `tocsin data check`: what a lawyer sees who edits a copy of the law, with no server anywhere.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bindFiles, lawFolder, readLaw } from '#assess/store/law/index.ts'
import { program } from '../setup/process.ts'

let copy: string
beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'tocsin-law-'))
  await cp(lawFolder(), copy, { recursive: true })
})
afterEach(() => rm(copy, { recursive: true, force: true }))

const check = (...words: string[]) => data('check', ...words)

async function data(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [program, 'data', ...words])
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...said }
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(copy, file)
  const text = await readFile(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`)
  await writeFile(path, text.replace(from, to))
}

test('the released law can be used, and what of it is not verified is counted', async () => {
  const { code, out } = await check('--json')
  const { sound, counts, faults, difference } = JSON.parse(out)
  expect({ code, sound, faults, difference }).toEqual({ code: 0, sound: true, faults: [], difference: null })
  expect(counts).toMatchObject({ regimes: 22, reports: 52, fields: 96, notVerified: { regimes: 1 } })
  expect((await check()).out).toMatch(/can be used: version 2026-08[.][0-9a-f]{10}, compared with the acts in 2026-08/)
})

test('a threshold that was edited is told from what to what', async () => {
  await edit('rules/nis2-ir.json', '"value": 20, "unit": "minutes"', '"value": 15, "unit": "minutes"')
  const { code, out } = await check(copy)
  expect(code).toBe(0)
  expect(out).toContain('1 change')
  expect(out).toContain(
    'nis2ir.14.a (service.complete_unavailability_minutes): more than 20 minutes -> more than 15 minutes',
  )
  const { difference } = JSON.parse((await check(copy, '--against', copy, '--json')).out)
  expect(difference.changes).toEqual([])
})

test('a law that does not hold together leaves with 1, and says where and why', async () => {
  await edit('regimes/gdpr.json', '"gdpr.notify_authority"', '"gdpr.notify_authorities"')
  const { code, out } = await check(copy)
  expect(code).toBe(1)
  expect(out).toContain('cannot be used')
  expect(out).toContain(
    "regimes/gdpr.json /trigger/rules/0/rule\n    There is no rule 'gdpr.notify_authorities'. Did you mean",
  )
  const { faults, difference } = JSON.parse((await check(copy, '--json')).out)
  expect(difference).toBeNull()
  expect(faults[0]).toMatchObject({ file: 'regimes/gdpr.json', field: '/trigger/rules/0/rule' })
})

test('a file that is no JSON is named, and nothing else is blamed for it', async () => {
  await edit('rules/dora.json', '"rules": [', '"rules": [,')
  const { code, out } = await check(copy, '--json')
  expect(code).toBe(1)
  const { faults } = JSON.parse(out)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatchObject({ file: 'rules/dora.json', reason: expect.stringContaining('no JSON') })
})

test('a folder that is not there is a wrong use, not a wrong law', async () => {
  const { code, err } = await check(join(copy, 'nowhere'))
  expect(code).toBe(2)
  expect(err).toContain('there is no such file')
})

test('a law is packed as what a node adopts, and only if it would adopt it', async () => {
  const packed = await data('pack', copy)
  expect(packed.code).toBe(0)
  const { files } = JSON.parse(packed.out)
  expect(bindFiles(files).law?.version).toBe(readLaw().version)
  await edit('regimes/gdpr.json', '"gdpr.notify_authority"', '"gdpr.none"')
  const refused = await data('pack', copy)
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.err).toContain("There is no rule 'gdpr.none'.")
})
