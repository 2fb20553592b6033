// An exercise is evaluated out of its journal: one thing done wrong after the other, and each figure with the entry that proves it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { classifyIncident, declareIncident, remarkRecord } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { chooseOption, openDecision } from '#coordinate/api/decisions.ts'
import * as api from '#exercise/api/evaluation/evaluation.ts'
import * as exercises from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { tellingKinds } from '#exercise/rules/evaluation/tellings.ts'
import { classifyingKinds } from '#exercise/rules/evaluation/times.ts'
import { packageRoot } from '#platform/worker.ts'
import { listBacklog } from '#recover/api/backlog.ts'
import { setGoal, tellOfGoal } from '#recover/api/goals.ts'
import * as lessons from '#recover/api/lessons.ts'
import { acceptItem, listItems } from '#watch/api.ts'
import { allRecords } from '../../src/node.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'

const realm = { realm: 'exercise:drill' }
const exercise = 'drill'
const party = (name: string) => ({ name, actor: null, organisation: null, person: null })
const text = (more = '') =>
  `${readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'), 'utf8').trimEnd()}
  - id: warn-bank
    title: The bank is told
    objective: notice
    measure: tell
    tells: bank
    from: outage
    within: 1m
    by: duty
    weight: 2
    entry: { kind: recover.goalTold }
${more}`

let storage: Storage
let node: TestNode
let control: Client
let player: Client
let evaluator: Client
let second: Client
let outsider: Client
const made: Record<string, { id: string; version: number }> = {}

const import_ = (words: string) => control.get(importScenario, { name: 'three.yaml' }, { upload: Buffer.from(words) })
const shown = (as: Client, of = exercise) => as.get(api.showEvaluation, { exercise: of })
const state = async (of = exercise) => (await control.get(exercises.getExercise, { exercise: of })).exercise
async function jump(to: string): Promise<void> {
  await control.get(exercises.jumpTo, { exercise, to })
  await expect.poll(() => state().then(({ jumpTo }) => jumpTo), { timeout: 90_000 }).toBeNull()
}

beforeAll(async () => {
  storage = await freshStorage()
  node = await startTestNode({ storage })
  control = await node.signedIn({ roles: ['exercise-controller', 'analyst'] })
  player = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] })
  evaluator = await node.signedIn({ roles: ['reader'] })
  second = await node.signedIn({ roles: ['duty-officer', 'crisis-manager'] })
  outsider = await node.signedIn({ roles: ['crisis-manager'] })
  await import_(text())
  await control.get(exercises.planExercise, { scenario: 'three-small-things', exercise, autoplay: 'nobody' })
  await control.get(exercises.putInCell, { exercise, person: player.person, cell: 'players', seat: 'duty' })
  await control.get(exercises.putInCell, { exercise, person: evaluator.person, cell: 'evaluators' })
  await control.get(exercises.putInCell, { exercise, person: second.person, cell: 'evaluators' })
}, 120_000)
afterAll(async () => {
  await node.stop()
  await storage.remove()
})

test('every kind of entry that is looked for is one that the house writes', () => {
  const known = new Set(allRecords.flatMap(({ kinds }) => Object.keys(kinds)))
  const sought = [...tellingKinds, ...classifyingKinds]
  expect(sought.filter((kind) => !known.has(kind))).toEqual([])
})

test('while it is played, who directs and who evaluates reads the evaluation; players and others do not', async () => {
  await control.get(exercises.startExercise, { exercise, speed: 1 })
  await jump('2025-03-10T08:45:00Z')
  const { items } = await player.get(listItems, {}, realm)
  const call = items.find((item) => item.state.title.includes('Somebody calls'))
  expect(call).toBeDefined()
  await player.get(acceptItem, { id: call?.id ?? '', version: call?.version ?? 0 }, realm)
  const { id, version } = await player.get(declareIncident, { title: 'Payment switch' }, realm)
  made.incident = { id, version }
  expect((await shown(evaluator)).evaluation).toMatchObject({ final: false, state: 'running', score: 0.3333 })
  expect(await shown(control)).toMatchObject({ whole: true, mayFill: false })
  const early = await player.call(api.showEvaluation, { exercise })
  expect(early).toMatchObject({ ok: false, status: 403, problem: { refusal: 'not-yet-over' } })
  expect(await player.call(api.exportEvaluation, { exercise, form: 'csv' })).toMatchObject({ ok: false, status: 403 })
  expect(await player.call(api.getQualityForm, { exercise })).toMatchObject({ ok: false, status: 403 })
  expect(await outsider.call(api.showEvaluation, { exercise })).toMatchObject({ ok: false, status: 404 })
  expect(await outsider.get(api.compareRuns, { scenario: 'three-small-things' })).toMatchObject({ runs: [] })
})

