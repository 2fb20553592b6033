// Sources beyond single feeds: lists of them, pages, what they were received as, how they fail, and how much may come.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { silent } from '#platform/log.ts'
import {
  changeFeed,
  exportOpml,
  type Feed,
  followFeed,
  followFeeds,
  getItem,
  getRaw,
  importOpmlFile,
  importText,
  listFeeds,
  listItems,
  pollFeed,
} from '#watch/api.ts'
import { watchHealth } from '../../src/watch/actions/watch-health.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let server: Server
let origin: string
type Say = (request: IncomingMessage, response: ServerResponse) => void
const answers = new Map<string, Say>()
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const say = answers.get(request.url ?? '')
    if (say) say(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  answers.set('/robots.txt', say('User-agent: tocsin\nDisallow: /private/', 'text/plain'))
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1', TOCSIN_RAW_MAX_BYTES: '20000' } })
  analyst = await node.signedIn({ roles: ['analyst'] })
})
afterAll(async () => {
  await node.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const say =
  (body: string, type = 'text/html; charset=utf-8'): Say =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type }).end(body)
const poll = (feed: Feed) => analyst.get(pollFeed, { id: feed.id })
const itemsOf = async (feed: Feed) => (await analyst.get(listItems, { source: feed.id, limit: 200 })).items
const feedOf = async (id: string) =>
  (await analyst.get(listFeeds, { limit: 200 })).feeds.find((feed) => feed.id === id)!
/** Words that no other text of this file has, so that no two are taken for one article. */
const prose = (tag: string) =>
  Array.from(
    { length: 12 },
    (_, n) => `${tag}${n} engineers ${tag}x${n} restarted ${tag}y${n} the pumps ${tag}z${n}.`,
  ).join(' ')
const story = (tag: string, published = '') =>
  `<html><head><title>Outage ${tag}</title>${published ? `<meta property="article:published_time" content="${published}">` : ''}</head><body><article><h1>Outage ${tag}</h1><p>${prose(tag)}</p><p>${prose(`more${tag}`)}</p></article></body></html>`
const rss = (tag: string, dates: string[]) =>
  `<rss version="2.0"><channel><title>News</title><link>l</link><description>d</description>${dates.map((date, n) => `<item><title>Outage ${tag} ${n}</title><guid>${tag}-${n}</guid><pubDate>${date}</pubDate><description>${prose(`${tag}${n}`)}</description></item>`).join('')}</channel></rss>`

const opml = (...outlines: string[]) =>
  Buffer.from(
    `<opml version="2.0"><head><title>Desk</title></head><body><outline text="CSIRTs">${outlines.join('')}</outline></body></opml>`,
  )
const outline = (name: string, url: string) =>
  `<outline text="${name}" xmlUrl="${url}" htmlUrl="https://e.example.org/"/>`

