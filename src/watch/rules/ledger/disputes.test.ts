// Pairs that dispute each other, and groups of pairs.
import { expect, test } from 'vitest'
import type { ClaimFact } from '../../model.ts'
import { groupsOf, suggestedPairs } from './disputes.ts'

function claim(id: string, ...disputes: string[]): ClaimFact {
  const relations = disputes.map((other) => ({ relation: 'disputes' as const, claim: other, why: 'says the opposite' }))
  const evidence = { kind: 'not stated' as const, what: null, span: null }
  const span = { start: 0, end: 1 }
  const said = { text: id, span, holder: id, holderSpan: null, role: 'official' as const, class: 'asserts' as const }
  return {
    id,
    ...said,
    cue: null,
    cueSpan: null,
    via: null,
    quoted: false,
    evidence,
    promise: null,
    relations,
    why: '',
  }
}

test('two claims that dispute each other are one pair', () => {
  const pairs = suggestedPairs([claim('c1', 'c2'), claim('c2', 'c1'), claim('c3')], () => false)
  expect(pairs.map(({ disputing, disputed }) => [disputing.id, disputed.id])).toEqual([['c1', 'c2']])
})

test('settled pairs, claims that are not there, and claims against themselves are left out', () => {
  expect(suggestedPairs([claim('c1', 'c2'), claim('c2')], () => true)).toEqual([])
  expect(suggestedPairs([claim('c1', 'c9', 'c1')], () => false)).toEqual([])
})

test('pairs that share a claim are one group, also when a later pair joins two of them', () => {
  expect(
    groupsOf([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]),
  ).toEqual([1, 2, 3])
  expect(
    groupsOf([
      ['a', 'b'],
      ['c', 'd'],
      ['b', 'c'],
      ['x', 'y'],
    ]),
  ).toEqual([1, 1, 1, 2])
})