test('what players do wrong is found: each finding with the entry that proves it', async () => {
  const { incident } = made
  if (!incident) throw new Error('There is no incident.')
  const rsit = [{ class: 'availability', type: 'ddos', main: true }]
  const classification = { rsit, rootCause: null, threatSeverity: null, outlook: null }
  const classified = await player.get(classifyIncident, { ...incident, classification }, realm)
  const asked = await player.get(
    openDecision,
    { question: 'Do we tell the press?', options: [{ text: 'Yes' }, { text: 'No' }] },
    realm,
  )
  const chosen = { option: 'o1', decider: party('The authority'), reasons: 'They know anyway.' }
  await player.get(chooseOption, { id: asked.id, version: asked.version, ...chosen }, realm)
  // Nobody should open a crisis.
  const crisis = await player.get(openCrisis, { title: 'Payments stand still', incidents: [incident.id] }, realm)
  // Looser than the crisis that it is made from.
  const since = '2025-03-10T08:30:00.000Z'
  const goal = { service: 'Card payments', outageSince: since, rtoMinutes: 240, minimumLevel: 0.5 }
  const open = await player.get(setGoal, { ...goal, crisis: crisis.id, marking: { tlp: 'CLEAR' } }, realm)
  const words = { party: party('Bank'), how: 'telephone', words: 'Half of it works.' }
  const told = await player.get(tellOfGoal, { id: open.id, version: open.version, ...words }, realm)
  // The clock goes by the second, and an act of another moment is another act.
  await player.get(tellOfGoal, { id: open.id, version: told.version, ...words }, realm)
  // For the player alone, and told to the bank.
  const red = { tlp: 'RED' as const, reason: 'Names of customers', reviewOn: '2025-03-01' }
  const secret = await player.get(setGoal, { ...goal, service: 'Accounts', marking: red }, realm)
  await player.get(tellOfGoal, { id: secret.id, version: secret.version, ...words }, realm)
  const lower = { marking: { tlp: 'GREEN' as const }, reason: 'It was in the papers.' }
  await player.get(remarkRecord, { id: incident.id, version: classified.version, ...lower }, realm)

  const { evaluation } = await shown(evaluator)
  const found = Object.fromEntries(evaluation.findings.map((one) => [one.kind, one]))
  expect(evaluation.findings.map(({ kind }) => kind).sort()).toEqual(
    ['broken', 'loosened', 'looser', 'missed-telling', 'red-unreviewed', 'told-twice', 'wrong-recipient'].sort(),
  )
  expect(found.broken).toMatchObject({ key: 'broken/no-crisis', proof: [{ subject: crisis.id }] })
  expect(found['missed-telling']).toMatchObject({ key: 'missed-telling/warn-bank', proof: [] })
  expect(found.looser).toMatchObject({ proof: [{ subject: open.id }, { subject: crisis.id }] })
  expect(found['told-twice']?.proof.map(({ subject }) => subject)).toEqual([open.id, open.id])
  expect(found['wrong-recipient']).toMatchObject({ proof: [{ subject: secret.id, kind: 'recover.goalTold' }] })
  expect(found['wrong-recipient']?.says).toContain('Bank')
  expect(found['red-unreviewed']).toMatchObject({ proof: [{ subject: secret.id }] })
  expect(found.loosened?.says).toContain('TLP:AMBER+STRICT to TLP:GREEN')
})

test('times are of the story: what was expected, what the trail of causes shows, and decisions', async () => {
  const { times, told } = (await shown(evaluator)).evaluation
  const row = (what: string, by: string) => times.filter((one) => one.what === what && one.by === by)
  const [noticed] = row('notice', 'expected')
  // Asked at 08:30, and done some moments after 08:45.
  expect(noticed).toMatchObject({ expected: 'incident', inject: 'outage', state: 'done', withinSeconds: 1_800 })
  expect(noticed?.seconds).toBeGreaterThanOrEqual(900)
  expect(noticed?.seconds).toBeLessThan(1_200)
  expect(noticed?.proof).toMatchObject([{ record: 'assess.incident', subject: made.incident?.id }])
  // The call came at 08:40, and its note was taken in some moments after 08:45.
  const [call] = row('notice', 'trail')
  expect(call).toMatchObject({ inject: 'call', from: '2025-03-10T08:40:00.000Z', proof: [{ record: 'watch.item' }] })
  expect(call?.seconds).toBeGreaterThanOrEqual(300)
  expect(call?.seconds).toBeLessThan(600)
  expect(row('decide', 'record')).toMatchObject([{ title: 'Do we tell the press?', proof: [{}, {}] }])
  expect(row('tell', 'expected')).toMatchObject([{ tells: 'bank', state: 'missed', seconds: null, proof: [] }])
  expect(told).toMatchObject([{ name: 'Bank', participant: 'bank', times: 3 }])
})

