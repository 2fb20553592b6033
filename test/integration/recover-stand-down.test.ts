// Standing a crisis down over HTTP: criteria out of the record, judged and decided by persons, measures rolled back in turn, a relapse.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, moveIncident } from '#assess/api.ts'
import { addBeat, openCrisis } from '#coordinate/api/crises.ts'
import { openLadder } from '#coordinate/api/ladder.ts'
import { getGoal, listGoals, reportProgress, setGoal } from '#recover/api/goals.ts'
import * as api from '#recover/api/stand-downs.ts'
import { ago, did, Held, heldOf, openRecover, party, type RecoverHouse, refused, runJob } from '../setup/recover.ts'

let house: RecoverHouse
let crisis: string
let incident: string
let down: Held
beforeAll(async () => {
  house = await openRecover()
  const { anna } = house
  incident = (await anna.get(declareIncident, { title: 'Ferry booking cannot be reached' })).id
  const opened = await anna.get(openCrisis, { title: 'Ferries stand still', incidents: [incident] })
  crisis = opened.id
  await anna.get(addBeat, {
    ...{ id: crisis, version: opened.version, what: 'Situation report', kind: 'report' },
    ...{ firstAt: ago(1), everyMinutes: 240 },
  })
}, 240_000)
afterAll(() => house.node.stop())

const criteria = async (as = house.anna) => {
  const { criteria: all } = await as.get(api.getStandDown, { id: down.id })
  return Object.fromEntries(all.map((one) => [one.id, one]))
}

test('a stand-down is proposed once, and shows each criterion with its grounds', async () => {
  const { anna, analyst, stranger } = house
  down = heldOf(await analyst.get(api.proposeStandDown, { crisis, reason: 'Quiet since yesterday.' }))
  const again = await anna.call(api.proposeStandDown, { crisis, reason: 'Quiet since yesterday.' })
  expect(!again.ok && again.problem).toMatchObject({ refusal: 'open-already', status: 409 })
  const strange = await stranger.call(api.getStandDown, { id: down.id })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown')
  const found = await criteria()
  expect(found['incidents-contained']).toMatchObject({ answer: 'no', evidence: [{ id: incident }] })
  expect(found['waves-over']).toMatchObject({ answer: 'undetermined' })
  expect(found['services-back']?.answer).toBe('undetermined')
  expect(found['ladder-down']?.because).toBe('Nobody opened the ladder of this crisis.')
  // The rhythm runs and is not on the list of measures.
  expect(found['measures-listed']).toMatchObject({
    answer: 'no',
    evidence: [{ id: crisis, title: 'Situation report' }],
  })
  expect(found['hunters-found-nothing']).toMatchObject({ answer: 'undetermined', judgements: [] })
})

test('the record answers, and persons answer the rest: one no is a no, and nobody counts twice', async () => {
  const { anna, ben, analyst } = house
  const asked = { criterion: 'affected-agree', answer: 'yes', because: 'Finland and Estonia agree.' }
  await did(anna, down, api.judgeCriterion, asked)
  await did(anna, down, api.judgeCriterion, { ...asked, because: 'Asked again, they still agree.' })
  expect((await criteria())['affected-agree']).toMatchObject({
    answer: 'undetermined',
    judgements: [{ answer: 'yes' }],
  })
  await did(ben, down, api.judgeCriterion, { ...asked, answer: 'no', because: 'Latvia was not asked.' })
  expect((await criteria())['affected-agree']?.answer).toBe('no')
  await did(ben, down, api.judgeCriterion, { ...asked, because: 'Latvia agrees too.' })
  expect((await criteria())['affected-agree']?.answer).toBe('yes')
  const hunters = { criterion: 'hunters-found-nothing', answer: 'yes', because: 'Three sweeps, nothing.' }
  await did(analyst, down, api.judgeCriterion, { ...hunters, since: ago(20) })
  expect((await criteria())['hunters-found-nothing']?.answer).toBe('no')
  await did(analyst, down, api.judgeCriterion, { ...hunters, since: ago(80) })
  expect((await criteria())['hunters-found-nothing']?.answer).toBe('yes')
  expect(await refused(anna, down, api.judgeCriterion, { ...hunters, criterion: 'waves-over' })).toBe(
    'no-such-criterion',
  )
  expect(await refused(anna, down, api.judgeCriterion, { ...hunters, since: '2999-01-01T00:00:00Z' })).toBe(
    'impossible-times',
  )
  expect(await refused(anna, { ...down, version: 1 }, api.judgeCriterion, hunters)).toBe('stale-version')
})

