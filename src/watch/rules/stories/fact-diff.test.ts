// Between two versions a figure that became another is one change; what only went or came is told as that.
import { expect, test } from 'vitest'
import type { CheckFact, ClaimFact, FigureFact, NameFact } from '../../model.ts'
import { factChanges } from './fact-diff.ts'

function figure(text: string, found: string, value: number, of: string | null): FigureFact {
  const start = text.indexOf(found)
  const span = { start, end: start + found.length }
  return { text: found, span, kind: 'count', value, to: null, unit: null, qualifier: null, of, ofSpan: null, why: '' }
}
const span = { start: 0, end: 0 }
const name = (text: string): NameFact => ({
  text,
  span,
  mentions: [span],
  type: null,
  by: 'rules',
  known: null,
  why: '',
})
const claim = (holder: string, text: string, what: ClaimFact['class'] = 'asserts'): ClaimFact => ({
  ...{
    id: 'c1',
    text,
    span,
    holder,
    holderSpan: null,
    role: 'official',
    class: what,
    cue: null,
    cueSpan: null,
    via: null,
  },
  ...{ quoted: false, evidence: { kind: 'not stated', what: null, span: null }, promise: null, relations: [], why: '' },
})
const check = (detail: string): CheckFact => ({ kind: 'parts-total', result: 'check', detail, spans: [], why: '' })

test('9.4 million that became 9.2 million of the same is one change', () => {
  const a = 'Some 9.4 million customers were affected, 30 of them in Malta.'
  const b = 'Some 9.2 million customers were affected, 30 of them in Malta.'
  const before = { text: a, figures: [figure(a, '9.4 million', 9.4e6, 'customers'), figure(a, '30', 30, null)] }
  const after = { text: b, figures: [figure(b, '9.2 million', 9.2e6, 'customers'), figure(b, '30', 30, null)] }
  expect(factChanges(before, after)).toEqual([
    { what: 'figure', before: '9.4 million customers', after: '9.2 million customers' },
  ])
})

test('a figure without a noun is known again by the words around it, and other things are not paired', () => {
  const a = 'The outage hit 400 in the north. Repair needs 12 hours.'
  const b = 'The outage hit 650 in the north. A reward of 90 was offered by nobody.'
  expect(
    factChanges(
      { text: a, figures: [figure(a, '400', 400, null), figure(a, '12', 12, 'hours')] },
      { text: b, figures: [figure(b, '650', 650, null), figure(b, '90', 90, 'reward')] },
    ),
  ).toEqual([
    { what: 'figure', before: '400', after: '650' },
    { what: 'figure', before: '12 hours', after: null },
    { what: 'figure', before: null, after: '90 reward' },
  ])
})

test('a name that became fuller, a claim that became stronger and a check that came are told once each', () => {
  expect(
    factChanges(
      {
        text: '',
        names: [name('Musk'), name('Downdetector')],
        claims: [claim('ENISA', 'the service was down for two hours')],
      },
      {
        text: '',
        names: [name('Elon Musk')],
        claims: [claim('ENISA', 'the service was down for three hours')],
        checks: [],
      },
    ),
  ).toEqual([
    { what: 'name', before: 'Musk', after: 'Elon Musk' },
    { what: 'name', before: 'Downdetector', after: null },
    {
      what: 'claim',
      before: 'ENISA asserts: the service was down for two hours',
      after: 'ENISA asserts: the service was down for three hours',
    },
  ])
  expect(
    factChanges({ text: '', checks: [] }, { text: '', checks: [check('140 + 110 + 150 = 400, 389 stated')] }),
  ).toEqual([{ what: 'check', before: null, after: 'parts-total, check: 140 + 110 + 150 = 400, 389 stated' }])
})

test('a version that was never looked at for names lost none', () => {
  expect(factChanges({ text: '' }, { text: '', names: [name('Musk')] })).toEqual([])
})

test('hundreds of long claims that all changed are compared in time', () => {
  const claims = (word: string) =>
    Array.from({ length: 400 }, (_, i) =>
      claim('ENISA', `${`${word} ${i} `.repeat(60)}and other words of the same kind`),
    )
  const before = process.cpuUsage()
  expect(
    factChanges({ text: '', claims: claims('alpha') }, { text: '', claims: claims('beta') }).length,
  ).toBeGreaterThan(0)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000)
})
