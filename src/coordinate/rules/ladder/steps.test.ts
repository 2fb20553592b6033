// Steps: proposed by the facts, never twice the same; contradictions and gaps are named; the rungs are what the taken steps say.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, incidentOf, ladderAfter, type Said, table, told, uuid } from '../../../../test/setup/ladder.ts'
import { type Ladder, type LadderStep, stepStatuses } from '../../model/ladder.ts'
import { notConsulted, partiesToConsult } from './consult.ts'
import { ladderClocks } from './ladder-clocks.ts'
import { criteriaOf, modeOf, possibleSteps, proposeSteps } from './propose.ts'
import { namedInLadder, redactedSteps } from './redact-ladder.ts'
import { contradiction, gapsOf, stepActs, stepLife, whyNotFrom, whyNotStep } from './steps.ts'

const anna = 'person:anna'
const party = (name: string, actor: string | null = null) => ({ name, actor, organisation: null, person: null })
const wide = factsOf({ incidents: [incidentOf(1, { memberStates: ['DE', 'FR'] })] })

function proposal(ladder: Ladder, network: string, event: string, facts = wide): Said {
  const found = table.network(network)
  const happens = table.event(event)
  if (!found || !happens) throw new Error(`${network} ${event}`)
  const from = modeOf(ladder, found)
  const cell = table.cell(network, from, event)
  if ('none' in cell) throw new Error(cell.none)
  const { trigger, source, verification, decider } = cell
  const body = {
    ...{ network, event, from, to: cell.to, direction: happens.direction, reason: '', standing: 'met' },
    ...{ trigger, source, verification, criteria: criteriaOf(table, facts, cell), toConsult: [] },
    decider: { text: decider.text, actors: decider.actors, source, verification },
  }
  return [anna, 'coordinate.ladderStepProposed', body]
}

function decision(step: string, outcome: 'taken' | 'refused', at = '2027-03-10T13:00:00.000Z'): Said {
  const body = { step, outcome, decider: party('x'), at, reason: 'So.', despite: null, knownAt: at, criteria: [] }
  return [anna, 'coordinate.ladderStepDecided', body]
}

test('the software proposes what the facts call for, and only that', () => {
  const proposed = proposeSteps(table, null, wide).map((one) => `${one.network}/${one.event.id}`)
  expect(proposed).toEqual(['national/activate', 'xhub/raise', 'cyclone/raise'])
  expect(proposeSteps(table, null, factsOf())).toEqual([])
  const all = possibleSteps(table, null, wide)
  expect(all.every(({ cell, criteria }) => criteria.length === cell.criteria.length + cell.against.length)).toBe(true)
})

test('it never proposes the same twice; new evidence makes it another', () => {
  const open = ladderAfter(proposal(ladderAfter(), 'cyclone', 'raise'))
  const standing = (ladder: Ladder, facts = wide) =>
    possibleSteps(table, ladder, facts).find((one) => one.network === 'cyclone' && one.event.id === 'raise')?.standing
  expect(standing(open)).toBe('open')
  const refused = ladderAfter(proposal(ladderAfter(), 'cyclone', 'raise'), decision('s1', 'refused'))
  expect(standing(refused)).toBe('settled')
  const more = factsOf({ incidents: [...wide.incidents, incidentOf(2, { memberStates: ['IT'] })] })
  expect(standing(refused, more)).toBe('proposed')
  expect(standing(refused, factsOf({ incidents: [incidentOf(1, { memberStates: ['DE'] })] }))).toBe('undetermined')
})

test('what speaks against a step is said, and keeps it from being proposed', () => {
  const up = ladderAfter(proposal(ladderAfter(), 'cyclone', 'raise'), decision('s1', 'taken'))
  const over = [incidentOf(1, { open: false, contained: true, memberStates: ['DE'] })]
  const down = (answers = {}) =>
    possibleSteps(table, up, factsOf({ incidents: over, answers })).find((one) => one.network === 'cyclone')
  expect(down()).toMatchObject({ standing: 'proposed', from: 'escalated' })
  expect(down({ capacity_exceeded: told(true) })).toMatchObject({ standing: 'speaks-against' })
})

