// `tocsin federate check-stix` and `tocsin share export-stix` on files, with no server and no database.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anIndicator, good } from '../../src/federate/testdata/stix-objects.ts'
import { program } from '../setup/process.ts'
import { crisisFileOf, filedIncident } from '../setup/products.ts'

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-stix-'))
  await write('good.json', { type: 'bundle', id: 'bundle--01980f3c-8a00-4000-8000-000000000001', objects: good })
  await write('bad.json', [{ ...anIndicator, pattern: '[', name: 'a\u001b[2Jb' }])
  await writeFile(at('broken.json'), '{"type":"bundle","objects":[')
  const incidents = [
    filedIncident(7, 'Card payments fail', 'GREEN'),
    filedIncident(8, 'Canary in the clearing house', 'AMBER'),
  ]
  await write('crisis.json', crisisFileOf({ incidents }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const write = (name: string, value: unknown) => writeFile(at(name), JSON.stringify(value))

async function run(words: string[]): Promise<{ code: number; out: string; said: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...process.env, TOCSIN_DATA: at('no-node-here') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, said }
}

test('a good file gives exit code 0, a bad one 1 with the place, the section and no tricks for the terminal', async () => {
  expect(await run(['federate', 'check-stix', at('good.json')])).toMatchObject({ code: 0 })
  const bad = await run(['federate', 'check-stix', at('bad.json')])
  expect(bad.code).toBe(1)
  expect(bad.out).toContain('/pattern')
  expect(bad.out).toContain('section 9')
  expect(bad.out).not.toContain('\u001b')
  const json = JSON.parse((await run(['federate', 'check-stix', at('bad.json'), '--json'])).out)
  expect(json).toMatchObject({ objects: 1, errors: 1 })
})

test('a file that ends too early and one that is not there are said to be so', async () => {
  expect(await run(['federate', 'check-stix', at('broken.json')])).toMatchObject({ code: 1 })
  const missing = await run(['federate', 'check-stix', at('nothing.json')])
  expect(missing.code).toBe(2)
  expect(missing.said).toContain('nothing.json')
})

test('a crisis file becomes a bundle at a lower marking, which keeps to the standard and tells nothing from above it', async () => {
  const made = await run([
    'share',
    'export-stix',
    at('crisis.json'),
    '--tlp',
    'GREEN',
    '--out',
    at('out.stix.json'),
    '--json',
  ])
  expect(made).toMatchObject({ code: 0 })
  const text = await readFile(at('out.stix.json'), 'utf8')
  expect(text).toContain('Card payments fail')
  expect(text).not.toContain('Canary')
  expect(await run(['federate', 'check-stix', at('out.stix.json')])).toMatchObject({ code: 0 })
  const again = await run(['share', 'export-stix', at('crisis.json'), '--tlp', 'GREEN', '--out', '-'])
  expect(again.out).toBe(text)
  expect(await readdir(folder)).not.toContain('no-node-here')
})

test('what is no crisis file is refused with what to do, and bad usage says how it is meant', async () => {
  const refused = await run(['share', 'export-stix', at('good.json')])
  expect(refused.code).toBe(1)
  expect(refused.said).toContain('export-crisis')
  expect(await run(['share', 'export-stix'])).toMatchObject({ code: 2 })
})
