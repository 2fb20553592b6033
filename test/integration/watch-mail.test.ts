// Mail, from a saved file or from a real SMTP client on loopback, to items; and mail that nobody asked for.
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  changeFeed,
  type Feed,
  getItem,
  getRaw,
  importFile,
  listFeeds,
  listItems,
  openMailbox,
  pollFeed,
  unfollowFeed,
} from '#watch/api.ts'
import { type Client, freePort, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let port = 0

beforeAll(async () => {
  port = await freePort()
  const mail = {
    TOCSIN_MAIL_PORT: String(port),
    TOCSIN_MAIL_DOMAIN: 'watch.example.org',
    TOCSIN_MAIL_MAX_BYTES: '300000',
  }
  node = await startTestNode({ env: mail })
  analyst = await node.signedIn({ roles: ['analyst'] })
})
afterAll(() => node.stop())

/** Says SMTP line by line and gives the codes that came back. */
async function smtp(...lines: string[]): Promise<string[]> {
  const socket: Socket = connect(port, '127.0.0.1')
  const said: string[] = []
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]()
  const answer = async () => {
    for (;;) {
      const { value, done } = await answers.next()
      if (done) return 'closed'
      if (/^\d{3} /.test(value)) return String(value)
    }
  }
  said.push(await answer())
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    said.push(await answer())
  }
  socket.destroy()
  return said.slice(1)
}
const deliver = async (to: string, mail: string) => {
  const body = mail.replace(/^\./gm, '..').replace(/\r?\n/g, '\r\n')
  const to250 = ['EHLO relay.example.org', 'MAIL FROM:<list@news.example.org>', `RCPT TO:<${to}>`]
  const said = await smtp(...to250, 'DATA', `${body}\r\n.`)
  const refused = said.slice(0, 3).find((line) => !line.startsWith('250'))
  if (refused) return refused
  return said.at(-1)
}
let serial = 0
const prose = (tag: string) =>
  Array.from(
    { length: 14 },
    (_, n) => `${tag}${n} engineers ${tag}x${n} restarted ${tag}y${n} the pumps ${tag}z${n}.`,
  ).join(' ')
