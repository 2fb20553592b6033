// Contracts: systems that are called when something is released, published or decided.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { FeedLabel, OutName, Subscription } from '../model/feed.ts'

const closed = { additionalProperties: false } as const
const keeping: Policy = { who: ['administrator', 'duty-officer', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'

export const addSubscription = contract({
  name: 'share.addSubscription',
  does: 'action',
  summary:
    'Have a system called when a product or warning is released or withdrawn, an advisory published, a crisis moves a step',
  input: Type.Object(
    {
      name: OutName,
      url: Type.String({ minLength: 8, maxLength: 2_000 }),
      kinds: Subscription.properties.kinds,
      /** About what is marked above this it is never called; GREEN where it is left out. */
      highest: Type.Optional(FeedLabel),
    },
    closed,
  ),
  /** The secret signs each call; it is shown once. */
  output: Type.Object({ id: Id, secret: Type.String() }, closed),
  refusals: {
    'no-person': {
      status: 422,
      title: 'Only a person can have a system called',
      whatToDo: 'Sign in as yourself: it is told what you may read.',
    },
    'address-not-allowed': {
      status: 422,
      title: 'That address is closed',
      whatToDo: 'Use a public address, or let the administrator open this one with TOCSIN_FETCH_ALLOW.',
    },
    'bad-address': { status: 422, title: 'That is no web address', whatToDo: 'Use an https:// address.' },
    'too-many-subscriptions': {
      status: 409,
      title: 'There are two hundred already',
      whatToDo: 'Remove those that nobody needs.',
    },
  },
  policy: keeping,
  answersSecret: true,
  example: { name: 'Ticket system', url: 'https://tickets.example.org/hooks/tocsin', kinds: ['warning', 'advisory'] },
})

export const listSubscriptions = contract({
  name: 'share.listSubscriptions',
  does: 'query',
  summary: 'Systems that are called about what is released, and how the last call of each ended',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Subscription) }, closed),
  refusals: {},
  policy: keeping,
  example: {},
})

export const removeSubscription = contract({
  name: 'share.removeSubscription',
  does: 'action',
  summary: 'Stop calling a system about what is released',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: keeping,
  arguments: ['id'],
  example: { id: anId },
})

export const trySubscription = contract({
  name: 'share.trySubscription',
  does: 'action',
  summary: 'Call a system once, to see that it hears',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: keeping,
  arguments: ['id'],
  example: { id: anId },
})
