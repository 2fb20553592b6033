// The ladder of a crisis over HTTP: what the facts call for, consulted, decided, refused, handed over; with every refusal, and who
// may see it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerFacts, getAssessment, openAssessment } from '#assess/api/assessments.ts'
import { classifyIncident, declareIncident, getIncident, moveIncident, remarkRecord, setAffected } from '#assess/api.ts'
import { getCrisis, moveCrisis, openCrisis } from '#coordinate/api/crises.ts'
import { exportCrisis } from '#coordinate/api/crisis-room.ts'
import type { LadderShown } from '#coordinate/api/ladder.ts'
import * as api from '#coordinate/api/ladder.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
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
  ben = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  reader = await node.signedIn({ roles: ['reader'] })
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id } = await admin.get(registerOrganisation, other)
  stranger = await node.signedIn({ roles: ['crisis-manager'], organisation: id })
}, 60_000)

afterAll(() => node.stop())

interface Made {
  id: string
  incident: string
}

async function crisis(more: Partial<InputOf<typeof openCrisis>> = {}, realm = {}): Promise<Made> {
  const affected = { countries: ['DE', 'FR', 'IT'], sectors: ['banking', 'energy'] }
  const incident = (await anna.get(declareIncident, { title: 'Card payments fail', affected }, realm)).id
  const { id } = await anna.get(openCrisis, { title: 'Payments are disturbed', incidents: [incident], ...more }, realm)
  return { id, incident }
}

const look = (id: string, as = anna, options = {}) => as.get(api.ladder, { crisis: id }, options)
async function versionOf(id: string, as = anna, options = {}): Promise<number> {
  return (await look(id, as, options)).ladder?.version ?? 0
}

/** Calls with the version that is there now. */
async function act<C extends Contract>(id: string, contract: C, input: object, as = anna, realm = {}) {
  const version = await versionOf(id, anna, realm)
  return as.call(contract, { crisis: id, version, ...input } as InputOf<C>, realm)
}
async function did<C extends Contract>(id: string, contract: C, input: object, as = anna, realm = {}) {
  const answered = await act(id, contract, input, as, realm)
  if (!answered.ok) throw new Error(JSON.stringify(answered.problem))
  return answered.value
}
async function refusal<C extends Contract>(id: string, contract: C, input: object, as = anna, realm = {}) {
  const before = JSON.stringify((await look(id, anna, realm)).ladder)
  const answered = await act(id, contract, input, as, realm)
  if (answered.ok) throw new Error('It was not refused.')
  expect(JSON.stringify((await look(id, anna, realm)).ladder)).toBe(before)
  return answered.problem
}

const party = (name: string, actor: string | null = null) => ({ name, actor, organisation: null, person: null })
const network = party('EU-CyCLONe', 'cyclone')
const presidency = party('Presidency of the Council', 'presidency')
const why = { reason: 'Three Member States are hit.' }
const raise = { network: 'cyclone', event: 'raise' }
const cellOf = (shown: LadderShown, net: string, event: string) =>
  shown.cells.find((one) => one.network === net && one.event === event)
const rung = (shown: LadderShown, net: string) => shown.networks.find((one) => one.id === net)?.mode

test('nobody has opened the ladder: every network stands on its first rung, and the facts call for what they call for', async () => {
  const { id, incident } = await crisis()
  const shown = await look(id)
  expect(shown.ladder).toBeNull()
  expect(rung(shown, 'cyclone')).toBe('normal')
  const cyclone = cellOf(shown, 'cyclone', 'raise')
  expect(cyclone).toMatchObject({ standing: 'proposed', to: 'escalated', cell: { verification: 'primary' } })
  const [criterion] = cyclone?.criteria ?? []
  expect(criterion).toMatchObject({ answer: 'yes', because: expect.stringContaining('3: DE, FR, IT') })
  expect(criterion?.evidence).toMatchObject([{ record: 'assess.incident', id: incident, entry: expect.any(String) }])
  expect(cellOf(shown, 'cyclone', 'lower')).toMatchObject({ standing: 'none', none: expect.stringContaining('lowest') })
  expect(cellOf(shown, 'ipcr', 'activate')).toMatchObject({ standing: 'undetermined' })
  expect(shown.asked.find(({ id: asked }) => asked === 'union_level_coordination_needed')).toMatchObject({
    needed: true,
    answer: null,
  })
  expect(shown.cells.length).toBe(shown.networks.length * 5)
})

