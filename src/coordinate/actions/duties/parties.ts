// Parties as they are named by a person, found in the register, and reached: organisations, persons, actors of the framework.
import type { Id } from '#kernel/id.ts'
import { organisationRecord, personRecord } from '#people/index.ts'
import type { Organisation } from '#people/model.ts'
import { communitiesOf } from '#people/rules/reader-of.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type { PartyGiven } from '../../api/duties.ts'
import type { Party } from '../../model/words.ts'
import type { KnownOrganisation, Recipient } from '../../rules/duties/release.ts'
import { type DutiesRoom, registerView } from './room.ts'

const mostNamed = 200

/** The party with its name, from the register as far as the caller may read it; refuses what names nobody. */
export async function partyOf(room: DutiesRoom, unit: Unit, given: PartyGiven, where: string): Promise<Party> {
  const { actor = null, organisation = null, person = null } = given
  const actorName = actor === null ? null : room.framework.actors.get(actor)
  if (actorName === undefined) unit.refuse('unknown-actor', `There is no actor ${actor}.`, `${where}/actor`)
  const body = await organisationNamed(room, unit.view, organisation)
  if (organisation !== null && !body)
    unit.refuse(
      'bad-recipient',
      `No organisation with the id ${organisation} that you may read.`,
      `${where}/organisation`,
    )
  const one = person === null ? undefined : await room.journal.reads.one(personRecord, registerView(unit.view), person)
  if (person !== null && !one)
    unit.refuse('bad-recipient', `No person with the id ${person} that you may read.`, `${where}/person`)
  const home = organisation ?? one?.state.organisation ?? null
  if (one && one.state.organisation !== home)
    unit.refuse('bad-recipient', 'That person belongs to another organisation.', `${where}/person`)
  const name = given.name ?? one?.state.name ?? body?.state.name ?? actorName
  if (!name) return unit.refuse('bad-recipient', 'Nobody is named.', where)
  return { name: name.slice(0, mostNamed), actor, organisation: home, person }
}

async function organisationNamed(room: DutiesRoom, view: View, id: Id | null): Promise<Held<Organisation> | undefined> {
  return id === null ? undefined : room.journal.reads.one(organisationRecord, registerView(view), id)
}

/** The recipient with all that the check of releasability looks at. */
export async function recipientOf(room: DutiesRoom, view: View, party: Party): Promise<Recipient> {
  const held = await organisationNamed(room, view, party.organisation)
  const known = room.framework.notices.parties.find(({ actor }) => actor === party.actor) ?? null
  return { party, known, organisation: held ? knownOrganisation(room, held) : null }
}

function knownOrganisation({ memberStates }: DutiesRoom, { id, state }: Held<Organisation>): KnownOrganisation {
  const { name, active, clientOf } = state
  return { id, name, active, clientOf, communities: communitiesOf(state, memberStates) }
}

/** Mail addresses by which the register reaches a party: of the person where one is named, else the desks of the organisation. */
export async function addressesOf(room: DutiesRoom, view: View, party: Party): Promise<string[]> {
  if (party.person !== null) {
    const one = await room.journal.reads.one(personRecord, registerView(view), party.person)
    return one && one.state.status === 'active' ? [one.state.email] : []
  }
  const body = await organisationNamed(room, view, party.organisation)
  return (body?.state.contacts ?? []).flatMap(({ email }) => (email === undefined ? [] : [email]))
}
