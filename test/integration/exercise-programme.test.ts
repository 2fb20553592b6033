// The rolling programme over HTTP: planned, linked to an exercise that people played, held or cancelled; its map, its calendar, its table.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as play from '#exercise/api/exercises.ts'
import * as calendars from '#exercise/api/programme/calendars.ts'
import * as api from '#exercise/api/programme/programme.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { readCsv } from '#kernel/csv.ts'
import { packageRoot } from '#platform/worker.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let planner: Client
let reader: Client
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  node = await startTestNode()
  planner = await node.signedIn({ roles: ['exercise-controller', 'analyst'] })
  reader = await node.signedIn({ roles: ['reader'] })
}, 120_000)
afterAll(() => node?.stop())

const programme = (as: Client = reader) => as.get(api.showProgramme, {})
const rowOf = async (key: string) => (await programme()).obligations.find((row) => row.key === key)
const dueOf = async (key: string) => (await programme()).due.find(({ obligation }) => obligation === key)

let grid = ''

test('an empty programme says that nothing was ever exercised', async () => {
  const { entries, obligations, due, risks, mayPlan } = await programme()
  expect([entries, mayPlan]).toEqual([[], false])
  expect(new Set(obligations.map(({ standing }) => standing))).toEqual(new Set(['never']))
  expect(obligations.length).toBeGreaterThan(60)
  expect(risks.map(({ title }) => title)).toContain('Ten news items of the spring of 2025')
  expect(due.find(({ obligation }) => obligation === 'BP-06')?.actor).toBe('European Commission')
  expect(due.map(({ obligation }) => obligation).sort()).toEqual(['BP-04', 'BP-05', 'BP-06', 'BP-07', 'BP-08', 'EN-01'])
})

test('who directs exercises plans; who reads sees it, and cannot plan', async () => {
  const input = {
    ...{ title: 'Two states, one grid', from: dayIn(100), to: dayIn(102), organiser: 'Ministry' },
    takesPart: [
      { name: 'National CSIRT', sector: 'civil' as const },
      { name: 'Cyber command', sector: 'military' as const },
    ],
    obligations: ['BP-07', 'BP-08'],
    marking: { tlp: 'GREEN' as const },
  }
  expect(await reader.call(api.addToProgramme, input)).toMatchObject({ status: 403 })
  const added = await planner.get(api.addToProgramme, input)
  grid = added.id
  expect(await rowOf('BP-07')).toMatchObject({ standing: 'planned', next: dayIn(102), last: null })
  expect(await dueOf('BP-07')).toMatchObject({ standing: 'planned' })
  // Nobody of the private sector takes part: what asks for that is not met.
  expect(await dueOf('BP-08')).toMatchObject({ standing: 'never', lacking: [{ missing: ['private'] }] })
})

test('what cannot be is refused, and says where', async () => {
  const good = { title: 'Small one', from: dayIn(5), organiser: 'CSIRT' }
  const refused = async (over: object) => (await planner.call(api.addToProgramme, { ...good, ...over })) as object
  expect(await refused({ from: '2027-02-30' })).toMatchObject({ problem: { refusal: 'bad-days', where: '/from' } })
  expect(await refused({ to: dayIn(4) })).toMatchObject({ problem: { refusal: 'bad-days', where: '/to' } })
  expect(await refused({ obligations: ['BP-07', 'ZZ-99'] })).toMatchObject({
    problem: { refusal: 'no-such-obligation', where: '/obligations/1' },
  })
  expect(await refused({ scenario: 'no-such' })).toMatchObject({ status: 404, problem: { where: '/scenario' } })
  const stale = await planner.call(api.changeInProgramme, { id: grid, version: 9, title: 'Other words' })
  expect(stale).toMatchObject({ problem: { refusal: 'stale-version' } })
  const backwards = await planner.call(api.changeInProgramme, { id: grid, version: 1, to: dayIn(1) })
  expect(backwards).toMatchObject({ problem: { refusal: 'bad-days' } })
})

