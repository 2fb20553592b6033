// A question as bytes, and what the bytes that came back are to it: its answer, somebody else's, or nonsense.
import { randomInt } from 'node:crypto'
import { DNSSEC_OK, encode, RECURSION_DESIRED } from 'dns-packet'
import type { Outcome, Question } from '../model/resolvers.ts'
import { nameText, presented, typeNumbers } from './dns-present.ts'
import { idOf, type ReadMessage, type ReadRecord, readMessage } from './dns-read.ts'

/** RFC 9715 and the operators' agreement of 2020: larger answers come over TCP instead of in fragments. */
const udpBytes = 1232
const mostAnswers = 50
const inClass = 1

export interface Query {
  id: number
  /** The name as it was sent, its letters in mixed case. */
  sent: string
  type: number
  bytes: Buffer
}

export interface Answered {
  kind: 'answered'
  outcome: Outcome
  authenticated: boolean
  answers: string[]
  why?: string
}

/** other: not an answer to this question, so whoever waits goes on waiting. again: the whole answer comes only over TCP. */
export type Received = Answered | { kind: 'other'; why: string } | { kind: 'again' | 'garbage'; why: string }

/**
 * Letters in mixed case come back as they were sent: one thing more that a forger must guess (draft-vixie-dnsext-dns0x20).
 * DNS over HTTPS has the id 0, so that caches can work (RFC 8484, 4.1).
 */
export function queryFor(question: Question, { fixedId = false }: { fixedId?: boolean } = {}): Query {
  const id = fixedId ? 0 : randomInt(65_536)
  const sent = [...question.name.replace(/(.)\.$/, '$1')].map((letter) => mixed(letter)).join('')
  const bytes = encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type: question.type, name: sent }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: udpBytes,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: DNSSEC_OK,
        flag_do: true,
        options: [],
      },
    ],
  })
  return { id, sent, type: typeNumbers[question.type], bytes }
}

const mixed = (letter: string) => (randomInt(2) === 0 ? letter.toLowerCase() : letter.toUpperCase())

/** `overUdp`: answers may be forged and cut short there. */
export function receive(bytes: Uint8Array, query: Query, overUdp: boolean): Received {
  if (idOf(bytes) !== query.id) return { kind: 'other', why: 'another id' }
  const read = readMessage(bytes)
  if (!read.ok) return { kind: 'garbage', why: read.why }
  const message = read.value
  if (!message.response || message.opcode !== 0) return { kind: 'other', why: 'no response to a question' }
  const match = matches(message, query)
  if (match === 'other') return { kind: 'other', why: 'another question' }
  if (match === 'recased' && overUdp) return { kind: 'again', why: 'the letters of the name came back in another case' }
  if (message.truncated) {
    return overUdp ? { kind: 'again', why: 'truncated' } : { kind: 'garbage', why: 'it is truncated, but not over UDP' }
  }
  return judged(bytes, message, query)
}

/** Servers that understood nothing leave the question out: that counts with an error only. */
function matches(message: ReadMessage, query: Query): 'mine' | 'recased' | 'other' {
  const { question } = message
  if (!question) return message.rcode === 0 || message.rcode === 3 ? 'other' : 'mine'
  if (question.type !== query.type || question.class !== inClass) return 'other'
  const asked = query.sent.toLowerCase()
  if (nameText(question.labels) !== asked) return 'other'
  const raw = question.labels.map((label) => Buffer.from(label).toString('latin1')).join('.')
  return raw === query.sent || asked === '.' ? 'mine' : 'recased'
}

function judged(bytes: Uint8Array, message: ReadMessage, query: Query): Received {
  const { authenticated, rcode } = message
  const said = extendedError(bytes, message.others)
  const why = said === null ? {} : { why: said }
  const rcodes: Record<number, Outcome> = { 2: 'servfail', 3: 'nxdomain', 5: 'refused' }
  if (rcode !== 0) {
    const outcome = rcodes[rcode] ?? 'other-rcode'
    const other = outcome === 'other-rcode' ? { why: `RCODE ${rcode}` } : why
    return { kind: 'answered', outcome, authenticated, answers: [], ...other }
  }
  const answers = answersOf(bytes, message.answers, query)
  if (!answers.ok) return { kind: 'garbage', why: answers.why }
  const outcome = answers.value.length === 0 ? 'empty' : 'answered'
  return { kind: 'answered', outcome, authenticated, answers: answers.value, ...why }
}

/** Longer chains of aliases are followed by no resolver. */
const mostAliases = 16

/** Data of the type that was asked for, of the name itself and of those that its aliases lead to, in whatever order they stand. */
function answersOf(bytes: Uint8Array, records: readonly ReadRecord[], query: Query) {
  const aliases = new Map<string, string>()
  const data = new Map<string, string[]>()
  for (const record of records) {
    if (record.class !== inClass || (record.type !== query.type && record.type !== typeNumbers.CNAME)) continue
    const text = presented(bytes, record.type, record.from, record.length)
    if (!text.ok) return text
    const owner = nameText(record.owner)
    if (record.type === typeNumbers.CNAME) aliases.set(owner, text.value)
    if (record.type === query.type) data.set(owner, [...(data.get(owner) ?? []), text.value])
  }
  const found = new Set<string>()
  let name: string | undefined = query.sent.toLowerCase()
  for (let turn = 0; name !== undefined && turn < mostAliases; turn++) {
    for (const text of data.get(name) ?? []) found.add(text)
    name = aliases.get(name)
  }
  return { ok: true as const, value: [...found].sort().slice(0, mostAnswers) }
}

const opt = 41
const extendedErrorCode = 15

/** What the server adds to an error (RFC 8914), such as "DNSSEC Bogus"; null: nothing. */
function extendedError(bytes: Uint8Array, records: readonly ReadRecord[]): string | null {
  const found = records.find(({ type }) => type === opt)
  if (!found) return null
  const end = found.from + found.length
  for (let at = found.from; at + 4 <= end; ) {
    const code = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if (code === extendedErrorCode && length >= 2 && at + 4 + length <= end) return errorText(bytes, at + 4, length)
    at += 4 + length
  }
  return null
}

const errorNames: Record<number, string> = {
  3: 'stale answer',
  4: 'forged answer',
  6: 'DNSSEC bogus',
  7: 'signature expired',
  9: 'DNSKEY missing',
  10: 'RRSIGs missing',
  15: 'blocked',
  16: 'censored',
  17: 'filtered',
  22: 'no reachable authority',
  23: 'network error',
}

function errorText(bytes: Uint8Array, at: number, length: number): string {
  const code = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  const text = Buffer.from(bytes.subarray(at + 2, at + length))
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, 150)
  const name = errorNames[code] ?? `extended error ${code}`
  return text === '' ? name : `${name}: ${text}`
}
