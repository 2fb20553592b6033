// The map over HTTP: parts, needs and options; who sees what of them, and what is refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { addPart, changePart, confirmPart, getPart, listParts, showMap } from '#sustain/api/parts.ts'
import type { Need, Option } from '#sustain/model/parts.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let other: Client

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const bank = { name: 'Exercise Bank', kind: 'operator', country: 'DK', sectors: ['banking'] } as const
  const { id } = await admin.get(registerOrganisation, { ...bank, sectors: [...bank.sectors] })
  other = await node.signedIn({ roles: ['analyst'], organisation: id })
}, 120_000)
afterAll(() => node.stop())

const strange = '01980f3c-8a00-7000-8000-000000000009'
const provider = (name: string) => ({ name, kind: 'provider', layer: 'satellite' }) as const
const use = (part: string): Option => ({ part, switching: null })
const standby = (part: string): Option => ({ part, switching: { likely: 30 } })
const need = (...of: Option[]): Need => ({
  ...{ name: 'Way out', layer: 'connectivity', least: 1 },
  ...{ of, holds: { likely: 60 }, weight: 1 },
})

async function added(client: Client, name: string, needs: Need[] = []) {
  return (await client.get(addPart, { ...provider(name), needs })).id
}

describe('a part', () => {
  test('what is left out is as if nobody knew, and that it was said now is its evidence', async () => {
    const { state, version, marking } = await analyst.get(addPart, provider('Alone'))
    expect({ version, tlp: marking.tlp, owner: marking.owner }).toEqual({
      version: 1,
      tlp: 'AMBER+STRICT',
      owner: analyst.organisation,
    })
    expect(state).toMatchObject({ behind: null, country: null, users: null, usableFrom: 0, needs: [], active: true })
    expect(state.evidence).toMatchObject([{ kind: 'stated' }])
  })

  test('shows by name what it needs and what needs it', async () => {
    const link = await added(analyst, 'Link')
    const portal = await analyst.get(addPart, {
      name: 'Portal',
      kind: 'service',
      layer: 'service',
      needs: [need(use(link))],
    })
    const seen = await analyst.get(getPart, { id: link })
    expect(seen.neededBy).toEqual([
      { id: portal.id, name: 'Portal', kind: 'service', layer: 'service', need: 'Way out' },
    ])
    expect((await analyst.get(getPart, { id: portal.id })).names).toEqual({ [link]: 'Link' })
    await analyst.get(changePart, { id: portal.id, version: 1, active: false })
    expect((await analyst.get(getPart, { id: link })).neededBy).toEqual([])
  })

  test.each([
    ['needs itself', (self: string) => [need(use(self))], 'contradictory-need', '/needs/0/of/0'],
    ['names what is not there', () => [need(use(strange))], 'no-such-part', '/needs/0/of/0'],
  ])('that %s is refused, with the place', async (_, needs, refusal, where) => {
    const self = await added(analyst, 'Self')
    const answer = await analyst.call(changePart, { id: self, version: 1, needs: needs(self) })
    expect(answer).toMatchObject({ status: 422, problem: { refusal, where } })
  })

  test('more options than there are, spans that fall, and an agreement until a day that is none are refused', async () => {
    const link = await added(analyst, 'Link')
    const bad = [
      { ...need(use(link)), least: 2 },
      { ...need(use(link)), holds: { likely: 5, most: 4 } },
      need({ ...use(link), agreedUntil: '2026-02-30' }),
      need(use(link), standby(link)),
    ]
    for (const one of bad)
      expect(await analyst.call(addPart, { ...provider('Bad'), needs: [one] })).toMatchObject({
        problem: { refusal: 'contradictory-need' },
      })
    const twice = await analyst.call(addPart, { ...provider('Bad'), needs: [need(use(link)), need(use(link))] })
    expect(twice).toMatchObject({ problem: { refusal: 'contradictory-need', where: '/needs/1/name' } })
  })

  test('a standby that needs what it should replace is taken, with a warning that names the way', async () => {
    const trunk = await added(analyst, 'Trunk')
    const reseller = await added(analyst, 'Reseller', [need(use(trunk))])
    const spare = await added(analyst, 'Spare', [need(use(reseller))])
    const part = await analyst.get(addPart, { ...provider('Site'), needs: [need(use(trunk), standby(spare))] })
    expect(part.warnings).toEqual([
      'In "Way out", Spare stands by for Trunk but needs Trunk itself (by way of Reseller): it would fall with it.',
    ])
    expect((await analyst.get(getPart, { id: part.id })).warnings).toEqual(part.warnings)
  })

  test('two parts that need each other are taken and shown', async () => {
    const grid = await added(analyst, 'Grid')
    const phone = await added(analyst, 'Phone', [need(use(grid))])
    await analyst.get(changePart, { id: grid, version: 1, needs: [need(use(phone))] })
    const { edges } = await analyst.get(showMap, { around: grid, steps: 10 })
    expect(edges.map(({ from, to }) => [from, to]).sort()).toEqual([[grid, phone].sort(), [phone, grid]].sort())
    const spare = await analyst.get(addPart, { ...provider('Knot'), needs: [need(use(grid), standby(phone))] })
    expect(spare.warnings).toHaveLength(1)
  })

  test('a change that changes nothing, an old version and an organisation that is not there are refused', async () => {
    const id = await added(analyst, 'Same')
    expect(await analyst.call(changePart, { id, version: 1, name: 'Same' })).toMatchObject({
      problem: { refusal: 'nothing-to-change' },
    })
    await analyst.get(changePart, { id, version: 1, name: 'Other' })
    expect(await analyst.call(changePart, { id, version: 1, name: 'Third' })).toMatchObject({
      problem: { refusal: 'stale-version' },
    })
    const behind = { organisation: strange, name: 'Nobody' }
    expect(await analyst.call(changePart, { id, version: 2, behind })).toMatchObject({
      problem: { refusal: 'no-organisation', where: '/behind/organisation' },
    })
  })
})

