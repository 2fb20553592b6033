// Contracts: the first set-up, signing in and out, and who I am.

import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Country, Email, Language, Myself, Name, OrganisationKind, SecondFactorState, Sector } from '../model.ts'
import { refusing } from './refusals.ts'
import { Done, exampleSecret, Nothing, Password, Secret } from './schemas.ts'

export const setUpState = contract({
  name: 'people.setUpState',
  does: 'query',
  summary: 'Whether this node still waits for its first set-up.',
  input: Nothing,
  output: Type.Object({ needed: Type.Boolean() }),
  refusals: {},
  policy: { who: 'anyone', because: 'the page must know whether to show the set-up before anybody exists' },
  example: {},
})

export const setUp = contract({
  name: 'people.setUp',
  does: 'action',
  summary:
    'Set up the node: its own organisation and its first administrator. Works once, with the link that the node prints.',
  input: Type.Object(
    {
      token: Secret,
      organisation: Type.Object(
        {
          name: Name,
          shortName: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
          kind: OrganisationKind,
          country: Type.Union([Country, Type.Null()]),
          sectors: Type.Optional(Type.Array(Sector, { maxItems: 60, uniqueItems: true })),
        },
        { additionalProperties: false },
      ),
      person: Type.Object(
        { name: Name, email: Email, language: Type.Optional(Language) },
        { additionalProperties: false },
      ),
      password: Password,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ person: Id, organisation: Id, secondFactor: SecondFactorState }),
  refusals: refusing('link-not-valid', 'already-set-up', 'weak-password', 'unknown-country', 'unknown-sector'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'nobody exists yet; the one-time token from the console is the proof' },
  example: {
    token: exampleSecret,
    organisation: { name: 'National CSIRT', kind: 'csirt', country: 'FR', sectors: ['public_administration'] },
    person: { name: 'Duty desk', email: 'desk@csirt.example' },
    password: 'four random words here',
  },
})

export const signInOptions = contract({
  name: 'people.signInOptions',
  does: 'query',
  summary: 'Which ways of signing in this node offers.',
  input: Nothing,
  output: Type.Object({
    password: Type.Literal(true),
    passkeys: Type.Boolean({ description: 'false where the address of the node does not allow passkeys' }),
    singleSignOn: Type.Union([
      Type.Object({ name: Type.String(), start: Type.String({ description: 'Open this path in the browser' }) }),
      Type.Null(),
    ]),
    secondFactor: Type.Enum(['required', 'offered']),
  }),
  refusals: {},
  policy: { who: 'anyone', because: 'it is shown on the sign-in page' },
  example: {},
})

