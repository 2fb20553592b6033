// Decisions over HTTP: options, consultation, choice, the second person, dissent, what took their place; with every refusal, and who
// may see them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import * as api from '#coordinate/api/decisions.ts'
import { assignTask } from '#coordinate/api/tasks.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import { momentBetween } from '../setup/moment.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let anna: Client
let ben: Client
let reader: Client
let stranger: Client

beforeAll(async () => {
  node = await startTestNode()
  const admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] })
  ben = await node.signedIn({ roles: ['crisis-manager'] })
  reader = await node.signedIn({ roles: ['analyst'] })
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id } = await admin.get(registerOrganisation, other)
  stranger = await node.signedIn({ roles: ['crisis-manager'], organisation: id })
}, 60_000)

afterAll(() => node.stop())

const question = 'Do we take the payment gateway off the network?'
const options = [{ text: 'Take it off now', speaksFor: 'No more data leaves.' }, { text: 'Filter, and look again' }]
const party = (name: string, actor: string | null = null) => ({ name, actor, organisation: null, person: null })
const authority = party('Cyber crisis management authority', 'ccma')
const choice = { option: 'o1', decider: authority, reasons: 'The data loss outweighs the outage.' }

const opened = (more: Partial<InputOf<typeof api.openDecision>> = {}, realm = {}) =>
  anna.get(api.openDecision, { question, options, ...more }, realm)
const look = (id: string, as = anna, at = {}) => as.get(api.getDecision, { id }, at)

/** Calls with the version that is there now. */
async function act<C extends Contract>(id: string, contract: C, input: object, as = anna, realm = {}) {
  const { version } = await look(id, anna, realm)
  return as.call(contract, { id, version, ...input } as InputOf<C>, realm)
}
async function did<C extends Contract>(id: string, contract: C, input: object, as = anna, realm = {}) {
  const answered = await act(id, contract, input, as, realm)
  if (!answered.ok) throw new Error(JSON.stringify(answered.problem))
  return answered.value
}
async function refusal<C extends Contract>(id: string, contract: C, input: object, as = anna) {
  const before = (await look(id)).version
  const answered = await act(id, contract, input, as)
  if (answered.ok) throw new Error('It was not refused.')
  expect((await look(id)).version).toBe(before)
  return answered.problem
}

test('a decision is opened with options, consulted on, made on a picture, and kept with its reasons', async () => {
  const crisis = (await anna.get(openCrisis, { title: 'Payments are disturbed' })).id
  const { id, reference, fourEyes } = await opened({ crisis })
  expect([reference.slice(0, 4), fourEyes]).toEqual(['DEC-', false])
  await did(id, api.addOption, { text: 'Ask the provider to filter', speaksAgainst: 'Not before noon.' })
  const said = { party: party('Central bank'), how: 'call', position: 'disagrees', words: 'Prefers to wait.' }
  await did(id, api.consultOnDecision, said)
  await did(id, api.dropOption, { option: 'o2', reason: 'The provider cannot.' })
  expect(await refusal(id, api.chooseOption, { ...choice, option: 'o2' })).toMatchObject({
    refusal: 'no-such-option',
    detail: 'Option o2 was dropped: The provider cannot.',
  })
  const knownAt = await momentBetween()
  const chosen = await did(id, api.chooseOption, { ...choice, knownAt })
  expect(chosen).toMatchObject({ status: 'decided', key: 'o1' })
  const { state, crisis: shown, kind, marking } = await look(id)
  expect(state).toMatchObject({
    options: [{ key: 'o1' }, { key: 'o2', dropped: 'The provider cannot.' }, { key: 'o3' }],
    consulted: [{ key: 'c4', position: 'disagrees', recordedBy: `person:${anna.person}` }],
    chosen: { option: 'o1', decider: authority, knownAt, by: `person:${anna.person}`, reasons: choice.reasons },
  })
  expect([shown?.id, kind?.id, marking.tlp]).toEqual([crisis, 'general', 'AMBER+STRICT'])
  const past = await look(id, anna, { asOf: knownAt })
  expect([past.state.status, past.moves.some(({ allowed }) => allowed)]).toEqual(['open', false])
})

