// From what was seen to what is proposed.
import { expect, test } from 'vitest'
import type { SeenName } from '../../model/observed.ts'
import { isHostName, organisationDomain, zonesAbove } from './domain.ts'
import { proposalsFrom } from './proposals.ts'

const now = '2026-03-10T00:00:00.000Z'
const seen = (given: Partial<SeenName>): SeenName => ({
  name: 'portal.tax.example',
  aliases: [],
  addresses: ['192.0.2.1'],
  zone: 'tax.example',
  nameServers: [],
  mail: [],
  certificate: null,
  problems: [],
  ...given,
})
const certificate = {
  subject: 'portal.tax.example',
  issuer: 'Trust AS',
  chain: [],
  names: [],
  validFrom: null,
  validTo: '2026-03-11T00:00:00.000Z',
  trusted: true,
}
const told = (...names: SeenName[]) => proposalsFrom(names, new Map(), now).map(({ need, name }) => `${need}: ${name}`)

test('two name servers of one house are one provider, of two houses they are two options of one need', () => {
  expect(told(seen({ nameServers: ['ns1.dns.co.uk', 'ns2.dns.co.uk', 'a.other.net'] }))).toEqual([
    'Names (DNS): dns.co.uk',
    'Names (DNS): other.net',
  ])
})

test('a certificate holds until it ends, and not longer than is looked ahead', () => {
  const [one] = proposalsFrom([seen({ certificate })], new Map([['ca:trust as', 'known']]), now)
  expect(one).toMatchObject({ name: 'Trust AS', layer: 'certificate', holds: { likely: 1440 }, part: 'known' })
  const long = { ...certificate, validTo: '2036-01-01T00:00:00.000Z' }
  expect(proposalsFrom([seen({ certificate: long })], new Map(), now)[0]?.holds.likely).toBe(525_600)
  const over = { ...certificate, validTo: '2020-01-01T00:00:00.000Z' }
  expect(proposalsFrom([seen({ certificate: over })], new Map(), now)[0]?.holds.likely).toBe(0)
})

test('a name that leads to its own house has nobody who delivers it', () => {
  expect(told(seen({ aliases: ['www.tax.example'] }))).toEqual([])
  expect(told(seen({ aliases: ['x.edge.net', 'y.cdn.org'] }))).toEqual(['Delivery: cdn.org'])
  expect(told(seen({ aliases: ['x.edge.net', 'y.cdn.org'], addresses: [] }))).toEqual([])
})

test('the same provider of two names is proposed once', () => {
  const one = seen({ mail: ['mx.mail.example'] })
  expect(told(one, { ...one, name: 'www.tax.example' })).toEqual(['Mail: mail.example'])
})

test('what is no host name proposes nothing', () => {
  expect(told(seen({ nameServers: ['.', 'localhost', '\\000.example', '..', 'a b.example'] }))).toEqual([])
})

test('domains are told apart where they are registered', () => {
  expect(organisationDomain('ns1.example.co.uk.')).toBe('example.co.uk')
  expect(organisationDomain('co.uk')).toBe('co.uk')
  expect(organisationDomain('NS1.Example.COM')).toBe('example.com')
  expect(isHostName('pkg:npm/x')).toBe(false)
  expect(isHostName('192.0.2.1')).toBe(false)
  expect(zonesAbove('a.b.example.org')).toEqual(['a.b.example.org', 'b.example.org', 'example.org'])
})
