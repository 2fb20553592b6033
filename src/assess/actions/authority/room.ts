// What the actions of an authority work with.

import { systemReader } from '#kernel/reader.ts'
import { organisationRecord } from '#people/index.ts'
import type { AssessingRoom } from '../assessing/room.ts'

export type AuthorityRoom = AssessingRoom

/** The Member State of the organisation whose node this is; null for a Union body, or one outside the Union. */
export async function ownMemberState({ journal, memberStates }: AuthorityRoom): Promise<string | null> {
  const view = { reader: systemReader('assess.authority', ['live'], journal.home), realm: 'live' }
  const home = await journal.reads.one(organisationRecord, view, journal.home)
  const country = home?.state.country ?? null
  return country !== null && memberStates.has(country) ? country : null
}
