// Marks of classified information: found in many spellings and languages, and not where the words mean something else.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { busyMs } from '../../../../test/setup/busy.ts'
import type { ClassifiedMarks } from '../../model/guideline.ts'
import { findClassified, mostCharacters, pointerText, prepareMarks } from './classified.ts'

const data: ClassifiedMarks = JSON.parse(readFileSync('data/share/guidelines-marks.json', 'utf8'))
const marks = prepareMarks(data.marks)
const found = (text: string) => findClassified(text, marks).findings.map(({ is, level }) => `${is} ${level}`)

test.each([
  ['RESTREINT UE/EU RESTRICTED', 'R-UE/EU-R'],
  ['Restreint UE / EU Restricted', 'R-UE/EU-R'],
  ['EU_RESTRICTED_minutes.pdf', 'R-UE/EU-R'],
  ['EU-RESTRICTED', 'R-UE/EU-R'],
  ['R-UE/EU-R', 'R-UE/EU-R'],
  ['R E S T R E I N T  U E', 'R-UE/EU-R'],
  ['RESTREINT\u00a0UE', 'R-UE/EU-R'],
  ['REST\u200bREINT U\u00adE', 'R-UE/EU-R'],
  ['ＲＥＳＴＲＥＩＮＴ ＵＥ', 'R-UE/EU-R'],
  ['CONFIDENTIEL UE/EU CONFIDENTIAL', 'C-UE/EU-C'],
  ['Annex (C-UE/EU-C) of the report', 'C-UE/EU-C'],
  ['SECRET UE/EU SECRET', 'S-UE/EU-S'],
  ['The file is SECRET UE.', 'S-UE/EU-S'],
  ['TRÈS SECRET UE/EU TOP SECRET', 'TS-UE/EU-TS'],
  ['TRES SECRET UE', 'TS-UE/EU-TS'],
  ['tre\u0300s secret UE', 'TS-UE/EU-TS'],
  ['COSMIC TOP SECRET', 'TS-UE/EU-TS'],
  ['NATO RESTRICTED', 'R-UE/EU-R'],
  ['VS-NUR FÜR DEN DIENSTGEBRAUCH', 'R-UE/EU-R'],
  ['VS – Nur fuer den Dienstgebrauch', 'R-UE/EU-R'],
  ['VS-NfD', 'R-UE/EU-R'],
  ['Stg. GEHEIM', 'S-UE/EU-S'],
  ['SECRET DEFENSE', 'S-UE/EU-S'],
])('%s is a mark', (text, level) => {
  expect(found(text)).toEqual([`mark ${level}`])
})

test.each([
  'Za służbowe\nŚciśle tajne\n',
  'This paper is classified EU restricted.',
  'СТРОГО СЕКРЕТНО',
  'Документ: класифицирана информация, За служебно ползване',
  'ΑΚΡΩΣ ΑΠΟΡΡΗΤΟ',
  'Szigorúan titkos',
  'difusión limitada',
  'EU SECRET SERVICES WARN OF AN ATTACK ON PORTS',
])('%s is asked about', (text) => {
  expect(found(text).map((one) => one.split(' ')[0])).toEqual(['ask'])
})

test.each([
  'secret',
  'SECRET',
  'Secret\nGeheim\ntajne\nRestricted',
  'The EU restricted exports of chips, and the secret was out.',
  'EU secret services warn of an attack on ports.',
  'The attackers stole the client secret and a confidential contract.',
  'Les services secrets uefa',
  'Access is restricted. EU funds were used.',
  'A top secret plan, said the group.',
  'Ein streng geheimer Plan wurde bekannt.',
  'This is TLP:RED and strictly confidential.',
  'The NATO secretary general spoke.',
  'dns-ue-east, s-ue-1 and r-ue-2 are host names.',
])('%s is no mark', (text) => {
  expect(found(text)).toEqual([])
})

test('a pointer may name the level; what stands beside it may not', () => {
  const pointer = pointerText({ level: 'S-UE/EU-S', keeper: 'the registry; of the ministry]', where: 'room 4\n02 555' })
  expect(found(`See ${pointer}.`)).toEqual(['pointer S-UE/EU-S'])
  expect(found(`${pointer} SECRET UE/EU SECRET`)).toEqual(['pointer S-UE/EU-S', 'mark S-UE/EU-S'])
})

test('it says where it stands, and whose mark it is', () => {
  const text = 'ß: ﬁle, VS-NfD'
  const { findings } = findClassified(text, marks)
  expect(findings).toMatchObject([{ at: text.indexOf('VS'), text: 'VS-NfD', states: ['DE'], scheme: 'national' }])
})

test('a hostile text ends: long, repeated, and full of near misses', () => {
  const started = busyMs()
  for (const text of ['R E S T R E I N T '.repeat(20_000), 'SECRET U'.repeat(40_000), 'É'.repeat(300_000)])
    findClassified(text, marks)
  const many = findClassified('RESTREINT UE '.repeat(1_000), marks)
  expect([many.findings.length, many.truncated]).toEqual([50, true])
  expect(findClassified(`${' '.repeat(mostCharacters)}RESTREINT UE`, marks)).toEqual({ findings: [], truncated: true })
  expect(busyMs() - started).toBeLessThan(3_000)
})
