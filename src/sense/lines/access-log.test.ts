// Access logs: what each form says is counted once, in the right bucket, and nothing a line holds makes it fail.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bucket } from '../model/bucket.ts'
import { estimateDistinct } from '../tally/hyperloglog.ts'
import { type AccessLogOptions, createAccessLog } from './access-log.ts'
import { maxLineBytes } from './line-feed.ts'

const codes = ['??', 'BE', 'DE', 'US']
const countries = {
  of4: (word: number) => (word >>> 24) % 4,
  of6: () => 2,
  unknown: 0,
  code: (index: number) => codes[index] ?? '??',
}
const nine = 1_741_599_900 // 2025-03-10T09:45:00Z

function logOf(options: Partial<AccessLogOptions> = {}) {
  return createAccessLog({ hosts: new Map(), series: 'portal', countries, ...options })
}

function read(text: string | Uint8Array, options: Partial<AccessLogOptions> = {}) {
  const log = logOf(options)
  log.push(typeof text === 'string' ? new TextEncoder().encode(text) : text)
  log.end()
  return { buckets: log.close(Number.MAX_SAFE_INTEGER), counters: log.counters }
}

function only(buckets: readonly Bucket[]): Bucket {
  expect(buckets).toHaveLength(1)
  return buckets[0] as Bucket
}

function shapesOf(bucket: Bucket): Record<string, number> {
  return Object.fromEntries(Object.entries(bucket.shapes).map(([name, shape]) => [name, shape.packets]))
}

const common = '1.2.3.4 - - [10/Mar/2025:09:45:07 +0000] "GET /a/page HTTP/1.1" 200 1234'
const combined = `${common} "https://www.google.com/search" "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"`

