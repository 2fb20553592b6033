// Guests of an exercise over HTTP: a link lets one person into one realm, once, while it holds; and nothing else opens to them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { declareIncident, listIncidents } from '#assess/api.ts'
import * as api from '#exercise/api/exercises.ts'
import * as guests from '#exercise/api/invitations.ts'
import { playAtOnce, showTour } from '#exercise/api/newcomers.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { createToken, invitePerson, listPersons, signOut, whoAmI } from '#people/api.ts'
import { packageRoot } from '#platform/worker.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const realm = 'exercise:drill'
let node: TestNode
let control: Client
let clock: { now(): Date }
let ahead = 0

beforeEach(async () => {
  ahead = 0
  clock = { now: () => new Date(Date.now() + ahead) }
  node = await startTestNode({ clock })
  control = await node.signedIn({ roles: ['exercise-controller', 'analyst'] })
  const upload = readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
  await control.get(importScenario, { name: 'three.yaml' }, { upload })
  await control.get(api.planExercise, { scenario: 'three-small-things', exercise: 'drill', autoplay: 'nobody' })
  await control.get(api.putInCell, { exercise: 'drill', person: control.person, cell: 'control' })
})
afterEach(() => node.stop())

async function linkFor(hours = 24) {
  const input = { exercise: 'drill', name: 'Bank', seat: 'duty', hours }
  const { link, invitation } = await control.get(guests.inviteParticipant, input)
  return { link: link.slice(link.indexOf('#') + 1), invitation, url: link }
}

async function camein() {
  const made = await linkFor()
  const guest = node.stranger()
  await guest.get(guests.takeUpInvitation, { link: made.link, name: 'Ada of the bank' })
  return { ...made, guest }
}

const refusal = async (answer: Promise<{ ok: boolean; problem?: { refusal: string } }>) => {
  const reply = await answer
  return reply.ok ? 'ok' : reply.problem?.refusal
}

test('a guest is in that exercise, with the roles of the seat but none that directs, and what is answered says EXERCISE', async () => {
  const { guest, url } = await camein()
  expect(url.startsWith(`${node.node.origin}/join#`)).toBe(true)
  const { me } = await guest.get(whoAmI, {})
  expect(me).toMatchObject({ name: 'Ada of the bank', realms: [realm] })
  expect(me?.roles).toEqual(['reader', 'analyst', 'duty-officer', 'crisis-manager'])
  expect((await guest.fetch('/api/exercise/getExercise?exercise=drill')).headers.get('tocsin-realm')).toMatch(
    /^EXERCISE/,
  )
  const { exercise } = await guest.get(api.getExercise, { exercise: 'drill' })
  expect(JSON.stringify(exercise)).not.toContain('"Bank"')
  expect((await guest.get(api.whatReachedMe, { exercise: 'drill' })).seat?.id).toBe('duty')
  await control.get(api.startExercise, { exercise: 'drill', speed: 1 })
  await guest.get(declareIncident, { title: 'Payments stand' }, { realm })
  expect(JSON.stringify(await control.get(listIncidents, {}, { realm }))).toContain('Payments stand')
  expect((await control.get(listIncidents, {})).items).toEqual([])
})

test('the live realm, another exercise, and the node itself stay closed to a guest', async () => {
  await control.get(declareIncident, { title: 'Really so' })
  const { guest } = await camein()
  await control.get(api.planExercise, { scenario: 'three-small-things', exercise: 'other' })
  for (const closed of ['live', 'exercise:other']) {
    expect(await refusal(guest.call(listIncidents, {}, { realm: closed }))).toBe('not-allowed')
    expect(await refusal(guest.call(declareIncident, { title: 'x' }, { realm: closed }))).toBe('not-allowed')
    expect((await guest.fetch(`/api/live?realm=${closed}`)).status).toBe(403)
  }
  // Without naming a realm they are in their own, never in the live one.
  expect(JSON.stringify(await guest.get(listIncidents, {}))).not.toContain('Really so')
  expect((await guest.get(api.listExercises, {})).items.map(({ exercise }) => exercise.slug)).toEqual(['drill'])
  expect(await refusal(guest.call(api.getExercise, { exercise: 'other' }))).toBe('unknown')
  expect(await refusal(guest.call(api.showInjects, { exercise: 'drill' }))).toBe('not-allowed')
  expect(await refusal(guest.call(guests.listInvitations, { exercise: 'drill' }))).toBe('not-allowed')
  expect(await refusal(guest.call(listPersons, {}))).toBe('outside-scope')
  const token = { name: 'x', readOnly: false, only: null, expires: new Date(Date.now() + 86_400_000).toISOString() }
  expect(await refusal(guest.call(createToken, token as never))).toBe('outside-scope')
  expect(await refusal(guest.call(invitePerson, {} as never))).toBe('outside-scope')
  expect(await refusal(guest.call(guests.inviteParticipant, {} as never))).toBe('not-allowed')
})

