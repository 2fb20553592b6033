// Contracts: what falls when something falls, on whom everything hangs, and what could stand in. All of it as far as the reader may read.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Country } from '#people/model.ts'
import { CascadeAnswer, HitCell, Scenario } from '../model/analysis.ts'
import { Layer } from '../model/parts.ts'
import { closed, Label, Minutes, orNull, Share } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, reading } from './shown.ts'

const optional = Type.Optional
const notes = Type.Array(Type.String(), { description: 'What could not be seen or was cut short, in sentences' })
const failing = { shocks: [{ hits: { part: anId }, kind: 'fails' as const }], horizon: 2880 }

export const simulateCascade = contract({
  name: 'sustain.simulateCascade',
  does: 'query',
  summary: 'What falls, when, and who is hit, if these parts fail, are throttled or are withdrawn',
  input: Scenario,
  output: CascadeAnswer,
  refusals: refusing('nothing-hit'),
  policy: reading,
  example: failing,
})

export const Chance = Type.Object(
  {
    part: Id,
    name: Label,
    kind: Type.String(),
    /** Share of the runs in which it was as good as gone within the horizon, with its 95 % interval (Wilson, 1927). */
    down: Share,
    downLow: Share,
    downHigh: Share,
    /** Minutes to the fall over the runs in which it fell: 5th, 50th and 95th percentile. */
    minutes: orNull(Type.Object({ p5: Minutes, p50: Minutes, p95: Minutes }, closed)),
    userMinutes: orNull(Type.Object({ p5: Type.Number(), p50: Type.Number(), p95: Type.Number() }, closed)),
  },
  closed,
)

export const drawChances = contract({
  name: 'sustain.drawChances',
  does: 'query',
  summary: 'The same cascade many times, with spans drawn from their distributions: how sure, and how soon',
  input: Type.Object(
    {
      ...Scenario.properties,
      runs: optional(Type.Integer({ minimum: 10, maximum: 10_000, default: 1000 })),
      /** The same seed gives the same answer. */
      seed: optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295, default: 1 })),
      /** Beside spans: the chance that a standby works when it is called for. */
      standbyWorks: optional(Share),
    },
    closed,
  ),
  output: Type.Object(
    {
      runs: Type.Integer(),
      seed: Type.Integer(),
      distributions: Type.Array(Type.String()),
      services: Type.Array(Chance),
      notes,
    },
    closed,
  ),
  refusals: refusing('nothing-hit', 'graph-too-large'),
  policy: reading,
  example: { ...failing, runs: 500 },
})

export const WhatIf = Type.Object(
  {
    /** A part, or all parts with the same name behind them. */
    part: orNull(Id),
    name: Label,
    layer: Layer,
    behind: orNull(Label),
    country: orNull(Country),
    parts: Type.Integer({ description: 'Parts that fall with it at once' }),
    servicesDown: Type.Integer(),
    servicesDegraded: Type.Integer(),
    usersDown: Type.Integer(),
    userMinutes: Type.Number(),
    firstDownAt: orNull(Minutes),
    countries: Type.Array(Country),
  },
  closed,
)

export const rankProviders = contract({
  name: 'sustain.rankProviders',
  does: 'query',
  summary: 'What if each of them failed: providers in the order of what would be lost',
  input: Type.Object(
    {
      /** one by one, all of one name behind them, or all under the law of one country. */
      by: optional(Type.Enum(['part', 'behind', 'country'])),
      layer: optional(Layer),
      horizon: optional(Minutes),
      limit: optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    },
    closed,
  ),
  output: Type.Object({ tried: Type.Integer(), ranked: Type.Array(WhatIf), notes }, closed),
  refusals: {},
  policy: reading,
  example: { by: 'behind' },
})

export const SinglePoint = Type.Object(
  {
    part: Id,
    name: Label,
    layer: Layer,
    behind: orNull(Label),
    country: orNull(Country),
    /** Services that stop for good when it alone is gone, however long they hold out. */
    services: Type.Array(Type.Object({ id: Id, name: Label }, closed), { description: 'The first hundred' }),
    servicesTotal: Type.Integer(),
    users: Type.Integer(),
  },
  closed,
)

export const findSinglePoints = contract({
  name: 'sustain.findSinglePoints',
  does: 'query',
  summary: 'Single points of failure: parts that alone can take a service away, those first on which most people hang',
  input: Type.Object(
    {
      service: optional(Id),
      layer: optional(Layer),
      limit: optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    },
    closed,
  ),
  output: Type.Object({ points: Type.Array(SinglePoint), total: Type.Integer(), notes }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const ShareOf = Type.Object(
  { name: orNull(Label), share: Share, parts: Type.Integer(), services: Type.Integer() },
  closed,
)
export const Concentration = Type.Object(
  {
    layer: Layer,
    /** Herfindahl-Hirschman index of the shares, 0 to 10,000: above 1,800 markets are called highly concentrated (US merger guidelines 2023). */
    hhi: Type.Number(),
    /** As many equal ones would give the same index. */
    equalNumber: Type.Number(),
    shares: Type.Array(ShareOf),
    unknownShare: Share,
  },
  closed,
)

export const measureConcentration = contract({
  name: 'sustain.measureConcentration',
  does: 'query',
  summary:
    'How much of each layer hangs on how few: shares and the Herfindahl-Hirschman index, by who is behind or by country',
  input: Type.Object(
    {
      by: optional(Type.Enum(['behind', 'country'])),
      /** What is counted: services that use it, or their users. */
      weigh: optional(Type.Enum(['services', 'users'])),
      sector: optional(Type.String({ maxLength: 80 })),
      serving: optional(Country),
    },
    closed,
  ),
  output: Type.Object({ layers: Type.Array(Concentration), notes }, closed),
  refusals: {},
  policy: reading,
  example: { by: 'country' },
})

export const findMinimalSets = contract({
  name: 'sustain.findMinimalSets',
  does: 'query',
  summary: 'The smallest sets of parts whose loss together stops a service',
  input: Type.Object(
    {
      service: Id,
      mostParts: optional(Type.Integer({ minimum: 1, maximum: 5, default: 3 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      sets: Type.Array(Type.Array(Type.Object({ id: Id, name: Label, behind: orNull(Label) }, closed))),
      /** false: there are more, or larger ones, than were looked for. */
      complete: Type.Boolean(),
      notes,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['service'],
  example: { service: anId },
})

export const Alternative = Type.Object(
  {
    part: Id,
    name: Label,
    behind: orNull(Label),
    country: orNull(Country),
    /** Stands by already in a need, or is only of the same layer. */
    standby: Type.Boolean(),
    switchMinutes: orNull(Minutes),
    share: Share,
    /** Services that would stand again with it, of those that fall. */
    saves: Type.Integer(),
    /** It falls itself when that part falls. */
    fallsToo: Type.Boolean(),
    /** Under the law of a Member State. */
    inUnion: Type.Boolean(),
    because: Type.Array(Type.String()),
  },
  closed,
)

export const findAlternatives = contract({
  name: 'sustain.findAlternatives',
  does: 'query',
  summary: 'What could stand in for a part, the best first, and which of them would fall with it',
  input: Type.Object({ part: Id, limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })) }, closed),
  output: Type.Object({ alternatives: Type.Array(Alternative), fallsWithout: Type.Array(HitCell), notes }, closed),
  refusals: {},
  policy: reading,
  arguments: ['part'],
  example: { part: anId },
})
