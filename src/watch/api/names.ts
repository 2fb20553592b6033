// Contracts: the watch-list. A person settles once what a name is, and every text to come is read with it.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { NameType } from '../model.ts'
import { held, orNull, Reason } from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })

export const NameText = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]+$',
})
export const Aliases = Type.Array(NameText, { maxItems: 30, uniqueItems: true })
export const Concerns = Type.Array(Id, {
  maxItems: 200,
  uniqueItems: true,
  description: 'Organisations of the register that depend on it: a signal on it concerns them',
})

/** A name on the watch-list. `rejected`: it is no name ("Reading" the verb), and is not shown again. */
export const WatchedName = Type.Object(
  {
    text: NameText,
    aliases: Aliases,
    type: orNull(NameType),
    rejected: Type.Boolean(),
    /** The organisation of the register that it names. */
    organisation: orNull(Id),
    concerns: Concerns,
    why: orNull(Type.String({ maxLength: 1000 })),
    rememberedBy: Id,
    rememberedAt: Instant,
    /** False once it was forgotten: texts are read as if it had never been settled. */
    active: Type.Boolean(),
  },
  closed,
)
export type WatchedName = Static<typeof WatchedName>

export const rememberName = contract({
  name: 'watch.rememberName',
  does: 'action',
  summary: 'Settle what a name is, or that it is none: every text to come is read with it',
  input: Type.Object(
    {
      text: NameText,
      type: optional(orNull(NameType)),
      rejected: optional(Type.Boolean()),
      aliases: optional(Aliases),
      organisation: optional(orNull(Id)),
      concerns: optional(Concerns),
      why: optional(Reason),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: held(WatchedName),
  refusals: refusing('person-needed', 'no-such-organisation'),
  policy: judging,
  arguments: ['text'],
  example: {
    text: 'Musterwerk Cloud',
    type: 'organisation',
    aliases: ['Musterwerk'],
    why: 'Hosts two of our members.',
  },
})

export const forgetName = contract({
  name: 'watch.forgetName',
  does: 'action',
  summary: 'Take a name off the watch-list',
  input: Type.Object({ id: Id, version: Version, why: optional(Reason) }, closed),
  output: held(WatchedName),
  refusals: refusing('person-needed'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 1, why: 'The product is called otherwise now.' },
})

export const listNames = contract({
  name: 'watch.listNames',
  does: 'query',
  summary: 'The watch-list: names that persons settled, with what they are and whom they concern',
  input: Type.Object(
    {
      text: optional(Type.String({ minLength: 1, maxLength: 120 })),
      type: optional(NameType),
      rejected: optional(Type.Boolean()),
      vendors: optional(Type.Boolean({ description: 'Only names that somebody depends on' })),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  output: Type.Object(
    { names: Type.Array(held(WatchedName)), next: orNull(Type.String()), total: Type.Integer() },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { vendors: true },
})
