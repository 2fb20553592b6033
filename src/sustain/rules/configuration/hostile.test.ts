// No parser of configurations or observations throws or hangs, whatever it is given; and every answer is as its schema says.
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { configurationForms, configurationLimits, ReadConfiguration } from '../../model/resolver-configuration.ts'
import { readObservation } from '../observation/read.ts'
import { indexResolvers } from '../resolvers/known.ts'
import { readConfiguration } from './read.ts'

const known = indexResolvers([])
const answer = Compile(ReadConfiguration)

const pieces = [
  ...[
    'server:',
    'forward-zone:',
    'name: "."',
    'forward-addr: 192.0.2.1@853#a.example',
    'include: x',
    'options {',
    'forwarders {',
    '};',
    '{',
    '}',
    ';',
    '"',
    "'",
  ],
  ...[
    'policy.add(',
    'policy.all(',
    'policy.TLS_FORWARD({',
    '{"192.0.2.1", hostname="a"}',
    ')',
    '})',
    '--[[',
    '--[==[',
    ']]',
    '--',
    'newServer({',
    'address="192.0.2.1"',
    'pool={"a"}',
  ],
  ...[
    'addAction(',
    'PoolAction("a")',
    '[Resolve]',
    'DNS=',
    'DNS=192.0.2.1',
    'server=/a/',
    'nameserver 192.0.2.1',
    '/*',
    '*/',
    '//',
    '#',
    '\\',
    '\n',
    '\r\n',
    ' ',
    '\t',
    '::1',
    '0',
    '\u202e',
  ],
]
const soup = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 8 })), {
  maxLength: 80,
})

test('soup of their words neither throws nor leaves the schema', () => {
  fc.assert(
    fc.property(soup, fc.constantFrom(...configurationForms), (words, form) => {
      const read = readConfiguration({ name: 'x', text: words.join(''), form }, known)
      if (!read.ok) return
      expect([...answer.Errors(read.value)]).toEqual([])
    }),
    { numRuns: 1500 },
  )
})

const full = (unit: string) => unit.repeat(Math.floor(configurationLimits.bytes / 4 / unit.length))
const floods = [
  '(',
  '{',
  '"',
  "'",
  '\\"',
  '--[[',
  '/*',
  'a=',
  'a(',
  'newServer({',
  'policy.add(',
  'options {\n',
  ' ',
  '\n',
  'a'.repeat(90),
  '#',
  '"\\"',
  "f'\\'",
  'server:\n',
  'forward-zone:\n name: "."\n',
  'nameserver 192.0.2.1\n',
  'DNS=192.0.2.1 ',
  'server=/a/b/c/',
  'zone "a" { type forward; };',
  'if if if ',
  '[[',
  'hostname = "',
  ' #',
]

test.each(floods)('a quarter of a megabyte of %j ends in a moment, in every form', (unit) => {
  const text = full(unit)
  for (const form of configurationForms) {
    const began = performance.now()
    readConfiguration({ name: 'x', text, form }, known)
    expect(performance.now() - began).toBeLessThan(4000)
  }
})

test('soup in observations neither throws nor hangs', () => {
  const cells = fc.constantFrom(
    'da',
    'dp',
    'count',
    '53',
    '853',
    '443',
    '192.0.2.1',
    '::1',
    'x',
    '"',
    ',',
    '\n',
    '{',
    '[',
    ':',
    ']',
    '-1',
    '1e999',
    ';',
  )
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 60 }), (words) => {
      readObservation('x', words.join(''), known)
      readObservation('x.json', words.join(''), known)
    }),
    { numRuns: 1500 },
  )
})