test('a scenario that is named lends its obligations and risks', async () => {
  const { state } = await planner.get(api.addToProgramme, {
    ...{ title: 'Monday once more', from: dayIn(200), organiser: 'CSIRT', scenario: 'monday' },
  })
  expect(state.obligations).toContain('BP-27')
  expect(state.risks.map(({ title }) => title)).toEqual(['Ten news items of the spring of 2025'])
})

test('an exercise that people played counts, alone or with its entry; one that nobody played does not', async () => {
  const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
  const { card } = await planner.get(importScenario, { name: 'three.yaml' }, { upload })
  const covered = card.objectives.flatMap(({ obligations }) => obligations)[0] ?? ''
  const before = await rowOf(covered)
  for (const exercise of ['nobody', 'people']) {
    await planner.get(play.planExercise, { scenario: 'three-small-things', exercise, autoplay: 'empty-seats' })
    if (exercise === 'people')
      await planner.get(play.putInCell, { exercise, person: planner.person, cell: 'players', seat: 'duty' })
    await planner.get(play.startExercise, { exercise, speed: 1 })
    await planner.get(play.endExercise, { exercise, because: 'We have seen enough' })
  }
  const shown = await programme()
  expect(shown.besides.map(({ slug }) => slug)).toEqual(['people'])
  const sum = (row: typeof before) => row?.cells.reduce((total, { held }) => total + held, 0)
  expect(sum(await rowOf(covered))).toBe((sum(before) ?? 0) + 1)

  const { id, version } = await planner.get(api.addToProgramme, {
    ...{ title: 'Spring drill', from: dayIn(0), organiser: 'CSIRT', exercise: 'people' },
  })
  const linked = await programme()
  expect(linked.besides).toEqual([])
  const entry = linked.entries.find((one) => one.id === id)
  expect(entry).toMatchObject({ asks: 'played', playedBy: { slug: 'people', ended: true } })
  expect(sum(await rowOf(covered))).toBe((sum(before) ?? 0) + 1)
  const { state } = await planner.get(api.noteHeld, { id, version })
  expect(state).toMatchObject({ state: 'held', heldOn: dayIn(0) })
  expect(sum(await rowOf(covered))).toBe((sum(before) ?? 0) + 1)
}, 60_000)

test('what was held elsewhere needs words that show it, and no day to come', async () => {
  const because = 'Report of the ministry, file 114'
  const yet = await planner.call(api.noteHeld, { id: grid, version: 1, because })
  expect(yet).toMatchObject({ problem: { refusal: 'bad-days' } })
  const { id, version } = await planner.get(api.addToProgramme, {
    ...{ title: 'At the ministry', from: dayIn(-3), to: dayIn(-1), organiser: 'Ministry', obligations: ['BP-07'] },
    takesPart: [
      { name: 'National CSIRT', sector: 'civil' },
      { name: 'Cyber command', sector: 'military' },
    ],
  })
  const shown = (await programme()).entries.find((one) => one.id === id)
  expect(shown?.asks).toBe('passed')
  expect(await planner.call(api.noteHeld, { id, version })).toMatchObject({ problem: { refusal: 'nothing-shows-it' } })
  const { state, version: next } = await planner.get(api.noteHeld, { id, version, because })
  expect(state).toMatchObject({ state: 'held', heldOn: dayIn(-1) })
  expect(await dueOf('BP-07')).toMatchObject({ last: dayIn(-1), next: dayIn(102), standing: 'planned' })
  const again = await planner.call(api.changeInProgramme, { id, version: next, title: 'Another name' })
  expect(again).toMatchObject({ problem: { refusal: 'wrong-state' } })
})

