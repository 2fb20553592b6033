// Who is asking: from the cookie or the API token of a request to the reader that everything else goes by.
import type { Id } from '#kernel/id.ts'
import { type Limits, publicReader, type Reader } from '#kernel/reader.ts'
import { instant } from '#kernel/time.ts'
import type { Edge } from '#platform/http/index.ts'
import { endOfSession, rotationGraceSeconds, seenEverySeconds } from '../rules/access-times.ts'
import { asGuest } from '../rules/as-guest.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { personRecord } from '../rules/person-record.ts'
import { readerOf } from '../rules/reader-of.ts'
import { realmsOf } from '../store/directory.ts'
import { addSession, claimRotation, type SessionRow, seen, sessionByHash } from '../store/sessions.ts'
import { tokenByHash, usedOn } from '../store/tokens.ts'
import { ownView, personAnywhere, type Room, realm } from './room.ts'
import { hashOf, newSecret } from './secrets.ts'
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts'

/** What a session may call that still owes its second factor: adding one, and nothing else. */
const toEnrol = [
  'people.listSecondFactors',
  'people.startTotp',
  'people.confirmTotp',
  'people.startPasskey',
  'people.addPasskey',
]

/** A notice of another process could be lost with its connection; nobody is remembered for longer than this. */
const rememberMs = 5_000

export interface Identities {
  /** The reader behind a person as they are now; undefined when they may not work. */
  of(person: Id): Promise<{ reader: Reader; ownFactors: boolean; guest: boolean } | undefined>
  /** Forgets sessions: call after ending or changing any. */
  forgetSessions(): void
  session(hash: Buffer): Promise<SessionRow | undefined>
  stop(): void
}

/** Remembers persons and, where no other process can end them, sessions; forgets when the journal says so. */
export function createIdentities(room: Omit<Room, 'identities'>): Identities {
  const persons = new Map<Id, { at: number; known: Awaited<ReturnType<typeof load>> }>()
  const sessions = new Map<string, { at: number; row: SessionRow | undefined }>()
  const alone = room.settings.databaseUrl === null
  // A load that began before something changed must not be remembered after it.
  let era = 0

  function forgetAll(): void {
    era += 1
    persons.clear()
    sessions.clear()
  }
  const ours: readonly string[] = [personRecord.name, organisationRecord.name]
  const stop = room.journal.onCommitted((batch) => {
    // An empty batch says that some may have been missed.
    if (batch.length === 0 || batch.some((entry) => ours.includes(entry.record))) forgetAll()
  })

  async function load(id: Id) {
    const person = await personAnywhere(room, id)
    if (!person) return undefined
    const organisation = await room.journal.reads.one(organisationRecord, ownView(room), person.state.organisation)
    if (!organisation) return undefined
    // Somebody who is only played is in that exercise, and nowhere else.
    const guest = person.realm !== realm
    const realms = guest ? [person.realm] : [realm, ...(await realmsOf(room.journal.sql, id))]
    const reader = readerOf({ id, person: person.state, organisation: organisation.state, realms }, room.memberStates)
    // Second factors of those who come through single sign-on are the provider's business.
    return reader && { reader, ownFactors: person.state.signsInWith === 'password', guest }
  }

  return {
    stop,
    forgetSessions: forgetAll,
    async of(person) {
      const now = room.clock.now().getTime()
      const found = persons.get(person)
      if (found && now - found.at < rememberMs && now >= found.at) return found.known
      const began = era
      const known = await load(person)
      if (began === era) persons.set(person, { at: now, known })
      return known
    },
    async session(hash) {
      const now = room.clock.now().getTime()
      const key = hash.toString('base64')
      const found = alone ? sessions.get(key) : undefined
      if (found && now - found.at < rememberMs && now >= found.at) return found.row
      const began = era
      const row = await sessionByHash(room.journal.sql, hash)
      if (sessions.size > 5_000) sessions.clear()
      if (alone && row && began === era) sessions.set(key, { at: now, row })
      return row
    },
  }
}

/** Never fails on what a stranger sends: whatever is not valid is nobody. */
export async function identify(room: Room, edge: Edge, authorization: string | undefined): Promise<Reader> {
  if (authorization !== undefined) return (await readerOfToken(room, authorization)) ?? publicReader
  const session = await liveSession(room, edge)
  if (!session) return publicReader
  const known = await room.identities.of(session.person)
  if (!known) return publicReader
  await noteSeen(room, session)
  if (session.rotate && !edge.sealed) await rotate(room, edge, session)
  if (known.guest) return asGuest(known.reader)
  const owes = room.settings.secondFactor === 'required' && known.ownFactors && !session.second_factor
  return owes
    ? { ...known.reader, limits: { readOnly: false, only: toEnrol, refusal: 'second-factor-needed' } }
    : known.reader
}

/** The session of this request, if there is one that has not ended. */
export async function liveSession(room: Room, edge: Edge): Promise<SessionRow | undefined> {
  const secret = readSessionCookie(edge)
  if (!secret) return undefined
  const session = await room.identities.session(hashOf(secret))
  if (!session) return undefined
  const ends = endOfSession({ lastSeen: session.last_seen, ends: session.ends })
  return ends > instant(room.clock.now()) ? session : undefined
}

async function readerOfToken(room: Room, authorization: string): Promise<Reader | undefined> {
  const secret = /^Bearer (tocsin_[A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
  if (!secret) return undefined
  const token = await tokenByHash(room.journal.sql, hashOf(secret))
  const now = instant(room.clock.now())
  if (!token || token.expires <= now) return undefined
  const known = await room.identities.of(token.person)
  if (!known) return undefined
  const today = now.slice(0, 10)
  if (token.last_used_on !== today) await noteUsed(room, token.id, today)
  const limits: Limits | undefined =
    token.read_only || token.only_these
      ? { readOnly: token.read_only, only: token.only_these, refusal: 'outside-scope' }
      : undefined
  return { ...known.reader, kind: 'token', id: token.id, ...(limits ? { limits } : {}) }
}

async function noteUsed(room: Room, token: Id, day: string): Promise<void> {
  try {
    await usedOn(room.journal.sql, token, day)
  } catch (error) {
    room.log.warn({ err: error }, 'could not note that a token was used')
  }
}

/** Written at most once a minute. A full disk keeps nobody from looking, so a failure is only logged. */
async function noteSeen(room: Room, session: SessionRow): Promise<void> {
  const now = instant(room.clock.now())
  if (now < plusSeconds(session.last_seen, seenEverySeconds)) return
  session.last_seen = now
  try {
    await seen(room.journal.sql, session.hash, now)
  } catch (error) {
    room.log.warn({ err: error }, 'could not note that a session was seen')
  }
}

/** After a change of roles the session goes on under a new token; one request of many hands it out. */
async function rotate(room: Room, edge: Edge, session: SessionRow): Promise<void> {
  const now = instant(room.clock.now())
  if (!(await claimRotation(room.journal.sql, session.hash, plusSeconds(now, rotationGraceSeconds)))) return
  const secret = newSecret()
  const { rotate: _asked, ...rest } = session
  await addSession(room.journal.sql, { ...rest, hash: hashOf(secret), last_seen: now })
  room.identities.forgetSessions()
  writeSessionCookie(edge, secret, session.ends, now)
}