function mail(tag: string, more: Record<string, string> = {}, body = prose(tag)): string {
  const headers = {
    From: '"News desk" <desk@news.example.org>',
    To: 'you@watch.example.org',
    Subject: `Outage ${tag}`,
    Date: 'Mon, 10 Mar 2025 09:30:00 +0000',
    'Message-ID': `<${tag}-${++serial}@news.example.org>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...more,
  }
  return `${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n${body}\n`
}
const open = (more = {}) => analyst.get(openMailbox, { name: 'Newsletter', reliability: 'C', ...more })
const addressOf = (feed: Feed) => feed.state.url.replace('mailto:', '')
const itemsOf = async (feed: Feed) => (await analyst.get(listItems, { source: feed.id, limit: 200 })).items

describe('a mailbox', () => {
  test('has an address that nobody can guess, and what arrives there is an item before it is acknowledged', async () => {
    const feed = await open({ itemMarking: { tlp: 'GREEN' }, terms: 'For members only', redistribution: 'forbidden' })
    expect(feed.state).toMatchObject({
      kind: 'mail',
      url: expect.stringMatching(/^mailto:watch-[a-z2-7]{20}@watch\.example\.org$/),
    })
    expect(
      await deliver(addressOf(feed), mail('first', { 'List-Id': 'Alerts of the agency <alerts.example.org>' })),
    ).toBe('250 2.0.0 kept')
    const [item, ...others] = await itemsOf(feed)
    expect(others).toEqual([])
    expect(item!.marking.tlp).toBe('GREEN')
    expect(item!.state).toMatchObject({
      ...{ title: 'Outage first', sourceName: 'Alerts of the agency', reliability: 'C' },
      ...{ publishedAt: '2025-03-10T09:30:00.000Z', url: null },
      sourceThen: { kind: 'mail', terms: 'For members only', redistribution: 'forbidden' },
    })
    const health = (await analyst.get(listFeeds, { limit: 200 })).feeds.find(({ id }) => id === feed.id)!.health
    expect(health).toMatchObject({ health: 'good', items: 1, nextPollAt: null })
    expect(String(await analyst.get(getRaw, { id: item!.id }))).toContain('List-Id: Alerts of the agency')
  })

  test('has a mail once, however often it is delivered, and another version when it says more', async () => {
    const feed = await open()
    const one = mail('again', { 'Message-ID': '<same@news.example.org>' })
    await deliver(addressOf(feed).toUpperCase(), one)
    expect(await deliver(addressOf(feed).replace('@', '+tag@'), one)).toMatch(/^250/)
    expect(
      await deliver(
        addressOf(feed),
        one.replace('pumps again', 'other pumps again').replace(/\n$/, '\nCorrection: it was two hours.\n'),
      ),
    ).toMatch(/^250/)
    expect((await itemsOf(feed)).map(({ state }) => state.versionCount)).toEqual([2])
  })

  test('splits nothing that is one letter, names attachments and opens none, and shows markup as text', async () => {
    const feed = await open()
    const parts = `--b\nContent-Type: text/plain\n\n${prose('parts')}\n--b\nContent-Type: application/pdf; name="evil<script>.pdf"\nContent-Disposition: attachment\n\n%PDF-\n--b--`
    const said = mail(
      'parts',
      {
        'Content-Type': 'multipart/mixed; boundary="b"',
        Subject: '=?utf-8?Q?<script>alert(1)</script>_outage?=',
        From: '"<img src=x onerror=alert(1)>" <a@news.example.org>',
      },
      parts,
    )
    expect(await deliver(addressOf(feed), said)).toMatch(/^250/)
    const [item] = await itemsOf(feed)
    expect(item!.state.title).toBe('<script>alert(1)</script> outage')
    expect(item!.state.sourceName).toBe('<img src=x onerror=alert(1)>')
    expect(item!.state.partial.join(' ')).toContain('attachment not opened: evil<script>.pdf (application/pdf')
    const { document } = await analyst.get(getItem, { id: item!.id })
    expect(document!.state.text).not.toContain('%PDF')
  })

  test('that is unfollowed takes nothing, and cannot be fetched', async () => {
    const feed = await open()
    expect(await analyst.call(pollFeed, { id: feed.id })).toMatchObject({ status: 409 })
    expect(await analyst.call(changeFeed, { id: feed.id, version: 1, url: 'https://example.org/f' })).toMatchObject({
      status: 400,
    })
    await analyst.get(unfollowFeed, { id: feed.id, version: 1 })
    expect(await deliver(addressOf(feed), mail('late'))).toMatch(/^550/)
    expect(await itemsOf(feed)).toEqual([])
  })
})

describe('whoever knocks', () => {
  test('may only leave mail for mailboxes that there are: nothing is relayed, nobody signs in', async () => {
    const said = await smtp(
      'EHLO x',
      'AUTH PLAIN AHgAeA==',
      'MAIL FROM:<a@b.example.org>',
      'RCPT TO:<somebody@elsewhere.example.com>',
      'RCPT TO:<watch-aaaaaaaaaaaaaaaaaaaa@watch.example.org>',
      "RCPT TO:<watch-' or 1=1 --@watch.example.org>",
      'DATA',
    )
    expect(said.map((line) => line.slice(0, 3))).toEqual([
      '250',
      '500',
      '250',
      '550',
      '550',
      expect.stringMatching(/^5/),
      '503',
    ])
  })

  test('is told when a mail is too large, or has no text', async () => {
    const feed = await open()
    expect(await deliver(addressOf(feed), mail('big', {}, 'lorem ipsum dolor '.repeat(20_000)))).toMatch(/^552/)
    expect(await deliver(addressOf(feed), mail('none', { Subject: '' }, ''))).toMatch(/^554/)
    const nested = `${Array.from({ length: 200 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\n\n--b${n}\n`).join('')}`
    expect(
      await deliver(
        addressOf(feed),
        mail('tower', { 'Content-Type': 'multipart/mixed; boundary="b"' }, `--b\n${nested}`),
      ),
    ).toMatch(/^(?:250|554)/)
    expect((await itemsOf(feed)).every(({ state }) => state.title === 'Outage tower')).toBe(true)
  })

  test('floods one mailbox, and no other', async () => {
    const [flooded, other] = [await open(), await open()]
    const knocks = Array.from({ length: 130 }, () => `RCPT TO:<${addressOf(flooded)}>`)
    const said = await smtp('EHLO x', 'MAIL FROM:<a@b.example.org>', ...knocks)
    const codes = said.slice(2).map((line) => line.slice(0, 3))
    expect(new Set(codes)).toEqual(new Set(['250', '451']))
    expect(await deliver(addressOf(other), mail('other'))).toMatch(/^250/)
  })
})

describe('a saved mail', () => {
  test('is taken in like a file: its outlet and date are those of the mail', async () => {
    const upload = Buffer.from(mail('saved'))
    const done = await analyst.get(importFile, { name: 'saved.eml', marking: { tlp: 'GREEN' } }, { upload })
    expect(done.did).toContain('read as a mail')
    expect(done.items).toMatchObject([
      { outcome: 'new', title: 'Outage saved', publishedAt: '2025-03-10T09:30:00.000Z' },
    ])
    const item = await analyst.get(getItem, { id: done.items[0]!.id })
    expect(item.state).toMatchObject({ sourceName: 'News desk', source: null })
    expect(item.document!.state.rawKept).toBe('mail')
    const again = await analyst.get(importFile, { name: 'x.txt', marking: { tlp: 'GREEN' } }, { upload })
    expect(again.items).toMatchObject([{ outcome: 'same' }])
  })

  test('that is none is refused', async () => {
    expect(await analyst.call(importFile, { name: 'x.eml' }, { upload: Buffer.from('\n\n') })).toMatchObject({
      status: 422,
    })
  })
})

test('without a port there are no mailboxes', async () => {
  const bare = await startTestNode()
  try {
    const someone = await bare.signedIn({ roles: ['analyst'] })
    expect(await someone.call(openMailbox, { name: 'x' })).toMatchObject({
      status: 409,
      problem: { refusal: 'mail-off' },
    })
  } finally {
    await bare.stop()
  }
})
