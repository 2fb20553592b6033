// One exercise on two whole nodes: real post, real keys, a real agreement. One leads, the other joins by the same file and follows its clock;
// each carries out what is for its people, says what became of it, and may leave; and nothing of what is played is in any live realm.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import * as api from '#exercise/api/exercises.ts'
import * as joint from '#exercise/api/joint.ts'
import { exportScenario, importScenario } from '#exercise/api/scenarios.ts'
import { packageRoot } from '#platform/worker.ts'
import { listItems } from '#watch/api.ts'
import type { Client } from '../setup/node.ts'
import { agree, befriend, openTwin, refused, soon, type TwinNode } from '../setup/two-nodes.ts'

const text = readFileSync(join(packageRoot(), 'src/exercise/testdata/two-places.yaml'))
let north: TwinNode
let south: TwinNode
/** Control of each side, who directs. */
let leader: Client
let follower: Client

/** By how much the machine of South has gone ahead, in milliseconds. */
let later = 0
const clock = { now: () => new Date(Date.now() + later) }

beforeAll(async () => {
  ;[north, south] = await Promise.all([openTwin(), openTwin({ clock })])
  await befriend(north, south)
  await agree(north, south, { kinds: ['exercises'], highest: 'AMBER' })
  leader = await north.signedIn({ roles: ['exercise-controller', 'analyst'] })
  follower = await south.signedIn({ roles: ['exercise-controller', 'analyst'] })
  await leader.get(importScenario, { name: 'two.yaml' }, { upload: text })
}, 180_000)
afterAll(async () => {
  // North was stopped by the last test, or not at all.
  await Promise.all([north, south].map((one) => one?.stop().catch(() => undefined)))
})

async function invited(exercise: string): Promise<string> {
  await leader.get(api.planExercise, { scenario: 'two-places', exercise, speed: 1, autoplay: 'nobody' })
  await leader.get(joint.inviteNode, { exercise, organisation: south.home, participants: ['bank'] })
  return heardOf(exercise)
}
/** The invitation, once it has arrived. */
const heardOf = (exercise: string) =>
  soon(async () => {
    const { items } = await follower.get(joint.listJointExercises, {})
    const found = items.find(({ slug }) => slug === exercise)
    if (!found) throw new Error(`South has not heard of ${exercise}.`)
    return found.invitation
  })
const invitation = async (exercise: string) =>
  (await follower.get(joint.listJointExercises, {})).items.find(({ slug }) => slug === exercise)
const stands = async (as: Client, exercise: string) => {
  const { exercise: state, storyNow } = await as.get(api.getExercise, { exercise })
  return { ...state, storyNow }
}
const node = async (exercise: string) => (await leader.get(joint.showNodes, { exercise })).nodes[0]
const injects = async (as: Client, exercise: string) =>
  Object.fromEntries((await as.get(api.showInjects, { exercise })).injects.map(({ id, state }) => [id, state]))
const expectations = async (as: Client, exercise: string) =>
  Object.fromEntries((await as.get(api.showInjects, { exercise })).expected.map(({ id, state }) => [id, state]))
const seated = async (side: TwinNode, control: Client, exercise: string, seat: string): Promise<Client> => {
  const somebody = await side.signedIn({ roles: ['analyst', 'duty-officer'] })
  await control.get(api.putInCell, { exercise, person: somebody.person, cell: 'players', seat, alsoElsewhere: true })
  return somebody
}

let first = ''

test('a node is invited, joins by the same file only, and the leader sees it', async () => {
  await leader.get(api.planExercise, { scenario: 'two-places', exercise: 'two', speed: 1, autoplay: 'nobody' })
  const strange = { exercise: 'two', organisation: south.home, participants: ['nobody-of-this'] }
  expect(await refused(leader, joint.inviteNode, strange)).toBe('bad-input')
  expect(
    await refused(leader, joint.inviteNode, { ...strange, organisation: north.home, participants: ['bank'] }),
  ).toBe('no-organisation')
  await leader.get(joint.inviteNode, { exercise: 'two', organisation: south.home, participants: ['bank'] })
  first = await heardOf('two')
  expect(await node('two')).toMatchObject({ state: 'invited', notTold: [], participants: [{ id: 'bank' }] })
  expect(await invitation('two')).toMatchObject({ script: 'missing', joined: false, participants: [{ id: 'bank' }] })
  expect(await refused(follower, joint.joinExercise, { invitation: first })).toBe('other-scenario')
  const other = Buffer.from(text.toString().replace('The minister wants to know', 'The minister wants to hear'))
  await follower.get(importScenario, { name: 'two.yaml' }, { upload: other })
  expect(await invitation('two')).toMatchObject({ script: 'other' })
  expect(await refused(follower, joint.joinExercise, { invitation: first })).toBe('other-scenario')
  const exported = (await leader.get(exportScenario, { scenario: 'two-places' })) as unknown as Buffer
  await follower.get(importScenario, { name: 'two.yaml' }, { upload: exported })
  expect(await invitation('two')).toMatchObject({ script: 'same' })
  const made = await follower.get(joint.joinExercise, { invitation: first, autoplay: 'nobody' })
  expect(made).toMatchObject({ realm: 'exercise:two', exercise: { state: 'planned', shared: { here: ['bank'] } } })
  expect(await refused(follower, joint.joinExercise, { invitation: first })).toBe('joined-already')
  await soon(async () => expect(await node('two')).toMatchObject({ state: 'here', heardAt: expect.any(String) }))
}, 120_000)

