// What an agreement promises in time: a late answer is seen on both sides, and the days of agreements and keys stand in a calendar.
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import * as api from '#federate/api/agreements.ts'
import { respond } from '#federate/api/copies.ts'
import { compareAgain, getOwnCard, getPeer } from '#federate/api/directory.ts'
import { sendNow } from '#federate/api/post.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { trustEachOther } from '../setup/peers.ts'

const minute = 60_000
let ahead = 0
const clock = { now: () => new Date(Date.now() + ahead) }
let north: TestNode
let south: TestNode
let nora: Client
let sofia: Client
let reader: Client
let agreement = ''
let incident = ''

beforeAll(async () => {
  const env = { TOCSIN_FETCH_ALLOW: '127.0.0.1' }
  north = await startTestNode({ env, clock })
  south = await startTestNode({ env, clock })
  const roles = ['liaison' as const, 'crisis-manager' as const, 'analyst' as const]
  nora = await north.signedIn({ roles })
  sofia = await south.signedIn({ roles })
  reader = await north.signedIn({ roles: ['reader'] })
  await trustEachOther({ node: north, person: nora }, { node: south, person: sofia }, 'address')
  const peer = south.node.journal.nodeId
  const model = { id: 'csirt-to-csirt', side: 'one' }
  agreement = (await nora.get(api.draftAgreement, { peer, model, endsOn: '2031-12-31' })).id
  const signing = { id: agreement, version: 1, function: 'Head of the desk' }
  await nora.get(api.proposeAgreement, signing)
  await arrives(async () => (await sofia.get(api.getAgreement, { id: agreement })).state.status === 'proposed')
  await sofia.get(api.signAgreement, signing)
  await arrives(async () => (await nora.get(api.getAgreement, { id: agreement })).state.status === 'in-force')
}, 120_000)

afterAll(async () => {
  await Promise.all([north, south].map((one) => one?.stop()))
})

async function arrives(there: () => Promise<boolean>): Promise<void> {
  await vi.waitFor(
    async () => {
      await nora.get(sendNow, { peer: south.node.journal.nodeId })
      await sofia.get(sendNow, { peer: north.node.journal.nodeId })
      expect(await there().catch(() => false)).toBe(true)
    },
    { timeout: 40_000, interval: 250 },
  )
}

const waiting = async (as: Client) => (await as.get(api.listAwaitedAnswers, {})).items
async function calendarOf(as: Client, at: TestNode) {
  const { id, url } = await as.get(api.openCalendar, {})
  const path = url.slice(url.indexOf('/feeds'))
  const fetched = await fetch(at.url + path)
  expect(fetched.headers.get('content-type')).toContain('text/calendar')
  const text = await fetched.text()
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    at: String(event.getFirstPropertyValue('dtstart')),
    status: String(event.getFirstPropertyValue('status')),
    url: String(event.getFirstPropertyValue('url')),
  }))
  return { id, path, text, events }
}

test('what went to a peer under a promised time waits for its answer on both sides, and is late a moment after it', async () => {
  const opened = await nora.get(declareIncident, {
    title: 'Turbines stand still',
    marking: { tlp: 'GREEN' },
    severity: { value: 'red', reason: 'No power in two regions.' },
  })
  incident = opened.id
  await arrives(async () => (await waiting(sofia)).length === 1)
  const [theirs] = await waiting(nora)
  expect(theirs).toMatchObject({ side: 'theirs', id: incident, promisedMinutes: 30, late: false, tlp: 'GREEN' })
  expect(theirs?.agreement.id).toBe(agreement)
  expect(Date.parse(theirs?.dueAt ?? '') - Date.parse(theirs?.since ?? '')).toBe(30 * minute)
  expect(await waiting(sofia)).toMatchObject([{ side: 'ours', id: incident, promisedMinutes: 30, late: false }])
  ahead = 31 * minute
  const late = await nora.get(api.listAwaitedAnswers, { late: true, agreement })
  expect(late).toMatchObject({ items: [{ id: incident, late: true }], late: { ours: 0, theirs: 1 }, complete: true })
  expect(await sofia.get(api.listAwaitedAnswers, { side: 'ours' })).toMatchObject({ late: { ours: 1, theirs: 0 } })
  expect((await sofia.get(api.listAwaitedAnswers, { side: 'theirs' })).items).toEqual([])
}, 60_000)

test('the calendar holds the review, the last day, the answer and the keys, and says neither with whom nor about what', async () => {
  const { path, text, events, id } = await calendarOf(sofia, south)
  const own = south.node.journal.nodeId
  const other = north.node.journal.nodeId
  const { reviewOn } = await sofia.get(api.getAgreement, { id: agreement })
  const answer = (await waiting(sofia))[0]?.dueAt ?? ''
  expect(Object.fromEntries(events.map(({ uid, at }) => [uid, at]))).toMatchObject({
    [`${agreement}-review`]: reviewOn,
    [`${agreement}-end`]: '2031-12-31',
    [`${incident}-${other}-answer-ours`]: `${answer.slice(0, 19)}Z`,
    [`${other}-peer-keys`]: (await sofia.get(getPeer, { id: other })).compareAgainOn,
    [`${own}-own-keys`]: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
  })
  const unfolded = text.replace(/\r\n /g, '')
  for (const word of ['Turbines', 'CSIRT', 'warn each other']) expect(unfolded).not.toContain(word)
  expect((await fetch(`${south.url}${path.slice(0, -1)}${path.endsWith('X') ? 'Y' : 'X'}`)).status).toBe(404)
  expect((await fetch(`${south.url}${path}&realm=exercise:storm`)).status).toBe(404)
  expect((await fetch(`${south.url}/feeds/agreements.ics`)).status).toBe(404)
  const [listed] = (await sofia.get(api.listCalendars, {})).items
  expect(listed).toMatchObject({ id, fetched: expect.any(String) })
  expect(await nora.call(api.closeCalendar, { id })).toMatchObject({ ok: false, status: 404 })
  await sofia.get(api.closeCalendar, { id })
  expect((await fetch(south.url + path)).status).toBe(404)
}, 60_000)

