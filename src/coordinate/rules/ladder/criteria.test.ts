// Criteria are three-valued: what nobody recorded is undetermined and says what to record; each answer has its evidence.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, incidentOf, now, table, told, uuid } from '../../../../test/setup/ladder.ts'
import { askCriterion, questionsBehind } from './criteria.ts'
import type { CrisisFacts } from './facts.ts'
import { assessmentFact, incidentFact } from './facts.ts'

const ask = (id: string, facts: Partial<CrisisFacts> = {}) => askCriterion(table, factsOf(facts), id, 'for')
const answer = (id: string, facts: Partial<CrisisFacts> = {}) => ask(id, facts).answer
const of = (...incidents: CrisisFacts['incidents'][number][]) => ({ incidents })
const hour = 3_600_000
const ago = (hours: number) => new Date(Date.parse(now) - hours * hour).toISOString()

test('two Member States are counted over all incidents and strands, countries outside are not', () => {
  const here = incidentOf(1, { memberStates: ['DE'] })
  const two = ask('member_states_2', of(here, incidentOf(2, { memberStates: ['FR'], thirdCountries: ['UA'] })))
  expect(two).toMatchObject({ answer: 'yes', because: '2: DE, FR.' })
  expect(two.evidence.map(({ id }) => id)).toEqual([uuid(1), uuid(2)])
  expect(answer('member_states_2', of(here))).toBe('no')
  const unplaced = ask('member_states_2', of(here, incidentOf(2)))
  expect(unplaced).toMatchObject({ answer: 'undetermined', because: expect.stringContaining('INC-2027-0002') })
  expect(answer('member_states_2')).toBe('undetermined')
  const strand = {
    domain: 'energy',
    title: 'x',
    status: 'ongoing' as const,
    countries: ['FR', 'UA'],
    sectors: [],
    severity: null,
  }
  expect(answer('member_states_2', { ...of(here), strands: [strand] })).toBe('yes')
  expect(answer('third_countries', { ...of(here), strands: [strand] })).toBe('yes')
})

test('severity counts from the colour asked for, and nobody having judged is not no', () => {
  expect(answer('impact_very_large', of(incidentOf(1, { severity: 'red' })))).toBe('yes')
  expect(answer('impact_very_large', of(incidentOf(1, { severity: 'yellow' })))).toBe('no')
  expect(answer('impact_very_large', of(incidentOf(1, { severity: 'yellow' }), incidentOf(2)))).toBe('undetermined')
})

test('a rule of the law answers by its assessments; without any it says to open one', () => {
  const predicate = {
    ...{ rule: 'nis2.large_scale', label: 'Large-scale', article: 'NIS2 Art. 6(7)', note: null, verified: true },
    ...{ saidBy: [uuid(5)], missing: [] },
  }
  const assessment = { evidence: { record: 'assess.assessment', id: uuid(5), entry: null, label: 'ASM' }, verdicts: {} }
  const asked = (said: 'yes' | 'no' | 'undetermined', assessments = [assessment]) =>
    ask('large_scale_assessed', { predicates: [{ ...predicate, answer: said }], assessments })
  expect(asked('yes')).toMatchObject({ answer: 'yes', evidence: [{ id: uuid(5) }] })
  expect(asked('no').answer).toBe('no')
  expect(asked('undetermined', [])).toMatchObject({
    answer: 'undetermined',
    because: expect.stringContaining('Open an assessment'),
  })
  expect(answer('large_scale_assessed')).toBe('undetermined')
})

test('significance is what the verdicts of the regime say', () => {
  const assessed = (verdict: 'yes' | 'no' | 'undetermined') => ({
    evidence: { record: 'assess.assessment', id: uuid(5), entry: null, label: 'ASM' },
    verdicts: { nis2: verdict },
  })
  expect(answer('significant', { assessments: [assessed('no'), assessed('yes')] })).toBe('yes')
  expect(answer('significant', { assessments: [assessed('no'), assessed('undetermined')] })).toBe('undetermined')
  expect(answer('significant', { assessments: [assessed('no')] })).toBe('no')
  expect(answer('significant')).toBe('undetermined')
})

test('a root cause that nobody classified is undetermined', () => {
  expect(answer('malicious', of(incidentOf(1, { rootCause: 'malicious-actions' }), incidentOf(2)))).toBe('yes')
  expect(answer('malicious', of(incidentOf(1, { rootCause: 'human-errors' }), incidentOf(2)))).toBe('undetermined')
  expect(answer('malicious', of(incidentOf(1, { rootCause: 'human-errors' })))).toBe('no')
})

test('a detection counts where the node belongs to a CSIRT or a hub, and elsewhere somebody is asked', () => {
  const detections = [{ record: 'sense.attack', id: uuid(7), entry: null, label: 'Attack' }]
  const found = of(incidentOf(1, { detections }))
  expect(ask('detected_here', found)).toMatchObject({ answer: 'yes', evidence: [{ id: uuid(7) }] })
  expect(answer('detected_here', { ...found, home: 'operator' })).toBe('undetermined')
  expect(answer('detected_here', of(incidentOf(1)))).toBe('undetermined')
  expect(
    answer('csirt_or_hub_detection', { ...found, home: 'operator', answers: { csirt_or_hub_found_it: told(true) } }),
  ).toBe('yes')
})