test('an assessment that says large-scale is evidence, and one that is not known says what to answer', async () => {
  const { id, incident } = await crisis()
  const criterion = async () =>
    cellOf(await look(id), 'national', 'activate')?.criteria.find((one) => one.criterion === 'large_scale_potential')
  const entity = { name: 'Made-up Bank plc', types: ['credit_institution'], countries: ['DE'] }
  const { id: assessment } = await anna.get(openAssessment, { incident, entity })
  const { version } = await anna.get(getAssessment, { id: assessment })
  const answers = [{ fact: 'incident.exceeds_member_state_capacity', value: true }]
  await anna.get(answerFacts, { id: assessment, version, answers } as never)
  const said = await criterion()
  expect(said).toMatchObject({ answer: 'yes', because: expect.stringContaining('NIS2 Art. 6(7)') })
  expect(said?.evidence).toContainEqual(expect.objectContaining({ record: 'assess.assessment', id: assessment }))
})

test('a step goes from the proposal over consultation and decision to the receipt, and the record keeps all of it', async () => {
  const { id } = await crisis()
  const proposed = await did(id, api.proposeStep, raise, ben)
  expect(proposed).toMatchObject({ step: 's1', status: 'proposed', mode: 'normal', version: 2 })
  expect(cellOf(await look(id), 'cyclone', 'raise')).toMatchObject({ standing: 'open', step: 's1' })
  const words = 'No objection.'
  const asked = {
    step: 's1',
    party: party('European Commission', 'commission'),
    how: 'call',
    position: 'agrees',
    words,
  }
  await did(id, api.recordConsultation, asked)
  const taken = await did(id, api.decideStep, { step: 's1', outcome: 'taken', decider: network, ...why })
  expect(taken).toMatchObject({ status: 'taken', mode: 'escalated' })
  await did(id, api.handOver, { step: 's1', to: party('Council', 'council'), what: 'Impact and options' })
  await did(id, api.receiptHandOver, { step: 's1', text: 'Received under number 17.' }, ben)
  const shown = await look(id)
  expect(rung(shown, 'cyclone')).toBe('escalated')
  const [step] = shown.steps
  expect(step).toMatchObject({
    status: 'taken',
    standing: 'met',
    proposedBy: `person:${ben.person}`,
    consulted: [{ words, position: 'agrees', recordedBy: `person:${anna.person}` }],
    decision: { outcome: 'taken', by: `person:${anna.person}`, decider: network, despite: null },
    handOver: {
      what: 'Impact and options',
      receipt: { text: 'Received under number 17.', by: `person:${ben.person}` },
    },
  })
  expect(step?.criteria[0]?.evidence.length).toBeGreaterThan(0)
  expect(step?.decision?.criteria[0]).toMatchObject({ answer: 'yes' })
  expect(await refusal(id, api.handOver, { step: 's1', to: network, what: 'Again' })).toMatchObject({
    refusal: 'wrong-state',
  })
  expect(await refusal(id, api.receiptHandOver, { step: 's1', text: 'Twice' })).toMatchObject({
    refusal: 'wrong-state',
  })
})

