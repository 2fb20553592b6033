// Persons and organisations: who may see and change whom, and that no field reaches further than it should.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contract } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'
import { roles as allRoles } from '#kernel/role.ts'
import * as api from '#people/api.ts'
import { peopleContracts } from '#people/index.ts'
import { type Browser, goodPassword, openPeople, type PeopleHouse } from '../setup/people.ts'

type Known = Browser & { id: string }
let house: PeopleHouse
let administrator: Known & { home: string }
let operator: string
let theirDesk: Known
let analyst: Known
beforeAll(async () => {
  house = await openPeople()
  administrator = await house.setUp()
  const registered = await administrator.call(api.registerOrganisation, {
    name: 'Grid of the north',
    kind: 'operator',
    country: 'FI',
    sectors: ['energy.electricity'],
    clientOf: [administrator.home],
  })
  operator = registered.body.id
  theirDesk = await house.join(administrator, {
    email: 'desk@grid.example',
    organisation: operator,
    roles: ['analyst', 'liaison'],
  })
  analyst = await house.join(administrator, {
    email: 'analyst@csirt.example',
    organisation: administrator.home,
    roles: ['analyst'],
  })
})
afterAll(() => house.close())

const absent = '0198c2a0-0000-7000-8000-00000000dead'
const held = async (person: string) => (await administrator.call(api.getPerson, { person })).body

test('organisations are seen by everybody signed in, persons only by the home and by their own organisation', async () => {
  const seen = (await theirDesk.call(api.listOrganisations, {})).body
  expect(seen.items.map((item) => item.name).sort()).toEqual(['Grid of the north', 'National CSIRT'])
  expect(seen.home).toBe(administrator.home)
  expect((await theirDesk.call(api.listPersons, {})).body.items.map((item) => item.email)).toEqual([
    'desk@grid.example',
  ])
  expect((await analyst.call(api.listPersons, {})).body.items).toHaveLength(3)
  expect((await house.browser().call(api.listOrganisations, {})).status).toBe(401)
})

test('a person of another organisation and one that does not exist give the same answer', async () => {
  const hidden = await theirDesk.call(api.getPerson, { person: analyst.id })
  const none = await theirDesk.call(api.getPerson, { person: absent })
  expect(hidden.status).toBe(404)
  const without = ({ requestId: _r, detail, ...body }: Partial<Problem>) => ({
    ...body,
    detail: detail?.replace(/[0-9a-f-]{36}/, 'ID'),
  })
  expect(without(hidden.body as object)).toEqual(without(none.body as object))
})

test('whoAmI says organisation, roles and realms; a client reads as client', async () => {
  const { me } = (await theirDesk.call(api.whoAmI, {})).body
  expect(me).toMatchObject({
    organisation: { id: operator, name: 'Grid of the north', country: 'FI' },
    roles: ['analyst', 'liaison'],
    realms: ['live'],
  })
})

test('only an administrator changes persons and organisations', async () => {
  const actions = peopleContracts.filter(
    (contract) =>
      contract.does === 'action' && Array.isArray(contract.policy.who) && contract.policy.who.includes('administrator'),
  )
  expect(actions.length).toBeGreaterThan(9)
  for (const contract of actions) {
    for (const browser of [theirDesk, analyst]) {
      const answer = await browser.call(contract as Contract, contract.example as never)
      expect([contract.name, answer.status, (answer.body as { refusal: string }).refusal]).toEqual([
        contract.name,
        403,
        'not-allowed',
      ])
    }
    expect([
      contract.name,
      (await house.browser().call(contract as Contract, contract.example as never)).status,
    ]).toEqual([contract.name, 401])
  }
})

test('an address belongs to one person, in whatever form it is written', async () => {
  for (const email of ['desk@grid.example', 'DESK@GRID.EXAMPLE', 'ｄesk@grid.example']) {
    const answer = await administrator.call(api.invitePerson, {
      name: 'Twin',
      email,
      organisation: operator,
      roles: ['reader'],
    })
    expect(answer.body).toMatchObject({ refusal: 'email-taken' })
  }
  const { version } = await held(analyst.id)
  expect(
    (await administrator.call(api.changePerson, { person: analyst.id, version, email: 'Desk@grid.example' })).body,
  ).toMatchObject({ refusal: 'email-taken' })
  expect((await held(analyst.id)).version).toBe(version)
})

