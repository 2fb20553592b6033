// Contracts: organisations, and the lists of law that describe them.

import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { HeldOrganisation, Organisation, OrganisationKind } from '../model.ts'
import { refusing } from './refusals.ts'
import { exampleId, Limit, Next, Nothing, Version } from './schemas.ts'

const administrator = { who: ['administrator'] } as const
const { name, shortName, kind, country, sectors, groups, clientOf, contacts, active } = Organisation.properties

export const registerOrganisation = contract({
  name: 'people.registerOrganisation',
  does: 'action',
  summary: 'Register an organisation that this node works with.',
  input: Type.Object(
    {
      name,
      shortName,
      kind,
      country,
      sectors: Type.Optional(sectors),
      groups: Type.Optional(groups),
      clientOf: Type.Optional(clientOf),
      contacts: Type.Optional(contacts),
    },
    { additionalProperties: false },
  ),
  output: HeldOrganisation,
  refusals: refusing('unknown-country', 'unknown-sector', 'unknown-organisation'),
  policy: administrator,
  example: {
    name: 'Grid operator of the north',
    shortName: 'Grid North',
    kind: 'operator',
    country: 'FI',
    sectors: ['energy.electricity'],
    contacts: [{ purpose: '24/7 control room', phone: '+358 9 000 0000' }],
  },
})

export const changeOrganisation = contract({
  name: 'people.changeOrganisation',
  does: 'action',
  summary: 'Change what is known about an organisation; fields that are left out stay as they are.',
  input: Type.Object(
    {
      organisation: Id,
      version: Version,
      name: Type.Optional(name),
      shortName: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 40 }), Type.Null()])),
      kind: Type.Optional(kind),
      country: Type.Optional(country),
      sectors: Type.Optional(sectors),
      groups: Type.Optional(groups),
      clientOf: Type.Optional(clientOf),
      contacts: Type.Optional(contacts),
      active: Type.Optional(active),
    },
    { additionalProperties: false },
  ),
  output: HeldOrganisation,
  refusals: refusing(
    'unknown-country',
    'unknown-sector',
    'unknown-organisation',
    'client-of-itself',
    'home-organisation',
    'members-left',
  ),
  policy: administrator,
  example: { organisation: exampleId, version: 1, sectors: ['energy.electricity', 'energy.gas'] },
})

export const getOrganisation = contract({
  name: 'people.getOrganisation',
  does: 'query',
  summary: 'One organisation.',
  input: Type.Object({ organisation: Id }, { additionalProperties: false }),
  output: HeldOrganisation,
  refusals: {},
  policy: { who: 'signed-in' },
  example: { organisation: exampleId },
  arguments: ['organisation'],
})

export const listOrganisations = contract({
  name: 'people.listOrganisations',
  does: 'query',
  summary: 'The organisations that the caller may see.',
  input: Type.Object(
    {
      kind: Type.Optional(OrganisationKind),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      sector: Type.Optional(Type.String({ pattern: '^[a-z0-9_]+(\\.[a-z0-9_]+)?$', maxLength: 80 })),
      active: Type.Optional(Type.Boolean()),
      after: Type.Optional(Id),
      limit: Limit,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ items: Type.Array(HeldOrganisation), next: Next, home: Id }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { kind: 'operator', country: 'FI' },
})

export const listSectors = contract({
  name: 'people.listSectors',
  does: 'query',
  summary: 'The sectors and subsectors of Directive (EU) 2022/2555 (NIS2), Annexes I and II.',
  input: Nothing,
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        annex: Type.Enum(['I', 'II']),
        label: Type.String(),
        subsectors: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
      }),
    ),
    source: Type.String(),
  }),
  refusals: {},
  policy: { who: 'anyone', because: 'it is published law, and the first set-up asks for it' },
  example: {},
})

export const listCountries = contract({
  name: 'people.listCountries',
  does: 'query',
  summary: 'Countries: the Member States and the European Economic Area first, then the rest of ISO 3166-1.',
  input: Nothing,
  output: Type.Object({
    items: Type.Array(
      Type.Object({ code: Type.String(), name: Type.String(), member: Type.Boolean(), eea: Type.Boolean() }),
    ),
  }),
  refusals: {},
  policy: { who: 'anyone', because: 'it is a public list, and the first set-up asks for it' },
  example: {},
})
