// Two lists compared blindly: both sides learn what both have and no more; bad files are refused; the map is that of RFC 9380.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blind, keyFrom, newSecret, pointsOf } from './blind.ts'
import { toCurve, toField } from './elligator.ts'
import { answer, conclude, finish, offer, readTargets } from './index.ts'

function value<T>(reply: { ok: true; value: T } | { ok: false; detail?: string; refusal: string }): T {
  if (!reply.ok) throw new Error(reply.detail ?? reply.refusal)
  return reply.value
}

function play(ours: readonly string[], theirs: readonly string[]) {
  const begun = offer(ours)
  const replied = value(answer(theirs, begun.offer))
  const ended = value(finish(begun.kept, replied.answer))
  return { begun, replied, ended, concluded: value(conclude(replied.kept, ended.finish)) }
}

describe('the map to the curve', () => {
  // RFC 9380, appendix J.4.2: curve25519_XMD:SHA-512_ELL2_NU_, u[0] and Q.x of the empty message and of abc.
  const dst = 'QUUX-V01-CS02-with-curve25519_XMD:SHA-512_ELL2_NU_'
  test.each([
    [
      '',
      '608d892b641f0328523802a6603427c26e55e6f27e71a91a478148d45b5093cd',
      '51125222da5e763d97f3c10fcc92ea6860b9ccbbd2eb1285728f566721c1e65b',
    ],
    [
      'abc',
      '46f5b22494bfeaa7f232cc8d054be68561af50230234d7d1d63d1d9abeca8da5',
      '7d56d1e08cb0ccb92baf069c18c49bb5a0dcd927eff8dcf75ca921ef7f3e6eeb',
    ],
  ])('of %j', (message, element, u) => {
    const field = toField(message, dst)
    expect(field.toString(16).padStart(64, '0')).toBe(element)
    expect(
      Buffer.from(toCurve([field])[0] as Buffer)
        .reverse()
        .toString('hex'),
    ).toBe(u)
  })

  test('blinding twice gives the same in either order', () => {
    const [a, b] = [keyFrom(newSecret()), keyFrom(newSecret())]
    const points = pointsOf(['domain market.example', 'domain shop.example'])
    expect(blind(blind(points, a), b).equals(blind(blind(points, b), a))).toBe(true)
  })
})

describe('two lists', () => {
  test('both sides learn the same overlap, whatever the lists are', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(list, list, (one, two) => {
        const ours = one.map((n) => `domain t${n}.example`)
        const theirs = two.map((n) => `domain t${n}.example`)
        const both = ours.filter((name) => theirs.includes(name)).sort()
        const { ended, concluded } = play(ours, theirs)
        expect(ended.overlap).toEqual({ both, ours: ours.length, theirs: theirs.length })
        expect(concluded).toEqual({ both, ours: theirs.length, theirs: ours.length })
      }),
      { numRuns: 25 },
    )
  })

  test('nothing that is handed over says a name, and the same list looks different each time', () => {
    const { begun, replied, ended } = play(['domain market.example'], ['domain market.example'])
    const said = JSON.stringify([begun.offer, replied.answer, ended.finish])
    expect(said).not.toContain('market')
    expect(said).not.toContain(begun.kept.secret)
    expect(offer(['domain market.example']).offer.points).not.toBe(begun.offer.points)
  })

  test('files that were cut, swapped, forged or repeated are refused', () => {
    const ours = ['domain a.example', 'domain b.example']
    const begun = offer(ours)
    const replied = value(answer(['domain b.example'], begun.offer))
    const other = offer(ours)
    const refusal = (reply: { ok: boolean; refusal?: string }) => reply.refusal
    expect(refusal(finish(other.kept, replied.answer))).toBe('other-session')
    expect(refusal(finish(begun.kept, { ...replied.answer, yours: replied.answer.yours.slice(0, 40) }))).toBe(
      'bad-file',
    )
    expect(refusal(answer(ours, { ...begun.offer, points: Buffer.alloc(32).toString('base64') }))).toBe('bad-file')
    const point = randomBytes(32)
    expect(refusal(answer(ours, { ...begun.offer, points: Buffer.concat([point, point]).toString('base64') }))).toBe(
      'bad-file',
    )
    expect(refusal(answer(ours, { ...begun.offer, points: '' }))).toBe('bad-file')
    expect(
      refusal(
        conclude(begun.kept, { form: 'tocsin-compare-1', step: 'finish', session: begun.kept.session, yours: '' }),
      ),
    ).toBe('bad-file')
  })

  test('a list is read with one spelling for each target', () => {
    const read = value(
      readTargets('# ours\nMarket.Example\nmarket.example.\nhost,market.example\n192.0.2.1\nwallet,1A2b\n\n'),
    )
    expect(read).toEqual(['domain market.example', 'address 192.0.2.1', 'wallet 1A2b'])
    expect(readTargets('https://market.example/')).toMatchObject({ ok: false })
    expect(readTargets('# nothing')).toMatchObject({ ok: false })
  })
})
