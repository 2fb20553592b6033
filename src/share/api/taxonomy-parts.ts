// What the contracts of the taxonomy, of clusters and of the forum have in common: shapes, policies, refusals in plain words.
import Type, { type TSchema } from 'typebox'
import { closed } from '#coordinate/model/words.ts'
import type { Policy, RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { classifiedRefusal } from './handling.ts'

export const optional = Type.Optional
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
export const Cursor = Type.String({ maxLength: 500, description: '`next` of the page before' })
export const reading: Policy = { who: 'signed-in' }
export const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
/** What binds an organisation, or others by it. */
export const governing: Policy = { who: ['crisis-manager', 'liaison', 'duty-officer'] }
export const anId = '01980f3c-8a00-7000-8000-000000000001'
export const another = '01980f3c-8a00-7000-8000-000000000002'
export const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)

export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Version, marking: Marking, since: Instant, state }, closed)
}

const meanings = {
  'would-widen': {
    status: 422,
    title: 'It would show something to people who may not see it',
    whatToDo: 'Mark it for the same readers or fewer, or ask the owner of what it rests on to remark that first.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'second-person-needed': {
    status: 403,
    title: 'A second person is needed',
    whatToDo: 'Ask somebody who did not put it forward.',
  },
  'bad-day': {
    status: 422,
    title: 'That day cannot be',
    whatToDo: 'See the detail: give a day of the calendar that has been.',
  },
  'bad-change': {
    status: 422,
    title: 'A change does not fit what is there',
    whatToDo: 'The detail names the change and the reason. Correct it; nothing was kept.',
  },
  'bad-rows': {
    status: 422,
    title: 'A row of the mapping cannot stand',
    whatToDo: 'The detail names the row and the reason. Correct it; nothing was kept.',
  },
  'edition-taken': {
    status: 409,
    title: 'This edition is there already',
    whatToDo: 'Give the new version another edition, for example the next number.',
  },
  'no-such-term': {
    status: 422,
    title: 'There is no such term',
    whatToDo: 'Use an id that share.getTaxonomy lists.',
  },
  'impossible-times': {
    status: 422,
    title: 'That moment cannot be',
    whatToDo: 'See the detail, and correct the time.',
  },
  'bad-address': {
    status: 422,
    title: 'That is no mail address',
    whatToDo: 'Give one mail address, or record that it was handed over.',
  },
  'no-mail-server': {
    status: 409,
    title: 'This node cannot send mail',
    whatToDo: 'Ask an administrator to configure a mail server, or hand it over and record that.',
  },
  'unknown-organisation': {
    status: 422,
    title: 'The register has no such organisation',
    whatToDo: 'Ask an administrator to register it first.',
  },
  'not-a-member': {
    status: 403,
    title: 'Your organisation is no member of this cluster',
    whatToDo: 'Ask its steward for an invitation, and accept it.',
  },
  'not-your-organisation': {
    status: 403,
    title: 'Only the organisation itself can say that',
    whatToDo:
      'Let a person of that organisation say it. Where it cannot, a person of this node says for whom they write it down.',
  },
  'above-highest': {
    status: 422,
    title: 'The cluster takes nothing that is marked so high',
    whatToDo: 'Mark it within the highest marking that the cluster names, or tell those concerned in another way.',
  },
  'does-not-reach': {
    status: 422,
    title: 'A record does not reach all members',
    whatToDo:
      'Its owner must remark it for the members that are named, or leave it out: sharing adds nothing to a marking.',
  },
  'cannot-read': {
    status: 422,
    title: 'That organisation could not read it',
    whatToDo: 'Change the marking of the cluster first, so that a member can read it.',
  },
} satisfies Record<string, RefusalMeaning>

export type Named = keyof typeof meanings

/** What an action may refuse with: these, and every text that carries a mark of classified information. */
export function may(...names: Named[]): Record<string, RefusalMeaning> {
  return { ...classifiedRefusal, ...mayAsked(...names) }
}

/** What a query may refuse with. */
export function mayAsked(...names: Named[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
