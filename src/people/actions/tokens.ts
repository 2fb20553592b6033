// API tokens: made by a signed-in person for themselves, shown once, kept as a hash.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/index.ts'
import { newId } from '#platform/id.ts'
import type { TokenScope, TokenShown } from '../model.ts'
import { mayExpire } from '../rules/access-times.ts'
import { addToken, removeToken, type TokenRow, tokenById, tokensOf } from '../store/tokens.ts'
import { ownSession } from './open-session.ts'
import { noSession, noteAccess, ownWriter, type Room, writerOf } from './room.ts'
import { hashOf, newSecret } from './secrets.ts'

const mostTokens = 50

function shown(row: TokenRow): TokenShown {
  return {
    id: row.id,
    name: row.name,
    scope: { readOnly: row.read_only, ...(row.only_these ? { only: row.only_these } : {}) },
    created: row.created,
    expires: row.expires,
    lastUsedOn: row.last_used_on,
  }
}

export async function createToken(
  room: Room,
  input: { name: string; scope: TokenScope; expires: string },
  call: Call,
): Promise<Reply<{ token: string; shown: TokenShown }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { person } = own.session
  if (Number.isNaN(Date.parse(input.expires)) || !mayExpire(input.expires, call.now))
    return refuse('expiry-not-valid', undefined, '/expires')
  if ((await tokensOf(room.journal.sql, person)).length >= mostTokens) return refuse('too-many-tokens')
  // The prefix lets scanners of leaked secrets recognise it.
  const secret = `tocsin_${newSecret()}`
  const row: TokenRow = {
    id: newId(room.clock.now()),
    hash: hashOf(secret),
    person,
    name: input.name,
    read_only: input.scope.readOnly,
    only_these: input.scope.only ?? null,
    created: call.now,
    expires: instant(input.expires),
    last_used_on: null,
  }
  const noted = await noteAccess(room, ownWriter(room, 'people.createToken'), person, 'token-created', (sql) =>
    addToken(sql, row),
  )
  return noted.ok ? done({ token: secret, shown: shown(row) }) : noted
}

export async function listTokens(room: Room, call: Call): Promise<Reply<{ items: TokenShown[] }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  return done({ items: (await tokensOf(room.journal.sql, own.session.person)).map(shown) })
}

/** The same answer for a token of somebody else and for none at all. */
export async function revokeToken(room: Room, input: { token: string }, call: Call): Promise<Reply<{ done: true }>> {
  const { reader } = call
  const administrator = reader.roles.includes('administrator') && reader.kind !== 'token'
  const own = await ownSession(room, call)
  if ('refused' in own && !administrator) return noSession
  const row = await tokenById(room.journal.sql, input.token)
  if (!row || (row.person !== reader.person && !administrator))
    return refuse('unknown', 'There is no token of that id.')
  const writer = row.person === reader.person ? ownWriter(room, 'people.revokeToken') : writerOf(call)
  const noted = await noteAccess(room, writer, row.person, 'token-revoked', (sql) => removeToken(sql, row.id))
  return noted.ok ? done({ done: true }) : noted
}
