// The contracts: every example is a valid input, and strange fields are refused.
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { commonRefusals } from '#kernel/contract.ts'
import { assessContracts } from './index.ts'

test('every example is a valid input of its contract, and a field that is not named is refused', () => {
  for (const { name, input, example } of assessContracts) {
    const check = Compile(input)
    expect([name, check.Errors(example)]).toEqual([name, []])
    expect([name, check.Check({ ...(example as object), unheardOf: 1 })]).toEqual([name, false])
  }
})

test('every contract is of this room, and no refusal means two things', () => {
  expect(assessContracts.length).toBeGreaterThan(30)
  expect(new Set(assessContracts.map((one) => one.name)).size).toBe(assessContracts.length)
  for (const { name, refusals } of assessContracts) {
    expect(name).toMatch(/^assess\.[a-z][A-Za-z]+$/)
    expect(Object.keys(refusals).filter((refusal) => refusal in commonRefusals)).toEqual([])
  }
})
