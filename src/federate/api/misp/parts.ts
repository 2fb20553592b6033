// What the contracts of MISP share: who may, what refusals mean, and small schemas.
import Type from 'typebox'
import type { Policy, RefusalMeaning } from '#kernel/contract.ts'

export const closed = { additionalProperties: false } as const
export const optional = Type.Optional
export const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const reading: Policy = { who: 'signed-in' }
export const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
export const settling: Policy = { who: ['administrator', 'liaison'] }
export const anId = '01980f3c-8a00-7000-8000-000000000001'
export const aUuid = '5f0f1f5a-9f0c-4e4d-8c1b-2a3b4c5d6e7f'
export const Cursor = Type.String({ maxLength: 500, description: '`next` of the page before' })
export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
export const Count = Type.Integer({ minimum: 0 })

const meanings = {
  'no-json': {
    status: 422,
    title: 'That is no MISP JSON',
    whatToDo: 'Export the event from MISP as “MISP JSON” and send that file.',
  },
  'bad-address': {
    status: 422,
    title: 'That is no address that can be followed',
    whatToDo: 'Give the address of the feed or of the server, such as https://misp.example.org.',
  },
  'address-not-allowed': {
    status: 422,
    title: 'This node may not fetch from there',
    whatToDo: 'Ask an administrator to allow that network (TOCSIN_FETCH_ALLOW), or give another address.',
  },
  'key-needed': {
    status: 422,
    title: 'A server is asked with a key',
    whatToDo: 'Give the authentication key that the server issued for this node.',
  },
  'bad-key': {
    status: 422,
    title: 'That is no OpenPGP public key',
    whatToDo: 'Give the armoured public key with which the manifest is signed.',
  },
  'uuid-taken': {
    status: 409,
    title: 'Another organisation goes by that UUID',
    whatToDo: 'Take the UUID away from the other organisation first, or correct it.',
  },
  'not-reached': {
    status: 502,
    title: 'The other side did not answer as it should',
    whatToDo: 'See the detail; ask whoever runs it when it is not the address or the key.',
  },
  'cannot-send': {
    status: 422,
    title: 'Nothing goes back there',
    whatToDo: 'Only a server, and only outside an exercise, is sent what your people say about its events.',
  },
  'no-such-attribute': {
    status: 422,
    title: 'The event has no such attribute',
    whatToDo: 'Take the UUID of one of its attributes, or leave it out to propose a new one.',
  },
  'not-said': {
    status: 422,
    title: 'That cannot be said so',
    whatToDo: 'See the detail: a proposal has a type and a value that MISP knows.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'too-many-sources': {
    status: 409,
    title: 'No more feeds and servers can be followed',
    whatToDo: 'End one that is not needed any more.',
  },
} satisfies Record<string, RefusalMeaning>
type Named = keyof typeof meanings
export const may = (...names: Named[]): Record<string, RefusalMeaning> =>
  Object.fromEntries(names.map((name) => [name, meanings[name]]))
