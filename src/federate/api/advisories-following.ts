// Contracts: providers of CSAF documents that this node follows by itself.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Provider } from '../model/advisories/advisory.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const count = Type.Integer({ minimum: 0 })
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const following: Policy = { who: ['analyst', 'duty-officer', 'administrator'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'

const onlyLive: Record<string, RefusalMeaning> = {
  'only-live': {
    status: 409,
    title: 'An exercise fetches nothing from outside',
    whatToDo: 'Import the documents of the exercise by hand.',
  },
}

export const followProvider = contract({
  name: 'federate.followProvider',
  does: 'action',
  summary: 'Follow a provider of CSAF documents by its domain; doing it again believes the keys that it shows now',
  input: Type.Object(
    {
      address: Type.String({
        ...{ minLength: 3, maxLength: 500 },
        description: 'A domain such as example.org, or the https address of a provider-metadata.json',
      }),
      days: optional(
        Type.Integer({ minimum: 0, maximum: 3650, description: 'How far back documents are fetched; 90 without' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ id: Id, version: Version, entry: Id, state: Provider, found: text(200) }, closed),
  refusals: {
    ...onlyLive,
    'bad-address': {
      status: 422,
      title: 'That is neither a domain nor an https address',
      whatToDo: 'Give the domain of the provider, such as example.org.',
    },
    'no-metadata': {
      status: 422,
      title: 'No provider-metadata.json was found',
      whatToDo: 'See the detail for where it was looked for; give its address itself, or import documents by hand.',
    },
    'bad-metadata': {
      status: 422,
      title: 'The provider-metadata.json cannot be used',
      whatToDo: 'See the detail, and tell the provider.',
    },
  },
  policy: following,
  example: { address: 'example.org' },
  arguments: ['address'],
})

export const stopFollowing = contract({
  name: 'federate.stopFollowing',
  does: 'action',
  summary: 'Fetch nothing more from a provider; what came from it stays',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Type.Object({ id: Id, version: Version, entry: Id }, closed),
  refusals: {},
  policy: following,
  example: { id: anId, version: 1 },
  arguments: ['id'],
})

export const PolledDocument = Type.Object(
  { url: text(2000), outcome: Type.Enum(['taken', 'known', 'refused', 'failed']), why: orNull(text(600)), at: Instant },
  closed,
)

export const readProvider = contract({
  name: 'federate.readProvider',
  does: 'action',
  summary: 'Look now for new documents of a provider that is followed',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...{ taken: count, known: count, refused: count, failed: count, left: count },
      documents: Type.Array(PolledDocument, { maxItems: 500 }),
    },
    closed,
  ),
  refusals: {
    ...onlyLive,
    'not-reached': {
      status: 502,
      title: 'The provider could not be read',
      whatToDo: 'See the detail. It is tried again by itself, less often each time.',
    },
  },
  policy: following,
  example: { id: anId },
  arguments: ['id'],
})

export const listProviders = contract({
  name: 'federate.listProviders',
  does: 'query',
  summary: 'Providers that are followed, how the last look went, and which documents were refused for which reason',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...{ id: Id, version: Version, marking: Marking, state: Provider },
            poll: orNull(
              Type.Object(
                {
                  ...{ due: Instant, failures: count, lastAt: orNull(Instant), lastError: orNull(text(600)) },
                  ...{ taken: count, refused: count },
                },
                closed,
              ),
            ),
            refused: Type.Array(PolledDocument, { maxItems: 20 }),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})
