// Contracts: servers of others that are followed by TAXII 2.1, or that our collections are pushed to.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { anId, closed, governing, may, optional, orNull, reading } from './parts.ts'

const Url = Type.String({ maxLength: 500, pattern: '^https?://' })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Login = {
  /** With a user name: HTTP Basic. Without: the secret is a bearer token. */
  username: optional(Type.String({ maxLength: 200 })),
  secret: optional(Type.String({ minLength: 1, maxLength: 2000 })),
}
const Direction = Type.Enum(['pull', 'push'])

export const TaxiiFeedShown = Type.Object(
  {
    id: Id,
    collection: Id,
    collectionTitle: orNull(Type.String()),
    direction: Direction,
    name: Name,
    url: Type.String(),
    username: orNull(Type.String()),
    hasSecret: Type.Boolean(),
    marking: Marking,
    everySeconds: Type.Integer(),
    paused: Type.Boolean(),
    addedAt: Instant,
    nextAt: Instant,
    failures: Type.Integer(),
    lastSuccess: orNull(Instant),
    lastError: orNull(Type.String()),
    lastIntake: orNull(Id),
  },
  closed,
)

export const discoverTaxii = contract({
  name: 'federate.discoverTaxii',
  does: 'action',
  onlyLive: true,
  summary: 'Ask a TAXII 2.1 server which roots and collections it shows us',
  input: Type.Object({ url: Url, ...Login }, closed),
  output: Type.Object(
    {
      title: Type.String(),
      collections: Type.Array(
        Type.Object(
          {
            root: Type.String(),
            id: Type.String(),
            title: Type.String(),
            url: Type.String(),
            canRead: Type.Boolean(),
            canWrite: Type.Boolean(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: may('bad-address', 'not-reached'),
  policy: governing,
  arguments: ['url'],
  answersSecret: true,
  example: { url: 'https://taxii.example/taxii2/', username: 'us', secret: 'given by them' },
})

export const followTaxii = contract({
  name: 'federate.followTaxii',
  does: 'action',
  summary: 'Follow a collection of another TAXII 2.1 server into one of ours, or push one of ours to theirs',
  input: Type.Object(
    {
      name: Name,
      /** Of their collection: https://host/root/collections/id/ */
      url: Url,
      ...Login,
      direction: optional(Direction),
      /** Ours: where objects come to, or from where they go. */
      collection: Id,
      everySeconds: optional(Type.Integer({ minimum: 60, maximum: 604_800 })),
      /** Objects that come are marked as they say, and at least so. */
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ id: Id }, closed),
  refusals: may('bad-address', 'other-realm', 'not-writable', 'too-many-feeds'),
  policy: governing,
  answersSecret: true,
  example: {
    name: 'Indicators of the neighbour',
    url: 'https://taxii.example/api/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/',
    username: 'us',
    secret: 'given by them',
    collection: anId,
    everySeconds: 900,
  },
})

export const listTaxiiFeeds = contract({
  name: 'federate.listTaxiiFeeds',
  does: 'query',
  summary: 'Servers that are followed or pushed to, with the last success and the last error; never their secrets',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(TaxiiFeedShown) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const pollTaxiiFeed = contract({
  name: 'federate.pollTaxiiFeed',
  does: 'action',
  summary: 'Ask a followed server now, whatever its turn',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ ok: Type.Boolean(), objects: Type.Integer(), error: orNull(Type.String()) }, closed),
  refusals: {},
  policy: governing,
  arguments: ['id'],
  example: { id: anId },
})

export const pauseTaxiiFeed = contract({
  name: 'federate.pauseTaxiiFeed',
  does: 'action',
  summary: 'Pause a followed server, or go on with it from where it was',
  input: Type.Object({ id: Id, paused: Type.Boolean() }, closed),
  output: Type.Object({ id: Id, paused: Type.Boolean() }, closed),
  refusals: {},
  policy: governing,
  arguments: ['id'],
  example: { id: anId, paused: true },
})

export const removeTaxiiFeed = contract({
  name: 'federate.removeTaxiiFeed',
  does: 'action',
  summary: 'Stop following a server and forget its secret; what came from it stays',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: governing,
  arguments: ['id'],
  example: { id: anId },
})
