// What goes out to those who have no node, over HTTP: the public feed and feeds by a key, systems that are called, mail that only its
// receiver can open; who gets what, and what nobody gets.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { changePerson, disablePerson, enterRealm, getPerson, registerOrganisation } from '#people/api.ts'
import * as feeds from '#share/api/feeds.ts'
import * as api from '#share/api/products.ts'
import { parseFeedBytes } from '../../src/watch/actions/parse-feed.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'

let storage: Storage
let node: TestNode
let smtp: SMTPServer
let admin: Client
let anna: Client
let ben: Client
let stranger: Client
let crisis: string
const mails: string[] = []

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, _session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      mails.push(Buffer.concat(chunks).toString())
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  storage = await freshStorage()
  const env = {
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    TOCSIN_MAIL_FROM: 'tocsin@example.org',
    TOCSIN_FETCH_ALLOW: '127.0.0.1',
  }
  node = await startTestNode({ storage, env })
  admin = await node.administrator()
  const working = { roles: ['analyst' as const, 'duty-officer' as const, 'crisis-manager' as const] }
  anna = await node.signedIn(working)
  ben = await node.signedIn(working)
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id } = await admin.get(registerOrganisation, other)
  stranger = await node.signedIn({ ...working, organisation: id })
  crisis = await aCrisis()
}, 120_000)

afterAll(async () => {
  await node.stop()
  await storage.remove()
  await new Promise<void>((resolve) => smtp.close(resolve))
})

async function aCrisis(realm: CallOptions = {}): Promise<string> {
  const open = await anna.get(
    declareIncident,
    { title: 'Card payments fail', summary: 'Cards fail since the morning.', marking: { tlp: 'GREEN' } },
    realm,
  )
  const incidents = [open.id]
  return (await anna.get(openCrisis, { title: 'Payments are disturbed', kind: 'cyber', incidents }, realm)).id
}

type Draft = Partial<InputOf<typeof api.draftProduct>>

async function approved(more: Draft, realm: CallOptions = {}) {
  const { id, version } = await anna.get(api.draftProduct, { crisis, template: 'sitrep', ...more }, realm)
  const put = await anna.get(api.putForward, { id, version }, realm)
  return ben.get(api.approveProduct, { id, version: put.version }, realm)
}

async function released(more: Draft, channel: 'hand' | 'public' = 'hand', realm: CallOptions = {}) {
  const { id, version } = await approved(more, realm)
  return ben.get(api.releaseProduct, { id, version, channel, to: 'Everybody' }, realm)
}

const statement = (lines: string[], title = 'Card payments'): Draft => ({
  ...{ template: 'public-statement', marking: { tlp: 'CLEAR' }, title, lines },
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, realm: CallOptions = {}) {
  const answer = await as.call(contract, input, realm)
  if (answer.ok) throw new Error('It was not refused.')
  return answer.problem.refusal
}

interface Got {
  status: number
  type: string
  text: string
  etag: string
  headers: Headers
}

async function got(address: string, headers: Record<string, string> = {}): Promise<Got> {
  const url = new URL(address)
  const response = await fetch(`${node.url}${url.pathname}${url.search}`, { headers })
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, text, etag: response.headers.get('etag') ?? '', headers: response.headers }
}

async function titlesAt(address: string): Promise<string[]> {
  const { status, text, type } = await got(address)
  if (status !== 200) throw new Error(`${status} ${text}`)
  const read = parseFeedBytes(Buffer.from(text), type)
  if (!read.ok) throw new Error(read.detail)
  return read.value.entries.map(({ title }) => title)
}

const publicFeed = async () => (await anna.get(feeds.listFeeds, {})).public

test('the public feed has what was released to the public at TLP:CLEAR, in three forms, and nothing else', async () => {
  const at = await publicFeed()
  expect(await titlesAt(at.atom)).toEqual([])
  const said = await released(statement(['Cash machines work.']), 'public')
  // Marked CLEAR and given to one ministry is not yet for everybody.
  await released(statement(['Only for the ministry.'], 'For the ministry'))
  await released({ template: 'cyclone-impact' })
  for (const address of Object.values(at)) {
    expect(await titlesAt(address)).toEqual([expect.stringContaining('Card payments')])
    const { text, headers } = await got(address)
    expect(text).toContain('TLP:CLEAR')
    expect(text).toContain(`urn:uuid:${said.id}`)
    expect(text).toContain('Cash machines work.')
    expect(text).not.toContain('ministry')
    expect(headers.get('cache-control')).toContain('public')
    expect(headers.get('set-cookie')).toBeNull()
  }
  expect((await got(at.atom)).type).toBe('application/atom+xml; charset=utf-8')
  expect((await got(at.rss)).type).toBe('application/rss+xml; charset=utf-8')
  expect((await got(at.json)).type).toBe('application/feed+json; charset=utf-8')
  expect((await got(`${at.atom}?before=yesterday`)).status).toBe(404)
})

