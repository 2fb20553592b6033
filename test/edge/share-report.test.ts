// `tocsin share report` on a crisis file, with no server and no database: files in every format, refusals with what to do.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import { readPdf } from '../setup/pdf-text.ts'
import { program } from '../setup/process.ts'
import { crisisFileOf, filedEntry, filedIncident } from '../setup/products.ts'

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-report-'))
  const incidents = [
    filedIncident(7, 'Card payments fail', 'GREEN'),
    filedIncident(8, 'Intruder in the clearing house', 'AMBER+STRICT'),
  ]
  await write('crisis.json', crisisFileOf({ incidents }))
  await write('whole.json', crisisFileOf({ incidents }, 'AMBER+STRICT'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const write = (name: string, value: unknown) => writeFile(at(name), JSON.stringify(value))

interface Ran {
  code: number
  out: Buffer
  said: string
}

async function report(file: string, ...options: string[]): Promise<Ran> {
  return run(['share', 'report', at(file), ...options])
}

async function run(words: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...process.env, TOCSIN_DATA: at('no-node-here') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => void out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, out: Buffer.concat(out), said }
}

test('a crisis file becomes a situation report at a lower marking, which tells nothing from above it, and makes no database', async () => {
  const made = await report(
    'crisis.json',
    '--product',
    'sitrep',
    '--tlp',
    'GREEN',
    '--format',
    'pdf',
    '--out',
    at('s.pdf'),
  )
  expect([made.code, made.out.length]).toEqual([0, 0])
  const { pages } = readPdf(await readFile(at('s.pdf')))
  const words = pages.join('\n').replace(/\s+/g, ' ')
  expect(words).toContain('Card payments fail')
  expect(words).not.toContain('Intruder')
  expect(words).toContain('not approved')
  for (const page of pages) expect(page).toContain('TLP:GREEN')
  expect(await readdir(folder)).not.toContain('no-node-here')
})

test('every format is written, the same file gives the same bytes, and standard output takes it too', async () => {
  for (const format of ['docx', 'html', 'md', 'json', 'edxl-sitrep']) {
    const { code, said } = await report('whole.json', '--format', format, '--out', at(`s.${format}`))
    expect([format, code, said]).toEqual([format, 0, expect.stringContaining('TLP:AMBER+STRICT')])
  }
  const one = await report('whole.json', '--format', 'md', '--out', '-')
  expect(one.out.equals(await readFile(at('s.md')))).toBe(true)
  expect(one.out.toString()).toContain('Intruder')
  const json = JSON.parse(await readFile(at('s.json'), 'utf8'))
  expect(one.out.toString()).toContain(json.fingerprint.replace('sha-256:', ''))
})

test('with --json it says what was made, what is missing, and what a lower marking left out and why', async () => {
  const { code, out, said } = await report('crisis.json', '--tlp', 'GREEN', '--removed', '--json', '--out', at('t.pdf'))
  const about = JSON.parse(out.toString())
  expect([code, about.marking, about.file]).toEqual([0, 'TLP:GREEN', at('t.pdf')])
  const gone = about.removed.find(({ text }: { text: string }) => text.includes('Intruder'))
  expect(gone.because[0].marking.tlp).toBe('AMBER+STRICT')
  expect(said).toContain('Intruder')
})

test('the product that was shown last is named, and the difference stands in the next one', async () => {
  await report('crisis.json', '--format', 'json', '--out', at('last.json'))
  const incidents = [
    filedIncident(7, 'Card payments work again', 'GREEN'),
    filedIncident(8, 'Intruder', 'AMBER+STRICT'),
  ]
  await write('later.json', crisisFileOf({ incidents, asOf: '2027-03-10T18:00:00.000Z' }))
  const { out } = await report('later.json', '--previous', at('last.json'), '--format', 'json', '--out', '-')
  const { changes } = JSON.parse(out.toString()).content
  expect(JSON.stringify(changes.changed)).toContain('Card payments work again')
})

test('what cannot be made is refused with what to do, and an exit code of 1', async () => {
  const refused = async (...options: string[]) => {
    const { code, said, out } = await report('crisis.json', '--json', '--out', at('never.pdf'), ...options)
    expect([code, await readdir(folder).then((names) => names.includes('never.pdf'))]).toEqual([1, false])
    return { said, refusal: JSON.parse(out.toString()).refusal }
  }
  expect(await refused('--product', 'love-letter')).toMatchObject({
    refusal: 'no-such-template',
    said: expect.stringContaining('political-brief'),
  })
  expect(await refused('--product', 'public-statement')).toMatchObject({
    refusal: 'marking-too-high',
    said: expect.stringContaining('--tlp'),
  })
  expect(await refused('--format', 'cap')).toMatchObject({ refusal: 'no-such-format' })
  expect(await refused('--anonymised')).toMatchObject({ refusal: 'not-anonymised' })
  await write('secret.json', crisisFileOf({ incidents: [filedIncident(7, 'Cards fail', 'GREEN')] }, 'AMBER'))
  const untitled = await report('secret.json', '--tlp', 'GREEN', '--out', at('never.pdf'))
  expect([untitled.code, untitled.said]).toEqual([1, expect.stringContaining('--title')])
  const titled = await report('secret.json', '--tlp', 'GREEN', '--title', 'Payments', '--format', 'md', '--out', '-')
  expect([titled.code, titled.out.toString().includes('CRI-')]).toEqual([0, false])
})

test('what is no crisis file is refused, and a file that is no JSON or not there is bad usage', async () => {
  await write('other.json', { format: 'tocsin-crisis/1' })
  const other = await report('other.json')
  expect([other.code, other.said]).toEqual([1, expect.stringContaining('no crisis file')])
  await writeFile(at('broken.json'), '{')
  expect((await report('broken.json')).code).toBe(2)
  expect((await report('crisis.json', '--tlp', 'PURPLE')).code).toBe(2)
  expect((await report('crisis.json', '--format', 'scroll')).code).toBe(2)
})

test('an exercise says so first, in the file and in its name', async () => {
  await write('played.json', {
    ...crisisFileOf({ incidents: [filedIncident(7, 'Cards fail', 'GREEN')] }),
    realm: 'exercise:x',
  })
  const { said } = await report('played.json', '--format', 'md')
  expect(said).toContain('EXERCISE-')
  const name = (await readdir(folder)).find((one) => one.startsWith('EXERCISE-')) ?? ''
  expect(await readFile(at(name), 'utf8')).toMatch(/^\*\*EXERCISE/)
})

test('a crisis of ten thousand entries is a PDF within five seconds', { timeout: 60_000 }, async () => {
  const entries = Array.from({ length: 10_000 }, (_, n) => filedEntry(n))
  const incidents = Array.from({ length: 300 }, (_, n) => filedIncident(n + 1, `Outage number ${n}`, 'GREEN'))
  await write('large.json', crisisFileOf({ incidents, entries } satisfies Partial<CrisisFile>))
  for (const product of ['sitrep', 'technical-annex']) {
    // The better of two: others may be at work on this machine.
    let best = Number.POSITIVE_INFINITY
    for (const turn of [1, 2]) {
      const began = performance.now()
      const { code, said } = await report('large.json', '--product', product, '--out', at(`${product}-${turn}.pdf`))
      best = Math.min(best, (performance.now() - began) / 1000)
      expect([code, said]).toEqual([0, expect.stringContaining('Written')])
    }
    expect([product, best < 5]).toEqual([product, true])
  }
})
