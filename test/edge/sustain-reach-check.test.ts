// `tocsin sustain reach check` against services on loopback: what it prints, and with what it ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReachVerdict } from '#sustain/model/reach.ts'
import { program } from '../setup/process.ts'
import { closedPort, type LoopbackService, loopbackService } from '../setup/reach.ts'

let service: LoopbackService
beforeAll(async () => {
  service = await loopbackService()
})
afterAll(() => service.stop())

async function check(
  words: string[],
  allow = '127.0.0.0/8',
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, 'sustain', 'reach', 'check', ...words], {
    env: { ...process.env, TOCSIN_FETCH_ALLOW: allow },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

const verdictIn = (out: string) => (JSON.parse(out) as { services: { verdict: ReachVerdict }[] }).services[0]?.verdict

test('a service that answers is well, with 0 and one document', async () => {
  const url = `http://127.0.0.1:${service.port}/`
  const { code, out } = await check([url, '--control', url, '--rounds', '1', '--json'])
  expect([code, verdictIn(out)?.state]).toEqual([0, 'well'])
}, 60_000)

test('a closed door is suspected to be an outage, and no more than that, with 1', async () => {
  const control = `http://127.0.0.1:${service.port}/`
  const { code, out } = await check([`tcp://127.0.0.1:${await closedPort()}`, '--control', control, '--json'])
  expect(code).toBe(1)
  expect(verdictIn(out)).toMatchObject({ state: 'outage', witnesses: 1 })
  expect(verdictIn(out)?.explanations[0]).toMatchObject({ sure: 'suspected', support: 0.5 })
}, 60_000)

test('a closed address is not asked, and an address that is none is bad usage', async () => {
  const closed = await check([`http://127.0.0.1:${service.port}/`, '--rounds', '1'], '')
  expect([closed.code, closed.err.includes('127.0.0.1 is a loopback address')]).toEqual([2, true])
  const { code, err } = await check(['ftp://portal.example'])
  expect([code, err.includes('It is none of https://')]).toEqual([2, true])
}, 60_000)
