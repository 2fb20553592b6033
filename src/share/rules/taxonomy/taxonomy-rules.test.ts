// Versions: what may be done in which state, what changes make of the terms, the day of the framework, positions, markings.
import { describe, expect, test } from 'vitest'
import type { Marking } from '#kernel/marking.ts'
import { markingFrom } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import {
  type Axis,
  type Taxonomy,
  type Term,
  taxonomyEvents,
  taxonomyStatuses,
  type Voice,
} from '../../model/taxonomy.ts'
import { readTaxonomyData } from '../../store/taxonomy/taxonomy-data.ts'
import { applyChanges, faultInTerms } from './apply-changes.ts'
import { compareTerms } from './compare-terms.ts'
import { isDay, standingOf } from './deadline.ts'
import { heardLike } from './heard-like.ts'
import { lifecycle, whyNot } from './lifecycle.ts'
import { positionsOf } from './positions.ts'

const ours = { source: 'ours', verification: 'unverified' as const }
const axis = (id: string): Axis => ({ id, label: id, about: `About ${id}`, ...ours })
const term = (id: string, broader: string | null = null, on = 'what'): Term => {
  return { id, axis: on, label: id, about: `About ${id}`, broader, ...ours }
}
const base = {
  axes: [axis('what'), axis('why')],
  terms: [term('outage'), term('fire', 'outage'), term('malice', null, 'why')],
}

describe('changes', () => {
  const fault = (...changes: Parameters<typeof applyChanges>[1]) => {
    const made = applyChanges(base, changes)
    return made.ok ? null : [made.at, made.why]
  }
  test('they are carried out one after the other, or none of them', () => {
    const made = applyChanges(base, [
      { do: 'add', term: term('flood', 'outage') },
      { do: 'change', id: 'fire', broader: null, label: 'Fire' },
      { do: 'remove', id: 'malice' },
    ])
    expect(made.ok && made.terms.map(({ id, broader }) => [id, broader])).toEqual([
      ['outage', null],
      ['fire', null],
      ['flood', 'outage'],
    ])
    expect(fault({ do: 'remove', id: 'fire' }, { do: 'remove', id: 'fire' })).toEqual([1, 'There is no term fire.'])
  })
  test('a term has an axis, a wider term of the same axis, and is not wider than itself', () => {
    expect(fault({ do: 'add', term: term('fire') })).toEqual([0, 'There is a term fire already.'])
    expect(fault({ do: 'add', term: term('x1', null, 'where') })).toEqual([0, 'There is no axis where.'])
    expect(fault({ do: 'add', term: term('x1', 'malice') })?.[1]).toContain('another axis')
    expect(fault({ do: 'change', id: 'outage', broader: 'fire' })).toEqual([0, 'outage would be wider than itself.'])
    expect(fault({ do: 'remove', id: 'outage' })).toEqual([0, 'outage is the wider term of fire.'])
    expect(fault({ do: 'change', id: 'fire' })?.[1]).toContain('Nothing is said')
    expect(fault({ do: 'add-axis', axis: axis('why') })?.[1]).toBe('There is an axis why already.')
  })
  test('what differs between two versions is said field by field', () => {
    const next = {
      ...base,
      terms: [{ ...term('outage'), label: 'Outage' }, term('malice', null, 'why'), term('flood')],
    }
    expect(compareTerms(base, next).map(({ id, kind, fields }) => [id, kind, fields])).toEqual([
      ['outage', 'changed', [{ field: 'label', from: 'outage', to: 'Outage' }]],
      ['flood', 'added', []],
      ['fire', 'removed', []],
    ])
  })
})

test('the released draft holds together, and its mappings too', () => {
  const { first, mappings, deadline } = readTaxonomyData()
  expect(faultInTerms(first)).toBeNull()
  expect(mappings.map(({ target }) => target)).toEqual(['rsit', 'cg-2018', 'attack', 'misp'])
  expect(deadline).toMatchObject({ on: '2026-06-06', verification: 'seed' })
  const misp = mappings.find(({ target }) => target === 'misp')
  expect(misp?.rows).toContainEqual(
    expect.objectContaining({ term: 'impact-minor', code: 'nis:impact-severity="green"' }),
  )
  // Each term was looked at for each of them.
  for (const { rows } of mappings) expect(new Set(rows.map((row) => row.term)).size).toBe(first.terms.length)
})

