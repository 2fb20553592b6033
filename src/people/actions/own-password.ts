// One's own password: asked again before anything about ways in changes, and changed here.
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { weaknessOf } from '../rules/password.ts'
import { personRecord } from '../rules/person-record.ts'
import { accountOf, setPassword } from '../store/accounts.ts'
import { succeeded } from '../store/attempts.ts'
import { endSessionsOf, type SessionRow } from '../store/sessions.ts'
import { countAttempt, ownKeys } from './attempts.ts'
import { ownSession, renewSession } from './open-session.ts'
import { noteAccess, ownView, ownWriter, type Room } from './room.ts'
import { hashPassword, passwordFits } from './secrets.ts'

const recentSeconds = 600

/** Undefined when the password is the person's own. Guesses are counted here too: a session may be a stolen one. */
export async function isOwnPassword(
  room: Room,
  call: Call,
  person: Id,
  password: string,
): Promise<Refused | undefined> {
  const account = await accountOf(room.journal.sql, person)
  if (account?.signs_in_with !== 'password') return refuse('single-sign-on')
  const keys = await ownKeys(room, person)
  const locked = await countAttempt(room, call, keys)
  if (locked) return locked
  if (!(await passwordFits(password, account.password_hash))) return refuse('wrong-password')
  await succeeded(room.journal.sql, keys, call.now)
  return undefined
}

/** Undefined when the person signed in just now, or typed the password again. */
export async function recentlySignedIn(
  room: Room,
  call: Call,
  session: SessionRow,
  password: string | undefined,
): Promise<Refused | undefined> {
  if (password !== undefined) return isOwnPassword(room, call, session.person, password)
  if ((await accountOf(room.journal.sql, session.person))?.signs_in_with !== 'password') return refuse('single-sign-on')
  if (call.now <= plusSeconds(session.created, recentSeconds)) return undefined
  return refuse('wrong-password', 'The sign-in was more than ten minutes ago: type the password again.', '/password')
}

/** The refusal for a password that is too easy for this person, or undefined. */
export async function refusedPassword(room: Room, password: string, person: Id): Promise<Refused | undefined> {
  const held = await room.journal.reads.one(personRecord, ownView(room), person)
  const organisation =
    held && (await room.journal.reads.one(organisationRecord, ownView(room), held.state.organisation))
  return weakPassword(room, password, [held?.state.email, held?.state.name, organisation?.state.name])
}

export function weakPassword(
  room: Room,
  password: string,
  about: readonly (string | undefined)[],
): Refused | undefined {
  const words = about.flatMap((word) => (word === undefined ? [] : [word, ...word.split(/[\s@.]+/)]))
  const weakness = weaknessOf(password, room.refusedPasswords, { words })
  return weakness === undefined ? undefined : refuse('weak-password', weakness, '/password')
}

export async function changePassword(
  room: Room,
  input: { old: string; new: string },
  call: Call,
): Promise<Reply<{ done: true }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { session } = own
  const refused =
    (await isOwnPassword(room, call, session.person, input.old)) ??
    (await refusedPassword(room, input.new, session.person))
  if (refused) return refused
  const hash = await hashPassword(input.new)
  const noted = await noteAccess(
    room,
    ownWriter(room, 'people.changePassword'),
    session.person,
    'password-changed',
    async (sql) => {
      await setPassword(sql, session.person, hash)
      await endSessionsOf(sql, session.person, { keep: session.id })
    },
  )
  if (!noted.ok) return noted
  await renewSession(room, call, session, session.second_factor)
  return done({ done: true })
}
