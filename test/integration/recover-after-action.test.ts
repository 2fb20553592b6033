// After-action review over HTTP: each record through time with who could read it by the marking that it had then, for a crisis and for an exercise.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident, remarkRecord } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { chooseOption, openDecision } from '#coordinate/api/decisions.ts'
import { enterRealm } from '#people/api.ts'
import { showAfterAction } from '#recover/api/after-action.ts'
import { getGoal, reportProgress, setGoal } from '#recover/api/goals.ts'
import { noteLesson } from '#recover/api/lessons.ts'
import type { AfterAction } from '#recover/model/after-action.ts'
import { knownAt, notYetKnown, versionAt } from '#recover/rules/after-action/known-at.ts'
import type { Client } from '../setup/node.ts'
import { ago, did, heldOf, openRecover, party, type RecoverHouse } from '../setup/recover.ts'

let house: RecoverHouse
let crisis = ''
let incident = ''
let goal = ''
let decision = ''
const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

beforeAll(async () => {
  house = await openRecover()
  const { anna, ben, stranger } = house
  const declared = await anna.get(declareIncident, { title: 'Ferry booking cannot be reached' })
  incident = declared.id
  crisis = (await anna.get(openCrisis, { title: 'Ferries stand still', incidents: [incident] })).id
  const marking = { tlp: 'AMBER' as const, audience: [stranger.organisation] }
  const held = heldOf(await anna.get(setGoal, { service: 'Ferry booking', outageSince: ago(3), crisis, marking }))
  goal = held.id
  const asked = { question: 'Close the booking?', options: [{ text: 'Close it' }, { text: 'Leave it open' }] }
  const opened = heldOf(await anna.get(openDecision, { crisis, ...asked, fourEyes: false }))
  decision = opened.id
  await soon()
  await did(ben, opened, chooseOption, { option: 'o1', decider: party('Crisis authority'), reasons: 'It is at zero.' })
  await soon()
  // It had come back before that was decided; nobody had said so.
  await did(anna, held, reportProgress, { level: 0.9, note: 'Back since noon', at: ago(1) })
  const all = { tlp: 'GREEN' as const }
  await anna.get(remarkRecord, { id: incident, version: declared.version, marking: all, reason: 'For all' } as never)
}, 240_000)
afterAll(() => house.node.stop())

const placeOf = ({ knowers }: AfterAction, id: string) => knowers.findIndex((one) => one.id === id)

test('at each moment it tells for each what they could read then, as they themselves would see it', async () => {
  const { anna, ben, stranger } = house
  const review = await anna.get(showAfterAction, { crisis })
  expect(review).toMatchObject({ realm: 'live', crisis, withheld: 0, more: 0, highest: 'AMBER+STRICT' })
  const subjects = review.tracks.map(({ id }) => id)
  expect(subjects).toEqual(expect.arrayContaining([crisis, incident, goal, decision]))
  const stops = review.course.map(({ recordedAt }) => recordedAt)
  expect(stops).toEqual([...stops].sort())
  let compared = 0
  const who: [Client, string][] = [
    [ben, ben.person],
    [stranger, stranger.person],
    [stranger, stranger.organisation],
  ]
  for (const [client, id] of who) {
    const by = placeOf(review, id)
    if (by < 0) continue
    for (const asOf of stops) {
      for (const [contract, subject] of [
        [getIncident, incident],
        [getGoal, goal],
      ] as const) {
        const track = review.tracks.find((one) => one.id === subject)
        const said = track ? (versionAt(track, asOf)?.by.includes(by) ?? false) : false
        const seen = await client.call(contract, { id: subject }, { asOf })
        expect([id, subject, asOf, said]).toEqual([id, subject, asOf, seen.ok])
        compared += 1
      }
    }
  }
  expect(compared).toBeGreaterThan(20)
})