describe('the life of a version', () => {
  const at = { by: 'person:p1/token:t1', at: '2026-05-01T00:00:00.000Z', reason: 'Ready.' }
  const version = (status: Taxonomy['status']) => ({ status, putForward: at }) as Taxonomy
  test('every state says of every event what becomes of it, or why not', () => {
    for (const status of taxonomyStatuses)
      for (const event of taxonomyEvents) {
        const step = lifecycle[status][event]
        expect('to' in step ? taxonomyStatuses : [expect.stringMatching(/\.$/)]).toContainEqual(
          'to' in step ? step.to : step.not,
        )
      }
  })
  test('whoever put it forward, by a token too, does not write down that it was adopted', () => {
    expect(whyNot(version('proposed'), 'adopt', { person: 'p1' })?.refusal).toBe('second-person-needed')
    expect(whyNot(version('proposed'), 'adopt', { person: null })?.refusal).toBe('person-needed')
    expect(whyNot(version('proposed'), 'adopt', { person: 'p2' })).toBeNull()
    expect(whyNot(version('draft'), 'adopt', { person: 'p2' })?.refusal).toBe('wrong-state')
    expect(whyNot(version('adopted'), 'edit', { person: 'p2' })?.refusal).toBe('wrong-state')
  })
})

describe('the day of the framework', () => {
  test.each([
    [null, '2026-06-05', 'running', 1],
    [null, '2026-06-06', 'running', 0],
    [null, '2026-06-07', 'overdue', 1],
    ['2026-06-06', '2027-01-01', 'in-time', 0],
    ['2026-06-07', '2027-01-01', 'late', 1],
    ['2025-06-06', '2027-01-01', 'in-time', 365],
  ] as const)('adopted %s, asked on %s: %s by %i', (on, today, state, days) => {
    expect(standingOf('2026-06-06', on, today)).toEqual({ state, days })
  })
  test('a day of the calendar, and no other', () => {
    expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true)
    expect(['2026-02-29', '2026-13-01', '2026-00-10'].some(isDay)).toBe(false)
  })
})

test('the newest position of an organisation counts, in any order; what was taken back does not', () => {
  const voice = (organisation: string | null, stand: Voice['stand'], at: string, more: Partial<Voice> = {}): Voice => ({
    ...{ on: { kind: 'share.practice', id: 'x' }, organisation, spokenFor: null, stand, words: '', by: '', at },
    ...{ withdrawn: null, ...more },
  })
  const voices = [
    voice('a', 'disagrees', '1'),
    voice('a', 'agrees', '2'),
    voice('a', null, '3'),
    voice(null, 'abstains', '1', { spokenFor: 'Example Water' }),
    voice(null, 'agrees', '2', { spokenFor: 'example water ' }),
    voice('b', 'disagrees', '5', { withdrawn: { by: '', at: '', reason: '' } }),
  ]
  const expected = { counts: { agrees: 2, disagrees: 0, abstains: 0 }, comments: 5 }
  expect(positionsOf(voices)).toMatchObject(expected)
  expect(positionsOf([...voices].reverse())).toMatchObject(expected)
})

test('what is said about a record reaches those who may read it, and whoever said it', () => {
  const about = (tlp: Marking['tlp'], more: Partial<Marking> = {}): Marking => {
    return { tlp, owner: 'o', audience: ['a'], persons: ['p'], releasableTo: [], ...more }
  }
  for (const tlp of ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const) {
    const said = markingFrom(heardLike(about(tlp), 'a'), 'a', 'p')
    expect(staysWithin(said, about(tlp))).toBe(true)
  }
  // A client was told under TLP:AMBER: its word goes to those who are named, and to no client of its own.
  expect(heardLike(about('AMBER'), 'client')).toMatchObject({ tlp: 'AMBER+STRICT', audience: ['o', 'a'] })
  expect(heardLike(about('RED', { reason: 'Why', reviewOn: '2030-01-01' }), 'a')).toMatchObject({
    ...{ persons: ['p'], reason: 'Why', reviewOn: '2030-01-01' },
  })
})