test('a hybrid campaign is what a person recorded; strands in other domains ask which it is', () => {
  const { crisis } = factsOf()
  const strands = [
    { domain: 'energy', title: 'x', status: 'ongoing' as const, countries: [], sectors: [], severity: null },
  ]
  expect(answer('hybrid_campaign', { crisis: { ...crisis, kind: 'hybrid' } })).toBe('yes')
  expect(answer('hybrid_campaign')).toBe('no')
  expect(answer('hybrid_campaign', { strands })).toBe('undetermined')
})

test('what only a person can say is undetermined until one does, and again when it is taken back', () => {
  const say = (value: boolean | null) => answer('capacity_exceeded', { answers: { capacity_exceeded: told(value) } })
  expect([answer('capacity_exceeded'), say(true), say(false), say(null)]).toEqual([
    'undetermined',
    'yes',
    'no',
    'undetermined',
  ])
})

test('it abates when nothing is open, or what is open is contained and gets less', () => {
  const ended = incidentOf(1, { open: false, contained: true, statusSince: ago(3) })
  const held = incidentOf(2, { contained: true })
  expect(answer('abating', of(ended))).toBe('yes')
  expect(answer('abating', of(ended, held))).toBe('yes')
  expect(answer('abating', of(held))).toBe('no')
  expect(answer('abating', of(ended, incidentOf(2)))).toBe('no')
  expect(answer('abating', of({ ...ended, statusSince: ago(30) }, held))).toBe('no')
  expect(answer('abating', of(ended, held, incidentOf(3, { contained: true, declaredAt: ago(1) })))).toBe('no')
  expect(answer('abating')).toBe('undetermined')
})

test('where a network stands can be asked', () => {
  expect(answer('cyclone_escalated')).toBe('no')
  expect(answer('cyclone_escalated', { modes: { cyclone: 'escalated' } })).toBe('yes')
  expect(answer('cyclone_escalated', { modes: {} })).toBe('undetermined')
})

test('parts joined: one yes is enough for any, one no settles all, and not knowing never passes as no', () => {
  const answers = { capacity_exceeded: told(false), could_become_large_scale: told(true) }
  expect(answer('large_scale', { answers })).toBe('undetermined')
  expect(answer('large_scale_potential', { answers })).toBe('yes')
  expect(answer('reserve_content', { answers: { reserve_spill_over: told(false) } })).toBe('no')
  expect([...questionsBehind(table, ['reserve_content'])].length).toBe(5)
})

test('with nothing recorded no criterion that asks for facts says yes, and those on what is unknown never say no', () => {
  const known = new Set(['hybrid', 'network-at'])
  for (const id of table.networks.flatMap((one) =>
    Object.values(one.cells).flatMap((row) =>
      Object.values(row).flatMap((cell) => ('none' in cell ? [] : [...cell.criteria, ...cell.against])),
    ),
  )) {
    const kind = table.criterion(id)?.ask.kind ?? ''
    const said = answer(id)
    expect([id, said === 'yes']).toEqual([id, false])
    if (!known.has(kind)) expect([id, said]).toEqual([id, 'undetermined'])
  }
})

test('an incident more, fully recorded, never takes a yes on extent away', () => {
  const countries = fc.subarray(['AT', 'BE', 'DE', 'FR', 'IT'])
  const incidents = fc.array(countries, { maxLength: 5 })
  fc.assert(
    fc.property(incidents, countries, (all, more) => {
      const made = all.map((memberStates, n) => incidentOf(n + 1, { memberStates }))
      const before = answer('member_states_2', of(...made))
      const after = answer('member_states_2', of(...made, incidentOf(9, { memberStates: more })))
      if (before === 'yes') expect(after).toBe('yes')
      const distinct = new Set(all.flat()).size
      expect(before).toBe(
        distinct >= 2 ? 'yes' : all.length === 0 || all.some((one) => one.length === 0) ? 'undetermined' : 'no',
      )
    }),
  )
})

test('what was merged or rejected is no incident of its own; verdicts of regimes that do not concern it are left out', () => {
  const state = { status: 'merged', affected: { countries: [], sectors: [] } } as never
  expect(incidentFact({ id: uuid(1), entry: null, state }, [], new Set())).toBeNull()
  const regimes = [
    { id: 'nis2', applies: 'no', verdict: 'no', because: [], missing: [] },
    { id: 'dora', applies: 'yes', verdict: 'yes', because: [], missing: [] },
  ]
  const assessed = { reference: 'ASM', title: 'x', judged: { regimes } } as never
  expect(assessmentFact({ id: uuid(2), entry: null, state: assessed }).verdicts).toEqual({ dora: 'yes' })
})