test('what contradicts is refused by name, and nothing is lost', async () => {
  const { id } = await crisis()
  expect(await refusal(id, api.proposeStep, { network: 'cyclone', event: 'lower', ...why })).toMatchObject({
    refusal: 'no-such-step',
    detail: expect.stringContaining('lowest rung'),
  })
  for (const wrong of [
    { network: 'moon', event: 'raise' },
    { network: 'cyclone', event: 'explode' },
  ])
    expect(await refusal(id, api.proposeStep, wrong)).toMatchObject({ refusal: 'no-such-step' })
  await did(id, api.proposeStep, raise)
  expect(await refusal(id, api.proposeStep, raise)).toMatchObject({
    refusal: 'already-proposed',
    detail: expect.stringContaining('s1'),
  })
  await did(id, api.decideStep, { step: 's1', outcome: 'taken', decider: network, ...why })
  expect(await refusal(id, api.decideStep, { step: 's1', outcome: 'taken', decider: network, ...why })).toMatchObject({
    refusal: 'wrong-state',
  })
  // IPCR on a middle rung: up and down at once.
  await did(id, api.answerLadder, { asked: 'one_picture_needed', value: true, ...why })
  await did(id, api.proposeStep, { network: 'ipcr', event: 'raise', ...why })
  await did(id, api.decideStep, { step: 's2', outcome: 'taken', decider: presidency, despite: 'Asked for.', ...why })
  await did(id, api.proposeStep, { network: 'ipcr', event: 'raise', ...why })
  const down = await refusal(id, api.proposeStep, { network: 'ipcr', event: 'lower', ...why })
  expect(down).toMatchObject({ refusal: 'contradicts', detail: expect.stringContaining('s3') })
  expect(await refusal(id, api.decideStep, { step: 's9', outcome: 'taken', decider: network, ...why })).toMatchObject({
    refusal: 'no-such-step',
  })
})

test('two deciders at once: one wins, the other is told', async () => {
  const { id } = await crisis()
  await did(id, api.proposeStep, raise)
  const version = await versionOf(id)
  const decide = (as: Client, outcome: 'taken' | 'refused') =>
    as.call(api.decideStep, { crisis: id, version, step: 's1', outcome, decider: network, ...why })
  const both = await Promise.all([decide(anna, 'taken'), decide(ben, 'refused')])
  expect(both.map((one) => one.ok).sort()).toEqual([false, true])
  const lost = both.find((one) => !one.ok)
  expect(lost && !lost.ok && lost.problem.refusal).toBe('stale-version')
  const [step] = (await look(id)).steps
  expect(step?.decision?.outcome).toBe(both[0]?.ok ? 'taken' : 'refused')
})

test('two who open it at once have one ladder, and a stale first look is told', async () => {
  const { id } = await crisis()
  const opened = await Promise.all([anna, ben, anna].map((one) => one.get(api.openLadder, { crisis: id })))
  expect(new Set(opened.map((one) => one.id)).size).toBe(1)
  expect(opened.filter((one) => one.opened).length).toBe(1)
  const stale = await anna.call(api.proposeStep, { crisis: id, version: 0, ...raise })
  expect(!stale.ok && stale.problem.refusal).toBe('stale-version')
})

test('who must be consulted and was not, or a criterion that is not met, takes a reason; a refused step is settled on its facts', async () => {
  const { id } = await crisis()
  const full = { network: 'ipcr', event: 'activate' }
  expect(await refusal(id, api.proposeStep, full)).toMatchObject({
    refusal: 'reason-needed',
    detail: expect.stringContaining('Wide impact'),
  })
  await did(id, api.answerLadder, { asked: 'union_level_coordination_needed', value: true, ...why })
  expect(cellOf(await look(id), 'ipcr', 'activate')).toMatchObject({ standing: 'proposed' })
  await did(id, api.proposeStep, full)
  const shown = await look(id)
  expect(shown.steps[0]?.toConsult.map(({ name }) => name)).toEqual([
    'Member State: Germany',
    'Member State: France',
    'Member State: Italy',
    'European Commission',
    'High Representative / EEAS',
  ])
  expect(shown.steps[0]?.gaps).toContain('Not consulted: Member State: France.')
  const decide = { step: 's1', outcome: 'taken', decider: presidency, ...why }
  const missing = await refusal(id, api.decideStep, decide)
  expect(missing).toMatchObject({ refusal: 'despite-needed', where: '/despite' })
  expect(missing.detail).toContain('High Representative')
  // Being told is not being asked.
  const say = { step: 's1', how: 'message', words: '' }
  for (const { name, actor } of shown.steps[0]?.toConsult ?? [])
    await did(id, api.recordConsultation, {
      ...say,
      party: party(name, actor),
      position: name.includes('France') ? 'informed' : 'agrees',
    })
  expect((await refusal(id, api.decideStep, decide)).detail).toBe('Not consulted: Member State: France.')
  const wrong = { ...decide, decider: party('European Commission', 'commission'), despite: undefined }
  expect((await refusal(id, api.decideStep, wrong)).detail).toContain('By the source it is decided by')
  await did(id, api.decideStep, { step: 's1', outcome: 'refused', decider: presidency, reason: 'Not yet.' })
  expect(cellOf(await look(id), 'ipcr', 'activate')).toMatchObject({ standing: 'settled', step: 's1' })
  expect(rung(await look(id), 'ipcr')).toBe('inactive')
})

