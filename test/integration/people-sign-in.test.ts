// Signing in: the same answer for what is wrong, whatever is wrong, and a lock-out that cannot be walked around.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#people/api.ts'
import { type Browser, goodPassword, openPeople, type PeopleHouse } from '../setup/people.ts'

let house: PeopleHouse
let administrator: Browser & { id: string; home: string }
beforeAll(async () => {
  house = await openPeople()
  administrator = await house.setUp()
  await house.join(administrator, {
    email: 'Night.Desk@csirt.example',
    organisation: administrator.home,
    roles: ['analyst'],
  })
})
afterAll(() => house.close())
/** A day later no attempt counts any more, so that no test leans on the one before. */
beforeEach(async () => {
  house.clock.pass(25 * 3600)
  await administrator.call(api.signIn, { email: 'first@csirt.example', password: goodPassword })
})

const wrong = 'this is not the password'
const nightDesk = 'night.desk@csirt.example'

test('the right password signs in, in whatever case and form the address is typed', async () => {
  for (const email of [nightDesk, 'NIGHT.DESK@CSIRT.EXAMPLE', 'ｎight.desk@csirt.example']) {
    const browser = house.browser()
    const answer = await browser.call(api.signIn, { email, password: goodPassword })
    expect(answer).toMatchObject({ status: 200, body: { secondFactor: 'none', accepts: [] } })
    expect((await browser.call(api.whoAmI, {})).body.me).toMatchObject({
      email: 'Night.Desk@csirt.example',
      roles: ['analyst'],
    })
  }
})

