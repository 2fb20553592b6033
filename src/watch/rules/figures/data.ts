// What data/watch/units.json holds: units, currencies, and the words of numbers and qualifiers of each language.
import Type, { type Static } from 'typebox'

const Words = Type.Array(Type.String())
const Numbers = Type.Record(Type.String(), Type.Number())

/** Words are parted by spaces; phrases are lists. `{a,b,}` in a phrase stands for either, or nothing. */
export const LanguageWords = Type.Object({
  numbers: Numbers,
  /** Words that are also articles: they count only inside a longer number. */
  ones: Type.Optional(Numbers),
  specials: Type.Optional(Numbers),
  compound: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('units first'), Type.Literal('tens first')]),
      join: Type.String(),
      hundred: Type.String(),
      thousand: Type.String(),
    }),
  ),
  hundred: Words,
  thousand: Words,
  and: Words,
  articles: Words,
  /** "hundred" alone is no number in English; "cent" is one in French. */
  needsArticle: Type.Optional(Type.Boolean()),
  /** Quatre-vingts: four times twenty, and ten to nineteen after sixty and eighty. */
  vigesimal: Type.Optional(Type.Boolean()),
  scales: Numbers,
  link: Words,
  to: Words,
  between: Words,
  betweenAnd: Words,
  from: Words,
  percent: Words,
  points: Words,
  basis: Words,
  fractions: Numbers,
  fractionOf: Words,
  oneIn: Words,
  parts: Numbers,
  qualifiers: Type.Record(Type.String(), Words),
  after: Type.Record(Type.String(), Words),
  durations: Type.String(),
  labels: Type.String(),
  stop: Type.String(),
  plurals: Type.String(),
  notPlural: Type.String(),
  nounCase: Type.Optional(Type.Literal('capital')),
  nounFirst: Type.Optional(Type.Boolean()),
  nounEnds: Type.Optional(Type.String()),
  sureCounts: Type.String(),
  orderedOnly: Type.Optional(Type.String()),
  change: Type.String(),
})
export type LanguageWords = Static<typeof LanguageWords>

/** Cues of the checks: words parted by `|`, `word*` for any word that begins so. `events` are words for one thing. */
export const CheckWords = Type.Object({
  total: Type.String(),
  compose: Type.String(),
  partial: Type.String(),
  people: Type.String(),
  staff: Type.String(),
  cut: Type.String(),
  base: Type.String(),
  shareLink: Type.String(),
  raised: Type.String(),
  cumulative: Type.String(),
  bring: Type.String(),
  onto: Type.String(),
  tally: Type.String(),
  notCumulative: Type.String(),
  earlier: Type.String(),
  equals: Type.String(),
  tooLate: Type.String(),
  inTime: Type.String(),
  ofWhich: Type.String(),
  events: Words,
})
export type CheckWords = Static<typeof CheckWords>

const Noun = Type.Object({
  forms: Words,
  is: Type.String(),
  by: Type.Record(Type.String(), Type.String()),
  factor: Type.Optional(Type.Number()),
  /** The word is common for other things: only with a scale or a country is it money. */
  needsScale: Type.Optional(Type.Boolean()),
})

export const UnitsData = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  /** Languages that write 1,750.5; all others write 1.750,5 or 1 750,5. */
  dotDecimal: Words,
  spaceGroups: Words,
  prefixes: Type.Record(Type.String(), Words),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      kind: Type.String(),
      prefixes: Type.Optional(Type.String()),
      symbols: Words,
      names: Words,
      areaOf: Type.Optional(Type.String()),
      volumeOf: Type.Optional(Type.String()),
    }),
  ),
  squareWords: Words,
  cubicWords: Words,
  /** Letters that are a unit only when they touch the number: "30K" but not "5 A". */
  bareSymbolsGluedOnly: Words,
  codes: Type.String(),
  codeAliases: Type.Record(Type.String(), Type.String()),
  lowerCodes: Words,
  /** Codes that are also words or names; they need a neighbour that is not in capitals. */
  notCodes: Words,
  symbols: Type.Record(Type.String(), Type.String()),
  prefixed: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  spacedPrefixes: Words,
  letterSymbols: Type.Record(Type.String(), Type.String()),
  kronor: Type.Record(Type.String(), Type.String()),
  currencyNouns: Type.Array(Noun),
  minorNouns: Type.Array(Noun),
  pounds: Type.Object({ money: Type.String(), weight: Type.String(), asMoneyAfter: Type.String() }),
  checks: Type.Record(Type.String(), CheckWords),
  languages: Type.Record(Type.String(), LanguageWords),
})
export type UnitsData = Static<typeof UnitsData>
