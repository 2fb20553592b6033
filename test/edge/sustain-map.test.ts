// The program analyses a map that is a file, with no node: single points, concentration, cascades, and what it refuses.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '#platform/worker.ts'
import { program } from '../setup/process.ts'

const example = (name: string) => join(packageRoot(), 'data/sustain/examples', `${name}.json`)

async function run(words: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, 'sustain', ...words])
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    err += piece
  })
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

test('a file is analysed: single points, concentration by both, and figures that do not add up', async () => {
  const { code, out } = await run(['analyse', example('data-centre-energy'), '--json'])
  expect(code).toBe(0)
  const told = JSON.parse(out)
  expect(told).toMatchObject({ services: 2, singlePoints: [{ name: 'Cloud region (example)' }], leftOut: [] })
  expect(told.concentration.behind.map(({ layer }: { layer: string }) => layer)).toEqual(['cloud', 'energy', 'site'])
  expect(told.notes.join('\n')).toContain('140 + 110 + 150 is 400')
})

test('a withdrawal by name falls when its notice has run out', async () => {
  const words = ['cascade', example('satellite-links'), '--withdraws', 'starlink=43200', '--horizon', '60d', '--json']
  const { code, out } = await run(words)
  expect(code).toBe(0)
  const { fallen } = JSON.parse(out) as { fallen: { name: string; downAt: number | null; backAt: number | null }[] }
  const clinics = fallen.find(({ name }) => name.startsWith('Links of remote clinics'))
  expect(clinics).toMatchObject({ downAt: 43_200, backAt: 43_440 })
})

test('all parts of whoever bears the name are hit; throttling takes a level', async () => {
  const behind = await run(['cascade', example('satellite-links'), '--fails', 'spacex', '--json'])
  expect(JSON.parse(behind.out).hit).toHaveLength(3)
  const words = ['cascade', example('public-information'), '--throttles', 'X=0.2', '--horizon', '2h', '--json']
  const { fallen } = JSON.parse((await run(words)).out) as { fallen: { name: string; lowest: number }[] }
  expect(fallen.find(({ name }) => name.startsWith('Live news'))?.lowest).toBe(0.2)
})

test('what cannot be read, hits nothing or is no number is said, by exit code too', async () => {
  const garbage = await run(['analyse', '-', '--json'], '{"form":"other"}')
  expect([garbage.code, garbage.out]).toEqual([1, ''])
  expect(garbage.err).toContain('It is no file of parts')
  const nobody = await run(['cascade', example('public-information'), '--fails', 'Nobody'])
  expect([nobody.code, nobody.err]).toEqual([1, "Nothing on this map is called 'Nobody', and nobody behind it is.\n"])
  for (const words of [[], ['--throttles', 'X=2'], ['--withdraws', 'X'], ['--fails', 'X', '--horizon', '3y']])
    expect((await run(['cascade', example('public-information'), ...words])).code).toBe(2)
})
