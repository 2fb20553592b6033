// The first set-up: works once, with the link that the node printed, and for nobody else.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#people/api.ts'
import { goodPassword, openPeople, type PeopleHouse } from '../setup/people.ts'

let house: PeopleHouse
beforeAll(async () => {
  house = await openPeople()
})
afterAll(() => house.close())

const organisation = {
  name: 'National CSIRT',
  kind: 'csirt' as const,
  country: 'EL',
  sectors: ['public_administration'],
}
const person = { name: 'First desk', email: 'First@CSIRT.example' }

test('a fresh node says that it waits for its set-up, and each start makes a new link', async () => {
  const browser = house.browser()
  expect((await browser.call(api.setUpState, {})).body).toEqual({ needed: true })
  const older = await house.people.setUpLink()
  const link = await house.people.setUpLink()
  expect(link).toMatch(/^\/setup#[A-Za-z0-9_-]{43}$/)
  const token = String(older).split('#')[1] ?? ''
  const answer = await browser.call(api.setUp, { token, organisation, person, password: goodPassword })
  expect(answer).toMatchObject({ status: 404, body: { refusal: 'link-not-valid' } })
})

test('a weak password, an unknown country or sector is refused and leaves the link good', async () => {
  const token = String(await house.people.setUpLink()).split('#')[1] ?? ''
  const tries = [
    { refusal: 'weak-password', input: { token, organisation, person, password: 'password1234' } },
    { refusal: 'weak-password', input: { token, organisation, person, password: 'short' } },
    {
      refusal: 'unknown-country',
      input: { token, organisation: { ...organisation, country: 'ZZ' }, person, password: goodPassword },
    },
    {
      refusal: 'unknown-country',
      input: { token, organisation: { ...organisation, country: null }, person, password: goodPassword },
    },
    {
      refusal: 'unknown-sector',
      input: { token, organisation: { ...organisation, sectors: ['magic'] }, person, password: goodPassword },
    },
  ]
  for (const { refusal, input } of tries) {
    expect((await house.browser().call(api.setUp, input)).body).toMatchObject({ refusal, status: 422 })
  }
  expect((await house.browser().call(api.setUpState, {})).body).toEqual({ needed: true })
})

test('two set-ups at the same moment make one organisation and one administrator', async () => {
  const token = String(await house.people.setUpLink()).split('#')[1] ?? ''
  const browsers = [house.browser(), house.browser(), house.browser(), house.browser()]
  const answers = await Promise.all(
    browsers.map((browser, at) =>
      browser.call(api.setUp, {
        token,
        organisation,
        person: { ...person, email: `desk${at}@csirt.example` },
        password: goodPassword,
      }),
    ),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
  const at = answers.findIndex((answer) => answer.status === 200)
  const winner = browsers[at]!
  expect(answers[at]!.body.organisation).toBe(house.journal.home)
  const { me } = (await winner.call(api.whoAmI, {})).body
  expect(me).toMatchObject({
    organisation: { id: house.journal.home, country: 'GR' },
    realms: ['live'],
    owesSecondFactor: false,
  })
  expect(me?.roles).toHaveLength(7)
  expect((await winner.call(api.listPersons, {})).body.items).toHaveLength(1)
  for (const loser of browsers.filter((browser) => browser !== winner)) {
    expect((await loser.call(api.whoAmI, {})).body).toEqual({ me: null })
  }
})

test('after the set-up there is no link and no second set-up', async () => {
  expect(await house.people.setUpLink()).toBeNull()
  const browser = house.browser()
  expect((await browser.call(api.setUpState, {})).body).toEqual({ needed: false })
  const token = 'A'.repeat(43)
  expect((await browser.call(api.setUp, { token, organisation, person, password: goodPassword })).body).toMatchObject({
    refusal: 'already-set-up',
  })
})

test('neither the link nor the password is anywhere in the database', async () => {
  const rows = JSON.stringify(
    await house.journal.reads.recent(
      {
        reader: {
          kind: 'system',
          id: 'test',
          person: null,
          organisation: null,
          clientOf: [],
          communities: [],
          roles: [],
          realms: ['live'],
        },
        realm: 'live',
      },
      { limit: 100 },
    ),
  )
  expect(rows).toContain('people.personAdmitted')
  expect(rows).not.toContain(goodPassword)
  expect(rows).not.toContain('argon2')
})
