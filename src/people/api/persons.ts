// Contracts: what an administrator does about persons, and who may enter an exercise.

import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Email, HeldPerson, Language, Name, PersonStatus, Roles, SignsInWith } from '../model.ts'
import { refusing } from './refusals.ts'
import { Done, exampleId, Limit, Next, Nothing, Version } from './schemas.ts'

const administrator = { who: ['administrator'] } as const
const OneTimeLink = Type.Object({
  link: Type.Union([Type.String(), Type.Null()], { description: 'Hand it over on a safe way; shown once' }),
  expires: Type.Union([Instant, Type.Null()]),
})

export const listPersons = contract({
  name: 'people.listPersons',
  does: 'query',
  summary:
    'The persons that the caller may see: all for the home organisation, otherwise those of the own organisation.',
  input: Type.Object(
    {
      organisation: Type.Optional(Id),
      status: Type.Optional(PersonStatus),
      after: Type.Optional(Id),
      limit: Limit,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ items: Type.Array(HeldPerson), next: Next }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { status: 'active' },
})

export const getPerson = contract({
  name: 'people.getPerson',
  does: 'query',
  summary: 'One person.',
  input: Type.Object({ person: Id }, { additionalProperties: false }),
  output: HeldPerson,
  refusals: {},
  policy: { who: 'signed-in' },
  example: { person: exampleId },
  arguments: ['person'],
})

export const invitePerson = contract({
  name: 'people.invitePerson',
  does: 'action',
  summary: 'Add a person and get a one-time link for them, valid for three days.',
  input: Type.Object(
    {
      name: Name,
      email: Email,
      organisation: Id,
      roles: Roles,
      language: Type.Optional(Language),
      signsInWith: Type.Optional(SignsInWith),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ person: HeldPerson, ...OneTimeLink.properties }),
  refusals: refusing('email-taken', 'unknown-organisation', 'administrator-elsewhere', 'no-single-sign-on'),
  policy: administrator,
  answersSecret: true,
  example: {
    name: 'Night desk',
    email: 'night@csirt.example',
    organisation: exampleId,
    roles: ['analyst', 'duty-officer'],
  },
})

export const renewInvitation = contract({
  name: 'people.renewInvitation',
  does: 'action',
  summary: 'Make a new one-time link for a person who has not accepted yet; the old one stops working.',
  input: Type.Object({ person: Id }, { additionalProperties: false }),
  output: OneTimeLink,
  refusals: refusing('single-sign-on'),
  policy: administrator,
  answersSecret: true,
  example: { person: exampleId },
  arguments: ['person'],
})

export const offerPasswordReset = contract({
  name: 'people.offerPasswordReset',
  does: 'action',
  summary: 'Make a one-time link, valid for one hour, with which a person chooses a new password.',
  input: Type.Object(
    {
      person: Id,
      removeSecondFactors: Type.Optional(
        Type.Boolean({ description: 'Also removes codes and passkeys when the link is used: for a lost phone' }),
      ),
    },
    { additionalProperties: false },
  ),
  output: OneTimeLink,
  refusals: refusing('single-sign-on'),
  policy: administrator,
  answersSecret: true,
  example: { person: exampleId, removeSecondFactors: true },
  arguments: ['person'],
})

export const changePerson = contract({
  name: 'people.changePerson',
  does: 'action',
  summary: 'Change name, e-mail address, organisation, roles or way of signing in of a person.',
  input: Type.Object(
    {
      person: Id,
      version: Version,
      name: Type.Optional(Name),
      email: Type.Optional(Email),
      organisation: Type.Optional(Id),
      roles: Type.Optional(Roles),
      language: Type.Optional(Language),
      signsInWith: Type.Optional(SignsInWith),
    },
    { additionalProperties: false },
  ),
  output: HeldPerson,
  refusals: refusing(
    'email-taken',
    'unknown-organisation',
    'administrator-elsewhere',
    'last-administrator',
    'no-single-sign-on',
  ),
  policy: administrator,
  example: { person: exampleId, version: 2, roles: ['reader'] },
})

export const disablePerson = contract({
  name: 'people.disablePerson',
  does: 'action',
  summary: 'Disable a person: all sessions, API tokens and links end at once.',
  input: Type.Object(
    { person: Id, version: Version, reason: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: HeldPerson,
  refusals: refusing('last-administrator'),
  policy: administrator,
  example: { person: exampleId, version: 2, reason: 'Left the organisation' },
})

export const enablePerson = contract({
  name: 'people.enablePerson',
  does: 'action',
  summary: 'Let a disabled person sign in again. Sessions and tokens from before stay ended.',
  input: Type.Object({ person: Id, version: Version }, { additionalProperties: false }),
  output: HeldPerson,
  refusals: refusing('email-taken'),
  policy: administrator,
  example: { person: exampleId, version: 3 },
})

export const erasePerson = contract({
  name: 'people.erasePerson',
  does: 'action',
  summary: 'Erase the personal data of a person by law: name and address go, the proof that entries were made stays.',
  input: Type.Object(
    { person: Id, version: Version, reason: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ erased: Type.Integer({ description: 'How many entries lost their body' }) }),
  refusals: refusing('last-administrator'),
  policy: administrator,
  example: { person: exampleId, version: 4, reason: 'Request under GDPR article 17' },
})

export const enterRealm = contract({
  name: 'people.enterRealm',
  does: 'action',
  summary: 'Let a person see and work in an exercise.',
  input: Type.Object(
    { person: Id, exercise: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }) },
    { additionalProperties: false },
  ),
  output: Done,
  refusals: {},
  policy: { who: ['exercise-controller'] },
  example: { person: exampleId, exercise: 'storm-2027' },
  arguments: ['person', 'exercise'],
})

export const leaveRealm = contract({
  name: 'people.leaveRealm',
  does: 'action',
  summary: 'Take a person out of an exercise.',
  input: enterRealm.input,
  output: Done,
  refusals: {},
  policy: { who: ['exercise-controller'] },
  example: { person: exampleId, exercise: 'storm-2027' },
  arguments: ['person', 'exercise'],
})

export const mapSingleSignOn = contract({
  name: 'people.mapSingleSignOn',
  does: 'action',
  summary: 'Say to which organisation people belong who come through single sign-on with addresses of a domain.',
  input: Type.Object(
    {
      domain: Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 253 }),
      organisation: Type.Union([Id, Type.Null()], { description: 'null removes the mapping' }),
    },
    { additionalProperties: false },
  ),
  output: Done,
  refusals: refusing('unknown-organisation'),
  policy: administrator,
  example: { domain: 'operator.example', organisation: exampleId },
})

export const listSingleSignOn = contract({
  name: 'people.listSingleSignOn',
  does: 'query',
  summary: 'Which domains belong to which organisation at single sign-on.',
  input: Nothing,
  output: Type.Object({ items: Type.Array(Type.Object({ domain: Type.String(), organisation: Id })) }),
  refusals: {},
  policy: administrator,
  example: {},
})
