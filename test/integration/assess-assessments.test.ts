// Judging an incident by law, over HTTP: the breach of a listed manufacturer from the first look to the last report, with every
// refusal; and who may see it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answerFacts,
  assessmentReasons,
  closeAssessment,
  describeEntity,
  getAssessment,
  getEntity,
  judgeAgain,
  judgingProgress,
  listAssessments,
  openAssessment,
  saveEntity,
  setAnchor,
  setServices,
  whatIf,
} from '#assess/api/assessments.ts'
import { getDuty, listDuties, prolongDuty, recordSubmission, requestReport, ruleOutDuty } from '#assess/api/duties.ts'
import { adoptLaw } from '#assess/api/law.ts'
import { declareIncident, getIncident, setTimes, traceRecord } from '#assess/api.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { brokenLaw } from '../setup/broken-law.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt } from '../setup/sense.ts'

const at = (moment: string) => Date.parse(moment) / 1000
const clock = clockAt(at('2027-01-26T08:00:00Z'))
let node: TestNode
let lead: Client
let stranger: Client
let company: string
let incident: string
let assessment: string

beforeAll(async () => {
  node = await startTestNode({ clock })
  const admin = await node.administrator()
  const register = (name: string, sectors: string[]) =>
    admin.get(registerOrganisation, { name, kind: 'operator', country: 'DE', sectors })
  company = (await register('Made-up Engineering plc', ['manufacturing'])).id
  lead = await node.signedIn({ roles: ['analyst', 'duty-officer'], organisation: company })
  const other = (await register('Another company', ['energy'])).id
  stranger = await node.signedIn({ roles: ['analyst', 'duty-officer'], organisation: other })
}, 120_000)
afterAll(() => node.stop())

/** Sessions end by themselves when nobody uses them for half a day: all three look in on the way. */
async function goTo(moment: string) {
  const admin = await node.administrator()
  for (let now = clock.now().getTime() / 1000; now < at(moment); ) {
    now = Math.min(now + 6 * 3600, at(moment))
    clock.set(now)
    for (const one of [lead, stranger, admin]) await one.get(listAssessments, { limit: 1 })
  }
}

const current = async () => lead.get(getAssessment, { id: assessment })
const version = async () => (await current()).version
const verdicts = async () =>
  Object.fromEntries(((await current()).verdict?.regimes ?? []).map((one) => [one.id, one.verdict]))
async function answer(answers: { fact: string; value: never }[] | unknown) {
  const input = { id: assessment, version: await version(), answers }
  return lead.get(answerFacts, input as never)
}
async function duty(regime: string, report: string) {
  const found = (await current()).duties.find(({ state }) => state.regime === regime && state.report === report)
  if (!found) throw new Error(`There is no duty ${regime}/${report}`)
  return found
}

test('the company says once who it is by law', async () => {
  expect((await lead.get(getEntity, {})).entity).toBeNull()
  const told = await lead.get(saveEntity, {
    types: ['nis2_other_entity', 'product_manufacturer', 'data_controller'],
    countries: ['DE', 'FR'],
    jurisdiction: 'DE',
    timeZone: 'Europe/Berlin',
    facts: { 'entity.nis2_class': 'important' },
  })
  const { entity } = await lead.get(getEntity, {})
  expect(entity).toMatchObject({ id: told.id, version: 1, state: { jurisdiction: 'DE', organisation: company } })
  expect(entity?.state.facts['entity.nis2_class']).toMatchObject({ value: 'important', source: { kind: 'person' } })
})

test('a profile is refused with a type that no law has, a fact of an incident, or a stale version', async () => {
  const wrong = await lead.call(saveEntity, { version: 1, types: ['manufacturer_of_bells'] })
  expect(wrong).toMatchObject({ status: 422, problem: { refusal: 'impossible-facts' } })
  const misplaced = await lead.call(saveEntity, { version: 1, facts: { 'incident.is_ongoing': true } })
  expect(misplaced).toMatchObject({ problem: { refusal: 'unknown-fact', where: '/facts/incident.is_ongoing' } })
  expect(await lead.call(saveEntity, { types: [] })).toMatchObject({ problem: { refusal: 'stale-version' } })
  expect(await lead.call(saveEntity, { version: 1, timeZone: 'Europe/Nowhere' })).toMatchObject({ status: 422 })
  expect(await lead.call(saveEntity, { version: 1, countries: ['DE', 'FR'] })).toMatchObject({
    problem: { refusal: 'nothing-to-change' },
  })
  expect(await stranger.call(saveEntity, { organisation: company, types: [] })).toMatchObject({ ok: false })
})

