// The view of an authority over HTTP: large-scale or not, whom to tell abroad, the numbers of a quarter, several scales of severity.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssessment } from '#assess/api/assessments.ts'
import {
  crossBorder,
  entitiesView,
  exportQuarterlySummary,
  informAbroad,
  largeScale,
  needNotInform,
  quarterlySummary,
} from '#assess/api/authority.ts'
import { incidentSeverity, rateSeverity } from '#assess/api/severity.ts'
import { classifyIncident, declareIncident, listIncidents, setAffected } from '#assess/api.ts'
import { registerOrganisation } from '#people/api.ts'
import { pathOf } from '#platform/http/index.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt } from '../setup/sense.ts'

const clock = clockAt(Date.parse('2027-02-10T08:00:00Z') / 1000)
let node: TestNode
let officer: Client
let operator: Client
let incident: string
const entity = { name: 'Made-up Grid', types: ['nis2_other_entity'], countries: ['BE'], timeZone: 'Europe/Brussels' }

beforeAll(async () => {
  node = await startTestNode({ clock })
  officer = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const admin = await node.administrator()
  const made = await admin.get(registerOrganisation, {
    name: 'Made-up Shop',
    kind: 'operator',
    country: 'BE',
    sectors: [],
  })
  operator = await node.signedIn({ roles: ['analyst', 'duty-officer'], organisation: made.id })
  const declared = await officer.get(declareIncident, {
    title: 'The grid trips in two countries',
    affected: { countries: ['BE', 'FR', 'US'], sectors: ['energy.electricity'] },
  })
  incident = declared.id
}, 120_000)
afterAll(() => node.stop())

const rows = async (who = officer) => (await who.get(crossBorder, {})).items

test('before anybody judged it nothing is known of its scale, and the questions are named', async () => {
  const { predicates, memberStates, assessments } = await officer.get(largeScale, { incident })
  expect(memberStates).toEqual(['BE', 'FR'])
  expect(assessments).toBe(0)
  const large = predicates.find(({ rule }) => rule === 'nis2.large_scale')
  expect(large).toMatchObject({ answer: 'undetermined', article: 'NIS2 Art. 6(7)' })
  expect(large?.missing.map(({ fact }) => fact)).toContain('incident.exceeds_member_state_capacity')
  expect(large?.missing.every(({ question }) => question.endsWith('?'))).toBe(true)
})

test('an incident abroad asks for a look until it is judged significant, then for telling', async () => {
  expect(await rows()).toMatchObject([{ incident, state: 'look', toInform: ['FR', 'ENISA'], others: ['US'] }])
  await officer.get(openAssessment, {
    incident,
    entity,
    answers: [
      { fact: 'entity.nis2_class', value: 'essential' },
      { fact: 'incident.severe_operational_disruption', value: 'caused' },
      { fact: 'incident.member_states_significantly_impacted', value: 2 },
    ],
  })
  expect(await rows()).toMatchObject([{ state: 'inform', significant: 'yes', entities: [{ name: 'Made-up Grid' }] }])
  const { predicates } = await officer.get(largeScale, { incident })
  expect(predicates.find(({ rule }) => rule === 'nis2.large_scale')).toMatchObject({ answer: 'yes' })
  expect(predicates.find(({ rule }) => rule === 'blueprint.cyber_crisis')).toMatchObject({ answer: 'undetermined' })
})

test('what was told to whom is kept, with what was held back; who need not be told has a reason', async () => {
  const told = {
    channel: 'CSIRTs network',
    told: 'The grid trips; indicators attached.',
    withheld: 'Name of the operator.',
  }
  expect(await officer.call(informAbroad, { incident, to: ['US'], ...told })).toMatchObject({
    problem: { refusal: 'no-such-party' },
  })
  expect(await officer.call(informAbroad, { incident, to: ['FR'], at: '2027-02-11T08:00:00Z', ...told })).toMatchObject(
    {
      problem: { refusal: 'impossible-times' },
    },
  )
  await officer.get(informAbroad, { incident, to: ['FR'], ...told })
  expect(await rows()).toMatchObject([
    { state: 'inform', toInform: ['ENISA'], informed: [{ to: 'FR', withheld: 'Name of the operator.' }] },
  ])
  await officer.get(needNotInform, { incident, to: ['ENISA'], reason: 'FR relays it.' })
  expect(await rows()).toMatchObject([{ state: 'done', toInform: [], notNeeded: [{ to: 'ENISA' }] }])
  await officer.get(setAffected, {
    id: incident,
    version: await version(),
    affected: { countries: ['BE', 'FR', 'DE', 'US'] },
  })
  expect(await rows()).toMatchObject([{ state: 'inform', toInform: ['DE'] }])
})

