// Contracts: feeds of what is released, for programs that cannot sign in.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Addresses, Feed, FeedLabel, Kinds, OutName } from '../model/feed.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const own: Policy = { who: 'signed-in' }
const keeping: Policy = { who: ['administrator', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'

const Asked = {
  name: OutName,
  /** What is marked above this never stands in it; GREEN where it is left out. */
  highest: optional(FeedLabel),
  kinds: optional(Kinds),
}
const Opened = Type.Object(
  {
    id: Id,
    /** With the key in them: shown once. */
    addresses: Addresses,
  },
  closed,
)
const refusals = {
  'no-person': {
    status: 422,
    title: 'Only a person has feeds of their own',
    whatToDo: 'Sign in as yourself, or open a feed for an organisation.',
  },
  'too-many-feeds': {
    status: 409,
    title: 'There are as many feeds as one may have',
    whatToDo: 'Close those that no program fetches any more.',
  },
}

export const listFeeds = contract({
  name: 'share.listFeeds',
  does: 'query',
  summary: 'The addresses of the public feed, and the feeds that you opened for yourself',
  input: Type.Object({}, closed),
  output: Type.Object({ public: Addresses, items: Type.Array(Feed) }, closed),
  refusals: {},
  policy: own,
  example: {},
})

export const openFeed = contract({
  name: 'share.openFeed',
  does: 'action',
  summary: 'Get an address from which a program fetches what was released and you may read (Atom, RSS, JSON Feed)',
  input: Type.Object(Asked, closed),
  output: Opened,
  refusals,
  policy: own,
  answersSecret: true,
  example: { name: 'Reader on my desk', highest: 'GREEN' },
})

export const closeFeed = contract({
  name: 'share.closeFeed',
  does: 'action',
  summary: 'Make the address of a feed worthless',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: own,
  arguments: ['id'],
  example: { id: anId },
})

export const listOrganisationFeeds = contract({
  name: 'share.listOrganisationFeeds',
  does: 'query',
  summary: 'Feeds that were opened for organisations',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Feed) }, closed),
  refusals: {},
  policy: keeping,
  example: {},
})

export const openOrganisationFeed = contract({
  name: 'share.openOrganisationFeed',
  does: 'action',
  summary:
    'Get an address for an organisation without a node: it gives what was released and the organisation may read',
  input: Type.Object({ organisation: Id, ...Asked }, closed),
  output: Opened,
  refusals: {
    'too-many-feeds': refusals['too-many-feeds'],
    'not-in-exercise': {
      status: 422,
      title: 'Nothing leaves an exercise',
      whatToDo: 'Open it in the live realm, or open one for yourself to follow the exercise.',
    },
  },
  policy: keeping,
  answersSecret: true,
  example: { organisation: anId, name: 'Situation room of the operator', highest: 'AMBER' },
})
