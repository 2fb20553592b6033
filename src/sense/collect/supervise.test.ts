// Threads that crash: started again, counted, and asked to end in order.
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { FromLinesWorker } from './messages.ts'
import { addCounters, supervise } from './supervise.ts'

const counters = (datagrams: number) => ({
  datagrams,
  records: 0,
  bytes: 0,
  lost: { late: 1 },
  exporters: 1,
  shedRate: 1,
})

/** Tells what it counted; crashes, ends or hangs when it is told to. */
const code = (datagrams: number, atOnce = '') => `
const { parentPort } = require('node:worker_threads')
parentPort.postMessage({ kind: 'counted', buckets: [], disturbed: [], counters: ${JSON.stringify(counters(datagrams))} })
${atOnce}
parentPort.on('message', (message) => {
  if (message.kind === 'pressure') throw new Error('broken')
  if (message.kind === 'targets') parentPort.postMessage({ kind: 'recognised', format: message.targets[0].id })
  if (message.kind === 'stop') { parentPort.postMessage({ kind: 'ended', empty: false }); parentPort.close() }
})`

function start(scripts: string[]) {
  const heard: FromLinesWorker[] = []
  const restarts: string[] = []
  let lives = 0
  const one = supervise(
    () => new Worker(scripts[Math.min(lives++, scripts.length - 1)] ?? '', { eval: true }),
    { message: (message) => heard.push(message), restarted: (_since, why) => restarts.push(why) },
    () => Date.now(),
  )
  return { one, heard, restarts, lives: () => lives }
}

async function until(look: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !look(); await new Promise((resolve) => setTimeout(resolve, 5)))
    if (Date.now() > end) throw new Error('waited in vain')
}

test('a thread that crashed is started again, with the reason, and nothing of what it counted is forgotten', async () => {
  const { one, heard, restarts } = start([code(5), code(7)])
  one.send({ kind: 'targets', targets: [{ id: 'portal' }] })
  await until(() => heard.length >= 2)
  one.send({ kind: 'pressure', dropped: 1 })
  await until(() => restarts.length === 1 && one.counters().datagrams === 12)
  expect(restarts).toEqual(['broken'])
  expect(one.restarts).toBe(1)
  expect(one.counters().lost).toEqual({ late: 2 })
  // The new life has been told the targets again.
  await until(() => heard.filter(({ kind }) => kind === 'recognised').length === 2)
  await one.stop(5000)
})

test('a thread that has come to its end is not started again', async () => {
  const { one, lives } = start([code(1)])
  one.send({ kind: 'stop' })
  await one.ended
  expect(lives()).toBe(1)
  expect(one.counters().datagrams).toBe(1)
})

test('a thread that does not end when it is asked is ended', async () => {
  const { one, heard } = start([code(1, 'setTimeout(() => { for (;;) {} }, 0)')])
  await until(() => heard.length === 1)
  await one.stop(100)
  expect(one.restarts).toBe(0)
})

test('a thread that waits to be started again is not, once it was stopped', async () => {
  const { one, lives } = start(['throw new Error("at once")'])
  await until(() => lives() === 1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await one.stop(1000)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(lives()).toBeLessThanOrEqual(2)
})

test('counters of two threads add up, but exporters may be the same ones', () => {
  const sum = addCounters(counters(2), { ...counters(3), exporters: 4, shedRate: 8, lost: { clock: 2 } })
  expect(sum).toEqual({ datagrams: 5, records: 0, bytes: 0, lost: { late: 1, clock: 2 }, exporters: 4, shedRate: 8 })
})