describe('common and combined lines', () => {
  test('a common line is one request in its ten seconds', () => {
    const { buckets, counters } = read(`${common}\n`)
    expect(only(buckets)).toMatchObject({
      series: 'portal',
      channel: 'web',
      at: nine,
      seconds: 10,
      rows: [{ country: 'BE', part: 2, direction: 'in', bytes: 1234, packets: 1, flows: 1 }],
      records: 1,
      squares: 1,
      marks: [],
    })
    expect(shapesOf(only(buckets))).toEqual({ page: 1 })
    expect(counters).toMatchObject({ lines: 1, requests: 1, formats: { common: 1, combined: 0, json: 0 }, lost: {} })
  })

  test('a combined line tells the referrer and the agent too', () => {
    const { buckets, counters } = read(`${combined}\n`)
    expect(shapesOf(only(buckets))).toEqual({ page: 1, 'known-referrer': 1, 'browser-agent': 1 })
    expect(counters.formats.combined).toBe(1)
  })

  test.each([
    ['no line feed at the end', combined],
    ['a carriage return', `${combined}\r\n`],
    ['empty lines around it', `\n\r\n${combined}\n\n`],
    ['fields behind the agent', `${combined} 0.012 "-" "upstream"\n`],
    ['a user whose name has a bracket', combined.replace('- -', '- [me] me')],
    ['another zone', combined.replace('09:45:07 +0000', '11:15:07 +0130')],
    ['HTTP/2', combined.replace('HTTP/1.1', 'HTTP/2')],
    ['no protocol', combined.replace(' HTTP/1.1', '')],
    ['a port behind the address', combined.replace('1.2.3.4', '1.2.3.4:50123')],
    ['a list of proxies', combined.replace('1.2.3.4', '1.2.3.4, 10.0.0.1')],
    ['an absolute target', combined.replace('/a/page', 'http://other.example/a/page')],
    ['an IPv4 address in IPv6 clothes', combined.replace('1.2.3.4', '::ffff:1.2.3.4')],
  ])('%s makes no difference', (_title, text) => {
    const { buckets, counters } = read(text)
    expect(only(buckets).rows).toEqual([{ country: 'BE', part: 2, direction: 'in', bytes: 1234, packets: 1, flows: 1 }])
    expect(only(buckets)).toMatchObject({ at: nine })
    expect(shapesOf(only(buckets))).toMatchObject({ page: 1, 'browser-agent': 1 })
    expect(counters.lost).toEqual({})
  })

  test.each([
    ['2001:db8::1', 'DE'],
    ['::1', 'DE'],
    ['2001:db8:1:2:3:4:5:6', 'DE'],
    ['fe80::1%eth0', 'DE'],
    ['2.0.0.1', 'DE'],
    ['client.example.net', '??'],
    ['-', '??'],
    ['999.1.1.1', '??'],
    ['1.2.3', '??'],
    ['1:2:3', '??'],
    ['::1::2', '??'],
  ])('a client written as %s is in %s', (client, country) => {
    expect(only(read(common.replace('1.2.3.4', client)).buckets).rows[0]).toMatchObject({ country, flows: 1 })
  })

  test.each([
    ['GET /logo.PNG HTTP/1.1', { asset: 1 }],
    ['GET /site.css?v=3 HTTP/1.1', { asset: 1 }],
    ['HEAD /dir.d/ HTTP/1.1', { page: 1 }],
    ['GET /v1.2/users HTTP/1.1', { page: 1 }],
    ['POST /login HTTP/1.1', { post: 1 }],
    ['DELETE /thing HTTP/1.1', { post: 1 }],
    ['OPTIONS * HTTP/1.1', {}],
    ['\\x16\\x03\\x01', {}],
    ['-', {}],
    ['', {}],
  ])('the request "%s" is of its kind', (request, shapes) => {
    expect(shapesOf(only(read(common.replace('GET /a/page HTTP/1.1', request)).buckets))).toEqual(shapes)
  })

  test.each([
    ['', { 'empty-agent': 1 }],
    ['-', { 'empty-agent': 1 }],
    ['curl/8.5.0', { 'tool-agent': 1 }],
    ['python-requests/2.31', { 'tool-agent': 1 }],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', { 'robot-agent': 1 }],
    ['Mozilla/5.0 (Windows NT 10.0) HeadlessChrome/120', { 'tool-agent': 1 }],
    ['Mozilla/5.0 \\"odd\\" (Windows)', { 'browser-agent': 1 }],
    ['something else', {}],
  ])('the agent "%s" is of its kind', (agent, shapes) => {
    const { buckets, counters } = read(`${common} "-" "${agent}"\n`)
    expect(shapesOf(only(buckets))).toEqual({ page: 1, 'no-referrer': 1, ...shapes })
    expect(counters.lost).toEqual({})
  })

  test.each([
    ['404', { 'client-error': 1, page: 1 }],
    ['503', { 'server-error': 1, page: 1 }],
    ['-', { page: 1 }],
  ])('status %s is counted', (status, shapes) => {
    expect(shapesOf(only(read(common.replace(' 200 ', ` ${status} `)).buckets))).toEqual(shapes)
  })

  test.each([
    'nonsense',
    common.slice(0, 60),
    common.replace('/Mar/', '/Foo/'),
    common.replace('10/Mar', '31/Feb'),
    common.replace('09:45', '25:45'),
    common.replace(' 200 ', ' 2x0 '),
    `${common} "https://cut`,
    `${common} "-" "Mozilla/5.0 (cut`,
    '[',
    '{',
    '\u0000\u0001\u0002',
  ])('%j is a bad line and costs no other', (bad) => {
    const { buckets, counters } = read(`${common}\n${bad}\n${common}\n`)
    expect(counters).toMatchObject({ lines: 3, requests: 2, lost: { 'bad-line': 1 } })
    expect(only(buckets).records).toBe(2)
  })

  test('a line that ends within its protocol does not run into the next', () => {
    const cut = common.slice(0, common.indexOf('HTTP/1.1') + 6)
    const { buckets, counters } = read(`${cut}\n"${common.slice(1)}\n${common}\n`)
    expect(counters).toMatchObject({ lines: 3, lost: { 'bad-line': 1 } })
    expect(only(buckets).records).toBe(counters.requests)
  })
})

