// The day of 10 March 2025, played from the first observation to the brief for a minister: traffic and complaints become an attack,
// a text becomes claims that dispute each other, an incident becomes a crisis, a network is raised, a decision is made by two named
// persons, and what is told is drafted from all of that, approved by somebody else, cut for those who may know less, and traced back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident } from '#assess/api.ts'
import * as crises from '#coordinate/api/crises.ts'
import { crisisRoom } from '#coordinate/api/crisis-room.ts'
import * as decisions from '#coordinate/api/decisions.ts'
import * as duties from '#coordinate/api/duties.ts'
import * as ladders from '#coordinate/api/ladder.ts'
import * as tasks from '#coordinate/api/tasks.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { trace, verify } from '#platform/journal/api.ts'
import { addTarget, listAttacks, registerSensor } from '#sense/api.ts'
import type { Bucket, Sense } from '#sense/index.ts'
import { storyBuckets, storyComplaintBuckets, storyComplaints, storyTraffic } from '#sense/rules/generate/story.ts'
import * as products from '#share/api/products.ts'
import { enterClaim, relateClaims } from '#watch/api/claims.ts'
import { askQuestion } from '#watch/api/questions.ts'
import { acceptItem, importText } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt, sendBuckets, senseBeside } from '../setup/sense.ts'

const at = (time: string) => Date.parse(`2025-03-10T${time}Z`) / 1000
const clock = clockAt(at('10:40:00'))
/** Five persons, each with what they may do; every act below is under the name of one of them. */
let analyst: Client
let officer: Client
let manager: Client
let second: Client
let liaison: Client
let node: TestNode
let sense: Sense

const party = (name: string, actor: string | null = null) => ({ name, actor, organisation: null, person: null })
const amber = { marking: { tlp: 'AMBER' as const } }
const green = { marking: { tlp: 'GREEN' as const } }
const found = { attack: '', item: '', incident: '', crisis: '', decision: '', sitrep: '', tear: '', brief: '' }

beforeAll(async () => {
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst'] })
  officer = await node.signedIn({ roles: ['duty-officer'] })
  manager = await node.signedIn({ roles: ['crisis-manager'] })
  second = await node.signedIn({ roles: ['crisis-manager'] })
  liaison = await node.signedIn({ roles: ['liaison'] })
  sense = senseBeside(node, clock)
}, 120_000)
afterAll(() => node.stop())

async function did<C extends Contract>(as: Client, contract: C, input: object): Promise<Record<string, never>> {
  const answered = await as.call(contract, input as InputOf<C>)
  if (!answered.ok) throw new Error(`${contract.name}: ${JSON.stringify(answered.problem)}`)
  return answered.value as Record<string, never>
}

test('notice: the first wave is seen in traffic and complaints, with its onset', async () => {
  const target = await analyst.get(addTarget, {
    ...{ name: 'Platform X', services: ['X'], users: 100_000_000, country: 'BE' },
    ...green,
  })
  const sensor = await analyst.get(registerSensor, { name: 'Edge' })
  const until = at('10:39:00')
  const buckets: Bucket[] = [
    ...storyBuckets(storyTraffic(7, 1), target.id, { from: at('00:00:00') - 43_200, to: until }),
    ...storyComplaintBuckets(storyComplaints(7, 1, 10), target.id),
  ]
  await sendBuckets(
    analyst,
    sensor.id,
    buckets.filter((bucket) => bucket.at < until),
  )
  for (let turn = 0; turn < 6; turn++) await sense.detect()
  const { attacks } = await analyst.get(listAttacks, {})
  const attack = attacks.find(({ state }) => state.measure !== 'complaints')
  expect(Math.abs(Date.parse(attack?.state.onset ?? '') / 1000 - at('09:45:00'))).toBeLessThanOrEqual(10)
  found.attack = attack?.id ?? ''
}, 120_000)

