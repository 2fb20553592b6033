// Machine tags, read strictly and written again.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { papOfTags, parseTag, tagsOfMarking, tlpOfTags, writeTag } from './machine-tag.ts'

test('tags of taxonomies and galaxies are read into namespace, predicate and value', () => {
  expect(parseTag('rsit:availability="ddos"')).toEqual({ namespace: 'rsit', predicate: 'availability', value: 'ddos' })
  expect(parseTag('tlp:amber+strict')).toEqual({ namespace: 'tlp', predicate: 'amber+strict', value: null })
  expect(parseTag('veris:action:malware:variety="Adware"')).toMatchObject({ predicate: 'action:malware:variety' })
  expect(parseTag('misp-galaxy:threat-actor="Équipe – 7 = x"')).toMatchObject({ value: 'Équipe – 7 = x' })
})

test('what is not exactly such a tag is none', () => {
  const broken = [
    '',
    ':',
    'words',
    'a:',
    ':b',
    'a:b=',
    'a:b=c',
    'a:b="',
    'a:b=""',
    'a:b="c',
    'a:b="c"d"',
    'a:b="c" ',
    'a b:c',
    '-a:b',
    'a:"b"',
    'a:b="c\u202ed"',
    'a:b="c\nd"',
    'a:b="c\u0000"',
    'a\u200b:b',
    'a:<script>',
    `a:${'b'.repeat(300)}`,
  ]
  for (const one of broken) expect(parseTag(one), JSON.stringify(one)).toBeUndefined()
})

test('whatever is written is read back as the same, or is not written', () => {
  fc.assert(
    fc.property(
      fc.record({
        namespace: fc.oneof(fc.string(), fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)),
        predicate: fc.oneof(fc.string(), fc.stringMatching(/^[a-z][a-z0-9:-]{0,20}$/)),
        value: fc.option(fc.string({ unit: 'grapheme' })),
      }),
      (tag) => {
        const text = writeTag(tag)
        if (text === undefined) return
        expect(text.length).toBeLessThanOrEqual(255)
        expect(parseTag(text)).toEqual({ ...tag, value: tag.value?.normalize('NFC') ?? null })
      },
    ),
  )
  expect(writeTag({ namespace: 'a', predicate: 'b', value: 'say "yes"' })).toBeUndefined()
  expect(writeTag({ namespace: 'a', predicate: 'b', value: 'x'.repeat(250) })).toBeUndefined()
  expect(writeTag({ namespace: 'rsit', predicate: 'fraud', value: 'phishing' })).toBe('rsit:fraud="phishing"')
})

test('any text at all is read without a throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void parseTag(text)))
})

test('markings travel as tags of version 2, and a label in a strange dress still counts', () => {
  expect(tagsOfMarking({ tlp: 'AMBER+STRICT', pap: 'GREEN' })).toEqual(['tlp:amber+strict', 'PAP:GREEN'])
  expect(tlpOfTags(['rsit:fraud="x"', 'tlp:green', 'TLP\u200b:RED', 'tlp:ex:chr', 'tlp="amber"'])).toEqual([
    'GREEN',
    'RED',
    'RED',
    'RED',
  ])
  expect([papOfTags(['PAP:WHITE', 'pap:amber']), papOfTags(['x'])]).toEqual(['AMBER', undefined])
})
