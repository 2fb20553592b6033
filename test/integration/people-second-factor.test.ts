// Second factors: codes that work once, recovery codes, passkeys, and a node that asks everybody for one.
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#people/api.ts'
import { createAuthenticator } from '../setup/authenticator.ts'
import { type Browser, goodPassword, openPeople, type PeopleHouse } from '../setup/people.ts'

const origin = 'http://localhost:8999'
let house: PeopleHouse
let administrator: Browser & { id: string; home: string }
beforeAll(async () => {
  house = await openPeople()
  administrator = await house.setUp()
})
afterAll(() => house.close())

let number = 0
async function somebody(): Promise<Browser & { id: string; email: string }> {
  number += 1
  const email = `person${number}@csirt.example`
  return Object.assign(
    await house.join(administrator, { email, organisation: administrator.home, roles: ['analyst'] }),
    { email },
  )
}

function codeFor(secret: string, shiftSeconds = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: house.clock.now().getTime() + shiftSeconds * 1000,
  })
}

async function withCodes(browser: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await browser.call(api.startTotp, {})).body
  const confirmed = await browser.call(api.confirmTotp, { code: codeFor(secret) })
  expect(confirmed.status).toBe(200)
  house.clock.pass(30)
  return { secret, recoveryCodes: confirmed.body.recoveryCodes }
}

test('codes come with a secret to type, an address and a picture, and are not in force before one is confirmed', async () => {
  const browser = await somebody()
  const { secret, uri, qr } = (await browser.call(api.startTotp, {})).body
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(uri).toContain(`secret=${secret}`)
  expect(uri).toMatch(/^otpauth:\/\/totp\/Tocsin:/)
  expect(qr).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
  expect(qr).not.toMatch(/<script|href|onload/i)
  expect(
    (await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).body.secondFactor,
  ).toBe('none')
  expect((await browser.call(api.confirmTotp, { code: '000000' })).body).toMatchObject({ refusal: 'wrong-code' })
  expect((await browser.call(api.listSecondFactors, {})).body).toEqual({
    totp: false,
    recoveryCodesLeft: 0,
    passkeys: [],
  })
})

test('with codes in force the password alone signs nobody in, and a code works once', async () => {
  const browser = await somebody()
  const { secret } = await withCodes(browser)
  const credentials = { email: browser.email, password: goodPassword }
  const half = house.browser()
  expect((await half.call(api.signIn, credentials)).body).toEqual({
    secondFactor: 'needed',
    accepts: ['code', 'recovery-code'],
  })
  expect(half.cookies.size).toBe(0)
  const code = codeFor(secret)
  const first = house.browser()
  expect(await first.call(api.signIn, { ...credentials, code })).toMatchObject({
    status: 200,
    body: { secondFactor: 'none' },
  })
  expect((await first.call(api.whoAmI, {})).body.me?.hasSecondFactor).toBe(true)
  expect(await house.browser().call(api.signIn, { ...credentials, code })).toMatchObject({
    status: 401,
    body: { refusal: 'wrong-credentials' },
  })
  expect((await house.browser().call(api.signIn, { ...credentials, code: codeFor(secret, -30) })).status).toBe(401)
  house.clock.pass(30)
  expect((await house.browser().call(api.signIn, { ...credentials, code: codeFor(secret) })).status).toBe(200)
})

test('one code sent five times at the same moment signs in once', async () => {
  const browser = await somebody()
  const { secret } = await withCodes(browser)
  const code = codeFor(secret)
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      house
        .browser({ address: `198.51.100.${at}` })
        .call(api.signIn, { email: browser.email, password: goodPassword, code }),
    ),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
})

test('guessing codes locks the account as guessing passwords does, and asking without a code does not wash it', async () => {
  const browser = await somebody()
  await withCodes(browser)
  const credentials = { email: browser.email, password: goodPassword }
  for (let at = 0; at < 5; at++) {
    expect(
      (await house.browser({ address: `198.51.100.${at}` }).call(api.signIn, { ...credentials, code: `00000${at}` }))
        .status,
    ).toBe(401)
    if (at < 4) expect((await house.browser().call(api.signIn, credentials)).body.secondFactor).toBe('needed')
  }
  expect((await house.browser().call(api.signIn, credentials)).status).toBe(429)
  house.clock.pass(15)
})