async function version(): Promise<number> {
  const { items } = await officer.get(listIncidents, {})
  return items.find(({ id }) => id === incident)?.version ?? 0
}

test('the entity stands in the view over many, with what is reportable and what is due next', async () => {
  const { items, more } = await officer.get(entitiesView, {})
  expect(more).toBe(false)
  expect(items).toMatchObject([{ name: 'Made-up Grid', reportable: ['nis2'], overdue: 0 }])
  expect((await officer.get(entitiesView, { text: 'nobody' })).items).toEqual([])
  expect((await operator.get(entitiesView, {})).items).toEqual([])
})

test('whoever may not read the incident sees nothing of it', async () => {
  expect(await rows(operator)).toEqual([])
  expect(await operator.call(largeScale, { incident })).toMatchObject({ status: 404 })
  expect(await operator.call(informAbroad, { incident, to: ['FR'], channel: 'mail', told: 'x y z' })).toMatchObject({
    status: 404,
  })
  expect(await operator.get(quarterlySummary, { year: 2027, quarter: 1 })).toMatchObject({ incidents: 0 })
})

test('the quarter counts it, hides what is small, and is exported', async () => {
  const summary = await officer.get(quarterlySummary, { year: 2027, quarter: 1 })
  expect(summary).toMatchObject({ incidents: 1, significant: 1, crossBorder: 1, largeScale: 1, leastShown: 3 })
  expect(summary.bySector).toEqual([{ value: 'energy', label: 'Energy', count: null }])
  expect(await officer.get(quarterlySummary, { year: 2026, quarter: 4 })).toMatchObject({ incidents: 0 })
  const file = await officer.fetch(`${pathOf(exportQuarterlySummary)}?year=2027&quarter=1&format=md`)
  expect(file.headers.get('content-disposition')).toContain('summary-2027-q1.md')
  const text = await file.text()
  expect(text).toContain('# Summary report, quarter 1 of 2027')
  expect(text).not.toContain('Made-up Grid')
})

test('severity stands on several scales side by side, and is never translated', async () => {
  const scaleOf = async (id: string) =>
    (await officer.get(incidentSeverity, { id: incident })).scales.find(({ scale }) => scale.id === id)
  expect(await scaleOf('uk-ncsc')).toMatchObject({ rating: null, roughly: [] })
  await officer.get(classifyIncident, {
    id: incident,
    version: await version(),
    severity: { value: 'red', reason: 'Hospitals run on generators.' },
  })
  expect(await scaleOf('cg-2018')).toMatchObject({ rating: { value: 'red' } })
  expect(await scaleOf('uk-ncsc')).toMatchObject({ rating: null, roughly: [{ from: 'cg-2018', levels: ['2', '1'] }] })
  await officer.get(rateSeverity, { incident, scale: 'us-nciss', value: 'severe', score: 88, reason: 'As CISA would.' })
  expect(await scaleOf('us-nciss')).toMatchObject({ rating: { value: 'severe', score: 88 }, roughly: [] })
  const wrong = await officer.call(rateSeverity, { incident, scale: 'us-nciss', value: 'purple', reason: 'No idea.' })
  expect(wrong).toMatchObject({ problem: { refusal: 'unknown-value', where: '/value' } })
  expect(
    await officer.call(rateSeverity, { incident, scale: 'cg-2018', value: 'red', reason: 'No idea.' }),
  ).toMatchObject({ problem: { refusal: 'on-the-incident' } })
  await officer.get(rateSeverity, { incident, scale: 'us-nciss', value: null, reason: 'A slip.' })
  expect(await scaleOf('us-nciss')).toMatchObject({ rating: null })
})
