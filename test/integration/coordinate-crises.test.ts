// Crises over HTTP: opened from incidents, changed by several people, read as far as markings allow, as a picture, as a room,
// and as one document.
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { classifyIncident, declareIncident, getIncident, mergeIncidents, unmergeIncident } from '#assess/api.ts'
import * as api from '#coordinate/api/crises.ts'
import { exportCrisis, crisisPicture as getPicture, crisisRoom as getRoom } from '#coordinate/api/crisis-room.ts'
import { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { enterClaim } from '#watch/api/claims.ts'
import { askQuestion } from '#watch/api/questions.ts'
import { momentBetween } from '../setup/moment.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let admin: Client
let anna: Client
let ben: Client
let reader: Client
let stranger: Client

beforeAll(async () => {
  node = await startTestNode()
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] })
  ben = await node.signedIn({ roles: ['crisis-manager', 'analyst'] })
  reader = await node.signedIn({ roles: ['reader'] })
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id } = await admin.get(registerOrganisation, other)
  stranger = await node.signedIn({ roles: ['crisis-manager', 'duty-officer', 'analyst'], organisation: id })
}, 60_000)

afterAll(() => node.stop())

const green = { marking: { tlp: 'GREEN' as const } }
const noId = '01980f3c-8a00-7000-8000-0000000000ff'
const party = (name: string) => ({ name, actor: null, organisation: null, person: null })

async function declare(title: string, more: Partial<InputOf<typeof declareIncident>> = {}, realm: CallOptions = {}) {
  return (await anna.get(declareIncident, { title, ...more }, realm)).id
}

async function opened(more: Partial<InputOf<typeof api.openCrisis>> = {}, as = anna, realm: CallOptions = {}) {
  return (await as.get(api.openCrisis, { title: 'Payments are disturbed', ...more }, realm)).id
}

const crisis = (id: string, as = anna, options: CallOptions = {}) => as.get(api.getCrisis, { id }, options)
const room = (id: string, as = anna, options: CallOptions = {}) => as.get(getRoom, { id }, options)
const picture = (id: string, as = anna, options: CallOptions = {}) => as.get(getPicture, { id }, options)

/** Calls with the version that is there now. */
async function act<C extends Contract>(as: Client, contract: C, id: string, input: object, realm: CallOptions = {}) {
  const { version } = await crisis(id, as, realm)
  return as.call(contract, { id, version, ...input } as InputOf<C>, realm)
}

/** The key of the part that was made or changed. */
async function did<C extends Contract>(as: Client, contract: C, id: string, input: object, realm: CallOptions = {}) {
  const answered = await act(as, contract, id, input, realm)
  if (!answered.ok) throw new Error(`${contract.name}: ${JSON.stringify(answered.problem)}`)
  return (answered.value as { key: string | null }).key ?? ''
}

async function refused<C extends Contract>(as: Client, contract: C, id: string, input: object, realm = {}) {
  const answered = await act(as, contract, id, input, realm)
  if (answered.ok) return 'done'
  return answered.problem.where ? `${answered.problem.refusal} ${answered.problem.where}` : answered.problem.refusal
}

async function file(as: Client, id: string, options: CallOptions = {}): Promise<CrisisFile> {
  return JSON.parse(String(await as.get(exportCrisis, { id }, options)))
}
const checkFile = Compile(CrisisFile)