test('evaluators alone fill in the form, change it with its history, and the two figures stay apart', async () => {
  const { objectives, mayFill } = await evaluator.get(api.getQualityForm, { exercise })
  expect(mayFill).toBe(true)
  expect(objectives).toMatchObject([{ objective: 'notice' }])
  const asked = objectives[0]?.questions.map(({ id }) => id)
  // By what its expected actions measure: to notice and to tell, and what is asked of every objective.
  expect(asked).toEqual(['picture', 'words', 'handling', 'team'])
  const answer = (question: string, mark: number | null, words = '') => ({ objective: 'notice', question, mark, words })
  const first = { exercise, answers: [answer('picture', 2, 'By chance.'), answer('team', null)], remarks: '' }
  const notOne = await player.call(api.fillQualityForm, first)
  expect(notOne).toMatchObject({ ok: false, status: 403, problem: { refusal: 'evaluators-only' } })
  const strange = await evaluator.call(api.fillQualityForm, { ...first, answers: [answer('services', 3)] })
  expect(strange).toMatchObject({ ok: false, problem: { refusal: 'no-such-question' } })
  const form = await evaluator.get(api.fillQualityForm, first)
  const again = { ...first, version: form.version, answers: [answer('picture', 4, 'On a second look.')] }
  expect((await evaluator.get(api.fillQualityForm, again)).version).toBe(form.version + 1)
  const stale = await evaluator.call(api.fillQualityForm, again)
  expect(stale).toMatchObject({ ok: false, problem: { refusal: 'stale-version' } })
  await second.get(api.fillQualityForm, { ...first, answers: [answer('words', 2)], remarks: 'Nobody rang back.' })
  const { forms } = await evaluator.get(api.getQualityForm, { exercise })
  const mine = forms.find((one) => one.mine)
  expect(mine?.history.map(({ answers }) => answers[0]?.mark)).toEqual([2, 4])
  const { evaluation } = await shown(control)
  // By weight: 1 done, 1 broken, 2 missed.
  expect(evaluation).toMatchObject({ score: 0.25, met: 1, asked: 3, forms: 2 })
  expect(evaluation.objectives[0]).toMatchObject({
    ...{ score: 0.25, quality: { mean: 3, share: 0.5, marks: 2, evaluators: 2 } },
    combined: 0.325,
  })
  expect(evaluation.objectives[0]?.evidence.map(({ expected, state: at }) => [expected, at])).toEqual([
    ['incident', 'done'],
    ['no-crisis', 'broken'],
    ['warn-bank', 'missed'],
  ])
  expect(evaluation.rule).toContain('70 %')
})

test('after the end players read it, without what rests on entries that they may not read', async () => {
  await control.get(exercises.putInCell, { exercise, person: outsider.person, cell: 'observers' })
  await control.get(exercises.endExercise, { exercise, because: 'All was seen.' })
  const { evaluation, whole } = await shown(player)
  expect(whole).toBe(false)
  expect(evaluation).toMatchObject({ final: true, score: 0.25 })
  const theirs = (await shown(outsider)).evaluation
  const hidden = ['red-unreviewed', 'wrong-recipient']
  expect(evaluation.findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(hidden))
  expect(theirs.findings.filter(({ kind }) => hidden.includes(kind))).toEqual([])
  expect(theirs.findings.map(({ key }) => key)).toContain('missed-telling/warn-bank')
  expect(theirs).toMatchObject({ score: 0.25, told: [] })
  // It was marked for the player, who may read it; an evaluator's words are not for players.
  expect(evaluation.findings.map(({ kind }) => kind)).toContain('wrong-recipient')
  expect((await player.get(api.getQualityForm, { exercise })).forms).toEqual([])
  const csv = await control.fetch(`/api/exercise/exportEvaluation?exercise=${exercise}&form=csv`)
  expect(csv.headers.get('content-disposition')).toContain('EXERCISE-drill-evaluation.csv')
  const lines = (await csv.text()).split('\r\n')
  expect(lines[0]).toMatch(/^EXERCISE,row,/)
  expect(lines.filter((line) => line.startsWith('drill,finding-')).length).toBe(evaluation.findings.length)
  const json = await (await control.fetch(`/api/exercise/exportEvaluation?exercise=${exercise}&form=json`)).json()
  expect(json).toMatchObject({ realm: 'EXERCISE drill', evaluation: { score: 0.25 } })
  const md = await (await control.fetch(`/api/exercise/exportEvaluation?exercise=${exercise}&form=md`)).text()
  expect(md).toMatch(/EXERCISE/)
  expect(md).toContain('Bank was told, and should not have been')
})