test('a recovery code signs in once, however it is typed', async () => {
  const browser = await somebody()
  const { recoveryCodes } = await withCodes(browser)
  expect(new Set(recoveryCodes).size).toBe(10)
  expect(recoveryCodes[0]).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  const credentials = { email: browser.email, password: goodPassword }
  const typed = recoveryCodes[0]!.toUpperCase().replaceAll('-', ' ')
  expect((await house.browser().call(api.signIn, { ...credentials, code: typed })).status).toBe(200)
  expect((await house.browser().call(api.signIn, { ...credentials, code: recoveryCodes[0]! })).status).toBe(401)
  expect((await browser.call(api.listSecondFactors, {})).body.recoveryCodesLeft).toBe(9)
})

test('adding a factor renews the token of this session and ends those that began without one', async () => {
  const browser = await somebody()
  const other = house.browser()
  await other.call(api.signIn, { email: browser.email, password: goodPassword })
  const before = browser.cookies.get('tocsin')!
  await withCodes(browser)
  expect(browser.cookies.get('tocsin')).not.toBe(before)
  const old = house.browser()
  old.cookies.set('tocsin', before)
  expect((await old.call(api.whoAmI, {})).body.me).toBeNull()
  expect((await other.call(api.whoAmI, {})).body.me).toBeNull()
  expect((await browser.call(api.whoAmI, {})).body.me?.id).toBe(browser.id)
})

test('ten minutes after signing in, ways in change only with the password typed again', async () => {
  const browser = await somebody()
  house.clock.pass(601)
  expect((await browser.call(api.startTotp, {})).body).toMatchObject({ refusal: 'wrong-password' })
  expect((await browser.call(api.startTotp, { password: 'not this one, surely' })).body).toMatchObject({
    refusal: 'wrong-password',
  })
  expect((await browser.call(api.startTotp, { password: goodPassword })).status).toBe(200)
  const { secret } = (await browser.call(api.startTotp, { password: goodPassword })).body
  await browser.call(api.confirmTotp, { code: codeFor(secret) })
  expect(
    (await browser.call(api.removeSecondFactor, { factor: 'totp', password: 'not this one, surely' })).body,
  ).toMatchObject({ refusal: 'wrong-password' })
  expect((await browser.call(api.removeSecondFactor, { factor: 'totp', password: goodPassword })).body).toEqual({
    done: true,
  })
  expect(
    (await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).body.secondFactor,
  ).toBe('none')
})

async function withPasskey(browser: Browser) {
  const key = createAuthenticator()
  const begun = (await browser.call(api.startPasskey, {})).body
  const response = key.create(begun.options, origin) as never
  const added = await browser.call(api.addPasskey, { ceremony: begun.ceremony, name: 'Key ring', response })
  expect(added).toMatchObject({ status: 200, body: { id: key.id, name: 'Key ring', lastUsed: null } })
  return { key, begun, response }
}

test('a passkey is both factors: it signs in by itself, and the password alone no longer does', async () => {
  const browser = await somebody()
  const { key } = await withPasskey(browser)
  expect((await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).body).toEqual({
    secondFactor: 'needed',
    accepts: ['passkey'],
  })
  const fresh = house.browser()
  const { ceremony, options } = (await fresh.call(api.passkeyOptions, {})).body
  expect(options.allowCredentials ?? []).toEqual([])
  const answer = await fresh.call(api.signInWithPasskey, { ceremony, response: key.get(options, origin) as never })
  expect(answer).toMatchObject({ status: 200, body: { secondFactor: 'none' } })
  expect((await fresh.call(api.whoAmI, {})).body.me?.id).toBe(browser.id)
})

