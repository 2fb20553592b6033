// Story 4 over HTTP: links by satellite of two operators, one of which withdraws; who is hit, how sure that is, and who matters most.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InputOf } from '#kernel/contract.ts'
import { registerOrganisation } from '#people/api.ts'
import { drawChances, rankProviders, simulateCascade } from '#sustain/api/analysis.ts'
import { addPart, changePart } from '#sustain/api/parts.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let other: Client
const ids: Record<string, string> = {}

const month = 43_200
const withdraws = { hits: { behind: 'orbit  ONE' }, kind: 'withdraws' as const, notice: month }
const inUse = (part: string) => ({ part: ids[part] ?? '', switching: null })

async function add(name: string, given: Partial<InputOf<typeof addPart>>): Promise<void> {
  const { id } = await analyst.get(addPart, { name, kind: 'service', layer: 'service', ...given })
  ids[name] = id
}

function wayOut(holds: number, of: object[]) {
  return [
    {
      name: 'Way out',
      layer: 'satellite',
      least: 1,
      holds: { likely: holds, least: holds / 2, most: holds * 2 },
      weight: 1,
      of,
    },
  ] as NonNullable<InputOf<typeof addPart>['needs']>
}

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const bank = await admin.get(registerOrganisation, {
    name: 'Bank',
    kind: 'operator',
    country: 'DK',
    sectors: ['banking'],
  })
  other = await node.signedIn({ roles: ['analyst'], organisation: bank.id })
  const operator = { kind: 'provider' as const, layer: 'satellite' as const }
  await add('Links of Orbit One', { ...operator, behind: { organisation: null, name: 'Orbit One' }, country: 'US' })
  await add('Links of Orbit Two', { ...operator, behind: { organisation: null, name: 'Orbit Two' }, country: 'LU' })
  const standby = {
    part: ids['Links of Orbit Two'],
    switching: { likely: 120, least: 60, most: 240 },
    agreement: 'Frame 7',
  }
  const people = { serves: ['GR' as const], sectors: ['transport' as const] }
  await add('Ferry booking', { ...people, users: 100_000, needs: wayOut(60, [inUse('Links of Orbit One'), standby]) })
  await add('Island clinic', { users: 2_000, serves: ['GR'], needs: wayOut(0, [inUse('Links of Orbit One')]) })
}, 120_000)
afterAll(() => node.stop())

describe('when an operator withdraws with thirty days of notice', () => {
  test('one falls when the month is over, the other holds out for an hour and is lifted by the second operator', async () => {
    const answer = await analyst.get(simulateCascade, { shocks: [withdraws], horizon: 50_000 })
    expect(answer.hit).toEqual([ids['Links of Orbit One']])
    expect(answer.fallen).toMatchObject([
      { name: 'Links of Orbit One', downAt: month, steps: [{ need: null, because: null }] },
      { name: 'Island clinic', downAt: month, backAt: null, lowest: 0 },
      { name: 'Ferry booking', downAt: month + 60, backAt: month + 120 },
    ])
    expect(answer.fallen[2]?.steps).toMatchObject([
      { at: month + 60, level: 0, need: 'Way out', because: ids['Links of Orbit One'] },
      { at: month + 120, level: 1, because: ids['Links of Orbit Two'] },
    ])
    expect(answer.cells).toContainEqual({
      sector: 'transport',
      country: 'GR',
      services: 1,
      down: 1,
      users: 100_000,
      userMinutes: 6_000_000,
      firstDownAt: month + 60,
    })
    expect(answer).toMatchObject({ services: 0, servicesDown: 2 })
    expect(answer.notes).toEqual([])
  })

  test('the same seed gives the same chances, and a standby that may fail makes it worse', async () => {
    const asked = { shocks: [withdraws], horizon: 50_000, runs: 400, seed: 5 }
    const one = await analyst.get(drawChances, asked)
    expect(await analyst.get(drawChances, asked)).toEqual(one)
    expect(one.distributions.join(' ')).toContain('triangular')
    const ferry = one.services.find(({ name }) => name === 'Ferry booking')
    expect(ferry?.downLow).toBeLessThan(ferry?.down ?? 0)
    const worse = await analyst.get(drawChances, { ...asked, standbyWorks: 0 })
    const lost = (answer: typeof one) =>
      answer.services.find(({ name }) => name === 'Ferry booking')?.userMinutes?.p50 ?? 0
    expect(lost(worse)).toBeGreaterThan(10 * lost(one))
  })

  test('providers stand in the order of what is lost without them, one by one, by house and by country', async () => {
    const byHouse = await analyst.get(rankProviders, { by: 'behind' })
    expect(byHouse.tried).toBe(2)
    expect(byHouse.ranked).toMatchObject([
      {
        name: 'Orbit One',
        country: 'US',
        layer: 'satellite',
        servicesDown: 2,
        usersDown: 102_000,
        countries: ['GR'],
        firstDownAt: 0,
      },
      { name: 'Orbit Two', servicesDown: 0, userMinutes: 0, firstDownAt: null },
    ])
    const byCountry = await analyst.get(rankProviders, { by: 'country', horizon: 60 })
    expect(byCountry.ranked[0]).toMatchObject({ name: 'US', part: null, parts: 1 })
    const byPart = await analyst.get(rankProviders, { layer: 'satellite', limit: 1 })
    expect(byPart.ranked).toMatchObject([{ part: ids['Links of Orbit One'], parts: 1 }])
  })
})

describe('the map as it is now', () => {
  test('a change of a part is in the next answer, and a part at rest is not', async () => {
    const clinic = ids['Island clinic'] ?? ''
    const held = wayOut(600, [inUse('Links of Orbit One')])
    const changed = await analyst.get(changePart, { id: clinic, version: 1, needs: held })
    const fails = {
      shocks: [{ hits: { part: ids['Links of Orbit One'] ?? '' }, kind: 'fails' as const }],
      horizon: 1000,
    }
    const clinicOf = async () => (await analyst.get(simulateCascade, fails)).fallen.find(({ part }) => part === clinic)
    expect(await clinicOf()).toMatchObject({ downAt: 600 })
    await analyst.get(changePart, { id: clinic, version: changed.version, active: false })
    expect(await clinicOf()).toBeUndefined()
    await analyst.get(changePart, { id: clinic, version: changed.version + 1, active: true })
    expect(await clinicOf()).toMatchObject({ downAt: 600 })
  })

  test('who may not read a part is told that nothing is hit, and sees nothing of it', async () => {
    const hidden = await other.call(simulateCascade, { shocks: [withdraws], horizon: 100 })
    expect(hidden).toMatchObject({ status: 422, problem: { refusal: 'nothing-hit' } })
    expect(await other.get(rankProviders, { by: 'behind' })).toMatchObject({ tried: 0, ranked: [] })
    const own = await other.get(addPart, {
      name: 'Till',
      kind: 'service',
      layer: 'service',
      marking: { tlp: 'AMBER+STRICT' },
    })
    const seen = await other.get(simulateCascade, { shocks: [{ hits: { part: own.id }, kind: 'fails' }], horizon: 10 })
    expect(seen.fallen.map(({ name }) => name)).toEqual(['Till'])
  })
})