describe('targets', () => {
  const hosts = new Map([
    ['tax.example.org', 'tax'],
    ['*.example.net', 'net'],
  ])

  test.each([
    ['tax.example.org', 'tax'],
    ['TAX.example.org:443', 'tax'],
    ['a.b.example.net', 'net'],
    ['else.example.com', 'portal'],
  ])('a line of the virtual host %s is counted for %s', (host, series) => {
    expect(only(read(`${host} ${common}`, { hosts }).buckets).series).toBe(series)
  })

  test('a host of no target is counted as lost where there is no standard target', () => {
    const { buckets, counters } = read(`other.example ${common}\n${common}\n`, { hosts, series: null })
    expect(buckets).toEqual([])
    expect(counters.lost).toEqual({ 'no-target': 2 })
  })

  test('targets can be changed while lines come', () => {
    const log = logOf({ hosts })
    const line = new TextEncoder().encode(`tax.example.org ${common}\n`)
    log.push(line)
    log.retarget({ hosts: new Map([['tax.example.org', 'new']]), series: null })
    log.push(line)
    expect(log.close(Number.MAX_SAFE_INTEGER).map((bucket) => bucket.series)).toEqual(['tax', 'new'])
  })

  test('the own hosts are known referrers', () => {
    const line = `${common} "https://tax.example.org/x" "curl/8"`
    expect(shapesOf(only(read(line, { hosts }).buckets))).toMatchObject({ 'known-referrer': 1 })
    expect(shapesOf(only(read(line).buckets))).not.toHaveProperty('known-referrer')
  })
})

const jsonLines: [string, object][] = [
  [
    'nginx',
    {
      time_iso8601: '2025-03-10T09:45:07+00:00',
      remote_addr: '1.2.3.4',
      request: 'GET /a/page?x=1 HTTP/1.1',
      status: '200',
      body_bytes_sent: '1234',
      http_referer: '',
      http_user_agent: 'Mozilla/5.0 (X11)',
    },
  ],
  [
    'Caddy',
    {
      level: 'info',
      ts: nine + 7.25,
      logger: 'http.log.access',
      msg: 'handled request',
      request: {
        remote_ip: '9.9.9.9',
        client_ip: '1.2.3.4',
        proto: 'HTTP/2.0',
        method: 'GET',
        host: 'portal.example',
        uri: '/a/page?x=1',
        headers: { 'User-Agent': ['Mozilla/5.0 (X11)'], Status: ['500'], client_ip: ['2.2.2.2'], Referer: ['-'] },
      },
      bytes_read: 0,
      duration: 0.01,
      size: 1234,
      status: 200,
      resp_headers: { Server: ['Caddy'], status: ['404'] },
    },
  ],
  [
    'Traefik',
    {
      ClientAddr: '1.2.3.4:51000',
      ClientHost: '1.2.3.4',
      DownstreamContentSize: 1234,
      DownstreamStatus: 200,
      OriginStatus: 502,
      RequestMethod: 'GET',
      RequestPath: '/a/page?x=1',
      StartUTC: '2025-03-10T09:45:07.123456789Z',
      'request_User-Agent': 'Mozilla/5.0 (X11)',
      request_Referer: '',
    },
  ],
  [
    'Elastic Common Schema',
    {
      '@timestamp': '2025-03-10T09:45:07.000Z',
      source: { ip: '1.2.3.4', port: 5000 },
      url: { path: '/a/page', query: 'x=1' },
      http: { request: { method: 'GET', referrer: '-' }, response: { status_code: 200, body: { bytes: 1234 } } },
      user_agent: { original: 'Mozilla/5.0 (X11)', device: { name: 'Other' } },
    },
  ],
  [
    'a load balancer',
    {
      timestamp: '2025-03-10T09:45:07.9Z',
      httpRequest: {
        requestMethod: 'GET',
        requestUrl: 'https://portal.example/a/page?x=1',
        status: 200,
        responseSize: '1234',
        userAgent: 'Mozilla/5.0 (X11)',
        remoteIp: '1.2.3.4',
        referer: '',
      },
    },
  ],
  [
    'containers',
    {
      log: `1.2.3.4 - - [10/Mar/2025:09:45:07 +0000] "GET /a/page?x=1 HTTP/1.1" 200 1234 "-" "Mozilla/5.0 (X11)"\n`,
      stream: 'stdout',
      time: '2025-03-11T00:00:00Z',
    },
  ],
]