describe('who sees what', () => {
  test('what another organisation may not read is neither named nor counted, and cannot be named as an option', async () => {
    const open = await other.get(addPart, { ...provider('Open to all'), marking: { tlp: 'GREEN' } })
    const hidden = await added(analyst, 'Hidden', [need(use(open.id))])
    expect((await analyst.get(getPart, { id: open.id })).neededBy.map(({ name }) => name)).toEqual(['Hidden'])
    expect(await other.get(getPart, { id: open.id })).toMatchObject({ neededBy: [], neededByTotal: 0 })
    expect(await other.call(getPart, { id: hidden })).toMatchObject({ status: 404 })
    const map = await other.get(showMap, { around: open.id })
    expect(map).toMatchObject({ parts: [{ name: 'Open to all', hidden: 0 }], edges: [], total: 1 })
    expect((await other.get(listParts, {})).total).toBe(1)
    const named = await other.call(addPart, { ...provider('Curious'), needs: [need(use(hidden))] })
    expect(named).toMatchObject({ problem: { refusal: 'no-such-part' } })
  })

  test('only the organisation that owns a part changes it', async () => {
    const ours = await analyst.get(addPart, { ...provider('Ours'), marking: { tlp: 'GREEN' } })
    expect(await other.call(changePart, { id: ours.id, version: 1, name: 'Mine' })).toMatchObject({
      status: 403,
      problem: { refusal: 'not-yours' },
    })
  })

  test('an option that went out of sight may stay when something else of the need changes', async () => {
    const open = await analyst.get(addPart, { ...provider('Fading'), marking: { tlp: 'GREEN' } })
    const theirs = await added(other, 'Leaning', [need(use(open.id))])
    await analyst.get(changePart, { id: open.id, version: 1, note: 'still here' })
    const changed = await other.get(changePart, {
      ...{ id: theirs, version: 1 },
      needs: [{ ...need(use(open.id)), weight: 0.5 }],
    })
    expect(changed.state.needs[0]?.weight).toBe(0.5)
  })

  test('parts of an exercise are not those of the live realm', async () => {
    const realm = 'exercise:map'
    const admin = await node.administrator()
    await admin.get(enterRealm, { person: analyst.person, exercise: 'map' })
    await expect.poll(async () => (await analyst.call(listParts, {}, { realm })).ok).toBe(true)
    const played = await analyst.get(addPart, provider('Played'), { realm })
    expect((await analyst.get(listParts, {}, { realm })).parts.map(({ id }) => id)).toEqual([played.id])
    expect((await analyst.get(listParts, { text: 'Played' })).total).toBe(0)
  })
})