test('the same address invited ten times at the same moment makes one person', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      administrator.call(api.invitePerson, {
        name: 'Once',
        email: 'once@grid.example',
        organisation: operator,
        roles: ['reader'],
      }),
    ),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  expect(
    (await administrator.call(api.listPersons, { organisation: operator })).body.items.filter(
      (item) => item.email === 'once@grid.example',
    ),
  ).toHaveLength(1)
})

test('an invitation works once, for three days, a newer one replaces it, and the host header does not move it', async () => {
  const invited = await administrator.call(
    api.invitePerson,
    { name: 'Late', email: 'late@grid.example', organisation: operator, roles: ['reader'] },
    { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } },
  )
  expect(invited.body.link).toMatch(/^http:\/\/localhost:8999\/invitation#[A-Za-z0-9_-]{43}$/)
  const secretOf = (link: string | null) => String(link).split('#')[1]!
  const older = secretOf(invited.body.link)
  const newer = secretOf((await administrator.call(api.renewInvitation, { person: invited.body.person.id })).body.link)
  const accept = (token: string) => house.browser().call(api.acceptInvitation, { token, password: goodPassword })
  expect((await accept(older)).body).toMatchObject({ refusal: 'link-not-valid' })
  house.clock.pass(3 * 86_400 + 1)
  expect((await accept(newer)).body).toMatchObject({ refusal: 'link-not-valid' })
  await administrator.call(api.signIn, { email: 'first@csirt.example', password: goodPassword })
  await analyst.call(api.signIn, { email: 'analyst@csirt.example', password: goodPassword })
  await theirDesk.call(api.signIn, { email: 'desk@grid.example', password: goodPassword })
  const newest = secretOf((await administrator.call(api.renewInvitation, { person: invited.body.person.id })).body.link)
  const answers = await Promise.all([accept(newest), accept(newest), accept(newest)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404])
  expect((await administrator.call(api.renewInvitation, { person: invited.body.person.id })).body).toMatchObject({
    refusal: 'wrong-state',
  })
})

test('a link of one kind is no link of another', async () => {
  const invited = await administrator.call(api.invitePerson, {
    name: 'Kinds',
    email: 'kinds@grid.example',
    organisation: operator,
    roles: ['reader'],
  })
  const token = String(invited.body.link).split('#')[1]!
  expect((await house.browser().call(api.resetPassword, { token, password: goodPassword })).body).toMatchObject({
    refusal: 'link-not-valid',
  })
  const reset = (await administrator.call(api.offerPasswordReset, { person: analyst.id })).body
  expect(
    (
      await house
        .browser()
        .call(api.acceptInvitation, { token: String(reset.link).split('#')[1]!, password: goodPassword })
    ).body,
  ).toMatchObject({ refusal: 'link-not-valid' })
})

test('a reset link works once and ends all sessions', async () => {
  const person = await house.join(administrator, {
    email: 'reset@csirt.example',
    organisation: administrator.home,
    roles: ['reader'],
  })
  const { link } = (await administrator.call(api.offerPasswordReset, { person: person.id })).body
  const token = String(link).split('#')[1]!
  const password = 'nine windows facing the sea'
  expect((await house.browser().call(api.resetPassword, { token, password: 'password1234' })).body).toMatchObject({
    refusal: 'weak-password',
  })
  const answers = await Promise.all([1, 2, 3].map(() => house.browser().call(api.resetPassword, { token, password })))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404])
  expect((await person.call(api.whoAmI, {})).body.me).toBeNull()
  expect((await house.browser().call(api.signIn, { email: 'reset@csirt.example', password })).status).toBe(200)
})

