// Fingerprints: the same words on both sides, other words for other keys, and no way to click them away.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultInWords, readWords } from '../store/directory/words.ts'
import { actor, keysOf } from '../testdata/wire-actors.ts'
import {
  askedPlaces,
  bitsPerWord,
  fingerprint,
  fingerprintIn,
  fingerprintLink,
  fingerprintWords,
  jointPhrase,
  phraseWords,
  wordsOf,
} from './fingerprint.ts'

const list = readWords()
const north = actor('north')
const south = actor('south')
const [a, b] = [fingerprint(north.content.signs), fingerprint(south.content.signs)]

test('the words are 1,024, in order, and no two are one letter apart', () => {
  expect(list).toHaveLength(2 ** bitsPerWord)
  expect(faultInWords(list)).toBeUndefined()
  expect(faultInWords(['candle', 'candles'])).toContain('one letter apart')
  expect(faultInWords(['boat', 'coat'])).toContain('one letter apart')
  expect(faultInWords(['harp', 'harp'])).toContain('order')
  expect(faultInWords(['zebra', 'apple'])).toContain('order')
})

test('a fingerprint has at least 100 bits in words, and the phrase of two has 160', () => {
  expect(fingerprintWords * bitsPerWord).toBeGreaterThanOrEqual(100)
  expect(phraseWords * bitsPerWord).toBe(160)
  expect(wordsOf(a, list)).toHaveLength(fingerprintWords)
})

test('both sides see the same phrase, whoever asks', () => {
  expect(jointPhrase(a, b, list)).toEqual(jointPhrase(b, a, list))
  expect(jointPhrase(a, b, list)).toHaveLength(phraseWords)
})

test('somebody in between is seen: with another key on either side the phrases differ', () => {
  const between = fingerprint(keysOf('between').signs)
  expect(jointPhrase(a, between, list)).not.toEqual(jointPhrase(between, b, list))
  expect(jointPhrase(a, between, list)).not.toEqual(jointPhrase(a, b, list))
})

test('either half of the keys changes the fingerprint', () => {
  const other = keysOf('other').signs
  expect(fingerprint({ ...north.content.signs, ed25519: other.ed25519 })).not.toBe(a)
  expect(fingerprint({ ...north.content.signs, mlDsa65: other.mlDsa65 })).not.toBe(a)
  expect(() => fingerprint({ ed25519: '', mlDsa65: '' })).toThrow(RangeError)
})

test('each side is asked for three words that the other side sees', () => {
  const uuid = fc.uuid({ version: 7 })
  fc.assert(
    fc.property(uuid, uuid, uuid, uuid, fc.nat({ max: 50 }), (one, other, anna, ben, version) => {
      fc.pre(one !== other)
      const here = askedPlaces(one, other, anna, version)
      const there = askedPlaces(other, one, ben, version + 1)
      expect(new Set(here).size).toBe(3)
      expect(here.every((place) => place >= 0 && place < phraseWords)).toBe(true)
      expect(here.filter((place) => there.includes(place))).toEqual([])
    }),
  )
})

test('two persons of one side are not asked for the same words, nor one person twice', () => {
  const places = new Set(
    Array.from({ length: 20 }, (_none, version) =>
      askedPlaces(north.node, south.node, north.organisation, version).join(),
    ),
  )
  expect(places.size).toBeGreaterThan(10)
})

test('a fingerprint is read from the code, and from a document with or without gaps', () => {
  expect(fingerprintIn(fingerprintLink(north.node, a))).toEqual({ node: north.node, hex: a })
  expect(fingerprintIn(` ${a.toUpperCase().replace(/(.{4})/g, '$1 ')}`)).toEqual({ hex: a })
  for (const odd of ['', 'abc', `${a}0`, 'tocsin:peer/1/x/y']) expect(fingerprintIn(odd)).toBeUndefined()
})
