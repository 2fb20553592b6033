// Handling over HTTP: advice, what share is marked too high, days of review, release by a second person, the guideline; with
// every refusal, who may see what, and in an exercise.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNote, addTask, declareIncident, getIncident, remarkRecord } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { enterRealm, registerOrganisation, whoAmI } from '#people/api.ts'
import * as guide from '#share/api/guidelines.ts'
import * as api from '#share/api/handling.ts'
import * as rel from '#share/api/releases.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt } from '../setup/sense.ts'

const at = (moment: string) => Date.parse(moment) / 1000
const clock = clockAt(at('2027-03-10T09:00:00Z'))
const mails: { to: string; text: string }[] = []
let smtp: SMTPServer
let node: TestNode
let admin: Client
let anna: Client
let ben: Client
let carl: Client
let operator: string
let olga: Client
let stranger: Client
const played = { realm: 'exercise:storm' }

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replace(/\r\n /g, ' ')
      mails.push({ to: session.envelope.rcptTo.map((one) => one.address).join(), text })
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  const env = { TOCSIN_SMTP_URL: `smtp://127.0.0.1:${port}`, TOCSIN_MAIL_FROM: 'tocsin@csirt.example' }
  node = await startTestNode({ clock, env })
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst'] })
  ben = await node.signedIn({ roles: ['duty-officer'] })
  carl = await node.signedIn({ roles: ['crisis-manager'] })
  const register = (name: string) =>
    admin.get(registerOrganisation, { name, kind: 'operator', country: 'BE', sectors: ['energy'] })
  operator = (await register('Made-up Power')).id
  olga = await node.signedIn({ roles: ['analyst', 'duty-officer'], organisation: operator })
  stranger = await node.signedIn({ roles: ['analyst'], organisation: (await register('Somebody else')).id })
  for (const one of [admin, anna, ben]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
}, 120_000)

afterAll(async () => {
  await node?.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, options = {}) {
  const answered = await as.call(contract, input, options)
  if (answered.ok) throw new Error(`${contract.name} was not refused.`)
  return { name: answered.problem.refusal, detail: answered.problem.detail ?? '', where: answered.problem.where }
}
/** Jobs run by real time, whatever the clock of the node says. */
async function until(what: () => Promise<boolean>, seconds = 40): Promise<void> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('It did not come to pass in time')
}
const caughtUp = (as = carl, options = {}) => until(async () => (await as.get(api.overMarking, {}, options)).complete)
const advice = async (id: string, as = anna, options = {}) => (await as.get(api.adviseMarking, { id }, options)).advice
async function proposed(
  items: InputOf<typeof rel.proposeRelease>['items'],
  as = anna,
  more: { despite?: string } = {},
) {
  return as.get(rel.proposeRelease, { items, reason: 'The newspaper has it.', ...more })
}
const incidentOf = async (title: string, as = anna, more = {}) => as.get(declareIncident, { title, ...more })
const markingOf = async (id: string, as = anna) => (await as.get(getIncident, { id })).marking.tlp

test('the adviser says why a record is marked so, what it rests on, and what a person must read first', async () => {
  const { id } = await incidentOf('Turbines stand still in the port')
  const note = await anna.get(addNote, { incident: id, text: 'Ask jane.doe@example.org about it.' })
  const found = await anna.get(api.adviseMarking, { id })
  expect(found).toMatchObject({ record: 'assess.incident', version: 1, realm: 'live' })
  expect(found.advice).toMatchObject({ answer: 'read-first', enough: 'GREEN', how: 'default', toRead: ['/title'] })
  const ofNote = await advice(note.id)
  expect(ofNote.asks).toMatchObject([{ content: 'personal-data', tlp: 'AMBER' }])
  expect(ofNote.bounds).toMatchObject([{ tlp: 'AMBER+STRICT', basis: { id } }])
  expect(ofNote).toMatchObject({ answer: 'fits', enough: 'AMBER+STRICT' })
  expect((await refusal(olga, api.adviseMarking, { id })).name).toBe('unknown')
  expect((await refusal(anna, api.adviseMarking, { id: anna.person })).name).toBe('unknown')
  const past = { asOf: '2027-03-10T09:00:00Z' }
  expect((await refusal(anna, api.adviseMarking, { id }, past)).name).toBe('wrong-state')
})