test('four eyes: the second person is never the first, also not by a token, and can send it back', async () => {
  const { id, fourEyes } = await opened({ kind: 'shut-down' })
  expect(fourEyes).toBe(true)
  expect(await did(id, api.chooseOption, choice)).toMatchObject({ status: 'for-second' })
  expect(await refusal(id, api.secondDecision, {})).toMatchObject({ refusal: 'second-person-needed', status: 403 })
  const { token } = await anna.get(createToken, {
    name: 'A script',
    scope: { readOnly: false },
    expires: new Date(Date.now() + 86_400_000).toISOString(),
  })
  const { version } = await look(id)
  const headers = { authorization: `Bearer ${token}` }
  const byToken = await node.stranger().call(api.secondDecision, { id, version }, { headers })
  expect(!byToken.ok && byToken.problem.refusal).toBe('second-person-needed')
  expect(await refusal(id, api.addOption, { text: 'Another' })).toMatchObject({ refusal: 'wrong-state' })
  await did(id, api.returnDecision, { reason: 'The hospitals were not asked.' }, ben)
  expect((await look(id)).state).toMatchObject({
    status: 'open',
    chosen: null,
    returned: [{ option: 'o1', chosenBy: `person:${anna.person}`, by: `person:${ben.person}` }],
  })
  await did(id, api.chooseOption, { ...choice, option: 'o2' }, ben)
  expect(await refusal(id, api.secondDecision, {}, ben)).toMatchObject({ refusal: 'second-person-needed' })
  await did(id, api.secondDecision, { words: 'Agreed.' })
  expect((await look(id)).state).toMatchObject({
    status: 'decided',
    chosen: { option: 'o2', by: `person:${ben.person}` },
    second: { by: `person:${anna.person}`, words: 'Agreed.' },
  })
  const without = await anna.call(api.openDecision, { question, kind: 'shut-down', fourEyes: false })
  expect(!without.ok && without.problem.refusal).toBe('four-eyes-asked')
  const strange = await anna.call(api.openDecision, { question, kind: 'lottery' })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown-kind')
})

test('two deciders at once: one wins, the other is told', async () => {
  const { id } = await opened()
  const { version } = await look(id)
  const choose = (as: Client, option: string) => as.call(api.chooseOption, { id, version, ...choice, option })
  const both = await Promise.all([choose(anna, 'o1'), choose(ben, 'o2')])
  expect(both.filter((one) => one.ok).length).toBe(1)
  const lost = both.find((one) => !one.ok)
  expect(lost && !lost.ok && lost.problem.refusal).toBe('stale-version')
  expect((await look(id)).state.chosen?.option).toBe(both[0]?.ok ? 'o1' : 'o2')
})

test('dissent is kept, also after the decision, and before it is a consultation', async () => {
  const { id } = await opened()
  expect(await refusal(id, api.dissent, { words: 'I see it otherwise.' })).toMatchObject({ refusal: 'wrong-state' })
  await did(id, api.chooseOption, choice)
  await did(id, api.dissent, { words: 'It will hit hospitals.' }, reader)
  await did(id, api.dissent, { words: 'Not with us.', party: party('Ministry of health') })
  expect((await look(id)).state.dissents).toMatchObject([
    { by: `person:${reader.person}`, party: null, words: 'It will hit hospitals.' },
    { by: `person:${anna.person}`, party: { name: 'Ministry of health' } },
  ])
})

