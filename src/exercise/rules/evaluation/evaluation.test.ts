// Evaluating by rule: trails of causes, tellings, markings, marks of evaluators, organisations behind letters.
import { describe, expect, test } from 'vitest'
import type { Marking, Tlp } from '#kernel/marking.ts'
import type { Scenario } from '../../model/scenario.ts'
import { differencesBetween } from './differences.ts'
import { createLedger, type Read } from './ledger.ts'
import { compareMarkings, markedAmiss } from './marked.ts'
import { combined, qualityOf, questionsFor } from './objectives.ts'
import { letter, organisationsBeside, whyWithheld } from './organisations.ts'
import { csvOfEvaluation, spanWords } from './paper.ts'
import { middleOf, trailTimes } from './times.ts'
import { mayHave, type Parties, participantOf, toldAmiss } from './told.ts'

const home = 'home'
const marking = (tlp: Tlp, more: Partial<Marking> = {}): Marking => ({
  ...{ tlp, owner: home, audience: [], persons: [], releasableTo: [] },
  ...more,
})
let count = 0
const entry = (more: Partial<Read>): Read => ({
  ...{ id: `e${++count}`, kind: 'assess.incidentDeclared', verb: 'assess.declareIncident', record: 'assess.incident' },
  ...{ subject: 's1', actor: 'person:p', marking: marking('AMBER+STRICT'), at: 1_000, version: 1, cause: [] },
  ...more,
})
const direction = new Set(['person:d'])
const brought = (ref: string, verb: string, at: number): Read =>
  entry({
    ...{ record: 'exercise.delivery', kind: 'exercise.delivered', actor: 'system:exercise', at },
    state: { of: 'inject', ref, calls: [{ contract: verb, as: 'direction', ok: true }] },
  })
function ledgerOf(...entries: Read[]) {
  const ledger = createLedger(direction)
  for (const one of entries) ledger.read(one)
  return ledger
}
const scenario = {
  participants: [
    { id: 'csirt', name: 'National CSIRT' },
    { id: 'bank', name: 'Bank' },
    { id: 'paper', name: 'Evening paper' },
  ],
  injects: [
    { id: 'news', title: 'News' },
    { id: 'secret', title: 'A secret', visibleTo: ['csirt'] },
  ],
  expected: [{ tells: 'csirt' }],
  // Only what these rules look at.
} as unknown as Scenario
const parties: Parties = {
  home,
  organisationOf: (id) => (id === 'paper' ? 'press' : home),
  personsOf: (id) => new Set(id === 'bank' ? ['teller'] : []),
}

describe('the trail', () => {
  const item = entry({ subject: 'item', record: 'watch.item', verb: 'watch.importText', actor: 'person:d', at: 500 })
  const first = entry({ subject: 'incident', cause: [item.id], at: 60_500 })
  const classified = entry({ subject: 'incident', kind: 'assess.incidentClassified', version: 2, at: 120_500 })
  const unrelated = entry({ subject: 'other', at: 30_000 })

  test('it leads from what the direction wrote to whoever went on from it, record by record', () => {
    const ledger = ledgerOf(item, brought('news', 'watch.importText', 500), unrelated, first, classified)
    const came = [{ inject: scenario.injects[0] as Scenario['injects'][number], at: 500 }]
    expect(trailTimes(ledger, came, []).map(({ what, seconds, proof }) => [what, seconds, proof[0]?.entry])).toEqual([
      ['notice', 60, first.id],
      ['classify', 120, classified.id],
    ])
  })

  test('what the direction wrote by another operation belongs to no inject', () => {
    const ledger = ledgerOf(item, brought('news', 'watch.importFile', 500), first)
    expect([...(ledger.byId(first.id)?.injects ?? [])]).toEqual([])
  })

  test('a long journal is cut, and says so', () => {
    const ledger = createLedger(direction, 2)
    for (const one of [item, first, classified]) ledger.read(one)
    expect(ledger.leftOut()).toContain('1 more')
    expect(ledgerOf(item).leftOut()).toBeNull()
  })
})

