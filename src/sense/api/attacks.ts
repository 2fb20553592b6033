// Contracts: attacks that were detected, what a person says of them, observations over all channels, and forecasts.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Attack, AttackState, judgements, Observation } from '../model/attacks.ts'
import { orNull } from '../model/targets.ts'
import { refusing } from './refusals.ts'
import { held, reading, Version, working } from './targets.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'

export const listAttacks = contract({
  name: 'sense.listAttacks',
  does: 'query',
  summary: 'Attacks, those that run first, then the newest',
  input: Type.Object(
    {
      target: optional(Id),
      state: optional(AttackState),
      /** true: those that are not over. */
      running: optional(Type.Boolean()),
      judged: optional(Type.Boolean()),
      since: optional(Instant),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    { attacks: Type.Array(held(Attack)), next: orNull(Type.String()), total: Type.Integer() },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { judged: false },
})

export const getAttack = contract({
  name: 'sense.getAttack',
  does: 'query',
  summary: 'One attack: its waves, how it is done, where packets came from, and the observation that it is part of',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      attack: held(Attack),
      target: Type.Object({ id: Id, name: Type.String(), organisation: Type.String() }, closed),
      observation: orNull(held(Observation)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const judgeAttack = contract({
  name: 'sense.judgeAttack',
  does: 'action',
  summary: 'Say what it was: an attack, a flash crowd, an outage, or a false alarm',
  input: Type.Object(
    { id: Id, version: Version, as: Type.Enum(judgements), reason: Type.String({ minLength: 3, maxLength: 1000 }) },
    closed,
  ),
  output: held(Attack),
  refusals: refusing('person-needed'),
  policy: working,
  arguments: ['id', 'as'],
  example: { id: anId, version: 3, as: 'flash crowd', reason: 'Ticket sales opened at that minute.' },
})

export const listObservations = contract({
  name: 'sense.listObservations',
  does: 'query',
  summary: 'What traffic, complaints and news say together, newest first',
  input: Type.Object(
    {
      target: optional(Id),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ observations: Type.Array(held(Observation)), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const forecastThreshold = contract({
  name: 'sense.forecastThreshold',
  does: 'query',
  summary:
    'When a target may reach a threshold of users affected, minutes, or both multiplied, if it goes on like this',
  input: Type.Object(
    {
      target: Id,
      what: Type.Enum(['users', 'minutes', 'user-minutes']),
      threshold: Type.Number({ exclusiveMinimum: 0, maximum: 1e15 }),
    },
    closed,
  ),
  output: Type.Object(
    {
      /** undetermined: see `missing`; never to be read as no. */
      verdict: Type.Enum(['reached', 'likely', 'possible', 'unlikely', 'undetermined']),
      probability: orNull(Type.Number({ minimum: 0, maximum: 1 })),
      soFar: orNull(Type.Number()),
      earliest: orNull(Instant),
      median: orNull(Instant),
      latest: orNull(Instant),
      because: Type.Array(Type.String()),
      missing: Type.Array(Type.String()),
      /** Proposed to assess, each to be confirmed by a person. */
      facts: Type.Array(
        Type.Object(
          {
            name: Type.String(),
            value: orNull(Type.Number()),
            unit: Type.String(),
            low: orNull(Type.Number()),
            high: orNull(Type.Number()),
            source: Type.String(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['target'],
  example: { target: anId, what: 'user-minutes', threshold: 30_000_000 },
})
