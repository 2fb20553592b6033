// What data/sustain/reach.json holds: thresholds, weights of evidence, and pages that stand in place of what was asked for.
import Type, { type Static, type TNumber } from 'typebox'
import { closed, Label, Share } from '../../model/words.ts'

const Weights = <const Names extends readonly string[]>(names: Names) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Share])) as Record<Names[number], TNumber>, closed)

export const BlockPage = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{2,60}$' }),
    /** The name leads here. */
    address: Type.Optional(Type.String({ maxLength: 45 })),
    /** Stands in the page. */
    text: Type.Optional(Type.String({ minLength: 4, maxLength: 300 })),
    what: Type.String({ maxLength: 300 }),
    source: Label,
  },
  closed,
)
export type BlockPage = Static<typeof BlockPage>

const above = Type.Number({ minimum: 1, maximum: 1000 })
const seconds = Type.Integer({ minimum: 1, maximum: 86_400 })

export const ReachData = Type.Object(
  {
    title: Type.String(),
    checkedAsOf: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    note: Type.String(),
    sources: Type.Array(
      Type.Object({ of: Type.String(), what: Type.String(), url: Type.String({ pattern: '^https://' }) }, closed),
    ),
    windowSeconds: seconds,
    /** With fewer probes, a vantage point says nothing. */
    leastTries: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** With fewer networks that speak, nothing is found; it is suspected. */
    leastWitnesses: Type.Integer({ minimum: 1, maximum: 100 }),
    flat: Type.Object(
      {
        leastSlices: Type.Integer({ minimum: 3, maximum: 100 }),
        /** Standard deviation over mean of the slices after the burst, up to which a transfer is flat. */
        spread: Share,
        /** The same by the second, for limiters that make teeth. */
        spreadBySecond: Share,
        leastShare: Share,
        acrossSpread: Share,
      },
      closed,
    ),
    /** So many times quicker is quicker: the control, or what is usual. */
    controlTimes: above,
    slowTimes: above,
    leastSlowMilliseconds: above,
    quickConnectMilliseconds: Type.Number({ minimum: 1, maximum: 60_000 }),
    failingShare: Share,
    /** Of others, where at least half have failed so. */
    nearlyShare: Share,
    interferedShare: Share,
    /** So much must fail for certain (lower end of a 95 % interval). */
    strainedShare: Share,
    /** So many controls fail, and at least half as many as of the service: the fault is at the place that looks. */
    blindShare: Share,
    /** Rates that move so much over a day follow the hours. */
    dailySwing: Type.Number({ minimum: 0, maximum: 10 }),
    decide: Type.Object({ support: Share, lead: Share, suspected: Share, mostAlone: Share }, closed),
    hold: Type.Object({ badSeconds: seconds, wellSeconds: seconds }, closed),
    weights: Type.Object(
      {
        outage: Weights(['all', 'countries', 'refused', 'controls', 'someWell', 'signs', 'partly', 'capped']),
        overload: Weights([
          ...(['all', 'some', 'later', 'saysSo', 'hours', 'countries', 'flat', 'someWell', 'signs', 'dead'] as const),
        ]),
        throttling: Weights([
          ...(['capped', 'control', 'constant', 'quick', 'elsewhere', 'country', 'hours'] as const),
          ...(['late', 'swing', 'everywhere', 'none'] as const),
        ]),
        blocking: Weights([
          ...(['signs', 'page', 'elsewhere', 'weak', 'country', 'silent', 'everywhere', 'nobodyWell', 'none'] as const),
        ]),
        'path-fault': Weights([
          'some',
          'network',
          'controls',
          'country',
          'signs',
          'nobodyWell',
          'capped',
          'most',
          'none',
        ]),
        'vantage-fault': Weights(['all', 'some', 'othersWell', 'othersBad', 'none']),
      },
      closed,
    ),
    blockPages: Type.Array(BlockPage, { maxItems: 500 }),
  },
  closed,
)
export type ReachData = Static<typeof ReachData>
