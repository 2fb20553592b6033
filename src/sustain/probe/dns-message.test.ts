// Questions and answers as bytes: ours are recognised, forged and broken ones are not, and nothing makes reading throw or hang.
import { type Answer, decode, encode } from 'dns-packet'
import { describe, expect, test } from 'vitest'
import type { Question } from '../model/resolvers.ts'
import { type Query, queryFor, receive } from './dns-message.ts'
import { readMessage } from './dns-read.ts'

const asking = (type: Question['type'], name = 'www.example.org'): Question => ({
  name,
  type,
  expect: 'answers',
  compare: true,
})

function answerTo(query: Query, answers: Answer[], more: { flags?: number; name?: string; id?: number } = {}): Buffer {
  const [question] = decode(query.bytes).questions ?? []
  if (!question) throw new Error('no question')
  return encode({
    type: 'response',
    id: more.id ?? query.id,
    flags: more.flags ?? 0x0180,
    questions: [{ ...question, name: more.name ?? question.name }],
    answers,
  })
}

describe('a question', () => {
  test('carries EDNS with 1232 bytes and the DO bit, and asks for recursion', () => {
    const packet = decode(queryFor(asking('A')).bytes)
    expect(packet.flag_rd).toBe(true)
    expect(packet.questions?.[0]?.name.toLowerCase()).toBe('www.example.org')
    expect(packet.additionals?.[0]).toMatchObject({ type: 'OPT', udpPayloadSize: 1232, flag_do: true })
  })

  test('has letters of mixed case that differ from question to question', () => {
    const sent = new Set(Array.from({ length: 50 }, () => queryFor(asking('A')).sent))
    expect(sent.size).toBeGreaterThan(20)
  })

  test('for the root is one byte', () => {
    const query = queryFor(asking('NS', '.'))
    expect(readMessage(query.bytes)).toMatchObject({ ok: true, value: { question: { labels: [], type: 2 } } })
  })
})

describe('an answer', () => {
  test('is presented sorted, without TTL, in lower case', () => {
    const query = queryFor(asking('MX'))
    const mx = (exchange: string, preference: number): Answer => ({
      type: 'MX',
      name: query.sent,
      ttl: 7,
      data: { exchange, preference },
    })
    const got = receive(answerTo(query, [mx('B.example.org', 20), mx('a.example.org', 10)]), query, true)
    expect(got).toMatchObject({ outcome: 'answered', answers: ['10 a.example.org', '20 b.example.org'] })
  })

  test.each<[Question['type'], unknown, string]>([
    ['A', '192.0.2.1', '192.0.2.1'],
    ['AAAA', '2001:db8:0:0::1', '2001:db8::1'],
    ['NS', 'NS1.example.org', 'ns1.example.org'],
    ['TXT', ['v=spf1 "x"', 'two'], '"v=spf1 \\"x\\"" "two"'],
    ['DS', { keyTag: 7, algorithm: 13, digestType: 2, digest: Buffer.from('beef', 'hex') }, '7 13 2 beef'],
    ['DNSKEY', { flags: 257, algorithm: 13, key: Buffer.from([1, 2, 3]) }, '257 3 13 AQID'],
    [
      'SOA',
      { mname: 'a.test', rname: 'b.test', serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 },
      'a.test b.test 1 2 3 4 5',
    ],
  ])('of type %s reads as zone files have it', (type, data, text) => {
    const query = queryFor(asking(type))
    const record = { type, name: 'www.example.org', ttl: 5, data } as Answer
    expect(receive(answerTo(query, [record]), query, true)).toMatchObject({ outcome: 'answered', answers: [text] })
  })

  test('follows aliases in any order, and takes nothing of names that were not asked for', () => {
    const query = queryFor(asking('A'))
    const got = receive(
      answerTo(query, [
        { type: 'A', name: 'edge.cdn.test', ttl: 1, data: '192.0.2.9' },
        { type: 'CNAME', name: 'alias.cdn.test', ttl: 1, data: 'edge.cdn.test' },
        { type: 'CNAME', name: 'www.example.org', ttl: 1, data: 'alias.cdn.test' },
        { type: 'A', name: 'poison.example.net', ttl: 1, data: '203.0.113.1' },
      ]),
      query,
      true,
    )
    expect(got).toMatchObject({ outcome: 'answered', answers: ['192.0.2.9'] })
  })

  test('whose aliases go round in a circle is empty', () => {
    const query = queryFor(asking('A'))
    const round: Answer[] = [
      { type: 'CNAME', name: 'www.example.org', ttl: 1, data: 'b.test' },
      { type: 'CNAME', name: 'b.test', ttl: 1, data: 'www.example.org' },
    ]
    expect(receive(answerTo(query, round), query, true)).toMatchObject({ outcome: 'empty' })
  })

  test.each([
    [2, 'servfail'],
    [3, 'nxdomain'],
    [5, 'refused'],
    [4, 'other-rcode'],
  ])('with RCODE %i is %s', (rcode, outcome) => {
    const query = queryFor(asking('A'))
    expect(receive(answerTo(query, [], { flags: 0x0180 | rcode }), query, true)).toMatchObject({ outcome })
  })

  test('with the AD bit is authenticated', () => {
    const query = queryFor(asking('A'))
    const record: Answer = { type: 'A', name: 'www.example.org', ttl: 1, data: '192.0.2.1' }
    expect(receive(answerTo(query, [record], { flags: 0x01a0 }), query, true)).toMatchObject({ authenticated: true })
    expect(receive(answerTo(query, [record]), query, true)).toMatchObject({ authenticated: false })
  })

  test('with another id or another question belongs to somebody else', () => {
    const query = queryFor(asking('A'))
    expect(receive(answerTo(query, [], { id: (query.id + 1) % 65_536 }), query, true).kind).toBe('other')
    expect(receive(answerTo(query, [], { name: 'evil.test' }), query, true).kind).toBe('other')
    expect(receive(query.bytes, query, true).kind).toBe('other')
  })

  test('whose letters came back in another case is asked for again over TCP, where nobody can forge', () => {
    const query = { ...queryFor(asking('A')), sent: 'wWw.ExAmple.org' }
    const packet = answerTo(query, [], { name: 'www.example.org' })
    expect(receive(packet, query, true).kind).toBe('again')
    expect(receive(packet, query, false)).toMatchObject({ outcome: 'empty' })
  })

  test('that is truncated is asked for again over TCP, and is nonsense there', () => {
    const query = queryFor(asking('A'))
    const packet = answerTo(query, [], { flags: 0x0380 })
    expect(receive(packet, query, true).kind).toBe('again')
    expect(receive(packet, query, false).kind).toBe('garbage')
  })
})

