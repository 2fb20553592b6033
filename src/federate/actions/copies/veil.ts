// Speaking of a third node's log without naming the node: whoever knows it already can tell which one is meant, nobody else learns that
// it is there. Node ids are long and random, so they cannot be tried out; the words stand for one sender and one receiver alone.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { FederateRoom } from '../room.ts'

/** Who says it, and to whom. */
export interface Way {
  from: Id
  to: Id
}

export interface Spoken {
  of: Id
  notes: readonly string[]
}

const form = 'tocsin/veiled/1\n'
const tagBytes = 16
const ivBytes = 12

export function veil({ from, to }: Way, { of, notes }: Spoken): Spoken {
  return { of: nameOf({ from, to }, of), notes: notes.map((note) => sealed(keyOf({ from, to }, of), note)) }
}

/** What was meant, where it is one of the nodes that we know; what is said in clear stands as it is. */
export function lift(way: Way, known: readonly Id[], said: Spoken): Spoken | undefined {
  if (known.includes(said.of)) return said
  const of = known.find((id) => nameOf(way, id) === said.of)
  if (of === undefined) return undefined
  const key = keyOf(way, of)
  const notes = said.notes.map((note) => opened(key, note))
  return notes.every((note) => note !== undefined) ? { of, notes } : undefined
}

/** Of a third node, said by a peer. Undefined: none that we know, and the sender is not told that either. */
export async function liftFor(room: FederateRoom, from: Id, said: Spoken): Promise<Spoken | undefined> {
  const known = (await room.trust.peers()).map((peer) => peer.id)
  return lift({ from, to: room.journal.nodeId }, known, said)
}

function secretOf(use: 'name' | 'note', { from, to }: Way, of: Id): Buffer {
  return createHmac('sha256', of).update(`tocsin/veil/1\0${use}\0${from}\0${to}`).digest()
}

/** A UUIDv8 (RFC 9562): an id like any other, to whoever does not know the node. */
function nameOf(way: Way, of: Id): Id {
  const bytes = secretOf('name', way, of).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function keyOf(way: Way, of: Id): Buffer {
  return secretOf('note', way, of)
}

/** A note names its log in its first line, so it goes behind a key that only the node's id gives. */
function sealed(key: Buffer, note: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(note, 'utf8'), cipher.final()])
  return `${form}${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64')}\n`
}

function opened(key: Buffer, text: string): string | undefined {
  if (!text.startsWith(form)) return undefined
  const bytes = Buffer.from(text.slice(form.length), 'base64')
  if (bytes.length < ivBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  try {
    const body = decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes))
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
