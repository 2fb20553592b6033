// Sectors are those of NIS2, by words that stand in the text; customers of the affected are kept apart.
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import { findSectors, type SectorsIndex, sectorsOfNames } from './sectors.ts'

let index: SectorsIndex
beforeAll(async () => {
  index = loadLexicons().sectors
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

test('whoever tells the stock exchange is no stock exchange', () => {
  expect(found('The maker of pumps told the stock exchange on Monday that its servers were down.')).not.toContain(
    'financial_market_infrastructures own',
  )
  expect(found('The stock exchange halted trading after a fault.')).toContain('financial_market_infrastructures own')
})

const at = (text: string, name: string) => {
  const start = text.indexOf(name)
  return { start, end: start + name.length }
}

test('the register comes first, and no number of words outvotes it', () => {
  const text =
    'Smiths Group reports intrusion\nSmiths Group isolated its systems. Airports, airlines, hospitals and banks asked whether their airports, hospitals and banks are safe.'
  const span = at(text, 'Smiths Group')
  const known = [{ span, mentions: [span], sectors: ['manufacturing.machinery'] }]
  const facts = findSectors(text, text.indexOf('\n'), index, { known })
  expect(facts[0]).toMatchObject({ sector: 'manufacturing.machinery', role: 'own', from: 'register' })
  expect(facts.filter(({ sector }) => sector === 'manufacturing.machinery')).toHaveLength(1)
  expect(facts.slice(1).every(({ from }) => from === 'words')).toBe(true)
  expect(text.slice(facts[0]!.hits[0]!.span.start, facts[0]!.hits[0]!.span.end)).toBe('Smiths Group')
})

test('an organisation that is only a customer, or named once in passing, is touched', () => {
  const customer = 'Maker of scanners hit\nThe company is a supplier to Schiphol and isolated its systems.'
  const span = at(customer, 'Schiphol')
  const known = [{ span, mentions: [span], sectors: ['transport.air'] }]
  expect(findSectors(customer, 20, index, { known })[0]).toMatchObject({ sector: 'transport.air', role: 'touched' })
  const passing = `A fault\n${'Nothing more is known of it. '.repeat(20)}An analyst at ING spoke.`
  const bank = at(passing, 'ING')
  const named = [{ span: bank, mentions: [bank], sectors: ['banking'] }]
  expect(findSectors(passing, 7, index, { known: named })).toMatchObject([{ role: 'touched', from: 'register' }])
})

test('names without a settled sector say nothing', () => {
  const name = { text: 'X', span: { start: 0, end: 1 }, mentions: [], type: null, by: 'rules' as const, why: '' }
  expect(sectorsOfNames([{ ...name, known: null }], [])).toEqual([])
  expect(sectorsOfNames([{ ...name, known: 'a' }], [])).toEqual([])
})

test.each([
  ['de', 'Das Stadtwerk meldet Störungen im Stromnetz.', 'energy.electricity own'],
  ['de', 'Drei Krankenhäuser nehmen keine Patienten auf.', 'health own'],
  ['de', 'Der Flughafen strich am Abend alle Flüge.', 'transport.air own'],
  ['de', 'Die Stadtverwaltung und das Landratsamt sind offline.', 'public_administration own'],
  ['fr', "L'hôpital a transféré ses patients.", 'health own'],
  ['fr', 'La mairie et le conseil départemental sont touchés.', 'public_administration own'],
  ['fr', 'La SNCF a arrêté ses trains.', 'transport.rail own'],
  ['fr', 'Trois banques signalent des paiements par carte refusés.', 'banking own'],
  ['es', 'El hospital trasladó a sus pacientes.', 'health own'],
  ['es', 'El Ayuntamiento trabaja con papel.', 'public_administration own'],
  ['es', 'La autoridad portuaria cerró dos terminales de contenedores.', 'transport.water own'],
  ['es', 'El aeropuerto canceló los vuelos.', 'transport.air own'],
])('in %s: %s', (language, text, sector) => {
  const facts = findSectors(text, 0, index, { language }).map((fact) => `${fact.sector} ${fact.role}`)
  expect(facts[0]).toBe(sector)
})

test('in a language without words only the register speaks', () => {
  const text = 'Bank hit in Turku\nThe bank and the hospital are a bank and a hospital.'
  const span = at(text, 'Turku')
  const known = [{ span, mentions: [span], sectors: ['energy.gas'] }]
  expect(findSectors(text, text.indexOf('\n'), index, { language: 'fi', known })).toMatchObject([{ from: 'register' }])
})

test.each([
  ['de', 'Ein Gericht in Berlin urteilte; die Zentralbank und eine Parkbank blieben stehen.'],
  ['fr', 'Le tribunal a jugé; la banque centrale et une banque de données sont citées.'],
  ['es', 'El juez falló; el banco central y el banco de suplentes no opinan.'],
])('in %s words that only look like a sector say nothing', (language, text) => {
  expect(findSectors(text, 0, index, { language })).toEqual([])
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
