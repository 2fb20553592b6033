// The program judges a file of situations with no server: the same answers as the rules give, in the order of the file.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault, Verdict } from '#assess/model/verdict.ts'
import { differences, type LawSituation, notRefused, readLawSituations } from '../setup/law-situations.ts'
import { program } from '../setup/process.ts'

type Answered = Verdict | { refused: Fault[] }

const situations = readLawSituations()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-evaluate-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('an array of situations is answered by an array in its order, with what is refused in its place', async () => {
  const { code, out } = await evaluate(situations.map(({ given }) => given))
  const answers = JSON.parse(out) as Answered[]
  expect(answers).toHaveLength(situations.length)
  const found = situations.flatMap((situation, at) => {
    const answer = answers[at]
    const wrong = answer === undefined ? ['no answer'] : wrongIn(situation, answer)
    return wrong.map((text) => `${situation.file}: ${text}`)
  })
  expect(found, found.join('; ')).toEqual([])
  expect(code).toBe(1)
})

test('an array in which nothing is refused leaves with 0', async () => {
  const sound = situations.filter(({ expected }) => expected.refused === undefined).slice(0, 5)
  const { code, out } = await evaluate(sound.map(({ given }) => given))
  expect([code, (JSON.parse(out) as unknown[]).length]).toEqual([0, 5])
})

test('one situation is answered by one verdict, one that is refused by its faults and 1', async () => {
  const sound = situations.find(({ expected }) => expected.refused === undefined)
  const faulty = situations.find(({ expected }) => expected.refused !== undefined)
  if (sound === undefined || faulty === undefined) throw new Error('Both kinds of situation are needed')
  const one = await evaluate(sound.given)
  expect([one.code, wrongIn(sound, JSON.parse(one.out) as Answered)]).toEqual([0, []])
  const other = await evaluate(faulty.given)
  expect([other.code, wrongIn(faulty, JSON.parse(other.out) as Answered)]).toEqual([1, []])
})

function wrongIn({ expected }: LawSituation, answer: Answered): string[] {
  if ('refused' in answer) {
    if (expected.refused === undefined) return [`is refused: ${JSON.stringify(answer.refused)}`]
    return notRefused(expected, answer.refused).map((field) => `does not refuse ${field}`)
  }
  return expected.refused === undefined ? differences(expected, answer) : ['is not refused']
}

async function evaluate(input: unknown): Promise<{ code: number; out: string }> {
  const file = join(folder, 'situations.json')
  await writeFile(file, JSON.stringify(input))
  const child = spawn(process.execPath, [program, 'assess', 'evaluate', file, '--json'], {
    env: { ...process.env, TOCSIN_DATA: join(folder, 'no-node-here') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number]
  if (out === '') throw new Error(`Nothing was answered: ${complaint}`)
  return { code, out }
}