test('who follows does not lead: the refusal names who does', async () => {
  const it = { exercise: 'two' }
  expect(await refused(follower, api.startExercise, it)).toBe('led-elsewhere')
  expect(await refused(follower, api.setSpeed, { ...it, speed: 60 })).toBe('led-elsewhere')
  expect(await refused(follower, api.endExercise, { ...it, because: 'Enough.' })).toBe('led-elsewhere')
  expect(await refused(follower, api.resetExercise, { ...it, into: 'mine', because: 'Again.' })).toBe('led-elsewhere')
  const bank = { ...it, organisation: north.home, participants: ['csirt'] }
  expect(await refused(follower, joint.inviteNode, bank)).toBe('led-elsewhere')
  expect(await refused(leader, joint.leaveExercise, { ...it, because: 'Enough.' })).toBe('led-here')
})

test('the clock follows: start, pause, jump and speed; each inject comes where its people sit, and only there', async () => {
  await leader.get(api.startExercise, { exercise: 'two' })
  await soon(async () => expect(await stands(follower, 'two')).toMatchObject({ state: 'running' }))
  await leader.get(api.pauseExercise, { exercise: 'two' })
  await soon(async () => expect(await stands(follower, 'two')).toMatchObject({ state: 'paused' }))
  const to = '2025-03-10T08:25:00.000Z'
  await leader.get(api.jumpTo, { exercise: 'two', to })
  await soon(async () => expect(await stands(leader, 'two')).toMatchObject({ storyNow: to, jumpTo: null }))
  await soon(async () => expect(await stands(follower, 'two')).toMatchObject({ storyNow: to }))
  await soon(async () =>
    expect(await injects(leader, 'two')).toEqual({
      ...{ outage: 'delivered', 'call-bank': 'elsewhere', 'call-csirt': 'delivered', second: 'waiting' },
    }),
  )
  await soon(async () =>
    expect(await injects(follower, 'two')).toEqual({
      ...{ outage: 'delivered', 'call-bank': 'delivered', 'call-csirt': 'elsewhere', second: 'waiting' },
    }),
  )
  const realm = 'exercise:two'
  for (const one of [leader, follower])
    await (one === leader ? leader : follower).get(api.putInCell, {
      exercise: 'two',
      person: one.person,
      cell: 'control',
    })
  const [atNorth, atSouth] = await Promise.all([leader, follower].map((one) => told(one, realm)))
  expect(atNorth).toEqual(['all', 'csirt'])
  expect(atSouth).toEqual(['all', 'bank'])
  await leader.get(api.setSpeed, { exercise: 'two', speed: 10 })
  await soon(async () => expect(await stands(follower, 'two')).toMatchObject({ speed: 10 }))
}, 180_000)

/** Whose words stand in the items of a realm. */
async function told(as: Client, realm: string): Promise<string[]> {
  const side = as === leader ? north : south
  const { rows } = await sql<{
    word: string
  }>`select distinct lower(substring(state::text from 'Canary-([a-z]+)')) as word
    from journal.records where realm = ${realm} and record <> 'exercise.delivery' and state::text like '%Canary-%'`.execute(
    side.node.journal.sql,
  )
  expect((await as.get(listItems, {}, { realm })).items.length).toBeGreaterThan(0)
  return rows.map(({ word }) => word).sort()
}

