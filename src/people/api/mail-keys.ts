// Contracts: OpenPGP keys, so that mail to a person or a desk is encrypted to them.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Email } from '../model.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const exampleKey = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n...\n-----END PGP PUBLIC KEY BLOCK-----'

const MailKey = Type.Object(
  {
    address: Type.String(),
    /** Whose account it belongs to; null: a desk, or somebody without one. */
    person: orNull(Id),
    /** In capitals. Compare it with the holder over another way. */
    fingerprint: Type.String(),
    /** 'Curve25519' or 'RSA 4096' */
    algorithm: Type.String(),
    expires: orNull(Instant),
    added: Instant,
    addedBy: Type.String(),
    /** Why mail is not encrypted to it now; null: it is. */
    fault: orNull(Type.String()),
  },
  closed,
)

export const listMailKeys = contract({
  name: 'people.listMailKeys',
  does: 'query',
  summary: 'Your OpenPGP key; for administrators all keys that mail of this node is encrypted to',
  input: Type.Object({ all: Type.Optional(Type.Boolean()) }, closed),
  output: Type.Object({ items: Type.Array(MailKey) }, closed),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {},
})

export const addMailKey = contract({
  name: 'people.addMailKey',
  does: 'action',
  summary: 'Have mail to an address encrypted to an OpenPGP key; takes the place of the key that it had',
  input: Type.Object(
    {
      key: Type.String({ minLength: 100, maxLength: 200_000, description: 'The public key, ASCII armoured' }),
      /** Your own where it is left out; another one takes an administrator. */
      address: Type.Optional(Email),
    },
    closed,
  ),
  output: MailKey,
  refusals: {
    ...refusing('session-needed'),
    'not-a-key': {
      status: 422,
      title: 'That is no OpenPGP public key that can be read',
      whatToDo:
        'Export one public key as ASCII armoured text (gpg --armor --export you@example.org) and paste all of it.',
    },
    'secret-key': {
      status: 422,
      title: 'That is a secret key',
      whatToDo:
        'It was not kept. Paste the public key; give the secret one to nobody, and replace it if this was a slip.',
    },
    'ended-key': {
      status: 422,
      title: 'The key has expired or was revoked',
      whatToDo: 'Move its end on, or make a new key, and export it again. The detail says which.',
    },
    'weak-key': {
      status: 422,
      title: 'The key is too weak',
      whatToDo: 'Make a new one: Curve25519, or RSA with 3072 bits or more. The detail says why.',
    },
    'no-encryption': {
      status: 422,
      title: 'Nothing can be encrypted to this key',
      whatToDo: 'It signs only, or its part for encryption has ended. Add a subkey for encryption and export it again.',
    },
    'other-address': {
      status: 422,
      title: 'The key is for other addresses',
      whatToDo: 'Add this address to the key as a user id, or take the key of this address.',
    },
    'no-address': {
      status: 422,
      title: 'Only a person has an address of their own',
      whatToDo: 'Sign in as yourself, or name the address.',
    },
    'not-your-address': {
      status: 403,
      title: 'This address is not yours',
      whatToDo: 'Leave it out for your own. Keys of desks and of others are added by an administrator.',
    },
  },
  policy: { who: 'signed-in' },
  example: { key: exampleKey.padEnd(110, '\n') },
})

export const removeMailKey = contract({
  name: 'people.removeMailKey',
  does: 'action',
  summary: 'Stop encrypting mail to an address: from then on it says little, in the clear',
  input: Type.Object({ address: Email }, closed),
  output: Type.Object({ address: Type.String() }, closed),
  refusals: refusing('session-needed'),
  policy: { who: 'signed-in' },
  arguments: ['address'],
  example: { address: 'desk@operator.example' },
})
