// Feeds, from a real server on loopback to items: every format, conditional requests, failures and attacks.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changeFeed, type Feed, followFeed, getItem, listFeeds, listItems, pollFeed, unfollowFeed } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let server: Server
let origin: string
type Say = (request: IncomingMessage, response: ServerResponse) => void
/** What each address answers: feeds that the node polls by itself keep their own. */
const answers = new Map<string, Say>()
let asked: IncomingMessage[] = []
let path = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request)
    const say = answers.get(request.url ?? '')
    if (say) say(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  analyst = await node.signedIn({ roles: ['analyst'] })
})
afterAll(async () => {
  await node.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  asked = []
})

/** Follows a new address whose answers are as given. The node's own job may poll first; that is a poll like any other. */
async function follow(
  say: Say | string,
  more: Partial<Parameters<typeof analyst.get<typeof followFeed>>[1]> = {},
): Promise<Feed> {
  const address = `/feed-${++path}`
  answers.set(address, typeof say === 'string' ? (_request, response) => response.end(say) : say)
  return analyst.get(followFeed, { url: `${origin}${address}`, intervalSeconds: 3600, ...more })
}
const poll = (feed: Feed) => analyst.get(pollFeed, { id: feed.id })
const itemsOf = async (feed: Feed) => (await analyst.get(listItems, { source: feed.id, limit: 200 })).items
const healthOf = async (feed: Feed) =>
  (await analyst.get(listFeeds, { limit: 200 })).feeds.find(({ id }) => id === feed.id)!.health

/** Articles that share no run of four words with one another. */
const places = [
  'Lisbon',
  'Porto',
  'Madrid',
  'Seville',
  'Paris',
  'Lyon',
  'Berlin',
  'Hamburg',
  'Vienna',
  'Graz',
  'Prague',
  'Brno',
  'Warsaw',
  'Gdansk',
  'Riga',
  'Tallinn',
]
let serial = 0
function story(): { title: string; text: string; n: number } {
  const n = ++serial
  const word = (k: number) => `w${n.toString(36)}x${k}`
  const place = places[n % places.length]!
  return {
    n,
    title: `Outage ${word(0)} in ${place}`,
    text: `The network ${word(1)} in ${place} failed ${word(2)} after ${word(3)} an attack ${word(4)} on ${word(5)} servers ${word(6)} that ${word(7)} engineers ${word(8)} restarted ${word(9)} by hand ${word(10)}.`,
  }
}
function rssItem({ title, text, n }: ReturnType<typeof story>, link?: string, guid?: string): string {
  return `<item><title>${title}</title><link>${link ?? `https://news.example.org/${n}`}</link><guid isPermaLink="false">${guid ?? `guid-${n}`}</guid><pubDate>Mon, 10 Mar 2025 09:${String(n % 60).padStart(2, '0')}:00 GMT</pubDate><description>&lt;p&gt;${text}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>`
}
const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title><link>https://news.example.org/</link><description>d</description>${items.join('')}</channel></rss>`

