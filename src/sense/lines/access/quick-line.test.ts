// The quick reader answers as the thorough one or not at all, and both count what plain JavaScript counts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAccessLog } from '../access-log.ts'
import { createCommonLogReader } from './common-log.ts'
import { absent, createAccessFields } from './fields.ts'
import { createQuickLineReader } from './quick-line.ts'

function arenaOf(text: Uint8Array) {
  const bytes = new Uint8Array(text.length + 1 + 64)
  bytes.set(text)
  bytes[text.length] = 10
  return { bytes, view: new DataView(bytes.buffer), scratchFrom: 0 }
}

/** What both readers say of a line; texts that are not there may have been left from before. */
function bothRead(text: Uint8Array) {
  const [quick, thorough] = [createAccessFields(), createAccessFields()]
  const taken = createQuickLineReader()(arenaOf(text), 0, quick)
  const fault = createCommonLogReader()(arenaOf(text), 0, thorough)
  const said = (fields: typeof quick) => ({
    ...fields,
    client: fields.client.family === 4 ? fields.client.first : fields.client,
    referrer: fields.referrerFrom === absent ? null : [fields.referrerTo, fields.referrerHash],
    agent: fields.agentFrom === absent ? null : [fields.agentTo, fields.agentHash],
  })
  return { taken, fault, quick: said(quick), thorough: said(thorough) }
}

const octet = fc.integer({ min: 0, max: 255 })
const client = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'))
const word = fc.stringMatching(/^[!#-~]{0,30}$/)
const request = fc.record({
  client,
  second: fc.integer({ min: 0, max: 59 }),
  method: fc.constantFrom('GET', 'POST'),
  path: fc.stringMatching(/^\/[!#->@-[\]-~]{0,40}$/),
  query: fc.option(fc.stringMatching(/^[!#->@-[\]-~]{1,20}$/), { nil: null }),
  status: fc.integer({ min: 100, max: 599 }),
  size: fc.oneof(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 2 ** 49 })),
  said: fc.option(fc.tuple(word, fc.stringMatching(/^[ !#-[\]-~]{0,60}$/)), { nil: null }),
})
type Request = typeof request extends fc.Arbitrary<infer One> ? One : never

function lineOf({ client, second, method, path, query, status, size, said }: Request): string {
  const time = `10/Mar/2025:09:45:${String(second).padStart(2, '0')} +0000`
  const target = query === null ? path : `${path}?${query}`
  const [referrer, agent] = said ?? []
  const rest = said === null ? '' : ` "${referrer?.replaceAll('\\', '')}" "${agent}"`
  return `${client} - - [${time}] "${method} ${target} HTTP/1.1" ${status} ${size}${rest}`
}

const encode = (text: string) => new TextEncoder().encode(text)

describe('the quick reader', () => {
  test('takes every usual line, and says what the thorough one says', () => {
    fc.assert(
      fc.property(request, (one) => {
        const { taken, fault, quick, thorough } = bothRead(encode(lineOf(one)))
        expect(taken).toBe(true)
        expect(fault).toBeNull()
        expect(quick).toEqual(thorough)
        expect(quick).toMatchObject({ status: one.status, size: one.size })
      }),
      { numRuns: 500 },
    )
  })

  test('leaves what it does not know, and never says anything else than the thorough one', () => {
    const changed = fc
      .tuple(request, fc.array(fc.tuple(fc.nat(160), fc.oneof(octet, fc.constantFrom(10, 13, 32, 34, 45, 47, 63, 92)))))
      .map(([one, changes]) => {
        const bytes = encode(lineOf(one))
        for (const [at, byte] of changes.slice(0, 3)) if (at < bytes.length) bytes[at] = byte
        return bytes
      })
    fc.assert(
      fc.property(changed, (bytes) => {
        const { taken, fault, quick, thorough } = bothRead(bytes)
        if (!taken) return
        expect(fault).toBeNull()
        expect(quick).toEqual(thorough)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('requests that are counted', () => {
  const codes = ['??', 'BE', 'DE', 'US']
  const countries = {
    of4: (address: number) => (address >>> 24) % 4,
    of6: () => 2,
    unknown: 0,
    code: (index: number) => codes[index] ?? '??',
  }

  function read(lines: readonly string[]) {
    const log = createAccessLog({ hosts: new Map(), series: 'portal', countries })
    log.push(encode(`${lines.join('\n')}\n`))
    log.end()
    return log.close(Number.MAX_SAFE_INTEGER)
  }

  function jsonOf({ client, second, method, path, query, status, size, said }: Request): string {
    const time = `2025-03-10T09:45:${String(second).padStart(2, '0')}Z`
    const uri = query === null ? path : `${path}?${query}`
    const texts = said === null ? {} : { http_referer: said[0].replaceAll('\\', ''), http_user_agent: said[1] }
    return JSON.stringify({ time, client_ip: client, method, uri, status, size, ...texts })
  }

  test('add up to the sums of plain JavaScript, by country and class of status', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 600 }), (requests) => {
        const sums = new Map<string, [number, number]>()
        for (const { client, second, status, size } of requests) {
          const country = codes[Number(client.split('.')[0]) % 4]
          const key = `${Math.floor(second / 10)} ${country} ${Math.floor(status / 100)}`
          const [count, bytes] = sums.get(key) ?? [0, 0]
          sums.set(key, [count + 1, bytes + size])
        }
        const found = read(requests.map(lineOf)).flatMap((bucket) =>
          bucket.rows.map((row): [string, [number, number]] => [
            `${(bucket.at % 60) / 10} ${row.country} ${row.part}`,
            [row.packets, row.bytes],
          ]),
        )
        expect(new Map(found)).toEqual(sums)
      }),
      { numRuns: 60 },
    )
  })

  test('make the same buckets as JSON lines and as combined ones, names in any order', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
        const combined = requests.filter(({ said }) => said !== null)
        expect(read(combined.map(jsonOf))).toEqual(read(combined.map(lineOf)))
        const reversed = combined.map((one, index) => {
          const entries = Object.entries(JSON.parse(jsonOf(one)) as object)
          return JSON.stringify(Object.fromEntries(index % 3 === 0 ? entries.reverse() : entries))
        })
        expect(read(reversed)).toEqual(read(combined.map(lineOf)))
      }),
      { numRuns: 20 },
    )
  })

  test('of many in one bucket, the biggest come from a sample, and their bounds hold the truth', () => {
    const line = (client: string, path: string) =>
      `${client} - - [10/Mar/2025:09:45:07 +0000] "GET ${path} HTTP/1.1" 200 1`
    const lines = Array.from({ length: 60_000 }, (_, index) => {
      const client = index % 5 === 0 ? '1.1.1.1' : `2.${index >> 16}.${(index >> 8) & 255}.${index & 255}`
      return line(client, index % 3 === 0 ? '/attacked' : `/other/${index % 5000}`)
    })
    const [bucket] = read(lines)
    expect(bucket?.records).toBe(60_000)
    for (const [kind, key, truth] of [
      ['source', '1.1.1.1', 12_000],
      ['path', '/attacked', 20_000],
    ] as const) {
      const heavy = bucket?.heavy.find((one) => one.kind === kind && one.key === key)
      expect(heavy?.amount).toBeGreaterThanOrEqual(truth)
      expect((heavy?.amount ?? 0) - (heavy?.error ?? 0)).toBeLessThanOrEqual(truth)
      expect(heavy?.error).toBeGreaterThan(0)
      expect(heavy?.error).toBeLessThan(truth / 3)
    }
  })
})
