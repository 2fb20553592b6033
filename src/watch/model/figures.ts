// Figures: a value with its unit and qualifier and what it counts; and the checks that compare figures with each other.
import Type, { type Static } from 'typebox'
import { nullable, Span } from './text.ts'

export const figureKinds = ['money', 'percent', 'measure', 'count'] as const
export const FigureKind = Type.Enum(figureKinds)
export type FigureKind = Static<typeof FigureKind>

export const qualifiers = ['about', 'over', 'under', 'up to', 'at least', 'nearly'] as const
export const Qualifier = Type.Enum(qualifiers)
export type Qualifier = Static<typeof Qualifier>

/**
 * A figure. `value` is in base units: 170000000 for "$170 million", 8.5 for "8.5 %", 389 with unit MW for "389 megawatts".
 * `to` is the upper end of a range ("$60-70 million"), else null. `unit`: ISO 4217 code of money, `%`, `pp` (percentage points),
 * the SI or customary symbol of a measure (`MW`, `GWh`, `km`, `t`, `GB`, `Gbit/s`), null for a plain count.
 * `of` is what is counted, as the text says it ("complaints"); null when it does not say.
 */
export const FigureFact = Type.Object({
  text: Type.String(),
  span: Span,
  kind: FigureKind,
  value: Type.Number(),
  to: nullable(Type.Number()),
  unit: nullable(Type.String()),
  qualifier: nullable(Qualifier),
  of: nullable(Type.String()),
  ofSpan: nullable(Span),
  why: Type.String(),
})
export type FigureFact = Static<typeof FigureFact>

export const checkKinds = [
  'parts-total',
  'share-base',
  'running-total',
  'currency-pair',
  'count-listed',
  'date-order',
  'headline-body',
] as const
export const CheckKind = Type.Enum(checkKinds)
export type CheckKind = Static<typeof CheckKind>

/**
 * One comparison of what the text says with what its own figures give. `check`: they do not fit, a person should look;
 * never "wrong". `agrees`: they fit. `info`: something that follows from them and is not stated. `detail` shows the sum.
 */
export const CheckFact = Type.Object({
  kind: CheckKind,
  result: Type.Union([Type.Literal('check'), Type.Literal('agrees'), Type.Literal('info')]),
  detail: Type.String(),
  spans: Type.Array(Span),
  why: Type.String(),
})
export type CheckFact = Static<typeof CheckFact>