describe('formats', () => {
  const one = story()
  test.each([
    ['rss', rss(rssItem(one))],
    [
      'atom',
      (s = story()) =>
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id><updated>2025-03-10T00:00:00Z</updated><entry><title>${s.title}</title><id>atom-${s.n}</id><link href="https://atom.example.org/${s.n}"/><updated>2025-03-10T09:00:00Z</updated><content type="html">&lt;p&gt;${s.text}&lt;/p&gt;</content></entry></feed>`,
    ],
    [
      'rdf',
      (s = story()) =>
        `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>R</title><link>l</link><description>d</description></channel><item rdf:about="https://rdf.example.org/${s.n}"><title>${s.title}</title><link>https://rdf.example.org/${s.n}</link><description>${s.text}</description><dc:date>2025-03-10T09:00:00Z</dc:date></item></rdf:RDF>`,
    ],
    [
      'json',
      (s = story()) =>
        JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 'J',
          items: [
            {
              id: `json-${s.n}`,
              url: `https://json.example.org/${s.n}`,
              title: s.title,
              content_html: `<p>${s.text}</p>`,
              date_published: '2025-03-10T09:00:00Z',
            },
          ],
        }).replace('{', '{"__proto__":{"polluted":true},'),
    ],
  ] as const)('%s is read', async (format, body) => {
    const feed = await follow(typeof body === 'string' ? body : body())
    await poll(feed)
    const [item, ...others] = await itemsOf(feed)
    expect(others).toEqual([])
    expect(item!.state).toMatchObject({
      source: feed.id,
      sourceName: feed.state.name,
      reliability: 'F',
      language: 'en',
    })
    expect(item!.state.title).toMatch(/^Outage w/)
    expect(item!.state.publishedAt).toMatch(/^2025-03-10T09:/)
    expect((await analyst.get(getItem, { id: item!.id })).document!.state.text).not.toContain('alert')
    expect(await healthOf(feed)).toMatchObject({
      health: expect.stringMatching(/good|silent/),
      format,
      items: 1,
      consecutiveFailures: 0,
      lastError: null,
    })
    expect('polluted' in {}).toBe(false)
  })

  test('the character set of the declaration, and of a compressed answer, is heard', async () => {
    const s = story()
    const body = rss(rssItem({ ...s, title: `Störung ${s.n} in Köln` })).replace('UTF-8', 'ISO-8859-1')
    const feed = await follow(
      (_request, response) =>
        void response
          .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/rss+xml' })
          .end(gzipSync(Buffer.from(body, 'latin1'))),
    )
    await poll(feed)
    expect((await itemsOf(feed))[0]!.state.title).toBe(`Störung ${s.n} in Köln`)
  })
})

