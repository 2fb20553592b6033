// What goes out to those who have no node, over HTTP: the public feed and feeds by a key, systems that are called, mail that only its
// receiver can open; who gets what, and what nobody gets.
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as pgp from 'openpgp'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { decideStep, proposeStep } from '#coordinate/api/ladder.ts'
import * as advisories from '#federate/api/advisories.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import {
  addMailKey,
  changePerson,
  disablePerson,
  enterRealm,
  getPerson,
  listMailKeys,
  registerOrganisation,
  removeMailKey,
  whoAmI,
} from '#people/api.ts'
import * as feeds from '#share/api/feeds.ts'
import * as api from '#share/api/products.ts'
import * as calls from '#share/api/subscriptions.ts'
import { parseFeedBytes } from '../../src/watch/actions/parse-feed.ts'
import { migratedStorage } from '../setup/database.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'
import type { Storage } from '../setup/storage.ts'

let storage: Storage
let node: TestNode
let smtp: SMTPServer
let admin: Client
let anna: Client
let ben: Client
let stranger: Client
let crisis: string
const mails: string[] = []
let web: Server
let hook = ''
let mood = 200
const posts: { body: string; signature: string; path: string }[] = []

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
  web = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const signature = String(request.headers['tocsin-signature'])
      posts.push({ body: Buffer.concat(chunks).toString(), signature, path: request.url ?? '' })
      response.writeHead(mood).end(mood === 200 ? 'heard' : 'gone')
    })
  })
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  hook = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  storage = await migratedStorage()
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
  web.close()
})

