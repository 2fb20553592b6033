// The record of a person: which entries it has, and what they add up to.

import Type, { type Static } from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Person } from '../model.ts'

const { name, email, organisation, roles, language, signsInWith } = Person.properties
const Why = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, { additionalProperties: false })

/** What happened to the ways in. Never the secret itself, only that it changed: an audit needs no more. */
export const AccessChange = Type.Enum([
  'password-changed',
  'password-reset',
  'codes-added',
  'codes-removed',
  'passkey-added',
  'passkey-removed',
  'token-created',
  'token-revoked',
  'sessions-ended',
  'realm-entered',
  'realm-left',
  'mail-key-added',
  'mail-key-removed',
])
export type AccessChange = Static<typeof AccessChange>

export const personRecord = recordKind({
  name: 'people.person',
  state: Person,
  kinds: {
    'people.personInvited': opening(Person, (body): Person => ({ ...body, status: 'invited' })),
    /** Known from the start: the first administrator, or somebody whom the identity provider vouches for. */
    'people.personAdmitted': opening(Person, (body): Person => ({ ...body, status: 'active' })),
    'people.invitationAccepted': change(
      Type.Object({ name: Type.Optional(name), language: Type.Optional(language) }, { additionalProperties: false }),
      (state: Person, body): Person => ({ ...state, ...body, status: 'active' }),
    ),
    'people.personChanged': change(
      Type.Object(
        {
          name: Type.Optional(name),
          email: Type.Optional(email),
          organisation: Type.Optional(organisation),
          roles: Type.Optional(roles),
          language: Type.Optional(language),
          signsInWith: Type.Optional(signsInWith),
        },
        { additionalProperties: false },
      ),
      (state: Person, body): Person => ({ ...state, ...body }),
    ),
    'people.personDisabled': change(Why, (state: Person): Person => ({ ...state, status: 'disabled' })),
    /** Back to where they were: somebody who never accepted an invitation has no way in yet. */
    'people.personEnabled': change(
      Type.Object({ status: Type.Enum(['invited', 'active']) }, { additionalProperties: false }),
      (state: Person, body): Person => ({ ...state, status: body.status }),
    ),
    'people.accessChanged': change(
      Type.Object({ what: AccessChange }, { additionalProperties: false }),
      (state: Person): Person => state,
    ),
  },
  index: (state) => ({ title: state.name, words: [state.email, ...state.roles].join(' ') }),
})
