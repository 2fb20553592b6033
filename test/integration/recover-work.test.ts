// Goals, the breach of one entity and the backlog over HTTP: worked towards, told of, closed, and burnt down to zero.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import * as backlog from '#recover/api/backlog.ts'
import { findRecord, showBoard } from '#recover/api/board.ts'
import * as breaches from '#recover/api/breaches.ts'
import * as goals from '#recover/api/goals.ts'
import { addMeasure, rollBack } from '#recover/api/stand-downs.ts'
import { layDependencies } from '../setup/dependencies.ts'
import { ago, did, Held, heldOf, openRecover, party, type RecoverHouse, refused, runJob } from '../setup/recover.ts'

let house: RecoverHouse
let crisis = ''
let incident = ''
beforeAll(async () => {
  house = await openRecover()
  incident = (await house.anna.get(declareIncident, { title: 'Drawings were copied' })).id
  crisis = (await house.anna.get(openCrisis, { title: 'A group is broken into', incidents: [incident] })).id
}, 240_000)
afterAll(() => house.node.stop())

test('a goal is worked towards: steps, progress that makes a curve, blockers, and who was told', async () => {
  const { anna, stranger } = house
  const set = { service: 'Design office', outageSince: ago(10), crisis, rtoMinutes: 240, rpoMinutes: 60 }
  const low = await anna.call(goals.setGoal, { ...set, minimumLevel: 0.8, targetLevel: 0.5 })
  expect(!low.ok && low.problem.refusal).toBe('impossible-levels')
  const goal = heldOf(await anna.get(goals.setGoal, set))
  const strange = await stranger.call(goals.getGoal, { id: goal.id })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown')
  const at = async () => anna.get(goals.getGoal, { id: goal.id })
  expect((await at()).standing).toMatchObject({ level: 0, rto: { state: 'late' }, rpo: { state: 'unknown' } })
  await did(anna, goal, goals.changeGoal, { goodDataUntil: ago(10.5), rtoMinutes: 720 })
  expect((await at()).standing).toMatchObject({ rto: { state: 'running' }, rpo: { state: 'kept' } })
  await did(anna, goal, goals.planGoalStep, { text: 'Restore the plans', owner: party('Desk') })
  const step = (await at()).state.steps[0]?.key ?? ''
  expect(await refused(anna, goal, goals.moveGoalStep, { step: 's99', to: 'done' })).toBe('no-such-part')
  await did(anna, goal, goals.moveGoalStep, { step, to: 'done', note: 'Checked.' })
  await did(anna, goal, goals.nameBlocker, { text: 'No spare disks' })
  const blocker = (await at()).state.blockers[0]?.key ?? ''
  expect((await at()).standing).toMatchObject({ blocked: true, stepsDone: 1, stepsAll: 1 })
  await did(anna, goal, goals.clearBlocker, { blocker, how: 'Lent by the university.' })
  expect(await refused(anna, goal, goals.clearBlocker, { blocker, how: 'Again.' })).toBe('no-such-part')
  await did(anna, goal, goals.reportProgress, { level: 0.25, at: ago(4) })
  expect(await refused(anna, goal, goals.reportProgress, { level: 0.3, at: ago(11) })).toBe('impossible-times')
  await did(anna, goal, goals.reportProgress, { level: 0.5, at: ago(2) })
  const { standing } = await at()
  expect(standing).toMatchObject({ usable: true, rto: { state: 'kept' }, blocked: false })
  // A quarter in two hours: the other half takes four more.
  expect(Math.round((Date.parse(standing.expectedAt ?? '') - Date.now()) / 3_600_000)).toBe(2)
  await did(anna, goal, goals.tellOfGoal, { party: party('The board'), how: 'telephone', words: 'Half is back.' })
  expect(await refused(anna, goal, goals.endGoal, { to: 'met', because: 'Enough.' })).toBe('still-open')
  await did(anna, goal, goals.reportProgress, { level: 1 })
  expect(await did(anna, goal, goals.endGoal, { to: 'met', because: 'All of it is back.' })).toMatchObject({
    state: 'met',
  })
  expect(await refused(anna, goal, goals.nameBlocker, { text: 'Too late' })).toBe('wrong-state')
  await did(anna, goal, goals.reopenGoal, { because: 'It fell back.' })
  expect((await at()).state).toMatchObject({ state: 'open', told: [{ words: 'Half is back.' }] })
})