test('what was decided stays; a later decision takes its place, and what is not needed is dropped', async () => {
  const { id } = await opened()
  await did(id, api.chooseOption, choice)
  for (const [contract, input] of [
    [api.describeDecision, { background: 'Rewritten.' }],
    [api.addOption, { text: 'Another' }],
    [api.chooseOption, choice],
    [api.returnDecision, { reason: 'No.' }],
    [api.dropDecision, { reason: 'No.' }],
  ] as const)
    expect([contract.name, (await refusal(id, contract, input)).refusal]).toEqual([contract.name, 'wrong-state'])
  const later = await opened({ question: 'Do we put the gateway back?' })
  const by = { by: later.id, reason: 'The provider filters now.' }
  expect(await refusal(id, api.supersedeDecision, by)).toMatchObject({ refusal: 'not-decided' })
  expect(await refusal(id, api.supersedeDecision, { ...by, by: id })).toMatchObject({
    refusal: 'unknown',
    where: '/by',
  })
  const elsewhere = await opened({ crisis: (await anna.get(openCrisis, { title: 'Another crisis' })).id })
  await did(elsewhere.id, api.chooseOption, choice)
  expect(await refusal(id, api.supersedeDecision, { ...by, by: elsewhere.id })).toMatchObject({
    refusal: 'another-crisis',
  })
  await did(later.id, api.chooseOption, choice)
  await did(id, api.supersedeDecision, by)
  const shown = await look(id)
  expect(shown.state).toMatchObject({ status: 'superseded', supersededBy: later.id, supersededBecause: by.reason })
  expect(shown.links).toMatchObject([{ id: later.id, record: 'coordinate.decision' }])
  const gone = await opened()
  await did(gone.id, api.dropDecision, { reason: 'The attack ended.' })
  expect(await refusal(gone.id, api.chooseOption, choice)).toMatchObject({ refusal: 'wrong-state' })
})

test('tasks that carry it out are linked, named here or by themselves', async () => {
  const crisis = (await anna.get(openCrisis, { title: 'Payments are disturbed' })).id
  const { id } = await opened({ crisis })
  const assignee = { person: ben.person }
  await anna.get(assignTask, { title: 'Tell the banks', crisis, decision: id, assignee })
  const named = await anna.get(assignTask, { title: 'Close the gateway', crisis, assignee })
  await did(id, api.linkDecisionTasks, { tasks: [named.id] })
  expect(await refusal(id, api.linkDecisionTasks, { tasks: [named.id] })).toMatchObject({
    refusal: 'nothing-to-change',
  })
  const { links, state } = await look(id)
  expect([links.map(({ title }) => title).sort(), state.tasks]).toEqual([
    ['Close the gateway', 'Tell the banks'],
    [named.id],
  ])
  const stray = await anna.get(assignTask, { title: 'Something else', assignee })
  expect(await refusal(id, api.linkDecisionTasks, { tasks: [stray.id] })).toMatchObject({ refusal: 'another-crisis' })
  expect(await refusal(id, api.linkDecisionTasks, { tasks: [crisis] })).toMatchObject({ refusal: 'unknown' })
})

test('times that cannot be are refused with the field', async () => {
  const { id } = await opened()
  const later = '2099-01-01T00:00:00Z'
  const at = '2025-03-10T09:00:00Z'
  for (const [wrong, where] of [
    [{ at: later }, '/at'],
    [{ at, knownAt: '2025-03-10T09:00:01Z' }, '/knownAt'],
  ] as const)
    expect(await refusal(id, api.chooseOption, { ...choice, ...wrong })).toMatchObject({
      refusal: 'impossible-times',
      where,
    })
  const said = { party: authority, how: 'call', position: 'agrees', words: '', at: later }
  expect(await refusal(id, api.consultOnDecision, said)).toMatchObject({ refusal: 'impossible-times' })
  expect(await refusal(id, api.describeDecision, { reviewAt: '2001-01-01T00:00:00Z' })).toMatchObject({
    refusal: 'impossible-times',
    where: '/reviewAt',
  })
  expect(await refusal(id, api.describeDecision, { question })).toMatchObject({ refusal: 'nothing-to-change' })
  const strange = party('The man in the moon', 'moon_man')
  expect(await refusal(id, api.chooseOption, { ...choice, decider: strange })).toMatchObject({
    refusal: 'unknown-actor',
  })
  await did(id, api.chooseOption, { ...choice, at })
  expect((await look(id)).state.chosen).toMatchObject({
    at: '2025-03-10T09:00:00.000Z',
    knownAt: '2025-03-10T09:00:00.000Z',
  })
})