describe('opening', () => {
  test('a crisis is opened from incidents, which cause it, and is found in the list', async () => {
    const incident = await declare('Card payments fail')
    const participants = [{ party: party('The bank'), roles: ['lead'] }]
    const id = await opened({ incidents: [incident], participants, summary: 'Since this morning.' })
    const { state, incidents, moves } = await crisis(id)
    expect(state).toMatchObject({ status: 'open', kind: 'cyber', incidents: [incident], keys: 1 })
    expect(state.reference).toMatch(/^CRI-\d{4}-\d{4}$/)
    expect(state.participants).toMatchObject([{ key: 'p1', roles: ['lead'], until: null }])
    expect(incidents).toMatchObject([{ id: incident, title: 'Card payments fail', standsFor: [] }])
    expect(moves).toEqual(['stand-down'])
    const { items } = await anna.get(api.listCrises, { incident })
    expect(items).toMatchObject([{ id, reference: state.reference, incidents: 1, nextDue: null, rungs: [] }])
    const traced = await node.node.journal.reads.trace({ reader: node.node.localReader('live'), realm: 'live' }, id)
    expect(traced.map((one) => one.kind)).toEqual(expect.arrayContaining(['assess.incidentDeclared']))
  })

  test('numbers count up, also when ten are opened at once', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => anna.get(api.openCrisis, { title: 'At once' })))
    expect(new Set(made.map((one) => one.reference)).size).toBe(10)
  })

  test('an incident that may not be read cannot be taken in, and the refusal does not say that it exists', async () => {
    const hidden = await declare('Not for them')
    const input = { title: 'A try', incidents: [hidden] }
    const answers = [
      await stranger.call(api.openCrisis, input),
      await stranger.call(api.openCrisis, { ...input, incidents: [noId] }),
    ]
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, problem: { refusal: 'unknown', where: '/incidents/0' } })
  })

  test('roles are those of the list, and parties of the register exist', async () => {
    const { domains, roles } = await anna.get(api.crisisWords, {})
    expect(domains.items.map((one) => one.id)).toEqual(
      expect.arrayContaining(['cyber', 'disinformation', 'energy', 'telecom', 'space']),
    )
    expect(roles.verification).toBe('unverified')
    const wrong = { title: 'A try', participants: [{ party: party('Somebody'), roles: ['king'] }] }
    expect(await anna.call(api.openCrisis, wrong)).toMatchObject({ problem: { refusal: 'unknown-value' } })
    const id = await opened()
    const nobody = { party: { ...party('Somebody'), person: noId }, roles: ['lead'] }
    expect(await refused(anna, api.addParticipant, id, nobody)).toBe('unknown /party/person')
  })

  test('who has no role for it reads and changes nothing', async () => {
    const id = await opened()
    expect((await crisis(id, reader)).state.title).toBe('Payments are disturbed')
    expect(await refused(reader, api.describeCrisis, id, { title: 'Mine' })).toBe('not-allowed')
    expect(await reader.call(api.openCrisis, { title: 'Mine' })).toMatchObject({ problem: { refusal: 'not-allowed' } })
  })
})