test('the solidarity clause leads to full activation without consultation', async () => {
  const { id } = await crisis()
  await did(id, api.answerLadder, {
    asked: 'solidarity_clause_invoked',
    value: true,
    reason: 'Letter of this morning.',
  })
  const cell = cellOf(await look(id), 'ipcr', 'invoke-solidarity')
  expect(cell).toMatchObject({ standing: 'proposed', to: 'full_activation', toConsult: [] })
  await did(id, api.proposeStep, { network: 'ipcr', event: 'raise', ...why })
  await did(id, api.proposeStep, { network: 'ipcr', event: 'invoke-solidarity' })
  await did(id, api.decideStep, { step: 's2', outcome: 'taken', decider: presidency, ...why })
  const shown = await look(id)
  expect(rung(shown, 'ipcr')).toBe('full_activation')
  expect(shown.steps.find(({ key }) => key === 's1')).toMatchObject({
    status: 'overtaken',
    ended: { reason: expect.stringContaining('s2') },
  })
  expect(
    await refusal(id, api.decideStep, { step: 's1', outcome: 'taken', decider: presidency, ...why }),
  ).toMatchObject({
    refusal: 'wrong-state',
  })
})

test('a request to the Reserve starts its clocks, and they end', async () => {
  const { id } = await crisis()
  const reserve = () => look(id).then((shown) => shown.networks.find((one) => one.id === 'reserve'))
  const enisa = party('ENISA', 'enisa')
  const ccma = party('Cyber crisis management authority', 'ccma')
  const despite = 'The rest is on the telephone.'
  const go = async (step: string, decider: object) => {
    await did(id, api.proposeStep, { network: 'reserve', event: 'raise', ...why })
    await did(id, api.decideStep, { step, outcome: 'taken', decider, despite, ...why })
  }
  await go('s1', ccma)
  const [answer] = (await reserve())?.clocks ?? []
  expect(answer).toMatchObject({ id: 'answer', endedAt: null, late: false, verification: 'primary' })
  expect(Date.parse(answer?.due ?? '') - Date.parse(answer?.from ?? '')).toBe(48 * 3_600_000)
  await go('s2', enisa)
  expect((await reserve())?.clocks).toMatchObject([{ id: 'answer', endedAt: expect.any(String), late: false }])
  await go('s3', ccma)
  await go('s4', ccma)
  const report = (await reserve())?.clocks.find((one) => one.id === 'report')
  const due = new Date(report?.due ?? '')
  const from = new Date(report?.from ?? '')
  expect((due.getUTCFullYear() - from.getUTCFullYear()) * 12 + due.getUTCMonth() - from.getUTCMonth()).toBe(2)
})

test('what was known is asked of the picture of that moment', async () => {
  const { id, incident } = await crisis()
  await did(id, api.proposeStep, raise)
  const knownAt = await momentBetween()
  const { version } = await anna.get(getIncident, { id: incident })
  await anna.get(setAffected, { id: incident, version, affected: { countries: ['DE'] } })
  await momentBetween()
  const decide = { step: 's1', outcome: 'taken', decider: network, ...why }
  expect((await refusal(id, api.decideStep, decide)).detail).toContain('large-scale')
  const times: [object, string][] = [
    [{ knownAt: '2099-01-01T00:00:00Z' }, '/knownAt'],
    [{ at: '2099-01-01T00:00:00Z' }, '/at'],
    [{ knownAt: '2001-01-01T00:00:00Z' }, '/knownAt'],
    [{ at: knownAt, knownAt: await momentBetween() }, '/knownAt'],
  ]
  for (const [wrong, where] of times)
    expect(await refusal(id, api.decideStep, { ...decide, ...wrong })).toMatchObject({
      refusal: 'impossible-times',
      where,
    })
  await did(id, api.decideStep, { ...decide, knownAt })
  const [step] = (await look(id)).steps
  expect(step?.decision).toMatchObject({ knownAt, criteria: [{ answer: 'yes' }] })
  const past = await look(id, anna, { asOf: knownAt })
  expect([rung(past, 'cyclone'), past.mayAct, cellOf(past, 'cyclone', 'raise')?.standing]).toEqual([
    'normal',
    false,
    'open',
  ])
})

