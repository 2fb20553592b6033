// The contracts of handling: every example is a valid input, strange fields are refused, and no refusal means two things.
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { commonRefusals, contractsOf } from '#kernel/contract.ts'
import * as guidelines from './guidelines.ts'
import * as handling from './handling.ts'
import * as releases from './releases.ts'

const contracts = contractsOf(handling, releases, guidelines)

test('every example is a valid input of its contract, and a field that is not named is refused', () => {
  expect(contracts.length).toBe(22)
  for (const { name, input, example } of contracts) {
    const check = Compile(input)
    expect([name, check.Errors(example)]).toEqual([name, []])
    expect([name, check.Check({ ...(example as object), unheardOf: 1 })]).toEqual([name, false])
  }
})

test('every contract is of this room, is declared once, and names no refusal that all have', () => {
  expect(new Set(contracts.map(({ name }) => name)).size).toBe(contracts.length)
  for (const { name, refusals, policy } of contracts) {
    expect(name).toMatch(/^share\.[a-z][A-Za-z]+$/)
    expect(Object.keys(refusals).filter((refusal) => refusal in commonRefusals)).toEqual([])
    expect(policy.who).not.toBe('anyone')
  }
})