test('what was done at one node is known at the other, and branches are taken alike', async () => {
  const realm = 'exercise:two'
  const desk = await seated(south, follower, 'two', 'bankdesk')
  const duty = await seated(north, leader, 'two', 'duty')
  await desk.get(declareIncident, { title: 'Cards of the bank fail' }, { realm })
  await soon(async () => expect(await expectations(leader, 'two')).toMatchObject({ 'bank-incident': 'done' }))
  expect(await node('two')).toMatchObject({
    standings: [{ id: 'bank-incident', state: 'done' }, { id: 'bank-again' }],
    objectives: [{ objective: 'notice', score: 1, met: 1, asked: 1 }],
  })
  expect(await expectations(follower, 'two')).toMatchObject({ incident: 'elsewhere' })
  await duty.get(declareIncident, { title: 'Payment switch' }, { realm })
  await soon(async () => expect(await expectations(follower, 'two')).toMatchObject({ incident: 'done' }))
  await leader.get(api.jumpTo, { exercise: 'two', to: '2025-03-10T08:55:00.000Z' })
  for (const one of [leader, follower])
    await soon(async () => expect(await injects(one, 'two')).toMatchObject({ second: 'delivered' }))
}, 180_000)

test('a node leaves in the middle: it ends there, the leader is told, goes on, and takes its seats', async () => {
  await leader.get(api.resumeExercise, { exercise: 'two' })
  await soon(async () => expect(await stands(follower, 'two')).toMatchObject({ state: 'running' }))
  await leader.get(api.setSpeed, { exercise: 'two', speed: 60 })
  await soon(async () => expect(await stands(follower, 'two')).toMatchObject({ speed: 60 }))
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  // Two real seconds of slack, and what a word needs on its way.
  const both = await Promise.all([leader, follower].map(async (one) => (await stands(one, 'two')).storyNow))
  const [ours = 0, theirs = 0] = both.map((at) => Date.parse(at ?? ''))
  expect(Math.abs(ours - theirs)).toBeLessThan(5 * 60_000)
  await follower.get(joint.leaveExercise, { exercise: 'two', because: 'A real incident needs our people.' })
  const left = await stands(follower, 'two')
  expect(left).toMatchObject({ state: 'ended', endedBecause: expect.stringContaining('A real incident') })
  await soon(async () =>
    expect(await node('two')).toMatchObject({ state: 'left', because: 'A real incident needs our people.' }),
  )
  expect(await stands(leader, 'two')).toMatchObject({ state: 'running' })
  expect(await refused(leader, joint.takeSeats, { exercise: 'two', organisation: north.home, because: 'x' })).toBe(
    'no-such-node',
  )
  const taken = await leader.get(joint.takeSeats, { exercise: 'two', organisation: south.home, because: 'They left.' })
  expect(taken.exercise.shared?.here.sort()).toEqual(['bank', 'csirt'])
  // What was done there still counts; what was still to be done is judged here now.
  await soon(async () =>
    expect(await expectations(leader, 'two')).toMatchObject({ 'bank-incident': 'done', 'bank-again': 'due' }),
  )
  await leader.get(api.endExercise, { exercise: 'two', because: 'Seen enough.' })
  expect((await stands(follower, 'two')).endedBecause).toBe(left.endedBecause)
}, 120_000)

test('played anew while others type: they are told, write nothing more, and join again only when they want to', async () => {
  const asked = await invited('three')
  await follower.get(joint.joinExercise, { invitation: asked, autoplay: 'nobody' })
  const desk = await seated(south, follower, 'three', 'bankdesk')
  await leader.get(api.startExercise, { exercise: 'three' })
  await soon(async () => expect(await stands(follower, 'three')).toMatchObject({ state: 'running' }))
  const write = () => desk.call(declareIncident, { title: 'Still typing' }, { realm: 'exercise:three' })
  expect((await write()).ok).toBe(true)
  await leader.get(api.resetExercise, { exercise: 'three', into: 'three-again', because: 'The line dropped.' })
  await soon(async () => expect(await write()).toMatchObject({ ok: false, problem: { refusal: 'exercise-over' } }))
  expect((await stands(follower, 'three')).endedBecause).toContain("played anew as 'three-again'")
  await heardOf('three-again')
  expect(await invitation('three-again')).toMatchObject({
    joined: false,
    state: 'planned',
    participants: [{ id: 'bank', name: 'Bank' }],
  })
  await soon(async () =>
    expect((await leader.get(joint.showNodes, { exercise: 'three-again' })).nodes).toMatchObject([
      { state: 'invited' },
    ]),
  )
}, 180_000)

