// Who waits for whom on the one connection of the embedded engine.
import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('single statements do not wait for each other', () => {
  const turns = new Turns(1_000)
  expect(turns.statement()).toBeUndefined()
  expect(turns.statement()).toBeUndefined()
})

test('a statement waits until the transaction before it is done, and those behind a waiting transaction wait too', async () => {
  const turns = new Turns(1_000)
  const order: string[] = []
  await turns.transaction()
  const all = [
    turns.statement()?.then(() => order.push('first statement')),
    turns.transaction().then(() => order.push('transaction')),
    turns.statement()?.then(() => order.push('second statement')),
  ]
  await Promise.resolve()
  expect(order).toEqual([])
  turns.done()
  await new Promise(setImmediate)
  expect(order).toEqual(['first statement', 'transaction'])
  turns.done()
  await Promise.all(all)
  expect(order).toEqual(['first statement', 'transaction', 'second statement'])
  expect(turns.statement()).toBeUndefined()
})

test('who waits too long is told why and leaves the line', async () => {
  const turns = new Turns(20)
  await turns.transaction()
  await expect(turns.statement()).rejects.toThrow(/No turn on the database within 0.02 s; a transaction has held it/)
  turns.done()
  await turns.transaction()
  turns.done()
  expect(turns.statement()).toBeUndefined()
})