test('measures are found in the record, listed with an owner, and rolled back in their order', async () => {
  const { anna, analyst } = house
  const { items, found } = await anna.get(api.listMeasures, { crisis })
  expect([items, found.map(({ kind, title }) => [kind, title])]).toEqual([[], [['rhythm', 'Situation report']]])
  const record = { record: 'coordinate.crisis', id: crisis }
  const beat = heldOf(await anna.get(api.addMeasure, { crisis, kind: 'rhythm', title: 'Situation report', record }))
  const filter = heldOf(
    await anna.get(api.addMeasure, { crisis, kind: 'filter', title: 'Only Europe gets in', owner: party('Provider') }),
  )
  const twice = await anna.call(api.addMeasure, { crisis, kind: 'filter', title: 'Only Europe gets in' })
  expect(!twice.ok && twice.problem.refusal).toBe('open-already')
  const strange = await anna.call(api.addMeasure, { crisis, kind: 'magic', title: 'A spell' })
  expect(!strange.ok && strange.problem.refusal).toBe('no-such-kind')
  expect((await criteria())['measures-listed']?.because).toBe('1 measure has no owner.')
  await did(anna, beat, api.changeMeasure, { owner: party('Desk') })
  expect((await criteria())['measures-listed']?.answer).toBe('yes')
  const listed = await anna.get(api.listMeasures, { crisis })
  expect([listed.items.map(({ state }) => state.title), listed.found]).toEqual([
    ['Only Europe gets in', 'Situation report'],
    [],
  ])
  expect(await refused(anna, beat, api.rollBack, { to: 'rolled-back', reason: 'Stopped.' })).toBe('out-of-order')
  expect(await refused(anna, filter, api.rollBack, { to: 'kept', reason: 'Better safe.' })).toBe('impossible-times')
  const notAllowed = await analyst.call(api.rollBack, { id: filter.id, version: 1, to: 'failed', reason: 'x x x' })
  expect(!notAllowed.ok && notAllowed.problem.refusal).toBe('not-allowed')
  await did(anna, filter, api.rollBack, { to: 'failed', reason: 'The provider does not answer.' })
  expect(await refused(anna, filter, api.withdrawMeasure, { reason: 'Forget it.' })).toBe('wrong-state')
  expect(await refused(anna, beat, api.rollBack, { to: 'rolled-back', reason: 'Stopped.' })).toBe('out-of-order')
  const reviewAt = new Date(Date.now() + 86_400_000).toISOString()
  await did(anna, filter, api.rollBack, { to: 'kept', reason: 'Until the provider answers.', reviewAt })
  await did(anna, beat, api.rollBack, { to: 'rolled-back', reason: 'The last report is out.' })
  const after = (await anna.get(api.listMeasures, { crisis })).items.map(({ state }) => [
    state.state,
    state.turns.length,
  ])
  expect(after).toEqual([
    ['kept', 2],
    ['rolled-back', 1],
  ])
})

test('two persons decide, against a missing criterion only with a word why', async () => {
  const { anna, ben, analyst } = house
  await anna.get(openLadder, { crisis })
  const goal = heldOf(
    await anna.get(setGoal, {
      service: 'Ferry booking',
      outageSince: ago(40),
      crisis,
      rtoMinutes: 240,
      minimumLevel: 0.5,
    }),
  )
  expect((await criteria())['services-back']?.answer).toBe('no')
  await did(anna, goal, reportProgress, { level: 0.8, at: ago(20) })
  expect((await criteria())['services-back']?.answer).toBe('yes')
  const decided = { outcome: 'stand-down', reasons: 'All is quiet.' }
  expect(await refused(anna, down, api.decideStandDown, decided)).toBe('criteria-not-met')
  const notAllowed = await analyst.call(api.decideStandDown, {
    id: down.id,
    version: down.version,
    ...decided,
  } as never)
  expect(!notAllowed.ok && notAllowed.problem.refusal).toBe('not-allowed')
  const work = new Held(incident, 1)
  for (const event of ['triage', 'investigate', 'contain']) await did(anna, work, moveIncident, { event })
  expect((await criteria())['incidents-contained']?.answer).toBe('yes')
  // No attack was measured: nobody can know by the record that it is over.
  expect(await refused(anna, down, api.decideStandDown, decided)).toBe('criteria-not-met')
  const despite = 'No sensor stands before the service; the provider sees no wave.'
  expect(await did(anna, down, api.decideStandDown, { ...decided, despite })).toMatchObject({ state: 'for-second' })
  expect(await refused(anna, down, api.secondStandDown)).toBe('second-person-needed')
  await did(ben, down, api.returnStandDown, { reason: 'Wait for the ministers.' })
  await did(anna, down, api.decideStandDown, { ...decided, despite })
  expect(await did(ben, down, api.secondStandDown, { words: 'Agreed.' })).toMatchObject({ state: 'stood-down' })
  const { state } = await anna.get(api.getStandDown, { id: down.id })
  expect(state.decision).toMatchObject({ despite, by: `person:${anna.person}`, second: { by: `person:${ben.person}` } })
  expect(state.decision?.stood).toContainEqual({ criterion: 'waves-over', answer: 'undetermined' })
  expect(state.before).toHaveLength(1)
  await runJob(house.node, 'recover-relapses')
  expect((await anna.get(api.getStandDown, { id: down.id })).state.state).toBe('stood-down')
})

test('what came back opens it again, once, and says by which criterion', async () => {
  const { anna } = house
  const [goal] = (await anna.get(listGoals, { crisis })).items
  if (!goal) throw new Error('There is no goal.')
  await did(anna, heldOf(goal), reportProgress, { level: 0.1, note: 'Down again' })
  await runJob(house.node, 'recover-relapses')
  await runJob(house.node, 'recover-relapses')
  const { state, version } = await anna.get(api.getStandDown, { id: down.id })
  expect(state).toMatchObject({ state: 'open', decision: null, judgements: [] })
  expect(state.relapses).toMatchObject([{ criterion: 'services-back', by: 'system:recover.relapses', record: null }])
  expect(state.before).toHaveLength(2)
  expect((await anna.get(getGoal, { id: goal.id })).standing).toMatchObject({ usable: false, rto: { state: 'late' } })
  down.version = version
  expect(await refused(anna, down, api.tellRelapse, { because: 'Again.' })).toBe('wrong-state')
  await did(anna, down, api.withdrawStandDown, { reason: 'It goes on.' })
  const [newer] = (await anna.get(api.listStandDowns, { crisis })).items
  expect(newer?.state.state).toBe('withdrawn')
})
