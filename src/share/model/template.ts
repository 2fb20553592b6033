// The noun of a template: which sections a product has, in which order and under which words. Data, with no logic in it.
import Type, { type Static, type TSchema } from 'typebox'
import { Verification } from '#coordinate/model/words.ts'
import { tlpLabels } from '#kernel/marking.ts'
import { SectionId, sectionKinds, TemplateId } from './product-content.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** Values of the record that fixed words may name, as `{{crisis.title}}`. There are no others, and nothing else between braces. */
export const places = [
  'crisis.title',
  'crisis.reference',
  'crisis.openedOn',
  'crisis.status',
  'node.name',
  'asOf',
  'marking',
] as const
export const Place = Type.Enum(places)
export type Place = Static<typeof Place>

const Text = Type.String({ minLength: 1, maxLength: 1_000 })
/** Fixed words by language. English is always there, and stands in for a language that is not. */
export const Wording = Type.Object(
  { en: Text, de: Type.Optional(Text), fr: Type.Optional(Text), es: Type.Optional(Text) },
  closed,
)
export type Wording = Static<typeof Wording>

/** What drafts a section: each has a rule of its own in rules/drafting. */
export const sectionRules = [
  'lead',
  'situation',
  'figures',
  'impact-sectors',
  'impact-countries',
  'impact-incidents',
  'outlook',
  'measures',
  'claims',
  'attribution',
  'unknowns',
  'next',
  'decisions',
  'ladder',
  'notices',
  'timeline',
  'technical-incidents',
  'technical-attacks',
  'technical-observations',
  'sources',
  'log',
  'duties',
  'lines',
  'public-facts',
  'objectives',
  'reserve-entities',
  'reserve-spill-over',
  'measures-taken',
  'review-causes',
  'review-handling',
  'not-on-record',
] as const
export const SectionRule = Type.Enum(sectionRules)
export type SectionRule = Static<typeof SectionRule>

/** A content that an act lays down, which the section answers. */
export const LawfulAsk = Type.Object(
  {
    article: Type.String({ minLength: 1, maxLength: 300 }),
    asked: Wording,
    verification: Verification,
  },
  closed,
)
export type LawfulAsk = Static<typeof LawfulAsk>

export const TemplateSection = Type.Object(
  {
    id: SectionId,
    heading: Wording,
    rule: SectionRule,
    kind: Type.Enum(sectionKinds),
    /** Fixed words before what the record says. */
    intro: Type.Optional(Wording),
    /** Fixed words where the record says nothing: a section is never left out silently. */
    empty: Wording,
    /** Asked for: an empty one is listed as missing. */
    needed: Type.Boolean(),
    /** At most so many sentences, rows or moments, the weightiest ones; what is beyond is counted and said. */
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000 })),
    /** Of which weight a sentence must be in a bounded product: 1 is kept longest. */
    weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    lawful: Type.Optional(LawfulAsk),
  },
  closed,
)
export type TemplateSection = Static<typeof TemplateSection>

export const templateFormats = ['edxl-sitrep', 'cap'] as const

export const Template = Type.Object(
  {
    id: TemplateId,
    version: Type.String({ pattern: '^[0-9]{1,4}(\\.[0-9]{1,4}){0,2}$' }),
    /** What the product is called: 'Situation report'. */
    name: Wording,
    purpose: Wording,
    /** The title of a product of it, with places. */
    title: Wording,
    /** Actors of the framework by their id in data/coordinate/actors.json. */
    from: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }),
    to: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }),
    source: Type.String({ minLength: 1, maxLength: 500 }),
    verification: Verification,
    note: orNull(Type.String({ maxLength: 1_000 })),
    /** How many persons beside the authors approve it. */
    approvals: Type.Integer({ minimum: 1, maximum: 5 }),
    /** The highest label that a product of it may bear; null: any. */
    highest: orNull(Type.Enum(tlpLabels)),
    /** At most so many words, so that it fits on a page; null: no bound. */
    mostWords: orNull(Type.Integer({ minimum: 50, maximum: 20_000 })),
    /** Identifiers of vulnerabilities stand in it. Where they must not, they are masked. */
    namesVulnerabilities: Type.Boolean(),
    /** May be asked for without the names of organisations and persons. */
    anonymised: Type.Boolean(),
    /** Standard formats that fit it, beside documents. */
    formats: Type.Array(Type.Enum(templateFormats), { maxItems: 5, uniqueItems: true }),
    /** A product of it is a warning: feeds and calls say so. */
    warns: Type.Optional(Type.Boolean()),
    sections: Type.Array(TemplateSection, { minItems: 1, maxItems: 60 }),
  },
  closed,
)
export type Template = Static<typeof Template>

/** Headings of the columns of tables, in one language. */
export const headingWords = [
  'sector',
  'country',
  'openIncidents',
  'incident',
  'worstSeverity',
  'severity',
  'users',
  'countries',
  'sectors',
  'status',
  'network',
  'mode',
  'since',
  'measure',
  'target',
  'onset',
  'peak',
  'end',
  'highest',
  'usual',
  'confidence',
  'recipient',
  'told',
  'receipt',
  'report',
  'entity',
  'due',
] as const
export type HeadingWord = (typeof headingWords)[number]
export type HeadingWords = Record<HeadingWord, string>