test('the last administrator can neither be disabled nor lose the role, also by two at the same moment', async () => {
  const { version, roles } = await held(administrator.id)
  const without = roles.filter((role) => role !== 'administrator')
  expect(
    (await administrator.call(api.changePerson, { person: administrator.id, version, roles: without })).body,
  ).toMatchObject({ refusal: 'last-administrator' })
  expect(
    (await administrator.call(api.disablePerson, { person: administrator.id, version, reason: 'Holiday' })).body,
  ).toMatchObject({ refusal: 'last-administrator' })
  const second = await house.join(administrator, {
    email: 'second@csirt.example',
    organisation: administrator.home,
    roles: ['administrator'],
  })
  const both = [administrator, second] as const
  for (let round = 0; round < 8; round++) {
    const [versionOfFirst, versionOfSecond] = [(await held(administrator.id)).version, (await held(second.id)).version]
    const answers = await Promise.all([
      administrator.call(api.disablePerson, { person: second.id, version: versionOfSecond, reason: 'One of two' }),
      second.call(api.disablePerson, { person: administrator.id, version: versionOfFirst, reason: 'One of two' }),
    ])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const [left, gone] = answers[0].status === 200 ? both : ([second, administrator] as const)
    const { items } = (await left.call(api.listPersons, { status: 'active' })).body
    expect(items.filter((item) => item.roles.includes('administrator'))).toHaveLength(1)
    const { version: now } = (await left.call(api.getPerson, { person: gone.id })).body
    await left.call(api.enablePerson, { person: gone.id, version: now })
    const email = gone === second ? 'second@csirt.example' : 'first@csirt.example'
    expect((await gone.call(api.signIn, { email, password: goodPassword })).status).toBe(200)
  }
})

test('an administrator belongs to the home organisation', async () => {
  expect(
    (
      await administrator.call(api.invitePerson, {
        name: 'x',
        email: 'x@grid.example',
        organisation: operator,
        roles: ['administrator'],
      })
    ).body,
  ).toMatchObject({ refusal: 'administrator-elsewhere' })
  const desk = await held(theirDesk.id)
  expect(
    (
      await administrator.call(api.changePerson, {
        person: theirDesk.id,
        version: desk.version,
        roles: ['administrator'],
      })
    ).body,
  ).toMatchObject({ refusal: 'administrator-elsewhere' })
})

test('moving a person to another organisation moves who may see them', async () => {
  const mover = await house.join(administrator, {
    email: 'mover@csirt.example',
    organisation: administrator.home,
    roles: ['reader'],
  })
  expect((await theirDesk.call(api.getPerson, { person: mover.id })).status).toBe(404)
  const { version } = await held(mover.id)
  const moved = await administrator.call(api.changePerson, { person: mover.id, version, organisation: operator })
  expect(moved.body.marking).toMatchObject({ tlp: 'AMBER+STRICT', owner: administrator.home, audience: [operator] })
  expect((await theirDesk.call(api.getPerson, { person: mover.id })).status).toBe(200)
  expect((await mover.call(api.listPersons, {})).body.items.map((item) => item.organisation)).not.toContain(
    administrator.home,
  )
  expect((await administrator.call(api.changePerson, { person: mover.id, version, name: 'Stale' })).body).toMatchObject(
    { refusal: 'stale-version' },
  )
})

test('leaving a field out of a change never takes anything away or gives anything', async () => {
  const before = await held(theirDesk.id)
  const renamed = await administrator.call(api.changePerson, {
    person: theirDesk.id,
    version: before.version,
    name: 'Night desk',
  })
  const { version: _v, since: _s, name, ...rest } = renamed.body
  expect(name).toBe('Night desk')
  expect(before).toMatchObject(rest)
  const organisation = (await administrator.call(api.getOrganisation, { organisation: operator })).body
  const short = await administrator.call(api.changeOrganisation, {
    organisation: operator,
    version: organisation.version,
    shortName: 'Grid',
  })
  const { version: _v2, since: _s2, shortName, ...same } = short.body
  expect(shortName).toBe('Grid')
  expect(organisation).toMatchObject(same)
  for (const field of ['person', 'version'] as const) {
    const { [field]: _left, ...input } = { person: theirDesk.id, version: 1, roles: [...allRoles] }
    expect((await administrator.call(api.changePerson, input as never)).body).toMatchObject({ refusal: 'bad-input' })
  }
})