describe('a list of feeds (OPML)', () => {
  test('is shown before it is followed; each feed is followed, known, or refused with a reason', async () => {
    const known = await analyst.get(followFeed, { url: 'https://known.example.org/feed', name: 'Known one' })
    const upload = opml(
      outline('One &lt;b&gt;x&lt;/b&gt;', 'https://one.example.org/feed'),
      outline('Known', known.state.url),
      outline('Twice', 'https://one.example.org/feed'),
      outline('Inside', 'http://10.1.2.3/feed'),
      outline('Script', 'javascript:alert(1)'),
    )
    const looked = await analyst.get(importOpmlFile, { preview: true }, { upload })
    expect(looked).toMatchObject({ title: 'Desk', followed: 0, wouldFollow: 1, known: 2, refused: 2 })
    expect((await analyst.get(listFeeds, {})).feeds).toHaveLength(1)
    const done = await analyst.get(importOpmlFile, { reliability: 'B', itemMarking: { tlp: 'GREEN' } }, { upload })
    expect(done.feeds.map(({ name, outcome, why }) => [name, outcome, why])).toEqual([
      ['One x', 'followed', null],
      ['Known', 'known', 'It is followed as "Known one".'],
      ['Twice', 'known', 'It stands in the list twice.'],
      ['Inside', 'refused', '10.1.2.3 is a private address.'],
      ['Script', 'refused', 'Only http:// and https:// addresses are fetched.'],
    ])
    const one = await feedOf(done.feeds[0]!.id!)
    expect(one.state).toMatchObject({
      ...{ name: 'One x', reliability: 'B', itemMarking: { tlp: 'GREEN' }, categories: ['CSIRTs'] },
      htmlUrl: 'https://e.example.org/',
    })
    expect((await analyst.get(importOpmlFile, {}, { upload })).followed).toBe(0)
  })

  test('comes in pages, by name, narrowed by kind, words and how it goes; counts are of all', async () => {
    const some = await node.signedIn({ roles: ['analyst'] })
    const feeds = Array.from({ length: 7 }, (_, n) => ({
      url: `https://paged${n}.example.org/feed`,
      name: `Paged 10% ${n}`,
    }))
    await some.get(followFeeds, { feeds })
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page = await some.get(listFeeds, { text: 'pAGED 10%', limit: 3, ...(after ? { after } : {}) })
      expect(page.feeds.length).toBeLessThanOrEqual(3)
      expect(page.total).toBe(7)
      expect(page.counts.all).toBeGreaterThan(7)
      seen.push(...page.feeds.map(({ state }) => state.name))
      after = page.next
    }
    expect(seen).toEqual(feeds.map(({ name }) => name))
    expect((await some.get(listFeeds, { text: '10_' })).total).toBe(0)
    expect((await some.get(listFeeds, { text: 'paged 10%', kind: 'mail' })).total).toBe(0)
    expect((await some.get(listFeeds, { text: 'paged 10%', trouble: true })).total).toBe(0)
    const { feeds: fresh, counts } = await some.get(listFeeds, { text: 'paged 10%', health: ['new'] })
    expect(fresh).toHaveLength(7)
    expect(counts.kinds.feed + counts.kinds.page + counts.kinds.mail).toBe(counts.all)
    expect(Object.values(counts.health).reduce((sum, n) => sum + n)).toBe(counts.all)
    expect(await some.call(listFeeds, { after: 'elsewhere' })).toMatchObject({ problem: { refusal: 'bad-input' } })
  })

  test('that is hostile, or none, is refused', async () => {
    const bomb = Buffer.from('<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline text="&a;"/></body></opml>')
    expect(await analyst.call(importOpmlFile, {}, { upload: bomb })).toMatchObject({
      problem: { refusal: 'feed-not-read', detail: expect.stringContaining('entities') },
    })
    expect(await analyst.call(importOpmlFile, {}, { upload: new Uint8Array() })).toMatchObject({ status: 422 })
    const reader = await node.signedIn({ roles: ['reader'] })
    expect(await reader.call(followFeeds, { feeds: [{ url: 'https://e.example.org/f' }] })).toMatchObject({
      status: 403,
    })
  })
})

describe('what is said about a source', () => {
  test('is shown and changed, and an item keeps what was said when it came', async () => {
    answers.set('/about', say(rss('about', ['Mon, 10 Mar 2025 09:00:00 GMT']), 'application/rss+xml'))
    const feed = await analyst.get(followFeed, {
      ...{ url: `${origin}/about`, name: 'Agency', reliability: 'B', publisher: 'The agency', language: 'de' },
      ...{ terms: 'Free with attribution', redistribution: 'allowed', note: 'Spoke person: press desk' },
    })
    await poll(feed)
    const changed = await analyst.get(changeFeed, {
      ...{ id: feed.id, version: (await feedOf(feed.id)).version, redistribution: 'forbidden', publisher: null },
      reliability: 'D',
    })
    expect(changed.state).toMatchObject({ redistribution: 'forbidden', publisher: null, reliability: 'D' })
    const [item] = await itemsOf(feed)
    expect(item!.state).toMatchObject({
      reliability: 'B',
      sourceThen: {
        ...{ kind: 'feed', publisher: 'The agency', redistribution: 'allowed', terms: 'Free with attribution' },
        language: 'de',
      },
    })
  })
})