test('every status knows every act: it may be done, or a sentence says why not', () => {
  for (const status of stepStatuses) {
    for (const act of stepActs) {
      const may = stepLife[status][act]
      if (may) expect(may.not.length).toBeGreaterThan(10)
    }
  }
  const [step] = ladderAfter(proposal(ladderAfter(), 'cyclone', 'raise'), decision('s1', 'taken')).steps
  expect([whyNotStep(step!, 'take'), whyNotStep(step!, 'hand-over'), whyNotStep(step!, 'receipt')]).toEqual([
    'Step s1: It was taken already.',
    null,
    'Step s1 was not handed over to anybody yet.',
  ])
})

test('up and down at once is a contradiction, two ways up are alternatives', () => {
  const open = {
    steps: [{ key: 's1', network: 'ipcr', event: 'raise', direction: 'up', status: 'proposed', to: 'x' }],
  } as never
  expect(contradiction(open, 'ipcr', { id: 'deactivate', direction: 'down' })?.refusal).toBe('contradicts')
  expect(contradiction(open, 'ipcr', { id: 'raise', direction: 'up' })?.refusal).toBe('already-proposed')
  expect(contradiction(open, 'ipcr', { id: 'activate', direction: 'up' })).toBeNull()
  expect(contradiction(open, 'cyclone', { id: 'lower', direction: 'down' })).toBeNull()
  expect(contradiction(null, 'ipcr', { id: 'raise', direction: 'up' })).toBeNull()
})

test('who decides need not be consulted; being told, or silent, is not having been consulted', () => {
  const said = (name: string, position: string, actor: string | null = null) =>
    ({ party: party(name, actor), position }) as never
  const needed = [
    party('Member State: France', 'member_state'),
    party('Member State: Italy', 'member_state'),
    party('Commission', 'commission'),
  ]
  const left = (all: never[], decider = party('Presidency', 'presidency')) =>
    notConsulted(needed, all, decider).map(({ name }) => name)
  expect(left([])).toEqual(needed.map(({ name }) => name))
  expect(left([said('The Commission', 'agrees', 'commission')])).toEqual([
    'Member State: France',
    'Member State: Italy',
  ])
  expect(left([said('France', 'agrees', 'member_state')]).length).toBe(3)
  expect(left([said('Member State: France', 'informed'), said('Member State: Italy', 'no-answer')]).length).toBe(3)
  expect(left([said('Member State: France', 'disagrees')])).toEqual(['Member State: Italy', 'Commission'])
  expect(left([], party('Berlaymont', 'commission')).length).toBe(2)
})

test('each Member State that is affected is asked by itself; where none is known, all of them together', () => {
  const cell = table.cell('ipcr', 'inactive', 'activate')
  if ('none' in cell) throw new Error(cell.none)
  const asked = (affected: string[]) =>
    partiesToConsult(table, cell, affected, (code) => `<${code}>`).map(({ name }) => name)
  expect(asked(['DE', 'FR']).slice(0, 2)).toEqual(['Member State: <DE>', 'Member State: <FR>'])
  expect(asked([])[0]).toBe('Member States that are affected')
})

test('gaps name what is not met, who was not asked, and who does not decide it', () => {
  const criteria = criteriaOf(table, factsOf(), table.cell('cyclone', 'escalated', 'lower') as never)
  const step = {
    ...{ toConsult: [party('Commission', 'commission')], consulted: [] },
    decider: { text: 'The Presidency', actors: ['presidency'], source: 'x', verification: 'primary' as const },
  }
  expect(gapsOf(step, criteria, party('Somebody'))).toEqual([
    'Not known: The crisis abates.',
    'Not consulted: Commission.',
    'By the source it is decided by: The Presidency.',
  ])
  expect(gapsOf({ ...step, toConsult: [] }, [], party('Presidency', 'presidency'))).toEqual([])
})