describe('JSON lines', () => {
  test.each(jsonLines)('a line of %s says the same as a combined one', (_name, line) => {
    const { buckets, counters } = read(`${JSON.stringify(line)}\n`)
    expect(counters.lost).toEqual({})
    expect(counters.formats.json).toBe(1)
    const bucket = only(buckets)
    expect(bucket.at).toBe(nine)
    expect(bucket.rows).toEqual([{ country: 'BE', part: 2, direction: 'in', bytes: 1234, packets: 1, flows: 1 }])
    expect(shapesOf(bucket)).toEqual({ page: 1, 'no-referrer': 1, 'browser-agent': 1 })
    const twice = read(`${JSON.stringify(line)}\n`.repeat(3)).buckets
    expect(only(twice).heavy.filter((heavy) => heavy.kind === 'path' && heavy.key !== '*')).toEqual([
      { kind: 'path', key: '/a/page', amount: 3, error: 0 },
    ])
  })

  test('escapes in a target are read as what they stand for', () => {
    const line = '{"time":1741599907,"ip":"1.2.3.4","status":200,"uri":"\\/caf\\u00e9\\u003fsecret=1"}\n'
    const { buckets } = read(line.repeat(2))
    expect(only(buckets).heavy).toContainEqual({ kind: 'path', key: '/caf\u00e9', amount: 2, error: 0 })
  })

  test.each([
    ['seconds', nine],
    ['milliseconds', nine * 1000],
    ['nanoseconds', nine * 1e9],
    ['the form of common logs', '10/Mar/2025:09:45:00 +0000'],
    ['a number as text', String(nine)],
  ])('time in %s is understood', (_title, time) => {
    expect(only(read(JSON.stringify({ time, ip: '1.2.3.4', status: 200 })).buckets).at).toBe(nine)
  })

  test.each([
    '{"time":1741599907,"ip":"1.2.3.4","status":200',
    '{"time":1741599907,"ip":"1.2.3.4","status":',
    '{"time":1741599907,"ip":"1.2.3.4","status":200}'.replace(':', ''),
    '{"status":200}',
    '{"time":"soon","status":200}',
    '{"hello":"world"}',
    '{"time":1741599907,"status":"200}',
    `{"a":${'['.repeat(1000)}`,
    `${'{"request":'.repeat(100)}`,
    '{}',
  ])('%j is a bad line', (line) => {
    expect(read(`${line}\n`).counters).toMatchObject({ lines: 1, requests: 0, lost: { 'bad-line': 1 } })
  })
})

