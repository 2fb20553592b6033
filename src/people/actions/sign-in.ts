// Signing in with a password, and with a code where there is one.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import type { SecondFactorState } from '../model.ts'
import { emailKey } from '../rules/email-key.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { personRecord } from '../rules/person-record.ts'
import { accountByEmail } from '../store/accounts.ts'
import { succeeded, undone } from '../store/attempts.ts'
import { passkeysOf, takeRecoveryCode, takeStep, totpOf } from '../store/second-factors.ts'
import { countAttempt, signInKeys } from './attempts.ts'
import { openSession } from './open-session.ts'
import { ownView, type Room } from './room.ts'
import { passwordFits, recoveryHash } from './secrets.ts'
import { stepOf } from './totp.ts'

interface Input {
  email: string
  password: string
  code?: string
}

interface Output {
  secondFactor: SecondFactorState
  accepts: ('code' | 'recovery-code' | 'passkey')[]
}

export async function signIn(room: Room, input: Input, call: Call): Promise<Reply<Output>> {
  const keys = await signInKeys(room, call, input.email)
  const locked = await countAttempt(room, call, keys)
  if (locked) return locked
  const account = await accountByEmail(room.journal.sql, emailKey(input.email))
  const fits = await passwordFits(input.password, account?.password_hash)
  if (!account || !fits || !(await mayWork(room, account.person))) return refuse('wrong-credentials')

  const factors = await factorsOf(room, account.person)
  if (factors.length > 0 && input.code === undefined) {
    await undone(room.journal.sql, keys, call.now)
    return done({ secondFactor: 'needed', accepts: factors })
  }
  if (factors.length > 0 && !(await codeFits(room, account.person, input.code ?? '', call)))
    return refuse('wrong-credentials')
  await succeeded(room.journal.sql, keys, call.now)
  await openSession(room, call, account.person, factors.length > 0)
  return done({ secondFactor: factors.length > 0 ? 'none' : owed(room), accepts: [] })
}

/** What somebody without a second factor still has to do. */
export function owed(room: Room): 'enrol' | 'none' {
  return room.settings.secondFactor === 'required' ? 'enrol' : 'none'
}

/** Asks the journal itself, not the memory: signing in is rare, and must see a disabling of this very moment. */
export async function mayWork(room: Room, person: Id): Promise<boolean> {
  const view = ownView(room)
  const held = await room.journal.reads.one(personRecord, view, person)
  if (held?.state.status !== 'active') return false
  const organisation = await room.journal.reads.one(organisationRecord, view, held.state.organisation)
  return organisation?.state.active === true
}

async function factorsOf(room: Room, person: Id): Promise<Output['accepts']> {
  const totp = await totpOf(room.journal.sql, person)
  const passkeys = await passkeysOf(room.journal.sql, person)
  return [
    ...(totp?.confirmed ? (['code', 'recovery-code'] as const) : []),
    ...(passkeys.length > 0 ? (['passkey'] as const) : []),
  ]
}

async function codeFits(room: Room, person: Id, code: string, call: Call): Promise<boolean> {
  const totp = await totpOf(room.journal.sql, person)
  if (!totp?.confirmed) return false
  if (!/^\d{6}$/.test(code)) return takeRecoveryCode(room.journal.sql, person, recoveryHash(person, code))
  const step = stepOf(totp.secret, code, call.now)
  return step !== null && takeStep(room.journal.sql, person, step)
}
