// The contracts of this room: whole, bounded, and deaf to fields that are not theirs.

import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { commonRefusals } from '#kernel/contract.ts'
import { peopleContracts } from './index.ts'
import { Organisation, Person } from './model.ts'

const serverOwned = [
  ...Object.keys(Organisation.properties),
  ...Object.keys(Person.properties),
  'id',
  'owner',
  'marking',
  'tlp',
  'created',
  'signature',
  'realm',
  'actor',
  'hash',
  'path',
  'admin',
  'since',
  'audience',
  'home',
]

test.each(peopleContracts.map((contract) => [contract.name, contract] as const))(
  '%s: its example is valid and nothing beside it',
  (_name, contract) => {
    const validator = Compile(contract.input)
    expect(validator.Check(contract.example)).toBe(true)
    const own = new Set(Object.keys((contract.input as TSchema & { properties: object }).properties))
    for (const field of serverOwned.filter((name) => !own.has(name))) {
      expect([field, validator.Check({ ...(contract.example as object), [field]: 'x' })]).toEqual([field, false])
    }
  },
)

/** Every place in a schema where a stranger could send more than anybody needs. */
function unbounded(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const it = schema as Record<string, unknown>
  const found: string[] = []
  const exact = typeof it.pattern === 'string' && !/[*+]|\{\d+,\}/.test(it.pattern)
  if (
    it.type === 'string' &&
    it.maxLength === undefined &&
    it.enum === undefined &&
    it.const === undefined &&
    !exact &&
    it.description !== 'UUID in lower case' &&
    !/RFC 3339/.test(String(it.description))
  )
    found.push(path)
  if (it.type === 'array' && it.maxItems === undefined) found.push(path)
  if (it.type === 'object' && it.additionalProperties !== false && it.maxProperties === undefined) found.push(path)
  for (const [name, inner] of Object.entries((it.properties as object) ?? {}))
    found.push(...unbounded(inner, `${path}/${name}`))
  for (const inner of (it.anyOf as unknown[]) ?? []) found.push(...unbounded(inner, path))
  if (it.items) found.push(...unbounded(it.items, `${path}/-`))
  return found
}

test.each(peopleContracts.map((contract) => [contract.name, contract] as const))(
  '%s: everything it takes in has an end',
  (_name, contract) => {
    expect(unbounded(contract.input)).toEqual([])
  },
)

test.each(peopleContracts.map((contract) => [contract.name, contract] as const))(
  '%s: its refusals say what to do and do not redefine the common ones',
  (_name, contract) => {
    for (const [name, meaning] of Object.entries(contract.refusals)) {
      expect(meaning.whatToDo.length).toBeGreaterThan(10)
      expect(commonRefusals[name]).toBeUndefined()
    }
  },
)

test('whatever takes a password or a one-time secret keeps no trace of it for an idempotency key', () => {
  const secrets = ['password', 'old', 'new', 'token', 'code', 'ceremony', 'answer']
  for (const contract of peopleContracts.filter((one) => one.does === 'action' && one.name !== 'people.revokeToken')) {
    const takes = Object.keys((contract.input as TSchema & { properties: object }).properties)
    if (takes.some((field) => secrets.includes(field)))
      expect([contract.name, contract.answersSecret]).toEqual([contract.name, true])
  }
})
