// The table of the ladder as it stands in data/coordinate/ladder.json: networks, their rungs, and for every rung and event a
// step, or the reason why there is none. And who is meant by the actors that it names.
import Type, { type Static } from 'typebox'
import { AskedId, LadderEventId, ModeId, NetworkId } from './ladder.ts'
import { ActorId, closed, orNull, Verification } from './words.ts'

const Text = Type.String({ minLength: 1, maxLength: 1_000 })
const Name = Type.String({ minLength: 1, maxLength: 200 })
/** May be empty in a file: the check says where, in words. */
const Source = Type.String({ maxLength: 500 })
const sourced = { source: Source, verification: Verification }
export const CriterionId = Type.String({ pattern: '^[a-z][a-z0-9_]{1,59}$' })
const Ids = (maxItems: number) => Type.Array(CriterionId, { maxItems, uniqueItems: true })
const Count = Type.Integer({ minimum: 1, maximum: 1_000 })

/** What can be asked of the facts of a crisis: a closed vocabulary. Each is answered yes, no or undetermined. */
export const Ask = Type.Union([
  Type.Object({ kind: Type.Literal('member-states'), atLeast: Count }, closed),
  Type.Object({ kind: Type.Literal('third-countries'), atLeast: Count }, closed),
  Type.Object({ kind: Type.Literal('sectors'), atLeast: Count }, closed),
  Type.Object({ kind: Type.Literal('severity'), atLeast: Type.Enum(['red', 'yellow', 'green']) }, closed),
  Type.Object({ kind: Type.Literal('predicate'), rule: Type.String({ maxLength: 100 }) }, closed),
  Type.Object({ kind: Type.Literal('significant'), regimes: Type.Array(Name, { minItems: 1, maxItems: 20 }) }, closed),
  Type.Object({ kind: Type.Literal('root-cause'), values: Type.Array(Name, { minItems: 1, maxItems: 20 }) }, closed),
  Type.Object({ kind: Type.Literal('detected'), homes: Type.Array(Name, { minItems: 1, maxItems: 10 }) }, closed),
  Type.Object({ kind: Type.Literal('hybrid') }, closed),
  Type.Object({ kind: Type.Literal('asked'), asked: AskedId }, closed),
  Type.Object({ kind: Type.Literal('contained') }, closed),
  Type.Object({ kind: Type.Literal('none-open') }, closed),
  Type.Object({ kind: Type.Literal('open-falling'), hours: Type.Integer({ minimum: 1, maximum: 720 }) }, closed),
  Type.Object(
    { kind: Type.Literal('network-at'), network: NetworkId, modes: Type.Array(ModeId, { minItems: 1, maxItems: 20 }) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('any'), of: Ids(20) }, closed),
  Type.Object({ kind: Type.Literal('all'), of: Ids(20) }, closed),
])
export type Ask = Static<typeof Ask>

export const Criterion = Type.Object({ id: CriterionId, text: Text, ask: Ask, ...sourced }, closed)
export type Criterion = Static<typeof Criterion>

/** Only a person can say it. */
export const Asked = Type.Object(
  { id: AskedId, question: Text, help: Type.String({ maxLength: 1_000 }), ...sourced },
  closed,
)
export type Asked = Static<typeof Asked>

/** `each`: one party for every Member State that is affected, as far as known. */
export const Consult = Type.Object(
  {
    actor: ActorId,
    name: Type.Optional(Name),
    each: Type.Optional(Type.Literal('affected-member-state')),
  },
  closed,
)

export const StepCell = Type.Object(
  {
    to: ModeId,
    trigger: Text,
    /** All of them must be yes for the software to propose it. */
    criteria: Ids(20),
    /** Each that is yes speaks against it. */
    against: Ids(20),
    decider: Type.Object(
      {
        text: Text,
        actors: Type.Array(ActorId, { maxItems: 20, uniqueItems: true }),
        source: Type.Optional(Source),
        verification: Type.Optional(Verification),
      },
      closed,
    ),
    consult: Type.Array(Consult, { maxItems: 20 }),
    handOver: orNull(Type.Object({ to: ActorId, what: Text }, closed)),
    actions: Type.Array(Text, { maxItems: 30 }),
    note: Type.Optional(Text),
    ...sourced,
  },
  closed,
)
export type StepCell = Static<typeof StepCell>
export const NoCell = Type.Object({ none: Text }, closed)
export type Cell = StepCell | Static<typeof NoCell>
export const Cell = Type.Union([StepCell, NoCell])

export const Mode = Type.Object(
  {
    id: ModeId,
    name: Name,
    /** Higher is further up. */
    rank: Type.Integer({ minimum: 0, maximum: 100 }),
    does: Text,
    /** Names that were heard for it, each with how well that is known. */
    alsoCalled: Type.Array(Type.Object({ name: Name, verification: Verification }, closed), { maxItems: 10 }),
    ...sourced,
  },
  closed,
)
export type Mode = Static<typeof Mode>

/** Runs from the moment that a mode is entered until one of `ends` is. */
export const LadderClock = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' }),
    text: Text,
    starts: ModeId,
    ends: Type.Array(ModeId, { minItems: 1, maxItems: 10 }),
    /** ISO 8601: PT48H, P2M. */
    within: Type.String({ maxLength: 20 }),
    ...sourced,
  },
  closed,
)
export type LadderClock = Static<typeof LadderClock>

export const Network = Type.Object(
  {
    id: NetworkId,
    name: Name,
    does: Text,
    first: ModeId,
    note: Type.Optional(Text),
    ...sourced,
    modes: Type.Array(Mode, { minItems: 1, maxItems: 20 }),
    clocks: Type.Array(LadderClock, { maxItems: 10 }),
    cells: Type.Record(ModeId, Type.Record(LadderEventId, Cell, closed), closed),
  },
  closed,
)
export type Network = Static<typeof Network>

export const LadderEvent = Type.Object(
  { id: LadderEventId, label: Name, direction: Type.Enum(['up', 'down', 'aside']), does: Text },
  closed,
)
export type LadderEvent = Static<typeof LadderEvent>

export const LadderFile = Type.Object(
  {
    title: Text,
    checkedAsOf: Type.String({ maxLength: 20 }),
    note: Text,
    events: Type.Array(LadderEvent, { minItems: 1, maxItems: 20 }),
    asked: Type.Array(Asked, { maxItems: 100 }),
    criteria: Type.Array(Criterion, { maxItems: 300 }),
    networks: Type.Array(Network, { minItems: 1, maxItems: 50 }),
  },
  closed,
)
export type LadderFile = Static<typeof LadderFile>

export const actorLevels = ['entity', 'national', 'technical', 'operational', 'political', 'cross'] as const
export const Actor = Type.Object(
  { id: ActorId, name: Name, level: Type.Enum(actorLevels), role: Text, ...sourced },
  closed,
)
export type Actor = Static<typeof Actor>
export const ActorsFile = Type.Object(
  {
    title: Text,
    checkedAsOf: Type.String({ maxLength: 20 }),
    note: Text,
    actors: Type.Array(Actor, { minItems: 1, maxItems: 200 }),
  },
  closed,
)
export type ActorsFile = Static<typeof ActorsFile>

/** A place in a file where something is wrong, and what. */
export interface TableFault {
  /** JSON pointer: /networks/ipcr/cells/monitoring/raise. */
  where: string
  why: string
}
