// Labels of the Traffic Light Protocol in both versions: nothing ever loosens.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { papLabels, tlpLabels, tlpRank } from '#kernel/marking.ts'
import {
  isPapWord,
  isTlpWord,
  papFromWords,
  strictestPap,
  strictestTlp,
  tlpFromWords,
  tlpVersion1,
} from './marking-words.ts'

const label = fc.constantFrom(...tlpLabels)

test('labels of both versions are read in every spelling that is in use', () => {
  expect(
    ['TLP:WHITE', 'tlp:white', 'TLP:CLEAR', 'tlp:green', 'TLP 2.0: Amber', 'tlp:amber+strict', 'TLP:AMBER STRICT'].map(
      tlpFromWords,
    ),
  ).toEqual(['CLEAR', 'CLEAR', 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'AMBER+STRICT'])
  expect(['PAP:WHITE', 'pap:green', 'PAP:AMBER', 'PAP:RED', 'PAP:whatever'].map(papFromWords)).toEqual([
    ...papLabels,
    'RED',
  ])
})

test('what is not known is RED: ex:chr, unclear, a typing error, nothing', () => {
  expect(['tlp:ex:chr', 'tlp:unclear', 'tlp:geen', 'TLP:', ''].map(tlpFromWords)).toEqual(Array(5).fill('RED'))
})

test('wide letters, spaces and characters that nobody sees hide no label', () => {
  for (const hidden of ['ｔｌｐ:red', 'TLP\u200b:RED', ' t l p : red', 'tlp\u00ad:red', 'TLPv2:RED', 'tlp=red'])
    expect([isTlpWord(hidden), tlpFromWords(hidden)], hidden).toEqual([true, 'RED'])
  expect(['tlpx:red', 'tulip:red', 'rsit:fraud', ''].some(isTlpWord)).toBe(false)
  expect([isPapWord('ＰＡＰ:RED'), isPapWord('paper:red')]).toEqual([true, false])
})

test('a label never loosens on its way to version 1 and back, and only AMBER+STRICT changes', () => {
  fc.assert(
    fc.property(label, (tlp) => {
      const back = tlpFromWords(tlpVersion1(tlp))
      expect(tlpRank(back)).toBeGreaterThanOrEqual(tlpRank(tlp))
      expect(back).toBe(tlp === 'AMBER+STRICT' ? 'RED' : tlp)
    }),
  )
})

test('a label is the same in any mixture of case, spaces and prefix', () => {
  fc.assert(
    fc.property(
      label,
      fc.constantFrom('TLP:', 'tlp:', 'TLP: ', 'Tlp 2.0 :', ''),
      fc.boolean(),
      (tlp, prefix, lower) => {
        expect(tlpFromWords(prefix + (lower ? tlp.toLowerCase() : tlp))).toBe(tlp)
      },
    ),
  )
})

test('any words at all give a label, and none that looser than what a known label says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      const found = tlpFromWords(words)
      expect(tlpLabels).toContain(found)
      if (found !== 'RED') expect(words.normalize('NFKC').toUpperCase()).toMatch(/WHITE|CLEAR|GREEN|AMBER/s)
    }),
  )
})

test('of several labels the strictest counts, in any order; none is the default', () => {
  fc.assert(
    fc.property(fc.array(label, { minLength: 1 }), (labels) => {
      const strictest = strictestTlp(labels)
      expect(labels).toContain(strictest)
      for (const one of labels) expect(tlpRank(strictest)).toBeGreaterThanOrEqual(tlpRank(one))
    }),
  )
  expect(strictestTlp([])).toBe('AMBER+STRICT')
  expect(strictestPap([])).toBeUndefined()
  expect(strictestPap(['GREEN', 'RED', 'CLEAR'])).toBe('RED')
})
