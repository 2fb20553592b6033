// Organisations: registering them, keeping them right, listing them.
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import type { Unit } from '#platform/journal/index.ts'
import type { Contact, Group, HeldOrganisation, Organisation, OrganisationKind } from '../model.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { isoCountry, misplaced } from '../rules/place-and-sector.ts'
import { hasMembers, organisations } from '../store/directory.ts'
import { committed, ownView, type Room, shownOrganisation, viewOf, writerOf } from './room.ts'

interface Registered {
  name: string
  shortName?: string
  kind: OrganisationKind
  country: string | null
  sectors?: string[]
  groups?: Group[]
  clientOf?: Id[]
  contacts?: Contact[]
}

export function registerOrganisation(room: Room, input: Registered, call: Call): Promise<Reply<HeldOrganisation>> {
  const organisation: Organisation = {
    name: input.name,
    ...(input.shortName === undefined ? {} : { shortName: input.shortName }),
    kind: input.kind,
    country: input.country && isoCountry(input.country),
    sectors: input.sectors ?? [],
    groups: input.groups ?? [],
    clientOf: input.clientOf ?? [],
    contacts: input.contacts ?? [],
    active: true,
  }
  return committed(room, writerOf(call), async (unit) => {
    const refused = misplaced(organisation, room.lists) ?? (await strangersAmong(unit, organisation.clientOf))
    if (refused) return refused
    const { home } = room.journal
    const { held } = await unit.open(organisationRecord, 'people.organisationRegistered', organisation, {
      owner: home,
      marking: { tlp: 'GREEN' },
    })
    return done(shownOrganisation(held))
  })
}

export type AdoptedOrganisation = Pick<Organisation, 'name' | 'kind' | 'country' | 'sectors' | 'groups' | 'contacts'>

/**
 * The organisation of another node, under the id that it has everywhere, so that markings name the same one on both sides. Written with
 * the unit of the caller, who has made sure who it is. Refusals: unknown-country, unknown-sector.
 */
export async function adoptOrganisation(
  room: Room,
  unit: Unit,
  id: Id,
  organisation: AdoptedOrganisation,
): Promise<Refused | undefined> {
  const given = { ...organisation, country: organisation.country && isoCountry(organisation.country) }
  const refused = misplaced(given, room.lists)
  if (refused) return refused
  if (await unit.read(organisationRecord, id)) {
    await unit.append(organisationRecord, 'people.organisationChanged', id, { ...given, active: true })
    return undefined
  }
  await unit.open(
    organisationRecord,
    'people.organisationRegistered',
    { ...given, clientOf: [], active: true },
    { subject: id, owner: room.journal.home, marking: { tlp: 'GREEN' } },
  )
  return undefined
}

type Changes = Partial<Omit<Registered, 'shortName'>> & { shortName?: string | null; active?: boolean }

export function changeOrganisation(
  room: Room,
  input: Changes & { organisation: Id; version: number },
  call: Call,
): Promise<Reply<HeldOrganisation>> {
  const { organisation: id, version, ...given } = input
  const changes = given.country ? { ...given, country: isoCountry(given.country) } : given
  return committed(room, writerOf(call), async (unit) => {
    const held = await unit.read(organisationRecord, id)
    if (!held) return refuse('unknown', `There is no organisation ${id}.`)
    const { shortName: _short, ...after } = { ...held.state, ...changes }
    const refused = misplaced(after, room.lists) ?? (await strangersAmong(unit, changes.clientOf ?? []))
    if (refused) return refused
    if (after.clientOf.includes(id)) return refuse('client-of-itself', undefined, '/clientOf')
    if (held.state.active && changes.active === false) {
      if (id === room.journal.home) return refuse('home-organisation')
      if (await hasMembers(room.journal.reads, ownView(room), id)) return refuse('members-left')
    }
    const changed = await unit.append(organisationRecord, 'people.organisationChanged', id, changes, {
      expectedVersion: version,
    })
    return done(shownOrganisation(changed.held))
  })
}

async function strangersAmong(unit: Unit, ids: readonly Id[]) {
  for (const id of ids) {
    const held = await unit.read(organisationRecord, id)
    if (!held) return refuse('unknown-organisation', `There is no organisation ${id}.`, '/clientOf')
  }
  return undefined
}

export async function getOrganisation(
  room: Room,
  input: { organisation: Id },
  call: Call,
): Promise<Reply<HeldOrganisation>> {
  const held = await room.journal.reads.one(organisationRecord, viewOf(call), input.organisation)
  return held ? done(shownOrganisation(held)) : refuse('unknown', `There is no organisation ${input.organisation}.`)
}

export async function listOrganisations(
  room: Room,
  input: { kind?: string; country?: string; sector?: string; active?: boolean; after?: Id; limit?: number },
  call: Call,
): Promise<Reply<{ items: HeldOrganisation[]; next: Id | null; home: Id }>> {
  const wanted = input.country ? { ...input, country: isoCountry(input.country) } : input
  const { items, next } = await organisations(room.journal.reads, viewOf(call), wanted)
  return done({ items: items.map(shownOrganisation), next, home: room.journal.home })
}
