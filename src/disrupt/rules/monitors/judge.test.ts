// How a target stands by what was seen; fingerprints of pages; and whose turn it is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sighting } from '../../model/monitors/sighting.ts'
import type { TargetStatus } from '../../model/targets/target.ts'
import { alike, pagesLike, reemerged, type Site } from './family.ts'
import { isConfirmed, judgeSighting, type Known } from './judge.ts'
import { differingBits, hexOf, simhashFrom, simhashOf, titleOf, wordsOf } from './simhash.ts'
import { createTurns } from './turns.ts'

const page =
  'logins cards cheats tools leaks dumps accounts panels shells proxies for sale escrow by staff vouches below '.repeat(
    5,
  )
const other =
  'the council meets on monday about roads schools water and the new bridge over the river near the old mill '.repeat(5)
const hash = (text: string) => hexOf(simhashOf(wordsOf(text)) ?? { high: 0, low: 0 })
const sighting = (more: Partial<Sighting> = {}): Sighting => ({
  ...{ at: '2025-01-29T10:00:00.000Z', dns: 'answered', addresses: ['192.0.2.1'], wildcard: false, page: 'answered' },
  ...{ status: 200, leadsTo: null, title: 'Shop', simhash: hash(page), phrasesOf: [], cut: false, certificate: null },
  ...{ key: null, why: '', milliseconds: 3 },
  ...more,
})
const known = (more: Partial<Known> = {}): Known => ({
  ...{ seizurePages: [], sinkholes: [], first: sighting(), before: 'up' as TargetStatus },
  ...more,
})
const status = (seen: Partial<Sighting>, of: Partial<Known> = {}) => judgeSighting(sighting(seen), known(of)).status
const notice = { key: 'f1', name: 'Notice', simhash: null, agreed: ['p1'] }

describe('how a target stands', () => {
  test('up, while it answers as before', () => expect(status({})).toBe('up'))
  test('a page that partners agreed on, by phrases or by fingerprint', () => {
    expect(status({ phrasesOf: ['f1'] }, { seizurePages: [notice] })).toBe('seizure-page')
    expect(status({ simhash: hash(other) }, { seizurePages: [{ ...notice, simhash: hash(other) }] })).toBe(
      'seizure-page',
    )
  })
  test('a page on which nobody agreed counts for nothing', () =>
    expect(status({ phrasesOf: ['f1'] }, { seizurePages: [{ ...notice, agreed: [] }] })).toBe('up'))
  test('a sinkhole', () => expect(status({ addresses: ['192.0.2.9'] }, { sinkholes: ['192.0.2.9'] })).toBe('sinkholed'))
  test('a name that is not there any more', () => expect(status({ dns: 'nxdomain', page: 'none' })).toBe('gone'))
  test('a resolver that fails says nothing about the target', () =>
    expect(status({ dns: 'failed', page: 'none', addresses: [] })).toBe('undetermined'))
  test('a zone that answers for any name is not the site', () => {
    expect(status({ wildcard: true, simhash: hash(other) })).toBe('gone')
    expect(status({ wildcard: true })).toBe('up')
  })
  test('a name that leads into a private network is not asked, and says nothing', () =>
    expect(status({ page: 'closed-address' })).toBe('undetermined'))
  test('the same site somewhere else, by its text or by its key', () => {
    expect(status({ addresses: ['198.51.100.7'] })).toBe('moved')
    expect(status({ addresses: ['198.51.100.7'], simhash: null, key: 'k' }, { first: sighting({ key: 'k' }) })).toBe(
      'moved',
    )
    expect(status({ addresses: ['198.51.100.7'], simhash: hash(other) })).toBe('up')
  })
  test('led on to another host', () => expect(status({ leadsTo: 'market2.example', status: 302 })).toBe('moved'))
  test('back again after it was down', () => {
    expect(status({}, { before: 'seizure-page' })).toBe('back')
    expect(status({}, { before: 'gone' })).toBe('back')
    expect(status({}, { before: 'back' })).toBe('back')
  })
  test('more than is read is still up', () =>
    expect(judgeSighting(sighting({ cut: true }), known()).because).toContain('more than is read'))

  test('one miss is no takedown; what partners put there counts at once', () => {
    const gone = { status: 'gone' as const, because: '' }
    expect(isConfirmed(gone, 'up', 'up')).toBe(false)
    expect(isConfirmed(gone, 'up', 'gone')).toBe(true)
    expect(isConfirmed(gone, 'gone', 'gone')).toBe(false)
    expect(isConfirmed({ status: 'seizure-page', because: '' }, 'up', 'up')).toBe(true)
  })

  test('any sighting gets one status with a reason, and never throws', () => {
    const any = fc.record({
      dns: fc.constantFrom('answered', 'nxdomain', 'failed', 'none'),
      page: fc.constantFrom('answered', 'refused', 'no-answer', 'closed-address', 'not-http', 'none'),
      addresses: fc.array(fc.constantFrom('192.0.2.1', '192.0.2.2'), { maxLength: 2 }),
      wildcard: fc.boolean(),
      simhash: fc.constantFrom(null, hash(page), hash(other)),
      before: fc.constantFrom('up', 'gone', 'back', 'moved', 'seizure-page', 'undetermined'),
    })
    fc.assert(
      fc.property(any, ({ before, ...seen }) => {
        const judged = judgeSighting(sighting(seen as Partial<Sighting>), known({ before: before as TargetStatus }))
        expect(judged.because.length).toBeGreaterThan(5)
        // What was not seen never counts as taken down.
        if (seen.dns === 'failed') expect(judged.status).toBe('undetermined')
      }),
    )
  })
})