describe('tellings', () => {
  const tell = (name: string, more: Partial<Read> = {}, words = 'Half is back.') =>
    entry({
      ...{ record: 'recover.goal', kind: 'recover.goalTold', subject: 'goal', version: 2 },
      body: { party: { name, organisation: null, person: null }, words },
      ...more,
    })
  const kinds = (...entries: Read[]) => toldAmiss(scenario, parties, ledgerOf(...entries)).findings.map((it) => it.kind)

  test('a marking that reaches them is no finding; one that does not is', () => {
    expect(kinds(tell('Bank'))).toEqual([])
    expect(kinds(tell('Evening paper'))).toEqual(['wrong-recipient'])
    expect(kinds(tell('evening paper ', { marking: marking('GREEN') }))).toEqual([])
    expect(kinds(tell('Bank', { marking: marking('RED', { persons: ['p'] }) }))).toEqual(['wrong-recipient'])
    expect(kinds(tell('Bank', { marking: marking('RED', { persons: ['teller'] }) }))).toEqual([])
  })

  test('of an address that nobody knows it is not known whether it may have it', () => {
    const told = toldAmiss(scenario, parties, ledgerOf(tell('desk@bank.example')))
    expect(told).toEqual({ findings: [], undetermined: 1 })
  })

  test('what only some saw is not for another, unless the scenario expects that they are told', () => {
    const item = entry({ subject: 'item', record: 'watch.item', verb: 'watch.importText', actor: 'person:d' })
    const came = brought('secret', 'watch.importText', 1_000)
    expect(kinds(item, came, tell('Bank', { cause: [item.id] }))).toEqual(['wrong-recipient'])
    expect(kinds(item, came, tell('National CSIRT', { cause: [item.id] }))).toEqual([])
  })

  test('the same twice is a finding; the same act in two entries, and other words, are not', () => {
    expect(kinds(tell('Bank'), tell('Bank', { at: 2_000 }))).toEqual(['told-twice'])
    expect(kinds(tell('Bank'), tell('Bank'))).toEqual([])
    expect(kinds(tell('Bank'), tell('Bank', { at: 2_000 }, 'All is back.'))).toEqual([])
  })

  test('what was told and taken back is a finding; what nobody had is not', () => {
    const released = entry({
      ...{ record: 'share.product', kind: 'share.productReleased', subject: 'product', version: 3 },
      body: { release: { to: 'Bank', state: 'held', fingerprint: 'f' } },
    })
    const back = entry({
      kind: 'share.productWithdrawn',
      record: 'share.product',
      subject: 'product',
      at: 2_000,
      version: 4,
    })
    expect(kinds(released, back)).toEqual(['retracted'])
    expect(kinds(back)).toEqual([])
  })

  test('the direction and the house tell nobody anything', () => {
    expect(kinds(tell('Evening paper', { actor: 'person:d' }), tell('Evening paper', { actor: 'system:x' }))).toEqual(
      [],
    )
  })

  test('not knowing is an answer', () => {
    const nobody = { organisation: null, persons: new Set<string>() }
    const press = { organisation: 'press', persons: new Set<string>() }
    expect(mayHave(marking('CLEAR'), nobody).may).toBe('yes')
    expect(mayHave(marking('RED'), nobody).may).toBe('undetermined')
    expect(mayHave(marking('AMBER'), press).may).toBe('undetermined')
    expect(mayHave(marking('AMBER', { audience: ['press'] }), press).may).toBe('yes')
    expect(mayHave(marking('GREEN', { releasableTo: ['EU'] }), press).may).toBe('undetermined')
    expect(participantOf(scenario, parties, { name: '?', organisation: 'press', person: null })).toBe('paper')
    // Two of them are played by the same organisation: that does not say which.
    expect(participantOf(scenario, parties, { name: '?', organisation: home, person: null })).toBeNull()
  })
})

describe('markings', () => {
  const strict = entry({ subject: 'a', marking: marking('RED', { persons: ['p'], reviewOn: '2025-03-01' }) })
  const day = Date.parse('2025-03-10T12:00:00Z')
  const kinds = (until: number, ...entries: Read[]) => markedAmiss(ledgerOf(...entries), until).map(({ kind }) => kind)

  test('looser than what it was made from is a finding, as strict is not', () => {
    expect(kinds(0, strict, entry({ subject: 'b', cause: [strict.id] }))).toEqual(['looser'])
    expect(kinds(0, strict, entry({ subject: 'b', cause: [strict.id], marking: marking('RED') }))).toContain(
      'red-unreviewed',
    )
    const product = entry({ subject: 'b', cause: [strict.id], record: 'share.product' })
    expect(kinds(0, strict, product)).toEqual([])
  })

  test('RED is looked at again by its day', () => {
    expect(kinds(day, strict)).toEqual(['red-unreviewed'])
    expect(kinds(Date.parse('2025-03-01T23:00:00Z'), strict)).toEqual([])
  })

  test('a marking that was changed afterwards is told with the direction in which', () => {
    const change = { subject: 'c', kind: 'journal.remarked', version: 2 }
    const start = entry({ subject: 'c' })
    expect(kinds(0, start, entry({ ...change, marking: marking('GREEN') }))).toEqual(['loosened'])
    expect(kinds(0, start, entry({ ...change, marking: marking('AMBER+STRICT', { audience: ['x'] }) }))).toEqual([
      'loosened',
    ])
    expect(kinds(day, start, entry({ ...change, marking: marking('RED', { reviewOn: '2025-04-01' }) }))).toEqual([
      'tightened',
    ])
    expect(compareMarkings(marking('AMBER'), marking('AMBER'))).toBe(0)
  })
})

