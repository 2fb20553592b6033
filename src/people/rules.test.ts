// The rules of this room: lock-out, passwords, addresses, places, sessions, and what a person may read.
import { expect, test } from 'vitest'
import { refusedByLimits } from '#kernel/limits.ts'
import passwordsFile from '../../data/people/refused-passwords.json' with { type: 'json' }
import type { Organisation, Person } from './model.ts'
import { agentKind, endOfSession, mayExpire } from './rules/access-times.ts'
import { emailKey, sameAddress } from './rules/email-key.ts'
import { counted, secondsUntil, waitSeconds } from './rules/lock-out.ts'
import { foldPassword, weaknessOf } from './rules/password.ts'
import { isoCountry, misplaced } from './rules/place-and-sector.ts'
import { communitiesOf, readerOf } from './rules/reader-of.ts'
import { relyingParty } from './rules/relying-party.ts'
import lockOut from './testdata/lock-out-table/expect.json' with { type: 'json' }
import passwords from './testdata/passwords/given.json' with { type: 'json' }

const now = '2027-03-10T09:45:00.000Z'
const refused = new Set(passwordsFile.passwords.map(foldPassword))

test.each(['account', 'address'] as const)('after so many failures of an %s the wait is as the table says', (what) => {
  for (const [failures, seconds] of Object.entries(lockOut[what]))
    expect([failures, waitSeconds(what, Number(failures))]).toEqual([failures, seconds])
})

test('failures add up, the fifth in a row locks, and a day of quiet starts afresh', () => {
  expect(counted('account', undefined, now)).toEqual({ failures: 1, lockedUntil: now })
  const fifth = counted('account', { failures: 4, last: now }, now)
  expect(fifth).toEqual({ failures: 5, lockedUntil: '2027-03-10T09:45:15.000Z' })
  expect(secondsUntil(fifth.lockedUntil, now)).toBe(15)
  expect(counted('account', { failures: 40, last: '2027-03-09T09:44:00.000Z' }, now).failures).toBe(1)
  expect(counted('account', { failures: 40, last: '2027-03-09T09:46:00.000Z' }, now).failures).toBe(41)
})

test.each(passwords.fine)('the password %j will do', (password) => {
  expect(weaknessOf(password, refused, { words: passwords.about })).toBeUndefined()
})

test.each(passwords.weak)('the password %j is refused with a reason', (password) => {
  expect(weaknessOf(password, refused, { words: passwords.about })).toMatch(/^It .+\.$/)
})

test('characters are counted as people count them, not as bytes', () => {
  expect(weaknessOf('🔔🌍🔑🚪🏠🚲🌳', refused, { words: [] })).toContain('7 characters')
})

test('an address is the same account in any case and in any form of Unicode', () => {
  const key = emailKey('night.desk@csirt.example')
  for (const typed of [
    'NIGHT.DESK@CSIRT.EXAMPLE',
    ' night.desk@csirt.example ',
    'ｎight.desk@csirt.example',
    'night.desK@csirt.example',
  ]) {
    expect(emailKey(typed)).toBe(key)
  }
  expect(emailKey('nıght.desk@csirt.example')).not.toBe(key)
})

test('a look-alike address counts for the lock-out but never as vouched for', () => {
  expect(sameAddress('Night@csirt.example', 'night@CSIRT.example')).toBe(true)
  expect(sameAddress('ｎight@csirt.example', 'night@csirt.example')).toBe(false)
})

const lists = {
  countries: new Map([['GR', { code: 'GR', name: 'Greece', member: true, eea: true }]]),
  sectors: new Set(['energy', 'energy.gas']),
}

test('EL and UK are taken in as the codes of ISO', () => {
  expect([isoCountry('EL'), isoCountry('UK'), isoCountry('FR')]).toEqual(['GR', 'GB', 'FR'])
})

test('only a body of the Union or of NATO has no country', () => {
  expect(misplaced({ kind: 'union-body', country: null, sectors: [] }, lists)).toBeUndefined()
  expect(misplaced({ kind: 'nato-coordination-point', country: null, sectors: [] }, lists)).toBeUndefined()
  expect(misplaced({ kind: 'csirt', country: null, sectors: [] }, lists)).toMatchObject({ refusal: 'unknown-country' })
  expect(misplaced({ kind: 'csirt', country: 'EL', sectors: [] }, lists)).toMatchObject({ refusal: 'unknown-country' })
  expect(misplaced({ kind: 'csirt', country: 'GR', sectors: ['energy.gas'] }, lists)).toBeUndefined()
  expect(misplaced({ kind: 'csirt', country: 'GR', sectors: ['energy.wind'] }, lists)).toMatchObject({
    refusal: 'unknown-sector',
    where: '/sectors',
  })
})

