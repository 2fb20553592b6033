// Sessions and API tokens: how long they live, what they may do, and that they die with the person.
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '#kernel/contract.ts'
import { done } from '#kernel/reply.ts'
import * as api from '#people/api.ts'
import { bind, type Edge } from '#platform/http/index.ts'
import { type Browser, goodPassword, openPeople, type PeopleHouse } from '../setup/people.ts'

const input = Type.Object({}, { additionalProperties: false })
const output = Type.Object({ kind: Type.String(), roles: Type.Array(Type.String()) })
const common = { summary: 'Says who asks.', input, output, refusals: {}, example: {} }
const look = contract({ ...common, name: 'watch.look', does: 'query', policy: { who: ['analyst', 'administrator'] } })
const touch = contract({ ...common, name: 'watch.touch', does: 'action', policy: { who: 'signed-in' } })

let house: PeopleHouse
let administrator: Browser & { id: string; home: string }
beforeAll(async () => {
  house = await openPeople(
    {},
    [look, touch].map((one) =>
      bind(one, async (_input, { reader }) => done({ kind: reader.kind, roles: reader.roles })),
    ),
  )
  administrator = await house.setUp()
})
afterAll(() => house.close())

let number = 0
async function somebody(roles: ('reader' | 'analyst' | 'administrator')[] = ['analyst']) {
  number += 1
  const email = `person${number}@csirt.example`
  return Object.assign(await house.join(administrator, { email, organisation: administrator.home, roles }), { email })
}

const versionOf = async (id: string) => (await administrator.call(api.getPerson, { person: id })).body.version
const inMonths = (months: number) => new Date(house.clock.now().getTime() + months * 30 * 86_400_000).toISOString()

function edgeWith(browser: Browser): Edge {
  const nothing = () => {}
  return {
    cookie: (name) => browser.cookies.get(name),
    setCookie: nothing,
    clearCookie: nothing,
    address: '192.0.2.1',
    userAgent: '',
    origin: house.settings.origin,
    secure: false,
  }
}

test('a session ends twelve hours after it was last used', async () => {
  const browser = await somebody()
  house.clock.pass(11 * 3600)
  expect((await browser.call(look, {})).status).toBe(200)
  house.clock.pass(11 * 3600)
  expect((await browser.call(look, {})).status).toBe(200)
  house.clock.pass(12 * 3600 + 1)
  expect((await browser.call(look, {})).body).toMatchObject({ status: 401, refusal: 'sign-in-first' })
  await administrator.call(api.signIn, { email: 'first@csirt.example', password: goodPassword })
})

test('a session ends after seven days, however busy it was', async () => {
  const browser = await somebody()
  for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
    house.clock.pass(6 * 3600)
    expect((await browser.call(look, {})).status).toBe(200)
  }
  house.clock.pass(6 * 3600 + 1)
  expect((await browser.call(look, {})).status).toBe(401)
  await administrator.call(api.signIn, { email: 'first@csirt.example', password: goodPassword })
})

test('one sees where one is signed in, without addresses, and may end any of it', async () => {
  const browser = await somebody()
  const phone = house.browser({ agent: 'Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36' })
  await phone.call(api.signIn, { email: browser.email, password: goodPassword })
  const { items } = (await browser.call(api.listSessions, {})).body
  expect(
    items.map(({ agent, current }) => ({ agent, current })).sort((a, b) => a.agent.localeCompare(b.agent)),
  ).toEqual([
    { agent: 'Chrome on Android', current: false },
    { agent: 'Firefox on Linux', current: true },
  ])
  expect(JSON.stringify(items)).not.toContain('192.0.2')
  const theirs = items.find((item) => !item.current)!
  const stranger = await somebody()
  expect((await stranger.call(api.endSession, { session: theirs.id })).body).toMatchObject({ refusal: 'unknown' })
  expect((await phone.call(look, {})).status).toBe(200)
  expect((await browser.call(api.endSession, { session: theirs.id })).body).toEqual({ ended: 1 })
  expect((await phone.call(look, {})).status).toBe(401)
})

