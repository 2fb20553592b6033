// The organisation on a card as this node would register it, or why it cannot be.
import { Compile } from 'typebox/compile'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { Contact, Group } from '#people/model.ts'
import { PeerOrganisation } from '../../model/peer.ts'
import type { Card } from '../../model/wire.ts'

const organisations = Compile(PeerOrganisation)
const contacts = Compile(Contact)
const groups = Compile(Group)

/**
 * Sectors, groups and contacts that this version does not know are left out, for another version may know more; a name, a kind and a
 * country decide who may read, so they must be known. Refusal: unusable-card.
 */
export function organisationOn(
  { content }: Card,
  known: { countries: ReadonlySet<string>; sectors: ReadonlySet<string> },
): Reply<PeerOrganisation> {
  const said = content.organisation
  const organisation = {
    ...{ id: said.id, name: said.name, kind: said.kind, country: said.country },
    sectors: [...new Set(said.sectors.filter((sector) => known.sectors.has(sector)))],
    groups: [...new Set(said.groups.filter((group) => groups.Check(group)))],
    contacts: content.contacts
      .map(({ purpose, email, phone }) => ({
        purpose,
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      }))
      .filter((contact) => contacts.Check(contact))
      .slice(0, 20),
  }
  if (!organisations.Check(organisation)) {
    const fault = organisations.Errors(organisation)[0]
    return refuse(
      'unusable-card',
      `What it says of its organisation cannot be kept: ${fault?.instancePath} ${fault?.message}.`,
    )
  }
  if (organisation.country !== null && !known.countries.has(organisation.country))
    return refuse('unusable-card', `It names the country ${organisation.country}, which is none.`)
  return done(organisation)
}
