// Persons: looking them up, changing, disabling, enabling and erasing them.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Role } from '#kernel/role.ts'
import type { Call } from '#platform/http/index.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { HeldPerson, Person, SignsInWith } from '../model.ts'
import { emailKey } from '../rules/email-key.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { personRecord } from '../rules/person-record.ts'
import {
  accountOf,
  addAccount,
  changeEmail,
  keepAnAdministrator,
  removeAccount,
  setSignsInWith,
} from '../store/accounts.ts'
import { persons } from '../store/directory.ts'
import { dropLinksOf } from '../store/one-time.ts'
import { removeAllSecondFactors } from '../store/second-factors.ts'
import { askForRotation, endSessionsOf } from '../store/sessions.ts'
import { removeTokensOf } from '../store/tokens.ts'
import { committed, type Room, realm, shownPerson, viewOf, writerOf } from './room.ts'

/** A person is known to the home organisation and to their own: an address is nobody else's business. */
export function markingOf(room: Room, organisation: Id): MarkingChoice {
  return { tlp: 'AMBER+STRICT', audience: organisation === room.journal.home ? [] : [organisation] }
}

/** Whether somebody may belong there with these roles. Administrators see all persons, so they are of the house. */
export async function misfit(
  room: Room,
  unit: Unit,
  organisation: Id,
  roles: readonly Role[],
): Promise<Refused | undefined> {
  const held = await unit.read(organisationRecord, organisation)
  if (!held?.state.active) return refuse('unknown-organisation', undefined, '/organisation')
  const elsewhere = roles.includes('administrator') && organisation !== room.journal.home
  return elsewhere ? refuse('administrator-elsewhere', undefined, '/roles') : undefined
}

export async function getPerson(room: Room, input: { person: Id }, call: Call): Promise<Reply<HeldPerson>> {
  const view = viewOf(call)
  const { reads } = room.journal
  const held =
    (await reads.one(personRecord, view, input.person)) ?? (await reads.one(personRecord, call.view, input.person))
  return held ? done(shownPerson(held)) : unknownPerson(input.person)
}

export async function listPersons(
  room: Room,
  input: { organisation?: Id; status?: string; after?: Id; limit?: number },
  call: Call,
): Promise<Reply<{ items: HeldPerson[]; next: Id | null }>> {
  const { items, next } = await persons(room.journal.reads, viewOf(call), input)
  // In an exercise, those who are played there stand before those who are real; all of them on the first page.
  const played =
    call.view.realm === realm || input.after
      ? []
      : (await persons(room.journal.reads, call.view, { ...input, limit: 500 })).items
  return done({ items: [...played, ...items].map(shownPerson), next })
}

interface Changes {
  name?: string
  email?: string
  organisation?: Id
  roles?: Role[]
  language?: string
  signsInWith?: SignsInWith
}

export function changePerson(
  room: Room,
  input: Changes & { person: Id; version: number },
  call: Call,
): Promise<Reply<HeldPerson>> {
  const { person: id, version, ...changes } = input
  return committed(room, writerOf(call), async (unit) => {
    const held = await unit.read(personRecord, id)
    if (!held) return unknownPerson(id)
    const before = held.state
    const after: Person = { ...before, ...changes }
    const refused = await misfit(room, unit, after.organisation, after.roles)
    if (refused) return refused
    if (changes.signsInWith === 'single-sign-on' && !room.settings.oidc) return refuse('no-single-sign-on')
    let changed = await unit.append(personRecord, 'people.personChanged', id, changes, { expectedVersion: version })
    if (after.organisation !== before.organisation) {
      changed = await unit.remark(
        personRecord,
        id,
        markingOf(room, after.organisation),
        'The person belongs to another organisation now',
      )
    }
    followUp(unit, id, before, after)
    return done(shownPerson(changed.held))
  })
}

/** What a change of the record means for the ways in. */
function followUp(unit: Unit, id: Id, before: Person, after: Person): void {
  const was = new Set(before.roles)
  const rolesChanged = after.roles.length !== was.size || after.roles.some((role) => !was.has(role))
  const moved = after.organisation !== before.organisation
  unit.also(async (sql) => {
    if (emailKey(after.email) !== emailKey(before.email)) await changeEmail(sql, id, emailKey(after.email))
    if (after.signsInWith !== before.signsInWith) {
      await setSignsInWith(sql, id, after.signsInWith)
      await removeAllSecondFactors(sql, id)
      await endSessionsOf(sql, id)
      await removeTokensOf(sql, id)
      await dropLinksOf(sql, id)
    } else if (rolesChanged || moved) await askForRotation(sql, id)
    if (was.has('administrator') && !after.roles.includes('administrator')) await keepAnAdministrator(sql)
  })
}

export function disablePerson(
  room: Room,
  input: { person: Id; version: number; reason: string },
  call: Call,
): Promise<Reply<HeldPerson>> {
  const { person: id, version, reason } = input
  return committed(room, writerOf(call), async (unit) => {
    const held = await unit.read(personRecord, id)
    if (!held) return unknownPerson(id)
    if (held.state.status === 'disabled') return refuse('wrong-state', 'The person is disabled already.')
    const changed = await unit.append(
      personRecord,
      'people.personDisabled',
      id,
      { reason },
      { expectedVersion: version },
    )
    unit.also(async (sql) => {
      await endSessionsOf(sql, id)
      await removeTokensOf(sql, id)
      await dropLinksOf(sql, id)
      if (held.state.roles.includes('administrator')) await keepAnAdministrator(sql)
    })
    return done(shownPerson(changed.held))
  })
}

export async function enablePerson(
  room: Room,
  input: { person: Id; version: number },
  call: Call,
): Promise<Reply<HeldPerson>> {
  const { person: id, version } = input
  const account = await accountOf(room.journal.sql, id)
  return committed(room, writerOf(call), async (unit) => {
    const held = await unit.read(personRecord, id)
    if (!held) return unknownPerson(id)
    if (held.state.status !== 'disabled') return refuse('wrong-state', 'The person is not disabled.')
    const refused = await misfit(room, unit, held.state.organisation, held.state.roles)
    if (refused) return refused
    // Without a password or a provider there is no way in yet: they need a new invitation.
    const status = account?.password_hash || account?.subject ? ('active' as const) : ('invited' as const)
    const changed = await unit.append(
      personRecord,
      'people.personEnabled',
      id,
      { status },
      { expectedVersion: version },
    )
    if (!account)
      unit.also((sql) =>
        addAccount(sql, { person: id, email_key: emailKey(held.state.email), signs_in_with: held.state.signsInWith }),
      )
    return done(shownPerson(changed.held))
  })
}

/** Only who is disabled can be erased: so nobody erases themselves, the last administrator, or somebody at work. */
export async function erasePerson(
  room: Room,
  input: { person: Id; version: number; reason: string },
  call: Call,
): Promise<Reply<{ erased: number }>> {
  const held: Held<Person> | undefined = await room.journal.reads.one(personRecord, viewOf(call), input.person)
  if (!held) return unknownPerson(input.person)
  if (held.version !== input.version)
    return refuse('stale-version', `You saw version ${input.version}; it is at version ${held.version}.`)
  if (held.state.status !== 'disabled') return refuse('wrong-state', 'Disable the person first.')
  const erased = await room.journal.erase(writerOf(call), personRecord, input.person, input.reason)
  if (erased.ok) await removeAccount(room.journal.sql, input.person)
  return erased
}

function unknownPerson(id: Id): Refused {
  return refuse('unknown', `There is no person ${id} that you may see.`)
}