test('changing the password needs the old one, ends other sessions and keeps this one under a new token', async () => {
  const browser = await somebody()
  const other = house.browser()
  await other.call(api.signIn, { email: browser.email, password: goodPassword })
  const next = 'eleven herons on one rooftop'
  expect((await browser.call(api.changePassword, { old: 'not the old one at all', new: next })).body).toMatchObject({
    refusal: 'wrong-password',
  })
  expect((await browser.call(api.changePassword, { old: goodPassword, new: browser.email })).body).toMatchObject({
    refusal: 'weak-password',
  })
  const before = browser.cookies.get('tocsin')
  expect((await browser.call(api.changePassword, { old: goodPassword, new: next })).body).toEqual({ done: true })
  expect(browser.cookies.get('tocsin')).not.toBe(before)
  expect((await browser.call(look, {})).status).toBe(200)
  expect((await other.call(look, {})).status).toBe(401)
  expect((await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).status).toBe(401)
  expect((await house.browser().call(api.signIn, { email: browser.email, password: next })).status).toBe(200)
})

test('guessing the old password from a stolen session is locked too', async () => {
  const browser = await somebody()
  for (let at = 0; at < 5; at++)
    await browser.call(api.changePassword, { old: `guess number ${at}`, new: 'eleven herons on one rooftop' })
  expect(
    (await browser.call(api.changePassword, { old: goodPassword, new: 'eleven herons on one rooftop' })).status,
  ).toBe(429)
})

test('a change of roles is in force with the next request, which also gets a new token', async () => {
  const browser = await somebody(['analyst'])
  const before = browser.cookies.get('tocsin')!
  await browser.call(look, {})
  await administrator.call(api.changePerson, {
    person: browser.id,
    version: await versionOf(browser.id),
    roles: ['reader'],
  })
  const many = await Promise.all(Array.from({ length: 6 }, () => browser.call(touch, {})))
  for (const answer of many) expect(answer).toMatchObject({ status: 200, body: { roles: ['reader'] } })
  expect(many.filter((answer) => answer.headers['set-cookie'])).toHaveLength(1)
  expect(browser.cookies.get('tocsin')).not.toBe(before)
  expect((await browser.call(look, {})).body).toMatchObject({ refusal: 'not-allowed' })
  house.clock.pass(30)
  const old = house.browser()
  old.cookies.set('tocsin', before)
  expect((await old.call(touch, {})).status).toBe(401)
  expect((await browser.call(touch, {})).status).toBe(200)
})

test('a token is shown once, kept as a hash, and does what its person may and its scope says', async () => {
  const browser = await somebody(['analyst'])
  const made = await browser.call(api.createToken, {
    name: 'Export',
    scope: { readOnly: true, only: ['watch'] },
    expires: inMonths(6),
  })
  const { token, shown } = made.body
  expect(token).toMatch(/^tocsin_[A-Za-z0-9_-]{43}$/)
  const script = house.browser({ bearer: token })
  expect(await script.call(look, {})).toMatchObject({ status: 200, body: { kind: 'token', roles: ['analyst'] } })
  expect((await script.call(touch, {})).body).toMatchObject({ status: 403, refusal: 'outside-scope' })
  expect((await script.call(api.listOrganisations, {})).body).toMatchObject({ refusal: 'outside-scope' })
  const { items } = (await browser.call(api.listTokens, {})).body
  expect(items).toEqual([{ ...shown, lastUsedOn: house.clock.now().toISOString().slice(0, 10) }])
  expect(JSON.stringify(items)).not.toContain(token)
  const { sql } = await import('kysely')
  const rows = await sql<{ all: string }>`select string_agg(t::text, ' ') as all from people.tokens t`.execute(
    house.journal.sql,
  )
  expect(rows.rows[0]?.all).not.toContain(token.slice(7))
})

