// Contracts: calling people out, on the screen, by mail and by calls to their own systems, with their answers.
import Type from 'typebox'
import { held } from '#assess/model.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Answered, CallAnswer, CallOut, CallOutStatus, Whom } from '../model/call-out.ts'
import { closed, orNull, Reason } from '../model/words.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const calling: Policy = { who: ['duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const state = CallOut.properties

const meanings = {
  'no-such-link': {
    status: 422,
    title: 'What it is to be linked with is not there',
    whatToDo: 'Name a crisis and rotas that you may read.',
  },
  'cannot-be-called': {
    status: 422,
    title: 'Somebody who is named cannot be called',
    whatToDo:
      'They may not read or answer it, or do not work here any more: mark it so that they may, or leave them out.',
  },
  'nobody-to-call': {
    status: 422,
    title: 'That reaches nobody',
    whatToDo: 'Name persons, a rota with somebody on duty, or roles that somebody has in the crisis.',
  },
  'not-called': {
    status: 403,
    title: 'You are not called',
    whatToDo: 'Only those who are called answer; ask whoever started it to call you too.',
  },
  'no-person': {
    status: 422,
    title: 'Only a person has addresses of their own',
    whatToDo: 'Sign in as yourself; the command line and the node itself have nobody to call.',
  },
  'address-not-allowed': {
    status: 422,
    title: 'That address is closed',
    whatToDo: 'Use a public address, or let the administrator open this one with TOCSIN_FETCH_ALLOW.',
  },
  'bad-address': { status: 422, title: 'That is no web address', whatToDo: 'Use an https:// address.' },
  'too-many-addresses': {
    status: 409,
    title: 'You have three addresses already',
    whatToDo: 'Remove one that you do not need any more.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const Changed = Type.Object({ id: Id, version: Version, entry: Id, status: CallOutStatus }, closed)
const SomeWhom = Type.Partial(Whom, { ...closed, minProperties: 1 })

export const startCallOut = contract({
  name: 'coordinate.startCallOut',
  does: 'action',
  summary: 'Call people out: shown to them at once, by mail and by their own addresses, again until they answer',
  input: Type.Object(
    {
      title: state.title,
      text: optional(state.text),
      crisis: optional(Id),
      whom: SomeWhom,
      channels: optional(state.channels),
      repeatMinutes: optional(state.repeatMinutes),
      mostRounds: optional(state.mostRounds),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('no-such-link', 'cannot-be-called', 'nobody-to-call'),
  policy: calling,
  arguments: ['title'],
  example: {
    title: 'Come to the crisis room',
    whom: { rotas: [anId], persons: [another] },
    channels: ['email', 'webhook'],
    repeatMinutes: 10,
    mostRounds: 3,
  },
})

export const callMore = contract({
  name: 'coordinate.callMore',
  does: 'action',
  summary: 'Call more people with a call-out that goes on',
  input: Type.Object({ id: Id, version: Version, whom: SomeWhom }, closed),
  output: Changed,
  refusals: may('no-such-link', 'cannot-be-called', 'nobody-to-call'),
  policy: calling,
  arguments: ['id'],
  example: { id: anId, version: 2, whom: { persons: [another] } },
})

export const answerCallOut = contract({
  name: 'coordinate.answerCallOut',
  does: 'action',
  // No version: each answers for themselves, and thirty who answer in the same minute are all heard.
  summary: 'Answer a call-out: coming, cannot, or seen; you are then not called again',
  input: Type.Object(
    {
      id: Id,
      answer: CallAnswer,
      expectedAt: optional(Answered.properties.expectedAt),
      words: optional(Answered.properties.words),
    },
    closed,
  ),
  output: Changed,
  refusals: may('not-called'),
  policy: reading,
  arguments: ['id', 'answer'],
  example: { id: anId, answer: 'coming', words: 'In forty minutes' },
})

export const endCallOut = contract({
  name: 'coordinate.endCallOut',
  does: 'action',
  summary: 'End a call-out: nobody is called again',
  input: Type.Object({ id: Id, version: Version, reason: optional(Reason) }, closed),
  output: Changed,
  refusals: {},
  policy: calling,
  arguments: ['id', 'version'],
  example: { id: anId, version: 5, reason: 'Enough people are here' },
})

const Counted = Type.Object(
  {
    coming: Type.Integer({ minimum: 0 }),
    cannot: Type.Integer({ minimum: 0 }),
    seen: Type.Integer({ minimum: 0 }),
    waiting: Type.Integer({ minimum: 0 }),
  },
  closed,
)

export const listCallOuts = contract({
  name: 'coordinate.listCallOuts',
  does: 'query',
  summary: 'Call-outs that you may read, the newest first, with how many answered what',
  input: Type.Object(
    {
      crisis: optional(Id),
      status: optional(CallOutStatus),
      after: optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...held(
              Type.Pick(CallOut, ['crisis', 'title', 'status', 'startedBy', 'startedAt', 'rounds', 'nextRoundAt']),
            ).properties,
            count: Counted,
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: 'calling' },
})

export const getCallOut = contract({
  name: 'coordinate.getCallOut',
  does: 'query',
  summary: 'One call-out: whom it calls, each attempt and how it ended, each answer',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(CallOut).properties,
      count: Counted,
      /** You are called, and this is your newest answer. */
      you: orNull(Type.Object({ answer: orNull(CallAnswer) }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const Pager = Type.Object(
  {
    id: Id,
    name: Type.String(),
    url: Type.String(),
    added: Instant,
    last: orNull(Type.Object({ state: Type.String(), answer: orNull(Type.String()), at: Instant }, closed)),
  },
  closed,
)

export const addPager = contract({
  name: 'coordinate.addPager',
  does: 'action',
  onlyLive: true,
  summary: 'Give an address at which a call-out or an urgent task calls you: a pager, a gateway to your telephone',
  input: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 100 }), url: Type.String({ minLength: 8, maxLength: 2_000 }) },
    closed,
  ),
  /** The secret signs each call; it is shown once. */
  output: Type.Object({ id: Id, secret: Type.String() }, closed),
  refusals: may('no-person', 'address-not-allowed', 'bad-address', 'too-many-addresses'),
  policy: reading,
  answersSecret: true,
  example: { name: 'My pager', url: 'https://pager.example.org/hooks/me' },
})

export const listPagers = contract({
  name: 'coordinate.listPagers',
  does: 'query',
  summary: 'How you are reached by call-outs: your mail address, and addresses that you gave',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      mailPossible: Type.Boolean({ description: 'Whether this node has a mail server at all' }),
      address: orNull(Type.String()),
      items: Type.Array(Pager),
    },
    closed,
  ),
  refusals: may('no-person'),
  policy: reading,
  example: {},
})

export const removePager = contract({
  name: 'coordinate.removePager',
  does: 'action',
  onlyLive: true,
  summary: 'Be called no longer at one of your addresses',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: may('no-person'),
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const tryPager = contract({
  name: 'coordinate.tryPager',
  does: 'action',
  onlyLive: true,
  summary: 'Have one of your addresses called once, to see that it hears',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: may('no-person'),
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
