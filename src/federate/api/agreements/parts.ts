// What the contracts of agreements have in common: the words of a draft, policies, refusals in plain words.
import Type, { type TSchema } from 'typebox'
import type { Policy, RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { AgreementContact, AgreementTerms, Flow } from '../../model/agreement.ts'

export const closed = { additionalProperties: false } as const
export const optional = Type.Optional
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
export const Cursor = Type.String({ maxLength: 500, description: '`next` of the page before' })
export const Reason = Type.String({ minLength: 3, maxLength: 1000 })
export const Digest = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: '`digest` of a simulation that you were shown',
})
export const reading: Policy = { who: 'signed-in' }
/** What binds the organisation towards another one. */
export const governing: Policy = { who: ['crisis-manager', 'liaison', 'duty-officer'] }
export const anId = '01980f3c-8a00-7000-8000-000000000001'
export const another = '01980f3c-8a00-7000-8000-000000000002'
export const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)

export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Version, marking: Marking, since: Instant, state }, closed)
}

const terms = AgreementTerms.properties
const { from: _from, to: _to, ...flow } = Flow.properties
const { organisation: _organisation, ...contact } = AgreementContact.properties

/** A flow as this side drafts it: out is from this node to the peer. */
export const DraftFlow = Type.Object({ direction: Type.Enum(['out', 'in']), ...flow }, closed)
export const DraftContact = Type.Object({ side: Type.Enum(['ours', 'theirs']), ...contact }, closed)

/** What may be said when drafting; what is left out stays, or comes from the model. */
export const words = {
  title: optional(terms.title),
  purpose: optional(terms.purpose),
  flows: optional(Type.Array(DraftFlow, { minItems: 1, maxItems: 10 })),
  contacts: optional(Type.Array(DraftContact, { maxItems: 40 })),
  fallback: optional(terms.fallback),
  limits: optional(terms.limits),
  basis: optional(terms.basis),
  validFrom: optional(terms.validFrom),
  reviewOn: optional(terms.reviewOn),
  endsOn: optional(terms.endsOn),
}

const meanings = {
  'unknown-peer': {
    status: 404,
    title: 'This node knows no such peer',
    whatToDo: 'Take its card in first, and compare fingerprints.',
  },
  'not-trusted': {
    status: 409,
    title: 'The peer is not trusted',
    whatToDo: 'Compare its fingerprint over another way first; with revoked keys nothing is agreed.',
  },
  'incomplete-terms': {
    status: 422,
    title: 'Something is missing for an agreement',
    whatToDo: 'The detail names what is missing. Begin from a model, or say it.',
  },
  'bad-terms': {
    status: 422,
    title: 'The terms cannot stand so',
    whatToDo: 'The detail names each fault with its place. Nothing was kept.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'no-such-model': {
    status: 422,
    title: 'There is no such model or side',
    whatToDo: 'federate.agreementForms lists them.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'second-person-needed': {
    status: 403,
    title: 'A second person is needed',
    whatToDo: 'Ask somebody of your organisation who did not write the words to propose it.',
  },
  'not-our-person': {
    status: 403,
    title: 'Only people of this node sign for it',
    whatToDo: 'Ask somebody of the organisation whose node this is.',
  },
  'not-shown': {
    status: 409,
    title: 'The simulator has not shown you this',
    whatToDo: 'Look at the simulation of the present words again, and give its digest; or leave the digest out.',
  },
  'no-such-record': {
    status: 404,
    title: 'There is no such record that you may read',
    whatToDo: 'Check its kind and its id.',
  },
  'already-released': {
    status: 409,
    title: 'It was released to that peer already',
    whatToDo: 'There is nothing to do; it flows as the agreement says.',
  },
  'bad-day': {
    status: 422,
    title: 'That day cannot be',
    whatToDo: 'Give a day of the calendar that is to come.',
  },
} satisfies Record<string, RefusalMeaning>

export type Named = keyof typeof meanings

export function may(...names: Named[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
