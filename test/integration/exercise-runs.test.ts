// Exercises over HTTP: planned, started, led, killed in the middle, played again; and nothing of them reaches the live realm.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { listIncidents } from '#assess/api.ts'
import * as api from '#exercise/api/exercises.ts'
import { checkScenario, getScenario, importScenario, listScenarios } from '#exercise/api/scenarios.ts'
import { listPersons } from '#people/api.ts'
import { packageRoot } from '#platform/worker.ts'
import { addTarget } from '#sense/api.ts'
import { listItems } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { freshStorage } from '../setup/storage.ts'

const file = () => readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
let running: TestNode[] = []
afterEach(async () => {
  for (const node of running) await node.stop()
  running = []
})

async function started(storage?: Awaited<ReturnType<typeof freshStorage>>): Promise<TestNode> {
  const node = await startTestNode(storage ? { storage } : {})
  running.push(node)
  return node
}

async function planned(node: TestNode, exercise = 'drill') {
  const control = await node.signedIn({ roles: ['exercise-controller', 'analyst'] })
  await control.get(importScenario, { name: 'three.yaml' }, { upload: file() })
  const shown = await control.get(api.planExercise, { scenario: 'three-small-things', exercise, autoplay: 'all' })
  return { control, shown }
}

const stateOf = async (control: Client, exercise: string) => (await control.get(api.getExercise, { exercise })).exercise

test('it plays itself to the end, in its own realm and time, and the live realm holds nothing of it', async () => {
  const node = await started()
  const { control, shown } = await planned(node)
  expect(shown).toMatchObject({ realm: 'exercise:drill', storyNow: '2025-03-10T08:00:00.000Z' })
  const me = control.person
  await control.get(api.putInCell, { exercise: 'drill', person: me, cell: 'control' })
  await control.get(api.startExercise, { exercise: 'drill', speed: 0 })
  await expect.poll(() => stateOf(control, 'drill').then(({ state }) => state), { timeout: 90_000 }).toBe('ended')
  const { expected, injects, refused } = await control.get(api.showInjects, { exercise: 'drill' })
  expect(refused).toEqual([])
  expect(injects.map(({ id, state, at }) => [id, state, at])).toEqual([
    ['outage', 'delivered', '2025-03-10T08:30:00.000Z'],
    ['call', 'delivered', '2025-03-10T08:40:00.000Z'],
    ['flood', 'delivered', '2025-03-10T09:00:00.000Z'],
  ])
  expect(expected.map(({ id, state, seconds }) => [id, state, seconds])).toEqual([
    ['incident', 'done', 900],
    ['no-crisis', 'kept', null],
  ])
  const there = await control.get(listIncidents, {}, { realm: 'exercise:drill' })
  expect(JSON.stringify(there)).toContain('Payment switch')
  expect(JSON.stringify(await control.get(listIncidents, {}))).not.toContain('Payment switch')
  expect((await control.get(listItems, {})).items).toEqual([])
  expect(JSON.stringify(await control.get(listPersons, {}))).not.toContain('Duty officer')
  const late = await control.call(addTarget, { name: 'Too late' }, { realm: 'exercise:drill' })
  expect(late).toMatchObject({ ok: false, problem: { refusal: 'exercise-over' } })
})

test('it is paused, led and jumped forward, never back', async () => {
  const node = await started()
  const { control } = await planned(node)
  await control.get(api.startExercise, { exercise: 'drill', speed: 1 })
  const again = await control.call(api.startExercise, { exercise: 'drill' })
  expect(again).toMatchObject({ ok: false, problem: { refusal: 'wrong-state' } })
  await control.get(api.pauseExercise, { exercise: 'drill' })
  const at = (await control.get(api.getExercise, { exercise: 'drill' })).storyNow
  const back = await control.call(api.jumpTo, { exercise: 'drill', to: '2025-03-10T07:00:00Z' })
  expect(back).toMatchObject({ ok: false, problem: { refusal: 'clock-backwards' } })
  expect((await control.get(api.getExercise, { exercise: 'drill' })).storyNow).toBe(at)
  await control.get(api.skipInject, { exercise: 'drill', inject: 'call' })
  await control.get(api.jumpTo, { exercise: 'drill', to: '2025-03-10T08:35:00Z' })
  await control.get(api.resumeExercise, { exercise: 'drill' })
  await expect.poll(() => stateOf(control, 'drill').then(({ jumpTo }) => jumpTo), { timeout: 60_000 }).toBeNull()
  const { injects } = await control.get(api.showInjects, { exercise: 'drill' })
  expect(injects.find(({ id }) => id === 'outage')).toMatchObject({
    state: 'delivered',
    at: '2025-03-10T08:30:00.000Z',
  })
  expect(injects.find(({ id }) => id === 'call')?.state).toBe('skipped')
  const twice = await control.call(api.skipInject, { exercise: 'drill', inject: 'outage' })
  expect(twice).toMatchObject({ ok: false, problem: { refusal: 'came-already' } })
  await control.get(api.inject, {
    ...{ exercise: 'drill', inject: 'extra', title: 'The ministry calls' },
    content: { channel: 'phone', caller: 'Ministry', to: 'duty', text: 'What do we say?' },
  })
  const came = async () =>
    (await control.get(api.showInjects, { exercise: 'drill' })).injects.find(({ id }) => id === 'extra')?.state
  await expect.poll(came, { timeout: 30_000 }).toBe('delivered')
})