test('a second person releases with one click; the proposer cannot, and those who may read it then do', async () => {
  const incident = await incidentOf('A release of one record')
  const offered = await proposed([{ id: incident.id, version: 1, to: { tlp: 'GREEN' } }])
  expect(offered).toMatchObject({ status: 'proposed', items: 1 })
  const input = { id: offered.id, version: offered.version }
  expect((await refusal(anna, rel.approveRelease, input)).name).toBe('not-allowed')
  const own = await proposed([{ id: incident.id, version: 1, to: { tlp: 'GREEN' } }], ben)
  expect((await refusal(ben, rel.approveRelease, { id: own.id, version: 1 })).name).toBe('second-person-needed')
  expect((await ben.get(rel.getRelease, { id: own.id })).whyNotApprove).toContain('You proposed it')
  expect((await refusal(ben, rel.rejectRelease, { id: own.id, version: 1, reason: 'No.' })).name).toBe(
    'second-person-needed',
  )
  expect((await refusal(olga, rel.getRelease, { id: offered.id })).name).toBe('unknown')
  expect((await refusal(olga, rel.approveRelease, input)).name).toBe('unknown')
  expect((await refusal(ben, rel.approveRelease, { ...input, version: 9 })).name).toBe('stale-version')
  expect((await refusal(olga, getIncident, { id: incident.id })).name).toBe('unknown')

  const given = await ben.get(rel.approveRelease, input)
  expect(given).toMatchObject({ status: 'released', items: [{ id: incident.id, outcome: { done: true } }] })
  expect(await markingOf(incident.id)).toBe('GREEN')
  expect((await olga.get(getIncident, { id: incident.id })).state.title).toBe('A release of one record')
  expect((await refusal(ben, rel.approveRelease, { ...input, version: given.version })).name).toBe('wrong-state')
  expect(await advice(incident.id)).toMatchObject({ how: 'released', answer: 'fits' })
})

test('what was changed since it was proposed is not released; the rest is, and each is named', async () => {
  const one = await incidentOf('One that stays as it was')
  const two = await incidentOf('Two that is changed')
  const items = [one, two].map(({ id }) => ({ id, version: 1, to: { tlp: 'AMBER' as const } }))
  const offered = await proposed(items)
  await anna.get(remarkRecord, {
    id: two.id,
    version: 1,
    marking: { tlp: 'AMBER+STRICT', releasableTo: ['BE'] },
    reason: 'For Belgium only.',
  })
  const { items: outcomes } = await ben.get(rel.approveRelease, { id: offered.id, version: 1 })
  expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([
    { done: true },
    { done: false, refusal: 'changed-since' },
  ])
  expect([await markingOf(one.id), await markingOf(two.id)]).toEqual(['AMBER', 'AMBER+STRICT'])
  const again = await proposed([{ id: two.id, version: 2, to: { tlp: 'AMBER' } }])
  await anna.get(remarkRecord, { id: two.id, version: 2, marking: { tlp: 'GREEN' }, reason: 'Quicker by hand.' })
  const nothing = await refusal(ben, rel.approveRelease, { id: again.id, version: 1 })
  expect(nothing).toMatchObject({ name: 'nothing-released' })
  expect(nothing.detail).toContain('version 3')
  const ended = { id: again.id, version: 1, reason: 'It is open already.' }
  expect(await ben.get(rel.rejectRelease, ended)).toMatchObject({ status: 'rejected' })
  const { items: list } = await carl.get(rel.listReleases, { status: 'rejected' })
  expect(list.map(({ id }) => id)).toContain(again.id)
  expect((await stranger.get(rel.listReleases, {})).items).toEqual([])
  const mine = await proposed([{ id: one.id, version: 2, to: { tlp: 'GREEN' } }])
  const back = { id: mine.id, version: 1, reason: 'One record was missing.' }
  expect((await refusal(ben, rel.withdrawRelease, back)).name).toBe('not-the-proposer')
  expect(await anna.get(rel.withdrawRelease, back)).toMatchObject({ status: 'withdrawn' })
  expect(await markingOf(one.id)).toBe('AMBER')
})