describe('buckets', () => {
  function line(second: number, path = '/', client = '1.2.3.4'): string {
    const time = new Date((nine + second) * 1000).toISOString()
    return `{"time":"${time}","ip":"${client}","status":200,"uri":"${path}"}\n`
  }
  const push = (log: ReturnType<typeof logOf>, text: string, now?: number) =>
    log.push(new TextEncoder().encode(text), now)

  test('times out of order find their bucket', () => {
    const { buckets, counters } = read(line(0) + line(25) + line(3) + line(11) + line(9))
    expect(buckets.map((bucket) => [bucket.at - nine, bucket.records])).toEqual([
      [0, 3],
      [10, 1],
      [20, 1],
    ])
    expect(counters.lost).toEqual({})
  })

  test('a bucket is handed out once; what comes later for it is in another one that says late', () => {
    const log = logOf()
    push(log, line(1) + line(11))
    expect(log.close(nine + 10).map((bucket) => bucket.at)).toEqual([nine])
    push(log, line(2) + line(12))
    const buckets = log.close(nine + 100)
    expect(buckets.map((bucket) => [bucket.at - nine, bucket.records, bucket.marks])).toEqual([
      [0, 1, ['late']],
      [10, 2, []],
    ])
    expect(log.counters.lost).toEqual({ late: 1 })
    expect(log.close(nine + 100)).toEqual([])
  })

  test('beyond what may be open the oldest are closed early, and nothing is lost', () => {
    const text = Array.from({ length: 100 }, (_, index) => line(index * 10)).join('')
    const { buckets } = read(text, { maxOpen: 4 })
    expect(buckets).toHaveLength(100)
    expect(buckets.map((bucket) => bucket.records)).toEqual(Array(100).fill(1))
  })

  test('a line from the future is not believed when there is a clock', () => {
    const log = logOf()
    push(log, line(7200), nine)
    push(log, line(1800), nine)
    expect(log.counters).toMatchObject({ requests: 1, lost: { clock: 1 } })
  })

  test('distinct sources and paths are counted, the biggest are named', () => {
    const lines = Array.from({ length: 4000 }, (_, index) => {
      const client = index % 4 === 0 ? '1.1.1.1' : `2.${index >> 16}.${(index >> 8) & 255}.${index & 255}`
      return line(0, index % 2 === 0 ? '/attacked' : `/other/${index}`, client)
    })
    const bucket = only(read(lines.join('')).buckets)
    expect(Math.abs(estimateDistinct(bucket.sources as Uint8Array) / 3001 - 1)).toBeLessThan(0.1)
    expect(Math.abs(estimateDistinct(bucket.destinations as Uint8Array) / 2001 - 1)).toBeLessThan(0.1)
    for (const [kind, key, truth] of [
      ['source', '1.1.1.1', 1000],
      ['path', '/attacked', 2000],
    ] as const) {
      const heavy = bucket.heavy.find((one) => one.kind === kind && one.key === key)
      expect(heavy?.amount).toBeGreaterThanOrEqual(truth)
      expect((heavy?.amount ?? 0) - (heavy?.error ?? 0)).toBeLessThanOrEqual(truth)
    }
    expect(bucket.heavy.length).toBeLessThan(10)
  })

  test('no source is named when none may be', () => {
    const bucket = only(read(line(0).repeat(50), { heavy: { sources: 0 } }).buckets)
    expect(JSON.stringify(bucket.heavy)).not.toContain('1.2.3.4')
    expect(estimateDistinct(bucket.sources as Uint8Array)).toBeCloseTo(1, 1)
  })

  test('queries are never kept, and what looks like a key in a path is masked', () => {
    const secret = 'deadbeef0123456789abcdef'
    const paths = [`/reset/${secret}?token=${secret}`, '/user/12345678/file', '/for/me@example.org/x', `/p?q=${secret}`]
    const bucket = only(read(paths.map((path) => line(0, path).repeat(3)).join('')).buckets)
    const keys = bucket.heavy.filter((heavy) => heavy.kind === 'path').map((heavy) => heavy.key)
    expect(new Set(keys)).toEqual(new Set(['/reset/{hex}', '/user/{number}/file', '/for/{mail}/x', '/p']))
    expect(JSON.stringify(bucket)).not.toContain('token')
  })

  test('control signs in a path are made visible', () => {
    const bucket = only(read(line(0, '/a\\u001b[31m').repeat(3)).buckets)
    expect(bucket.heavy.map((heavy) => heavy.key)).toContain('/a\u00b7[31m')
  })
})