describe('what may be read', () => {
  test('whoever may not know of a crisis is told the same as when there is none', async () => {
    const id = await opened()
    for (const contract of [api.getCrisis, getRoom, getPicture, exportCrisis]) {
      const hidden = await stranger.call(contract, { id })
      const absent = await stranger.call(contract, { id: noId })
      expect([hidden.status, absent.status]).toEqual([404, 404])
    }
    expect((await stranger.get(api.listCrises, {})).items.map((one) => one.id)).not.toContain(id)
    const change = { id, version: 1, title: 'Mine now' }
    expect(await stranger.call(api.describeCrisis, change)).toMatchObject({ problem: { refusal: 'unknown' } })
  })

  test('of a crisis for the community, others see only what is marked for them, and nothing of the rest', async () => {
    const shown = await declare('Known to all', green)
    const hidden = await declare('Known to us', { affected: { countries: ['DE'], sectors: ['energy'] } })
    const claim = await anna.get(enterClaim, aClaim('It was a group.'))
    const id = await opened({ ...green, incidents: [shown, hidden], claims: [claim.id] })
    await did(anna, api.addStrand, id, { domain: 'energy', title: 'A line is cut', rests: [hidden] })
    await did(anna, api.removeCrisisIncident, id, { incident: hidden, reason: 'For the test.' })
    await did(anna, api.addCrisisIncident, id, { incident: hidden })

    expect(await crisis(id)).toMatchObject({ withheld: 0, state: { incidents: [shown, hidden], claims: [claim.id] } })
    const theirs = await crisis(id, stranger)
    expect(theirs).toMatchObject({ withheld: null, linked: [], state: { incidents: [shown], claims: [] } })
    expect(theirs.state.strands[0]?.rests).toEqual([])
    expect(
      (await stranger.get(api.listCrises, { text: 'disturbed' })).items.find((one) => one.id === id)?.incidents,
    ).toBe(1)
    expect((await stranger.get(api.listCrises, { incident: hidden })).items).toEqual([])

    const made = await file(stranger, id)
    const everything = JSON.stringify([made, await room(id, stranger), await picture(id, stranger), theirs])
    for (const secret of [hidden, claim.id, 'Known to us', 'It was a group']) expect(everything).not.toContain(secret)
    expect(made.withheld).toBe(0)
    expect(made.entries.filter((one) => one.kind.startsWith('coordinate.crisisIncident'))).toEqual([])
    const opening = made.entries.find((one) => one.kind === 'coordinate.crisisOpened')
    expect(opening?.sentence).toContain('from 1 incident:')
    expect((await picture(id, stranger)).totals).toMatchObject({ open: 1, countries: [] })
  })

  test('those who answer for it are told that something is withheld from them', async () => {
    const secret = { tlp: 'RED' as const, reason: 'A source is at risk.', reviewOn: '2030-01-01' }
    const hidden = await declare('For Anna alone', { marking: secret })
    const id = await opened({ incidents: [hidden] })
    expect(await crisis(id, ben)).toMatchObject({ withheld: 1, incidents: [], state: { incidents: [] } })
    expect(await room(id, ben)).toMatchObject({ withheld: 1, totals: { incidents: 0 } })
    expect((await room(id, reader)).withheld).toBeNull()
    expect((await file(ben, id)).withheld).toBe(1)
    expect((await file(reader, id)).withheld).toBe(0)
    expect((await room(id, anna)).totals.incidents).toBe(1)
    // Whoever sets anew what a strand rests on does not take away what they may not read.
    const key = await did(anna, api.addStrand, id, { domain: 'cyber', title: 'A strand', rests: [hidden] })
    await did(ben, api.changeStrand, id, { key, rests: [], title: 'Another title' })
    expect((await crisis(id)).state.strands[0]).toMatchObject({ title: 'Another title', rests: [hidden] })
  })

  test('a crisis that is marked anew is gone for those who may not read it any more, with its past', async () => {
    const id = await opened(green)
    const before = await momentBetween()
    expect((await crisis(id, stranger)).state.status).toBe('open')
    expect((await room(id, stranger)).crisis.id).toBe(id)
    const { version } = await crisis(id)
    const input = { id, version, marking: { tlp: 'AMBER+STRICT' as const }, reason: 'It became serious.' }
    await anna.get(api.remarkRecord, input)
    for (const options of [{}, { asOf: before }]) {
      expect((await stranger.call(api.getCrisis, { id }, options)).status).toBe(404)
      expect((await stranger.call(getRoom, { id }, options)).status).toBe(404)
    }
    expect((await file(anna, id)).entries.map((one) => one.marking.tlp)).toEqual(['AMBER+STRICT', 'AMBER+STRICT'])
    expect(await anna.call(api.remarkRecord, input)).toMatchObject({ problem: { refusal: 'stale-version' } })
    const nothing = { ...input, id: noId }
    expect(await anna.call(api.remarkRecord, nothing)).toMatchObject({ problem: { refusal: 'unknown' } })
  })
})

const aClaim = (proposition: string) => ({
  proposition,
  holder: 'A ministry',
  role: 'first-hand' as const,
  class: 'asserts' as const,
})