test('an assessment of an incident takes over the profile, and shows limits that would hold', async () => {
  incident = (
    await lead.get(declareIncident, {
      title: 'Somebody is inside our systems',
      summary: 'Unauthorised access was found; the systems are isolated.',
      classification: {
        rsit: [{ class: 'intrusions', type: 'system-compromise', main: true }],
        rootCause: 'malicious-actions',
        threatSeverity: null,
        outlook: null,
      },
      affected: {
        countries: ['DE', 'FR', 'US'],
        services: [{ name: 'Order portal', organisation: null }],
        users: { value: 4000, qualifier: 'about', basis: 'the help desk' },
      },
      times: { detectedAt: '2027-01-26T06:20:00Z', awarenessAt: '2027-01-26T07:10:00Z' },
    })
  ).id
  const opened = await lead.get(openAssessment, { incident })
  assessment = opened.id
  expect(opened.reference).toBe('ASM-2027-0001')
  const { state, proposals, duties } = await current()
  expect(state).toMatchObject({
    incident,
    organisation: company,
    entity: { name: 'Made-up Engineering plc', jurisdiction: 'DE', timeZone: 'Europe/Berlin' },
    judged: { dataVersion: opened.verdict.dataVersion },
  })
  expect(state.facts['entity.nis2_class']).toMatchObject({ value: 'important', source: { kind: 'entity' } })
  expect(proposals.anchors.map(({ anchor, at: moment }) => [anchor, moment])).toEqual([
    ['awareness', '2027-01-26T07:10:00.000Z'],
    ['detection', '2027-01-26T06:20:00.000Z'],
  ])
  expect(proposals.services).toEqual(['Order portal'])
  expect(duties.every((one) => one.state.tentative && !one.state.overdue)).toBe(true)
  expect((await duty('nis2', 'early_warning')).state).toMatchObject({ status: 'waiting', waitsFor: ['awareness'] })
  const { lines } = await lead.get(traceRecord, { id: assessment })
  expect(lines.map((line) => line.kind)).toContain('assess.incidentDeclared')
})

test('what the incident says is proposed with its source, and is taken only when a person confirms it', async () => {
  const { proposals, state } = await current()
  expect(state.facts['incident.is_ongoing']).toBeUndefined()
  const proposed = Object.fromEntries(proposals.facts.map((one) => [one.fact, one]))
  expect(proposed['incident.duration_minutes']).toMatchObject({
    value: 100,
    source: {
      kind: 'incident',
      record: incident,
      text: 'detected 2027-01-26 06:20 UTC, goes on at 2027-01-26 08:00 UTC',
    },
  })
  expect(proposed['incident.unauthorised_access_successful']?.value).toBe(true)
  expect(proposed['incident.suspected_unlawful_or_malicious']?.source.text).toContain('system-compromise')
  expect(proposed['dora.member_states_impacted']).toMatchObject({ value: 2, source: { text: 'affected: DE, FR' } })
  expect(proposed['cer.users_affected']?.value).toBe(4000)
  const [ongoing] = proposals.facts.filter((one) => one.fact === 'incident.is_ongoing')
  await answer([{ fact: 'incident.is_ongoing', value: true, source: ongoing!.source }])
  const after = await current()
  expect(after.state.facts['incident.is_ongoing']).toMatchObject({
    value: true,
    by: `person:${lead.person}`,
    source: { kind: 'incident', record: incident },
  })
  expect(after.proposals.facts.some((one) => one.fact === 'incident.is_ongoing')).toBe(false)
})