test('fields that a caller does not own are refused wherever they are put', async () => {
  const invite = {
    name: 'x',
    email: 'mass@csirt.example',
    organisation: administrator.home,
    roles: ['reader'] as const,
  }
  const extras: object[] = [
    { id: absent },
    { owner: operator },
    { marking: { tlp: 'CLEAR' } },
    { status: 'active' },
    { password: 'x' },
    { password_hash: 'x' },
    { realm: 'exercise:x' },
    { constructor: {} },
  ]
  for (const extra of extras) {
    expect([extra, (await administrator.call(api.invitePerson, { ...invite, ...extra } as never)).status]).toEqual([
      extra,
      400,
    ])
  }
  const polluted = `{"name":"x","email":"mass@csirt.example","organisation":"${administrator.home}","roles":["reader"],"__proto__":{"roles":["administrator"]}}`
  expect((await administrator.call(api.invitePerson, JSON.parse(polluted))).status).toBe(400)
  const desk = await held(theirDesk.id)
  expect(
    (
      await administrator.call(api.changePerson, {
        person: theirDesk.id,
        version: desk.version,
        status: 'disabled',
      } as never)
    ).status,
  ).toBe(400)
})

test('an organisation is registered only as the lists of law allow', async () => {
  const base = { name: 'x', kind: 'operator' as const, country: 'FI' }
  expect((await administrator.call(api.registerOrganisation, { ...base, country: 'ZZ' })).body).toMatchObject({
    refusal: 'unknown-country',
  })
  expect(
    (await administrator.call(api.registerOrganisation, { ...base, sectors: ['energy.coal'] })).body,
  ).toMatchObject({ refusal: 'unknown-sector' })
  expect((await administrator.call(api.registerOrganisation, { ...base, clientOf: [absent] })).body).toMatchObject({
    refusal: 'unknown-organisation',
  })
  expect((await administrator.call(api.registerOrganisation, { ...base, country: 'UK' })).body).toMatchObject({
    country: 'GB',
    marking: { tlp: 'GREEN', owner: administrator.home },
  })
})

test('organisations are found by kind, country and sector, a sector with its subsectors', async () => {
  const names = async (wanted: Record<string, unknown>) =>
    (await analyst.call(api.listOrganisations, wanted as never)).body.items.map((item) => item.name)
  expect(await names({ sector: 'energy' })).toEqual(['Grid of the north'])
  expect(await names({ sector: 'energy.electricity', country: 'FI', kind: 'operator', active: true })).toEqual([
    'Grid of the north',
  ])
  expect(await names({ sector: 'energy.gas' })).toEqual([])
  expect(await names({ kind: 'csirt' })).toEqual(['National CSIRT'])
})

test('lists come in pages that neither lose nor repeat anybody', async () => {
  const seen: string[] = []
  let after: string | undefined
  do {
    const { items, next } = (await administrator.call(api.listPersons, { limit: 2, ...(after ? { after } : {}) })).body
    expect(items.length).toBeLessThanOrEqual(2)
    seen.push(...items.map((item) => item.id))
    after = next ?? undefined
  } while (after)
  const { items } = (await administrator.call(api.listPersons, {})).body
  expect(seen).toEqual(items.map((item) => item.id))
})

test('an organisation with people in it, and the home, stay active', async () => {
  const grid = (await administrator.call(api.getOrganisation, { organisation: operator })).body
  expect(
    (await administrator.call(api.changeOrganisation, { organisation: operator, version: grid.version, active: false }))
      .body,
  ).toMatchObject({ refusal: 'members-left' })
  expect(
    (
      await administrator.call(api.changeOrganisation, {
        organisation: operator,
        version: grid.version,
        clientOf: [operator],
      })
    ).body,
  ).toMatchObject({ refusal: 'client-of-itself' })
  const home = (await administrator.call(api.getOrganisation, { organisation: administrator.home })).body
  expect(
    (
      await administrator.call(api.changeOrganisation, {
        organisation: administrator.home,
        version: home.version,
        active: false,
      })
    ).body,
  ).toMatchObject({ refusal: 'home-organisation' })
})

