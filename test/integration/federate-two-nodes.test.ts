// Copies between two whole nodes: real post, real keys, real agreements. A record goes over and is corrected and taken back; what is said of
// it comes home; what is marked for fewer is closed there too; and the agreement decides, from its first day to the last copy.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addEvidence, addNote, declareIncident, describeIncident, getIncident, remarkRecord } from '#assess/api.ts'
import { getNotice, openNotice } from '#coordinate/api/duties.ts'
import { endAgreement, getAgreement, resumeAgreement, suspendAgreement } from '#federate/api/agreements.ts'
import {
  answerRequest,
  declineProposal,
  getOrigin,
  listHistories,
  listResponses,
  respond,
  takeProposal,
} from '#federate/api/copies.ts'
import { getLetter, listLetters } from '#federate/api/post.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { signIn } from '#people/api.ts'
import { rebuildTables, verify } from '#platform/journal/api.ts'
import { testPassword } from '../setup/node.ts'
import { agree, befriend, found, openTwin, refused, soon, type TwinNode, told } from '../setup/two-nodes.ts'

const day = 24 * 3600_000
let later = 0
const clock = { now: () => new Date(Date.now() + later) }
let north: TwinNode
let south: TwinNode
let agreement = ''

beforeAll(async () => {
  ;[north, south] = await Promise.all([openTwin(), openTwin({ clock })])
  await befriend(north, south)
  agreement = await agree(north, south, { retentionDays: 30 })
}, 180_000)
afterAll(async () => {
  await Promise.all([north, south].map((one) => one?.stop()))
})
beforeEach(() => {
  expect(agreement).not.toBe('')
})

const forSouth = (more: Partial<MarkingChoice> = {}): MarkingChoice => ({
  tlp: 'AMBER',
  audience: [south.home],
  ...more,
})
async function declared(title: string, marking: MarkingChoice = forSouth()): Promise<string> {
  return (await north.head.get(declareIncident, { title, marking })).id
}
async function remarked(id: string, marking: MarkingChoice): Promise<void> {
  const { version } = await north.head.get(getIncident, { id })
  await north.head.get(remarkRecord, { id, version, marking, reason: 'It was looked at again.' })
}
const atSouth = (id: string) => found(south.head, getIncident, { id })
/** Every part that South did not take, and why. */
async function notTaken(): Promise<string[]> {
  const { items } = await south.head.get(listLetters, { peer: north.id, direction: 'taken', limit: 100 })
  const letters = await Promise.all(
    items.filter((one) => one.refused > 0).map(({ id }) => south.head.get(getLetter, { id })),
  )
  return letters.flatMap(({ contents }) =>
    contents.flatMap(({ part, refusal }) => (refusal ? [`${part}: ${refusal}`] : [])),
  )
}

test('what is declared arrives, says whose it is and by which agreement, and corrections follow', async () => {
  const id = await declared('Flood of requests')
  const kept = await declared('Stays at home', { tlp: 'AMBER+STRICT' })
  await told(north, south)
  expect((await atSouth(id))?.state.title).toBe('Flood of requests')
  expect(await atSouth(kept)).toBeUndefined()
  const origin = await south.head.get(getOrigin, { id })
  expect(origin.copy).toMatchObject({
    of: { node: north.id },
    organisation: north.home,
    version: 1,
    proven: true,
    caught: false,
    agreement: { id: agreement, title: 'Between two desks', status: 'in-force' },
  })
  const days = (Date.parse(origin.copy?.keptUntil ?? '') - Date.parse(origin.copy?.takenAt ?? '')) / day
  expect(days).toBe(30)
  expect((await north.head.get(getOrigin, { id })).given).toMatchObject([{ to: { node: south.id }, version: 1 }])
  await north.head.get(describeIncident, { id, version: 1, title: 'Flood of requests, from three networks' })
  await told(north, south)
  expect((await atSouth(id))?.state.title).toBe('Flood of requests, from three networks')
  expect(await refused(south.head, describeIncident, { id, version: 2, title: 'We know better' })).toBe('not-yours')
  expect(await notTaken()).toEqual([])
}, 90_000)

