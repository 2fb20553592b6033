// What leaves the node: a real mail server and a real web server on loopback, that take, refuse, are away and come back.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { done } from '#kernel/reply.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { createFetcher } from '#platform/fetch/index.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutbox, createSendMail, type Delivery, type Message } from '#platform/outbox/index.ts'
import { bell, freshJournal, person, type TestJournal } from '../setup/journal.ts'

let here: TestJournal
let smtp: SMTPServer
let web: Server
let mail: ReturnType<typeof createSendMail>
const mails: string[] = []
const posts: { body: string; signature: string; delivery: string }[] = []
let mood = 200
let away = false
let at = Date.parse('2026-03-02T08:00:00Z')
const clock = sameEverywhere({ now: () => new Date(at) })
const port = (server: { address(): unknown }) => (server.address() as AddressInfo).port

beforeAll(async () => {
  here = await freshJournal(clock)
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, taken) => {
      if (away) return taken(Object.assign(new Error('4.3.2 come back later'), { responseCode: 451 }))
      if (address.startsWith('nobody')) return taken(Object.assign(new Error('5.1.1 no such'), { responseCode: 550 }))
      taken()
    },
    async onData(stream, _session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      mails.push(Buffer.concat(chunks).toString())
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  web = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { 'tocsin-signature': signature = '', 'tocsin-delivery': delivery = '' } = request.headers
    posts.push({ body, signature: String(signature), delivery: String(delivery) })
    response.writeHead(mood, mood === 302 ? { location: '/elsewhere' } : {}).end('heard')
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  mail = createSendMail({ smtpUrl: `smtp://127.0.0.1:${port(smtp.server)}`, from: 'tocsin@example.org' })
})
afterAll(async () => {
  mail.close()
  await new Promise<void>((resolve) => smtp.close(resolve))
  web.closeAllConnections()
  await new Promise((resolve) => web.close(resolve))
  await here.close()
})
beforeEach(() => {
  mails.length = 0
  posts.length = 0
  mood = 200
  away = false
})

let keys = 0
function opened() {
  const fetcher = createFetcher({ allow: ['127.0.0.1'] })
  const box = createOutbox(here.journal.sql, {
    fetcher,
    sendMail: mail.send,
    clock,
    log: silent,
    metrics: createMetrics(),
  })
  const ends: Delivery[] = []
  const origin = `test.${++keys}`
  box.onEnded(origin, async (delivery) => void ends.push(delivery))
  const write = (message: Message, { key = 'once', realm = 'live', refuse = false } = {}) => {
    const view = {
      reader: person('01980f3c-8a00-7000-8000-00000000000a', here.journal.home, { realms: [realm] }),
      realm,
    }
    return here.journal.commit({ view, verb: 'test.write' }, async (unit) => {
      await unit.open(bell, 'test.bellCast', { name: 'Roland' })
      box.put(unit, origin, key, message)
      return refuse ? unit.refuse('too-loud') : done(null)
    })
  }
  const run = () => box.jobs[0]?.run() ?? Promise.reject(new Error('no job'))
  return { box, ends, write, run }
}
const letter = (to: string): Message => ({
  channel: 'mail',
  to,
  subject: 'EXERCISE Σήμα / Тревога',
  text: 'The clock ends at 10:00.',
  attachments: [{ name: 'clock.ics', mediaType: 'text/calendar', content: Buffer.from('BEGIN').toString('base64') }],
})
const call = (secret?: string): Message => ({
  channel: 'post',
  to: `http://127.0.0.1:${port(web)}/hook`,
  body: { due: 'now' },
  ...(secret ? { secret } : {}),
})

test('a mail leaves with the entry that asks for it, and its room hears what the server answered', async () => {
  const { ends, write, run } = opened()
  await write(letter('officer@example.org'))
  await run()
  expect(mails).toHaveLength(1)
  expect(mails[0]).toContain('To: officer@example.org')
  expect(mails[0]).toContain('clock.ics')
  expect(ends).toMatchObject([{ state: 'sent', recipient: 'officer@example.org' }])
  await run()
  expect(mails).toHaveLength(1)
})

test('a unit that is refused sends nothing', async () => {
  const { write, run } = opened()
  expect(await write(letter('officer@example.org'), { refuse: true })).toMatchObject({ ok: false })
  await run()
  expect(mails).toHaveLength(0)
})

test('the same origin and key are sent once', async () => {
  const { write, run } = opened()
  await write(call())
  await write(call())
  await run()
  expect(posts).toHaveLength(1)
})

test('a server that is away gets it when it is back, under the same id; nothing is lost in between', async () => {
  const { ends, write, run } = opened()
  away = true
  await write(letter('officer@example.org'))
  await run()
  at += 20_000
  await run()
  expect(mails).toHaveLength(0)
  expect(ends).toHaveLength(0)
  away = false
  await run()
  expect(mails).toHaveLength(0)
  at += 61_000
  await run()
  expect(mails).toHaveLength(1)
  expect(ends).toMatchObject([{ state: 'sent' }])
})

test('an address that the server does not know is given up at once, with what the server said', async () => {
  const { ends, write, run } = opened()
  await write(letter('nobody@example.org'))
  await run()
  expect(ends).toMatchObject([{ state: 'failed' }])
  expect(ends[0]?.answer).toContain('5.1.1')
})

test('after three days without success it is given up', async () => {
  const { ends, write, run } = opened()
  mood = 503
  await write(call())
  await run()
  at += 3 * 24 * 3600_000
  await run()
  expect(posts).toHaveLength(2)
  expect(new Set(posts.map(({ delivery }) => delivery)).size).toBe(1)
  expect(ends).toMatchObject([{ state: 'failed', answer: '503 heard' }])
})

test('a request is signed over its time and its body, and a redirect is not followed', async () => {
  const { ends, write, run } = opened()
  mood = 302
  await write(call('shared secret'))
  await run()
  expect(posts).toHaveLength(1)
  const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(posts[0]?.signature ?? '') ?? []
  expect(mac).toBe(createHmac('sha256', 'shared secret').update(`${seconds}.${posts[0]?.body}`).digest('hex'))
  expect(ends).toHaveLength(0)
})

test('nothing leaves an exercise: it is held, and the room is told', async () => {
  const { ends, write, run } = opened()
  await write(letter('officer@example.org'), { realm: 'exercise:storm' })
  await write(call(), { realm: 'exercise:storm', key: 'two' })
  await run()
  expect(mails).toHaveLength(0)
  expect(posts).toHaveLength(0)
  expect(ends.map(({ state }) => state)).toEqual(['held', 'held'])
})

test('a room that could not note the end is told again', async () => {
  const { box, write, run } = opened()
  const heard: string[] = []
  box.onEnded(`test.${keys}`, async ({ key }) => {
    heard.push(key)
    if (heard.length === 1) throw new Error('the disk was full')
  })
  await write(call())
  await run()
  await run()
  await run()
  expect(heard).toEqual(['once', 'once'])
  expect(posts).toHaveLength(1)
})