describe('health', () => {
  const look = () =>
    watchHealth({ journal: node.node.journal, clock: sameEverywhere({ now: () => new Date() }), log: silent })
  const told = async (feed: Feed) => {
    const view = { reader: node.node.localReader('live'), realm: 'live' }
    return (await node.node.journal.reads.entriesOf(view, feed.id)).map(({ kind }) => kind).slice(1)
  }

  test('silence is an entry, once, and so is its end', async () => {
    const old = ['09', '10', '11', '12', '13'].map((hour) => `Mon, 10 Mar 2025 ${hour}:00:00 GMT`)
    let dates = old
    answers.set('/quiet', (_request, response) => void response.end(rss('quiet', dates)))
    const feed = await analyst.get(followFeed, { url: `${origin}/quiet` })
    await poll(feed)
    await look()
    await look()
    expect(await told(feed)).toEqual(['watch.sourceFellSilent'])
    const quiet = await feedOf(feed.id)
    expect(quiet.state.trouble).toMatchObject({
      trouble: 'silent',
      since: '2025-03-10T13:00:00.000Z',
      why: expect.stringContaining('usually brings one in 60 minutes'),
    })
    expect(quiet.health).toMatchObject({ health: 'silent', since: '2025-03-10T13:00:00.000Z' })
    dates = [...old, new Date().toUTCString()]
    await poll(feed)
    await look()
    await look()
    expect(await told(feed)).toEqual(['watch.sourceFellSilent', 'watch.sourceRecovered'])
    expect((await feedOf(feed.id)).health).toMatchObject({ health: 'good', since: null })
  })

  test('so is failing three times on end, and going for good', async () => {
    let status = 500
    answers.set('/broken', (_request, response) => void response.writeHead(status).end())
    const feed = await analyst.get(followFeed, { url: `${origin}/broken`, intervalSeconds: 604_800 })
    await poll(feed)
    await look()
    expect(await told(feed)).toEqual([])
    await poll(feed)
    await poll(feed)
    await look()
    await look()
    expect(await told(feed)).toEqual(['watch.sourceFailed'])
    status = 410
    await poll(feed)
    await look()
    expect(await told(feed)).toEqual(['watch.sourceFailed', 'watch.sourceGone'])
    const view = { reader: node.node.localReader('live'), realm: 'live' }
    const [, failed] = await node.node.journal.reads.entriesOf(view, feed.id)
    expect(failed!.actor).toBe('system:feeds')
    expect(JSON.stringify(failed!.body)).toContain('status 500')
  })
})

describe('a page that is followed', () => {
  test('as an article gets a new version when its text changes', async () => {
    answers.set('/article', say(story('first')))
    const feed = await analyst.get(followFeed, { url: `${origin}/article`, kind: 'page', name: 'One page' })
    await poll(feed)
    expect(await poll(feed)).toMatchObject({ outcome: 'not-modified' })
    answers.set(
      '/article',
      say(story('first').replace('</article>', '<p>Later the operator said more about it.</p></article>')),
    )
    expect(await poll(feed)).toMatchObject({ outcome: 'fetched', newVersions: 1, new: 0 })
    const [item, ...others] = await itemsOf(feed)
    expect(others).toEqual([])
    expect(item!.state).toMatchObject({ versionCount: 2, url: `${origin}/article`, sourceThen: { kind: 'page' } })
  })

  test('as a list has its newest articles fetched, a few at a time, and none that robots.txt keeps away', async () => {
    const tags = ['ab', 'cd', 'ef', 'gh', 'ij', 'kl', 'mn']
    const links = [...tags.map((tag) => `/news/2025/outage-in-the-${tag}`), '/private/news/2025/a-closed-story']
    for (const [n, tag] of tags.entries()) answers.set(links[n]!, say(story(tag, `2025-03-10T0${n}:00:00Z`)))
    answers.set('/private/news/2025/a-closed-story', say(story('closed')))
    answers.set(
      '/news',
      say(
        `<html><body><nav><a href="/news/2024/menu-entry-that-is-long">Menu entry that is long</a></nav><ul>${links.map((url) => `<li><a href="${url}">The <script>alert(1)</script>story of ${url.slice(-2)} and its outage</a></li>`).join('')}</ul></body></html>`,
      ),
    )
    const feed = await analyst.get(followFeed, { url: `${origin}/news`, kind: 'page', intervalSeconds: 604_800 })
    await poll(feed)
    await poll(feed)
    expect(await poll(feed)).toMatchObject({ new: 0, error: null })
    const titles = (await itemsOf(feed)).map(({ state }) => state.title)
    expect(titles.toSorted()).toEqual(tags.map((tag) => `Outage ${tag}`))
    expect(asked).not.toContain('/private/news/2025/a-closed-story')
    expect(asked).not.toContain('/news/2024/menu-entry-that-is-long')
    expect(asked.filter((path) => path === links[0])).toHaveLength(1)
  }, 60_000)

  test('is refused where robots.txt says so, and where it is no page', async () => {
    const closed = await analyst.get(followFeed, { url: `${origin}/private/news`, kind: 'page' })
    expect(await poll(closed)).toMatchObject({ outcome: 'failed', error: expect.stringContaining('robots.txt') })
    answers.set('/picture', say('x', 'image/png'))
    const picture = await analyst.get(followFeed, { url: `${origin}/picture`, kind: 'page' })
    expect(await poll(picture)).toMatchObject({ outcome: 'failed', error: expect.stringContaining('no web page') })
  })
})