test('only what is TLP:CLEAR and for all countries can be released to the public', async () => {
  const { id, version } = await approved({ template: 'isaa-input' })
  const input = { id, version, channel: 'public' as const, to: 'Everybody' }
  expect(await refusal(ben, api.releaseProduct, input)).toBe('not-for-everybody')
  const narrow = { ...statement(['Only here.']), marking: { tlp: 'CLEAR' as const, releasableTo: ['BE'] } }
  const one = await approved(narrow)
  const there = { id: one.id, version: one.version, channel: 'public' as const, to: 'Everybody' }
  expect(await refusal(ben, api.releaseProduct, there)).toBe('not-for-everybody')
  await anna.get(api.withdrawProduct, { id: one.id, version: one.version, reason: 'Made for a test' })
})

test('a public product is a page of its own without signing in; another one is nothing there', async () => {
  const at = await publicFeed()
  const url = JSON.parse((await got(at.json)).text).items[0].url as string
  const page = await got(url)
  expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.text).toContain('Cash machines work.')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await got(url.replace('.html', '.cap.xml'))).text).toContain('<scope>Public</scope>')
  expect((await got(url.replace('.html', '.pdf'))).status).toBe(404)
  const { items } = await anna.get(api.listProducts, { template: 'cyclone-impact', status: ['released'] })
  expect((await got(url.replace(/[0-9a-f-]{36}/, items[0]?.id ?? ''))).status).toBe(404)
})

test('who asks with the tag of what they have gets nothing again until something changes; a date alone does not count', async () => {
  const { atom } = await publicFeed()
  const first = await got(atom)
  expect(first.etag).toMatch(/^"[\w-]{27}"$/)
  expect(Date.parse(first.headers.get('last-modified') ?? '')).toBeGreaterThan(Date.now() - 600_000)
  const again = await got(atom, { 'if-none-match': `"other", W/${first.etag}` })
  expect([again.status, again.text, again.etag]).toEqual([304, '', first.etag])
  const later = new Date(Date.now() + 3600_000).toUTCString()
  expect((await got(atom, { 'if-modified-since': later })).status).toBe(200)
  await released(statement(['Payments work again.'], 'Card payments, second'), 'public')
  const fresh = await got(atom, { 'if-none-match': first.etag })
  expect(fresh.status).toBe(200)
  expect(fresh.text).toContain('Payments work again.')
  expect(fresh.text).toContain('A newer edition is out')
})

test('a withdrawn product stands in the feed as withdrawn, without its words, and its page is gone', async () => {
  const { json } = await publicFeed()
  const [item] = JSON.parse((await got(json)).text).items
  const id = item.id.slice('urn:uuid:'.length) as string
  const { version } = await anna.get(api.getProduct, { id })
  await anna.get(api.withdrawProduct, { id, version, reason: 'The bank Example was named by mistake' })
  const [after] = JSON.parse((await got(json)).text).items
  expect(after).toMatchObject({ id: item.id, title: expect.stringMatching(/^Withdrawn: /) })
  expect(after._tocsin.withdrawn).toMatch(/^20/)
  expect(JSON.stringify(after)).not.toMatch(/bank Example|work again/)
  expect((await got(item.url)).status).toBe(410)
})

test('a feed by a key gives what its reader may read up to the marking that they chose, and titles bear it', async () => {
  const { id, addresses } = await anna.get(feeds.openFeed, { name: 'My reader', highest: 'AMBER+STRICT' })
  const low = await anna.get(feeds.openFeed, { name: 'Only GREEN' })
  const foreign = await stranger.get(feeds.openFeed, { name: 'Theirs', highest: 'AMBER+STRICT' })
  const mine = await titlesAt(addresses.atom)
  expect(mine).toContainEqual(expect.stringContaining('[TLP:AMBER+STRICT] '))
  expect(mine).toContainEqual(expect.stringContaining('For the ministry'))
  for (const address of [low.addresses.rss, foreign.addresses.json]) {
    const { text } = await got(address)
    expect(text).not.toContain('AMBER+STRICT] ')
    expect(text).toContain('Card payments')
  }
  const answer = await got(addresses.atom)
  expect(answer.headers.get('cache-control')).toBe('private, no-cache')
  expect(answer.text).not.toContain(new URL(addresses.atom).searchParams.get('key'))
  const listed = (await anna.get(feeds.listFeeds, {})).items.find((one) => one.id === id)
  expect(listed).toMatchObject({ name: 'My reader', organisation: null })
  expect(listed?.fetched).not.toBeNull()
  expect(await refusal(stranger, feeds.closeFeed, { id })).toBe('unknown')
  await anna.get(feeds.closeFeed, { id })
  expect((await got(addresses.atom)).status).toBe(404)
  expect((await got(addresses.atom.replace(/key=.{4}/, 'key=AAAA'))).status).toBe(404)
  expect((await got(foreign.addresses.atom.replace(/key=.*/, 'key='))).status).toBe(404)
})