test('a source that does not say so is not taken for one', async () => {
  const source = { kind: 'traffic' as const, record: incident, text: 'measured' }
  const input = { id: assessment, version: await version() }
  const answers = [{ fact: 'incident.duration_minutes', value: 5, source }]
  expect(await lead.call(answerFacts, { ...input, answers })).toMatchObject({ problem: { refusal: 'not-proposed' } })
  const anchored = { ...input, anchor: 'awareness', at: '2027-01-26T07:00:00Z', reason: 'as told', source }
  expect(await lead.call(setAnchor, anchored)).toMatchObject({ problem: { refusal: 'not-proposed' } })
})

test('awareness starts the clocks; they stay open while the verdict is', async () => {
  const [proposal] = (await current()).proposals.anchors
  const { duties } = await lead.get(setAnchor, {
    id: assessment,
    version: await version(),
    anchor: 'awareness',
    at: proposal!.at,
    source: proposal!.source,
    reason: 'The shift lead was sure of it then.',
  })
  expect(duties.moved).toBeGreaterThan(1)
  const { state } = await duty('nis2', 'early_warning')
  expect(state).toMatchObject({ tentative: true, status: 'running', dueAt: '2027-01-27T07:10:00.000Z' })
  expect((await verdicts()).nis2).toBe('undetermined')
})

test('an answer settles the verdict, and its clocks run for certain', async () => {
  const known = { 'incident.is_incident': true, 'incident.severe_operational_disruption': 'capable' }
  const { verdict, duties } = await answer(Object.entries(known).map(([fact, value]) => ({ fact, value })))
  const nis2 = verdict.regimes.find((one) => one.id === 'nis2')
  expect(nis2).toMatchObject({ verdict: 'yes', because: ['nis2.art23.3'] })
  expect(duties.firm).toBeGreaterThan(1)
  const held = await lead.get(getDuty, { id: (await duty('nis2', 'early_warning')).id })
  expect(held.state).toMatchObject({ tentative: false, status: 'running', regimeTitle: nis2?.title })
  expect(held.state.due.steps.length).toBeGreaterThan(0)
  expect(held.history.map((line) => line.kind)).toEqual([
    'assess.dutyOpened',
    'assess.dutyMoved',
    'assess.dutyMadeFirm',
  ])
})

test('why it is so can be opened rule by rule, and what would turn it', async () => {
  const { reasons, turns } = await lead.get(assessmentReasons, { id: assessment, regime: 'nis2' })
  expect(reasons[0]).toMatchObject({ rule: 'nis2.art23.3', answer: 'yes' })
  expect(turns.some((turn) => turn.verdict !== 'yes')).toBe(true)
  expect(await lead.call(assessmentReasons, { id: assessment, regime: 'nis3' })).toMatchObject({
    problem: { refusal: 'unknown-regime' },
  })
})

test('what if shows the other verdict and the other clocks, and writes nothing', async () => {
  const before = await current()
  const { changes, after } = await lead.get(whatIf, {
    id: assessment,
    suppose: {
      answers: [{ fact: 'incident.severe_operational_disruption', value: null }],
      anchors: { awareness: '2027-01-26T06:30:00Z' },
    },
  })
  expect(after?.regimes.find((one) => one.id === 'nis2')?.verdict).toBe('undetermined')
  const nis2 = changes.find((one) => one.regime === 'nis2')
  expect(nis2).toMatchObject({ from: 'yes', to: 'undetermined' })
  expect(nis2?.reports.find((one) => one.id === 'early_warning')).toMatchObject({
    change: 'becomes open',
    to: '2027-01-27T06:30:00.000Z',
  })
  expect(changes.find((one) => one.regime === 'gdpr')?.reports).toMatchObject([{ change: 'moves' }])
  expect(await current()).toEqual(before)
  const impossible = { answers: [{ fact: 'incident.duration_minutes', value: -4 }] }
  const refused = await lead.get(whatIf, { id: assessment, suppose: impossible })
  expect(refused).toMatchObject({ after: null, faults: [{ field: '/facts/incident.duration_minutes' }], changes: [] })
  expect(await lead.call(whatIf, { id: assessment, suppose: { law: '1999-01.nothing' } })).toMatchObject({
    problem: { refusal: 'unknown-law' },
  })
})