describe('what was received', () => {
  test('is kept as it came, saved and never shown, and read by whoever may read the item', async () => {
    const text = `Outage at the port\n\n${prose('raw')}<script>alert(1)</script>`
    const { items } = await analyst.get(importText, { text, marking: { tlp: 'GREEN' } })
    const id = items[0]!.id
    const response = await analyst.fetch(`/api/watch/getRaw?id=${id}`)
    expect(await response.text()).toBe(text)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f-]+-v1\.txt"/)
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    const { document } = await analyst.get(getItem, { id })
    expect(document!.state).toMatchObject({ rawKept: 'text' })

    const secret = await analyst.get(importText, {
      text: `Closed\n\n${prose('closed')}`,
      marking: { tlp: 'AMBER+STRICT' },
    })
    const admin = await node.administrator()
    const other = await admin.get(registerOrganisation, { name: 'Other', kind: 'csirt', country: 'FR' })
    const outsider = await node.signedIn({ roles: ['analyst'], organisation: other.id })
    expect(await outsider.call(getRaw, { id: secret.items[0]!.id })).toMatchObject({ status: 404 })
  })

  test('is not kept when it is larger than the setting allows; its hash is', async () => {
    const { items } = await analyst.get(importText, {
      text: `Large\n\n${prose('large')} ${'lorem ipsum '.repeat(3000)}`,
    })
    expect(await analyst.call(getRaw, { id: items[0]!.id })).toMatchObject({
      status: 404,
      problem: { refusal: 'not-kept' },
    })
  })

  test('of a feed and of a page is there, version by version', async () => {
    answers.set('/kept', say(rss('kept', ['Mon, 10 Mar 2025 09:00:00 GMT'])))
    const feed = await analyst.get(followFeed, { url: `${origin}/kept` })
    await poll(feed)
    const [item] = await itemsOf(feed)
    expect(String(await analyst.get(getRaw, { id: item!.id, number: 1 }))).toContain(prose('kept0').slice(0, 40))
    expect(await analyst.call(getRaw, { id: item!.id, number: 2 })).toMatchObject({ status: 404 })
  })
})

describe('when much comes at once', () => {
  test('no more waits than may wait; who comes on top is told so, and nothing that was taken is lost', async () => {
    const dates = Array.from({ length: 10 }, (_, n) => new Date(Date.UTC(2025, 2, 10, n)).toUTCString())
    const names = Array.from({ length: 12 }, (_, n) => `load${n}q`)
    for (const name of names) answers.set(`/${name}`, say(rss(name, dates), 'application/rss+xml'))
    const { feeds } = await analyst.get(followFeeds, { feeds: names.map((name) => ({ url: `${origin}/${name}` })) })
    const polls = feeds.map(({ id }) => analyst.get(pollFeed, { id: id! }))
    const imports = await Promise.all(
      Array.from({ length: 80 }, (_, n) => analyst.call(importText, { text: `Import ${n}\n\n${prose(`imp${n}q`)}` })),
    )
    const refused = imports.filter((answer) => !answer.ok)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) expect(answer).toMatchObject({ status: 503, problem: { refusal: 'busy' } })
    for (const answer of imports) if (answer.ok) expect(answer.value.items).toHaveLength(1)
    await Promise.all(polls)
    for (const { id } of feeds) expect((await analyst.get(listItems, { source: id!, limit: 1 })).total).toBe(10)
    const metrics = await (await analyst.fetch('/metrics')).text()
    const most = Number(/^tocsin_watch_texts_waiting_most (\S+)/m.exec(metrics)?.[1])
    expect(most).toBeGreaterThan(4)
    expect(most).toBeLessThanOrEqual(4 + 4 + 32)
  }, 120_000)
})

describe('a long list of feeds', () => {
  test('of thousands is followed in time, and written so that it can be read again', async () => {
    const upload = opml(...Array.from({ length: 2500 }, (_, n) => outline(`F${n}`, `https://f${n}.example.org/feed`)))
    const done = await analyst.get(importOpmlFile, { intervalSeconds: 604_800 }, { upload })
    expect(done).toMatchObject({ followed: 2500, known: 0, refused: 0 })
    const file = (await analyst.get(exportOpml, {})) as unknown as Buffer
    const again = await analyst.get(importOpmlFile, { preview: true }, { upload: file })
    expect(again).toMatchObject({ wouldFollow: 0, known: expect.any(Number) })
  })
})
