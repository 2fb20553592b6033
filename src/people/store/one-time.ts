// Things that work once: links that are handed over, and ceremonies in between two requests. Using one deletes it.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { type CeremonyPurpose, type LinkPurpose, type Sql, tables } from './tables.ts'

export interface Link {
  person: Id | null
  remove_second_factors: boolean
}

/** A new link for the same purpose and person makes the older one worthless. */
export async function putLink(
  db: Sql,
  link: {
    hash: Uint8Array
    purpose: LinkPurpose
    person: Id | null
    expires: Instant
    remove_second_factors?: boolean
  },
): Promise<void> {
  await tables(db)
    .deleteFrom('people.links')
    .where('purpose', '=', link.purpose)
    .where('person', link.person === null ? 'is' : '=', link.person)
    .execute()
  await tables(db).insertInto('people.links').values(link).execute()
}

export function peekLink(db: Sql, hash: Uint8Array, purpose: LinkPurpose, now: Instant): Promise<Link | undefined> {
  return tables(db)
    .selectFrom('people.links')
    .select(['person', 'remove_second_factors'])
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires', '>', now)
    .executeTakeFirst()
}

/** False when somebody else was quicker. */
export async function takeLink(db: Sql, hash: Uint8Array): Promise<boolean> {
  const taken = await tables(db).deleteFrom('people.links').where('hash', '=', hash).executeTakeFirst()
  return taken.numDeletedRows > 0n
}

export async function dropLinksOf(db: Sql, person: Id): Promise<void> {
  await tables(db).deleteFrom('people.links').where('person', '=', person).execute()
}

export async function dropSetUpLinks(db: Sql): Promise<void> {
  await tables(db).deleteFrom('people.links').where('purpose', '=', 'set-up').execute()
}

export async function putCeremony(
  db: Sql,
  it: {
    hash: Uint8Array
    purpose: CeremonyPurpose
    session: Id | null
    facts: Record<string, string>
    expires: Instant
  },
): Promise<void> {
  await tables(db)
    .insertInto('people.ceremonies')
    .values({ ...it, facts: JSON.stringify(it.facts) })
    .execute()
}

/** Gone with the first try, whatever comes of it. */
export async function takeCeremony(
  db: Sql,
  hash: Uint8Array,
  purpose: CeremonyPurpose,
  now: Instant,
): Promise<{ session: Id | null; facts: Record<string, string> } | undefined> {
  const taken = await tables(db)
    .deleteFrom('people.ceremonies')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .returning(['session', 'facts', 'expires'])
    .executeTakeFirst()
  if (!taken || taken.expires <= now) return undefined
  return { session: taken.session, facts: taken.facts as unknown as Record<string, string> } // jsonb comes back parsed
}

export async function dropExpired(db: Sql, now: Instant): Promise<void> {
  await tables(db).deleteFrom('people.links').where('expires', '<', now).execute()
  await tables(db).deleteFrom('people.ceremonies').where('expires', '<', now).execute()
}
