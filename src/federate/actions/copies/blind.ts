// Blind ids: what stands in place of the id of something that a peer may not have. The same for the same peer, another for each other.
import { createHmac, hash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { blindingSecret } from '../../store/copies/given.ts'
import type { FederateRoom } from '../room.ts'

const secrets = new WeakMap<FederateRoom, Promise<Uint8Array>>()

/** Answers a function from ids to blind ids, UUIDv8 (RFC 9562) of HMAC-SHA-256 under a secret of this node and that peer. */
export async function blinder(room: FederateRoom, peer: Id): Promise<(id: Id) => Id> {
  const known = secrets.get(room) ?? blindingSecret(room.journal.sql)
  secrets.set(room, known)
  // A database that was busy once is asked again.
  known.catch(() => secrets.delete(room))
  const key = createHmac('sha256', await known)
    .update(`tocsin/blind/1\0${peer}`)
    .digest()
  return (id) => {
    const bytes = createHmac('sha256', key).update(id).digest().subarray(0, 16)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}

/** Equal for equal content, whatever the order of its fields. */
export function digestOf(value: unknown): string {
  return digestOfText(canonicalJson(value))
}

/** The same, of what is canonical JSON already. */
export function digestOfText(canonical: string): string {
  return hash('sha256', canonical, 'base64')
}