test('a calendar program reads the programme by a key, through the eyes of its person, until it is closed', async () => {
  const { id: secret } = await planner.get(api.addToProgramme, {
    ...{ title: 'For named eyes', from: dayIn(30), organiser: 'CSIRT' },
    marking: { tlp: 'RED', reason: 'Nobody shall prepare', reviewOn: dayIn(60) },
  })
  const doomed = await planner.get(api.addToProgramme, {
    ...{ title: 'Grid, "cheaply"; one, two', from: dayIn(40), organiser: 'CSIRT', marking: { tlp: 'GREEN' } },
  })
  const cancel = { id: doomed.id, version: doomed.version, because: 'No money is left' }
  expect((await planner.get(api.cancelInProgramme, cancel)).state.state).toBe('cancelled')
  const own = await calendarOf(planner)
  expect(own.events.map(({ uid }) => uid)).toContain(`${secret}-programme`)
  const { events, path, id } = await calendarOf(reader)
  expect(events.map(({ uid }) => uid)).not.toContain(`${secret}-programme`)
  const byId = new Map(events.map((event) => [event.uid, event]))
  expect(byId.get(`${grid}-programme`)).toMatchObject({ summary: 'EXERCISE [TLP:GREEN] Two states, one grid' })
  expect(byId.get(`${doomed.id}-programme`)).toMatchObject({
    ...{ status: 'CANCELLED', from: dayIn(40), to: dayIn(41) },
    summary: 'EXERCISE [TLP:GREEN] Cancelled: Grid, "cheaply"; one, two',
  })
  expect((await reader.get(calendars.listProgrammeCalendars, {})).items).toMatchObject([
    { id, fetched: expect.any(String) },
  ])
  const other = await planner.call(calendars.closeProgrammeCalendar, { id })
  expect(other).toMatchObject({ status: 404 })
  await reader.get(calendars.closeProgrammeCalendar, { id })
  expect((await fetch(node.url + path)).status).toBe(404)
  expect((await fetch(`${node.url}/feeds/programme.ics`)).status).toBe(404)
})

async function calendarOf(as: Client) {
  const { id, url } = await as.get(calendars.openProgrammeCalendar, {})
  const path = url.slice(url.indexOf('/feeds'))
  const fetched = await fetch(node.url + path)
  expect(fetched.headers.get('content-type')).toContain('text/calendar')
  const events = new ICAL.Component(ICAL.parse(await fetched.text())).getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    summary: String(event.getFirstPropertyValue('summary')),
    from: String(event.getFirstPropertyValue('dtstart')),
    to: String(event.getFirstPropertyValue('dtend')),
    status: String(event.getFirstPropertyValue('status')),
  }))
  return { id, path, events }
}

test('the same as files: a calendar and a table', async () => {
  const ics = await downloaded('programmeCalendar')
  expect(ics.name).toContain('EXERCISE-programme.ics')
  expect(new ICAL.Component(ICAL.parse(ics.text)).getAllSubcomponents('vevent').length).toBeGreaterThan(3)
  const csv = await downloaded('programmeTable')
  const read = readCsv(csv.text, 100)
  const lines = read.ok ? read.lines : []
  expect(lines.find(({ cells }) => cells[2] === grid)?.cells.slice(0, 5)).toEqual([
    ...['EXERCISE', 'TLP:GREEN', grid, 'Two states, one grid', 'planned'],
  ])
  expect(csv.text).not.toContain('For named eyes')
})

async function downloaded(name: string): Promise<{ name: string; text: string }> {
  const answer = await reader.fetch(`/api/exercise/${name}`)
  expect(answer.status).toBe(200)
  return { name: answer.headers.get('content-disposition') ?? '', text: await answer.text() }
}

test('from within an exercise the programme is read and not written', async () => {
  const realm = 'exercise:people'
  const input = { title: 'From the story', from: dayIn(9), organiser: 'CSIRT' }
  const refused = await planner.call(api.addToProgramme, input, { realm })
  expect(refused).toMatchObject({ ok: false, problem: { refusal: 'not-in-exercise' } })
  expect((await planner.get(api.showProgramme, {}, { realm })).entries.length).toBeGreaterThan(3)
})
