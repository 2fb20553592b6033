// Reads a DNS message that nobody vouches for: every step is bounded by the bytes that are there, and what is wrong is said, not thrown.

export const mostMessageBytes = 65_535
/** More records than that is no answer to any question that is asked here. */
export const mostRecords = 1000
const mostLabels = 128
const mostNameBytes = 255
const mostPointers = 32

export interface ReadName {
  labels: readonly Uint8Array[]
  /** Where reading goes on. */
  next: number
}

export interface ReadRecord {
  owner: readonly Uint8Array[]
  type: number
  class: number
  ttl: number
  /** Where its data stand in the message. */
  from: number
  length: number
}

export interface ReadMessage {
  id: number
  response: boolean
  opcode: number
  truncated: boolean
  authenticated: boolean
  rcode: number
  question: { labels: readonly Uint8Array[]; type: number; class: number } | null
  answers: readonly ReadRecord[]
  /** Authority and additional records, for what EDNS says. */
  others: readonly ReadRecord[]
}

export type Readable<T> = { ok: true; value: T } | { ok: false; why: string }

const wrong = (why: string): { ok: false; why: string } => ({ ok: false, why })
const uint16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

/** The first two bytes; null: there are none. */
export function idOf(bytes: Uint8Array): number | null {
  return bytes.length < 2 ? null : uint16(bytes, 0)
}

/** A name with its compression (RFC 1035, 4.1.4). A pointer leads only backwards, so that no loop can be built. */
export function readName(bytes: Uint8Array, at: number): Readable<ReadName> {
  const labels: Uint8Array[] = []
  let place = at
  let least = at
  let next = -1
  let total = 1
  for (let pointers = 0; ; ) {
    const length = bytes[place]
    if (length === undefined) return wrong(`a name runs over the end at byte ${place}`)
    if (length === 0) return { ok: true, value: { labels, next: next < 0 ? place + 1 : next } }
    if ((length & 0xc0) === 0xc0) {
      if (place + 1 >= bytes.length) return wrong(`a pointer runs over the end at byte ${place}`)
      const to = uint16(bytes, place) & 0x3fff
      if (to >= least) return wrong(`a pointer at byte ${place} does not lead backwards`)
      if (++pointers > mostPointers) return wrong('a name has too many pointers')
      if (next < 0) next = place + 2
      place = to
      least = to
    } else if ((length & 0xc0) !== 0) return wrong(`a label at byte ${place} has an unknown form`)
    else {
      total += length + 1
      if (place + 1 + length > bytes.length) return wrong(`a label runs over the end at byte ${place}`)
      if (total > mostNameBytes || labels.length >= mostLabels) return wrong('a name is longer than 255 bytes')
      labels.push(bytes.subarray(place + 1, place + 1 + length))
      place += length + 1
    }
  }
}

export function readMessage(bytes: Uint8Array): Readable<ReadMessage> {
  if (bytes.length < 12) return wrong(`${bytes.length} bytes are shorter than a header`)
  if (bytes.length > mostMessageBytes) return wrong(`it has more than ${mostMessageBytes} bytes`)
  const flags = uint16(bytes, 2)
  const counts = [uint16(bytes, 4), uint16(bytes, 6), uint16(bytes, 8), uint16(bytes, 10)] as const
  const [questions, answers, authorities, additionals] = counts
  if (questions > 1) return wrong(`it repeats ${questions} questions`)
  if (answers + authorities + additionals > mostRecords) return wrong(`it promises more than ${mostRecords} records`)
  const asked = questions === 1 ? readQuestion(bytes) : { ok: true as const, value: { question: null, next: 12 } }
  if (!asked.ok) return asked
  const first = readRecords(bytes, asked.value.next, answers)
  if (!first.ok) return first
  const rest = readRecords(bytes, first.value.next, authorities + additionals)
  if (!rest.ok) return rest
  return {
    ok: true,
    value: {
      id: uint16(bytes, 0),
      response: (flags & 0x8000) !== 0,
      opcode: (flags >> 11) & 15,
      truncated: (flags & 0x0200) !== 0,
      authenticated: (flags & 0x0020) !== 0,
      rcode: flags & 15,
      question: asked.value.question,
      answers: first.value.records,
      others: rest.value.records,
    },
  }
}

function readQuestion(bytes: Uint8Array) {
  const name = readName(bytes, 12)
  if (!name.ok) return name
  const { labels, next } = name.value
  if (next + 4 > bytes.length) return wrong('the question runs over the end')
  const question = { labels, type: uint16(bytes, next), class: uint16(bytes, next + 2) }
  return { ok: true as const, value: { question, next: next + 4 } }
}

function readRecords(bytes: Uint8Array, at: number, count: number): Readable<{ records: ReadRecord[]; next: number }> {
  const records: ReadRecord[] = []
  let place = at
  for (let turn = 0; turn < count; turn++) {
    const name = readName(bytes, place)
    if (!name.ok) return name
    const head = name.value.next
    if (head + 10 > bytes.length) return wrong(`record ${turn + 1} runs over the end`)
    const length = uint16(bytes, head + 8)
    if (head + 10 + length > bytes.length) return wrong(`the data of record ${turn + 1} run over the end`)
    records.push({
      owner: name.value.labels,
      type: uint16(bytes, head),
      class: uint16(bytes, head + 2),
      ttl: uint16(bytes, head + 4) * 65_536 + uint16(bytes, head + 6),
      from: head + 10,
      length,
    })
    place = head + 10 + length
  }
  return { ok: true, value: { records, next: place } }
}
