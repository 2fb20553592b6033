// The first set-up: one link, printed at each start, makes the home organisation and the first administrator. Once.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { roles } from '#kernel/role.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/index.ts'
import type { Organisation, OrganisationKind, Person, SecondFactorState } from '../model.ts'
import { setUpSeconds } from '../rules/access-times.ts'
import { emailKey } from '../rules/email-key.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { personRecord } from '../rules/person-record.ts'
import { isoCountry, misplaced } from '../rules/place-and-sector.ts'
import { addAccount, anybody } from '../store/accounts.ts'
import { succeeded } from '../store/attempts.ts'
import { dropSetUpLinks, peekLink, putLink } from '../store/one-time.ts'
import { countAttempt, signInKeys } from './attempts.ts'
import { openSession } from './open-session.ts'
import { weakPassword } from './own-password.ts'
import { committed, ownWriter, type Room } from './room.ts'
import { hashOf, hashPassword, newSecret } from './secrets.ts'
import { owed } from './sign-in.ts'

interface Input {
  token: string
  organisation: { name: string; shortName?: string; kind: OrganisationKind; country: string | null; sectors?: string[] }
  person: { name: string; email: string; language?: string }
  password: string
}

/** The path to open in a browser, or null once anybody exists. A new one each time; the older one stops working. */
export async function setUpLink(room: Room): Promise<string | null> {
  if (await anybody(room.journal.sql)) return null
  const secret = newSecret()
  const expires = plusSeconds(instant(room.clock.now()), setUpSeconds)
  await putLink(room.journal.sql, { hash: hashOf(secret), purpose: 'set-up', person: null, expires })
  // Behind the '#': browsers keep it to themselves, so it reaches no log.
  return `/setup#${secret}`
}

export async function setUp(
  room: Room,
  input: Input,
  call: Call,
): Promise<Reply<{ person: Id; organisation: Id; secondFactor: SecondFactorState }>> {
  const keys = await signInKeys(room, call, null)
  const locked = await countAttempt(room, call, keys)
  if (locked) return locked
  if (await anybody(room.journal.sql)) return refuse('already-set-up')
  if (!(await peekLink(room.journal.sql, hashOf(input.token), 'set-up', call.now))) return refuse('link-not-valid')
  await succeeded(room.journal.sql, keys, call.now)

  const country = input.organisation.country && isoCountry(input.organisation.country)
  const organisation: Organisation = {
    ...input.organisation,
    country,
    sectors: input.organisation.sectors ?? [],
    groups: [],
    clientOf: [],
    contacts: [],
    active: true,
  }
  const words = [input.person.email, input.person.name, organisation.name]
  const refused = misplaced(organisation, room.lists) ?? weakPassword(room, input.password, words)
  if (refused) return refused
  const hash = await hashPassword(input.password)
  const { home } = room.journal
  const person: Person = {
    name: input.person.name,
    email: input.person.email,
    language: input.person.language ?? 'en',
    organisation: home,
    roles: [...roles],
    status: 'active',
    signsInWith: 'password',
  }
  const reply = await committed(room, ownWriter(room, 'people.setUp'), async (unit) => {
    // Two at the same moment: both open version 1 of the one home organisation; the slower one tries again and sees it.
    if (await unit.read(organisationRecord, home)) return refuse('already-set-up')
    const founded = await unit.open(organisationRecord, 'people.organisationRegistered', organisation, {
      subject: home,
      owner: home,
      marking: { tlp: 'GREEN' },
    })
    const admitted = await unit.open(personRecord, 'people.personAdmitted', person, {
      owner: home,
      cause: [founded.entry],
    })
    const id = admitted.held.id
    unit.also(async (sql) => {
      await addAccount(sql, {
        person: id,
        email_key: emailKey(person.email),
        signs_in_with: 'password',
        password_hash: hash,
      })
      await dropSetUpLinks(sql)
    })
    return done(id)
  })
  if (!reply.ok) return reply
  await openSession(room, call, reply.value, false)
  return done({ person: reply.value, organisation: home, secondFactor: owed(room) })
}