test('an anchor that is corrected moves the clocks; what was said before is kept', async () => {
  const { duties } = await lead.get(setAnchor, {
    id: assessment,
    version: await version(),
    anchor: 'awareness',
    at: '2027-01-26T06:50:00+00:00',
    reason: 'The log shows an earlier call.',
  })
  expect(duties.moved).toBeGreaterThan(1)
  const { state } = await current()
  expect(state.anchors.awareness).toMatchObject([
    { at: '2027-01-26T07:10:00.000Z', source: { kind: 'incident' } },
    { at: '2027-01-26T06:50:00.000Z', source: { kind: 'person' }, reason: 'The log shows an earlier call.' },
  ])
  const held = await lead.get(getDuty, { id: (await duty('nis2', 'early_warning')).id })
  expect(held.state.dueAt).toBe('2027-01-27T06:50:00.000Z')
  expect(held.state.moves.at(-1)).toMatchObject({
    from: '2027-01-27T07:10:00.000Z',
    to: '2027-01-27T06:50:00.000Z',
    by: `person:${lead.person}`,
  })
  expect(held.state.moves.at(-1)?.because).toContain('The log shows an earlier call.')
})

test('services are named, keep their facts when they are renamed, and lose them when they go', async () => {
  await lead.get(setServices, { id: assessment, version: await version(), services: [{ name: 'Order portal' }] })
  const [portal] = (await current()).state.services
  await answer([{ fact: 'service.users_union', value: 4000, place: portal!.id }])
  const services = [{ id: portal!.id, name: 'Orders' }, { name: 'Spare parts' }]
  await lead.get(setServices, { id: assessment, version: await version(), services })
  expect((await current()).state.services).toMatchObject([
    { id: portal!.id, name: 'Orders', facts: { 'service.users_union': { value: 4000 } } },
    { name: 'Spare parts', facts: {} },
  ])
  const input = { id: assessment, version: await version() }
  expect(
    await lead.call(answerFacts, { ...input, answers: [{ fact: 'service.users_union', value: 1, place: 'zz' }] }),
  ).toMatchObject({ problem: { refusal: 'unknown-service', where: '/answers/0/place' } })
  const twice = [{ name: 'Orders' }, { name: 'Orders' }]
  expect(await lead.call(setServices, { ...input, services: twice })).toMatchObject({ status: 400 })
  const strange = [{ id: 'not-there', name: 'Orders' }]
  expect(await lead.call(setServices, { ...input, services: strange })).toMatchObject({
    problem: { refusal: 'unknown-service' },
  })
})

test.each([
  ['a duration below nothing', [{ fact: 'incident.duration_minutes', value: -1 }], 'impossible-facts'],
  ['a share above all', [{ fact: 'service.limited_users_union_pct', value: 130 }], 'impossible-facts'],
  ['a number where a word is asked', [{ fact: 'incident.financial_loss', value: 3 }], 'impossible-facts'],
  ['a fact of no law', [{ fact: 'incident.weather', value: true }], 'unknown-fact'],
  [
    'a fact of the incident as one of a service',
    [{ fact: 'incident.is_ongoing', value: true, place: 's1' }],
    'unknown-fact',
  ],
  ['no answer at all', [], 'bad-input'],
  ['a prototype', [{ fact: '__proto__', value: true }], 'bad-input'],
  ['the same again', [{ fact: 'incident.is_incident', value: true }], 'nothing-to-change'],
])('%s is refused, and nothing of it is kept', async (_what, answers, refusal) => {
  const before = await current()
  const told = await lead.call(answerFacts, { id: assessment, version: before.version, answers } as never)
  expect(told).toMatchObject({ ok: false, problem: { refusal } })
  expect((await current()).version).toBe(before.version)
})

test('an impossible fact is refused with the field, the rule and the reason', async () => {
  const told = await lead.call(answerFacts, {
    id: assessment,
    version: await version(),
    answers: [{ fact: 'incident.duration_minutes', value: -1 }],
  })
  if (told.ok) throw new Error('it was taken')
  expect(told.problem.where).toBe('/facts/incident.duration_minutes')
  expect(told.problem.detail).toMatch(/^\/facts\/incident\.duration_minutes: .+ \(.+\)$/)
})

