// Codes from an authenticator app (TOTP, RFC 6238): setting them up, checking them, taking them away.
import { Secret, TOTP } from 'otpauth'
import encodeQr from 'qr'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/index.ts'
import { personRecord } from '../rules/person-record.ts'
import {
  confirmTotp as confirm,
  passkeysOf,
  proposeTotp,
  removePasskey,
  removeTotp,
  takeStep,
  totpOf,
} from '../store/second-factors.ts'
import { endSingleFactorSessions } from '../store/sessions.ts'
import { ownSession, renewSession } from './open-session.ts'
import { isOwnPassword, recentlySignedIn } from './own-password.ts'
import { noteAccess, ownView, ownWriter, type Room } from './room.ts'
import { newRecoveryCode, recoveryHash } from './secrets.ts'

const periodSeconds = 30

function totpFor(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Tocsin', label, secret: Secret.fromBase32(secret), digits: 6, period: periodSeconds })
}

/** The time step that the code belongs to, now or one step to either side; null when it fits none. */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  const timestamp = Date.parse(now)
  const delta = totpFor(secret, '').validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + delta
}

export async function startTotp(
  room: Room,
  input: { password?: string },
  call: Call,
): Promise<Reply<{ secret: string; uri: string; qr: string }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { person } = own.session
  const refused = await recentlySignedIn(room, call, own.session, input.password)
  if (refused) return refused
  const held = await room.journal.reads.one(personRecord, ownView(room), person)
  const secret = new Secret({ size: 20 }).base32
  if (!(await proposeTotp(room.journal.sql, person, secret))) {
    return refuse('wrong-state', 'Codes are in force already. Remove them first, then start again.')
  }
  const uri = totpFor(secret, held?.state.email ?? person).toString()
  return done({ secret, uri, qr: encodeQr(uri, 'svg', { ecc: 'medium', border: 2 }) })
}

export async function confirmTotp(
  room: Room,
  input: { code: string },
  call: Call,
): Promise<Reply<{ recoveryCodes: string[] }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { session } = own
  const totp = await totpOf(room.journal.sql, session.person)
  if (!totp || totp.confirmed) return refuse('wrong-state', 'There is nothing to confirm. Start with people.startTotp.')
  const step = stepOf(totp.secret, input.code, call.now)
  if (step === null || !(await takeStep(room.journal.sql, session.person, step))) return refuse('wrong-code')
  const recoveryCodes = Array.from({ length: 10 }, newRecoveryCode)
  const hashes = recoveryCodes.map((code) => recoveryHash(session.person, code))
  const noted = await noteAccess(
    room,
    ownWriter(room, 'people.confirmTotp'),
    session.person,
    'codes-added',
    async (sql) => {
      await confirm(sql, session.person, hashes)
      await endSingleFactorSessions(sql, session.person, session.id)
    },
  )
  if (!noted.ok) return noted
  await renewSession(room, call, session, true)
  return done({ recoveryCodes })
}

export async function removeSecondFactor(
  room: Room,
  input: { factor: 'totp' | 'passkey'; passkey?: string; password: string },
  call: Call,
): Promise<Reply<{ done: true }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { person } = own.session
  const refused = await isOwnPassword(room, call, person, input.password)
  if (refused) return refused
  const passkeys = await passkeysOf(room.journal.sql, person)
  const totp = (await totpOf(room.journal.sql, person))?.confirmed ?? false
  const named = input.factor === 'totp' ? totp : passkeys.some((passkey) => passkey.id === input.passkey)
  if (!named) return refuse('unknown', 'You have no such second factor.')
  if (room.settings.secondFactor === 'required' && passkeys.length + (totp ? 1 : 0) === 1) return refuse('last-factor')
  const what = input.factor === 'totp' ? 'codes-removed' : 'passkey-removed'
  const noted = await noteAccess(room, ownWriter(room, 'people.removeSecondFactor'), person, what, (sql) =>
    input.factor === 'totp' ? removeTotp(sql, person) : removePasskey(sql, person, input.passkey ?? ''),
  )
  return noted.ok ? done({ done: true }) : noted
}