test('who may not read the crisis sees nothing of its ladder and changes nothing; a reader reads', async () => {
  const { id } = await crisis()
  await did(id, api.proposeStep, raise)
  const version = await versionOf(id)
  expect(await stranger.call(api.ladder, { crisis: id })).toMatchObject({ status: 404 })
  expect(await stranger.call(api.openLadder, { crisis: id })).toMatchObject({ status: 404 })
  expect(await stranger.call(api.proposeStep, { crisis: id, version, ...raise })).toMatchObject({ status: 404 })
  const shown = await look(id, reader)
  expect([shown.steps.length, shown.mayAct]).toEqual([1, false])
  expect(await reader.call(api.proposeStep, { crisis: id, version, ...raise })).toMatchObject({ status: 403 })
  expect((await anna.get(api.ladderTable, {})).actors.length).toBe(34)
})

test('what fewer people may read than the crisis is seen by them, and goes into no step', async () => {
  const secret = { tlp: 'RED' as const, reason: 'An informant is named.', reviewOn: '2099-06-01' }
  const affected = { countries: ['DE', 'FR'] }
  const sealed = await anna.get(declareIncident, {
    title: 'The informant sits in the basement',
    affected,
    marking: secret,
  })
  const { id } = await anna.get(openCrisis, { title: 'Something happens', incidents: [sealed.id] })
  expect(cellOf(await look(id), 'cyclone', 'raise')?.standing).toBe('proposed')
  expect(cellOf(await look(id, ben), 'cyclone', 'raise')?.standing).toBe('undetermined')
  await did(id, api.proposeStep, { ...raise, reason: 'Said on the telephone.' })
  // Also not for whoever may read it: the step is read by others.
  const kept = JSON.stringify((await look(id)).steps)
  const parts = ['informant', sealed.id, 'FR']
  expect(parts.filter((part) => kept.includes(part))).toEqual([])
})

test('what is marked higher later is not shown any more by the steps that rest on it', async () => {
  const { id, incident } = await crisis()
  await did(id, api.proposeStep, raise)
  const parts = ['Card payments fail', 'DE, FR']
  const told = async (as: Client) => {
    const shown = JSON.stringify((await look(id, as)).steps)
    return parts.filter((part) => shown.includes(part))
  }
  expect(await told(ben)).toEqual(parts)
  const { version } = await anna.get(getIncident, { id: incident })
  const marking = { tlp: 'RED' as const, reason: 'An informant is named.', reviewOn: '2099-06-01' }
  await anna.get(remarkRecord, { id: incident, version, marking, reason: 'An informant is named.' })
  expect([await told(ben), await told(anna)]).toEqual([[], parts])
  const file = JSON.stringify(JSON.parse(String(await ben.get(exportCrisis, { id }))).ladder)
  expect([file.includes('s1'), ...parts.map((part) => file.includes(part))]).toEqual([true, false, false])
})

