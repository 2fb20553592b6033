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

/** Who may read and write there, and whose token is for deleting (section 5.7). */
export function canDelete(reader: Reader, seen: Seen): boolean {
  return mayReadIn(reader, seen) && mayWriteIn(reader, seen) && refusedByLimits(reader, deletesAs) === undefined
}

/** TAXII carries STIX only; a collection where a reader may do nothing is not shown to them. */
export function isShown(reader: Reader, seen: Seen): boolean {
  if (!seen.state.formats.includes('stix')) return false
  return canRead(reader, seen) || canWrite(reader, seen) || canDelete(reader, seen)
}

/** The one that an alias means, where several organisations use it: that of the node's own, else the first by id. */
export function meantBy<S extends Pick<Seen, 'id' | 'marking'>>(found: readonly S[], home: Id): S | undefined {
  const [first] = found.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return found.find(({ marking }) => marking.owner === home) ?? first
}

/** `named`: its alias means it, and no other. Within a root no two collections show one alias (section 5.2.1). */
export function collectionResource(reader: Reader, seen: Seen, named: boolean) {
  const { title, description, alias } = seen.state
  return {
    id: seen.id,
    title,
    ...(description === '' ? {} : { description }),
    ...(named ? { alias } : {}),
    can_read: canRead(reader, seen),
    can_write: canWrite(reader, seen),
    media_types: [stixType('2.1'), stixType('2.0')],
  }
}
