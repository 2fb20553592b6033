// The record of an organisation: which entries it has, and what they add up to.

import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Organisation } from '../model.ts'

const { name, kind, country, sectors, groups, clientOf, contacts, active } = Organisation.properties

export const organisationRecord = recordKind({
  name: 'people.organisation',
  state: Organisation,
  kinds: {
    'people.organisationRegistered': opening(Organisation, (body) => body),
    'people.organisationChanged': change(
      Type.Object(
        {
          name: Type.Optional(name),
          /** null takes the short name away. */
          shortName: Type.Optional(Type.Union([Type.String(), Type.Null()])),
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
      (state: Organisation, { shortName, ...changed }): Organisation => {
        const { shortName: before, ...rest } = state
        const kept = shortName === undefined ? before : shortName
        return { ...rest, ...changed, ...(kept ? { shortName: kept } : {}) }
      },
    ),
  },
  index: (state) => ({
    title: state.name,
    words: [state.shortName, state.kind, state.country, ...state.sectors, ...state.groups].filter(Boolean).join(' '),
  }),
})
