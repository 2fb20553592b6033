// Keys that mail is encrypted to: one's own by oneself, those of desks and of people without an account by an administrator. A key
// that was put in the place of the right one reads the mail, so no token changes any, and a person's record says that it changed.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/index.ts'
import type * as api from '../api/mail-keys.ts'
import { emailKey } from '../rules/email-key.ts'
import { accountByEmail } from '../store/accounts.ts'
import * as store from '../store/mail-keys.ts'
import { colleague } from './colleagues.ts'
import { readMailKey } from './openpgp-key.ts'
import { noteAccess, ownWriter, type Room } from './room.ts'

type Shown = OutputOf<typeof api.addMailKey>

export async function listMailKeys(
  room: Room,
  { all = false }: InputOf<typeof api.listMailKeys>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.listMailKeys>>> {
  const everybody = all && reader.roles.includes('administrator')
  if (!everybody && reader.person === null) return done({ items: [] })
  const rows = await store.mailKeys(room.journal.sql, everybody ? null : reader.person)
  return done({ items: await Promise.all(rows.map((row) => shown(room, row))) })
}

async function shown(room: Room, row: store.MailKeyRow): Promise<Shown> {
  const { address, person, fingerprint, added, added_by: addedBy } = row
  const read = await readMailKey(row.armored, address, room.clock.now())
  const { algorithm, expires } = read.ok ? read.value : { algorithm: '', expires: null }
  const fault = read.ok ? null : (read.detail ?? read.refusal)
  return { address, person, fingerprint, algorithm, expires, added: instant(added), addedBy, fault }
}

export async function addMailKey(
  room: Room,
  { key, address }: InputOf<typeof api.addMailKey>,
  call: Call,
): Promise<Reply<Shown>> {
  if (call.reader.kind === 'token') return refuse('session-needed')
  const own = call.reader.person === null ? undefined : await colleague(room, call.reader.person)
  const to = address ?? own?.email
  if (to === undefined) return refuse('no-address')
  const mine = own !== undefined && emailKey(own.email) === emailKey(to)
  if (!mine && !call.reader.roles.includes('administrator')) return refuse('not-your-address', undefined, '/address')
  const read = await readMailKey(key, to, room.clock.now())
  if (!read.ok) return read
  const { armored, fingerprint } = read.value
  const person = mine ? own.id : ((await accountByEmail(room.journal.sql, emailKey(to)))?.person ?? null)
  const row: store.MailKeyRow = {
    ...{ address_key: emailKey(to), address: to, person, armored, fingerprint },
    ...{ added_by: actorOf(call.reader), added: call.now },
  }
  const put = await change(room, 'people.addMailKey', person, 'mail-key-added', (sql) => store.putMailKey(sql, row))
  return put.ok ? done(await shown(room, row)) : put
}

/** The same answer for a key of somebody else and for none at all. */
export async function removeMailKey(
  room: Room,
  { address }: InputOf<typeof api.removeMailKey>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.removeMailKey>>> {
  if (reader.kind === 'token') return refuse('session-needed')
  const row = await store.mailKeyOf(room.journal.sql, emailKey(address))
  const mine = row?.person !== null && row?.person === reader.person
  if (!row || !(mine || reader.roles.includes('administrator')))
    return refuse('unknown', `There is no key for ${address} that you may remove.`)
  const gone = await change(room, 'people.removeMailKey', row.person, 'mail-key-removed', (sql) =>
    store.removeMailKeyRow(sql, row.address_key),
  )
  return gone.ok ? done({ address: row.address }) : gone
}

/** Together with a line in the record of the person whose mail it is; a desk has no such record. */
async function change(
  room: Room,
  verb: string,
  person: Id | null,
  what: 'mail-key-added' | 'mail-key-removed',
  work: (sql: Parameters<typeof store.putMailKey>[0]) => Promise<void>,
): Promise<Reply<null>> {
  if (person !== null) return noteAccess(room, ownWriter(room, verb), person, what, work)
  await work(room.journal.sql)
  return done(null)
}

/** What mail to this address is encrypted to now. Null: there is no key, or it cannot be used any more. */
export async function mailKeyFor(
  room: Room,
  address: string,
): Promise<{ armored: string; fingerprint: string } | null> {
  const row = await store.mailKeyOf(room.journal.sql, emailKey(address))
  if (!row) return null
  const read = await readMailKey(row.armored, row.address, room.clock.now())
  if (read.ok) return { armored: row.armored, fingerprint: row.fingerprint }
  room.log.warn({ fingerprint: row.fingerprint, why: read.refusal }, 'mail is not encrypted: the key cannot be used')
  return null
}