test('only named persons act, and only on what the framework knows', async () => {
  const { id } = await crisis()
  await did(id, api.proposeStep, raise)
  const strange = party('The man in the moon', 'moon_man')
  expect(await refusal(id, api.decideStep, { step: 's1', outcome: 'taken', decider: strange, ...why })).toMatchObject({
    refusal: 'unknown-actor',
  })
  const unknown = { ...network, organisation: id }
  expect(
    await refusal(id, api.recordConsultation, {
      step: 's1',
      party: unknown,
      how: 'call',
      position: 'agrees',
      words: '',
    }),
  ).toMatchObject({
    refusal: 'unknown',
  })
  expect(await refusal(id, api.answerLadder, { asked: 'is_it_tuesday', value: true, ...why })).toMatchObject({
    refusal: 'unknown-question',
  })
  expect(await refusal(id, api.answerLadder, { asked: 'suspected_crime', value: null, ...why })).toMatchObject({
    refusal: 'nothing-to-change',
  })
  await did(id, api.withdrawStep, { step: 's1', reason: 'Too early.' })
  expect(await refusal(id, api.withdrawStep, { step: 's1', reason: 'Again.' })).toMatchObject({
    refusal: 'wrong-state',
  })
  const run = JSON.parse(await (await import('node:fs/promises')).readFile(`${node.storage.folder}/run.json`, 'utf8'))
  const headers = { authorization: `Bearer ${run.token}` }
  const version = await versionOf(id)
  const local = await node.stranger().call(api.proposeStep, { crisis: id, version, ...raise }, { headers })
  expect(!local.ok && local.problem.refusal).toBe('person-needed')
})

test('a crisis that abates is stepped down when it is contained, and what speaks against that is said', async () => {
  const { id, incident } = await crisis()
  await did(id, api.proposeStep, raise)
  await did(id, api.decideStep, { step: 's1', outcome: 'taken', decider: network, ...why })
  expect(cellOf(await look(id), 'cyclone', 'lower')).toMatchObject({ standing: 'not-met' })
  for (const event of ['triage', 'investigate', 'contain', 'recover', 'resolve'] as const) {
    const { version } = await anna.get(getIncident, { id: incident })
    await anna.get(moveIncident, { id: incident, version, event })
  }
  expect(cellOf(await look(id), 'cyclone', 'lower')).toMatchObject({ standing: 'proposed', to: 'normal' })
  await did(id, api.answerLadder, { asked: 'capacity_exceeded', value: true, ...why })
  const against = cellOf(await look(id), 'cyclone', 'lower')
  expect(against).toMatchObject({ standing: 'speaks-against' })
  expect(against?.criteria.find(({ role }) => role === 'against')).toMatchObject({
    criterion: 'large_scale',
    answer: 'yes',
  })
  const { version } = await anna.get(getCrisis, { id })
  await anna.get(moveCrisis, { id, version, event: 'stand-down', reason: 'It is over.' })
  const closing = (await anna.get(getCrisis, { id })).version
  await anna.get(moveCrisis, { id, version: closing, event: 'close', reason: 'It is over.' })
  expect(await refusal(id, api.proposeStep, { network: 'national', event: 'raise', ...why })).toMatchObject({
    refusal: 'wrong-state',
  })
  await did(id, api.proposeStep, { network: 'cyclone', event: 'lower', reason: 'The rest is routine.' })
})

test('the protocol of law enforcement is for malicious acts that are suspected to be crimes', async () => {
  const { id, incident } = await crisis()
  const standing = async () => cellOf(await look(id), 'europol', 'raise')?.standing
  expect(await standing()).toBe('undetermined')
  const { version } = await anna.get(getIncident, { id: incident })
  const classification = { rsit: [], rootCause: 'malicious-actions', threatSeverity: null, outlook: null }
  await anna.get(classifyIncident, { id: incident, version, classification } as never)
  expect(await standing()).toBe('undetermined')
  await did(id, api.answerLadder, { asked: 'suspected_crime', value: true, reason: 'The prosecutor says so.' })
  expect(await standing()).toBe('proposed')
  expect(cellOf(await look(id), 'europol', 'raise')?.cell).toMatchObject({ verification: 'secondary' })
})

test('in an exercise everything works the same, and stays there', async () => {
  const admin = await node.administrator()
  for (const one of [anna, ben]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const { id } = await crisis({}, realm)
  await did(id, api.proposeStep, raise, anna, realm)
  await did(id, api.decideStep, { step: 's1', outcome: 'taken', decider: network, ...why }, ben, realm)
  expect(rung(await look(id, anna, realm), 'cyclone')).toBe('escalated')
  expect(await anna.call(api.ladder, { crisis: id })).toMatchObject({ status: 404 })
})