test('comment, sighting, proposal and request go back, are settled by the owner, and both sides see all of it', async () => {
  const id = await declared('Said of it')
  await told(north, south)
  const about = { record: 'assess.incident', subject: id }
  const now = new Date().toISOString()
  await south.head.get(respond, { kind: 'comment', about, text: 'We know that network.' })
  await south.head.get(respond, {
    ...{ kind: 'sighting', about, text: 'Seen here.', seen: { first: now, last: now, count: 3 } },
  })
  const changes = [{ at: '/title', value: 'Said of it by both' }]
  await south.head.get(respond, { kind: 'proposal', about, text: 'A better title.', changes })
  await south.head.get(respond, {
    kind: 'proposal',
    about,
    text: 'A worse one.',
    changes: [{ at: '/title', value: 'x' }],
  })
  await south.head.get(respond, { kind: 'request', about, text: 'Since when?', by: '2099-01-01T00:00:00.000Z' })
  await told(south, north)
  const came = (await north.head.get(listResponses, { about: id, whose: 'theirs' })).items
  expect(came.map(({ state }) => state.kind).sort()).toEqual(['comment', 'proposal', 'proposal', 'request', 'sighting'])
  expect((await north.head.get(getIncident, { id })).state.title).toBe('Said of it')
  const one = (text: string) => came.find(({ state }) => state.text === text) ?? came[0]
  const [better, worse, asked] = [one('A better title.'), one('A worse one.'), one('Since when?')]
  if (!better || !worse || !asked) throw new Error('nothing came')
  const { entry } = await north.head.get(describeIncident, { id, version: 1, title: 'Said of it by both' })
  await north.head.get(takeProposal, { id: better.id, version: better.version, entry })
  await north.head.get(declineProposal, { id: worse.id, version: worse.version, words: 'It says less.' })
  await north.head.get(answerRequest, { id: asked.id, version: asked.version, text: 'Since noon.' })
  await told(north, south)
  const ours = (await south.head.get(listResponses, { about: id })).items
  const settled = (text: string) => ours.find(({ state }) => state.text === text)?.state
  // The author is told in words what became of a proposal.
  expect(settled('A better title.')).toMatchObject({ status: 'answered', settled: { words: 'It was taken.' } })
  expect(settled('A worse one.')).toMatchObject({ status: 'answered', settled: { words: 'It says less.' } })
  expect(settled('Since when?')).toMatchObject({ status: 'answered', settled: { words: 'Since noon.' } })
  expect(ours.filter(({ state, ours: mine }) => state.kind === 'answer' && !mine)).toHaveLength(3)
  expect((await atSouth(id))?.state.title).toBe('Said of it by both')
  // And the owner asks those who have it.
  await north.head.get(respond, { kind: 'request', about, text: 'Do you see it too?', to: [south.id] })
  await told(north, south)
  const [toUs] = (await south.head.get(listResponses, { about: id, kind: 'request', whose: 'theirs' })).items
  expect(toUs?.state.text).toBe('Do you see it too?')
  await south.head.get(answerRequest, { id: toUs?.id ?? '', version: toUs?.version ?? 1, text: 'Not since ten.' })
  await told(south, north)
  const [answered] = (await north.head.get(listResponses, { about: id, kind: 'request', whose: 'ours' })).items
  expect(answered?.state).toMatchObject({ status: 'answered', settled: { words: 'Not since ten.' } })
}, 120_000)

test('a marking that is raised at home erases the copy; lowered again, it comes back with what was written since', async () => {
  const canary = 'canary-8121'
  const id = await declared(canary)
  await told(north, south)
  await south.head.get(respond, { kind: 'comment', about: { record: 'assess.incident', subject: id }, text: 'Noted.' })
  await remarked(id, { tlp: 'AMBER+STRICT', audience: [] })
  await told(north, south)
  await soon(async () => expect(await left(south, canary)).toBe(0))
  expect(await atSouth(id)).toBeUndefined()
  expect((await south.head.get(listResponses, { about: id })).items).toEqual([])
  await remarked(id, forSouth())
  await told(north, south)
  expect((await atSouth(id))?.state.title).toBe(canary)
}, 90_000)

test('releasability is asked on both ends: narrowed at home it takes the copy back, and a comment on what is narrow stays as narrow', async () => {
  const id = await declared('For the Union and its neighbours')
  await told(north, south)
  expect(await atSouth(id)).toBeDefined()
  await remarked(id, forSouth({ releasableTo: ['NATO'] }))
  await told(north, south)
  expect(await atSouth(id)).toBeUndefined()
  await remarked(id, forSouth({ releasableTo: ['BE'] }))
  await told(north, south)
  expect((await atSouth(id))?.marking.releasableTo).toEqual(['BE'])
  const about = { record: 'assess.incident', subject: id }
  const said = await south.head.get(respond, { kind: 'comment', about, text: 'As narrow as it is.' })
  const { items } = await south.head.get(listResponses, { about: id })
  expect(items.find((one) => one.id === said.id)?.marking.releasableTo).toEqual(['BE'])
}, 90_000)

