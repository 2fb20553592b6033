// The facts of a document as the screen shows them.
import { expect, test } from 'vitest'
import type { Document } from '../../api.ts'
import { factsOf } from './facts-of.ts'

const naming = { country: (code: string) => `Land ${code}`, topic: (id: string) => id, sector: (id: string) => id }

const bare: Document = {
  item: '01980f3c-8a00-7000-8000-000000000001',
  number: 1,
  title: 'A title',
  titleSpan: null,
  text: 'Plants of 140 MW and 110 MW in Spain and Madrid, 389 MW in all, she said.',
  rawSha256: '0'.repeat(64),
  rawBytes: 1,
  origin: { span: { start: 0, end: 1 }, content: { start: 0, end: 1 }, why: '' },
  contentHash: '',
  signature: [],
  bands: [],
  canonicalUrl: null,
  publishedAt: null,
  language: { code: 'en', votes: [], why: '' },
  times: [],
  places: [],
  topics: [],
  incident: false,
  incidentWhy: '',
  stageVersions: {},
  partial: [],
  uncovered: [],
}

const place = { country: 'ES', kind: 'city' as const, why: 'listed' }

test('the places of a country are one line, which knows where each of them stands in the document', () => {
  const [spain, ...rest] = factsOf(
    {
      ...bare,
      places: [
        { ...place, text: 'Spain', span: { start: 31, end: 36 }, ambiguous: true },
        { ...place, text: 'Madrid', span: { start: 41, end: 47 }, ambiguous: false },
      ],
    },
    naming,
  )
  expect(rest).toEqual([])
  expect(spain).toMatchObject({ id: 'place-ES', title: 'Land ES', at: [0, 1], says: 'Spain, Madrid' })
  expect(spain?.spans).toHaveLength(2)
})

test('a check that does not fit stands before one that agrees, and keeps its place in the document', () => {
  const check = { kind: 'parts-total' as const, spans: [{ start: 10, end: 16 }], why: 'the sum' }
  const facts = factsOf(
    {
      ...bare,
      checks: [
        { ...check, result: 'agrees', detail: 'they fit' },
        { ...check, result: 'check', detail: '140 + 110 = 250 against 389' },
      ],
    },
    naming,
  )
  expect(facts.map(({ says, at }) => [says, at])).toEqual([
    ['Please look · 140 + 110 = 250 against 389', [1]],
    ['Agrees · they fit', [0]],
  ])
})

test('who holds a claim belongs to it, and what is not there is left out', () => {
  const [claim] = factsOf(
    {
      ...bare,
      claims: [
        {
          id: 'c1',
          text: '389 MW in all',
          span: { start: 49, end: 62 },
          holder: null,
          holderSpan: { start: 64, end: 67 },
          role: 'unattributed',
          class: 'asserts',
          cue: 'said',
          cueSpan: null,
          via: null,
          quoted: false,
          evidence: { kind: 'none offered', what: null, span: null },
          promise: null,
          relations: [],
          why: '',
        },
      ],
    },
    naming,
  )
  expect(claim).toMatchObject({ id: 'claim-c1', says: 'nobody says who · asserts · no evidence offered' })
  expect(claim?.also).toEqual([{ start: 64, end: 67 }])
})

test('an item from before there were names, figures and claims shows none, and nothing breaks', () => {
  expect(factsOf(bare, naming)).toEqual([])
})
