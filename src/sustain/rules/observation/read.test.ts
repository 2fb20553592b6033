// Where questions went: shares of known resolvers, unknown ones named; and where that does not agree with the configuration.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DnsUse, UsedResolver } from '../../model/dns-use.ts'
import type { KnownResolver } from '../../model/resolvers.ts'
import { indexResolvers, usedResolver } from '../resolvers/known.ts'
import { findingsOf } from './findings.ts'
import { readObservation } from './read.ts'

const file = JSON.parse(readFileSync(new URL('../../../../data/sustain/resolvers.json', import.meta.url), 'utf8'))
const known = indexResolvers(file.resolvers as KnownResolver[])

function read(text: string, name = 'flows.csv') {
  const answer = readObservation(name, text, known)
  if (!answer.ok) throw new Error(answer.why)
  return answer.value
}

test('columns of nfdump are understood, rows of one destination are added, shares add up to one', () => {
  const it = read('da,dp,pr,fl\n8.8.8.8,53,UDP,60\n8.8.8.8,53,UDP,15\n86.54.11.100,853,TCP,20\n192.0.2.9,53,TCP,5\n')
  expect(it.total).toBe(100)
  expect(it.resolvers).toEqual([
    { address: '8.8.8.8', port: 53, transport: 'udp', count: 75, share: 0.75, known: 'google' },
    { address: '86.54.11.100', port: 853, transport: 'dot', count: 20, share: 0.2, known: 'dns4eu-unfiltered' },
    { address: '192.0.2.9', port: 53, transport: 'tcp', count: 5, share: 0.05, known: null },
  ])
})

test('port 443 counts for known resolvers alone; the web is no question', () => {
  const it = read('address;port;count\n1.1.1.1;443;7\n198.51.100.1;443;9000\n')
  expect(it.resolvers.map(({ known: id, transport }) => [id, transport])).toEqual([['cloudflare', 'doh']])
  expect(it.notTold).toEqual({ rows: 1, count: 9000 })
})

test('what cannot be used is left out with its line', () => {
  const it = read('address,port,count\nnobody,53,1\n8.8.8.8,80,1\n8.8.8.8,53,-4\n8.8.8.8,53,2\n')
  expect(it.leftOut).toEqual([
    { line: 2, why: '"nobody" is no address.' },
    { line: 3, why: 'Port 80 is none of 53, 853 and 443.' },
    { line: 4, why: '"-4" is no count.' },
  ])
  expect(it.total).toBe(2)
})

test('JSON is read as a list, at the top or under a name', () => {
  const rows = [{ destination: '2620:FE::FE', port: 53, protocol: 'udp', count: 3 }]
  expect(read(JSON.stringify(rows), 'x.json').resolvers[0]).toMatchObject({
    address: '2620:fe::fe',
    known: 'quad9',
    share: 1,
  })
  expect(read(JSON.stringify({ rows })).total).toBe(3)
})

test.each(['', 'a,b\n1,2\n', 'address\n8.8.8.8\n', '{"a":1}', '[', 'da,dp\n"8.8'])(
  '%j is refused with a reason',
  (text) => {
    expect(readObservation('x', text, known)).toMatchObject({ ok: false, why: expect.stringMatching(/.{10}/) })
  },
)

describe('configuration against observation', () => {
  const one = (address: string, more: Partial<UsedResolver> = {}): UsedResolver => ({
    ...usedResolver(known, { address, transport: 'udp', knownBy: 'configuration' }),
    ...more,
  })
  const use = (resolvers: UsedResolver[], text: string): DnsUse => {
    const { total, resolvers: seen } = read(text)
    return {
      ...{ organisation: 'o', network: 'n', resolvers, validates: null, bootstrap: null, internalZones: null },
      observed: { at: '2026-11-23T00:00:00.000Z', file: 'f', total, resolvers: seen },
      ...{ guideline: null, drilledOn: null, evidence: [], note: null, active: true },
    }
  }
  const rules = (it: DnsUse) => findingsOf(it, known, 0.01).map(({ rule }) => rule)

  test('where both agree there is nothing to say', () => {
    expect(rules(use([one('86.54.11.100')], 'address,port\n86.54.11.100,53\n'))).toEqual([])
  })
  test('questions to a resolver that nobody configured are a warning, from one in a hundred on', () => {
    const text = (count: number) => `address,port,count\n86.54.11.100,53,99\n8.8.8.8,53,${count}\n`
    expect(rules(use([one('86.54.11.100')], text(1)))).toEqual(['asked-not-configured'])
    expect(rules(use([one('86.54.11.100')], text(0.9)))).toEqual([])
  })
  test('a configured one that is not asked, and plain questions beside encrypted ones, are said', () => {
    const dot = one('86.54.11.100', { transport: 'dot', tlsName: 'unfiltered.joindns4.eu' })
    expect(rules(use([dot, one('193.17.47.1')], 'address,port\n86.54.11.100,53\n'))).toEqual([
      'plain-beside-encrypted',
      'configured-not-asked',
    ])
  })
  test('a resolver of unknown hands is to be found out; one inside is not', () => {
    expect(rules(use([], 'address,port\n192.0.2.77,53\n10.0.0.1,53\n'))).toEqual(['unknown-resolver'])
  })
  test('some that filter beside some that do not is a warning', () => {
    expect(rules(use([one('9.9.9.9'), one('8.8.8.8')], 'address,port\n9.9.9.9,53\n8.8.8.8,53\n'))).toEqual([
      'filters',
      'mixed-filters',
    ])
  })
})