describe('hostile bytes', () => {
  const header = (query: Query, counts: [number, number]) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16BE(query.id, 0)
    bytes.writeUInt16BE(0x8180, 2)
    bytes.writeUInt16BE(counts[0], 4)
    bytes.writeUInt16BE(counts[1], 6)
    return bytes
  }

  test('that promise 65535 records are refused before the first one is read', () => {
    const query = queryFor(asking('A'))
    expect(receive(header(query, [0, 65_535]), query, true)).toMatchObject({ kind: 'garbage', why: /more than 1000/ })
  })

  test('whose names point at themselves or forwards are refused', () => {
    const query = queryFor(asking('A'))
    for (const pointer of [0xc00c, 0xc0ff]) {
      const name = Buffer.alloc(6)
      name.writeUInt16BE(pointer, 0)
      expect(receive(Buffer.concat([header(query, [1, 0]), name]), query, true)).toMatchObject({
        kind: 'garbage',
        why: /backwards/,
      })
    }
  })

  test('a hundred thousand of them, random and mutated, make nothing throw, and few seconds pass', () => {
    const query = queryFor(asking('TXT'))
    const good = answerTo(query, [
      { type: 'TXT', name: 'www.example.org', ttl: 1, data: ['a'.repeat(200), 'b'] },
      { type: 'CNAME', name: 'www.example.org', ttl: 1, data: 'x.example.org' },
      { type: 'MX', name: 'www.example.org', ttl: 1, data: { exchange: 'mail.example.org', preference: 1 } },
    ])
    let state = 20_250_310
    const chance = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const types: Question['type'][] = ['A', 'AAAA', 'NS', 'SOA', 'TXT', 'MX', 'CNAME', 'DNSKEY', 'DS']
    const queries = types.map((type) => ({ ...queryFor(asking(type)), id: query.id, sent: query.sent }))
    const seen = new Map<string, number>()
    const began = performance.now()
    // Now and then the truncation bit alone.
    for (let turn = 0; turn < 100_000; turn++) {
      const bytes = turn % 2 === 0 ? Buffer.from(good) : Buffer.alloc(chance(300), 0)
      const changes = turn % 2 === 0 ? 1 + chance(6) : bytes.length
      for (let change = 0; change < changes; change++)
        if (bytes.length > 2) bytes[2 + chance(bytes.length - 2)] = chance(256)
      if (bytes.length > 2) bytes.writeUInt16BE(query.id, 0)
      if (bytes.length > 2 && turn % 14 === 0) bytes[2] = 0x83
      const cut = turn % 5 === 0 ? bytes.subarray(0, chance(bytes.length + 1)) : bytes
      const { kind } = receive(cut, queries[turn % queries.length] ?? query, chance(2) === 0)
      seen.set(kind, (seen.get(kind) ?? 0) + 1)
    }
    expect(performance.now() - began).toBeLessThan(10_000)
    for (const kind of ['answered', 'garbage', 'other', 'again']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(50)
  })

  test('64 kB of names that point at each other are read in a moment', () => {
    const query = queryFor(asking('A'))
    const long = Buffer.alloc(255, 0)
    for (let at = 0; at + 2 < 254; at += 2) long.writeUInt16BE(0x0161, at)
    const parts = [header(query, [1, 1000]), long.subarray(0, 254), Buffer.from([0, 0, 1, 0, 1])]
    for (let turn = 0; turn < 1000; turn++) {
      const record = Buffer.alloc(12)
      record.writeUInt16BE(0xc00c, 0)
      record.writeUInt16BE(1, 2)
      parts.push(record)
    }
    const began = performance.now()
    for (let turn = 0; turn < 10; turn++) receive(Buffer.concat(parts), query, false)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