describe('the map', () => {
  test('around a part stops after so many steps, and says how much is beside', async () => {
    const a = await added(analyst, 'Chain A')
    const b = await added(analyst, 'Chain B', [need(use(a))])
    const c = await added(analyst, 'Chain C', [need(use(b))])
    const d = await added(analyst, 'Chain D', [need(use(c))])
    const map = await analyst.get(showMap, { around: b, steps: 1 })
    expect(map.parts.map(({ id, hidden }) => [id, hidden]).sort()).toEqual(
      [
        [a, 0],
        [b, 0],
        [c, 1],
      ].sort(),
    )
    expect((await analyst.get(showMap, { around: a, steps: 3 })).parts.map(({ id }) => id)).toContain(d)
    const two = await analyst.get(showMap, { around: b, steps: 5, limit: 2 })
    expect(two.parts).toHaveLength(2)
    expect(await analyst.call(showMap, { around: strange })).toMatchObject({ status: 404 })
  })

  test('shows k of n, shares and what stands by, with the age of what is known', async () => {
    const one = await added(analyst, 'One')
    const two = await added(analyst, 'Two')
    const needs = [{ ...need({ ...use(one), share: 0.5 }, standby(two)), least: 2, weight: 0.25 }]
    const { id } = await analyst.get(addPart, { ...provider('Both'), needs })
    const { edges, parts } = await analyst.get(showMap, { around: id, steps: 1 })
    const alike = { from: id, need: 'Way out', weight: 0.25, least: 2, options: 2 }
    expect(edges).toEqual([
      { ...alike, to: one, share: 0.5, standby: false },
      { ...alike, to: two, share: 1, standby: true },
    ])
    expect(parts.every(({ evidenceDays }) => evidenceDays === 0)).toBe(true)
  })

  test('as it was before: the past shows the need that was there then', async () => {
    const link = await added(analyst, 'Old link')
    const id = await added(analyst, 'Changing', [need(use(link))])
    const { since } = (await analyst.get(getPart, { id })).part
    await new Promise((resolve) => setTimeout(resolve, 20))
    await analyst.get(changePart, { id, version: 1, needs: [] })
    expect((await analyst.get(getPart, { id: link })).neededBy).toEqual([])
    expect((await analyst.get(getPart, { id: link }, { asOf: since })).neededBy).toMatchObject([{ name: 'Changing' }])
    expect((await analyst.get(showMap, { around: id }, { asOf: since })).edges).toMatchObject([{ from: id, to: link }])
    expect((await analyst.get(listParts, { text: 'Changing' }, { asOf: since })).parts[0]?.state.needs).toHaveLength(1)
  })
})

describe('freshness', () => {
  test('what was last known long ago is found, and is fresh again when somebody confirms it', async () => {
    const old = { kind: 'contract', what: 'Contract 7', seenAt: '2020-01-01T00:00:00.000Z' } as const
    const { id } = await analyst.get(addPart, { ...provider('Stale'), evidence: [old] })
    const stale = async () => (await analyst.get(listParts, { staleDays: 365 })).parts.map((part) => part.id)
    expect(await stale()).toContain(id)
    const confirmed = await analyst.get(confirmPart, { id, kind: 'contract', what: 'Contract 8', reference: 'Shelf 4' })
    expect(confirmed.state.evidence.map(({ what }) => what)).toEqual(['Contract 7', 'Contract 8'])
    expect(await stale()).not.toContain(id)
    const ahead = await analyst.call(confirmPart, { id, seenAt: '2099-01-01T00:00:00Z' })
    expect(ahead).toMatchObject({ status: 400, problem: { where: '/evidence/0/seenAt' } })
  })

  test('lists are filtered and go on page by page', async () => {
    const behind = { organisation: null, name: 'Orbit Ltd' }
    for (const name of ['P1', 'P2', 'P3']) await analyst.get(addPart, { ...provider(name), behind, country: 'LU' })
    const first = await analyst.get(listParts, { behind: 'orbit ltd', country: 'LU', layer: 'satellite', limit: 2 })
    expect({ total: first.total, names: first.parts.map(({ state }) => state.name) }).toEqual({
      total: 3,
      names: ['P3', 'P2'],
    })
    const rest = await analyst.get(listParts, { behind: 'orbit ltd', limit: 2, after: first.next ?? '' })
    expect({ names: rest.parts.map(({ state }) => state.name), next: rest.next }).toEqual({ names: ['P1'], next: null })
    expect((await analyst.get(listParts, { text: '100%' })).total).toBe(0)
  })
})