test('a link lets one person in, once, however many try at the same moment', async () => {
  const { link } = await linkFor()
  const answers = await Promise.all(
    [1, 2, 3].map(() => refusal(node.stranger().call(guests.takeUpInvitation, { link, name: 'Somebody' }))),
  )
  expect(answers.sort()).toEqual(['link-used', 'link-used', 'ok'])
  expect(await refusal(node.stranger().call(guests.lookAtInvitation, { link }))).toBe('link-used')
  expect((await control.get(api.getExercise, { exercise: 'drill' })).exercise.seats).toHaveLength(2)
})

test('guessing is answered the same for everything, and is stopped after some tries', async () => {
  const { link } = await linkFor()
  const other = link.endsWith('A') ? 'B' : 'A'
  const wrong = [
    link.slice(0, -1) + other,
    link.replace('.drill.', '.other.'),
    `${link.slice(0, 30)}${'x'.repeat(150)}`,
  ]
  for (const one of wrong) {
    const answer = await node.stranger().call(guests.takeUpInvitation, { link: one, name: 'x' })
    expect(answer.ok ? 'ok' : [answer.problem.refusal, answer.problem.detail]).toEqual(['link-not-valid', undefined])
  }
  const answers: (string | undefined)[] = []
  for (let tries = 0; tries < 40 && !answers.includes('too-many'); tries++)
    answers.push(await refusal(node.stranger().call(guests.lookAtInvitation, { link: wrong[0] ?? '' })))
  expect(answers.at(-1)).toBe('too-many')
})

test('after its time, after it was taken back, and after the end, a link lets nobody in', async () => {
  const [late, back, over] = [await linkFor(1), await linkFor(72), await linkFor(72)]
  await control.get(guests.revokeInvitation, { exercise: 'drill', invitation: back.invitation.id })
  const tried = (link: string) => refusal(node.stranger().call(guests.takeUpInvitation, { link, name: 'x' }))
  expect(await tried(back.link)).toBe('link-used')
  ahead = 61 * 60_000
  expect(await tried(late.link)).toBe('link-used')
  await control.get(api.endExercise, { exercise: 'drill', because: 'Seen' })
  expect(await tried(over.link)).toBe('exercise-over')
  expect(await refusal(control.call(guests.inviteParticipant, { exercise: 'drill', name: 'x', seat: 'duty' }))).toBe(
    'exercise-over',
  )
})

test('whoever came in by it is out at once when it is taken back; who stays writes nothing after the end, and may go', async () => {
  const first = await camein()
  const second = await camein()
  await control.get(guests.revokeInvitation, {
    exercise: 'drill',
    invitation: first.invitation.id,
    reason: 'Left the bank',
  })
  expect((await first.guest.get(whoAmI, {})).me).toBeNull()
  expect(await refusal(first.guest.call(api.getExercise, { exercise: 'drill' }))).toBe('sign-in-first')
  const { exercise } = await control.get(api.getExercise, { exercise: 'drill' })
  expect(exercise.seats).toHaveLength(2)
  await control.get(api.startExercise, { exercise: 'drill', speed: 1 })
  await control.get(api.endExercise, { exercise: 'drill', because: 'Seen' })
  expect(await refusal(second.guest.call(declareIncident, { title: 'Too late' }))).toBe('exercise-over')
  expect(await refusal(second.guest.call(listIncidents, {}))).toBe('ok')
  expect(await refusal(second.guest.call(signOut, {}))).toBe('ok')
  expect((await second.guest.get(whoAmI, {})).me).toBeNull()
})

test('a seat that is no player of the cast is refused', async () => {
  for (const seat of ['control', 'nobody'])
    expect(await refusal(control.call(guests.inviteParticipant, { exercise: 'drill', name: 'x', seat }))).toBe(
      'no-such-seat',
    )
})

test('a scenario plays at once under the next free name, and its tour is for who is in it', async () => {
  const once = { scenario: 'three-small-things', speed: 60 }
  const first = await control.get(playAtOnce, once, { key: 'one click' })
  expect((await control.get(playAtOnce, once, { key: 'one click' })).id).toBe(first.id)
  const second = await control.get(playAtOnce, { scenario: 'three-small-things' })
  expect([first, second].map(({ exercise }) => [exercise.slug, exercise.state, exercise.autoplay])).toEqual([
    ['three-small-things', 'running', 'empty-seats'],
    ['three-small-things-2', 'running', 'empty-seats'],
  ])
  expect(first.myCell).toBe('control')
  expect(await control.get(showTour, { exercise: 'three-small-things' })).toEqual({ steps: [], total: 0 })
  const other = await node.signedIn({ roles: ['exercise-controller'] })
  expect(await refusal(other.call(showTour, { exercise: 'three-small-things' }))).toBe('not-allowed')
  for (const { exercise } of [first, second])
    await control.get(api.endExercise, { exercise: exercise.slug, because: 'x' })
})
