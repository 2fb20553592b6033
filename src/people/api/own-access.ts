// Contracts: what a person does about their own ways in: second factors, password, sessions, API tokens.

import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Name, PasskeyShown, SessionShown, TokenScope, TokenShown } from '../model.ts'
import { refusing } from './refusals.ts'
import { Done, exampleId, exampleSecret, Nothing, Password, Secret } from './schemas.ts'

/** Whoever signed in just now need not type it twice. */
const RecentPassword = Type.Optional(
  Type.String({ minLength: 1, maxLength: 256, description: 'Needed when the sign-in is more than ten minutes old' }),
)
const signedIn = { who: 'signed-in' } as const

export const listSecondFactors = contract({
  name: 'people.listSecondFactors',
  does: 'query',
  summary: 'The second factors of the caller.',
  input: Nothing,
  output: Type.Object({
    totp: Type.Boolean({ description: 'Codes from an authenticator app are set up' }),
    recoveryCodesLeft: Type.Integer(),
    passkeys: Type.Array(PasskeyShown),
  }),
  refusals: refusing('session-needed'),
  policy: signedIn,
  example: {},
})

export const startTotp = contract({
  name: 'people.startTotp',
  does: 'action',
  summary: 'Begin to set up codes from an authenticator app. Nothing is in force until confirmTotp.',
  input: Type.Object({ password: RecentPassword }, { additionalProperties: false }),
  output: Type.Object({
    secret: Type.String({ description: 'Base32, for typing by hand' }),
    uri: Type.String({ description: 'otpauth:// address' }),
    qr: Type.String({ description: 'The same as a QR code: an SVG document' }),
  }),
  refusals: refusing('session-needed', 'single-sign-on', 'wrong-password'),
  policy: signedIn,
  answersSecret: true,
  example: { password: 'four random words here' },
})

export const confirmTotp = contract({
  name: 'people.confirmTotp',
  does: 'action',
  summary: 'Put codes from the authenticator app in force by typing one. Gives ten recovery codes, shown once.',
  input: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false }),
  output: Type.Object({ recoveryCodes: Type.Array(Type.String()) }),
  refusals: refusing('session-needed', 'single-sign-on', 'wrong-code'),
  policy: signedIn,
  answersSecret: true,
  example: { code: '123456' },
  arguments: ['code'],
})

export const removeSecondFactor = contract({
  name: 'people.removeSecondFactor',
  does: 'action',
  summary: 'Remove the codes, or one passkey, of the caller.',
  input: Type.Object(
    {
      factor: Type.Enum(['totp', 'passkey']),
      passkey: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, pattern: '^[A-Za-z0-9_-]+$' })),
      password: Password,
    },
    { additionalProperties: false },
  ),
  output: Done,
  refusals: refusing('session-needed', 'single-sign-on', 'wrong-password', 'last-factor'),
  policy: signedIn,
  answersSecret: true,
  example: { factor: 'totp', password: 'four random words here' },
})

export const startPasskey = contract({
  name: 'people.startPasskey',
  does: 'action',
  summary: 'Begin to add a passkey: options for navigator.credentials.create().',
  input: Type.Object({ password: RecentPassword }, { additionalProperties: false }),
  output: Type.Object({
    ceremony: Type.String({ description: 'Send it back with addPasskey, once, within five minutes' }),
    options: Type.Unsafe<Record<string, unknown>>(Type.Object({}, { additionalProperties: true })),
  }),
  refusals: refusing('session-needed', 'single-sign-on', 'wrong-password', 'passkeys-need-a-name'),
  policy: signedIn,
  answersSecret: true,
  example: { password: 'four random words here' },
})

const PasskeyResponse = Type.String({ maxLength: 100_000, pattern: '^[A-Za-z0-9_-]*$' })

export const addPasskey = contract({
  name: 'people.addPasskey',
  does: 'action',
  summary: 'Add the passkey that the browser made.',
  input: Type.Object(
    {
      ceremony: Secret,
      name: Name,
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
              attestationObject: PasskeyResponse,
              authenticatorData: Type.Optional(PasskeyResponse),
              transports: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 10 })),
              publicKeyAlgorithm: Type.Optional(Type.Integer()),
              publicKey: Type.Optional(PasskeyResponse),
            },
            { additionalProperties: false },
          ),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  output: PasskeyShown,
  refusals: refusing('session-needed', 'single-sign-on', 'passkey-refused', 'passkeys-need-a-name'),
  policy: signedIn,
  answersSecret: true,
  example: {
    ceremony: exampleSecret,
    name: 'Key on the key ring',
    response: {
      id: 'AQID',
      rawId: 'AQID',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'e30', attestationObject: 'AA' },
    },
  },
})

export const changePassword = contract({
  name: 'people.changePassword',
  does: 'action',
  summary: 'Change the password of the caller. All other sessions end.',
  input: Type.Object({ old: Password, new: Password }, { additionalProperties: false }),
  output: Done,
  refusals: refusing('session-needed', 'single-sign-on', 'wrong-password', 'weak-password'),
  policy: signedIn,
  answersSecret: true,
  example: { old: 'four random words here', new: 'five other random words here' },
})

export const listSessions = contract({
  name: 'people.listSessions',
  does: 'query',
  summary: 'Where the caller is signed in.',
  input: Nothing,
  output: Type.Object({ items: Type.Array(SessionShown) }),
  refusals: refusing('session-needed'),
  policy: signedIn,
  example: {},
})

export const endSession = contract({
  name: 'people.endSession',
  does: 'action',
  summary: 'End one session of the caller, or all others when none is named.',
  input: Type.Object({ session: Type.Optional(Id) }, { additionalProperties: false }),
  output: Type.Object({ ended: Type.Integer() }),
  refusals: refusing('session-needed'),
  policy: signedIn,
  example: { session: exampleId },
  arguments: ['session'],
})

export const createToken = contract({
  name: 'people.createToken',
  does: 'action',
  summary: 'Make an API token for the caller. It is shown once, in this answer.',
  input: Type.Object({ name: Name, scope: TokenScope, expires: Instant }, { additionalProperties: false }),
  output: Type.Object({
    token: Type.String({ description: 'Send it as `Authorization: Bearer ...`' }),
    shown: TokenShown,
  }),
  refusals: refusing('session-needed', 'expiry-not-valid', 'too-many-tokens'),
  policy: signedIn,
  answersSecret: true,
  example: {
    name: 'Nightly export',
    scope: { readOnly: true, only: ['watch', 'assess.listIncidents'] },
    expires: '2027-03-10T00:00:00.000Z',
  },
})

export const listTokens = contract({
  name: 'people.listTokens',
  does: 'query',
  summary: 'The API tokens of the caller: names, scopes and ends, never the tokens themselves.',
  input: Nothing,
  output: Type.Object({ items: Type.Array(TokenShown) }),
  refusals: refusing('session-needed'),
  policy: signedIn,
  example: {},
})

export const revokeToken = contract({
  name: 'people.revokeToken',
  does: 'action',
  summary: 'Revoke an API token of the caller; an administrator may revoke any.',
  input: Type.Object({ token: Id }, { additionalProperties: false }),
  output: Done,
  refusals: refusing('session-needed'),
  policy: signedIn,
  example: { token: exampleId },
  arguments: ['token'],
})