test('judge: a text is accepted, claims dispute each other, and an incident rests on what was measured', async () => {
  const text =
    'Platform X has been out of reach for many since the morning of 10 March 2025. Its owner called it a major cyberattack and gave no evidence. An industry source speaks of several waves of rogue traffic, the first at about 09:45 UTC.'
  const { items } = await analyst.get(importText, {
    ...{ text: `Platform X goes dark\n\n${text}`, publishedAt: '2025-03-10T10:20:00.000Z' },
    ...green,
  })
  const item = items[0]
  found.item = item?.id ?? ''
  await analyst.get(acceptItem, { id: found.item, version: item?.version ?? 1 })
  const affected = { sectors: ['digital_infrastructure'], countries: ['DE', 'FR', 'BE'] }
  const declared = await officer.get(declareIncident, {
    ...{ title: 'Platform X is knocked over', summary: 'Waves of requests since 09:45 UTC.', affected },
    ...{ observations: [found.attack, found.item], ...green },
  })
  found.incident = declared.id
  const said = { role: 'official' as const, class: 'asserts' as const, ...green }
  const owner = await analyst.get(enterClaim, {
    ...{ proposition: 'The attack came from Ukraine.', holder: 'The owner of the platform', ...said },
  })
  const source = await analyst.get(enterClaim, {
    ...{ proposition: 'Very little of the traffic came from Ukraine.', holder: 'An industry source' },
    ...{ role: 'anonymous' as const, class: 'asserts' as const, ...green },
  })
  await analyst.get(relateClaims, {
    id: source.id,
    claim: owner.id,
    relation: 'disputes',
    why: 'It says the opposite.',
  })
  const question = await analyst.get(askQuestion, {
    ...{ text: 'Who is behind the waves of requests?', kind: 'attribution', about: [found.incident], ...green },
    hypotheses: ['A small group with a rented botnet', 'A state', 'Nobody: a fault'],
  })
  const opened = await manager.get(crises.openCrisis, {
    ...{ title: 'Platform X out of reach in several Member States', incidents: [found.incident], ...amber },
    ...{ claims: [owner.id, source.id], questions: [question.id] },
    participants: [{ party: party('National CSIRT', 'csirt'), roles: ['lead'] }],
  })
  found.crisis = opened.id
  const { observations } = await officer.get(getIncident, { id: found.incident })
  expect(observations.map(({ record }) => record).sort()).toEqual(['sense.attack', 'watch.item'])
}, 60_000)

test('coordinate: the network is raised by a named person who consulted, and the hand-over has a receipt', async () => {
  const crisis = found.crisis
  await did(manager, ladders.openLadder, { crisis })
  const shown = await manager.get(ladders.ladder, { crisis })
  const cell = shown.cells.find((one) => one.network === 'cyclone' && one.event === 'raise')
  expect(cell).toMatchObject({ standing: 'proposed' })
  expect(cell?.criteria[0]).toMatchObject({ answer: 'yes', evidence: [{ id: found.incident }] })
  const version = async () => (await manager.get(ladders.ladder, { crisis })).ladder?.version ?? 0
  const act = async (as: Client, contract: Contract, input: object) =>
    did(as, contract, { crisis, version: await version(), ...input })
  await act(officer, ladders.proposeStep, { network: 'cyclone', event: 'raise' })
  await act(officer, ladders.recordConsultation, {
    ...{ step: 's1', party: party('European Commission', 'commission'), how: 'call', position: 'agrees' },
    words: 'No objection.',
  })
  const decider = party('EU-CyCLONe', 'cyclone')
  await act(manager, ladders.decideStep, {
    ...{ step: 's1', outcome: 'taken', decider, reason: 'Three Member States are hit.' },
    despite: 'The others will be asked in the meeting.',
  })
  await act(manager, ladders.handOver, { step: 's1', to: decider, what: 'Findings as of 10:40 UTC' })
  await act(manager, ladders.receiptHandOver, { step: 's1', text: 'Received by the secretariat.' })
  const after = await manager.get(ladders.ladder, { crisis })
  expect(after.networks.find(({ id }) => id === 'cyclone')?.mode).toBe('escalated')
  const step = after.steps.find(({ key }) => key === 's1')
  expect(step).toMatchObject({
    proposedBy: `person:${officer.person}`,
    decision: { by: `person:${manager.person}`, decider },
    handOver: { receipt: { text: 'Received by the secretariat.' } },
  })
})

test('coordinate: a decision of two named persons, with dissent, is carried out by a task that is acknowledged', async () => {
  const opened = await manager.get(decisions.openDecision, {
    ...{
      crisis: found.crisis,
      question: 'Do we move public information to another channel?',
      fourEyes: true,
      ...amber,
    },
    options: [{ text: 'Move it now', speaksFor: 'People are reached.' }, { text: 'Wait an hour' }],
  })
  found.decision = opened.id
  const version = async () => (await manager.get(decisions.getDecision, { id: opened.id })).version
  const choice = { option: 'o1', decider: party('National authority', 'ccma'), reasons: 'Citizens must be reached.' }
  await did(manager, decisions.chooseOption, { id: opened.id, version: await version(), ...choice })
  const alone = await manager.call(decisions.secondDecision, { id: opened.id, version: await version() })
  expect(alone).toMatchObject({ ok: false, problem: { refusal: 'second-person-needed' } })
  await did(second, decisions.secondDecision, { id: opened.id, version: await version() })
  await did(officer, decisions.dissent, { id: opened.id, version: await version(), words: 'An hour would have done.' })
  const given = await manager.get(tasks.assignTask, {
    ...{ title: 'Publish on the own site', crisis: found.crisis, decision: opened.id, ...amber },
    ...{ assignee: { person: officer.person }, acknowledgeMinutes: 10 },
  })
  const heard = await officer.get(tasks.acknowledgeTask, { id: given.id, version: given.version })
  await officer.get(tasks.finishTask, { id: given.id, version: heard.version, outcome: 'Published at 10:55 UTC.' })
  const { state } = await manager.get(decisions.getDecision, { id: opened.id })
  expect(state).toMatchObject({
    status: 'decided',
    chosen: { by: `person:${manager.person}` },
    second: { by: `person:${second.person}` },
    dissents: [{ by: `person:${officer.person}` }],
  })
})