test('of three nodes, two that do not know each other hear by the leader what became of what the other was to do', async () => {
  const east = await openTwin()
  try {
    await befriend(north, east)
    await agree(north, east, { kinds: ['exercises'], highest: 'AMBER' })
    const third = await east.signedIn({ roles: ['exercise-controller', 'analyst'] })
    const three = text
      .toString()
      .replace('id: two-places', 'id: three-places')
      .replace('\ncast:', '\n  - { id: grid, name: Grid, kind: operator, country: BE }\ncast:')
      .replace(
        '\nsetting:',
        '\n  - { id: griddesk, name: Desk of the grid, participant: grid, cell: players, roles: [reader] }\nsetting:',
      )
    for (const one of [leader, follower, third])
      await one.get(importScenario, { name: 'three.yaml' }, { upload: Buffer.from(three) })
    const exercise = 'round'
    await leader.get(api.planExercise, { scenario: 'three-places', exercise, speed: 1, autoplay: 'nobody' })
    await leader.get(joint.inviteNode, { exercise, organisation: south.home, participants: ['bank'] })
    await leader.get(joint.inviteNode, { exercise, organisation: east.home, participants: ['grid'] })
    const asked = await heardOf(exercise)
    expect((await follower.get(joint.joinExercise, { invitation: asked })).exercise.shared?.here).toEqual(['bank'])
    const made = await soon(() => third.get(joint.joinExercise, { invitation: asked, autoplay: 'nobody' }))
    expect(made.exercise.shared?.here).toEqual(['grid'])
    // South stands behind a veil at East: it is known as another, and by no name.
    expect(Object.keys(made.exercise.organisations)).toEqual(['csirt'])
    await leader.get(api.startExercise, { exercise })
    await leader.get(api.jumpTo, { exercise, to: '2025-03-10T08:25:00.000Z' })
    // Nobody sits at the bank: its desk acts by itself, at South alone.
    await soon(async () => expect(await expectations(third, exercise)).toMatchObject({ 'bank-incident': 'done' }))
    await leader.get(api.jumpTo, { exercise, to: '2025-03-10T08:55:00.000Z' })
    for (const one of [leader, follower, third])
      await soon(async () => expect(await injects(one, exercise)).toMatchObject({ second: 'delivered' }))
    expect(await injects(third, exercise)).toMatchObject({ 'call-bank': 'elsewhere', 'call-csirt': 'elsewhere' })
    await leader.get(api.endExercise, { exercise, because: 'Seen enough.' })
    await soon(async () => expect(await stands(third, exercise)).toMatchObject({ state: 'ended' }))
  } finally {
    await east.stop()
  }
}, 180_000)

test('nothing but the two records crossed, and nothing of what was played is in a live realm', async () => {
  for (const side of [north, south]) {
    const { rows } = await sql<{ record: string; realm: string }>`select distinct record, realm from journal.records
      where origin is not null`.execute(side.node.journal.sql)
    const mine = side === south ? 'exercise.joint' : 'exercise.seatedHere'
    expect(rows).toEqual([{ record: mine, realm: 'live' }])
    const live = await sql<{ n: number }>`select count(*)::int as n from journal.entries
      where realm = 'live' and body::text ~ 'Canary-|Still typing|Cards of the bank'`.execute(side.node.journal.sql)
    expect(live.rows[0]?.n).toBe(0)
    expect((await side.head.get(listItems, {})).items).toEqual([])
  }
})

test('a leader that falls silent: the story stands here after a while, and the page says since when', async () => {
  const asked = await invited('four')
  await follower.get(joint.joinExercise, { invitation: asked, autoplay: 'nobody' })
  await leader.get(api.startExercise, { exercise: 'four' })
  await soon(async () => expect(await stands(follower, 'four')).toMatchObject({ state: 'running' }))
  expect(await follower.get(joint.showNodes, { exercise: 'four' })).toMatchObject({
    part: 'follows',
    silentSince: null,
  })
  await north.stop()
  later = 10 * 60_000
  const shown = await follower.get(joint.showNodes, { exercise: 'four' })
  expect(Date.now() - Date.parse(shown.silentSince ?? '')).toBeLessThan(60_000)
  await soon(async () =>
    expect((await follower.get(api.getExercise, { exercise: 'four' })).clock).toMatchObject({ speed: 0 }),
  )
  const at = (await stands(follower, 'four')).storyNow
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await stands(follower, 'four')).toMatchObject({ state: 'running', storyNow: at })
}, 120_000)