const organisation: Organisation = {
  name: 'Grid',
  kind: 'operator',
  country: 'FI',
  sectors: [],
  groups: [],
  clientOf: ['o-2'],
  contacts: [],
  active: true,
}
const person: Person = {
  name: 'Desk',
  email: 'd@grid.example',
  organisation: 'o-1',
  roles: ['analyst'],
  language: 'fi',
  status: 'active',
  signsInWith: 'password',
}
const memberStates = new Set(['FI', 'FR'])

test('the communities of an organisation are its country, the Union where it is in it, and its groups', () => {
  expect(communitiesOf(organisation, memberStates)).toEqual(['EU', 'FI'])
  expect(communitiesOf({ ...organisation, country: 'NO' }, memberStates)).toEqual(['NO'])
  expect(communitiesOf({ ...organisation, country: 'NO', groups: ['NATO'] }, memberStates)).toEqual(['NATO', 'NO'])
  expect(communitiesOf({ ...organisation, kind: 'union-body', country: null }, memberStates)).toEqual(['EU'])
  expect(communitiesOf({ ...organisation, kind: 'nato-coordination-point', country: null }, memberStates)).toEqual([
    'NATO',
  ])
})

test('a person reads as their organisation, with their roles, in live and in the exercises they are in', () => {
  expect(readerOf({ id: 'p-1', person, organisation, realms: ['exercise:storm', 'live'] }, memberStates)).toEqual({
    kind: 'person',
    id: 'p-1',
    person: 'p-1',
    organisation: 'o-1',
    clientOf: ['o-2'],
    communities: ['EU', 'FI'],
    roles: ['analyst'],
    realms: ['live', 'exercise:storm'],
  })
})

test('who is invited, disabled, or of an organisation that is not active, is nobody', () => {
  const known = { id: 'p-1', person, organisation, realms: [] }
  expect(readerOf({ ...known, person: { ...person, status: 'disabled' } }, memberStates)).toBeUndefined()
  expect(readerOf({ ...known, person: { ...person, status: 'invited' } }, memberStates)).toBeUndefined()
  expect(readerOf({ ...known, organisation: { ...organisation, active: false } }, memberStates)).toBeUndefined()
})

test('a session ends twelve hours after it was last seen, and after seven days whatever happens', () => {
  expect(endOfSession({ lastSeen: now, ends: '2027-03-17T09:45:00.000Z' })).toBe('2027-03-10T21:45:00.000Z')
  expect(endOfSession({ lastSeen: '2027-03-17T09:00:00.000Z', ends: '2027-03-17T09:45:00.000Z' })).toBe(
    '2027-03-17T09:45:00.000Z',
  )
})

test('a token ends between an hour and a year from now', () => {
  expect(mayExpire('2027-03-10T10:45:00.000Z', now)).toBe(true)
  expect(mayExpire('2027-03-10T10:44:59.000Z', now)).toBe(false)
  expect(mayExpire('2028-03-10T09:45:00.000Z', now)).toBe(true)
  expect(mayExpire('2028-03-12T09:45:00.000Z', now)).toBe(false)
})

test('passkeys work on a host name under https and on localhost, not on bare addresses', () => {
  expect(relyingParty('https://tocsin.example.org')).toBe('tocsin.example.org')
  expect(relyingParty('http://localhost:8470')).toBe('localhost')
  expect(relyingParty('http://127.0.0.1:8470')).toBeUndefined()
  expect(relyingParty('https://[::1]:8470')).toBeUndefined()
  expect(relyingParty('http://tocsin.example.org')).toBeUndefined()
})

test('of a browser only its kind and system are kept', () => {
  expect(agentKind('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux')
  expect(
    agentKind('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604.1'),
  ).toBe('Safari on iOS')
  expect(agentKind('curl/8.5.0')).toBe('A program')
})

test('limits allow what they name, a room or an operation, and a read-only token does nothing', () => {
  const reader = {
    kind: 'token' as const,
    id: 't',
    person: 'p-1',
    organisation: 'o-1',
    clientOf: [],
    communities: [],
    roles: [],
    realms: [],
  }
  const limited = (limits: { readOnly: boolean; only: string[] | null }, name: string, does: 'query' | 'action') =>
    refusedByLimits({ ...reader, limits: { ...limits, refusal: 'outside-scope' } }, { name, does })?.refusal
  expect(limited({ readOnly: true, only: null }, 'watch.listItems', 'query')).toBeUndefined()
  expect(limited({ readOnly: true, only: null }, 'watch.importText', 'action')).toBe('outside-scope')
  expect(limited({ readOnly: false, only: ['watch'] }, 'watch.importText', 'action')).toBeUndefined()
  expect(limited({ readOnly: false, only: ['watch.listItems'] }, 'watch.importText', 'action')).toBe('outside-scope')
  expect(limited({ readOnly: false, only: ['watch'] }, 'watcher.x', 'query')).toBe('outside-scope')
  expect(limited({ readOnly: false, only: [] }, 'watch.listItems', 'query')).toBe('outside-scope')
  expect(refusedByLimits(reader, { name: 'watch.importText', does: 'action' })).toBeUndefined()
})