test('two who decide at once: one is told that somebody was quicker, and nothing is done twice', async () => {
  const { id } = await incidentOf('Both of them click')
  const offered = await proposed([{ id, version: 1, to: { tlp: 'GREEN' } }])
  const input = { id: offered.id, version: 1 }
  const answers = await Promise.all([
    ben.call(rel.approveRelease, input),
    carl.call(rel.rejectRelease, { ...input, reason: 'Not yet.' }),
  ])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  const lost = answers.flatMap((one) => (one.ok ? [] : one.problem.refusal))
  expect(['stale-version', 'wrong-state']).toContain(lost[0])
})

test('a proposal is refused with its place: unknown, twice, stale, not higher, content that asks for more, a classified mark', async () => {
  const { id } = await incidentOf('What cannot be proposed')
  const note = await anna.get(addNote, {
    incident: id,
    text: 'Zero-day, no patch yet',
    marking: { tlp: 'AMBER+STRICT' },
  })
  const to = { tlp: 'GREEN' as const }
  const ask = (items: InputOf<typeof rel.proposeRelease>['items'], more = {}) =>
    refusal(anna, rel.proposeRelease, { items, reason: 'It stands in the newspaper.', ...more })
  const unheard = '01980f3c-8a00-7000-8000-00000000dead'
  expect(await ask([{ id: unheard, version: 1, to }])).toMatchObject({ name: 'unknown', where: '/items/0' })
  const once = { id, version: 1, to }
  expect(await ask([once, once])).toMatchObject({ name: 'not-releasable', where: '/items/1' })
  expect(await ask([{ ...once, version: 7 }])).toMatchObject({ name: 'stale-version', where: '/items/0' })
  expect(await ask([{ ...once, to: { tlp: 'AMBER+STRICT' } }])).toMatchObject({ name: 'not-releasable' })
  expect((await ask([{ id: note.id, version: 1, to }])).detail).toContain('AMBER+STRICT')
  expect(await ask([once], { reason: 'See the annex, SECRET UE/EU SECRET.' })).toMatchObject({
    name: 'classified',
    where: '/reason',
  })
  // Alone it would reach further than the incident that it rests on; with it, and against the advice, it goes.
  const alone = await refusal(anna, rel.proposeRelease, {
    items: [{ id: note.id, version: 1, to }],
    reason: 'Published.',
    despite: 'The vendor published it.',
  })
  expect(alone.detail).toContain('rests on')
  const both = await proposed([{ id: note.id, version: 1, to }, once], anna, { despite: 'The vendor published it.' })
  const { items } = await ben.get(rel.approveRelease, { id: both.id, version: 1 })
  expect(items.map(({ outcome }) => outcome?.done)).toEqual([true, true])
  expect((await refusal(anna, rel.withdrawRelease, { id: both.id, version: 2, reason: 'Too late.' })).name).toBe(
    'wrong-state',
  )
})

test('what belongs to an operator is lowered by its own people only', async () => {
  const theirs = await olga.get(declareIncident, {
    title: 'An incident of the operator',
    marking: { tlp: 'AMBER+STRICT', audience: [admin.organisation] },
  })
  const offered = await proposed([{ id: theirs.id, version: 1, to: { tlp: 'GREEN' } }])
  const input = { id: offered.id, version: 1 }
  const not = await refusal(ben, rel.approveRelease, input)
  expect(not).toMatchObject({ name: 'nothing-released', detail: expect.stringContaining('another organisation') })
  expect(await olga.get(rel.approveRelease, input)).toMatchObject({ status: 'released' })
  // The operator keeps those who had it.
  expect((await olga.get(getIncident, { id: theirs.id })).marking).toMatchObject({
    tlp: 'GREEN',
    audience: [admin.organisation],
  })
  const ours = await incidentOf('An incident of the house')
  const other = await olga.get(declareIncident, {
    title: 'Another of the operator',
    marking: { tlp: 'AMBER', audience: [admin.organisation] },
  })
  const items = [ours, other].map(({ id }) => ({ id, version: 1, to: { tlp: 'GREEN' as const } }))
  expect((await refusal(anna, rel.proposeRelease, { items, reason: 'Both of them.' })).name).toBe('propose-apart')
})