describe('once each', () => {
  test('a second poll brings nothing, a changed entry a version, a new entry an item', async () => {
    const [a, b] = [story(), story()]
    let items = [rssItem(a)]
    const feed = await follow((_request, response) => void response.end(rss(...items)))
    await poll(feed)
    expect(await poll(feed)).toMatchObject({ outcome: 'not-modified' })
    items = [rssItem(b), rssItem({ ...a, text: `${a.text} Later that day the operator said that all was well again.` })]
    expect(await poll(feed)).toMatchObject({ outcome: 'fetched', new: 1, newVersions: 1, same: 0 })
    items = [
      rssItem(b),
      rssItem({ ...a, text: `${a.text} Later that day the operator said that all was well again.` }),
      '<!-- same -->',
    ]
    expect(await poll(feed)).toMatchObject({ outcome: 'fetched', new: 0, newVersions: 0, same: 2 })
    const list = await itemsOf(feed)
    expect(list.map(({ state }) => state.versionCount)).toEqual([1, 2])
  })

  test('two feeds with one article make one item, and items say which entry led to them', async () => {
    const s = story()
    const first = await follow(rss(rssItem(s)))
    await poll(first)
    const second = await follow(rss(rssItem(s, `https://news.example.org/${s.n}?utm_source=feed`, 'other')))
    await poll(second)
    expect(await itemsOf(second)).toEqual([])
    const [item] = await itemsOf(first)
    const reader = { ...node.node.localReader('live') }
    const trace = await node.node.journal.reads.trace({ reader, realm: 'live' }, item!.id)
    expect(trace[0]!.kind).toBe('watch.itemSeen')
    expect(trace.map(({ kind }) => kind).sort()).toEqual(['watch.documentRead', 'watch.feedFollowed', 'watch.itemSeen'])
  })

  test('ETag and Last-Modified are sent back, and 304 means nothing new', async () => {
    const feed = await follow((request, response) => {
      if (request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'])
        response.writeHead(304).end()
      else
        response
          .writeHead(200, { etag: '"v1"', 'last-modified': 'Mon, 10 Mar 2025 09:00:00 GMT' })
          .end(rss(rssItem(story())))
    })
    await poll(feed)
    expect(await poll(feed)).toMatchObject({
      outcome: 'not-modified',
      health: { consecutiveFailures: 0, lastStatus: 304 },
    })
    expect(asked.at(-1)!.headers['if-none-match']).toBe('"v1"')
  })

  test('entries that share one link stay articles of their own', async () => {
    const feed = await follow(rss(...[story(), story(), story()].map((s) => rssItem(s, 'https://news.example.org/'))))
    await poll(feed)
    expect(await itemsOf(feed)).toHaveLength(3)
  })

  test('three hundred entries come in while others are served', async () => {
    const feed = await follow(rss(...Array.from({ length: 300 }, () => rssItem(story()))), {
      itemMarking: { tlp: 'GREEN' },
    })
    let slowest = 0
    let done = false
    const watching = (async () => {
      while (!done) {
        const before = performance.now()
        await analyst.get(listFeeds, {})
        slowest = Math.max(slowest, performance.now() - before)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    const before = performance.now()
    await poll(feed)
    const took = performance.now() - before
    done = true
    await watching
    expect(took).toBeLessThan(50_000)
    const list = await analyst.get(listItems, { source: feed.id, limit: 200 })
    expect(list.total).toBe(300)
    expect(list.items[0]!.marking.tlp).toBe('GREEN')
    expect(slowest).toBeLessThan(2000)
  })
})

describe('failures', () => {
  test('back off, are told in words, and are forgotten after a success', async () => {
    let status = 500
    const feed = await follow(
      (_request, response) => (status === 200 ? response.end(rss(rssItem(story()))) : response.writeHead(status).end()),
      { intervalSeconds: 60 },
    )
    await poll(feed)
    const first = await poll(feed)
    const second = await poll(feed)
    expect(second).toMatchObject({
      outcome: 'failed',
      error: 'The host answered with status 500.',
      health: { health: 'failing' },
    })
    expect(second.health.consecutiveFailures).toBeGreaterThan(first.health.consecutiveFailures)
    expect(Date.parse(second.health.nextPollAt!) - Date.now()).toBeGreaterThan(170_000)
    status = 200
    expect(await poll(feed)).toMatchObject({ outcome: 'fetched', health: { consecutiveFailures: 0, lastError: null } })
  })

  test('Retry-After is kept, and 410 ends it', async () => {
    let status = 429
    const feed = await follow(
      (_request, response) => void response.writeHead(status, { 'retry-after': '7200' }).end(),
      { intervalSeconds: 60 },
    )
    const polled = await poll(feed)
    expect(Date.parse(polled.health.nextPollAt!) - Date.now()).toBeGreaterThan(7_100_000)
    status = 410
    expect(await poll(feed)).toMatchObject({ outcome: 'gone', health: { health: 'gone', nextPollAt: null } })
  })

  test.each([
    ['a web page', '<!doctype html><html><body>hello</body></html>', /web page/],
    [
      'an entity bomb',
      `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><rss version="2.0"><channel><title>&j;</title></channel></rss>`,
      /entities of its own/,
    ],
    [
      'an external entity',
      '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><rss><channel/></rss>',
      /entities of its own/,
    ],
    ['XML that is only an address', '<url>http://127.0.0.1/</url>', /no feed/],
    ['a tower of elements', `<rss>${'<a>'.repeat(100_000)}`, /deep/],
    ['broken JSON', '{"version":"https://jsonfeed.org/version/1.1","items":[', /not a feed/],
    ['nothing', '', /no XML/],
    ['noise', '\u0000\u0001\u0002\u0003'.repeat(1000), /no XML/],
  ])('%s', async (_what, body, words) => {
    const feed = await follow(body)
    const polled = await poll(feed)
    expect(polled.outcome).toBe('failed')
    expect(polled.error).toMatch(words)
    expect(await itemsOf(feed)).toEqual([])
  })

  test('fifty megabytes, announced or packed', async () => {
    const big = await follow((_request, response) => void response.end(Buffer.alloc(50_000_000, ' ')))
    expect(await poll(big)).toMatchObject({
      outcome: 'failed',
      error: expect.stringContaining('at most 10485760 are read'),
    })
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))
    const packed = await follow(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    expect(await poll(packed)).toMatchObject({ outcome: 'failed', error: expect.stringContaining('larger than') })
  })

  test('an entry with NUL bytes and an impossible date is cleaned, not a fault', async () => {
    const s = story()
    const feed = await follow(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'J',
        items: [
          {
            id: 'x\u0000',
            url: 'javascript:alert(1)',
            title: `${s.title}\u0000\u202e`,
            content_text: `${s.text}\u0000 \ud800`,
            date_published: '9999-99-99',
          },
        ],
      }),
    )
    expect(await poll(feed)).toMatchObject({ error: null })
    const [item] = await itemsOf(feed)
    expect(item!.state).toMatchObject({ title: s.title, url: null, publishedAt: null })
  })

  test('a redirect to a closed address goes nowhere', async () => {
    const feed = await follow(
      (_request, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
    )
    expect(await poll(feed)).toMatchObject({ outcome: 'failed', error: expect.stringContaining('link-local') })
  })
})

describe('following', () => {
  test('closed addresses, odd ones and twins are refused at once', async () => {
    expect(await analyst.call(followFeed, { url: 'http://10.0.0.1/feed' })).toMatchObject({
      status: 422,
      problem: { refusal: 'address-not-allowed' },
    })
    expect(await analyst.call(followFeed, { url: 'http://2130706434/feed' })).toMatchObject({
      problem: { refusal: 'address-not-allowed' },
    })
    expect(await analyst.call(followFeed, { url: 'http://a:b@example.org/feed' })).toMatchObject({ status: 400 })
    expect(await analyst.call(followFeed, { url: 'file:///etc/passwd' })).toMatchObject({ status: 400 })
    expect(await analyst.call(followFeed, { url: 'https://example.org/f', intervalSeconds: 5 })).toMatchObject({
      status: 400,
      problem: { where: '/intervalSeconds' },
    })
    const feed = await follow(rss())
    expect(await analyst.call(followFeed, { url: feed.state.url })).toMatchObject({
      status: 409,
      problem: { refusal: 'already-followed' },
    })
    const reader = await node.signedIn({ roles: ['reader'] })
    expect(await reader.call(followFeed, { url: 'https://example.org/f' })).toMatchObject({ status: 403 })
  })

  test('a feed is changed, unfollowed, and followed again', async () => {
    const feed = await follow(rss(rssItem(story())))
    await poll(feed)
    const changed = await analyst.get(changeFeed, { id: feed.id, version: 1, name: 'Another name', reliability: 'B' })
    expect(changed.state).toMatchObject({ name: 'Another name', reliability: 'B' })
    expect(await analyst.call(changeFeed, { id: feed.id, version: 1, name: 'x' })).toMatchObject({ status: 409 })
    expect(await analyst.call(changeFeed, { id: feed.id, version: 2, name: 'Another name' })).toMatchObject({
      status: 422,
    })
    const ended = await analyst.get(unfollowFeed, { id: feed.id, version: 2 })
    expect(ended).toMatchObject({ state: { active: false }, health: { health: 'paused', nextPollAt: null } })
    expect(await analyst.call(pollFeed, { id: feed.id })).toMatchObject({ status: 409 })
    expect((await itemsOf(feed)).length).toBe(1)
    expect(await analyst.get(changeFeed, { id: feed.id, version: 3, active: true })).toMatchObject({
      state: { active: true },
    })
    expect(await poll(feed)).toMatchObject({ new: 0 })
  })

  test('a feed that is due is polled by itself', async () => {
    const feed = await follow(rss(rssItem(story())))
    await expect.poll(async () => (await itemsOf(feed)).length, { timeout: 40_000, interval: 500 }).toBe(1)
  })
})