test('a passkey ceremony works once, for five minutes, in the session and on the site that began it, with the user verified', async () => {
  const browser = await somebody()
  const { key, begun, response } = await withPasskey(browser)
  expect(
    (await browser.call(api.addPasskey, { ceremony: begun.ceremony, name: 'Again', response })).body,
  ).toMatchObject({ refusal: 'passkey-refused' })

  const other = await somebody()
  const stolen = (await browser.call(api.startPasskey, {})).body
  const foreign = createAuthenticator().create(stolen.options, origin) as never
  expect(
    (await other.call(api.addPasskey, { ceremony: stolen.ceremony, name: 'Mine', response: foreign })).body,
  ).toMatchObject({ refusal: 'passkey-refused' })

  const attempt = async (make: (options: Record<string, unknown>) => unknown, wait = 0) => {
    const fresh = house.browser()
    const { ceremony, options } = (await fresh.call(api.passkeyOptions, {})).body
    const made = make(options) as never
    house.clock.pass(wait)
    const first = await fresh.call(api.signInWithPasskey, { ceremony, response: made })
    return {
      first: first.status,
      again: (await fresh.call(api.signInWithPasskey, { ceremony, response: made })).status,
    }
  }
  expect(await attempt((options) => key.get(options, origin))).toEqual({ first: 200, again: 422 })
  expect(await attempt((options) => key.get(options, 'https://elsewhere.example'))).toEqual({ first: 422, again: 422 })
  expect(await attempt((options) => key.get(options, origin, false))).toEqual({ first: 422, again: 422 })
  expect(await attempt((options) => key.get({ ...options, challenge: 'AAAA' }, origin))).toEqual({
    first: 422,
    again: 422,
  })
  expect(await attempt((options) => key.get(options, origin), 301)).toEqual({ first: 422, again: 422 })
  expect(await attempt((options) => createAuthenticator().get(options, origin))).toEqual({ first: 422, again: 422 })
})

test('a locked account still opens with its passkey: nobody can keep the duty officer out by guessing', async () => {
  const browser = await somebody()
  const { key } = await withPasskey(browser)
  for (let at = 0; at < 6; at++)
    await house
      .browser({ address: `198.51.100.${at}` })
      .call(api.signIn, { email: browser.email, password: 'guess upon a guess' })
  expect((await house.browser().call(api.signIn, { email: browser.email, password: goodPassword })).status).toBe(429)
  const fresh = house.browser()
  const { ceremony, options } = (await fresh.call(api.passkeyOptions, {})).body
  expect(
    (await fresh.call(api.signInWithPasskey, { ceremony, response: key.get(options, origin) as never })).status,
  ).toBe(200)
  house.clock.pass(25 * 3600)
})

test('on a bare address passkeys are not offered, with a sentence that says why', async () => {
  const bare = await openPeople({ TOCSIN_ORIGIN: 'http://127.0.0.1:8999' })
  try {
    expect((await bare.browser().call(api.signInOptions, {})).body).toEqual({
      password: true,
      passkeys: false,
      singleSignOn: null,
      secondFactor: 'offered',
    })
    expect((await bare.browser().call(api.passkeyOptions, {})).body).toMatchObject({
      refusal: 'passkeys-need-a-name',
      whatToDo: expect.stringContaining('TOCSIN_ORIGIN'),
    })
  } finally {
    await bare.close()
  }
})

test('where a second factor is required, a session without one may add one and nothing else', async () => {
  const strict = await openPeople({ TOCSIN_SECOND_FACTOR: 'required' })
  try {
    const first = await strict.setUp()
    expect((await first.call(api.whoAmI, {})).body.me).toMatchObject({ owesSecondFactor: true, hasSecondFactor: false })
    const barred = [
      first.call(api.listPersons, {}),
      first.call(api.listOrganisations, {}),
      first.call(api.createToken, { name: 'x', scope: { readOnly: true }, expires: '2027-06-01T00:00:00.000Z' }),
      first.call(api.changePassword, { old: goodPassword, new: 'another good one entirely' }),
      first.call(api.invitePerson, {
        name: 'x',
        email: 'x@csirt.example',
        organisation: first.home,
        roles: ['administrator'],
      }),
    ]
    for (const answer of await Promise.all(barred))
      expect(answer.body).toMatchObject({ status: 403, refusal: 'second-factor-needed' })
    const { secret } = (await first.call(api.startTotp, {})).body
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: strict.clock.now().getTime() })
    expect((await first.call(api.confirmTotp, { code })).status).toBe(200)
    expect((await first.call(api.whoAmI, {})).body.me).toMatchObject({ owesSecondFactor: false, hasSecondFactor: true })
    expect((await first.call(api.listPersons, {})).status).toBe(200)
    expect((await first.call(api.removeSecondFactor, { factor: 'totp', password: goodPassword })).body).toMatchObject({
      refusal: 'last-factor',
    })
  } finally {
    await strict.close()
  }
})