describe('changing', () => {
  test('two people at once: one wins, the other is told, and nothing is lost', async () => {
    const id = await opened()
    const { version } = await crisis(id)
    const answers = await Promise.all([
      anna.call(api.describeCrisis, { id, version, title: 'By Anna' }),
      ben.call(api.describeCrisis, { id, version, title: 'By Ben' }),
    ])
    expect(answers.map((one) => (one.ok ? 'done' : one.problem.refusal)).sort()).toEqual(['done', 'stale-version'])
    expect((await crisis(id)).version).toBe(version + 1)
  })

  test('an incident may be in several crises, is taken in once, and goes out with a reason', async () => {
    const incident = await declare('In two')
    const [one, two] = [await opened({ incidents: [incident] }), await opened()]
    await did(anna, api.addCrisisIncident, two, { incident })
    expect(await refused(anna, api.addCrisisIncident, one, { incident })).toBe('nothing-to-change')
    expect((await anna.get(api.listCrises, { incident })).items.map((it) => it.id).sort()).toEqual([one, two].sort())
    await did(anna, api.removeCrisisIncident, one, { incident, reason: 'It has another cause.' })
    expect(await refused(anna, api.removeCrisisIncident, one, { incident, reason: 'Once more.' })).toBe(
      'nothing-to-change',
    )
    expect((await crisis(one)).state.incidents).toEqual([])
  })

  test('an incident that was merged stands as the one it went into, and comes back with the merge', async () => {
    const [source, target] = [await declare('The same twice'), await declare('The same')]
    const id = await opened({ incidents: [source] })
    const merge = { source, sourceVersion: 1, target, targetVersion: 1, reason: 'One and the same.' }
    await anna.get(mergeIncidents, merge)
    expect((await crisis(id)).incidents).toMatchObject([{ id: target, standsFor: [source] }])
    expect((await file(anna, id)).incidents.map((one) => one.id)).toEqual([target])
    expect((await room(id)).totals.incidents).toBe(1)
    const { version: sourceVersion } = await anna.get(getIncident, { id: source })
    await anna.get(unmergeIncident, { source, sourceVersion, reason: 'Not the same after all.' })
    expect((await crisis(id)).incidents).toMatchObject([{ id: source, standsFor: [] }])
  })

  test('a strand is added, changed, ended and goes on again', async () => {
    const id = await opened({ kind: 'hybrid' })
    expect(await refused(anna, api.addStrand, id, { domain: 'weather', title: 'Rain' })).toBe('unknown-value /domain')
    const place = { domain: 'space', title: 'Signals are jammed', sectors: ['space'], countries: ['FI', 'EL'] }
    expect(await refused(anna, api.addStrand, id, { ...place, countries: ['QQ'] })).toBe('unknown-value /countries/0')
    expect(await refused(anna, api.addStrand, id, { ...place, sectors: ['magic'] })).toBe('unknown-value /sectors/0')
    expect(await refused(anna, api.addStrand, id, { ...place, startedAt: '2099-01-01T00:00:00Z' })).toBe(
      'impossible-times /startedAt',
    )
    expect(await refused(anna, api.addStrand, id, { ...place, rests: [noId] })).toBe('unknown /rests/0')
    const key = await did(anna, api.addStrand, id, { ...place, startedAt: '2025-03-10T08:00:00Z' })
    expect(await refused(anna, api.changeStrand, id, { key, title: place.title })).toBe('nothing-to-change')
    expect(await refused(anna, api.changeStrand, id, { key: 's99', title: 'None' })).toBe('no-such-part /key')
    const early = { key, at: '2025-03-09T08:00:00Z', reason: 'Heard so.' }
    expect(await refused(anna, api.endStrand, id, early)).toBe('impossible-times /at')
    await did(anna, api.endStrand, id, { key, reason: 'The signal is back.' })
    expect((await crisis(id)).state.strands[0]).toMatchObject({ key, status: 'ended', countries: ['FI', 'GR'] })
    expect(await refused(anna, api.endStrand, id, { key, reason: 'Again.' })).toBe('nothing-to-change')
    await did(anna, api.changeStrand, id, { key, status: 'ongoing' })
    expect((await crisis(id)).state.strands[0]).toMatchObject({ status: 'ongoing', endedAt: null })
  })

  test('people join, change roles and leave; objectives are set, met and dropped', async () => {
    const id = await opened()
    const joining = { party: party('Energy regulator'), roles: ['liaison'] }
    const key = await did(anna, api.addParticipant, id, joining)
    expect(await refused(anna, api.addParticipant, id, joining)).toBe('nothing-to-change')
    await did(anna, api.changeRoles, id, { key, roles: ['lead', 'liaison'] })
    expect(await refused(anna, api.changeRoles, id, { key, roles: ['liaison', 'lead'] })).toBe('nothing-to-change')
    await did(anna, api.leaveCrisis, id, { key, reason: 'Their part is over.' })
    expect(await refused(anna, api.leaveCrisis, id, { key, reason: 'Again.' })).toBe('nothing-to-change')
    await did(anna, api.addParticipant, id, joining)

    const met = await did(anna, api.setObjective, id, { text: 'Payments run again.', owner: party('The bank') })
    const dropped = await did(anna, api.setObjective, id, { text: 'Nobody is hurt.' })
    await did(anna, api.endObjective, id, { key: met, status: 'met', outcome: 'At noon.' })
    await did(anna, api.endObjective, id, { key: dropped, status: 'dropped', outcome: 'It never was at risk.' })
    expect(await refused(anna, api.endObjective, id, { key: met, status: 'dropped', outcome: 'No.' })).toBe(
      'nothing-to-change',
    )
    const { state } = await crisis(id)
    expect(state.participants.map((one) => one.until === null)).toEqual([false, true])
    expect(state.objectives.map((one) => one.status)).toEqual(['met', 'dropped'])
    expect(new Set([...state.participants, ...state.objectives].map((one) => one.key)).size).toBe(4)
  })

  test('a report that comes round is due, done, missed and taken out', async () => {
    const id = await opened()
    const firstAt = new Date(Date.now() - 9 * 3_600_000).toISOString()
    const beat = { what: 'Situation report', kind: 'report', firstAt, everyMinutes: 240, product: 'sitrep' }
    const key = await did(anna, api.addBeat, id, beat)
    const [shown] = (await crisis(id)).beats
    expect(shown).toMatchObject({ key, overdue: true, missed: 2, product: 'sitrep' })
    expect((await anna.get(api.listCrises, {})).items.find((one) => one.id === id)?.nextDue).toMatchObject({ key })
    expect(await refused(anna, api.doBeat, id, { key, turn: '2020-01-01T00:00:00Z' })).toBe('wrong-turn /turn')
    expect(await refused(anna, api.doBeat, id, { key, record: noId })).toBe('unknown /record')
    await did(anna, api.doBeat, id, { key })
    await did(anna, api.doBeat, id, { key, turn: firstAt, note: 'Late, by telephone.' })
    expect(await refused(anna, api.doBeat, id, { key, turn: firstAt })).toBe('wrong-turn /turn')
    expect((await room(id)).beats).toMatchObject([{ key, overdue: false, missed: 1 }])
    const to = new Date(Date.now() + 4 * 3_600_000).toISOString()
    const { turns } = await anna.get(api.crisisRhythm, { id, from: firstAt, to })
    expect(turns.map((one) => one.done)).toEqual([true, false, true, false])
    expect(await anna.call(api.crisisRhythm, { id, from: to, to: firstAt })).toMatchObject({
      problem: { refusal: 'impossible-times' },
    })
    await did(anna, api.stopBeat, id, { key, reason: 'Once a day from now on.' })
    expect(await refused(anna, api.doBeat, id, { key })).toBe('wrong-turn /turn')
    expect(await refused(anna, api.stopBeat, id, { key, reason: 'Again.' })).toBe('nothing-to-change')
    expect((await room(id)).beats).toEqual([])
  })

  test('what is said in public is agreed by somebody who did not write it, one wording at a time', async () => {
    const id = await opened()
    const line = { audience: 'public', language: 'en' }
    const first = await did(anna, api.writeLine, id, { ...line, text: 'Cards are disturbed.' })
    expect(await refused(anna, api.agreeLine, id, { key: first })).toBe('second-person-needed')
    await did(ben, api.agreeLine, id, { key: first })
    const second = await did(ben, api.writeLine, id, { ...line, text: 'Cards work again.', replaces: first })
    expect((await room(id)).lines.map((one) => one.status)).toEqual(['agreed', 'draft'])
    await did(anna, api.agreeLine, id, { key: second })
    expect((await crisis(id)).state.lines.map((one) => one.status)).toEqual(['replaced', 'agreed'])
    expect(await refused(ben, api.agreeLine, id, { key: first })).toBe('wrong-state')
    await did(anna, api.withdrawLine, id, { key: second, reason: 'It is not true any more.' })
    expect(await refused(anna, api.withdrawLine, id, { key: second, reason: 'Again.' })).toBe('wrong-state')
    expect(await refused(anna, api.writeLine, id, { ...line, text: 'No.', replaces: 'l99' })).toBe('no-such-part /key')
  })

  test('claims and questions are linked and taken away', async () => {
    const claim = await anna.get(enterClaim, aClaim('A group did it.'))
    const question = await anna.get(askQuestion, { text: 'Who is behind it?', kind: 'attribution' })
    const id = await opened()
    await did(anna, api.linkToCrisis, id, { claims: [claim.id], questions: [question.id] })
    expect(await refused(anna, api.linkToCrisis, id, { claims: [claim.id] })).toBe('nothing-to-change')
    expect(await refused(anna, api.linkToCrisis, id, { claims: [question.id] })).toBe('unknown /claims/0')
    expect((await crisis(id)).linked.map((one) => one.record).sort()).toEqual(['watch.claim', 'watch.question'])
    const shown = await picture(id)
    expect(shown.domains).toMatchObject([{ domain: 'cyber', claims: [{ id: claim.id, holder: 'A ministry' }] }])
    expect(shown.notKnown).toMatchObject([{ what: 'question-open', id: question.id }])
    await did(anna, api.unlinkFromCrisis, id, { record: question.id, reason: 'It is about another one.' })
    expect(await refused(anna, api.unlinkFromCrisis, id, { record: question.id, reason: 'Again.' })).toBe(
      'nothing-to-change',
    )
    expect((await crisis(id)).state.questions).toEqual([])
  })

  test('a crisis is stood down, closed and reopened; while it is closed nothing changes', async () => {
    const id = await opened()
    const move = (event: string) => refused(anna, api.moveCrisis, id, { event, reason: 'For the test.' })
    expect(await move('close')).toBe('wrong-state /event')
    expect(await move('stand-down')).toBe('done')
    expect(await move('close')).toBe('done')
    expect(await refused(anna, api.describeCrisis, id, { title: 'Too late' })).toBe('wrong-state')
    expect(await refused(anna, api.addStrand, id, { domain: 'cyber', title: 'Too late' })).toBe('wrong-state')
    expect((await anna.get(api.listCrises, { status: ['closed'] })).items.map((one) => one.id)).toContain(id)
    expect(await move('reopen')).toBe('done')
    expect((await crisis(id)).state).toMatchObject({ status: 'open', closed: null })
  })
})

