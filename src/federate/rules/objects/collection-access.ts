// May this reader read objects of a collection, and may they put any there? The marking of each object is asked besides.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Access, Collection } from '../../model/collection.ts'

type Held = { state: Pick<Collection, 'read' | 'write' | 'open'>; marking: Pick<Marking, 'owner'> }

/** The people of the organisation that a collection belongs to may always read it; others by name, or all where none is named. */
export function mayReadIn(reader: Reader, { state, marking }: Held): boolean {
  if (reader.kind === 'system') return true
  if (reader.organisation !== null && reader.organisation === marking.owner) return byRole(reader, state.read)
  const { organisations } = state.read
  return (organisations.length === 0 || named(reader, organisations)) && byRole(reader, state.read)
}

/** Where nobody is named, only the organisation that it belongs to writes. Nobody writes to what is closed, or is read-only for them. */
export function mayWriteIn(reader: Reader, { state, marking }: Held): boolean {
  if (!state.open) return false
  if (reader.kind === 'system') return true
  if (reader.kind === 'public' || reader.limits?.readOnly) return false
  const own = reader.organisation !== null && reader.organisation === marking.owner
  return (own || named(reader, state.write.organisations)) && writesByRole(reader, state.write)
}

function named(reader: Reader, organisations: readonly Id[]): boolean {
  return reader.organisation !== null && organisations.includes(reader.organisation)
}

function byRole(reader: Reader, { roles }: Access): boolean {
  return roles.length === 0 || reader.roles.some((role) => roles.includes(role))
}

/** A person who may only read here does not write where no role is named. */
function writesByRole(reader: Reader, { roles }: Access): boolean {
  if (roles.length > 0) return reader.roles.some((role) => roles.includes(role))
  return reader.kind === 'peer' || reader.roles.some((role) => role !== 'reader')
}
