// Replacing names alike everywhere, and finding what is left.
import { expect, test } from 'vitest'
import { anonymise, foundIn, leftIn, replacements } from './anonymise.ts'

const musterwerk = { kind: 'organisation' as const, text: 'Musterwerk GmbH' }

test('letter case, double spaces and full-width letters hide no name', () => {
  const list = replacements([musterwerk], [])
  const text = 'MUSTERWERK  gmbh and Ｍusterwerk GmbH called.'
  expect(anonymise(text, list)).toBe('Organisation 1 and Organisation 1 called.')
  expect(leftIn([anonymise(text, list)], list)).toEqual([])
})

test('the longer name goes before the shorter one that is a part of it', () => {
  const list = replacements([{ kind: 'organisation', text: 'Musterwerk' }, musterwerk], [])
  expect(anonymise('Musterwerk GmbH owns Musterwerk.', list)).toBe('Organisation 2 owns Organisation 1.')
})

test('addresses of mail, web and network, and references of the house are found by how they look', () => {
  const text = 'ops@port.example, https://port.example/x?y=1, 192.0.2.7, 2001:db8::17, ftp.port.example, INC-2025-0007'
  expect(foundIn([text]).map(({ kind, text: one }) => [kind, one])).toEqual([
    ['address', 'ops@port.example'],
    ['address', 'https://port.example/x?y=1'],
    ['address', '192.0.2.7'],
    ['address', '2001:db8::17'],
    ['address', 'port.example'],
    ['address', 'ftp.port.example'],
    ['reference', 'INC-2025-0007'],
  ])
  const list = replacements([], [text])
  expect(leftIn([anonymise(text, list)], list)).toEqual([])
})

test('an address at the end of a sentence, or in capitals, is an address', () => {
  const found = foundIn(['It came from 192.0.2.17.', 'See FTP.PORT.EXAMPLE. Version 1.2.3.4.5 is none.'])
  expect(found.map(({ text }) => text)).toEqual(['192.0.2.17', 'FTP.PORT.EXAMPLE'])
})

test('one thing keeps one word, and a word that was given is not given again', () => {
  const given = [
    { kind: 'person' as const, text: 'Ada', instead: 'Person 1' },
    { kind: 'person' as const, text: 'Grace' },
    { kind: 'person' as const, text: 'ada' },
  ]
  expect(replacements(given, []).map(({ text, instead }) => [text, instead])).toEqual([
    ['Ada', 'Person 1'],
    ['Grace', 'Person 2'],
  ])
})

test('a word that stands instead is not taken for what it stands for; a name in plain sight is', () => {
  const list = [{ kind: 'organisation' as const, text: 'port', instead: 'A port' }]
  expect(leftIn(['A port stands still.'], list)).toEqual([])
  expect(leftIn(['A port stands still, says the Port.'], list)).toEqual([{ kind: 'organisation', text: 'port' }])
})

test('characters that mean something in a pattern are only characters', () => {
  const list = replacements([{ kind: 'other', text: 'C++ (2.0) [x]*' }], [])
  expect(anonymise('Uses c++ (2.0)  [X]* there.', list)).toBe('Uses Withheld 1 there.')
})