describe('the picture and the room', () => {
  test('incidents and strands stand in one matrix of sectors and countries', async () => {
    const users = { value: 40_000, qualifier: 'about' as const, basis: 'operator' }
    const incident = await declare('Substations are cut off', {
      affected: { sectors: ['energy.electricity'], countries: ['DE', 'FR'], users },
      severity: { value: 'yellow', reason: 'Half a city.' },
    })
    const id = await opened({ kind: 'hybrid', incidents: [incident] })
    const told = { title: 'False news of a blackout', sectors: ['energy'], countries: ['DE'], severity: 'red' }
    await did(anna, api.addStrand, id, { domain: 'disinformation', ...told })
    await did(anna, api.addStrand, id, { domain: 'telecom', title: 'A cable is cut', status: 'unclear' })
    const shown = await picture(id)
    expect(shown.totals).toMatchObject({
      ...{ incidents: 1, open: 1, strandsOngoing: 2, worst: 'red', countries: ['DE', 'FR'], sectors: ['energy'] },
      users: { sum: 40_000, exact: false },
    })
    const cells = shown.matrix.map(({ sector, country, open, strands, worst }) => [
      sector,
      country,
      open,
      strands,
      worst,
    ])
    expect(cells).toEqual([
      ['energy', 'DE', 1, 1, 'red'],
      ['energy', 'FR', 1, 0, 'yellow'],
      ['unknown', 'unknown', 0, 1, null],
    ])
    expect(shown.domains.map(({ domain, ongoing, incidents, worst }) => [domain, ongoing, incidents, worst])).toEqual([
      ['cyber', 0, 1, 'yellow'],
      ['disinformation', 1, 0, 'red'],
      ['telecom', 1, 0, null],
    ])
    expect(shown.notKnown.map((one) => one.what)).toEqual(['beginning', 'root-cause', 'strand-unclear'])
    expect(shown.timeline.map((one) => one.what)).toEqual(['incident-declared', 'crisis-opened'])
  })

  test('the room follows what is committed, and shows the past as it was', async () => {
    const incident = await declare('A fault')
    const id = await opened({ incidents: [incident] })
    expect((await room(id)).totals.worst).toBeNull()
    const before = await momentBetween()
    const { version } = await anna.get(getIncident, { id: incident })
    await anna.get(classifyIncident, { id: incident, version, severity: { value: 'red', reason: 'All is down.' } })
    await did(ben, api.setObjective, id, { text: 'It works again.' })
    const now = await room(id)
    expect(now).toMatchObject({ totals: { worst: 'red' }, objectives: [{ text: 'It works again.' }] })
    expect(now.news.slice(0, 2).map((one) => one.text)).toEqual([
      'set the objective “It works again.”',
      'judged the severity to be red: All is down.',
    ])
    expect(now.news[0]?.by).toBe(`person:${ben.person}`)
    const then = await room(id, anna, { asOf: before })
    expect(then).toMatchObject({ totals: { worst: null }, objectives: [], at: before })
    expect((await picture(id, anna, { asOf: before })).totals.worst).toBeNull()
  })
})

