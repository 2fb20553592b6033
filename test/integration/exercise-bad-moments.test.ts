// What goes wrong while an exercise is played: it is reset while others type, an organisation leaves in the middle; the live realm hears nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { listIncidents } from '#assess/api.ts'
import * as api from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { changeOrganisation, registerOrganisation } from '#people/api.ts'
import { packageRoot } from '#platform/worker.ts'
import { addTarget, listTargets } from '#sense/api.ts'
import { listItems } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const file = () => readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'))
let node: TestNode
afterEach(() => node?.stop())

async function control(): Promise<Client> {
  node = await startTestNode()
  const client = await node.signedIn({ roles: ['exercise-controller', 'analyst'] })
  await client.get(importScenario, { name: 'three.yaml' }, { upload: file() })
  return client
}
const exerciseOf = async (client: Client, exercise: string) =>
  (await client.get(api.getExercise, { exercise })).exercise
const jumped = (client: Client, exercise: string) =>
  expect.poll(async () => (await exerciseOf(client, exercise)).jumpTo, { timeout: 60_000 }).toBeNull()

test('reset while three people type: each word is in the old realm or refused with the way on, and none is elsewhere', {
  timeout: 240_000,
}, async () => {
  const leader = await control()
  await leader.get(api.planExercise, { scenario: 'three-small-things', exercise: 'drill', autoplay: 'nobody' })
  const players: Client[] = []
  // One after the other: many who come in at once are asked to wait.
  for (let at = 0; at < 3; at++) players.push(await node.signedIn({ roles: ['analyst', 'duty-officer'] }))
  for (const { person } of players) await leader.get(api.putInCell, { exercise: 'drill', person, cell: 'players' })
  await leader.get(api.startExercise, { exercise: 'drill', speed: 1 })
  let stop = false
  const typed = players.map(async (player, at) => {
    const answers = []
    for (let n = 0; !stop || n < 5; n++) {
      answers.push(await player.call(addTarget, { name: `Word ${at} ${n}` }, { realm: 'exercise:drill' }))
      await wait(50)
    }
    // One more after the reset was answered: that one is always too late.
    answers.push(await player.call(addTarget, { name: `Word ${at} last` }, { realm: 'exercise:drill' }))
    return answers
  })
  await leader.get(api.resetExercise, { exercise: 'drill', into: 'drill-2', because: 'The line dropped' })
  stop = true
  const answers = await Promise.all(typed)
  for (const list of answers) {
    expect(list.at(-1)).toMatchObject({ ok: false, problem: { refusal: 'exercise-over' } })
    const refused = list.filter((one) => !one.ok)
    for (const one of refused) expect(JSON.stringify(one)).toContain('exercise:drill-2')
    // Once it was over it stayed over.
    expect(list.slice(list.findIndex((one) => !one.ok)).every((one) => !one.ok)).toBe(true)
  }
  const there = await players[0]?.get(listTargets, {}, { realm: 'exercise:drill' })
  const taken = answers.flat().filter((one) => one.ok).length
  expect(there?.targets.filter(({ state }) => state.name.startsWith('Word')).length).toBe(taken)
  for (const realm of ['exercise:drill-2', 'live'])
    expect(JSON.stringify(await players[0]?.get(listTargets, {}, { realm }))).not.toContain('Word')
})

test('an organisation leaves in the middle: the story goes on to its end without it, and live nothing moves', {
  timeout: 240_000,
}, async () => {
  const leader = await control()
  const administrator = await node.administrator()
  const bank = await administrator.get(registerOrganisation, { name: 'Bank', kind: 'operator', country: 'BE' })
  await leader.get(api.planExercise, {
    ...{ scenario: 'three-small-things', exercise: 'drill', autoplay: 'all' },
    organisations: { bank: bank.id },
  })
  await leader.get(api.startExercise, { exercise: 'drill', speed: 1 })
  await leader.get(api.jumpTo, { exercise: 'drill', to: '2025-03-10T08:31:00Z' })
  await jumped(leader, 'drill')
  await administrator.get(changeOrganisation, { organisation: bank.id, version: bank.version, active: false })
  // What it was to say in the story comes all the same: whoever directs speaks for it.
  await leader.get(api.inject, {
    ...{ exercise: 'drill', inject: 'bank-writes', title: 'The bank writes' },
    content: { channel: 'report', from: 'bank', title: 'Cards work again', text: 'Since a quarter to nine.' },
  })
  await leader.get(api.setSpeed, { exercise: 'drill', speed: 0 })
  await expect.poll(async () => (await exerciseOf(leader, 'drill')).state, { timeout: 90_000 }).toBe('ended')
  const { injects, expected, refused } = await leader.get(api.showInjects, { exercise: 'drill' })
  expect(injects.map(({ id, state }) => [id, state])).toEqual([
    ['outage', 'delivered'],
    ['bank-writes', 'delivered'],
    ['call', 'delivered'],
    ['flood', 'delivered'],
  ])
  expect([refused, expected.map(({ state }) => state)]).toEqual([[], ['done', 'kept']])
  expect((await leader.get(listIncidents, {})).items).toEqual([])
  expect((await leader.get(listItems, {})).items).toEqual([])
})