test('a run that was stopped in the middle goes on, and delivers nothing twice', async () => {
  const storage = await freshStorage()
  try {
    const first = await started(storage)
    const { control } = await planned(first)
    await control.get(api.startExercise, { exercise: 'drill', speed: 1 })
    await control.get(api.jumpTo, { exercise: 'drill', to: '2025-03-10T08:31:00Z' })
    await expect.poll(() => stateOf(control, 'drill').then(({ jumpTo }) => jumpTo), { timeout: 60_000 }).toBeNull()
    const cookies = new Map(control.cookies)
    await first.stop()
    running = []
    const second = await started(storage)
    const same = second.stranger()
    for (const [name, value] of cookies) same.cookies.set(name, value)
    await same.get(api.setSpeed, { exercise: 'drill', speed: 0 })
    await expect.poll(() => stateOf(same, 'drill').then(({ state }) => state), { timeout: 90_000 }).toBe('ended')
    const { expected, injects } = await same.get(api.showInjects, { exercise: 'drill' })
    expect(injects.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
    expect(injects[0]?.at).toBe('2025-03-10T08:30:00.000Z')
    expect(expected.map(({ state }) => state)).toEqual(['done', 'kept'])
    const { count } = await second.node.journal.sql
      .selectFrom('journal.records')
      .select((e) => e.fn.countAll<string>().as('count'))
      .where('record', '=', 'watch.item')
      .where('realm', '=', 'exercise:drill')
      .where('valid_to', 'is', null)
      .executeTakeFirstOrThrow()
    // The article and the note of the call.
    expect(Number(count)).toBe(2)
  } finally {
    for (const node of running) await node.stop()
    running = []
    await storage.remove()
  }
})

test('players know nothing of what is to come, sit where control put them, and in one exercise at a time', async () => {
  const node = await started()
  const { control } = await planned(node)
  await control.get(api.planExercise, { scenario: 'three-small-things', exercise: 'other' })
  const player = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const person = player.person
  expect(await player.call(getScenario, { scenario: 'three-small-things' })).toMatchObject({ ok: false, status: 403 })
  expect(await player.call(api.showInjects, { exercise: 'drill' })).toMatchObject({ ok: false, status: 403 })
  expect(await player.call(api.getExercise, { exercise: 'drill' })).toMatchObject({ ok: false, status: 404 })
  const nobody = await control.call(api.putInCell, { exercise: 'drill', person, cell: 'players', seat: 'minister' })
  expect(nobody).toMatchObject({ ok: false, problem: { refusal: 'no-such-seat' } })
  await control.get(api.putInCell, { exercise: 'drill', person, cell: 'players', seat: 'duty' })
  const both = await control.call(api.putInCell, { exercise: 'other', person, cell: 'players' })
  expect(both).toMatchObject({ ok: false, problem: { refusal: 'in-another-exercise' } })
  expect(await player.get(api.getExercise, { exercise: 'drill' })).toMatchObject({ myCell: 'players', mySeat: 'duty' })
  await control.get(api.startExercise, { exercise: 'drill', speed: 1, autoplay: 'empty-seats' })
  await control.get(api.jumpTo, { exercise: 'drill', to: '2025-03-10T08:31:00Z' })
  await expect.poll(() => stateOf(control, 'drill').then(({ jumpTo }) => jumpTo), { timeout: 60_000 }).toBeNull()
  const { items } = await player.get(api.whatReachedMe, { exercise: 'drill' })
  expect(items.map(({ channel, from }) => [channel, from])).toEqual([['news', 'Evening paper']])
  // Somebody sits there, so nobody acts for them.
  const { expected } = await control.get(api.showInjects, { exercise: 'drill' })
  expect(expected.find(({ id }) => id === 'incident')?.state).toBe('due')
  await control.get(api.resetExercise, { exercise: 'drill', into: 'drill-2', because: 'The line dropped' })
  const typing = await player.call(addTarget, { name: 'Still typing' }, { realm: 'exercise:drill' })
  expect(typing).toMatchObject({ ok: false, problem: { refusal: 'exercise-over' } })
  expect(typing.ok ? '' : typing.problem.detail).toContain('exercise:drill-2')
  expect(await player.get(api.getExercise, { exercise: 'drill-2' })).toMatchObject({ mySeat: 'duty' })
})

test('a broken scenario is refused with the line at which it goes wrong, and nothing is kept; no name is that of a page', async () => {
  const node = await started()
  const control = await node.signedIn({ roles: ['exercise-controller'] })
  const broken = Buffer.from(file().toString().replace('inject: outage', 'inject: nothing'))
  const checked = await control.get(checkScenario, { name: 'broken.yaml' }, { upload: broken })
  expect(checked.playable).toBe(false)
  expect(checked.findings[0]?.line).toBeGreaterThan(1)
  const refused = await control.call(importScenario, { name: 'broken.yaml' }, { upload: broken })
  expect(refused).toMatchObject({ ok: false, problem: { refusal: 'bad-scenario' } })
  const items = (await control.get(listScenarios, {})).items.filter(({ ships }) => !ships)
  expect(items).toEqual([])
  // Their pages would be another one's.
  for (const exercise of ['programme', 'scenarios']) {
    const asked = await control.call(api.planExercise, { scenario: 'friday-evening', exercise })
    expect(asked).toMatchObject({ ok: false, problem: { refusal: 'name-taken', where: '/exercise' } })
  }
})
