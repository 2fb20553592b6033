// What every action of federate is given.
import type { People } from '#people/index.ts'
import type { Fetcher } from '#platform/fetch/index.ts'
import type { AnyRecord } from '#platform/journal/index.ts'
import type { Deps } from '#platform/room.ts'
import type { Copies, Objects, Post, Terms, Trust } from './parts.ts'

/** The areas are filled in one after the other by index.ts; each may use those that stand when it is called, not while it is made. */
export interface FederateRoom extends Deps {
  people: Pick<People, 'colleague' | 'colleaguesOf' | 'adoptOrganisation' | 'sectors' | 'countries'>
  /** The one way out: judges every address at the moment of connecting. */
  fetcher: Fetcher
  /** All kinds of record of this node by name: copies of them come and go. */
  kinds: () => ReadonlyMap<string, AnyRecord>
  /** Numbers what the journal has not numbered yet, so that a proof can go with it at once. */
  notarise?: () => Promise<unknown>
  trust: Trust
  terms: Terms
  copies: Copies
  post: Post
  objects: Objects
}