test('marked anew, moved or disabled: the next fetch shows what may be read then', async () => {
  const other = await node.signedIn({ roles: ['reader'], organisation: stranger.organisation })
  const { addresses } = await other.get(feeds.openFeed, { name: 'Theirs', highest: 'AMBER+STRICT' })
  const strict = expect.stringContaining('[TLP:AMBER+STRICT] ')
  expect(await titlesAt(addresses.json)).not.toContainEqual(strict)
  const move = async (organisation: string) => {
    const { version } = await admin.get(getPerson, { person: other.person })
    await admin.get(changePerson, { person: other.person, version, organisation })
  }
  await move(admin.organisation)
  expect(await titlesAt(addresses.json)).toContainEqual(strict)
  await move(stranger.organisation)
  expect(await titlesAt(addresses.json)).not.toContainEqual(strict)
  const { version } = await admin.get(getPerson, { person: other.person })
  await admin.get(disablePerson, { person: other.person, version, reason: 'Has left the company' })
  expect((await got(addresses.json)).status).toBe(404)
})

test('a feed of an organisation is opened by those who may, reads with its eyes, and never what is for named persons', async () => {
  const asked = { organisation: stranger.organisation, name: 'Their desk', highest: 'AMBER+STRICT' as const }
  const analyst = await node.signedIn({ roles: ['analyst'] })
  expect(await refusal(analyst, feeds.openOrganisationFeed, asked)).toBe('not-allowed')
  expect(await refusal(admin, feeds.openOrganisationFeed, { ...asked, organisation: anna.person })).toBe('unknown')
  const { id, addresses } = await admin.get(feeds.openOrganisationFeed, asked)
  const before = await titlesAt(addresses.rss)
  expect(before).not.toContainEqual(expect.stringContaining('AMBER'))
  const audience = { tlp: 'AMBER' as const, audience: [stranger.organisation] }
  await released({ template: 'technical-annex', marking: audience, title: 'For the company' })
  expect(await titlesAt(addresses.rss)).toContainEqual(expect.stringContaining('[TLP:AMBER] '))
  expect((await admin.get(feeds.listOrganisationFeeds, {})).items).toMatchObject([
    { id, organisation: { id: stranger.organisation, name: 'Another company' } },
  ])
  expect(await refusal(analyst, feeds.closeFeed, { id })).toBe('unknown')
  await admin.get(feeds.closeFeed, { id })
  expect((await got(addresses.rss)).status).toBe(404)
})

test('more than a page is read page by page, each item once, in each form', async () => {
  for (let n = 1; n <= 33; n += 1) await released(statement([`Notice number ${n}.`], `Notice ${n}`), 'public')
  const { json, atom } = await publicFeed()
  const seen: string[] = []
  let next: string | undefined = json
  let pages = 0
  while (next && pages < 10) {
    const feed: { items: { id: string }[]; next_url?: string } = JSON.parse((await got(next)).text)
    seen.push(...feed.items.map(({ id }) => id))
    next = feed.next_url
    pages += 1
  }
  expect([pages, new Set(seen).size]).toEqual([2, seen.length])
  expect(seen.length).toBe(35)
  const link = /<link rel="next" href="([^"]+)"/.exec((await got(atom)).text)?.[1]?.replaceAll('&amp;', '&')
  expect((await titlesAt(link ?? '')).length).toBe(5)
}, 120_000)

test('an exercise is never public; a feed opened in it says EXERCISE first', async () => {
  for (const { person } of [anna, ben]) await admin.get(enterRealm, { person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const played = await aCrisis(realm)
  const done = await released({ ...statement(['It is played.'], 'Played'), crisis: played }, 'public', realm)
  expect(done.release.state).toBe('held')
  const { addresses } = await anna.get(feeds.openFeed, { name: 'The exercise' }, realm)
  expect(await titlesAt(addresses.atom)).toEqual([expect.stringMatching(/^EXERCISE: .*Played/)])
  expect((await got((await publicFeed()).atom)).text).not.toContain('Played')
})