test('a decision shows nobody what they may not read, and is not marked lower than what it rests on', async () => {
  const secret = { tlp: 'RED' as const, reason: 'An informant is named.', reviewOn: '2099-06-01' }
  const sealed = (await anna.get(declareIncident, { title: 'Under seal', marking: secret })).id
  const crisis = (await anna.get(openCrisis, { title: 'Something happens', marking: secret })).id
  const wide = await anna.call(api.openDecision, { question, crisis, marking: { tlp: 'GREEN' } })
  expect(!wide.ok && wide.problem.refusal).toBe('would-leak')
  const leaking = await anna.call(api.openDecision, { question, evidence: [sealed] })
  expect(!leaking.ok && [leaking.problem.refusal, leaking.problem.where]).toEqual(['would-leak', '/evidence/0'])
  const hidden = await ben.call(api.openDecision, { question, evidence: [sealed] })
  expect(!hidden.ok && hidden.problem.refusal).toBe('unknown')
  const { id } = await opened({ crisis, evidence: [sealed] })
  expect((await look(id)).state.evidence).toMatchObject([{ id: sealed, label: expect.stringContaining('Under seal') }])
  expect(await ben.call(api.getDecision, { id })).toMatchObject({ status: 404 })
  expect((await ben.get(api.listDecisions, { crisis })).items).toEqual([])
  const open = await opened()
  expect(await stranger.call(api.getDecision, { id: open.id })).toMatchObject({ status: 404 })
  expect(await stranger.call(api.chooseOption, { id: open.id, version: 1, ...choice })).toMatchObject({ status: 404 })
  expect(await reader.call(api.chooseOption, { id: open.id, version: 1, ...choice })).toMatchObject({ status: 403 })
})

test('decisions are listed by crisis and state, the newest first, page by page', async () => {
  const crisis = (await anna.get(openCrisis, { title: 'Many questions' })).id
  const made: string[] = []
  for (let n = 0; n < 3; n++) made.push((await opened({ crisis, question: `Question ${n}` })).id)
  await did(made[1] ?? '', api.chooseOption, choice)
  const first = await anna.get(api.listDecisions, { crisis, limit: 2 })
  expect(first.items.map(({ id }) => id)).toEqual([made[2], made[1]])
  const second = await anna.get(api.listDecisions, { crisis, limit: 2, after: first.next ?? '' })
  expect([second.items.map(({ id }) => id), second.next]).toEqual([[made[0]], null])
  const waiting = await anna.get(api.listDecisions, { crisis, status: ['decided'] })
  expect(waiting.items.map(({ id }) => id)).toEqual([made[1]])
  const together = await Promise.all(Array.from({ length: 6 }, () => opened({ crisis })))
  expect(new Set(together.map(({ reference }) => reference)).size).toBe(6)
  expect((await anna.get(api.decisionKinds, {})).kinds.filter((one) => one.fourEyes).length).toBeGreaterThan(0)
})

test('in an exercise everything works the same, and stays there', async () => {
  const admin = await node.administrator()
  for (const one of [anna, ben]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const { id, reference } = await opened({ kind: 'attribution' }, realm)
  expect(reference).toMatch(/-0001$/)
  await did(id, api.chooseOption, choice, anna, realm)
  await did(id, api.secondDecision, {}, ben, realm)
  expect((await look(id, anna, realm)).state.status).toBe('decided')
  expect(await anna.call(api.getDecision, { id })).toMatchObject({ status: 404 })
})
