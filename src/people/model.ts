// Who there is: organisations and persons, and what a person sees of their own ways in.

import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Realm } from '#kernel/realm.ts'
import { Role } from '#kernel/role.ts'
import { Instant } from '#kernel/time.ts'

export const organisationKinds = [
  'csirt',
  'authority',
  'cyber-hub',
  'operator',
  'union-body',
  'nato-coordination-point',
  'law-enforcement',
  'vendor',
] as const
export const OrganisationKind = Type.Enum(organisationKinds)
export type OrganisationKind = Static<typeof OrganisationKind>

/** Communities that a releasability list may name beside countries. */
export const groups = ['EU', 'NATO'] as const
export const Group = Type.Enum(groups)
export type Group = Static<typeof Group>

/** ISO 3166-1 alpha-2 as stored; EL and UK, as Union texts write them, are taken in and stored as GR and GB. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })
export type Country = Static<typeof Country>

/** An id of data/people/nis2-sectors.json: a sector ('energy') or a subsector ('energy.electricity'). */
export const Sector = Type.String({ pattern: '^[a-z0-9_]+(\\.[a-z0-9_]+)?$', maxLength: 80 })
export type Sector = Static<typeof Sector>

/** Languages of the Union (ISO 639-1), as far as a person may choose. */
export const Language = Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1' })
export type Language = Static<typeof Language>

export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@\\u0000-\\u001f\\u007f<>"]+@[^\\s@\\u0000-\\u001f\\u007f<>"]+$',
})
export const Phone = Type.String({ minLength: 4, maxLength: 40, pattern: '^[+0-9 ()./-]*$' })

/** How to reach an organisation: a desk or a function, rather than a person. */
export const Contact = Type.Object(
  {
    purpose: Type.String({
      minLength: 1,
      maxLength: 80,
      description: 'What to use it for, for example "24/7 duty desk"',
    }),
    email: Type.Optional(Email),
    phone: Type.Optional(Phone),
  },
  { additionalProperties: false },
)
export type Contact = Static<typeof Contact>

export const Organisation = Type.Object(
  {
    name: Name,
    shortName: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })),
    kind: OrganisationKind,
    /** null for bodies of the Union and of NATO. */
    country: Type.Union([Country, Type.Null()]),
    /** NIS2 sectors it works in. */
    sectors: Type.Array(Sector, { maxItems: 60, uniqueItems: true }),
    groups: Type.Array(Group, { maxItems: 2, uniqueItems: true }),
    /** Organisations whose client it is: TLP:AMBER of theirs reaches it. */
    clientOf: Type.Array(Id, { maxItems: 100, uniqueItems: true }),
    contacts: Type.Array(Contact, { maxItems: 20 }),
    active: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type Organisation = Static<typeof Organisation>

/** invited: has a link and no way in yet. active: may sign in. disabled: may not. */
export const personStatuses = ['invited', 'active', 'disabled'] as const
export const PersonStatus = Type.Enum(personStatuses)
export type PersonStatus = Static<typeof PersonStatus>

export const SignsInWith = Type.Enum(['password', 'single-sign-on'])
export type SignsInWith = Static<typeof SignsInWith>

export const Roles = Type.Array(Role, { minItems: 1, maxItems: 7, uniqueItems: true })

export const Person = Type.Object(
  {
    name: Name,
    email: Email,
    organisation: Id,
    roles: Roles,
    language: Language,
    status: PersonStatus,
    signsInWith: SignsInWith,
  },
  { additionalProperties: false },
)
export type Person = Static<typeof Person>

const asHeld = { id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking, since: Instant }

export const HeldOrganisation = Type.Object({ ...asHeld, ...Organisation.properties })
export type HeldOrganisation = Static<typeof HeldOrganisation>

export const HeldPerson = Type.Object({ ...asHeld, ...Person.properties })
export type HeldPerson = Static<typeof HeldPerson>

/** Where somebody is signed in. The kind of browser, never its address or full name. */
export const SessionShown = Type.Object({
  id: Id,
  created: Instant,
  lastSeen: Instant,
  /** The latest moment at which it ends by itself. */
  ends: Instant,
  agent: Type.String({ description: 'Kind of browser and system, for example "Firefox on Linux"' }),
  current: Type.Boolean(),
})
export type SessionShown = Static<typeof SessionShown>

/** What a token may do: at most what its person may, and never more than is written here. */
export const TokenScope = Type.Object(
  {
    readOnly: Type.Boolean({ description: 'true: queries only' }),
    only: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z]+(\\.[a-z][A-Za-z]+)?$', maxLength: 80 }), {
        minItems: 1,
        maxItems: 50,
        description: 'Rooms ("watch") or contracts ("assess.declareIncident"); left out: all',
      }),
    ),
  },
  { additionalProperties: false },
)
export type TokenScope = Static<typeof TokenScope>

export const TokenShown = Type.Object({
  id: Id,
  name: Name,
  scope: TokenScope,
  created: Instant,
  expires: Instant,
  /** The day on which it was last used, or null. */
  lastUsedOn: Type.Union([Type.String(), Type.Null()]),
})
export type TokenShown = Static<typeof TokenShown>

export const PasskeyShown = Type.Object({
  id: Type.String(),
  name: Name,
  created: Instant,
  lastUsed: Type.Union([Instant, Type.Null()]),
})
export type PasskeyShown = Static<typeof PasskeyShown>

/**
 * needed: send the code too (nobody is signed in yet). enrol: signed in, but only to add a second factor.
 * none: signed in, nothing more to do.
 */
export const SecondFactorState = Type.Enum(['needed', 'enrol', 'none'])
export type SecondFactorState = Static<typeof SecondFactorState>

/** The caller, as the page needs to know them. */
export const Myself = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  email: Type.String(),
  language: Language,
  roles: Type.Array(Role),
  organisation: Type.Object({ id: Id, name: Type.String(), country: Type.Union([Country, Type.Null()]) }),
  realms: Type.Array(Realm),
  signsInWith: SignsInWith,
  /** true: this session may only add a second factor, nothing else. */
  owesSecondFactor: Type.Boolean(),
  hasSecondFactor: Type.Boolean(),
})
export type Myself = Static<typeof Myself>