test('a breach goes from isolation to closing, evidence before cleaning, and what others need before what needs it', async () => {
  const { anna } = house
  const parts = await layDependencies(anna)
  const [files, place] = [parts['Cumulus Cloud'], parts['Northport data centre']]
  const opened = await anna.get(breaches.openBreach, {
    ...{ title: 'Breach at an engineering group', entity: party('Engineering group'), foundAt: ago(30) },
    ...{ incident, crisis },
  })
  const breach = heldOf(opened)
  const shown = async () => anna.get(breaches.getBreach, { id: breach.id })
  const plan = async (phase: string, text: string, of: object = {}) => {
    await did(anna, breach, breaches.planBreachStep, { phase, text, ...of })
    return (await shown()).state.steps.at(-1)?.key ?? ''
  }
  const isolate = await plan('isolate', 'Take the file server off the net', { part: files })
  const keep = await plan('preserve-evidence', 'Copy the disks', { part: files })
  const clean = await plan('eradicate', 'Build it anew', { part: files })
  const restore = await plan('restore', 'Bring the files back', { part: files })
  await plan('watch', 'Look at the room for a month', { part: place })
  await did(anna, breach, breaches.moveBreachStep, { step: isolate, to: 'done', result: 'Port closed.' })
  expect(await refused(anna, breach, breaches.moveBreachStep, { step: clean, to: 'done' })).toBe('no-evidence-kept')
  await did(anna, breach, breaches.moveBreachStep, { step: keep, to: 'done', sha256: 'a'.repeat(64) })
  expect(await refused(anna, breach, breaches.moveBreachStep, { step: restore, to: 'done' })).toBe('out-of-order')
  await did(anna, breach, breaches.moveBreachStep, { step: clean, to: 'done' })
  await did(anna, breach, breaches.moveBreachStep, { step: restore, to: 'done', at: ago(1) })
  await did(anna, breach, breaches.engageExperts, {
    party: party('Forensics'),
    basis: 'contract',
    what: 'Three servers',
  })
  const disclosed = { where: 'Regulatory news service', to: 'market', title: 'Notice of an incident' }
  await did(anna, breach, breaches.addDisclosure, { ...disclosed, at: ago(20) })
  await did(anna, breach, breaches.addMarketFigure, {
    ...{ instrument: 'Ordinary share', changePercent: -2.3, qualifier: 'up-to', at: ago(19) },
    ...{ against: 'the close of the day before', source: 'News agency' },
  })
  const promise = await anna.get(backlog.promiseFollowUp, {
    ...{ kind: 'update', what: 'How many customers', to: party('Customers'), crisis, due: ago(1) },
    of: { record: 'recover.breach', id: breach.id },
  })
  const { stillOpen, promises, state, phases, order } = await shown()
  expect(stillOpen).toHaveLength(3)
  expect(promises.map(({ id }) => id)).toEqual([promise.id])
  expect(state).toMatchObject({ market: [{ changePercent: -2.3 }], disclosures: [{ to: 'market' }] })
  expect(phases.filter(({ done }) => done > 0).map(({ phase }) => phase)).toEqual([
    ...['isolate', 'preserve-evidence', 'eradicate', 'restore'],
  ])
  // The cloud stands in the data centre: that comes first, whichever step was planned first.
  expect(order.map((turn) => turn.parts.map(({ name }) => name))).toEqual([
    ['Northport data centre'],
    ['Cumulus Cloud'],
  ])
  expect(await refused(anna, breach, breaches.closeBreach, { because: 'Over.' })).toBe('still-open')
  const watch = state.steps.at(-1)?.key ?? ''
  await did(anna, breach, breaches.moveBreachStep, { step: watch, to: 'dropped', result: 'Another room.' })
  await did(anna, breach, breaches.releaseExperts, { expert: state.experts[0]?.key ?? '' })
  await did(anna, heldOf(promise), backlog.closeFollowUp, { to: 'kept', how: 'The letter of Wednesday.' })
  expect(await did(anna, breach, breaches.closeBreach, { because: 'Watched for a month.' })).toMatchObject({
    state: 'closed',
  })
  expect(await refused(anna, breach, breaches.planBreachStep, { phase: 'watch', text: 'Look' })).toBe('wrong-state')
  // What the market did is written down also afterwards.
  await did(anna, breach, breaches.addDisclosure, { ...disclosed, title: 'Half-year report' })
})