test('moments that cannot be are refused', async () => {
  const input = { id: assessment, version: await version(), anchor: 'awareness', reason: 'a slip of the pen' }
  for (const [moment, refusal] of [
    ['2027-01-26T12:00:00Z', 'impossible-times'],
    ['2027-02-30T12:00:00Z', 'impossible-times'],
    ['2027-01-26T06:50:00Z', 'nothing-to-change'],
  ] as const) {
    expect(await lead.call(setAnchor, { ...input, at: moment })).toMatchObject({ problem: { refusal } })
  }
  expect(await lead.call(setAnchor, { ...input, at: '2027-01-26T06:40:00Z', reason: '' })).toMatchObject({
    status: 400,
  })
})

test('a stale version is refused, and two who answer at once lose nothing', async () => {
  const seen = await version()
  const both = await Promise.all(
    [1, 2].map((n) =>
      lead.call(answerFacts, {
        id: assessment,
        version: seen,
        answers: [{ fact: n === 1 ? 'incident.trade_secret_exfiltration' : 'incident.financial_loss', value: 'none' }],
      }),
    ),
  )
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toMatchObject({ status: 409, problem: { refusal: 'stale-version' } })
  expect(await version()).toBe(seen + 1)
})

test('whoever may not read it sees nothing: neither assessment, nor clocks, nor profile', async () => {
  expect(await stranger.call(getAssessment, { id: assessment })).toMatchObject({ status: 404 })
  expect((await stranger.get(listAssessments, {})).total).toBe(0)
  const wall = await stranger.get(listDuties, {})
  expect([wall.items.length, wall.totals.all]).toEqual([0, 0])
  expect(await stranger.call(getDuty, { id: (await duty('nis2', 'early_warning')).id })).toMatchObject({ status: 404 })
  expect((await stranger.get(getEntity, { organisation: company })).entity).toBeNull()
  const input = { id: assessment, version: 1, answers: [{ fact: 'incident.is_ongoing', value: false }] }
  expect(await stranger.call(answerFacts, input)).toMatchObject({ status: 404 })
  expect(await stranger.call(openAssessment, { incident })).toMatchObject({ status: 404 })
  expect(await stranger.call(whatIf, { id: assessment, suppose: {} })).toMatchObject({ status: 404 })
})

test('what is handed in starts the next clock, and a month is a month of the calendar there', async () => {
  await goTo('2027-01-26T20:00:00Z')
  const warning = await duty('nis2', 'early_warning')
  const sent = { channel: 'portal' as const, to: 'national CSIRT', receipt: 'DE-2027-00417' }
  const first = await lead.get(recordSubmission, { id: warning.id, version: warning.version, ...sent })
  expect(first).toMatchObject({ status: 'submitted', late: false })
  const notification = await duty('nis2', 'incident_notification')
  const told = await lead.get(recordSubmission, { ...sent, id: notification.id, version: notification.version })
  expect(told.duties.moved).toBeGreaterThan(0)
  const { state } = await duty('nis2', 'progress_report')
  expect(state).toMatchObject({ status: 'running', dueAt: '2027-02-26T20:00:00.000Z' })
  expect((await current()).state.anchors['report_submitted:nis2/incident_notification']).toMatchObject([
    { at: '2027-01-26T20:00:00.000Z', source: { kind: 'report', record: notification.id } },
  ])
  const early = { ...sent, id: warning.id, version: (await duty('nis2', 'early_warning')).version }
  expect(await lead.call(recordSubmission, { ...early, at: '2027-01-27T20:00:00Z' })).toMatchObject({
    problem: { refusal: 'impossible-times' },
  })
})

test('a report on request waits until it is asked for', async () => {
  const asked = await duty('nis2', 'intermediate_report')
  expect(asked.state).toMatchObject({ status: 'waiting', dueAt: null })
  const input = { id: asked.id, version: asked.version, requestedBy: 'national CSIRT', due: '2027-02-02T12:00:00Z' }
  expect(await lead.get(requestReport, input)).toMatchObject({ status: 'running', dueAt: '2027-02-02T12:00:00.000Z' })
  const owed = await duty('nis2', 'progress_report')
  expect(await lead.call(requestReport, { ...input, id: owed.id, version: owed.version })).toMatchObject({
    problem: { refusal: 'not-on-request' },
  })
  const held = await lead.get(getDuty, { id: asked.id })
  expect(held.state).toMatchObject({ requested: { requestedBy: 'national CSIRT' }, due: { kind: 'at' } })
})