test('what hangs on a record goes only with it, evidence never; what is hung on a copy here is ours and stays here', async () => {
  const canary = 'canary-4410'
  const id = await declared('With a file and a notice')
  const file = { incident: id, name: `${canary}.pcap`, description: canary }
  await north.head.get(addEvidence, file, { upload: Buffer.from(canary) })
  await north.head.get(addNote, { incident: id, text: canary })
  const secret = await declared('Nobody else knows', { tlp: 'AMBER+STRICT' })
  const marking = forSouth()
  const open = (incident: string, title: string) =>
    north.head.get(openNotice, { kind: 'potential-crisis', title, text: 'It may become one.', incident, marking })
  const goes = await open(id, 'Of what they know')
  const stays = await open(secret, 'Of what they do not know')
  await told(north, south)
  expect(await atSouth(id)).toBeDefined()
  expect(await found(south.head, getNotice, { id: goes.id })).toBeDefined()
  expect(await found(south.head, getNotice, { id: stays.id })).toBeUndefined()
  expect(await left(south, canary)).toBe(0)
  await remarked(id, { tlp: 'AMBER+STRICT', audience: [] })
  await told(north, south)
  expect(await found(south.head, getNotice, { id: goes.id })).toBeUndefined()
  const other = await declared('Something to note beside')
  await told(north, south)
  const note = await south.head.get(addNote, { incident: other, text: 'Ours alone.' })
  const [row] = (await south.head.get(getIncident, { id: other })).notes.filter((one) => one.id === note.id)
  expect(row?.marking).toMatchObject({ tlp: 'AMBER', owner: south.home })
  await told(south, north)
  expect(await left(north, 'Ours alone.')).toBe(0)
}, 90_000)

test('suspended, nothing flows, not even corrections; resumed, the newest state does', async () => {
  const id = await declared('Before the pause')
  await told(north, south)
  const { version } = await north.head.get(getAgreement, { id: agreement })
  await north.head.get(suspendAgreement, { id: agreement, version, reason: 'Their desk is being looked at.' })
  await soon(async () => expect((await south.head.get(getAgreement, { id: agreement })).state.status).toBe('suspended'))
  await north.head.get(describeIncident, { id, version: 1, title: 'During the pause' })
  const fresh = await declared('Nobody hears of this yet')
  const about = { record: 'assess.incident', subject: id }
  expect(await refused(south.head, respond, { kind: 'comment', about, text: 'Hello?' })).toBe('no-agreement')
  await told(north, south)
  expect((await atSouth(id))?.state.title).toBe('Before the pause')
  expect(await atSouth(fresh)).toBeUndefined()
  expect((await south.head.get(getOrigin, { id })).copy?.agreement?.status).toBe('suspended')
  const paused = await north.head.get(getAgreement, { id: agreement })
  await north.head.get(resumeAgreement, { id: agreement, version: paused.version })
  await soon(async () => {
    await told(north, south)
    expect((await atSouth(id))?.state.title).toBe('During the pause')
    expect(await atSouth(fresh)).toBeDefined()
  })
}, 120_000)

test('nothing of all that was refused, both journals are whole, and tables made anew are the same', async () => {
  expect(await notTaken()).toEqual([])
  expect((await south.head.get(listHistories, {})).alarms).toEqual([])
  for (const side of [north, south]) {
    await side.node.notarise()
    expect(await side.head.get(verify, {})).toMatchObject({ intact: true })
    expect(await side.head.get(rebuildTables, {})).toMatchObject({ equal: true })
  }
}, 60_000)

test('ended, copies stay until the agreed days are over, and are erased then; that they were there can be proven', async () => {
  const canary = 'canary-9377'
  const id = await declared(canary)
  await told(north, south)
  const { version } = await north.head.get(getAgreement, { id: agreement })
  await north.head.get(endAgreement, { id: agreement, version, reason: 'Another one takes its place.' })
  await soon(async () => expect((await south.head.get(getAgreement, { id: agreement })).state.status).toBe('ended'))
  const after = await declared('After the end')
  await told(north, south)
  expect(await atSouth(after)).toBeUndefined()
  const keep = south.node.jobs.find((one) => one.name === 'federate-keep-copies')
  later = 29 * day
  await keep?.run()
  expect(await left(south, canary)).toBeGreaterThan(0)
  later = 31 * day
  await keep?.run()
  expect(await left(south, canary)).toBe(0)
  expect((await south.node.journal.reads.lasts([id])).get(id)).toMatchObject({ copy: true })
  await south.node.notarise()
  // The sessions of a month ago have ended as well.
  const again = south.stranger()
  await again.get(signIn, { email: 'first@csirt.example', password: testPassword })
  expect((await again.get(verify, {})).findings).toEqual([])
}, 90_000)

/** Rows of entries and records of a node in which a word stands. */
async function left({ node }: TwinNode, word: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select (select count(*) from journal.entries where body::text like ${`%${word}%`})::int
    + (select count(*) from journal.records where state::text like ${`%${word}%`} or title like ${`%${word}%`}
      or words like ${`%${word}%`})::int as n`.execute(node.journal.sql)
  return rows[0]?.n ?? 0
}