export const signIn = contract({
  name: 'people.signIn',
  does: 'action',
  summary: 'Sign in with e-mail address and password, and a code where a second factor is set.',
  input: Type.Object(
    {
      email: Email,
      password: Password,
      code: Type.Optional(
        Type.String({ minLength: 6, maxLength: 20, description: 'Six digits from the app, or a recovery code' }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    secondFactor: SecondFactorState,
    /** With `needed`: what will do. A passkey is a whole sign-in: passkeyOptions, then signInWithPasskey. */
    accepts: Type.Array(Type.Enum(['code', 'recovery-code', 'passkey'])),
  }),
  refusals: refusing('wrong-credentials'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'it is how one signs in; attempts are counted by account and by address' },
  example: { email: 'desk@csirt.example', password: 'four random words here', code: '123456' },
})

export const signOut = contract({
  name: 'people.signOut',
  does: 'action',
  summary: 'End this session.',
  input: Nothing,
  output: Done,
  refusals: {},
  policy: { who: 'anyone', because: 'signing out twice, or after the session ended, is no error' },
  example: {},
})

export const whoAmI = contract({
  name: 'people.whoAmI',
  does: 'query',
  summary: 'Who is signed in: person, organisation, roles and realms; null when nobody is.',
  input: Nothing,
  output: Type.Object({ me: Type.Union([Myself, Type.Null()]) }),
  refusals: {},
  policy: { who: 'anyone', because: 'the page asks it to find out whether somebody is signed in' },
  example: {},
})

const PasskeyResponse = Type.String({ maxLength: 20_000, pattern: '^[A-Za-z0-9_-]*$' })

export const passkeyOptions = contract({
  name: 'people.passkeyOptions',
  does: 'action',
  summary: 'Begin to sign in with a passkey: options for navigator.credentials.get().',
  input: Nothing,
  output: Type.Object({
    ceremony: Type.String({ description: 'Send it back with signInWithPasskey, once, within five minutes' }),
    options: Type.Unsafe<Record<string, unknown>>(Type.Object({}, { additionalProperties: true })),
  }),
  refusals: refusing('passkeys-need-a-name'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'it is how one signs in; the answer is the same for everybody' },
  example: {},
})

export const signInWithPasskey = contract({
  name: 'people.signInWithPasskey',
  does: 'action',
  summary: 'Sign in with a passkey; it counts as both factors.',
  input: Type.Object(
    {
      ceremony: Secret,
      response: Type.Object(
        {
          id: PasskeyResponse,
          rawId: PasskeyResponse,
          type: Type.Literal('public-key'),
          authenticatorAttachment: Type.Optional(Type.Enum(['platform', 'cross-platform'])),
          clientExtensionResults: Type.Object({}, { additionalProperties: true, maxProperties: 20 }),
          response: Type.Object(
            {
              clientDataJSON: PasskeyResponse,
              authenticatorData: PasskeyResponse,
              signature: PasskeyResponse,
              userHandle: Type.Optional(PasskeyResponse),
            },
            { additionalProperties: false },
          ),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ secondFactor: SecondFactorState }),
  refusals: refusing('wrong-credentials', 'passkey-refused', 'passkeys-need-a-name'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'it is how one signs in; attempts are counted by address' },
  example: {
    ceremony: exampleSecret,
    response: {
      id: 'AQID',
      rawId: 'AQID',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
    },
  },
})

export const acceptInvitation = contract({
  name: 'people.acceptInvitation',
  does: 'action',
  summary: 'Accept an invitation with its one-time link, choose a password, and be signed in.',
  input: Type.Object(
    { token: Secret, password: Password, name: Type.Optional(Name), language: Type.Optional(Language) },
    { additionalProperties: false },
  ),
  output: Type.Object({ person: Id, secondFactor: SecondFactorState }),
  refusals: refusing('link-not-valid', 'weak-password'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'the one-time token of the invitation is the proof' },
  example: { token: exampleSecret, password: 'four random words here' },
})

export const resetPassword = contract({
  name: 'people.resetPassword',
  does: 'action',
  summary: 'Choose a new password with a one-time reset link. All sessions of the person end.',
  input: Type.Object({ token: Secret, password: Password }, { additionalProperties: false }),
  output: Type.Object({ done: Type.Literal(true), person: Id }),
  refusals: refusing('link-not-valid', 'weak-password'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'the one-time token of the reset link is the proof' },
  example: { token: exampleSecret, password: 'four random words here' },
})

export const finishSingleSignOn = contract({
  name: 'people.finishSingleSignOn',
  does: 'action',
  summary: 'Finish signing in through single sign-on, with what the identity provider sent along to the sign-in page.',
  input: Type.Object(
    {
      answer: Type.String({
        minLength: 1,
        maxLength: 8000,
        description: 'The part of the address after #single-sign-on=',
      }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ secondFactor: SecondFactorState }),
  refusals: refusing('no-single-sign-on', 'single-sign-on-failed'),
  answersSecret: true,
  policy: { who: 'anyone', because: 'it is how one signs in; the identity provider vouches for the person' },
  example: { answer: 'code=abc&state=def' },
})
