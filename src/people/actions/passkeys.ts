// Passkeys (WebAuthn): adding one, and signing in with one. User verification is always asked for, so a passkey is
// both factors: having the key, and the finger or PIN that opens it.
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import type { addPasskey as addContract, signInWithPasskey as signInContract } from '../api.ts'
import type { PasskeyShown, SecondFactorState } from '../model.ts'
import { ceremonySeconds } from '../rules/access-times.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { personRecord } from '../rules/person-record.ts'
import { relyingParty } from '../rules/relying-party.ts'
import { succeeded } from '../store/attempts.ts'
import { putCeremony, takeCeremony } from '../store/one-time.ts'
import { addPasskey as keep, passkeyById, passkeysOf, passkeyUsed } from '../store/second-factors.ts'
import { endSingleFactorSessions } from '../store/sessions.ts'
import { countAttempt, signInKeys } from './attempts.ts'
import { openSession, ownSession, renewSession } from './open-session.ts'
import { recentlySignedIn } from './own-password.ts'
import { noteAccess, ownView, ownWriter, type Room } from './room.ts'
import { hashOf, newSecret } from './secrets.ts'
import { mayWork } from './sign-in.ts'

/** Loaded at first use: it costs a quarter of a second at every start, and few starts need it. */
const webauthn = () => import('@simplewebauthn/server')

type Begun = Reply<{ ceremony: string; options: Record<string, unknown> }>

export async function startPasskey(room: Room, input: { password?: string }, call: Call): Promise<Begun> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const rpID = relyingParty(call.edge.origin)
  if (!rpID) return refuse('passkeys-need-a-name')
  const refused = await recentlySignedIn(room, call, own.session, input.password)
  if (refused) return refused
  const { person } = own.session
  const held = await room.journal.reads.one(personRecord, ownView(room), person)
  const known = await passkeysOf(room.journal.sql, person)
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'Tocsin',
    rpID,
    userName: held?.state.email ?? person,
    userDisplayName: held?.state.name ?? '',
    userID: new TextEncoder().encode(person),
    attestationType: 'none',
    excludeCredentials: known.map((passkey) => ({ id: passkey.id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return begun(room, call, 'add-passkey', own.session.id, options)
}

async function begun(
  room: Room,
  call: Call,
  purpose: 'add-passkey' | 'passkey-sign-in',
  session: Id | null,
  options: { challenge: string },
): Promise<Begun> {
  const ceremony = newSecret()
  const expires = plusSeconds(call.now, ceremonySeconds)
  await putCeremony(room.journal.sql, {
    hash: hashOf(ceremony),
    purpose,
    session,
    facts: { challenge: options.challenge },
    expires,
  })
  return done({ ceremony, options: { ...options } })
}

export async function addPasskey(
  room: Room,
  input: InputOf<typeof addContract>,
  call: Call,
): Promise<Reply<PasskeyShown>> {
  const own = await ownSession(room, call)
  if ('refused' in own) return own.refused
  const { session } = own
  const rpID = relyingParty(call.edge.origin)
  if (!rpID) return refuse('passkeys-need-a-name')
  const ceremony = await takeCeremony(room.journal.sql, hashOf(input.ceremony), 'add-passkey', call.now)
  // Bound to the session that began it.
  if (!ceremony?.facts.challenge || ceremony.session !== session.id) return refuse('passkey-refused')
  const verified = await (await webauthn())
    .verifyRegistrationResponse({
      response: input.response as RegistrationResponseJSON, // the library checks every part of it
      expectedChallenge: ceremony.facts.challenge,
      expectedOrigin: call.edge.origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    })
    .catch(() => undefined)
  if (!verified?.verified) return refuse('passkey-refused')
  const { credential } = verified.registrationInfo
  const passkey = {
    id: credential.id,
    person: session.person,
    public_key: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    name: input.name,
    created: call.now,
    last_used: null,
  }
  if (!(await keep(room.journal.sql, passkey))) return refuse('passkey-refused', 'This passkey is known already.')
  const noted = await noteAccess(room, ownWriter(room, 'people.addPasskey'), session.person, 'passkey-added', (sql) =>
    endSingleFactorSessions(sql, session.person, session.id),
  )
  if (!noted.ok) return noted
  await renewSession(room, call, session, true)
  return done({ id: passkey.id, name: passkey.name, created: passkey.created, lastUsed: null })
}

/** The same for everybody: the browser finds the passkey by itself, so nothing is said about who has one. */
export async function passkeyOptions(room: Room, call: Call): Promise<Begun> {
  const rpID = relyingParty(call.edge.origin)
  if (!rpID) return refuse('passkeys-need-a-name')
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID,
    userVerification: 'required',
    allowCredentials: [],
  })
  return begun(room, call, 'passkey-sign-in', null, options)
}

/** Counted by address only: there is nothing to guess, so failing at it must not lock anybody's account. */
export async function signInWithPasskey(
  room: Room,
  input: InputOf<typeof signInContract>,
  call: Call,
): Promise<Reply<{ secondFactor: SecondFactorState }>> {
  const rpID = relyingParty(call.edge.origin)
  if (!rpID) return refuse('passkeys-need-a-name')
  const keys = await signInKeys(room, call, null)
  const locked = await countAttempt(room, call, keys)
  if (locked) return locked
  const ceremony = await takeCeremony(room.journal.sql, hashOf(input.ceremony), 'passkey-sign-in', call.now)
  const passkey = await passkeyById(room.journal.sql, input.response.id)
  if (!ceremony?.facts.challenge || !passkey) return refuse('passkey-refused')
  const verified = await (await webauthn())
    .verifyAuthenticationResponse({
      response: input.response as AuthenticationResponseJSON, // the library checks every part of it
      expectedChallenge: ceremony.facts.challenge,
      expectedOrigin: call.edge.origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
    })
    .catch(() => undefined)
  const handle = input.response.response.userHandle
  const theirs = handle === undefined || Buffer.from(handle, 'base64url').toString() === passkey.person
  if (!verified?.verified || !theirs || !(await mayWork(room, passkey.person))) return refuse('passkey-refused')
  await passkeyUsed(room.journal.sql, passkey.id, verified.authenticationInfo.newCounter, call.now)
  await succeeded(room.journal.sql, keys, call.now)
  await openSession(room, call, passkey.person, true)
  return done({ secondFactor: 'none' })
}