test('an id is never a credential, and nonsense is nobody', async () => {
  const browser = await somebody()
  const { shown, token } = (
    await browser.call(api.createToken, { name: 'x', scope: { readOnly: false }, expires: inMonths(1) })
  ).body
  const session = (await browser.call(api.listSessions, {})).body.items[0]!
  const bearers = [
    shown.id,
    `tocsin_${shown.id}`,
    browser.id,
    token.slice(0, -1),
    `${token}x`,
    token.toUpperCase(),
    '',
    'null',
    '{}',
    session.id,
  ]
  for (const bearer of bearers) {
    const answer = await house.browser().call(touch, {}, { headers: { authorization: `Bearer ${bearer}` } })
    expect([bearer, answer.status]).toEqual([bearer, 401])
  }
  for (const cookie of [session.id, browser.id, token, 'A'.repeat(43), "' or 1=1 --"]) {
    expect(
      (await house.browser().call(touch, {}, { headers: { cookie: `tocsin=${encodeURIComponent(cookie)}` } })).status,
    ).toBe(401)
  }
  const basic = await house
    .browser()
    .call(
      touch,
      {},
      { headers: { authorization: `Basic ${Buffer.from(`${browser.email}:${goodPassword}`).toString('base64')}` } },
    )
  expect(basic.status).toBe(401)
})

test('a wrong token is not helped by a good cookie', async () => {
  const browser = await somebody()
  expect((await browser.call(touch, {}, { headers: { authorization: 'Bearer tocsin_wrong' } })).status).toBe(401)
  expect((await browser.call(touch, {})).status).toBe(200)
})

test('a token must expire within a year, and stops when it does', async () => {
  const browser = await somebody()
  for (const expires of [
    inMonths(13),
    house.clock.now().toISOString(),
    '2020-01-01T00:00:00.000Z',
    '2027-13-45T00:00:00.000Z',
  ]) {
    const answer = await browser.call(api.createToken, { name: 'x', scope: { readOnly: true }, expires })
    expect([expires, answer.body.refusal]).toEqual([expires, 'expiry-not-valid'])
  }
  const { token } = (
    await browser.call(api.createToken, {
      name: 'x',
      scope: { readOnly: true },
      expires: new Date(house.clock.now().getTime() + 7_200_000).toISOString(),
    })
  ).body
  const script = house.browser({ bearer: token })
  expect((await script.call(look, {})).status).toBe(200)
  house.clock.pass(7201)
  expect((await script.call(look, {})).status).toBe(401)
})

test('leaving the expiry or the kind of scope out does not make a token for ever or for all', async () => {
  const browser = await somebody()
  for (const input of [
    { name: 'x', scope: { readOnly: true } },
    { name: 'x', expires: inMonths(1) },
    { name: 'x', scope: {}, expires: inMonths(1) },
    { name: 'x', scope: { readOnly: true, only: [] }, expires: inMonths(1) },
  ]) {
    expect((await browser.call(api.createToken, input as never)).body).toMatchObject({ refusal: 'bad-input' })
  }
})

test('with a token one cannot make tokens, change passwords, or look into ways in', async () => {
  const browser = await somebody()
  const { token } = (
    await browser.call(api.createToken, { name: 'all', scope: { readOnly: false }, expires: inMonths(1) })
  ).body
  const script = house.browser({ bearer: token })
  const answers = [
    script.call(api.createToken, { name: 'y', scope: { readOnly: false }, expires: inMonths(1) }),
    script.call(api.changePassword, { old: goodPassword, new: 'eleven herons on one rooftop' }),
    script.call(api.startTotp, { password: goodPassword }),
    script.call(api.startPasskey, { password: goodPassword }),
    script.call(api.listSessions, {}),
    script.call(api.listTokens, {}),
    script.call(api.listSecondFactors, {}),
    script.call(api.endSession, {}),
  ]
  for (const answer of await Promise.all(answers))
    expect(answer.body).toMatchObject({ status: 403, refusal: 'session-needed' })
  for (const cookie of browser.cookies) script.cookies.set(...cookie)
  expect(
    (await script.call(api.createToken, { name: 'y', scope: { readOnly: false }, expires: inMonths(1) })).body,
  ).toMatchObject({ refusal: 'session-needed' })
})