const red = (persons: string[], reviewOn = '2027-03-20') => ({
  tlp: 'RED' as const,
  persons,
  reason: 'Names a source.',
  reviewOn,
})

test('a release of TLP:RED is seen only by its recipients, who decide it', async () => {
  const { id } = await incidentOf('For named persons only', anna, { marking: red([ben.person]) })
  const offered = await proposed([{ id, version: 1, to: { tlp: 'AMBER+STRICT' } }])
  expect((await ben.get(rel.getRelease, { id: offered.id })).marking).toMatchObject({ tlp: 'RED' })
  expect((await refusal(carl, rel.getRelease, { id: offered.id })).name).toBe('unknown')
  expect((await carl.get(rel.listReleases, { limit: 200 })).items.map((it) => it.id)).not.toContain(offered.id)
  await ben.get(rel.approveRelease, { id: offered.id, version: 1 })
  expect((await carl.get(getIncident, { id })).marking).toMatchObject({ tlp: 'AMBER+STRICT', persons: [] })
})

test('all that is marked too high in an incident is proposed at once, when the texts were read', async () => {
  const { id } = await incidentOf('An attack that is over')
  await anna.get(addTask, { incident: id, title: 'Write to them all' })
  await anna.get(addNote, { incident: id, text: 'Ask jane.doe@example.org about it.' })
  const input = { incident: id, reason: 'The attack was published.' }
  const unread = await refusal(anna, rel.proposeAdvised, input)
  expect(unread).toMatchObject({ name: 'nothing-over-marked', detail: expect.stringContaining('must read first') })
  const unheard = { ...input, incident: '01980f3c-8a00-7000-8000-00000000dead' }
  expect((await refusal(anna, rel.proposeAdvised, unheard)).name).toBe('unknown')
  expect((await refusal(olga, rel.proposeAdvised, { ...input, textRead: true })).name).toBe('unknown')
  expect((await refusal(anna, rel.proposeAdvised, { reason: input.reason })).name).toBe('bad-input')
  const offered = await anna.get(rel.proposeAdvised, { ...input, textRead: true })
  expect(offered.items).toBe(3)
  const { items, state } = await ben.get(rel.getRelease, { id: offered.id })
  expect(state.incident).toBe(id)
  const by = Object.fromEntries(items.map((it) => [it.record, it.to.tlp]))
  expect(by).toEqual({ 'assess.incident': 'GREEN', 'assess.task': 'GREEN', 'assess.note': 'AMBER' })
  expect(items.every(({ mustBeRead }) => mustBeRead)).toBe(true)
  const { items: outcomes } = await ben.get(rel.approveRelease, { id: offered.id, version: 1 })
  expect(outcomes.map(({ outcome }) => outcome?.done)).toEqual([true, true, true])
  expect(await markingOf(id)).toBe('GREEN')
})

test('a crisis is proposed with its incidents, and what rests on them goes with them', async () => {
  const incident = await incidentOf('Part of a crisis')
  const crisis = await carl.get(openCrisis, { title: 'A crisis that is over', incidents: [incident.id] })
  const offered = await anna.get(rel.proposeAdvised, { crisis: crisis.id, reason: 'It is over.', textRead: true })
  const { items, state } = await ben.get(rel.getRelease, { id: offered.id })
  expect(state.crisis).toBe(crisis.id)
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([incident.id, crisis.id]))
  const { items: outcomes } = await ben.get(rel.approveRelease, { id: offered.id, version: 1 })
  expect(outcomes.filter(({ outcome }) => outcome?.done !== true)).toEqual([])
  expect(await markingOf(incident.id)).toBe('GREEN')
})

