// Contracts of duties: each example is a valid input, and each refusal says what to do.
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { contractsOf } from '#kernel/contract.ts'
import * as duties from './duties.ts'
import * as obligations from './obligations.ts'

const contracts = contractsOf(duties, obligations)

test('there are contracts to look at', () => {
  expect(contracts).toHaveLength(25)
})

test.each(contracts.map((one) => [one.name, one] as const))('the example of %s is a valid input', (_name, contract) => {
  expect(Compile(contract.input).Errors(contract.example)).toEqual([])
  for (const { status, title, whatToDo } of Object.values(contract.refusals)) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(title.length * whatToDo.length).toBeGreaterThan(0)
  }
})
