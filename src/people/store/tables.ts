// The tables of this room outside the journal, as Kysely sees them. No secret is in the clear except the TOTP seed,
// which must be readable to check a code.

import type { Generated, Kysely, Transaction } from 'kysely'
import type { JournalTables } from '#platform/journal/index.ts'

export type PeopleTables = {
  'people.accounts': {
    person: string
    email_key: string
    signs_in_with: 'password' | 'single-sign-on'
    password_hash: string | null
    issuer: string | null
    subject: string | null
  }
  'people.totp': { person: string; secret: string; confirmed: Generated<boolean>; last_step: Generated<number> }
  'people.recovery_codes': { hash: Uint8Array; person: string }
  'people.passkeys': {
    id: string
    person: string
    public_key: Uint8Array
    counter: number
    transports: string[]
    name: string
    created: string
    last_used: string | null
  }
  'people.sessions': {
    hash: Uint8Array
    id: string
    person: string
    created: string
    last_seen: string
    ends: string
    agent: string
    second_factor: boolean
    rotate: Generated<boolean>
  }
  'people.tokens': {
    id: string
    hash: Uint8Array
    person: string
    name: string
    read_only: boolean
    only_these: string[] | null
    created: string
    expires: string
    last_used_on: string | null
  }
  'people.links': {
    hash: Uint8Array
    purpose: LinkPurpose
    person: string | null
    remove_second_factors: Generated<boolean>
    expires: string
  }
  'people.ceremonies': {
    hash: Uint8Array
    purpose: CeremonyPurpose
    session: string | null
    facts: string
    expires: string
  }
  'people.attempts': { key: Uint8Array; failures: number; last: string; locked_until: string }
  'people.attempt_key': { one: Generated<boolean>; key: Uint8Array }
  'people.realm_members': { person: string; realm: string }
  'people.sign_on_domains': { domain: string; organisation: string }
}

export type LinkPurpose = 'set-up' | 'invitation' | 'password-reset'
export type CeremonyPurpose = 'add-passkey' | 'passkey-sign-in' | 'single-sign-on'

/** The journal's connection, or the transaction that a unit of work shares with us. */
export type Sql = Kysely<JournalTables> | Transaction<JournalTables>

export function tables(sql: Sql): Kysely<PeopleTables> {
  return sql.withTables<PeopleTables>() as unknown as Kysely<PeopleTables>
}