test('coordinate: what is said in public is agreed by somebody else, and the report is due', async () => {
  const id = found.crisis
  const version = async () => (await manager.get(crises.getCrisis, { id })).version
  const line = { audience: 'public', language: 'en', text: 'The platform is out of reach for many. We work on it.' }
  const written = await did(manager, crises.writeLine, { id, version: await version(), ...line })
  const agreeing = { id, version: await version(), key: written.key }
  expect(await manager.call(crises.agreeLine, agreeing as never)).toMatchObject({ ok: false })
  await did(second, crises.agreeLine, agreeing)
  await did(manager, crises.addBeat, {
    ...{ id, version: await version(), what: 'Situation report', kind: 'report', product: 'sitrep' },
    ...{ firstAt: '2025-03-10T12:00:00Z', everyMinutes: 240 },
  })
  const room = await liaison.get(crisisRoom, { id })
  expect(JSON.stringify(room)).toContain('Situation report')
})

test('tell: those whom the framework names are told, and the duty is met when all of them were', async () => {
  const notice = await did(manager, duties.openNotice, {
    ...{ kind: 'potential-crisis', crisis: found.crisis, title: 'A platform is out of reach', ...green },
    text: 'Since 09:45 UTC a platform is out of reach for many in three Member States.',
  })
  const id = String(notice.id)
  const look = () => manager.get(duties.getNotice, { id })
  for (const { key } of (await look()).state.recipients) {
    const there = async () => ({ id, version: (await look()).version, recipient: key })
    await did(manager, duties.checkRelease, await there())
    await did(manager, duties.tellRecipient, { ...(await there()), channel: 'call', to: 'Duty desk' })
  }
  expect((await look()).state.status).toBe('done')
})

async function approved(template: string, more: object): Promise<string> {
  const { id, version } = await analyst.get(products.draftProduct, { crisis: found.crisis, template, ...more } as never)
  const forward = await analyst.get(products.putForward, { id, version })
  const own = await analyst.call(products.approveProduct, { id, version: forward.version })
  expect(own.ok).toBe(false)
  let approval = await liaison.get(products.approveProduct, { id, version: forward.version })
  for (const other of [officer, second])
    if (approval.stillNeeded > 0) approval = await other.get(products.approveProduct, { id, version: approval.version })
  expect(approval).toMatchObject({ status: 'approved', stillNeeded: 0 })
  return id
}

test('tell: a situation report, its tear-line with the list of what was removed, and the brief for a minister', async () => {
  found.sitrep = await approved('sitrep', amber)
  found.tear = await approved('sitrep', { tearLineOf: found.sitrep, ...green, title: 'Platform X out of reach' })
  const removed = await analyst.get(products.removedFrom, { id: found.sitrep, tearLine: found.tear } as never)
  expect(JSON.stringify(removed)).toContain('Do we move public information to another channel?')
  const text = async (id: string, format: string) =>
    String(await analyst.get(products.exportProduct, { id, format } as never))
  const [whole, cut] = [await text(found.sitrep, 'md'), await text(found.tear, 'md')]
  expect(whole).toContain('Do we move public information to another channel?')
  for (const words of ['The attack came from Ukraine', 'Very little of the traffic came from Ukraine'])
    expect(whole).toContain(words)
  for (const secret of ['another channel', 'An hour would have done', 'out of reach in several Member States'])
    expect(cut).not.toContain(secret)
  expect(cut).toContain('TLP:GREEN')
  found.brief = await approved('political-brief', amber)
  const pdf = (await analyst.get(products.exportProduct, {
    id: found.brief,
    format: 'pdf',
  } as never)) as never as Buffer
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
}, 60_000)

test('every sentence of the brief can be traced back, down to what was measured, and the proof holds', async () => {
  const { state } = await analyst.get(products.getProduct, { id: found.brief })
  expect(state.content.sections.length).toBeGreaterThan(2)
  const { entries } = await analyst.get(trace, { id: found.brief })
  const walked = new Set(entries.map(({ subject }) => subject))
  for (const id of [found.crisis, found.incident, found.attack, found.item]) expect(walked).toContain(id)
  const admin = await node.administrator()
  await node.node.notarise()
  expect(await admin.get(verify, {})).toMatchObject({ intact: true })
})
