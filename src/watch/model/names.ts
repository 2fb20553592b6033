// Names: persons, organisations, places and products; what the watch-list and the register know of them.
import Type, { type Static } from 'typebox'
import { nullable, Span } from './text.ts'

export const nameTypes = ['person', 'organisation', 'place', 'product'] as const
export const NameType = Type.Enum(nameTypes)
export type NameType = Static<typeof NameType>

/**
 * One name with all its mentions, first one first. `text` is the fullest form that the text gives ("Elon Musk"), a mention
 * may be shorter ("Musk"). `type` is null when the words do not say: a person types it once, and the watch-list remembers.
 */
export const NameFact = Type.Object({
  text: Type.String(),
  span: Span,
  mentions: Type.Array(Span),
  type: nullable(NameType),
  /** Who typed it: the rules, the watch-list of the reader's organisation, or the register of organisations. */
  by: Type.Union([Type.Literal('rules'), Type.Literal('watch-list'), Type.Literal('register')]),
  /** The entry of the watch-list or the organisation of the register; null when found by rules alone. */
  known: nullable(Type.String()),
  why: Type.String(),
})
export type NameFact = Static<typeof NameFact>

/**
 * What somebody settled about a name. `rejected`: no name at all ("Reading" the verb), never to be shown again.
 * `sectors` are NIS2 sectors of an organisation. `concerns`: organisations that depend on it, whom a signal on it concerns.
 */
export const KnownName = Type.Object({
  id: Type.String(),
  text: Type.String(),
  aliases: Type.Array(Type.String()),
  type: nullable(NameType),
  rejected: Type.Boolean(),
  by: Type.Union([Type.Literal('watch-list'), Type.Literal('register')]),
  sectors: Type.Array(Type.String()),
  concerns: Type.Array(Type.String()),
})
export type KnownName = Static<typeof KnownName>