test('a decision stands beside what was known to whoever decided, and beside what had happened unknown to all', async () => {
  const { anna, ben, stranger } = house
  const review = await anna.get(showAfterAction, { crisis })
  const [one] = review.decisions
  if (!one) throw new Error('There is no decision.')
  expect(one).toMatchObject({ id: decision, chosen: 'Close it', by: `person:${ben.person}` })
  expect(one.knower).toBe(placeOf(review, ben.person))
  const known = knownAt(review.tracks, one.knownAt, one.knower)
  expect(known.map(({ track }) => track.id)).toEqual(expect.arrayContaining([incident, goal, decision]))
  expect(known.every(({ readable }) => readable)).toBe(true)
  const outside = knownAt(review.tracks, one.knownAt, placeOf(review, stranger.organisation))
  expect(outside.filter(({ readable }) => readable).map(({ track }) => track.id)).toEqual([goal])
  const after = knownAt(review.tracks, review.until, placeOf(review, stranger.organisation))
  expect(after.filter(({ readable }) => readable).map(({ track }) => track.id)).toEqual(
    expect.arrayContaining([goal, incident]),
  )
  expect(notYetKnown(review.course, one.knownAt).map(({ subject }) => subject)).toEqual([goal])
})

test('who may not read the crisis gets nothing of its review, and in the live realm a crisis has to be named', async () => {
  const { anna, stranger } = house
  const strange = await stranger.call(showAfterAction, { crisis })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown')
  const none = await anna.call(showAfterAction, {})
  expect(!none.ok && none.problem.refusal).toBe('crisis-needed')
})

test('as of a past moment nothing later is in it', async () => {
  const { anna } = house
  const [one] = (await anna.get(showAfterAction, { crisis })).decisions
  const asOf = one?.knownAt ?? ''
  const then = await anna.get(showAfterAction, { crisis }, { asOf })
  expect(then.course.every(({ recordedAt }) => recordedAt <= asOf)).toBe(true)
  expect(then.tracks.flatMap(({ versions }) => versions).every(({ from }) => from <= asOf)).toBe(true)
})

test('it is a file: marked by the highest that is in it, and with the lessons', async () => {
  const { anna } = house
  await anna.get(noteLesson, { title: 'Ask before closing', crisis })
  const take = async (form: string) => {
    const answer = await anna.fetch(`/api/recover/exportAfterAction?crisis=${crisis}&form=${form}`)
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  const md = (await take('md')).bytes.toString()
  for (const words of ['TLP:AMBER+STRICT', 'Close the booking?', 'Ask before closing', 'was not written down yet'])
    expect(md).toContain(words)
  expect((await take('html')).bytes.toString()).toContain('Decisions beside what was known')
  expect((await take('pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await take('docx')).bytes.subarray(0, 2).toString()).toBe('PK')
})

test('an exercise is reviewed as a whole, in its realm, and says EXERCISE on the file', async () => {
  const { anna, ben, node } = house
  const admin = await node.administrator()
  for (const { person } of [anna, ben]) await admin.get(enterRealm, { person, exercise: 'storm-2027' })
  const realm = 'exercise:storm-2027'
  const played = (await anna.get(declareIncident, { title: 'Cables are cut' }, { realm })).id
  await ben.get(openCrisis, { title: 'Storm', incidents: [played] }, { realm })
  const review = await anna.get(showAfterAction, {}, { realm })
  expect(review).toMatchObject({ realm, crisis: null, title: 'storm-2027' })
  expect(review.tracks.map(({ id }) => id)).not.toContain(incident)
  expect(review.tracks.find(({ id }) => id === played)?.versions[0]?.by).toContain(placeOf(review, ben.person))
  const file = await anna.fetch(`/api/recover/exportAfterAction?form=md&realm=${realm}`)
  expect(file.headers.get('content-disposition')).toContain('EXERCISE-after-action-review')
  expect((await file.text()).slice(0, 20)).toContain('EXERCISE')
  const other = await house.analyst.call(showAfterAction, {}, { realm })
  expect(other.ok).toBe(false)
})