describe('evaluators', () => {
  const answer = (objective: string, mark: number | null) => ({ objective, question: 'q', mark, words: '' })

  test('marks are a mean of their own, and what nobody saw counts for nothing', () => {
    const forms = [
      { evaluator: 'a', answers: [answer('o', 5), answer('p', 1)] },
      { evaluator: 'b', answers: [answer('o', 2), answer('o', null)] },
    ]
    expect(qualityOf('o', forms)).toEqual({ mean: 3.5, share: 0.625, marks: 2, evaluators: 2 })
    expect(qualityOf('nothing', forms)).toBeNull()
  })

  test('the two figures are put together by the rule only, and not where one is missing', () => {
    const quality = { mean: 3, share: 0.5, marks: 1, evaluators: 1 }
    expect(combined(1, quality, 0.7)).toBe(0.85)
    expect(combined(1, null, 0.7)).toBeNull()
    expect(combined(null, quality, 0.7)).toBeNull()
  })

  test('questions go by what an objective measures', () => {
    const question = (id: string, measures: string[]) => ({ id, measures, asks: 'Asks', anchors: [] })
    const file = { questions: [question('all', []), question('tell', ['tell']), question('keep', ['keep-up'])] }
    expect(questionsFor(file as never, ['tell']).map(({ id }) => id)).toEqual(['all', 'tell'])
  })
})

describe('organisations', () => {
  const done = [{ expected: { measure: 'tell', weight: 1 }, state: 'done', at: 60_000, from: 0 }] as never
  const parts = (...ids: string[]) => ids.map((organisation) => ({ organisation, followed: done }))
  const naming = (own: string, ...agreed: string[]) => ({
    ...{ agreed: new Set(agreed), own, nameOf: (id: string) => `Name of ${id}` },
    shuffle: new Map([
      ['a', '3'],
      ['b', '2'],
      ['c', '1'],
    ]),
  })
  const names = (all: string[], own: string, ...agreed: string[]) => {
    const { organisations, withheld } = organisationsBeside(parts(...all), naming(own, ...agreed))
    return [organisations.map(({ name }) => name), withheld !== null]
  }

  test('one that has not agreed bears a letter, and letters follow chance', () => {
    expect(names(['a', 'b', 'c'], 'x')).toEqual([['organisation A', 'organisation B', 'organisation C'], false])
    expect(names(['a', 'b', 'c'], 'a')).toEqual([['Name of a', 'organisation A', 'organisation B'], false])
    expect(JSON.stringify(organisationsBeside(parts('a', 'b', 'c'), naming('x')))).not.toContain('Name of')
  })

  test('with fewer than three, or where only one is left, a letter would be a name', () => {
    expect(names(['a', 'b'], 'a')).toEqual([['Name of a'], true])
    expect(names(['a', 'b', 'c'], 'a', 'b')).toEqual([['Name of a', 'Name of b'], true])
    expect(names(['a', 'b'], 'a', 'a', 'b')).toEqual([['Name of a', 'Name of b'], false])
    expect(whyWithheld(3, 2)).toBeNull()
  })

  test('letters go on after Z', () =>
    expect([letter(0), letter(25), letter(26), letter(27)]).toEqual(['A', 'Z', 'AA', 'AB']))
})

test('scripts differ by name and field, whatever the order of fields', () => {
  const before = {
    id: 's',
    objectives: [],
    participants: [],
    injects: [{ id: 'a', title: 'A' }],
    expected: [{ id: 'x' }],
  }
  const after = { ...before, injects: [{ title: 'B', id: 'a' }], expected: [{ id: 'y' }], endsAt: 'later' }
  expect(differencesBetween(before as never, after as never).shown).toEqual([
    { part: 'inject', ref: 'a', how: 'changed', fields: ['title'] },
    { part: 'expected', ref: 'x', how: 'taken-away', fields: [] },
    { part: 'expected', ref: 'y', how: 'added', fields: [] },
    { part: 'story', ref: 's', how: 'changed', fields: ['endsAt'] },
  ])
  const same = { ...before, injects: [{ title: 'A', id: 'a' }] }
  expect(differencesBetween(before as never, same as never)).toEqual({ shown: [], more: 0 })
})

test('the middle of times, and how long in words', () => {
  expect([middleOf([]), middleOf([5]), middleOf([1, 9, 2]), middleOf([1, 3])]).toEqual([null, 5, 2, 2])
  expect([40, 60, 90, 3_600, 3_900].map(spanWords)).toEqual(['40 s', '1 min', '1 min 30 s', '1 h', '1 h 5 min'])
})

test('a cell that looks like a formula stays a text in the table', () => {
  const finding = {
    key: 'missed/x',
    kind: 'missed' as const,
    says: '=1+1',
    objective: null,
    expected: 'x',
    at: null,
    proof: [],
  }
  const none = { objectives: [], times: [], told: [], findings: [finding], exercise: 'drill' }
  expect(csvOfEvaluation(none as never, []).split('\r\n')[1]).toContain(",'=1+1,")
})