test('a person enters an exercise by the hand of an exercise controller, and leaves it again', async () => {
  const { realms } = (await analyst.call(api.whoAmI, {})).body.me!
  expect(realms).toEqual(['live'])
  expect((await analyst.call(api.enterRealm, { person: analyst.id, exercise: 'storm' })).body).toMatchObject({
    refusal: 'not-allowed',
  })
  expect((await administrator.call(api.enterRealm, { person: analyst.id, exercise: 'storm' })).status).toBe(200)
  expect((await analyst.call(api.whoAmI, {})).body.me?.realms).toEqual(['live', 'exercise:storm'])
  await administrator.call(api.leaveRealm, { person: analyst.id, exercise: 'storm' })
  expect((await analyst.call(api.whoAmI, {})).body.me?.realms).toEqual(['live'])
  expect((await administrator.call(api.enterRealm, { person: analyst.id, exercise: '../live' })).status).toBe(400)
})

test('the past shows an organisation as it was then', async () => {
  const before = (await administrator.call(api.getOrganisation, { organisation: operator })).body
  const moment = house.clock.now().toISOString()
  house.clock.pass(60)
  await administrator.call(api.changeOrganisation, {
    organisation: operator,
    version: before.version,
    name: 'Grid of the south',
  })
  expect((await analyst.call(api.getOrganisation, { organisation: operator })).body.name).toBe('Grid of the south')
  const then = await analyst.call(api.getOrganisation, { organisation: operator, asOf: moment } as never)
  expect(then.body.name).toBe('Grid of the north')
})

test('erasing a person takes name and address from journal and tables, keeps the proof, and frees the address', async () => {
  const leaver = await house.join(administrator, {
    email: 'leaver@csirt.example',
    organisation: administrator.home,
    roles: ['reader'],
  })
  const active = await held(leaver.id)
  expect(
    (await administrator.call(api.erasePerson, { person: leaver.id, version: active.version, reason: 'GDPR 17' })).body,
  ).toMatchObject({ refusal: 'wrong-state' })
  await administrator.call(api.disablePerson, { person: leaver.id, version: active.version, reason: 'Left' })
  const answer = await administrator.call(api.erasePerson, {
    person: leaver.id,
    version: active.version + 1,
    reason: 'Request under GDPR 17',
  })
  expect(answer).toMatchObject({ status: 200, body: { erased: 3 } })
  expect((await administrator.call(api.getPerson, { person: leaver.id })).status).toBe(404)
  const { sql } = await import('kysely')
  for (const table of ['journal.entries', 'journal.records', 'journal.commands', 'people.accounts']) {
    const rows = await sql<{
      all: string | null
    }>`select string_agg(t::text, ' ') as all from ${sql.raw(table)} t`.execute(house.journal.sql)
    expect([table, String(rows.rows[0]?.all).includes('leaver@')]).toEqual([table, false])
  }
  const again = await administrator.call(api.invitePerson, {
    name: 'New',
    email: 'leaver@csirt.example',
    organisation: administrator.home,
    roles: ['reader'],
  })
  expect(again.status).toBe(200)
})

test('sectors and countries come from the lists of law', async () => {
  const sectors = (await house.browser().call(api.listSectors, {})).body
  expect(sectors.items).toHaveLength(18)
  expect(sectors.items.filter((sector) => sector.annex === 'I')).toHaveLength(11)
  const countries = (await house.browser().call(api.listCountries, {})).body.items
  expect(countries.filter((country) => country.member)).toHaveLength(27)
  expect(countries).toHaveLength(249)
  expect(countries.find((country) => country.code === 'UA')).toEqual({
    code: 'UA',
    name: 'Ukraine',
    member: false,
    eea: false,
  })
})
