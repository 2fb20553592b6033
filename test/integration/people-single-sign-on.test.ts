// Single sign-on against a real OpenID provider on loopback: who is let in, as whom, and what is refused.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#people/api.ts'
import { type Browser, goodPassword, openPeople, type PeopleHouse } from '../setup/people.ts'

const origin = 'http://localhost:8999'
/** What the provider knows; a test adds to it. */
const accounts = new Map<string, Record<string, unknown>>()
let provider: Server
let house: PeopleHouse
let administrator: Browser & { id: string; home: string }
let operator: string

beforeAll(async () => {
  provider = await startProvider()
  const { port } = provider.address() as AddressInfo
  house = await openPeople({
    TOCSIN_OIDC_ISSUER: `http://127.0.0.1:${port}`,
    TOCSIN_OIDC_CLIENT_ID: 'tocsin',
    TOCSIN_OIDC_CLIENT_SECRET: 'a-secret-for-the-loopback-only',
    TOCSIN_OIDC_NAME: 'House sign-on',
  })
  house.clock.pass((Date.now() - house.clock.now().getTime()) / 1000)
  administrator = await house.setUp()
  operator = (await administrator.call(api.registerOrganisation, { name: 'Grid', kind: 'operator', country: 'FI' }))
    .body.id
})
afterAll(async () => {
  await house.close()
  provider.closeAllConnections()
  await new Promise((resolve) => provider.close(resolve))
})

/** An account is whatever follows `login=`; consent is given by itself. */
async function startProvider(): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const oidc = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: 'tocsin',
        client_secret: 'a-secret-for-the-loopback-only',
        redirect_uris: [`${origin}/api/people/oidcCallback`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts.get(id) }),
    }),
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: ['loopback'] },
  })
  server.on('request', oidc.callback())
  return server
}

/** Walks through the provider as a browser does, and gives the query that comes back to the callback. */
async function walk(start: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  let form: URLSearchParams | undefined
  for (let step = 0; step < 20; step++) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    form = undefined
    const location = answer.headers.get('location')
    if (location) {
      url = new URL(location, url)
      if (url.pathname === '/api/people/oidcCallback') return url
      continue
    }
    const page = await answer.text()
    const action = /action="([^"]+)"/.exec(page)?.[1]
    if (!action) throw new Error(`The provider showed no form: ${answer.status}`)
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? 'login'
    url = new URL(action, url)
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) })
  }
  throw new Error('The provider went round in circles')
}

