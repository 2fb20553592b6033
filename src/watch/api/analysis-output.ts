// The published shape of what `tocsin watch analyse FILE... --json` prints: facts with their spans, flat and stable, for
// programs that are not ours. Every key is always there; null says "not known".
import Type, { type Static } from 'typebox'
import {
  CheckFact,
  ClaimClass,
  ClaimRole,
  EvidenceKind,
  FigureKind,
  NameType,
  PlaceFact,
  Qualifier,
  Span,
  TimeKind,
} from '../model.ts'
import { orNull } from './nouns.ts'

const closed = { additionalProperties: false } as const
const Index = Type.Integer({ minimum: 0 })

const OutName = Type.Object(
  { text: Type.String(), type: orNull(NameType), span: Span, mentions: Type.Array(Span), why: Type.String() },
  closed,
)
const OutFigure = Type.Object(
  {
    text: Type.String(),
    value: Type.Number({ description: 'In base units: 170000000 for "$170 million", 8.5 for "8.5 %"' }),
    to: orNull(Type.Number({ description: 'Upper end of a range' })),
    unit: orNull(Type.String({ description: 'ISO 4217 code, %, pp, or the symbol of a measure; null for a count' })),
    qualifier: orNull(Qualifier),
    kind: FigureKind,
    of: orNull(Type.String({ description: 'What is counted' })),
    span: Span,
    why: Type.String(),
  },
  closed,
)
const OutTime = Type.Object(
  {
    text: Type.String(),
    value: orNull(Type.String({ description: 'ISO 8601; null while it depends on an unknown day' })),
    floating: Type.Boolean(),
    kind: TimeKind,
    anchor: Type.String(),
    span: Span,
    why: Type.String(),
  },
  closed,
)
const OutClaim = Type.Object(
  {
    id: Type.String({ description: 'Unique in this answer: number of the item and of the claim' }),
    holder: orNull(Type.String()),
    role: ClaimRole,
    class: ClaimClass,
    text: Type.String(),
    evidence: EvidenceKind,
    cites: orNull(Type.String({ description: 'The evidence as the text names it' })),
    via: orNull(Type.String()),
    quoted: Type.Boolean(),
    promise: orNull(Type.String({ description: 'When it falls due, as far as the text says; empty without a date' })),
    disputes: Type.Array(Type.String()),
    supports: Type.Array(Type.String()),
    repeats: Type.Array(Type.String()),
    retracts: Type.Array(Type.String()),
    span: Span,
    why: Type.String(),
  },
  closed,
)

export const AnalysedItem = Type.Object(
  {
    title: Type.String(),
    language: Type.String({ description: 'ISO 639-1, or und' }),
    publishedAt: orNull(Type.String()),
    topics: Type.Array(Type.String(), { description: 'Best first; empty is an abstention' }),
    sectors: Type.Array(Type.String(), { description: 'NIS2 sectors it is about, best first' }),
    touched: Type.Array(Type.String(), { description: 'NIS2 sectors that are only named as customers' }),
    sectorsFrom: Type.Union([Type.Literal('register'), Type.Literal('words'), Type.Null()]),
    incident: Type.Boolean(),
    incidentWhy: Type.String(),
    names: Type.Array(OutName),
    figures: Type.Array(OutFigure),
    times: Type.Array(OutTime),
    places: Type.Array(
      Type.Object({ text: Type.String(), country: Type.String(), kind: PlaceFact.properties.kind, span: Span }, closed),
    ),
    claims: Type.Array(OutClaim),
    checks: Type.Array(
      Type.Object(
        {
          kind: CheckFact.properties.kind,
          result: CheckFact.properties.result,
          detail: Type.String(),
          spans: Type.Array(Span),
        },
        closed,
      ),
    ),
    text: Type.String({ description: 'The cleaned text that every span counts in (UTF-16 units, end exclusive)' }),
    origin: Span,
    file: Index,
    partial: Type.Array(Type.String()),
    uncovered: Type.Array(Type.String()),
    stageVersions: Type.Record(Type.String(), Type.String()),
  },
  closed,
)
export type AnalysedItem = Static<typeof AnalysedItem>

export const AnalysisOutput = Type.Object(
  {
    items: Type.Array(AnalysedItem),
    /** A partition of the items: those that tell of one event stand together. */
    clusters: Type.Array(Type.Array(Index)),
    /** Files that could not be read, and why. */
    failed: Type.Array(Type.Object({ file: Type.String(), why: Type.String() }, closed)),
  },
  { ...closed, title: 'What tocsin watch analyse prints', $id: 'urn:tocsin:watch-analysis:1' },
)
export type AnalysisOutput = Static<typeof AnalysisOutput>