test('revoking ends a token at once; of somebody else it looks as if there were none', async () => {
  const browser = await somebody()
  const stranger = await somebody()
  const { token, shown } = (
    await browser.call(api.createToken, { name: 'x', scope: { readOnly: true }, expires: inMonths(1) })
  ).body
  const theirs = await stranger.call(api.revokeToken, { token: shown.id })
  const none = await stranger.call(api.revokeToken, { token: '0198c2a0-0000-7000-8000-000000000001' })
  expect([theirs.status, theirs.body.refusal, theirs.body.detail]).toEqual([
    none.status,
    none.body.refusal,
    none.body.detail,
  ])
  const script = house.browser({ bearer: token })
  expect((await script.call(look, {})).status).toBe(200)
  await browser.call(api.revokeToken, { token: shown.id })
  expect((await script.call(look, {})).status).toBe(401)
})

test('disabling a person ends sessions, tokens and links at once, also in another process, and enabling brings none back', async () => {
  const browser = await somebody()
  const { token } = (
    await browser.call(api.createToken, { name: 'x', scope: { readOnly: true }, expires: inMonths(1) })
  ).body
  const script = house.browser({ bearer: token })
  const reset = (await administrator.call(api.offerPasswordReset, { person: browser.id })).body
  expect((await script.call(look, {})).status).toBe(200)
  expect((await browser.call(look, {})).status).toBe(200)
  const another = await house.another()
  const elsewhere = async (authorization?: string) => (await another.identify(edgeWith(browser), authorization)).kind
  expect([await elsewhere(), await elsewhere(`Bearer ${token}`)]).toEqual(['person', 'token'])
  const version = await versionOf(browser.id)
  await administrator.call(api.disablePerson, { person: browser.id, version, reason: 'Lost laptop' })
  expect([await elsewhere(), await elsewhere(`Bearer ${token}`)]).toEqual(['public', 'public'])
  expect((await browser.call(look, {})).status).toBe(401)
  expect((await script.call(look, {})).status).toBe(401)
  expect((await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).status).toBe(401)
  const used = await house
    .browser()
    .call(api.resetPassword, { token: String(reset.link).split('#')[1]!, password: 'eleven herons on one rooftop' })
  expect(used.body).toMatchObject({ refusal: 'link-not-valid' })
  await administrator.call(api.enablePerson, { person: browser.id, version: version + 1 })
  expect((await browser.call(look, {})).status).toBe(401)
  expect((await script.call(look, {})).status).toBe(401)
  expect((await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).status).toBe(200)
})

test('what was looked up before a change of roles is not remembered after it', async () => {
  const browser = await somebody(['analyst'])
  const { version } = (await administrator.call(api.getPerson, { person: browser.id })).body
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  let looked = () => {}
  const lookedUp = new Promise<void>((resolve) => {
    looked = resolve
  })
  const { reads } = house.journal
  const slow: typeof reads.one = async (...asked) => {
    const found = await reads.one(...asked)
    looked()
    await gate
    return found
  }
  const people = house.on({ ...house.journal, reads: { ...reads, one: slow } })
  const early = people.identify(edgeWith(browser), undefined)
  await lookedUp
  await administrator.call(api.changePerson, { person: browser.id, version, roles: ['reader'] })
  open()
  await early
  expect((await people.identify({ ...edgeWith(browser), sealed: true }, undefined)).roles).toEqual(['reader'])
  await people.stop?.()
})

test('what has ended is removed from the tables', async () => {
  const browser = await somebody()
  await browser.call(api.createToken, { name: 'x', scope: { readOnly: true }, expires: inMonths(1) })
  house.clock.pass(400 * 86_400)
  for (const job of house.people.jobs) await job.run()
  const { sql } = await import('kysely')
  for (const table of ['sessions', 'links', 'ceremonies', 'attempts', 'tokens']) {
    const rows = await sql<{ count: number }>`select count(*)::int as count from people.${sql.raw(table)}`.execute(
      house.journal.sql,
    )
    expect([table, rows.rows[0]?.count]).toEqual([table, 0])
  }
})
