// The lists of duties as they are released hold together; each kind of fault is named with its place; a node's own list goes over it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BadDataset } from '#platform/dataset.ts'
import { readFrameworkDuties } from '../../store/duties/data.ts'
import { type FrameworkDuties, faultsOf } from './check-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'tocsin-duties-'))
afterAll(() => rmSync(folder, { recursive: true }))
const released = readFrameworkDuties(join(folder, 'none'))

test('the released lists have 67 obligations, each with source and verification, and the kinds that the framework asks for', () => {
  expect(released.obligations).toHaveLength(67)
  expect(faultsOf(released)).toEqual([])
  expect(released.obligations.filter(({ binding }) => !binding)).toHaveLength(28)
  expect(released.obligations.every(({ own }) => !own)).toBe(true)
  const told = (id: string) =>
    released.notices.kinds
      .find((one) => one.id === id)
      ?.recipients.filter((one) => one.required)
      .map((one) => one.actor)
  expect(told('defence-initiative')).toEqual(['cyclone', 'cyber_commanders'])
  expect(told('potential-crisis')).toEqual(['csirts_network', 'cyclone'])
})

test('recurrence is data: every three months, every eighteen from 17 July 2024', () => {
  const due = (id: string) => released.obligations.find((one) => one.id === id)?.due
  expect(due('N2-06')).toMatchObject({ kind: 'every', months: 3, first: null })
  expect(due('N2-13')).toMatchObject({ kind: 'every', months: 18, first: '2024-07-17' })
  expect(due('N2-14')).toMatchObject({ kind: 'every', months: 24, first: '2025-01-17' })
  expect(due('BP-06')).toMatchObject({ kind: 'date', on: '2026-12-06' })
})

test('each kind of fault is named with its place', () => {
  const broken = (change: (it: FrameworkDuties) => void) => {
    const copy = {
      ...structuredClone({ ...released, actors: null }),
      actors: new Map(released.actors),
    } as FrameworkDuties
    change(copy)
    return faultsOf(copy)[0]
  }
  const at = <T>(list: T[]): T => {
    const [one] = list
    if (!one) throw new Error('The list is empty.')
    return one
  }
  expect(broken((it) => (at(it.obligations).actor = 'pirates'))).toContain('BP-01 names the actor pirates')
  expect(broken((it) => (at(it.obligations).due = { kind: 'date', on: '2026-02-30', basis: 'x' }))).toContain(
    '2026-02-30 is no day',
  )
  expect(broken((it) => it.obligations.push(at(it.obligations)))).toContain('has BP-01 twice')
  expect(broken((it) => (at(it.notices.kinds).obligations = ['ZZ-01']))).toContain('meets ZZ-01')
  expect(broken((it) => (it.notices.parties = []))).toContain('`parties` says nothing')
})

test('a list of one’s own in the data folder adds and replaces, and is refused where it cannot be read', () => {
  const place = join(folder, 'data', 'coordinate')
  mkdirSync(place, { recursive: true })
  const file = join(place, 'obligations.json')
  const [first] = released.obligations
  if (!first) throw new Error('The list is empty.')
  const { own: _own, ...one } = first
  const list = (obligations: object[]) => JSON.stringify({ version: 'own', note: 'Ours.', obligations })
  writeFileSync(
    file,
    list([
      { ...one, text: 'As our law has it.' },
      { ...one, id: 'XX-01', actor: 'csirt' },
    ]),
  )
  const laid = readFrameworkDuties(folder)
  expect(laid.obligations).toHaveLength(68)
  expect(laid.obligations[0]).toMatchObject({ id: 'BP-01', text: 'As our law has it.', own: true })
  expect(laid.obligations.at(-1)).toMatchObject({ id: 'XX-01', own: true })
  writeFileSync(file, list([{ ...one, actor: 'pirates' }]))
  expect(() => readFrameworkDuties(folder)).toThrow(BadDataset)
  writeFileSync(file, '{')
  expect(() => readFrameworkDuties(folder)).toThrow(/obligations.json/)
})
