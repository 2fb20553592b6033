// Invitations and password resets: one-time links that an administrator hands over.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Role } from '#kernel/role.ts'
import type { Call } from '#platform/http/index.ts'
import type { HeldPerson, Person, SecondFactorState, SignsInWith } from '../model.ts'
import { invitationSeconds, resetSeconds } from '../rules/access-times.ts'
import { emailKey } from '../rules/email-key.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { personRecord } from '../rules/person-record.ts'
import { addAccount, NotPossible, setPassword } from '../store/accounts.ts'
import { succeeded } from '../store/attempts.ts'
import { peekLink, putLink, takeLink } from '../store/one-time.ts'
import { removeAllSecondFactors } from '../store/second-factors.ts'
import { endSessionsOf } from '../store/sessions.ts'
import { countAttempt, signInKeys } from './attempts.ts'
import { openSession } from './open-session.ts'
import { refusedPassword } from './own-password.ts'
import { markingOf, misfit } from './persons.ts'
import { committed, noteAccess, ownWriter, type Room, shownPerson, viewOf, writerOf } from './room.ts'
import { hashOf, hashPassword, newSecret } from './secrets.ts'
import { owed } from './sign-in.ts'

interface OneTimeLink {
  link: string | null
  expires: string | null
}

interface Invited {
  name: string
  email: string
  organisation: Id
  roles: Role[]
  language?: string
  signsInWith?: SignsInWith
}

export async function invitePerson(
  room: Room,
  input: Invited,
  call: Call,
): Promise<Reply<OneTimeLink & { person: HeldPerson }>> {
  const signsInWith = input.signsInWith ?? 'password'
  if (signsInWith === 'single-sign-on' && !room.settings.oidc) return refuse('no-single-sign-on')
  const person: Person = { ...input, language: input.language ?? 'en', signsInWith, status: 'invited' }
  const secret = newSecret()
  const expires = plusSeconds(call.now, invitationSeconds)
  const reply = await committed(room, writerOf(call), async (unit) => {
    const refused = await misfit(room, unit, person.organisation, person.roles)
    if (refused) return refused
    const { held } = await unit.open(personRecord, 'people.personInvited', person, {
      owner: room.journal.home,
      marking: markingOf(room, person.organisation),
    })
    unit.also(async (sql) => {
      await addAccount(sql, { person: held.id, email_key: emailKey(person.email), signs_in_with: signsInWith })
      if (signsInWith === 'password')
        await putLink(sql, { hash: hashOf(secret), purpose: 'invitation', person: held.id, expires })
    })
    return done(shownPerson(held))
  })
  if (!reply.ok) return reply
  // Whoever comes through single sign-on needs no link: they are recognised by their address.
  if (signsInWith === 'single-sign-on') return done({ person: reply.value, link: null, expires: null })
  return done({ person: reply.value, link: linkTo(call, 'invitation', secret), expires })
}

/** Made from the configured origin, never from what a request says its host is. */
function linkTo(call: Call, page: 'invitation' | 'reset', secret: string): string {
  return `${call.edge.origin}/${page}#${secret}`
}

export async function renewInvitation(room: Room, input: { person: Id }, call: Call): Promise<Reply<OneTimeLink>> {
  const held = await room.journal.reads.one(personRecord, viewOf(call), input.person)
  if (!held) return refuse('unknown', `There is no person ${input.person} that you may see.`)
  if (held.state.status !== 'invited') return refuse('wrong-state', 'Only for somebody who has not accepted yet.')
  if (held.state.signsInWith === 'single-sign-on') return refuse('single-sign-on')
  const secret = newSecret()
  const expires = plusSeconds(call.now, invitationSeconds)
  await putLink(room.journal.sql, { hash: hashOf(secret), purpose: 'invitation', person: held.id, expires })
  return done({ link: linkTo(call, 'invitation', secret), expires })
}

export async function acceptInvitation(
  room: Room,
  input: { token: string; password: string; name?: string; language?: string },
  call: Call,
): Promise<Reply<{ person: Id; secondFactor: SecondFactorState }>> {
  const keys = await signInKeys(room, call, null)
  const locked = await countAttempt(room, call, keys)
  if (locked) return locked
  const link = await peekLink(room.journal.sql, hashOf(input.token), 'invitation', call.now)
  if (!link?.person) return refuse('link-not-valid')
  await succeeded(room.journal.sql, keys, call.now)
  const { person } = link
  const weak = await refusedPassword(room, input.password, person)
  if (weak) return weak
  const hash = await hashPassword(input.password)
  const reply = await committed(room, ownWriter(room, 'people.acceptInvitation'), async (unit) => {
    const held = await unit.read(personRecord, person)
    if (held?.state.status !== 'invited') return refuse('link-not-valid')
    const { name, language } = input
    await unit.append(personRecord, 'people.invitationAccepted', person, {
      ...(name === undefined ? {} : { name }),
      ...(language === undefined ? {} : { language }),
    })
    unit.also(async (sql) => {
      if (!(await takeLink(sql, hashOf(input.token))) || !(await setPassword(sql, person, hash)))
        throw new NotPossible('link-not-valid')
    })
    return done(person)
  })
  if (!reply.ok) return reply
  await openSession(room, call, person, false)
  return done({ person, secondFactor: owed(room) })
}

export async function offerPasswordReset(
  room: Room,
  input: { person: Id; removeSecondFactors?: boolean },
  call: Call,
): Promise<Reply<OneTimeLink>> {
  const held = await room.journal.reads.one(personRecord, viewOf(call), input.person)
  if (!held) return refuse('unknown', `There is no person ${input.person} that you may see.`)
  if (held.state.signsInWith === 'single-sign-on') return refuse('single-sign-on')
  if (held.state.status !== 'active') return refuse('wrong-state', 'Only for somebody who may sign in.')
  const secret = newSecret()
  const expires = plusSeconds(call.now, resetSeconds)
  const noted = await noteAccess(room, writerOf(call), held.id, 'password-reset', (sql) =>
    putLink(sql, {
      hash: hashOf(secret),
      purpose: 'password-reset',
      person: held.id,
      expires,
      remove_second_factors: input.removeSecondFactors ?? false,
    }),
  )
  return noted.ok ? done({ link: linkTo(call, 'reset', secret), expires }) : noted
}

/** The second factor stays asked for at the next sign-in, unless the administrator meant to take it away. */
export async function resetPassword(
  room: Room,
  input: { token: string; password: string },
  call: Call,
): Promise<Reply<{ done: true; person: Id }>> {
  const keys = await signInKeys(room, call, null)
  const locked = await countAttempt(room, call, keys)
  if (locked) return locked
  const link = await peekLink(room.journal.sql, hashOf(input.token), 'password-reset', call.now)
  if (!link?.person) return refuse('link-not-valid')
  await succeeded(room.journal.sql, keys, call.now)
  const { person } = link
  const weak = await refusedPassword(room, input.password, person)
  if (weak) return weak
  const hash = await hashPassword(input.password)
  const noted = await noteAccess(
    room,
    ownWriter(room, 'people.resetPassword'),
    person,
    'password-changed',
    async (sql) => {
      if (!(await takeLink(sql, hashOf(input.token))) || !(await setPassword(sql, person, hash)))
        throw new NotPossible('link-not-valid')
      if (link.remove_second_factors) await removeAllSecondFactors(sql, person)
      await endSessionsOf(sql, person)
    },
  )
  return noted.ok ? done({ done: true, person }) : noted
}