describe('fingerprints of pages', () => {
  test('markup, scripts and figures change nothing; other words do', () => {
    const dressed = `<html><script>var x=1</script><title>Shop</title><p>${page.replaceAll('sale', 'sale 4711')}</p></html>`
    const one = simhashFrom(hash(page))
    expect(differingBits(one, simhashFrom(hash(dressed)))).toBeLessThanOrEqual(3)
    expect(differingBits(one, simhashFrom(hash(other)))).toBeGreaterThan(16)
    expect(titleOf('<TITLE>\n The  shop </TITLE>')).toBe('The shop')
    expect(simhashOf(['too', 'little'])).toBeNull()
  })

  test('it goes to text and back, and bits are counted right', () => {
    const half = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(half, half, half, half, (a, b, c, d) => {
        const [one, two] = [
          { high: a, low: b },
          { high: c, low: d },
        ]
        expect(simhashFrom(hexOf(one))).toEqual(one)
        const bits = (BigInt.asUintN(32, BigInt(a ^ c)) << 32n) | BigInt.asUintN(32, BigInt(b ^ d))
        expect(differingBits(one, two)).toBe(bits.toString(2).replaceAll('0', '').length)
      }),
    )
  })

  test('a hundred thousand pages are held against one within a second', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => ({
      high: Math.imul(n, 0x9e3779b1) >>> 0,
      low: Math.imul(n, 0x85ebca6b) >>> 0,
    }))
    const began = performance.now()
    const found = pagesLike(many[4_711] as (typeof many)[number], many, 3)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(found[0]).toEqual({ at: 4_711, bits: 0 })
  })
})

describe('what comes back under another name', () => {
  const site = (id: string, reads: string, state: TargetStatus, seen: Partial<Sighting>): Site => ({
    ...{ id, name: reads, reads, status: state, first: sighting(seen), last: sighting(seen) },
  })
  const limits = { likelyFrom: 0.6, possibleFrom: 0.35 }
  test('by text, key, name and address, with the reasons; never by nothing', () => {
    const down = site('t1', 'cracked.example', 'seizure-page', { key: 'k', title: 'Cracked' })
    const again = site('t2', 'cracked-new.test', 'up', { key: 'k', title: 'Cracked', addresses: ['198.51.100.7'] })
    const bystander = site('t3', 'council.test', 'up', {
      simhash: hash(other),
      title: 'Council',
      addresses: ['198.51.100.9'],
    })
    const found = reemerged([down, again, bystander], limits)
    expect(found).toMatchObject([{ candidate: 't2', like: 't1', verdict: 'likely' }])
    expect(found[0]?.because.length).toBeGreaterThan(2)
    expect(alike(bystander, down).score).toBeLessThan(0.35)
  })
  test('a name that is written like another', () =>
    expect(
      alike(
        site('a', 'nu11ed.test', 'up', { simhash: null, title: '', addresses: [] }),
        site('b', 'nulled.example', 'gone', { simhash: null, title: '' }),
      ).score,
    ).toBe(0))
})

describe('turns', () => {
  test('one host is never asked by two, nor sooner than is polite; all are handed out', () => {
    const due = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 })
    fc.assert(
      fc.property(due, fc.integer({ min: 1, max: 5 }), (hosts, most) => {
        const turns = createTurns(
          hosts.map((host, n) => ({ id: `${n}`, host })),
          { most, perHostMilliseconds: 10 },
        )
        const last = new Map<string, number>()
        const open: { id: string; host: string }[] = []
        let given = 0
        for (let now = 0; now < 10_000; now++) {
          const next = turns.next(now)
          if (next === null) break
          if ('waitMilliseconds' in next) {
            const ended = open.shift()
            if (ended) turns.done(ended, now)
            if (ended) last.set(ended.host, now)
            continue
          }
          expect(open.some(({ host }) => host === next.host)).toBe(false)
          expect(now - (last.get(next.host) ?? -10)).toBeGreaterThanOrEqual(10)
          open.push(next)
          expect(open.length).toBeLessThanOrEqual(most)
          given++
        }
        expect(given).toBe(hosts.length)
      }),
    )
  })
})