describe('the file', () => {
  test('holds all that its reader may read, in its schema, in the order of time', async () => {
    const incident = await declare('Card payments fail', { affected: { countries: ['LV'] } })
    const id = await opened({ incidents: [incident] })
    await did(anna, api.addCrisisIncident, id, { incident: await declare('Cash machines fail') })
    const made = await file(anna, id)
    expect([...checkFile.Errors(made)]).toEqual([])
    expect(made).toMatchObject({
      format: 'tocsin-crisis/1',
      realm: 'live',
      withheld: 0,
      node: { name: 'National CSIRT' },
    })
    expect(made.incidents).toHaveLength(2)
    expect(made.entries.map((one) => one.sentence)).toContain('took an incident into the crisis')
    expect(made.entries.map((one) => one.recordedAt)).toEqual([...made.entries.map((one) => one.recordedAt)].sort())
    expect(made.entries.at(-1)?.id).toBe(made.crisis.entry)
    expect(made.names.persons[anna.person]?.name).toMatch(/^Person /)
    const { asOf } = { asOf: made.entries[0]?.recordedAt ?? '' }
    expect((await anna.call(exportCrisis, { id }, { asOf })).status).toBe(404)
  })

  test('what was said under one marking and stands under another now goes under the narrower', async () => {
    const id = await opened(green)
    const { version } = await crisis(id)
    await anna.get(api.remarkRecord, { id, version, marking: { tlp: 'AMBER' }, reason: 'It became serious.' })
    await did(anna, api.describeCrisis, id, { summary: 'More is known.' })
    const again = await crisis(id)
    await anna.get(api.remarkRecord, { id, version: again.version, ...green, reason: 'It is known anyway.' })
    const made = await file(anna, id)
    expect(made.crisis.marking.tlp).toBe('GREEN')
    expect(made.entries.map((one) => one.marking.tlp)).toEqual(['GREEN', 'AMBER', 'AMBER', 'GREEN'])
  })
})

