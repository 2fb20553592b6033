// Targets and sensors over HTTP: what is watched, by whom, and who gets to see it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import {
  addTarget,
  changeSensor,
  changeTarget,
  listSensors,
  listTargets,
  registerSensor,
  showWall,
} from '#sense/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let other: Client
let bank: string

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const { id } = await admin.get(registerOrganisation, {
    name: 'Exercise Bank',
    kind: 'operator',
    country: 'DK',
    sectors: ['banking'],
  })
  bank = id
  other = await node.signedIn({ roles: ['analyst'], organisation: bank })
})
afterAll(() => node.stop())

describe('targets', () => {
  test('networks are kept in one spelling, hosts in lower case, and the rest as it was said', async () => {
    const added = await analyst.get(addTarget, {
      name: 'Tax portal',
      prefixes: ['198.51.100.0/24', '2001:0DB8:0:1::/64', '203.0.113.9'],
      hosts: ['Tax.Example.org', 'tax.example.org'],
      services: ['Tax portal'],
      users: 4_000_000,
      country: 'BE',
      thresholds: { leastRise: 1.5 },
    })
    expect(added).toMatchObject({
      version: 1,
      marking: { tlp: 'AMBER+STRICT', owner: analyst.organisation },
      state: {
        organisation: analyst.organisation,
        prefixes: ['198.51.100.0/24', '2001:db8:0:1::/64', '203.0.113.9/32'],
        hosts: ['tax.example.org'],
        active: true,
      },
    })
    const { targets, standard } = await analyst.get(listTargets, { active: true })
    expect(targets.map(({ id }) => id)).toContain(added.id)
    expect(standard.gapSeconds).toBeGreaterThan(0)
  })

  test.each(['198.51.100.1/24', '300.1.1.1', '2001:db8::1/64'])('%s is refused, with its place', async (prefix) => {
    const answer = await analyst.call(addTarget, { name: 'Wrong', prefixes: ['192.0.2.0/25', prefix] })
    expect(answer).toMatchObject({ status: 422, problem: { refusal: 'bad-prefix', where: '/prefixes/1' } })
  })

  test('the very same network belongs to one target; a smaller one within it may belong to another', async () => {
    const first = await analyst.get(addTarget, { name: 'Network', prefixes: ['192.0.2.0/24'] })
    const again = await analyst.call(addTarget, { name: 'Again', prefixes: ['192.0.2.0/24'] })
    expect(again).toMatchObject({ status: 409, problem: { refusal: 'prefix-taken' } })
    await analyst.get(addTarget, { name: 'Part', prefixes: ['192.0.2.128/25'] })
    await analyst.get(changeTarget, { id: first.id, version: 1, active: false })
    const taken = await analyst.get(addTarget, { name: 'Heir', prefixes: ['192.0.2.0/24'] })
    expect(await analyst.call(changeTarget, { id: first.id, version: 2, active: true })).toMatchObject({
      problem: { refusal: 'prefix-taken' },
    })
    await analyst.get(changeTarget, { id: taken.id, version: 1, prefixes: [] })
    expect((await analyst.get(changeTarget, { id: first.id, version: 2, active: true })).version).toBe(3)
  })

  test('of two that are added at the same moment with the same network, one is refused', async () => {
    const both = await Promise.all(
      ['a', 'b'].map((name) => analyst.call(addTarget, { name, prefixes: ['192.0.3.0/24'] })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('a change that changes nothing, an old version and a strange organisation are refused', async () => {
    const { id } = await analyst.get(addTarget, { name: 'Portal' })
    expect(await analyst.call(changeTarget, { id, version: 1, name: 'Portal' })).toMatchObject({
      problem: { refusal: 'nothing-to-change' },
    })
    await analyst.get(changeTarget, { id, version: 1, name: 'Gate' })
    expect(await analyst.call(changeTarget, { id, version: 1, name: 'Door' })).toMatchObject({
      problem: { refusal: 'stale-version' },
    })
    expect(
      await analyst.call(addTarget, { name: 'X', organisation: '01980f3c-8a00-7000-8000-000000000009' }),
    ).toMatchObject({ status: 422, problem: { refusal: 'no-organisation' } })
  })

  test('another organisation sees neither the target nor that there is one', async () => {
    const { id } = await analyst.get(addTarget, { name: 'Hidden', prefixes: ['192.0.4.0/24'] })
    expect((await other.get(listTargets, {})).targets).toEqual([])
    expect((await other.get(showWall, {})).total).toBe(0)
    expect(await other.call(changeTarget, { id, version: 1, name: 'Mine' })).toMatchObject({ status: 404 })
    // The network tells nothing of the hidden target either.
    expect((await other.get(addTarget, { name: 'Ours', prefixes: ['192.0.4.0/24'] })).state.organisation).toBe(bank)
  })

  test('lists go on page by page', async () => {
    const all = (await analyst.get(listTargets, {})).targets.map(({ id }) => id)
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: { targets: { id: string }[]; next: string | null } = await analyst.get(listTargets, {
        limit: 2,
        ...(after ? { after } : {}),
      })
      seen.push(...page.targets.map(({ id }) => id))
      after = page.next
    }
    expect(seen).toEqual(all)
  })

  test('what is watched in an exercise is not watched in earnest', async () => {
    const admin = await node.administrator()
    await admin.get(enterRealm, { person: analyst.person, exercise: 'spring' })
    const realm = 'exercise:spring'
    await expect.poll(async () => (await analyst.call(listTargets, {}, { realm })).ok).toBe(true)
    const played = await analyst.get(addTarget, { name: 'Played', prefixes: ['198.51.100.0/24'] }, { realm })
    expect((await analyst.get(listTargets, {}, { realm })).targets.map(({ id }) => id)).toEqual([played.id])
    expect((await analyst.get(listTargets, {})).targets.map(({ id }) => id)).not.toContain(played.id)
  })
})

describe('sensors', () => {
  test('one is registered, renamed and put to rest; silence is shown', async () => {
    const added = await analyst.get(registerSensor, { name: 'Exchange point, rack 4', note: 'Ask Mia.' })
    expect(added.state).toMatchObject({ active: true, organisation: analyst.organisation, note: 'Ask Mia.' })
    const changed = await analyst.get(changeSensor, { id: added.id, version: 1, active: false })
    expect(changed.state.active).toBe(false)
    const { sensors } = await analyst.get(listSensors, {})
    expect(sensors).toMatchObject([{ id: added.id, says: null, silentSeconds: null }])
    expect((await other.get(listSensors, {})).sensors).toEqual([])
    expect(await analyst.call(changeSensor, { id: added.id, version: 2, active: false })).toMatchObject({
      problem: { refusal: 'nothing-to-change' },
    })
  })
})