test('shares are counted by kind, over time and for oneself; others only for whoever is responsible', async () => {
  await caughtUp()
  const mine = await anna.get(api.overMarking, { record: 'assess.incident' })
  const all = await carl.get(api.overMarking, { weeks: 2 })
  expect(all.complete).toBe(true)
  const incidents = all.kinds.find(({ record }) => record === 'assess.incident')?.counts
  expect(incidents?.records).toBeGreaterThan(5)
  expect(incidents?.readFirst).toBeGreaterThan(0)
  expect(all.overTime).toHaveLength(3)
  expect(all.overTime.map(({ counts }) => counts.records > 0)).toEqual([false, false, true])
  expect(all.overTime.at(-1)?.counts).toMatchObject({ over: all.all?.over, records: all.all?.records })
  expect(all.persons.map(({ by }) => by)).toContain(`person:${anna.person}`)
  expect(mine.persons.map(({ by }) => by)).toEqual([`person:${anna.person}`])
  // Beside Anna only Ben and Olga marked any: to Anna a number would tell of them.
  expect(mine).toMatchObject({ all: null, overTime: [], kinds: [{ record: 'assess.incident', counts: null }] })
  const outside = await stranger.get(api.overMarking, {})
  expect(outside.readable).toBeLessThan(all.readable)
  expect((await stranger.get(api.overMarking, { room: 'sense' })).readable).toBe(0)
})

test('what the adviser would change is listed page by page, as far as the reader may read it', async () => {
  const { items, next } = await carl.get(api.markingFindings, { answer: 'read-first', limit: 2 })
  expect(items).toHaveLength(2)
  expect(items.map(({ answer }) => answer)).toEqual(['read-first', 'read-first'])
  const rest = await carl.get(api.markingFindings, { answer: 'read-first', after: next ?? '' })
  expect(rest.items.map(({ id }) => id)).not.toContain(items[0]?.id)
  expect(items[0]?.markedBy).toMatch(/^person:/)
  const seen = (await ben.get(api.markingFindings, { limit: 200 })).items.map(({ markedBy }) => markedBy)
  expect(seen.filter((by) => by !== null && by !== `person:${ben.person}`)).toEqual([])
  const open = (await stranger.get(api.markingFindings, {})).items.map(({ marking }) => marking.tlp)
  expect([...new Set(open)]).toEqual(['GREEN'])
})

test('a marking that is raised vanishes from lists and counts at once for those who may not know', async () => {
  const { id } = await incidentOf('Soon for two persons only')
  await caughtUp()
  const before = await carl.get(api.overMarking, { record: 'assess.incident' })
  await anna.get(remarkRecord, { id, version: 1, marking: red([ben.person]), reason: 'A source is named.' })
  const after = await carl.get(api.overMarking, { record: 'assess.incident' })
  expect(after.readable).toBe(before.readable - 1)
  const listed = (await carl.get(api.markingFindings, { limit: 200 })).items.map((it) => it.id)
  expect(listed).not.toContain(id)
})

test('days of review are listed, and a marking is kept with a new reason and day, or not', async () => {
  const { id } = await incidentOf('Looked at again', anna, { marking: red([ben.person]) })
  await until(async () => (await ben.get(api.markingReviews, {})).items.some((it) => it.id === id))
  const { items, today } = await ben.get(api.markingReviews, {})
  expect(today).toBe('2027-03-10')
  expect(items.find((it) => it.id === id)).toMatchObject({ reviewOn: '2027-03-20', passed: false, mine: true })
  expect((await ben.get(api.markingReviews, { days: 3 })).items).toEqual([])
  expect((await carl.get(api.markingReviews, {})).items).toEqual([])
  const keep = (more = {}) => ({ id, version: 1, reason: 'Still in danger.', reviewOn: '2027-05-01', ...more })
  const may = (input: ReturnType<typeof keep>) => refusal(ben, api.reviewMarking, input)
  expect((await may(keep({ reviewOn: '2027-03-10' }))).name).toBe('impossible-day')
  expect((await may(keep({ reviewOn: '2027-02-30' }))).name).toBe('impossible-day')
  expect((await may(keep({ reviewOn: '2028-01-01' }))).detail).toContain('90 days')
  expect((await may(keep({ version: 4 }))).name).toBe('stale-version')
  expect((await may(keep({ reason: 'RESTREINT UE' }))).name).toBe('classified')
  expect((await refusal(carl, api.reviewMarking, keep())).name).toBe('unknown')
  expect(await ben.get(api.reviewMarking, keep())).toMatchObject({ version: 2 })
  const { marking } = await anna.get(getIncident, { id })
  expect(marking).toMatchObject({ tlp: 'RED', reviewOn: '2027-05-01', reason: 'Still in danger.' })
  expect([...marking.persons].sort()).toEqual([anna.person, ben.person].sort())
})

