// The noun of a restriction: a fine, a block, throttling or another measure of a state or a platform against a service, by whose account.
import Type, { type Static } from 'typebox'
import { Verification } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, Country, closed, Day, Key, Line, orNull, Party, Pointer, Prose, Reason, Title } from '../words.ts'

export const RestrictionKindId = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,39}$',
  description: 'A kind of data/disrupt/restrictions.json: fine, throttling',
})

/** reported: somebody says so. confirmed: the one who did it, or an act of theirs, says so. withdrawn: it was written down in error. */
export const restrictionStates = ['reported', 'confirmed', 'lifted', 'withdrawn'] as const
export const RestrictionState = Type.Enum(restrictionStates)
export type RestrictionState = Static<typeof RestrictionState>
export const imposers = ['state', 'court', 'regulator', 'platform', 'other'] as const

/** ISO 4217. Sums are never made over two of them. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217: RUB' })
export const qualifiers = ['exact', 'about', 'up-to', 'at-least'] as const
const Value = Type.Number({ exclusiveMinimum: 0, maximum: 1e18 })
export const Amount = Type.Object(
  {
    value: Value,
    currency: Currency,
    qualifier: Type.Enum(qualifiers),
    /** The same sum in another currency, as a source gives it; nothing is converted here. */
    saidToBe: orNull(Type.Object({ value: Value, currency: Currency }, closed)),
  },
  closed,
)
export type Amount = Static<typeof Amount>

export const RestrictionSource = Type.Object(
  {
    key: Key,
    text: Line,
    url: orNull(Type.String({ pattern: '^https?://', maxLength: 2_000 })),
    on: orNull(Day),
    by: By,
    at: Instant,
  },
  closed,
)
/** What a side says of it. Where what it says is a claim of the ledger, that is named. */
export const Voice = Type.Object(
  {
    key: Key,
    party: Party,
    position: Type.Enum(['gives-reason', 'disputes', 'confirms']),
    says: Reason,
    claim: orNull(Id),
    by: By,
    at: Instant,
  },
  closed,
)
export type Voice = Static<typeof Voice>

export const Restriction = Type.Object(
  {
    title: Title,
    kind: RestrictionKindId,
    imposedBy: Party,
    imposer: Type.Enum(imposers),
    /** Of the one who imposed it; null: it is of no country. */
    country: orNull(Country),
    against: Party,
    service: orNull(Title),
    /** Where it is felt. */
    appliesIn: Type.Array(Country, { maxItems: 250, uniqueItems: true }),
    what: Prose,
    amount: orNull(Amount),
    decidedOn: orNull(Day),
    from: orNull(Day),
    until: orNull(Day),
    crisis: orNull(Id),
    /** Findings about how the service is reached, items, claims. */
    about: Type.Array(Pointer, { maxItems: 100 }),
    sources: Type.Array(RestrictionSource, { maxItems: 200 }),
    voices: Type.Array(Voice, { maxItems: 200 }),
    state: RestrictionState,
    endedBecause: orNull(Reason),
    keys: Type.Integer({ minimum: 0 }),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Restriction = Static<typeof Restriction>

const Text = Type.String({ minLength: 1, maxLength: 2_000 })
export const RestrictionKind = Type.Object(
  {
    id: RestrictionKindId,
    name: Text,
    /** Whether it takes money, and whether people who use the service feel it. */
    money: Type.Boolean(),
    felt: Type.Boolean(),
    source: Text,
    verification: Verification,
  },
  closed,
)
export type RestrictionKind = Static<typeof RestrictionKind>
export const RestrictionsFile = Type.Object(
  { title: Text, checkedAsOf: Text, note: Text, kinds: Type.Array(RestrictionKind, { minItems: 1, maxItems: 100 }) },
  closed,
)
export type RestrictionsFile = Static<typeof RestrictionsFile>

const Count = Type.Integer({ minimum: 0 })
export const RestrictionStatistics = Type.Object(
  {
    all: Count,
    inForce: Count,
    disputed: Count,
    /** With a source that was confirmed by the one who imposed it. */
    confirmed: Count,
    byKind: Type.Array(Type.Object({ kind: Type.String(), name: Type.String(), count: Count, inForce: Count }, closed)),
    /** By the country of the one who imposed it, and by where it is felt. */
    byImposer: Type.Array(Type.Object({ country: Type.String(), count: Count }, closed)),
    byPlace: Type.Array(Type.Object({ country: Type.String(), count: Count, inForce: Count }, closed)),
    byAgainst: Type.Array(Type.Object({ name: Type.String(), count: Count }, closed)),
    byYear: Type.Array(Type.Object({ year: Type.String(), count: Count }, closed)),
    /** Sums of what was said, each in its own currency. `inexact` of them are about, up to or at least so much. */
    amounts: Type.Array(
      Type.Object({ currency: Type.String(), sum: Type.Number(), count: Count, inexact: Count }, closed),
    ),
  },
  closed,
)
export type RestrictionStatistics = Static<typeof RestrictionStatistics>
