// Guests of an exercise: persons who are known in its realm alone, and come in by a link that somebody else has looked at.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Refused, type Reply } from '#kernel/reply.ts'
import type { Role } from '#kernel/role.ts'
import type { Call } from '#platform/http/index.ts'
import type { Writer } from '#platform/journal/index.ts'
import { emailKey } from '../rules/email-key.ts'
import { personRecord } from '../rules/person-record.ts'
import { addAccount, removeAccount } from '../store/accounts.ts'
import { succeeded } from '../store/attempts.ts'
import { countAttempt, signInKeys } from './attempts.ts'
import { openSession } from './open-session.ts'
import { committed, type Room } from './room.ts'

export interface Guest {
  id: Id
  realm: Realm
  name: string
  organisation: Id
  roles: Role[]
}

/** Looks at something that was handed over, at most as often as passwords are tried from one address. */
export async function tryLink<T>(
  room: Room,
  call: Call,
  look: () => Promise<{ known: boolean; reply: Reply<T> }>,
): Promise<Reply<T>> {
  const keys = await signInKeys(room, call, null)
  const locked: Refused | undefined = await countAttempt(room, call, keys)
  if (locked) return locked
  const { known, reply } = await look()
  if (known) await succeeded(room.journal.sql, keys, call.now)
  return reply
}

/** Makes them known in that realm, without a password or any other way back in, and signs them in. */
export async function admitGuest(room: Room, guest: Guest, call: Call): Promise<Reply<{ person: Id }>> {
  const { id, realm, name, organisation, roles } = guest
  const email = `${id}@${realm.slice('exercise:'.length, 'exercise:'.length + 60)}.exercise.invalid`
  const reply = await committed(room, writerIn(room, realm, 'people.admitGuest'), async (unit) => {
    const body = {
      name,
      email,
      organisation,
      roles,
      language: 'en',
      status: 'active',
      signsInWith: 'single-sign-on',
    } as const
    await unit.open(personRecord, 'people.personAdmitted', body, {
      subject: id,
      owner: room.journal.home,
      marking: { tlp: 'AMBER+STRICT', audience: organisation === room.journal.home ? [] : [organisation] },
    })
    unit.also((sql) => addAccount(sql, { person: id, email_key: emailKey(email), signs_in_with: 'single-sign-on' }))
    return done(id)
  })
  if (!reply.ok) return reply
  await openSession(room, call, id, false)
  return done({ person: id })
}

/** Their sessions end at once, and nothing lets them in again. */
export async function dismissGuest(room: Room, realm: Realm, person: Id, reason: string): Promise<Reply<null>> {
  const reply = await committed(room, writerIn(room, realm, 'people.dismissGuest'), async (unit) => {
    const held = await unit.read(personRecord, person)
    if (held?.state.status === 'active') await unit.append(personRecord, 'people.personDisabled', person, { reason })
    unit.also((sql) => removeAccount(sql, person))
    return done(null)
  })
  room.identities.forgetSessions()
  return reply
}

function writerIn(room: Room, realm: Realm, verb: string): Writer {
  return { view: { reader: systemReader('people', [realm], room.journal.home), realm }, verb }
}
