// Sectors are those of NIS2, by words that stand in the text; customers of the affected are kept apart.
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import { findSectors, type SectorsIndex } from './sectors.ts'

let index: SectorsIndex
beforeAll(async () => {
  index = (await loadLexicons()).sectors
})
const found = (text: string) =>
  findSectors(text, Math.max(0, text.indexOf('\n')), index).map(({ sector, role }) => `${sector} ${role}`)

test.each([
  ['Card payments failed on Monday.', 'banking'],
  ['Three hospitals sent patients away.', 'health'],
  ['The power grid was disturbed.', 'energy.electricity'],
  ['The airport cancelled flights.', 'transport.air'],
  ['The railway stopped all trains.', 'transport.rail'],
  ['The port authority closed two container terminals.', 'transport.water'],
  ['A data centre and its DNS servers failed.', 'digital_infrastructure'],
  ['The social network was unreachable.', 'digital_providers'],
  ['The ministry and 14 municipalities were affected.', 'public_administration'],
  ['Satellites lost contact with their ground station.', 'space'],
  ['The drinking water supply was untouched.', 'drinking_water'],
])('%s is about %s', (text, sector) => {
  expect(found(text)[0]).toBe(`${sector} own`)
})

test('a court is no public administration: NIS2 leaves the judiciary out', () => {
  expect(found('A court in Rome ruled on Friday; the judges of the supreme court will hear an appeal.')).toEqual([])
})

test('whom a company sells to is touched, not affected', () => {
  const text =
    'Engineering group reports intrusion\nThe engineering company, a maker of scanners for airports, isolated its systems.'
  expect(found(text)).toEqual(expect.arrayContaining(['manufacturing.machinery own', 'transport.air touched']))
  expect(found(text)).not.toContain('transport.air own')
})

test('words that only look like a sector say nothing', () => {
  expect(found('A walk\nWe sat on the river bank during the bank holiday and looked at a satellite picture.')).toEqual(
    [],
  )
})

test('every sector is one of the directive, and every hit stands where it says', () => {
  const known = new Set(readFileSync('data/people/nis2-sectors.json', 'utf8').match(/"id": "[a-z0-9_.]+"/g))
  for (const { sector } of index.data.sectors) expect(known).toContain(`"id": "${sector}"`)
  const text = 'Bank and hospital down\nA bank and a hospital cannot work.'
  const facts = findSectors(text, text.indexOf('\n'), index)
  expect(facts.flatMap(({ hits }) => hits.map(({ span }) => text.slice(span.start, span.end)))).toEqual(
    expect.arrayContaining(['Bank', 'hospital']),
  )
})
