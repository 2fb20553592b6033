// A collection as TAXII shows it to one reader.

import type { Id } from '#kernel/id.ts'
import { refusedByLimits } from '#kernel/limits.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Collection } from '../../model/collection.ts'
import { mayReadIn, mayWriteIn } from '../objects/collection-access.ts'
import { stixType } from './media-types.ts'

/** The operations that reading and writing by TAXII count as, for the scope of a token. */
export const readsAs = { name: 'federate.readObjects', does: 'query' } as const
export const postsAs = { name: 'federate.publishObjects', does: 'action' } as const
export const deletesAs = { name: 'federate.removeObject', does: 'action' } as const

export interface Seen {
  id: Id
  state: Collection
  marking: Marking
}

export function canRead(reader: Reader, seen: Seen): boolean {
  return mayReadIn(reader, seen) && refusedByLimits(reader, readsAs) === undefined
}

export function canWrite(reader: Reader, seen: Seen): boolean {
  return mayWriteIn(reader, seen) && refusedByLimits(reader, postsAs) === undefined
}

/** TAXII carries STIX only; a collection where a reader may do nothing is not shown to them. */
export function isShown(reader: Reader, seen: Seen): boolean {
  return seen.state.formats.includes('stix') && (canRead(reader, seen) || canWrite(reader, seen))
}

export function collectionResource(reader: Reader, seen: Seen) {
  const { title, description, alias } = seen.state
  return {
    id: seen.id,
    title,
    ...(description === '' ? {} : { description }),
    alias,
    can_read: canRead(reader, seen),
    can_write: canWrite(reader, seen),
    media_types: [stixType('2.1'), stixType('2.0')],
  }
}
