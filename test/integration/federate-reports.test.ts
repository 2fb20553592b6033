// Abuse reports over HTTP: files of every form, whose network it is, who may see it, files out, and the mail to the owner.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#federate/api/reports.ts'
import { changeOrganisation, getOrganisation, registerOrganisation } from '#people/api.ts'
import { verify } from '#platform/journal/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let smtp: SMTPServer
let admin: Client
let anna: Client
let stranger: Client
let school: string
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
  const smtpUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
  node = await startTestNode({ env: { TOCSIN_SMTP_URL: smtpUrl, TOCSIN_MAIL_FROM: 'tocsin@example.org' } })
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const organisation = { name: 'A school network', kind: 'operator' as const, country: 'BE', sectors: [] }
  school = (await admin.get(registerOrganisation, organisation)).id
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: [] }
  stranger = await node.signedIn({
    roles: ['analyst'],
    organisation: (await admin.get(registerOrganisation, other)).id,
  })
}, 120_000)
afterAll(async () => {
  await node.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
})

const today = new Date().toISOString().slice(0, 10)
const event = (ip: string, more: object = {}) => ({
  'classification.type': 'infected-system',
  'time.source': `${today}T00:00:00+00:00`,
  'source.ip': ip,
  'feed.name': 'sinkhole',
  ...more,
})
const lines = (...events: unknown[]) => Buffer.from(events.map((one) => `${JSON.stringify(one)}\n`).join(''))
const bring = (form: 'intelmq' | 'n6' | 'x-arf' | 'mail', upload: Uint8Array, who = anna, name = 'test') =>
  who.get(api.importEvents, { form, name }, { upload })

test('lines of IntelMQ are taken in once each a day, and what is wrong is named with its place', async () => {
  const file = lines(event('192.0.2.65'), event('192.0.2.65'), event('192.0.2.1'), { odd: true }, event('nonsense'))
  expect(await bring('intelmq', file)).toMatchObject({
    ...{ read: 5, added: 2, known: 1, refused: 2 },
    reasons: [{ id: 'event 4' }, { id: 'event 5', refusal: 'unreadable' }],
  })
  expect(await bring('intelmq', lines(event('192.0.2.65')))).toMatchObject({ added: 0, known: 1 })
  const { items } = await anna.get(api.listEvents, {})
  expect(items.map(({ source, seen }) => [source.ip, seen]).toSorted()).toEqual([
    ['192.0.2.1', 1],
    ['192.0.2.65', 3],
  ])
})

test('CSV, a list of n6, one report of XARF and a feedback report as a mail are read as well', async () => {
  const csv = `classification.type,time.source,source.ip,malware.name\r\nscanner,${today}T00:00:00Z,198.51.100.1,"a, ""b"""\r\nscanner,x\r\n`
  expect(await bring('intelmq', Buffer.from(csv))).toMatchObject({
    read: 2,
    added: 1,
    refused: 1,
    reasons: [{ id: 'line 3' }],
  })
  const n6 = [
    {
      category: 'cnc',
      time: `${today}T00:00:00Z`,
      source: 'x',
      restriction: 'public',
      address: [{ ip: '198.51.100.2' }],
    },
  ]
  expect(await bring('n6', Buffer.from(JSON.stringify(n6)))).toMatchObject({ read: 1, added: 1 })
  const xarf = {
    ...{ xarf_version: '4.0.0', timestamp: `${today}T00:00:00Z`, category: 'content', type: 'phishing' },
    ...{ source_identifier: 'bad.example', url: 'https://bad.example/login' },
  }
  expect(await bring('x-arf', Buffer.from(JSON.stringify(xarf, null, 2)))).toMatchObject({ added: 1, refused: 0 })
  const mail = [
    'From: <abuse@isp.example>',
    'To: <abuse@csirt.example>',
    'Subject: FW: you have won',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    '',
    '--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.',
    `--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Some/1.0\r\nVersion: 1\r\nArrival-Date: ${new Date().toUTCString()}\r\nSource-IP: 198.51.100.3`,
    '--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: <x@bad.example>\r\nSubject: you have won\r\n\r\nmoney',
    '--b--\r\n',
  ].join('\r\n')
  expect(await bring('mail', Buffer.from(mail))).toMatchObject({ added: 1, reasons: [] })
  const { rows } = await anna.get(api.countEvents, { by: 'kind' })
  expect(rows.map(({ of }) => of).toSorted()).toEqual(['c2-server', 'infected-system', 'phishing', 'scanner', 'spam'])
})