test('what was promised falls due once, is moved, handed on and kept, and the backlog comes to zero', async () => {
  const { anna, ben, analyst } = house
  const first = heldOf(
    await anna.get(backlog.promiseFollowUp, {
      what: 'Names of those affected',
      to: party('ENISA'),
      crisis,
      due: ago(2),
    }),
  )
  const late = heldOf(
    await anna.get(backlog.promiseFollowUp, { kind: 'check', what: 'Look at the keys again', crisis }),
  )
  const measure = heldOf(
    await anna.get(addMeasure, { crisis, kind: 'filter', title: 'Only Europe gets in', owner: party('Provider') }),
  )
  await runJob(house.node, 'recover-follow-ups')
  await runJob(house.node, 'recover-follow-ups')
  const due = await anna.get(backlog.getFollowUp, { id: first.id })
  expect(due.state.fellDueAt).not.toBeNull()
  expect(due.version).toBe(2)
  first.version = 2
  const open = await anna.get(backlog.listBacklog, { crisis })
  expect(open.items.map(({ what, overdue }) => [what, overdue])).toEqual([
    ['Names of those affected', true],
    ['Look at the keys again', false],
    ['Only Europe gets in', false],
  ])
  expect(open).toMatchObject({ open: 3, overdue: 1, more: 0 })
  const board = await anna.get(showBoard, { crisis })
  expect(board.backlog).toMatchObject({ open: 3, overdue: 1 })
  expect(board.says.at(-1)).toBe('3 promises and follow-ups are open, 1 overdue.')
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  await did(anna, first, backlog.moveFollowUp, { due: tomorrow, because: 'The list comes a day later.' })
  expect(await refused(anna, first, backlog.moveFollowUp, { due: tomorrow, because: 'Again.' })).toBe(
    'nothing-to-change',
  )
  await did(anna, late, backlog.handFollowUp, { owner: party('Night desk') })
  await did(ben, first, backlog.closeFollowUp, { to: 'kept', how: 'Sent by post.' })
  expect(await refused(ben, first, backlog.closeFollowUp, { to: 'kept', how: 'Twice.' })).toBe('wrong-state')
  await did(analyst, first, backlog.reopenFollowUp, { because: 'It never came.' })
  await did(anna, first, backlog.closeFollowUp, { to: 'kept', how: 'Sent again.' })
  await did(anna, late, backlog.closeFollowUp, { to: 'withdrawn', how: 'The keys are gone.' })
  await did(anna, measure, rollBack, { to: 'rolled-back', reason: 'Filters removed.' })
  expect(await anna.get(backlog.listBacklog, { crisis })).toMatchObject({ items: [], open: 0, overdue: 0 })
  const { days } = await anna.get(backlog.burnDown, { crisis, days: 2 })
  expect(days.at(-1)).toMatchObject({ open: 0, closed: 4 })
  expect((await anna.get(showBoard, { crisis })).says.at(-1)).toBe('Nothing that was promised is open.')
})

test('an id is found as what it is, by those who may read it', async () => {
  const { anna, stranger } = house
  const [goal] = (await anna.get(goals.listGoals, { crisis })).items
  expect(await anna.get(findRecord, { id: goal?.id ?? '' })).toMatchObject({
    record: 'recover.goal',
    title: 'Recovery of Design office',
  })
  const strange = await stranger.call(findRecord, { id: goal?.id ?? '' })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown')
  const other = await anna.call(findRecord, { id: incident })
  expect(!other.ok && other.problem.refusal).toBe('unknown')
  expect(new Held(incident, 1).version).toBe(1)
})
