// Text as the stages see it: spans, cleaned text with its blocks, cuts, and the language of it.
import Type, { type Static, type TSchema } from 'typebox'

/** The value, or null where it is not known. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** Half-open UTF-16 range into the text that carries the fact: `text.slice(start, end)`. */
export const Span = Type.Object({ start: Type.Integer({ minimum: 0 }), end: Type.Integer({ minimum: 0 }) })
export type Span = Static<typeof Span>

/** One line or block of cleaned text; `level` only for headings, `article` counts HTML article elements from 1. */
export const Block = Type.Object({
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
  kind: Type.Union([
    Type.Literal('heading'),
    Type.Literal('paragraph'),
    Type.Literal('list-item'),
    Type.Literal('rule'),
  ]),
  level: Type.Integer({ minimum: 0 }),
  article: Type.Integer({ minimum: 0 }),
  blankLinesBefore: Type.Integer({ minimum: 0 }),
})
export type Block = Static<typeof Block>

/** Cleaned text, immutable from here on: every later span counts in it. `did` says what cleaning changed. */
export const SourceText = Type.Object({
  text: Type.String(),
  blocks: Type.Array(Block),
  title: nullable(Type.String()),
  publishedAt: nullable(Type.String()),
  canonicalUrl: nullable(Type.String()),
  did: Type.Array(Type.String()),
  partial: Type.Array(Type.String()),
})
export type SourceText = Static<typeof SourceText>

/** One piece of a source text. The `span`s of all cuts partition the text; `content` lies inside `span`. */
export const Cut = Type.Object({
  span: Span,
  content: Span,
  title: nullable(Span),
  why: Type.String(),
})
export type Cut = Static<typeof Cut>

export const LanguageVote = Type.Object({ by: Type.String(), code: Type.String(), confidence: Type.Number() })
export type LanguageVote = Static<typeof LanguageVote>

/** `code` is ISO 639-1, or `und` when nobody is sure enough. */
export const Language = Type.Object({ code: Type.String(), votes: Type.Array(LanguageVote), why: Type.String() })
export type Language = Static<typeof Language>