test('the clocks of the Reserve run from the decision: 48 hours to the answer, two months to the report, and end', () => {
  const go = (ladder: Ladder, key: string, at: string): Said[] => [
    proposal(ladder, 'reserve', 'raise'),
    decision(key, 'taken', at),
  ]
  const first = go(ladderAfter(), 's1', '2027-12-30T10:00:00.000Z')
  const asked = ladderAfter(...first)
  const [answer] = ladderClocks(table, asked, '2028-01-01T10:00:00.001Z')
  expect(answer).toMatchObject({ due: '2028-01-01T10:00:00.000Z', late: true, endedAt: null })
  expect(ladderClocks(table, asked, '2028-01-01T10:00:00.000Z')[0]?.late).toBe(false)
  const second = go(asked, 's2', '2027-12-31T10:00:00.000Z')
  const third = go(ladderAfter(...first, ...second), 's3', '2027-12-31T11:00:00.000Z')
  const fourth = go(ladderAfter(...first, ...second, ...third), 's4', '2027-12-31T12:00:00.000Z')
  const runs = ladderClocks(table, ladderAfter(...first, ...second, ...third, ...fourth), '2028-01-02T00:00:00.000Z')
  expect(runs).toMatchObject([
    { clock: { id: 'answer' }, endedAt: '2027-12-31T10:00:00.000Z', late: false },
    { clock: { id: 'report' }, due: '2028-02-29T12:00:00.000Z', endedAt: null, late: false },
  ])
})

test('what may not be read any more is taken out of the steps, with the sentence that rested on it', () => {
  const ladder = ladderAfter(proposal(ladderAfter(), 'cyclone', 'raise'))
  expect(namedInLadder(ladder)).toEqual([uuid(1)])
  const [seen] = redactedSteps(ladder.steps, new Set([uuid(1)]))
  const [hidden] = redactedSteps(ladder.steps, new Set())
  expect(seen).toEqual(ladder.steps[0])
  expect([hidden?.criteria[0]?.evidence, JSON.stringify(hidden).includes('DE, FR')]).toEqual([[], false])
})

test('when a step is taken, what was put forward from the old rung is overtaken and stays', () => {
  const first = proposal(ladderAfter(), 'ipcr', 'raise')
  const two = [first, proposal(ladderAfter(), 'ipcr', 'invoke-solidarity'), proposal(ladderAfter(), 'cyclone', 'raise')]
  const { steps, modes } = ladderAfter(...two, decision('s2', 'taken'))
  expect(steps.map(({ status }) => status)).toEqual(['overtaken', 'taken', 'proposed'])
  expect(steps[0]?.ended?.reason).toContain('s2')
  expect(modes.ipcr).toMatchObject({ mode: 'full_activation', step: 's2' })
})

test('after any acts the rungs are what the taken steps say, and a refused act changes nothing', () => {
  const act = fc.record({
    network: fc.constantFrom('ipcr', 'national', 'ipcr', 'reserve', 'cyclone', 'solidarity'),
    event: fc.constantFrom(...table.events.map(({ id }) => id)),
    end: fc.constantFrom('leave', 'taken', 'refused', 'withdraw'),
    key: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const done: Said[] = []
      for (const { network, event, end, key } of acts) {
        const before = ladderAfter(...done)
        const cell = table.cell(network, modeOf(before, table.network(network)!), event)
        const happens = table.event(event)!
        if (!('none' in cell) && !contradiction(before, network, happens)) done.push(proposal(before, network, event))
        const now = ladderAfter(...done)
        const step = now.steps.find((one) => one.key === `s${key}`)
        const wanted = end === 'withdraw' ? 'withdraw' : end === 'taken' ? 'take' : 'refuse'
        if (end === 'leave' || !step || whyNotStep(step, wanted)) continue
        expect(whyNotFrom(table, now, step)).toBeNull()
        done.push(
          end === 'withdraw'
            ? [anna, 'coordinate.ladderStepWithdrawn', { step: step.key, reason: 'So.' }]
            : decision(step.key, end),
        )
      }
      const ladder = ladderAfter(...done)
      for (const network of table.networks)
        expect(modeOf(ladder, network)).toBe(walked(network.id, network.first, ladder.steps))
      const open = ladder.steps.filter(({ status }) => status === 'proposed')
      for (const one of open) expect(one.from).toBe(modeOf(ladder, table.network(one.network)!))
    }),
    { numRuns: 100 },
  )
})

/** The rung reached by the steps taken, in the order in which they were taken. */
function walked(network: string, first: string, steps: readonly LadderStep[]): string {
  const taken = steps.filter((one) => one.network === network && one.status === 'taken')
  let mode = first
  for (let left = [...taken]; left.length > 0; ) {
    const next = left
      .filter((one) => one.from === mode)
      .sort((a, b) => (a.decision!.recordedAt < b.decision!.recordedAt ? -1 : 1))[0]
    if (!next) throw new Error(`${network} has a step that starts nowhere`)
    mode = next.to
    left = left.filter((one) => one !== next)
  }
  return mode
}
