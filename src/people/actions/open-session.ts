// Sessions: opening one at sign-in, renewing its token when what it may do grows, ending it.
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import { newId } from '#platform/id.ts'
import type { SessionShown } from '../model.ts'
import { agentKind, endOfSession, longestSeconds } from '../rules/access-times.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { addSession, endByHash, endSessionsOf, type SessionRow, sessionsOf } from '../store/sessions.ts'
import { liveSession } from './identify.ts'
import { noSession, noteAccess, ownWriter, type Room } from './room.ts'
import { hashOf, newSecret } from './secrets.ts'
import { clearSessionCookie, writeSessionCookie } from './session-cookie.ts'

/** A token that was there before signing in never becomes the session: a fresh one is made, the old one ends. */
export async function openSession(room: Room, call: Call, person: Id, secondFactor: boolean): Promise<void> {
  const before = await liveSession(room, call.edge)
  if (before) await endByHash(room.journal.sql, before.hash)
  const secret = newSecret()
  const ends = plusSeconds(call.now, longestSeconds)
  await addSession(room.journal.sql, {
    hash: hashOf(secret),
    id: newId(room.clock.now()),
    person,
    created: call.now,
    last_seen: call.now,
    ends,
    agent: agentKind(call.edge.userAgent),
    second_factor: secondFactor,
  })
  room.identities.forgetSessions()
  writeSessionCookie(call.edge, secret, ends, call.now)
}

/** The same session under a new token, because what it may do has grown. */
export async function renewSession(room: Room, call: Call, session: SessionRow, secondFactor: boolean): Promise<void> {
  const secret = newSecret()
  await endByHash(room.journal.sql, session.hash)
  const { rotate: _asked, ...rest } = session
  await addSession(room.journal.sql, {
    ...rest,
    hash: hashOf(secret),
    last_seen: call.now,
    second_factor: secondFactor,
  })
  room.identities.forgetSessions()
  writeSessionCookie(call.edge, secret, session.ends, call.now)
}

/** The session of the caller, or the refusal for those who have none: tokens and the command line. */
export async function ownSession(room: Room, call: Call): Promise<{ session: SessionRow } | { refused: Refused }> {
  const session = call.reader.kind === 'person' ? await liveSession(room, call.edge) : undefined
  return session ? { session } : { refused: noSession }
}

export async function signOut(room: Room, call: Call): Promise<Reply<{ done: true }>> {
  const session = await liveSession(room, call.edge)
  if (session) await endByHash(room.journal.sql, session.hash)
  room.identities.forgetSessions()
  clearSessionCookie(call.edge)
  return done({ done: true })
}

export async function listSessions(room: Room, call: Call): Promise<Reply<{ items: SessionShown[] }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const rows = await sessionsOf(room.journal.sql, own.session.person)
  const items = rows.map((row) => ({
    id: row.id,
    created: row.created,
    lastSeen: row.last_seen,
    ends: endOfSession({ lastSeen: row.last_seen, ends: row.ends }),
    agent: row.agent,
    current: row.id === own.session.id,
  }))
  // While a token is renewed a session has two rows for a moment; it is one session.
  const once = new Map(items.map((item) => [item.id, item]))
  return done({ items: [...once.values()].filter((item) => item.ends > call.now) })
}

export async function endSession(room: Room, input: { session?: Id }, call: Call): Promise<Reply<{ ended: number }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { person, id } = own.session
  const which = input.session === undefined ? { keep: id } : { id: input.session }
  const ended = await endSessionsOf(room.journal.sql, person, which)
  room.identities.forgetSessions()
  if (input.session !== undefined && ended === 0) return refuse('unknown', 'You have no session of that id.')
  if (input.session === id) clearSessionCookie(call.edge)
  if (ended > 0) await noteAccess(room, ownWriter(room, 'people.endSession'), person, 'sessions-ended')
  return done({ ended })
}