test('the guideline is drafted, given back, and adopted by somebody who did not write it: late, and then checked by', async () => {
  const before = await anna.get(guide.listGuidelines, {})
  expect(before).toMatchObject({
    items: [],
    deadline: { obligation: 'BP-02', on: '2026-06-06', verification: 'seed' },
    today: { late: true },
    inForce: { id: null, edition: '1' },
  })
  expect((await refusal(olga, guide.draftGuideline, {})).name).toBe('home-only')
  const draft = await anna.get(guide.draftGuideline, { marking: { tlp: 'GREEN' } })
  expect((await olga.get(guide.getGuideline, { id: draft.id })).state.status).toBe('draft')
  const text = { ...before.first, edition: '2', rules: before.first.rules.filter(({ check }) => check.is !== 'base') }
  const strict = {
    id: 'open-to-clients',
    text: 'Clients need it.',
    source: 'Made up',
    verification: 'unverified' as const,
  }
  text.rules.push({ ...strict, check: { is: 'base', tlp: 'AMBER' } })
  const twice = { ...text, rules: [...text.rules, ...text.rules] }
  const edit = { id: draft.id, version: 1, text }
  expect((await refusal(anna, guide.editGuideline, { ...edit, text: twice })).name).toBe('bad-guideline')
  expect((await refusal(anna, guide.editGuideline, { ...edit, version: 5 })).name).toBe('stale-version')
  expect((await refusal(anna, guide.editGuideline, { ...edit, text: before.first })).name).toBe('nothing-to-change')
  expect((await refusal(olga, guide.editGuideline, edit)).name).toBe('not-yours')
  await anna.get(guide.editGuideline, edit)
  const adopt = { id: draft.id, decider: 'The authority', reason: 'Agreed by all.' }
  expect((await refusal(carl, guide.adoptGuideline, { ...adopt, version: 2 })).name).toBe('wrong-state')
  await anna.get(guide.proposeGuideline, { id: draft.id, version: 2 })
  await carl.get(guide.returnGuideline, { id: draft.id, version: 3, reason: 'One word is wrong.' })
  await anna.get(guide.proposeGuideline, { id: draft.id, version: 4 })
  const ready = { ...adopt, version: 5 }
  expect((await refusal(anna, guide.adoptGuideline, ready)).name).toBe('not-allowed')
  expect((await refusal(carl, guide.adoptGuideline, { ...ready, on: '2027-03-11' })).name).toBe('impossible-day')
  const adopted = await carl.get(guide.adoptGuideline, { ...ready, on: '2026-06-16' })
  expect(adopted).toMatchObject({ status: 'adopted', punctual: { late: true, days: 10 }, superseded: [] })
  expect((await anna.get(guide.listGuidelines, {})).inForce).toMatchObject({ id: draft.id, edition: '2' })

  const { id } = await incidentOf('Judged by the new edition')
  expect(await advice(id)).toMatchObject({ enough: 'AMBER' })
  // What was judged before is judged again.
  await until(async () => {
    const { items } = await carl.get(api.markingFindings, { answer: 'read-first', limit: 200 })
    return items.length > 0 && items.every(({ enough }) => enough === 'AMBER')
  })
})

test('whoever wrote in an edition does not adopt it; the next one supersedes the one before', async () => {
  const { items } = await carl.get(guide.listGuidelines, {})
  const first = items.find(({ state }) => state.status === 'adopted')
  const draft = await carl.get(guide.draftGuideline, { from: first?.id ?? '' })
  expect((await carl.get(guide.getGuideline, { id: draft.id })).marking.tlp).toBe('GREEN')
  await carl.get(guide.proposeGuideline, { id: draft.id, version: 1 })
  const input = { id: draft.id, version: 2, decider: 'The authority', reason: 'A year later.' }
  expect((await refusal(carl, guide.adoptGuideline, input)).name).toBe('second-person-needed')
  expect((await carl.get(guide.getGuideline, { id: draft.id })).whyNotAdopt).toContain('You wrote')
  const adopted = await admin.get(guide.adoptGuideline, input)
  expect(adopted.superseded).toEqual([first?.id])
  expect((await carl.get(guide.getGuideline, { id: first?.id ?? '' })).state).toMatchObject({
    status: 'superseded',
    supersededBy: draft.id,
  })
  const aside = await anna.get(guide.draftGuideline, {})
  const withdrawn = await anna.get(guide.withdrawGuideline, { id: aside.id, version: 1, reason: 'Drafted twice.' })
  expect(withdrawn.status).toBe('withdrawn')
  expect((await refusal(stranger, guide.getGuideline, { id: aside.id })).name).toBe('unknown')
})