test('a finding becomes an improvement, which stays in the backlog until something proves that it is done', async () => {
  const finding = 'missed-telling/warn-bank'
  const improvement = {
    ...{ exercise, finding, title: 'The number of the bank stands at the desk', owner: party('Duty desk') },
    due: '2025-06-30T12:00:00.000Z',
  }
  const inStory = await player.call(api.takeUpFinding, improvement, realm)
  expect(inStory).toMatchObject({ ok: false, problem: { refusal: 'not-in-exercise' } })
  const none = await control.call(api.takeUpFinding, { ...improvement, finding: 'missed/nothing' })
  expect(none).toMatchObject({ ok: false, problem: { refusal: 'no-such-finding' } })
  const { lesson } = await control.get(api.takeUpFinding, improvement)
  const twice = await control.call(api.takeUpFinding, improvement)
  expect(twice).toMatchObject({ ok: false, problem: { refusal: 'taken-up-already' } })
  const open = async () => (await player.get(listBacklog, {})).items.filter(({ id }) => id === lesson)
  expect(await open()).toMatchObject([{ kind: 'lesson', owner: 'Duty desk', overdue: true }])
  expect(await shown(control)).toMatchObject({ openImprovements: 1, improvements: [{ finding, overdue: true }] })
  const version = async () => (await player.get(lessons.getLesson, { id: lesson })).version
  const change = { target: 'playbook' as const, where: 'Handbook, page 3', text: 'Who is rung up at night' }
  await player.get(lessons.proposeChange, { id: lesson, version: await version(), ...change })
  await second.get(lessons.approveChange, { id: lesson, version: await version() })
  const how = 'The handbook was printed anew.'
  await player.get(lessons.carryOutChange, { id: lesson, version: await version(), how })
  expect(await open()).toEqual([])
  expect(await shown(control)).toMatchObject({
    ...{ openImprovements: 0, improvements: [{ closed: true, overdue: false, closedBy: { how } }] },
  })
})

test('runs of one scenario stand side by side, with what their scripts differ in, and one organisation is not compared', async () => {
  const more =
    '  - { id: extra, title: One more, objective: notice, measure: other, within: 1h, entry: { verb: watch.addFeed } }'
  await import_(text(more))
  await control.get(exercises.planExercise, { scenario: 'three-small-things', exercise: 'again', autoplay: 'all' })
  await control.get(exercises.startExercise, { exercise: 'again', speed: 0 })
  await expect.poll(() => state('again').then((it) => it.state), { timeout: 90_000 }).toBe('ended')
  const { runs, organisations, withheld } = await control.get(api.compareRuns, { scenario: 'three-small-things' })
  expect(runs.map((run) => run.exercise)).toEqual(['again', 'drill'])
  expect(runs[0]).toMatchObject({ differences: [], met: 2, asked: 4 })
  expect(runs[1]).toMatchObject({
    met: 1,
    asked: 3,
    differences: [{ part: 'expected', ref: 'extra', how: 'taken-away' }],
  })
  expect(runs[0]?.digest).not.toBe(runs[1]?.digest)
  expect(organisations).toMatchObject([{ name: 'National CSIRT', yours: true, named: false, asked: 4 }])
  expect(withheld).toBeNull()
  // Those who only played see the run that they were in.
  const theirs = await player.get(api.compareRuns, { scenario: 'three-small-things' })
  expect(theirs.runs.map((run) => run.exercise)).toEqual(['drill'])
  const said = { scenario: 'three-small-things', agreed: true, because: 'The board agreed.' }
  await control.get(api.sayNaming, said)
  const named = await control.get(api.compareRuns, { scenario: 'three-small-things' })
  expect(named.organisations).toMatchObject([{ named: true }])
  await control.get(api.sayNaming, { ...said, agreed: false })
  const not = await control.get(api.compareRuns, { scenario: 'three-small-things' })
  expect(not.organisations).toMatchObject([{ named: false }])
})