/** A mail with parts in parts, as deep as it is asked to be, around one report. */
function nested(depth: number): string {
  let part = `Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nArrival-Date: ${new Date().toUTCString()}\r\nSource-IP: 198.51.100.44`
  for (let n = 0; n < depth; n++)
    part = `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n${part}\r\n--b${n}--\r\n`
  return `From: <a@b.example>\r\nMIME-Version: 1.0\r\n${part}`
}
const json = (text: string) => `Content-Type: application/json; name="x.json"\r\n\r\n${text}`
const mailOf = (...parts: string[]) =>
  `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`

test.each<[string, string, number, RegExp]>([
  ['parts in twenty-five parts', nested(25), 1, /nesting depth/],
  ['headers of three megabytes', `Subject: ${'x'.repeat(3_000_000)}\r\n\r\nx`, 1, /header size/],
  [
    'two thousand attachments',
    mailOf(...Array.from({ length: 2000 }, () => json('1'))),
    1001,
    /is an object|more than 1000/,
  ],
  ['lines without an end', `\r\n${'x\r\n'.repeat(200_000)}`, 1, /more than 100000 lines/],
  ['more bytes than a mail has', 'x'.repeat(5_000_001), 1, /more than 5000000 bytes/],
  ['JSON that is cut off', mailOf(json('{"xarf_version":')), 1, /no JSON/],
  [
    'JSON a million levels deep',
    mailOf(json(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)),
    1,
    /An event is an object|no JSON/,
  ],
  [
    'fields of a report without an end',
    mailOf(`Content-Type: message/feedback-report\r\n\r\n${'A: b\r\n'.repeat(30_000)}`),
    1,
    /Feedback-Type is missing/,
  ],
  [
    'brackets without an end',
    `From: ${'<('.repeat(100_000)}\r\nTo: ${'"'.repeat(99_999)}\r\n\r\nx`,
    1,
    /no part of type/,
  ],
  ['no text at all', '\u0000'.repeat(10_000), 1, /no part of type/],
])('a mail with %s is refused with the reason, and counted', async (_title, text, refused, why) => {
  const began = performance.now()
  const taken = await bring('mail', Buffer.from(text))
  expect(taken).toMatchObject({ added: 0, refused })
  for (const { why: reason } of taken.reasons) expect(reason).toMatch(why)
  expect(performance.now() - began).toBeLessThan(20_000)
})

test('a report in a few parts is found, and its intake says what was refused beside it', async () => {
  expect(await bring('mail', Buffer.from(nested(5)))).toMatchObject({ added: 1, refused: 0 })
})