test('the cookie is HttpOnly, SameSite=Strict, opaque, and under https bound to the host', async () => {
  const answer = await house.browser().call(api.signIn, { email: nightDesk, password: goodPassword })
  expect(String(answer.headers['set-cookie'])).toMatch(
    /^tocsin=[A-Za-z0-9_-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  const behindTls = await openPeople({ TOCSIN_ORIGIN: 'https://tocsin.example.org' })
  try {
    const first = await behindTls.setUp()
    expect([...first.cookies.keys()]).toEqual(['__Host-tocsin'])
    const again = await behindTls.browser().call(api.signIn, { email: 'first@csirt.example', password: goodPassword })
    expect(String(again.headers['set-cookie'])).toMatch(/^__Host-tocsin=.*; HttpOnly; Secure; SameSite=Strict$/)
  } finally {
    await behindTls.close()
  }
})

test('signing in makes a new session: a token that was there before is worth nothing afterwards', async () => {
  const browser = house.browser()
  await browser.call(api.signIn, { email: nightDesk, password: goodPassword })
  const before = browser.cookies.get('tocsin')!
  await browser.call(api.signIn, { email: nightDesk, password: goodPassword })
  const old = house.browser()
  old.cookies.set('tocsin', before)
  expect((await old.call(api.whoAmI, {})).body).toEqual({ me: null })
  const planted = house.browser()
  planted.cookies.set('tocsin', 'A'.repeat(43))
  await planted.call(api.signIn, { email: nightDesk, password: goodPassword })
  expect(planted.cookies.get('tocsin')).not.toBe('A'.repeat(43))
})

test('a wrong password, an account that does not exist, is disabled or has no password give the same answer', async () => {
  const gone = await house.join(administrator, {
    email: 'gone@csirt.example',
    organisation: administrator.home,
    roles: ['reader'],
  })
  const person = (await administrator.call(api.getPerson, { person: gone.id })).body
  await administrator.call(api.disablePerson, { person: gone.id, version: person.version, reason: 'Left' })
  await administrator.call(api.invitePerson, {
    name: 'Later',
    email: 'later@csirt.example',
    organisation: administrator.home,
    roles: ['reader'],
  })
  const answers = []
  const cases = [
    { email: nightDesk, password: wrong },
    { email: 'nobody@csirt.example', password: goodPassword },
    { email: 'gone@csirt.example', password: goodPassword },
    { email: 'later@csirt.example', password: goodPassword },
  ]
  for (const input of cases) {
    const answer = await house.browser({ address: '192.0.2.99' }).call(api.signIn, input)
    const { requestId: _changes, ...body } = answer.body
    answers.push({ status: answer.status, body, cookie: answer.headers['set-cookie'] })
  }
  expect(answers[0]).toMatchObject({ status: 401, body: { refusal: 'wrong-credentials' } })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('an unknown account takes as long as a known one', async () => {
  async function took(email: string, address: string): Promise<number> {
    const began = performance.now()
    await house.browser({ address }).call(api.signIn, { email, password: wrong })
    return performance.now() - began
  }
  // In turn, and the quickest of each: what else the machine does then falls on both alike.
  const unknown: number[] = []
  const known: number[] = []
  for (let at = 0; at < 12; at++) {
    unknown.push(await took(`stranger${at}@csirt.example`, `203.0.113.${at}`))
    known.push(await took(nightDesk, `203.0.113.${100 + at}`))
    house.clock.pass(3600)
  }
  const ratio = Math.min(...unknown) / Math.min(...known)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test.each([
  ['an account that exists', 'night.desk@csirt.example', (at: number) => `198.51.100.${at}`],
  ['an account that does not', 'ghost@csirt.example', (at: number) => `198.51.100.${100 + at}`],
])(
  'five mistakes lock %s, from every address, in every spelling, with every header',
  async (_title, email, address) => {
    for (let at = 0; at < 5; at++) {
      const answer = await house.browser({ address: address(at) }).call(api.signIn, { email, password: wrong })
      expect(answer.body).toMatchObject({ refusal: 'wrong-credentials' })
    }
    const tries = [
      { email, headers: {} },
      { email: email.toUpperCase(), headers: {} },
      { email: email.normalize('NFD').replace('n', 'ｎ').replace('g', 'ｇ'), headers: {} },
      {
        email,
        headers: {
          'x-forwarded-for': '8.8.8.8',
          'x-real-ip': '8.8.4.4',
          forwarded: 'for=1.1.1.1',
          'x-http-method-override': 'PUT',
        },
      },
    ]
    for (const [at, { email: typed, headers }] of tries.entries()) {
      const answer = await house
        .browser({ address: address(20 + at) })
        .call(api.signIn, { email: typed, password: goodPassword }, { headers })
      expect(answer).toMatchObject({
        status: 429,
        body: { refusal: 'too-many', detail: 'Too many attempts failed. Try again in 15 seconds.' },
      })
    }
    house.clock.pass(15)
    expect((await house.browser({ address: address(30) }).call(api.signIn, { email, password: wrong })).status).toBe(
      401,
    )
    expect(
      (await house.browser({ address: address(31) }).call(api.signIn, { email, password: wrong })).body.detail,
    ).toContain('30 seconds')
  },
)

test('many guesses sent at the same moment count as many', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      house.browser({ address: `198.18.0.${at}` }).call(api.signIn, { email: nightDesk, password: `${wrong} ${at}` }),
    ),
  )
  const looked = answers.filter((answer) => answer.status === 401)
  expect(looked).toHaveLength(5)
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(15)
})

test('one address cannot try one password on many accounts, nor wash its count with an account of its own', async () => {
  const address = '198.18.7.7'
  let refused = 0
  for (let at = 0; at < 40; at++) {
    const answer = await house
      .browser({ address })
      .call(api.signIn, { email: `person${at}@csirt.example`, password: wrong })
    if (answer.status === 429) refused += 1
    if (at % 10 === 9) await house.browser({ address }).call(api.signIn, { email: nightDesk, password: goodPassword })
  }
  expect(refused).toBeGreaterThanOrEqual(10)
  expect(
    (await house.browser({ address: '198.18.7.8' }).call(api.signIn, { email: nightDesk, password: goodPassword }))
      .status,
  ).toBe(200)
})

test('one owner of many IPv6 addresses is one address', async () => {
  for (let at = 0; at < 30; at++) {
    await house
      .browser({ address: `2001:db8:1:2::${at.toString(16)}` })
      .call(api.signIn, { email: `v6-${at}@csirt.example`, password: wrong })
  }
  const next = await house
    .browser({ address: '2001:db8:1:2:ffff:ffff:ffff:ffff' })
    .call(api.signIn, { email: 'v6-x@csirt.example', password: wrong })
  expect(next.status).toBe(429)
  const neighbour = await house
    .browser({ address: '2001:db8:1:3::1' })
    .call(api.signIn, { email: 'v6-y@csirt.example', password: wrong })
  expect(neighbour.status).toBe(401)
})

test('no address and no e-mail address of an attempt is kept in the clear', async () => {
  await house
    .browser({ address: '203.0.113.200' })
    .call(api.signIn, { email: 'traceme@csirt.example', password: wrong })
  const { sql } = await import('kysely')
  const rows = await sql<{ all: string }>`select string_agg(a::text, ' ') as all from people.attempts a`.execute(
    house.journal.sql,
  )
  expect(rows.rows[0]?.all).toMatch(/\\x/)
  expect(rows.rows[0]?.all).not.toMatch(/203\.0\.113|traceme/)
})

test('signing out ends the session at the node, not only in the browser, and twice is no error', async () => {
  const browser = house.browser()
  await browser.call(api.signIn, { email: nightDesk, password: goodPassword })
  const kept = browser.cookies.get('tocsin')!
  expect((await browser.call(api.signOut, {})).body).toEqual({ done: true })
  expect(browser.cookies.has('tocsin')).toBe(false)
  const thief = house.browser()
  thief.cookies.set('tocsin', kept)
  expect((await thief.call(api.whoAmI, {})).body).toEqual({ me: null })
  expect((await browser.call(api.signOut, {})).status).toBe(200)
})

test('a sign-in from another site is refused', async () => {
  const answer = await house
    .browser()
    .call(api.signIn, { email: nightDesk, password: goodPassword }, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(answer).toMatchObject({ status: 403, body: { refusal: 'other-site' } })
})

test.each([
  { email: nightDesk },
  { password: goodPassword },
  { email: nightDesk, password: '' },
  { email: [nightDesk], password: goodPassword },
  { email: { $ne: null }, password: { $ne: null } },
  { email: nightDesk, password: goodPassword, roles: ['administrator'] },
  { email: `${nightDesk}\u0000`, password: goodPassword },
])('a sign-in of the wrong shape is refused as bad input: %j', async (input) => {
  const answer = await house.browser().call(api.signIn, input as never)
  expect(answer).toMatchObject({ status: 400, body: { refusal: 'bad-input' } })
  expect(answer.headers['set-cookie']).toBeUndefined()
})