test('records that break the guideline are listed by rule: a classified mark, content that asks for more', async () => {
  const marked = await incidentOf('Annex: RESTREINT UE/EU RESTRICTED')
  const open = await incidentOf('Ask jane.doe@example.org about it', anna, { marking: { tlp: 'GREEN' } })
  await caughtUp()
  const { items } = await carl.get(api.handlingFaults, { rule: 'no-classified' })
  expect(items.map(({ id }) => id)).toEqual([marked.id])
  const all = await carl.get(api.handlingFaults, {})
  expect(all.items.find(({ id }) => id === open.id)).toMatchObject({ answer: 'raise', faults: ['personal-data'] })
  const others = await stranger.get(api.handlingFaults, {})
  expect(others.items.map(({ id }) => id)).toContain(open.id)
  expect(others.items.map(({ id }) => id)).not.toContain(marked.id)
})

test('a text is checked before it is sent anywhere, and nothing of it is kept', async () => {
  const check = (text: string) => anna.get(api.checkText, { text })
  expect(await check('Nothing secret about it.')).toMatchObject({ answer: 'clear', findings: [] })
  expect(await check('SECRET UE/EU SECRET')).toMatchObject({ answer: 'refuse', findings: [{ level: 'S-UE/EU-S' }] })
  expect((await check('This is classified EU restricted')).answer).toBe('ask')
  const held = await node.node.journal.reads.recent(
    { reader: node.node.localReader('live'), realm: 'live' },
    { limit: 5 },
  )
  expect(JSON.stringify(held)).not.toContain('classified EU restricted')
})

test('in an exercise all of it works, stays there, and judges by its own guideline', async () => {
  const { id } = await anna.get(declareIncident, { title: 'A played incident of the storm' }, played)
  expect(await advice(id, anna, played)).toMatchObject({ enough: 'GREEN' })
  expect((await refusal(anna, api.adviseMarking, { id })).name).toBe('unknown')
  expect((await anna.get(guide.listGuidelines, {}, played)).items).toEqual([])
  const items = [{ id, version: 1, to: { tlp: 'GREEN' as const } }]
  const offered = await anna.get(rel.proposeRelease, { items, reason: 'Played.' }, played)
  expect((await refusal(ben, rel.approveRelease, { id: offered.id, version: 1 })).name).toBe('unknown')
  await ben.get(rel.approveRelease, { id: offered.id, version: 1 }, played)
  await caughtUp(ben, played)
  const counted = await admin.get(api.overMarking, {}, played)
  expect(counted).toMatchObject({ readable: 1, all: { records: 1, over: 0 } })
})

test('on the day of review whoever marked it is told once, and the mail says no more than it may', async () => {
  await anna.get(
    declareIncident,
    { title: 'A played secret of the storm', marking: red([ben.person], '2027-03-11') },
    played,
  )
  const { id } = await incidentOf('A real secret of the port', anna, { marking: red([ben.person], '2027-03-11') })
  await caughtUp(anna)
  for (let now = clock.now().getTime() / 1000; now < at('2027-03-11T08:00:00Z'); ) {
    now = Math.min(now + 6 * 3600, at('2027-03-11T08:00:00Z'))
    clock.set(now)
    for (const one of [admin, anna, ben, carl]) await one.get(whoAmI, {})
  }
  await until(async () => mails.some(({ text }) => text.includes('review')), 60)
  const { me } = await anna.get(whoAmI, {})
  const told = mails.filter(({ text }) => text.includes('review'))
  expect(told.map(({ to }) => to)).toEqual([me?.email])
  expect(told[0]?.text).toContain('1 marking is to be looked at again')
  expect(told[0]?.text).not.toContain('secret of the port')
  expect(mails.map(({ text }) => text).join()).not.toContain('EXERCISE')
  const { items } = await anna.get(api.markingReviews, { days: 0 })
  expect(items).toMatchObject([{ id, passed: false }])
})
