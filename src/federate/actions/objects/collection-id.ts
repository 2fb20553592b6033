// The id of a collection: made from the realm, its owner and its alias, so that two who open the same at once open one.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'

/** Of the form that TAXII asks of identifiers: a UUID of version 4. */
export function collectionId(realm: Realm, owner: Id, alias: string): Id {
  const hex = createHash('sha256').update(`tocsin collection\n${realm}\n${owner}\n${alias}`).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
