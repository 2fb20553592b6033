// What may come in at once is bounded, whatever is asked.
import { expect, test } from 'vitest'
import { createIntake, createTurns } from './intake.ts'

test('there are so many places, and one that is given back can be taken again', () => {
  const intake = createIntake({ places: 2, bytes: 100 })
  const first = intake.enter()
  intake.enter()
  expect(intake.enter()).toBeNull()
  first?.leave()
  first?.leave()
  expect(intake.inside.places).toBe(1)
  expect(intake.enter()).not.toBeNull()
  expect(intake.enter()).toBeNull()
  expect(intake.most.places).toBe(2)
})

test('together they weigh at most so much; one alone always fits', () => {
  const intake = createIntake({ places: 5, bytes: 100 })
  const [a, b] = [intake.enter(), intake.enter()]
  expect(a?.weigh(500)).toBe(true)
  expect(b?.weigh(1)).toBe(false)
  a?.leave()
  expect(b?.weigh(60)).toBe(true)
  expect(intake.enter()?.weigh(41)).toBe(false)
  expect(intake.inside.bytes).toBe(60)
  b?.leave()
  expect(intake.inside.bytes).toBe(0)
})

test('of a thousand pieces of work never more than four run, all of them do, and a failure gives its turn on', async () => {
  const turns = createTurns(4)
  let most = 0
  const all = await Promise.allSettled(
    Array.from({ length: 1000 }, (_, n) =>
      turns.run(async () => {
        most = Math.max(most, turns.running)
        await new Promise((resolve) => setImmediate(resolve))
        if (n % 7 === 0) throw new Error('no')
        return n
      }),
    ),
  )
  expect(most).toBe(4)
  expect(turns.running).toBe(0)
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(857)
})