test('an exercise has a calendar of its own without the keys, and a person has ten at most', async () => {
  const admin = await north.administrator()
  await admin.get(enterRealm, { person: nora.person, exercise: 'storm' })
  const { url } = await nora.get(api.openCalendar, {}, { realm: 'exercise:storm' })
  const text = await (await fetch(north.url + url.slice(url.indexOf('/feeds')))).text()
  expect(text).toContain('X-WR-CALNAME:EXERCISE ')
  expect(text).not.toContain('VEVENT')
  for (let n = 1; n < 10; n++) await nora.get(api.openCalendar, {})
  expect(await nora.call(api.openCalendar, {})).toMatchObject({ problem: { refusal: 'too-many-calendars' } })
}, 60_000)

test('people of another organisation on the node see neither that an answer is owed nor how many', async () => {
  expect(await waiting(reader)).toHaveLength(1)
  const admin = await north.administrator()
  const grid = await admin.get(registerOrganisation, { name: 'Example Grid', kind: 'operator', country: 'AT' })
  const stranger = await north.signedIn({ roles: ['liaison'], organisation: grid.id })
  expect(await stranger.get(api.listAwaitedAnswers, {})).toMatchObject({ items: [], late: { ours: 0, theirs: 0 } })
  const { events } = await calendarOf(stranger, north)
  expect(events).toEqual([])
}, 60_000)

test('what nobody answered for ninety days hides nothing that can still be answered', async () => {
  const { sql } = north.node.journal
  const since = (days: number) => new Date(Date.now() - days * 24 * 60 * minute)
  const move = (at: Date) =>
    sql
      .updateTable('federate.awaited' as never)
      .set({ since: at } as never)
      .execute()
  await move(since(91))
  expect(await waiting(nora)).toEqual([])
  await move(since(89))
  expect(await waiting(nora)).toMatchObject([{ id: incident, late: true }])
}, 60_000)

test('whatever the people of the other side say is the answer, and then nobody owes one', async () => {
  await sofia.get(respond, {
    kind: 'comment',
    about: { record: 'assess.incident', subject: incident },
    text: 'We look at it; nothing of the kind is seen here.',
  })
  expect(await waiting(sofia)).toEqual([])
  await arrives(async () => (await nora.get(api.listAwaitedAnswers, {})).items.length === 0)
  expect((await nora.get(api.listAwaitedAnswers, {})).late).toEqual({ ours: 0, theirs: 0 })
}, 60_000)

test('a fingerprint that is compared again is written down with who, how and when; a wrong one changes nothing', async () => {
  const id = north.node.journal.nodeId
  const before = await sofia.get(getPeer, { id })
  const said = { id, version: before.version, way: 'known-document' as const }
  expect(await sofia.call(compareAgain, { ...said, fingerprint: 'f'.repeat(64) })).toMatchObject({
    problem: { refusal: 'not-the-words' },
  })
  const { fingerprint } = await nora.get(getOwnCard, {})
  await sofia.get(compareAgain, { ...said, fingerprint: fingerprint.hex, note: 'In their yearly report.' })
  const after = await sofia.get(getPeer, { id })
  expect(after).toMatchObject({ status: 'trusted', verified: { way: 'known-document' } })
  expect((after.verified?.at ?? '') > (before.verified?.at ?? '')).toBe(true)
  expect(after.history[0]?.what).toBe('compared the fingerprint again')
}, 60_000)

test('a suspended agreement promises nothing; one that ended leaves the calendar cancelled', async () => {
  const again = await nora.get(declareIncident, { title: 'And once more', marking: { tlp: 'GREEN' } })
  await arrives(async () => (await waiting(sofia)).some(({ id }) => id === again.id))
  expect(await waiting(sofia)).toMatchObject([{ promisedMinutes: 240 }])
  const { version } = await sofia.get(api.getAgreement, { id: agreement })
  const suspended = await sofia.get(api.suspendAgreement, { id: agreement, version, reason: 'Our desk is not safe.' })
  expect(await waiting(sofia)).toEqual([])
  const { version: now } = suspended
  await sofia.get(api.endAgreement, { id: agreement, version: now, reason: 'Another takes its place.' })
  const { events, path } = await calendarOf(sofia, south)
  const ofIt = events.filter(({ uid }) => uid.startsWith(agreement))
  expect(ofIt.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED'])
  ahead += 15 * 24 * 60 * minute
  expect(await (await fetch(south.url + path)).text()).not.toContain(`${agreement}-review`)
}, 60_000)