test('more time that was granted moves the limit, and only later', async () => {
  const owed = await duty('nis2', 'progress_report')
  const granted = {
    id: owed.id,
    version: owed.version,
    grantedBy: 'national CSIRT',
    reason: 'The supplier answers late.',
  }
  expect(await lead.call(prolongDuty, { ...granted, until: '2027-02-20T12:00:00Z' })).toMatchObject({ status: 422 })
  await lead.get(prolongDuty, { ...granted, until: '2027-03-10T12:00:00Z' })
  // Another answer leaves the grant in force.
  await answer([{ fact: 'personal_data.breach', value: false }])
  const held = await lead.get(getDuty, { id: owed.id })
  expect(held.state).toMatchObject({
    dueAt: '2027-03-10T12:00:00.000Z',
    clock: { at: '2027-02-26T20:00:00.000Z' },
    prolonged: { grantedBy: 'national CSIRT', by: `person:${lead.person}` },
  })
})

test('a verdict of no ends the clocks that run, with the reason and the article', async () => {
  const gdpr = await duty('gdpr', 'authority_notification')
  expect(gdpr.state).toMatchObject({ status: 'ended', ended: { because: expect.stringContaining('not reportable') } })
  expect(gdpr.state.ended?.article).toMatch(/GDPR|33/)
})

test('a limit that passes is told within the second, and can be silenced by nothing', async () => {
  await answer([
    { fact: 'personal_data.breach', value: true },
    { fact: 'personal_data.risk', value: 'risk' },
  ])
  const gdpr = await duty('gdpr', 'authority_notification')
  expect(gdpr.state).toMatchObject({ status: 'running', tentative: false, dueAt: '2027-01-29T06:50:00.000Z' })
  await goTo('2027-01-29T06:49:00Z')
  clock.set(at('2027-01-29T06:50:00.500Z'))
  const began = performance.now()
  let broken = await duty('gdpr', 'authority_notification')
  while (broken.state.breachedAt === null && performance.now() - began < 5_000)
    broken = await duty('gdpr', 'authority_notification')
  expect(performance.now() - began).toBeLessThan(2_500)
  expect(broken.state).toMatchObject({ breachedAt: '2027-01-29T06:50:00.000Z', overdue: true })
  const { duties } = await answer([{ fact: 'personal_data.risk', value: 'unlikely' }])
  expect(duties.ended).toBeGreaterThan(0)
  const ended = await duty('gdpr', 'authority_notification')
  expect(ended.state).toMatchObject({ status: 'ended', overdue: false, breachedAt: '2027-01-29T06:50:00.000Z' })
})

test('when the incident is over, the final report takes the place of the progress report', async () => {
  await answer([{ fact: 'incident.is_ongoing', value: false }])
  expect((await duty('nis2', 'final_report')).state).toMatchObject({ status: 'running', tentative: false })
  const progress = await duty('nis2', 'progress_report')
  expect(progress.state).toMatchObject({ status: 'ended', ended: { article: expect.stringContaining('23(4)') } })
})

test('it is judged again by the law in force, and by no law that never was', async () => {
  const input = { id: assessment, version: await version() }
  expect(await lead.call(judgeAgain, { ...input, law: '1999-01.0000000000' })).toMatchObject({
    problem: { refusal: 'unknown-law' },
  })
  const { verdict } = await lead.get(judgeAgain, { ...input, reason: 'a second look' })
  const { state } = await current()
  expect(state.judged).toMatchObject({ dataVersion: verdict.dataVersion, by: `person:${lead.person}` })
  expect(await lead.get(judgingProgress, {})).toMatchObject({ version: verdict.dataVersion, left: 0, refused: [] })
})