test('an exercise has crises of its own, counted by themselves, and its file says so', async () => {
  for (const one of [anna, ben]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const incident = await declare('Played', {}, realm)
  const id = await opened({ incidents: [incident] }, anna, realm)
  expect((await anna.call(api.getCrisis, { id })).status).toBe(404)
  expect(await anna.call(api.openCrisis, { title: 'Across', incidents: [incident] })).toMatchObject({
    problem: { refusal: 'unknown' },
  })
  expect((await crisis(id, anna, realm)).state).toMatchObject({ number: 1, incidents: [incident] })
  const key = await did(
    anna,
    api.writeLine,
    id,
    { audience: 'press', language: 'en', text: 'EXERCISE: a line.' },
    realm,
  )
  await did(ben, api.agreeLine, id, { key }, realm)
  expect((await room(id, ben, realm)).lines).toMatchObject([{ status: 'agreed' }])
  const made = await file(anna, id, realm)
  expect(made.realm).toBe('exercise:storm')
  expect(Object.keys(made.names.persons)).toContain(anna.person)
  const query = new URLSearchParams({ id, ...realm })
  const answered = await anna.fetch(`/api/coordinate/exportCrisis?${query}`)
  expect(answered.headers.get('content-disposition')).toContain('filename="EXERCISE-CRI-')
})