async function aCrisis(realm: CallOptions = {}): Promise<string> {
  const open = await anna.get(
    declareIncident,
    {
      ...{ title: 'Card payments fail', summary: 'Cards fail since the morning.', marking: { tlp: 'GREEN' } },
      affected: { countries: ['DE', 'FR', 'IT'], sectors: ['banking'] },
    },
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

const compose = {
  ...{ trackingId: 'CSIRT-2027-001', title: 'A hole in a web server', tlp: 'CLEAR' as const },
  summary: 'Everybody can read every file.',
  vulnerabilities: [
    {
      ...{ cve: 'CVE-2027-0001', title: 'Path', description: 'A path is not checked.', vendor: 'Example Company' },
      ...{ product: 'Web Server', affected: ['vers:semver/<4.2.0'], fixed: ['4.2.0'], remedy: 'Update.' },
    },
  ],
}

async function published(more: object = {}): Promise<string> {
  const draft = await anna.get(advisories.composeAdvisory, { ...compose, ...more } as never)
  const checked = await anna.get(advisories.checkOwnAdvisory, { id: draft.id, version: draft.version })
  const { version } = await ben.get(advisories.approveOwnAdvisory, { id: draft.id, version: checked.version })
  await ben.get(advisories.publishAdvisory, { id: draft.id, version })
  return draft.id
}

test('an advisory that is published stands in the public feed with the way to its document; one for the community does not', async () => {
  await published()
  await published({ trackingId: 'CSIRT-2027-002', tlp: 'GREEN', title: 'A hole for the community' })
  const { json } = await publicFeed()
  const [item] = JSON.parse((await got(json)).text).items
  expect(item).toMatchObject({
    title: 'CSIRT-2027-001: A hole in a web server',
    tags: ['TLP:CLEAR', 'Security advisory'],
  })
  expect(JSON.parse((await got(item.url)).text).document.tracking.id).toBe('CSIRT-2027-001')
  expect((await got(json)).text).not.toContain('for the community')
  const { addresses } = await stranger.get(feeds.openFeed, { name: 'Advisories', kinds: ['advisory'] })
  const seen = await titlesAt(addresses.atom)
  expect(seen).toEqual([
    '[TLP:GREEN] CSIRT-2027-002: A hole for the community',
    'CSIRT-2027-001: A hole in a web server',
  ])
})

const calledAt = (path: string) =>
  posts
    .filter((one) => one.path === path)
    .map(({ body }) => JSON.parse(body))
    // Calls go out side by side.
    .sort((a, b) => (a.at < b.at ? -1 : 1))

test('a system is called about the kinds that it asked for up to a marking; each call is signed and says little', async () => {
  const all = { kinds: ['product', 'warning', 'withdrawal', 'advisory', 'step'] as const }
  const add = (as: Client, name: string, more: object = {}) =>
    as.get(calls.addSubscription, { name, url: `${hook}/${name}`, ...all, ...more } as never)
  const closedTo = { name: 'Inside', url: 'http://10.1.2.3/hook', kinds: ['advisory' as const] }
  expect(await refusal(anna, calls.addSubscription, closedTo)).toBe('address-not-allowed')
  expect(await refusal(anna, calls.addSubscription, { ...closedTo, url: 'ftp://x.example' })).toBe('bad-address')
  const reader = await node.signedIn({ roles: ['reader'] })
  expect(await refusal(reader, calls.addSubscription, closedTo)).toBe('not-allowed')
  const { id, secret } = await add(anna, 'everything', { highest: 'AMBER+STRICT' })
  await add(anna, 'green')
  await add(stranger, 'stranger', { highest: 'AMBER+STRICT' })
  await add(anna, 'advisories', { kinds: ['advisory'] })
  const open = await released(statement(['Called about.'], 'Called about'), 'public')
  const strict = await released({ template: 'reserve-summary' })
  const advisory = await published({ trackingId: 'CSIRT-2027-003', title: 'Another hole' })
  const why = { reason: 'Three Member States are hit.' }
  await anna.get(proposeStep, { crisis, version: 0, network: 'cyclone', event: 'raise', ...why } as never)
  const decider = { name: 'EU-CyCLONe', actor: 'cyclone', organisation: null, person: null }
  await anna.get(decideStep, { crisis, version: 2, step: 's1', outcome: 'taken', decider, ...why } as never)
  await expect.poll(() => calledAt('/everything').length, { timeout: 60_000 }).toBe(4)
  expect(calledAt('/everything')).toEqual([
    expect.objectContaining({ event: 'product', id: open.id, marking: 'TLP:CLEAR', title: 'Called about' }),
    {
      ...{ event: 'product', id: strict.id, realm: 'live', marking: 'TLP:AMBER+STRICT' },
      at: expect.any(String),
      link: expect.stringContaining(`/products/${strict.id}`),
    },
    expect.objectContaining({ event: 'advisory', id: advisory, title: 'CSIRT-2027-003: Another hole' }),
    expect.objectContaining({
      event: 'step',
      marking: 'TLP:AMBER+STRICT',
      link: expect.stringContaining(`/crises/${crisis}/ladder`),
    }),
  ])
  expect(calledAt('/green').map(({ event }) => event)).toEqual(['product', 'advisory'])
  expect(calledAt('/stranger').map(({ event }) => event)).toEqual(['product', 'advisory'])
  expect(calledAt('/advisories').map(({ event }) => event)).toEqual(['advisory'])
  const call = posts.find((one) => one.path === '/everything')
  const [, seconds = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(call?.signature ?? '') ?? []
  expect(createHmac('sha256', secret).update(`${seconds}.${call?.body}`).digest('hex')).toBe(mac)
  const last = async () => (await anna.get(calls.listSubscriptions, {})).items.find((one) => one.id === id)?.last
  await expect.poll(last, { timeout: 30_000 }).toMatchObject({ state: 'sent', answer: '200 heard' })
  const withdrawn = await anna.get(api.withdrawProduct, { id: open.id, version: open.version, reason: 'Was wrong' })
  await expect.poll(() => calledAt('/green').at(-1)?.event, { timeout: 60_000 }).toBe('withdrawal')
  expect(withdrawn.status).toBe('withdrawn')
  mood = 410
  await anna.get(calls.trySubscription, { id })
  await expect.poll(last, { timeout: 30_000 }).toMatchObject({ state: 'failed', answer: '410 gone' })
  mood = 200
  await anna.get(calls.removeSubscription, { id })
  expect(await refusal(anna, calls.trySubscription, { id })).toBe('unknown')
}, 180_000)

const made = (more: object = {}) =>
  pgp.generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    format: 'armored',
    userIDs: [],
    ...more,
  } as never) as unknown as Promise<{
    publicKey: string
    privateKey: string
    revocationCertificate: string
  }>
const userOf = (email: string) => ({ userIDs: [{ name: 'Desk', email }] })

test('a key is taken only where it is one, in force, strong enough and of that address; a person changes their own alone', async () => {
  const { me } = await anna.get(whoAmI, {})
  const email = me?.email ?? ''
  const why = async (key: string, more: object = {}, as = anna) => refusal(as, addMailKey, { key, ...more })
  const good = await made(userOf(email))
  expect(await why('x'.repeat(200))).toBe('not-a-key')
  expect(await why(good.privateKey)).toBe('secret-key')
  expect(await why((await made(userOf('other@example.org'))).publicKey)).toBe('other-address')
  const date = new Date(Date.now() - 10 * 86_400_000)
  expect(await why((await made({ ...userOf(email), date, keyExpirationTime: 86_400 })).publicKey)).toBe('ended-key')
  const old = await made({ type: 'rsa', rsaBits: 2048, curve: undefined, ...userOf(email) })
  expect(await why(old.publicKey)).toBe('weak-key')
  const signsOnly = await made({ ...userOf(email), subkeys: [] })
  expect(await why(signsOnly.publicKey)).toBe('no-encryption')
  const revoked = await pgp.revokeKey({
    key: await pgp.readKey({ armoredKey: good.publicKey }),
    revocationCertificate: good.revocationCertificate,
    format: 'armored',
  })
  expect(await why(revoked.publicKey as string)).toBe('ended-key')
  expect(await why(good.publicKey, { address: 'desk@ministry.example' })).toBe('not-your-address')
  const added = await anna.get(addMailKey, { key: good.publicKey })
  const { keyPacket } = await pgp.readKey({ armoredKey: good.publicKey })
  expect(added).toMatchObject({ address: email, person: anna.person, fault: null, expires: null })
  expect(added.fingerprint).toBe(
    Buffer.from(keyPacket.getFingerprintBytes() ?? [])
      .toString('hex')
      .toUpperCase(),
  )
  expect((await ben.get(listMailKeys, { all: true })).items).toEqual([])
  expect((await admin.get(listMailKeys, { all: true })).items).toMatchObject([{ address: email }])
  expect(await refusal(ben, removeMailKey, { address: email })).toBe('unknown')
  await anna.get(removeMailKey, { address: email })
  expect((await anna.get(listMailKeys, {})).items).toEqual([])
})

/** The parts of PGP/MIME: what stands outside, and what is encrypted in it. */
function takenApart(mail: string): { head: string; armored: string } {
  const head = mail.slice(0, mail.indexOf('\r\n\r\n'))
  const armored = /-----BEGIN PGP MESSAGE-----[\s\S]+-----END PGP MESSAGE-----/.exec(mail)?.[0] ?? ''
  return { head, armored }
}

async function mailed(more: Draft, to: string): Promise<{ mail: string; id: string }> {
  const before = mails.length
  const { id, version } = await approved(more)
  await ben.get(api.releaseProduct, { id, version, channel: 'email', to, format: 'json' })
  await expect.poll(() => mails.length, { timeout: 60_000 }).toBe(before + 1)
  return { mail: mails.at(-1) ?? '', id }
}

test('without a key mail says little; with one it carries the product, opens with that key alone, and is signed by the node', async () => {
  const to = 'desk@ministry.example'
  const plain = await mailed({ template: 'cyclone-impact' }, to)
  expect(plain.mail).toMatch(/Subject: \[TLP:AMBER\+STRICT\]/)
  expect(plain.mail).toContain(`/products/${plain.id}`)
  expect(plain.mail).not.toMatch(/attachment|application\/json|Card payments fail/)
  const desk = await made(userOf(to))
  await admin.get(addMailKey, { key: desk.publicKey, address: to })
  const { mail, id } = await mailed({ template: 'cyclone-impact' }, to)
  const { head, armored } = takenApart(mail)
  expect(head).toMatch(/Content-Type: multipart\/encrypted;\s+protocol="application\/pgp-encrypted"/)
  expect(head).toContain('Subject: ...')
  expect(mail).toMatch(/Content-Type: application\/pgp-encrypted[\s\S]+Version: 1/)
  expect(mail).not.toMatch(/TLP:|mpact report|Payments/)
  const decryptionKeys = await pgp.readPrivateKey({ armoredKey: desk.privateKey })
  const message = await pgp.readMessage({ armoredMessage: armored })
  const key = /openpgp\/([0-9A-F]+)\.asc/.exec((await got(`${node.url}/.well-known/csaf/provider-metadata.json`)).text)
  const nodeKey = (await got(`${node.url}/csaf/openpgp/${key?.[1]}.asc`)).text
  const verificationKeys = await pgp.readKey({ armoredKey: nodeKey })
  const { data, signatures } = await pgp.decrypt({ message, decryptionKeys, verificationKeys, expectSigned: true })
  expect(await signatures[0]?.verified).toBe(true)
  expect(data).toMatch(/protected-headers="?v1/)
  expect(data).toMatch(/Subject: \[TLP:AMBER\+STRICT\]/)
  const file = /filename="?[^\r\n]+json"?[\s\S]*?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(data)?.[1] ?? ''
  expect(Buffer.from(file, 'base64').toString()).toContain('Cards fail since the morning')
  const { state } = await ben.get(api.getProduct, { id })
  expect(state.releases[0]).toMatchObject({ state: 'sent', to })
  const other = await pgp.readPrivateKey({ armoredKey: (await made(userOf(to))).privateKey })
  const again = await pgp.readMessage({ armoredMessage: armored })
  await expect(pgp.decrypt({ message: again, decryptionKeys: other })).rejects.toThrow()
  opensWithGpg(desk.privateKey, nodeKey, armored)
}, 180_000)

/** The same with GnuPG, where this machine has it. */
function opensWithGpg(secret: string, nodeKey: string, armored: string): void {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'))
  const gpg = (...words: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--yes', '--trust-model', 'always', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  try {
    gpg('--version')
  } catch {
    rmSync(home, { recursive: true })
    return
  }
  try {
    for (const [name, text] of Object.entries({ secret, nodeKey, armored })) writeFileSync(join(home, name), text)
    gpg('--import', join(home, 'secret'))
    gpg('--import', join(home, 'nodeKey'))
    const told = gpg('--status-fd', '1', '--decrypt', join(home, 'armored'))
    expect(told).toContain('DECRYPTION_OKAY')
    expect(told).toContain('GOODSIG')
    expect(told).toMatch(/protected-headers="?v1/)
  } finally {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'])
    rmSync(home, { recursive: true, force: true })
  }
}