test('nothing that is owed can be closed away', async () => {
  const input = { id: assessment, version: await version(), reason: 'We have had enough of it.' }
  expect(await lead.call(closeAssessment, input)).toMatchObject({ status: 409, problem: { refusal: 'duties-run' } })
  for (const name of ['final_report', 'intermediate_report']) {
    const owed = await duty('nis2', name)
    await lead.get(recordSubmission, { id: owed.id, version: owed.version, channel: 'portal', to: 'national CSIRT' })
  }
  await lead.get(closeAssessment, { ...input, version: await version() })
  const { state, duties, mayChange } = await current()
  expect(state.closed).toMatchObject({ reason: input.reason })
  expect(mayChange).toBe(false)
  expect(duties.filter((one) => one.state.status === 'running' || one.state.status === 'waiting')).toEqual([])
  const answers = [{ fact: 'incident.is_ongoing', value: true }]
  expect(
    await lead.call(answerFacts, { ...input, version: await version(), answers, reason: undefined } as never),
  ).toMatchObject({
    problem: { refusal: 'wrong-state' },
  })
})

test('the past shows verdict and clocks as they were', async () => {
  const past = { asOf: '2027-01-26T20:30:00Z' }
  const then = await lead.get(getAssessment, { id: assessment }, past)
  expect(then.state.closed).toBeNull()
  expect(then.mayChange).toBe(false)
  const wall = await lead.get(listDuties, { assessment }, past)
  expect(wall.totals.overdue).toBe(0)
  expect(wall.items.map(({ state }) => state.report)).toContain('progress_report')
  expect((await lead.get(listDuties, { assessment })).totals.all).toBe(0)
})

test('assessments are listed by incident, regime and answer', async () => {
  const { items, total } = await lead.get(listAssessments, { incident, regime: 'nis2', verdict: 'yes' })
  expect([total, items[0]?.state.reference]).toEqual([1, 'ASM-2027-0001'])
  expect((await lead.get(listAssessments, { open: true })).total).toBe(0)
  expect((await lead.get(listAssessments, { regime: 'dora', verdict: 'yes' })).total).toBe(0)
})

