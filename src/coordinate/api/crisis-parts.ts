// Parts that the contracts of crises share: refusals, policies, and how a crisis and what belongs to it is shown.
import Type from 'typebox'
import { IncidentStatus, SeverityColour, Users } from '#assess/model.ts'
import type { Policy, RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Crisis, CrisisStatus } from '../model/crisis.ts'
import { closed, Key, orNull } from '../model/words.ts'
import { crisisMoves } from '../rules/crises/lifecycle.ts'

export const optional = Type.Optional
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const reading: Policy = { who: 'signed-in' }
export const leading: Policy = { who: ['crisis-manager', 'duty-officer'] }
export const anId = '01980f3c-8a00-7000-8000-000000000001'
export const another = '01980f3c-8a00-7000-8000-000000000002'

const meanings = {
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'no-such-part': {
    status: 404,
    title: 'The crisis has no such part',
    whatToDo: 'Load the crisis; each strand, participant, objective, beat and line carries its key.',
  },
  'unknown-value': {
    status: 422,
    title: 'The list has no such value',
    whatToDo: 'Choose one of those that coordinate.crisisWords and assess.taxonomies list.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times contradict each other',
    whatToDo: 'See the detail, and correct the one that is wrong.',
  },
  'too-many-parts': {
    status: 409,
    title: 'The crisis holds as many of these as one crisis can',
    whatToDo: 'End or remove some, or open a second crisis beside it.',
  },
  'wrong-turn': {
    status: 409,
    title: 'That turn cannot be noted as done',
    whatToDo: 'See the detail; coordinate.crisisRhythm lists the turns.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Whoever wrote it cannot agree it',
    whatToDo: 'Ask somebody else who answers for this crisis.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
} satisfies Record<string, RefusalMeaning>

export function may<K extends keyof typeof meanings>(...names: K[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

/** After a change: where the crisis stands now, and the key of the part that was made or changed. */
export const ChangedCrisis = Type.Object(
  { id: Id, version: Version, entry: Id, status: CrisisStatus, key: orNull(Key) },
  closed,
)

export const ShownIncident = Type.Object(
  {
    id: Id,
    reference: Type.String(),
    title: Type.String(),
    status: IncidentStatus,
    severity: orNull(SeverityColour),
    sectors: Type.Array(Type.String()),
    countries: Type.Array(Type.String()),
    users: orNull(Users),
    marking: Marking,
    changedAt: Instant,
    /** Incidents that the crisis names and that were merged into this one. */
    standsFor: Type.Array(Id),
  },
  closed,
)

export const ShownLink = Type.Object(
  { id: Id, record: Type.String(), title: Type.String(), marking: Marking, since: Instant },
  closed,
)

export const ShownBeat = Type.Object(
  {
    key: Key,
    what: Type.String(),
    kind: Type.String(),
    product: orNull(Type.String()),
    everyMinutes: orNull(Type.Integer()),
    owner: orNull(Type.String()),
    next: orNull(Instant),
    overdue: Type.Boolean(),
    missed: Type.Integer(),
    lastMissed: orNull(Instant),
    lastDone: orNull(Instant),
  },
  closed,
)

export const ShownCrisis = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    since: Instant,
    /** Without what the reader may not read. */
    state: Crisis,
    incidents: Type.Array(ShownIncident),
    /** Claims, questions and what strands rest on. */
    linked: Type.Array(ShownLink),
    /** Records that it names and that you may not read; null where even their number is not for you. */
    withheld: orNull(Type.Integer({ minimum: 0 })),
    beats: Type.Array(ShownBeat),
    moves: Type.Array(Type.Enum(crisisMoves)),
  },
  closed,
)