test('hostile files are refused, and nothing of them stays', async () => {
  const before = (await anna.get(api.countEvents, { by: 'day' })).rows
  const deep = `{"classification.type":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  expect(await bring('intelmq', Buffer.from(deep))).toMatchObject({ added: 0, refused: 1 })
  expect(await bring('intelmq', Buffer.from('{"__proto__":{"x":1},"classification.type":"spam"}'))).toMatchObject({
    added: 0,
  })
  const answer = await anna.call(
    api.importEvents,
    { form: 'intelmq', name: 'x' },
    { upload: Buffer.from('garbage\n'.repeat(1000)) },
  )
  expect(answer.ok ? answer.value : answer.problem.refusal).toMatchObject({ added: 0 })
  expect(await bring('mail', Buffer.from('Subject: nothing\r\n\r\nnothing'))).toMatchObject({ added: 0, refused: 1 })
  expect((await anna.get(api.countEvents, { by: 'day' })).rows).toEqual(before)
})

test('an organisation answers for its networks, also for what was reported before that was known', async () => {
  const bad = await admin.call(api.registerNetwork, { organisation: school, prefixes: ['192.0.2.65/26'] })
  expect(bad).toMatchObject({ problem: { refusal: 'bad-network' } })
  const input = {
    organisation: school,
    prefixes: ['192.0.2.64/26'],
    domains: ['School.example'],
    mail: 'abuse@school.example',
  }
  const { id, version, claimed } = await admin.get(api.registerNetwork, input)
  expect(claimed).toBe(1)
  expect((await anna.get(api.listEvents, { organisation: school })).items.map(({ source }) => source.ip)).toEqual([
    '192.0.2.65',
  ])
  await bring(
    'intelmq',
    lines(
      event('192.0.2.66', { 'extra.tlp': 'amber+strict' }),
      event('192.0.2.67', { 'source.fqdn': 'x.school.example' }),
    ),
  )
  const { rows } = await anna.get(api.countEvents, { by: 'organisation' })
  expect(rows.find(({ of }) => of === school)).toMatchObject({ label: 'A school network', events: 3 })
  expect((await admin.get(api.listNetworks, {})).items).toMatchObject([{ id, version, domains: ['school.example'] }])
})

test('what is not released to somebody is not there for them, in lists, counts and files', async () => {
  expect((await stranger.get(api.listEvents, {})).items).toEqual([])
  expect((await stranger.get(api.countEvents, { by: 'kind' })).rows).toEqual([])
  const file = await stranger.fetch('/api/federate/exportEvents?format=csv')
  expect((await file.text()).trim().split('\r\n')).toHaveLength(1)
})

test('the organisation is told once by mail of what may go to it, as a file without formulas', async () => {
  await bring('intelmq', lines(event('192.0.2.68', { 'malware.name': '=cmd()' })))
  const told = await anna.get(api.tellOwner, { organisation: school })
  expect(told).toEqual({ told: 3, heldBack: 1, to: 'abuse@school.example' })
  await expect.poll(() => mails.length, { timeout: 15_000 }).toBe(1)
  const [, csv = ''] = /filename=events\.csv[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mails[0] ?? '') ?? []
  const text = Buffer.from(csv, 'base64').toString()
  expect(text).toContain("'=cmd()")
  expect(text).not.toContain('192.0.2.66')
  const again = await anna.call(api.tellOwner, { organisation: school })
  expect(again).toMatchObject({ problem: { refusal: 'nothing-to-tell' } })
})

/** What makes an event the same thing, without when and how often it was seen. */
const told = ({ kind, source, malware, tlp }: { kind: string; source: object; malware: string | null; tlp: string }) =>
  JSON.stringify([kind, source, malware, tlp])
const exported = async (format: string) => anna.fetch(`/api/federate/exportEvents?format=${format}`)

test('XARF reports go out once there is somebody to answer to', async () => {
  const answer = await exported('x-arf')
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ refusal: 'no-reporter' })
  const { version } = await admin.get(getOrganisation, { organisation: admin.organisation })
  const contacts = [{ purpose: 'Abuse desk', email: 'abuse@csirt.example' }]
  await admin.get(changeOrganisation, { organisation: admin.organisation, version, contacts })
  const reports = (await (await exported('x-arf')).text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(reports.length).toBeGreaterThan(5)
  for (const report of reports) {
    expect(report).toMatchObject({ xarf_version: '4.0.0', reporter: { contact: 'abuse@csirt.example' } })
    for (const name of ['report_id', 'timestamp', 'sender', 'source_identifier', 'category', 'type'])
      expect(report[name], name).toBeTruthy()
  }
})

test.each(['intelmq', 'x-arf'] as const)('what goes out as %s comes in again as the same events', async (format) => {
  const before = (await anna.get(api.listEvents, {})).items
  const back = await bring(format, Buffer.from(await (await exported(format)).text()), anna, 'again')
  expect(back).toMatchObject({ read: before.length, refused: 0 })
  const after = (await anna.get(api.listEvents, {})).items
  // XARF has no place for the country and the system (AS) of a source.
  const plain = (all: typeof before) => all.map((one) => ({ ...one, source: { ...one.source, asn: null, cc: null } }))
  const known = new Set(plain(before).map(told))
  for (const event of plain(after)) expect(known).toContain(told(event))
})

test('the proof of the journal is intact, with an intake for each part', async () => {
  expect((await admin.get(verify, {})).findings).toEqual([])
})