async function signOn(browser: Browser, login: string, alter: (answer: string) => string = (answer) => answer) {
  const started = await browser.open('/api/people/oidcStart')
  expect(started.status).toBe(303)
  const came = await walk(started.location, login)
  const back = await browser.open(`${came.pathname}${came.search}`)
  expect(back.location).toMatch(/^\/sign-in#single-sign-on=/)
  return browser.call(api.finishSingleSignOn, {
    answer: alter(decodeURIComponent(back.location.split('single-sign-on=')[1] ?? '')),
  })
}

test('the sign-in page learns that there is single sign-on and what it is called', async () => {
  expect((await house.browser().call(api.signInOptions, {})).body.singleSignOn).toEqual({
    name: 'House sign-on',
    start: '/api/people/oidcStart',
  })
})

test('the way to the provider carries PKCE, state and nonce, and only a configured address to come back to', async () => {
  const { location } = await house.browser().open('/api/people/oidcStart')
  const asked = new URL(location).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${origin}/api/people/oidcCallback`,
    scope: 'openid email profile',
  })
  for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThan(30)
})

test('somebody new comes in as a reader of the home, again as the same person, and never twice', async () => {
  accounts.set('new', { email: 'new@ministry.example', email_verified: true, name: 'New desk' })
  const browser = house.browser()
  expect(await signOn(browser, 'new')).toMatchObject({ status: 200, body: { secondFactor: 'none' } })
  const { me } = (await browser.call(api.whoAmI, {})).body
  expect(me).toMatchObject({
    name: 'New desk',
    roles: ['reader'],
    signsInWith: 'single-sign-on',
    organisation: { id: administrator.home },
  })
  const again = house.browser()
  await signOn(again, 'new')
  expect((await again.call(api.whoAmI, {})).body.me?.id).toBe(me?.id)
})

test('a mapped domain brings people into their own organisation', async () => {
  await administrator.call(api.mapSingleSignOn, { domain: 'grid.example', organisation: operator })
  accounts.set('grid', { email: 'Desk@GRID.example', email_verified: true, name: 'Grid desk' })
  const browser = house.browser()
  await signOn(browser, 'grid')
  expect((await browser.call(api.whoAmI, {})).body.me).toMatchObject({
    roles: ['reader'],
    organisation: { id: operator },
  })
})

test('who was announced by an administrator comes in with the roles that were given', async () => {
  const invited = await administrator.call(api.invitePerson, {
    name: 'Analyst',
    email: 'analyst@csirt.example',
    organisation: administrator.home,
    roles: ['analyst'],
    signsInWith: 'single-sign-on',
  })
  expect(invited.body).toMatchObject({ link: null, expires: null })
  accounts.set('analyst', { email: 'ANALYST@csirt.example', email_verified: true, name: 'Other name' })
  const browser = house.browser()
  await signOn(browser, 'analyst')
  expect((await browser.call(api.whoAmI, {})).body.me).toMatchObject({
    id: invited.body.person.id,
    name: 'Analyst',
    roles: ['analyst'],
  })
  accounts.set('impostor', {
    email: 'analyst@csirt.example',
    email_verified: true,
    name: 'Same address, other subject',
  })
  expect((await signOn(house.browser(), 'impostor')).body).toMatchObject({ refusal: 'single-sign-on-failed' })
})

test('the provider cannot vouch itself into an account with a password, nor with an address it has not verified', async () => {
  accounts.set('boss', { email: 'first@csirt.example', email_verified: true, name: 'Boss' })
  const taken = house.browser()
  expect((await signOn(taken, 'boss')).body).toMatchObject({ status: 401, refusal: 'single-sign-on-failed' })
  expect((await taken.call(api.whoAmI, {})).body.me).toBeNull()
  for (const [login, claims] of [
    ['unverified', { email: 'u@grid.example', email_verified: false }],
    ['silent', { email: 's@grid.example' }],
    ['nameless', { email_verified: true }],
    ['text', { email: 't@grid.example', email_verified: 'true' }],
  ] as const) {
    accounts.set(login, claims)
    expect([login, (await signOn(house.browser(), login)).body.refusal]).toEqual([login, 'single-sign-on-failed'])
  }
})

test('an answer works once, in the browser that began, with its own state', async () => {
  const browser = house.browser()
  let answer = ''
  await signOn(browser, 'new', (given) => (answer = given))
  expect((await browser.call(api.finishSingleSignOn, { answer })).body).toMatchObject({
    refusal: 'single-sign-on-failed',
  })
  expect((await house.browser().call(api.finishSingleSignOn, { answer })).body).toMatchObject({
    refusal: 'single-sign-on-failed',
  })

  const victim = house.browser()
  await victim.open('/api/people/oidcStart')
  const attacker = house.browser()
  const came = await walk((await attacker.open('/api/people/oidcStart')).location, 'new')
  expect((await victim.call(api.finishSingleSignOn, { answer: came.search.slice(1) })).body).toMatchObject({
    refusal: 'single-sign-on-failed',
  })
  expect((await victim.call(api.whoAmI, {})).body.me).toBeNull()

  for (const alter of [
    (given: string) => given.replace(/state=[^&]+/, 'state=other'),
    (given: string) => given.replace(/code=[^&]+/, 'code=made-up'),
    () => 'error=access_denied',
    () => 'nonsense',
  ]) {
    expect((await signOn(house.browser(), 'new', alter)).body).toMatchObject({ refusal: 'single-sign-on-failed' })
  }
})

test('who comes through single sign-on can never get a local password or second factor, but an API token works', async () => {
  const browser = house.browser()
  await signOn(browser, 'new')
  const { me } = (await browser.call(api.whoAmI, {})).body
  expect(
    (await browser.call(api.changePassword, { old: goodPassword, new: 'nine windows facing the sea' })).body,
  ).toMatchObject({ refusal: 'single-sign-on' })
  expect((await browser.call(api.startTotp, {})).body).toMatchObject({ refusal: 'single-sign-on' })
  expect((await administrator.call(api.offerPasswordReset, { person: me!.id })).body).toMatchObject({
    refusal: 'single-sign-on',
  })
  expect(
    (await house.browser().call(api.signIn, { email: 'new@ministry.example', password: goodPassword })).body,
  ).toMatchObject({ refusal: 'wrong-credentials' })
  const expires = new Date(house.clock.now().getTime() + 86_400_000).toISOString()
  const { token } = (await browser.call(api.createToken, { name: 'x', scope: { readOnly: true }, expires })).body
  expect((await house.browser({ bearer: token }).call(api.listOrganisations, {})).status).toBe(200)
})

test('a disabled person does not come in through single sign-on either', async () => {
  const { items } = (await administrator.call(api.listPersons, {})).body
  const person = items.find((item) => item.email === 'new@ministry.example')!
  await administrator.call(api.disablePerson, { person: person.id, version: person.version, reason: 'Left' })
  expect((await signOn(house.browser(), 'new')).body).toMatchObject({ refusal: 'single-sign-on-failed' })
})

test('a person with a password who is switched to single sign-on loses password, factors, sessions and tokens', async () => {
  const browser = await house.join(administrator, {
    email: 'switch@csirt.example',
    organisation: administrator.home,
    roles: ['analyst'],
  })
  const { version } = (await administrator.call(api.getPerson, { person: browser.id })).body
  await administrator.call(api.changePerson, { person: browser.id, version, signsInWith: 'single-sign-on' })
  expect((await browser.call(api.whoAmI, {})).body.me).toBeNull()
  expect(
    (await house.browser().call(api.signIn, { email: 'switch@csirt.example', password: goodPassword })).status,
  ).toBe(401)
  accounts.set('switch', { email: 'switch@csirt.example', email_verified: true, name: 'x' })
  const again = house.browser()
  expect((await signOn(again, 'switch')).status).toBe(200)
  expect((await again.call(api.whoAmI, {})).body.me).toMatchObject({ id: browser.id, roles: ['analyst'] })
})

test('a provider that cannot be reached sends people back to the sign-in page and breaks nothing else', async () => {
  const lonely = await openPeople({
    TOCSIN_OIDC_ISSUER: 'http://127.0.0.1:9',
    TOCSIN_OIDC_CLIENT_ID: 'x',
    TOCSIN_OIDC_CLIENT_SECRET: 'y',
  })
  try {
    await lonely.setUp()
    expect((await lonely.browser().open('/api/people/oidcStart')).location).toBe('/sign-in#single-sign-on-failed')
    expect(
      (await lonely.browser().call(api.signIn, { email: 'first@csirt.example', password: goodPassword })).status,
    ).toBe(200)
  } finally {
    await lonely.close()
  }
})