describe('random queries', () => {
  const lineOf = (path: string) => `{"time":${nine},"ip":"1.2.3.4","status":200,"uri":"${path}"}\n`

  test('new queries on one path are counted, about one for each', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => lineOf(`/search?${index * 7919}`))
    const found = only(read(lines.join('')).buckets).shapes['random-query']?.packets ?? 0
    expect(Math.abs(found / 4999 - 1)).toBeLessThan(0.1)
  })

  test.each([
    ['the same query again and again', () => '/search?q=1'],
    ['each path with a query of its own', (index: number) => `/page/${index}?v=1`],
    ['no query at all', (index: number) => `/page/${index}`],
  ])('%s is none', (_title, path) => {
    const lines = Array.from({ length: 3000 }, (_, index) => lineOf(path(index)))
    expect(only(read(lines.join('')).buckets).shapes).not.toHaveProperty('random-query')
  })
})

describe('hostile input', () => {
  const lineText = fc.oneof(
    fc.constantFrom(common, combined, JSON.stringify(jsonLines[1]?.[1]), JSON.stringify(jsonLines[3]?.[1])),
    fc.stringMatching(/^[ -~]{0,40}$/),
  )

  /** Cuts, doubled bytes and other bytes at any place. */
  const mutated = fc
    .tuple(lineText, fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }), fc.nat(500))
    .map(([text, changes, length]) => {
      const bytes = new TextEncoder().encode(text)
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
      return bytes.slice(0, length)
    })

  test('every line is counted once, and the chunks it comes in make no difference', () => {
    fc.assert(
      fc.property(fc.array(mutated, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 300 })), (lines, sizes) => {
        const whole = Buffer.concat(lines.flatMap((one) => [one, Buffer.from('\n')]))
        const log = logOf()
        let from = 0
        for (let step = 0; from < whole.length; step++) {
          const size = sizes[step % Math.max(1, sizes.length)] ?? 64
          log.push(whole.subarray(from, from + size))
          from += size
        }
        log.end()
        const inParts = log.close(Number.MAX_SAFE_INTEGER)
        const atOnce = read(whole)
        expect(inParts).toEqual(atOnce.buckets)
        expect(log.counters).toEqual(atOnce.counters)
        const { lost, lines: count, requests } = log.counters
        expect(count).toBe(requests + (lost['bad-line'] ?? 0) + (lost.clock ?? 0) + (lost['no-target'] ?? 0))
      }),
      { numRuns: 300 },
    )
  })

  test('every beginning of a line is read or refused, and the next line is read', () => {
    const log = logOf()
    let pushed = 0
    for (const line of [combined, ...jsonLines.map(([, one]) => JSON.stringify(one))]) {
      for (let length = 1; length <= line.length; length++) {
        const before = log.counters.requests
        log.push(new TextEncoder().encode(`${line.slice(0, length)}\n${combined}\n`))
        pushed += 2
        expect(log.counters.requests).toBeGreaterThan(before)
        expect(log.counters.requests + (log.counters.lost['bad-line'] ?? 0)).toBe(pushed)
      }
    }
    expect(log.counters.lines).toBe(pushed)
  })

  test('a line without end is read as far as its bound, counted, and the next one is whole', () => {
    for (const length of [maxLineBytes, maxLineBytes * 2, maxLineBytes * 5 + 17]) {
      const long = `${common} "-" "${'a'.repeat(length)}"`
      const { counters } = read(`${common}\n${long}\n${common}\n`)
      expect(counters).toMatchObject({ lines: 3, requests: 2, lost: { 'line-cut': 1, 'bad-line': 1 } })
      const pathological = `${common} ${'x'.repeat(length)}`
      expect(read(`${pathological}\n${common}\n`).counters).toMatchObject({
        lines: 2,
        requests: 2,
        lost: { 'line-cut': 1 },
      })
    }
  })
})