test('an exercise is apart, and works the same', async () => {
  await (await node.administrator()).get(enterRealm, { person: lead.person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const entity = { name: 'Played plc', types: ['nis2_other_entity'], countries: ['DE'] }
  const facts = { 'entity.nis2_class': 'essential', 'incident.is_incident': true, 'incident.financial_loss': 'caused' }
  const answers = Object.entries(facts).map(([fact, value]) => ({ fact, value }))
  const opened = await lead.get(openAssessment, { entity, answers, awareness: '2027-01-29T05:00:00Z' }, realm)
  expect(opened).toMatchObject({ reference: 'ASM-2027-0001' })
  expect(opened.verdict.regimes.find((one) => one.id === 'nis2')?.verdict).toBe('yes')
  const played = await lead.get(listDuties, {}, realm)
  expect(played.items.map(({ state }) => state.entityName)).toContain('Played plc')
  expect((await lead.get(listDuties, {})).items.map(({ state }) => state.entityName)).not.toContain('Played plc')
  expect(await lead.call(getAssessment, { id: opened.id })).toMatchObject({ status: 404 })
})

test('when another law is adopted, what is open is judged by it without anybody asking', async () => {
  const entity = { name: 'Another plant', types: ['nis2_other_entity'], countries: ['DE'] }
  const facts = { 'entity.nis2_class': 'important', 'incident.is_incident': true, 'incident.financial_loss': 'caused' }
  const answers = Object.entries(facts).map(([fact, value]) => ({ fact, value }))
  const { id, verdict } = await lead.get(openAssessment, { entity, answers, awareness: '2027-01-29T05:00:00Z' })
  const { files } = brokenLaw('regimes/nis2.json/reports/early_warning/deadline/duration', 'PT30H')
  clock.set(clock.now().getTime() / 1000 + 60)
  const admin = await node.administrator()
  const adopted = await admin.get(adoptLaw, { files, reason: 'A made-up change, for a test.' })
  expect(adopted.version).not.toBe(verdict.dataVersion)
  const began = performance.now()
  let held = await lead.get(getAssessment, { id })
  while (held.state.judged.dataVersion !== adopted.version && performance.now() - began < 30_000) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    held = await lead.get(getAssessment, { id })
  }
  expect(held.state.judged).toMatchObject({ dataVersion: adopted.version, by: 'system:assess.law' })
  const warning = held.duties.find(({ state }) => state.report === 'early_warning')
  expect(warning?.state).toMatchObject({ dueAt: '2027-01-30T11:00:00.000Z', moved: 1, lawVersion: adopted.version })
  // Judged by the version of before, by somebody's wish, it stays so.
  await lead.get(judgeAgain, { id, version: held.version, law: verdict.dataVersion, reason: 'To compare.' })
  expect(await lead.get(judgingProgress, {})).toMatchObject({ version: adopted.version, left: 0 })
  // It is shown by the law that it was judged by, whose clocks run; by another one when asked.
  expect((await lead.get(getAssessment, { id })).verdict?.dataVersion).toBe(verdict.dataVersion)
  const other = await lead.get(getAssessment, { id, law: adopted.version })
  expect(other.verdict?.dataVersion).toBe(adopted.version)
  const asked = await lead.get(whatIf, { id, suppose: { law: adopted.version } })
  expect(asked.changes.find((one) => one.regime === 'nis2')?.reports).toMatchObject([
    { id: 'early_warning', change: 'moves', from: '2027-01-30T05:00:00.000Z', to: '2027-01-30T11:00:00.000Z' },
  ])
}, 60_000)

test('the incident itself stays as it was', async () => {
  const held = await lead.get(getIncident, { id: incident })
  expect(held.version).toBe(1)
  await lead.get(setTimes, { id: incident, version: 1, times: { endedAt: '2027-01-28T10:00:00Z' } })
  const { proposals } = await current()
  // The source of a confirmed fact says otherwise now: it is proposed again, to a person.
  expect(proposals.facts.find((one) => one.fact === 'incident.unauthorised_access_successful')?.value).toBe(true)
  expect(
    await lead.call(describeEntity, { id: assessment, version: await version(), entity: { name: 'X' } }),
  ).toMatchObject({
    problem: { refusal: 'wrong-state' },
  })
})

test('an assessment that more people may read than its incident takes no words of it', async () => {
  const wide = { incident, marking: { tlp: 'GREEN' as const }, entity: { name: 'Anybody' } }
  expect(await lead.call(openAssessment, wide)).toMatchObject({ status: 409, problem: { refusal: 'would-leak' } })
  expect(await lead.get(openAssessment, { ...wide, title: 'An outage somewhere' })).toMatchObject({ version: 1 })
})

test('a report that the act lets be left out is ruled out by a person with a reason, stays out, and comes back by a person', async () => {
  const entity = { name: 'Made-up Mail', types: ['electronic_communications_service_provider'], countries: ['DE'] }
  const answers = [
    { fact: 'entity.nis2_class', value: 'none' },
    { fact: 'personal_data.breach', value: true },
  ]
  const { id: assessment } = await lead.get(openAssessment, {
    title: 'A list was sent to the wrong people',
    entity,
    answers,
  })
  const dutyOf = async (report: string) => {
    const { duties } = await lead.get(getAssessment, { id: assessment })
    const found = duties.find(({ state }) => state.regime === 'eprivacy' && state.report === report)
    if (!found) throw new Error(`no ${report}`)
    return found
  }
  const first = await dutyOf('notification')
  const because = 'Everything was in the first notification.'
  const refused = await lead.call(ruleOutDuty, { id: first.id, version: first.version, out: true, reason: because })
  expect(refused).toMatchObject({ status: 422, problem: { refusal: 'not-conditional' } })
  const second = await dutyOf('second_notification')
  expect((await lead.get(getDuty, { id: second.id })).conditional).toContain('information was missing')
  await lead.get(ruleOutDuty, { id: second.id, version: second.version, out: true, reason: because })
  expect((await dutyOf('second_notification')).state).toMatchObject({ status: 'ended', ruledOut: true })
  const { version } = await lead.get(getAssessment, { id: assessment })
  await lead.get(answerFacts, { id: assessment, version, answers: [{ fact: 'incident.is_ongoing', value: false }] })
  const still = await dutyOf('second_notification')
  expect(still.state).toMatchObject({ status: 'ended', ended: { because: expect.stringContaining(because) } })
  const again = { id: second.id, version: still.version, out: false, reason: 'Two addresses were forgotten.' }
  expect(await lead.get(ruleOutDuty, again)).toMatchObject({ status: 'waiting', duties: { opened: 1 } })
  expect(await lead.call(ruleOutDuty, { ...again, version: still.version + 1 })).toMatchObject({ status: 409 })
})
