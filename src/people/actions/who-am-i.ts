// Who is signed in, and what they have to sign in with.
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import type { Myself, PasskeyShown } from '../model.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { passkeysOf, recoveryCodesLeft, totpOf } from '../store/second-factors.ts'
import { ownSession } from './open-session.ts'
import { ownView, personAnywhere, type Room } from './room.ts'

export async function whoAmI(room: Room, call: Call): Promise<Reply<{ me: Myself | null }>> {
  const { reader } = call
  if (reader.person === null) return done({ me: null })
  const view = ownView(room)
  const person = await personAnywhere(room, reader.person)
  const organisation = person && (await room.journal.reads.one(organisationRecord, view, person.state.organisation))
  if (!person || !organisation) return done({ me: null })
  const totp = await totpOf(room.journal.sql, person.id)
  const passkeys = await passkeysOf(room.journal.sql, person.id)
  return done({
    me: {
      id: person.id,
      version: person.version,
      name: person.state.name,
      email: person.state.email,
      language: person.state.language,
      roles: reader.roles,
      organisation: { id: organisation.id, name: organisation.state.name, country: organisation.state.country },
      realms: reader.realms,
      signsInWith: person.state.signsInWith,
      owesSecondFactor: reader.limits?.refusal === 'second-factor-needed',
      hasSecondFactor: totp?.confirmed === true || passkeys.length > 0,
    },
  })
}

export async function listSecondFactors(
  room: Room,
  call: Call,
): Promise<Reply<{ totp: boolean; recoveryCodesLeft: number; passkeys: PasskeyShown[] }>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { person } = own.session
  const totp = await totpOf(room.journal.sql, person)
  const passkeys = await passkeysOf(room.journal.sql, person)
  return done({
    totp: totp?.confirmed ?? false,
    recoveryCodesLeft: await recoveryCodesLeft(room.journal.sql, person),
    passkeys: passkeys.map((passkey) => ({
      id: passkey.id,
      name: passkey.name,
      created: passkey.created,
      lastUsed: passkey.last_used,
    })),
  })
}
