// What a product says: sections of blocks of sentences, each with the records that it rests on. Every format is drawn from this
// alone, and adds nothing.
import Type, { type Static, type TSchema } from 'typebox'
import { Verification } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Realm } from '#kernel/realm.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** Languages that fixed words of templates may be in. Sentences out of the record are English. */
export const languages = ['en', 'de', 'fr', 'es'] as const
export const Language = Type.Enum(languages)
export type Language = Static<typeof Language>

export const TemplateId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
export const SectionId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' })
/**
 * The same sentence of the next edition has the same id, whatever its words: `impact/users:0198...`. A person's edit and the
 * difference to the last one find it by this.
 */
export const SentenceId = Type.String({ minLength: 1, maxLength: 200 })

/** The record that a sentence rests on, by the entry that was its newest when the product was drafted. */
export const ContentSource = Type.Object(
  {
    record: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 }),
    id: Id,
    entry: Id,
    /** What it is called where it may be read: 'INC-2025-0007'. */
    label: Type.String({ maxLength: 400 }),
  },
  closed,
)
export type ContentSource = Static<typeof ContentSource>

export const sentenceStandings = ['known', 'claimed', 'disputed', 'unknown', 'agreed', 'fixed'] as const
/**
 * known: the record says so. claimed: somebody says so, and is named. disputed: somebody else contests it. unknown: the record
 * does not say. agreed: a public line that was agreed on. fixed: words of the template, which rest on nothing.
 */
export const SentenceStanding = Type.Enum(sentenceStandings)
export type SentenceStanding = Static<typeof SentenceStanding>

/** A number that a sentence is about, so that two editions can be compared figure by figure. */
export const Figure = Type.Object(
  { label: Type.String({ maxLength: 200 }), value: Type.Number(), unit: Type.String({ maxLength: 40 }) },
  closed,
)
export type Figure = Static<typeof Figure>

/** A sentence, or what stands in one cell. Only `by: 'template'` has no source. */
export const Sentence = Type.Object(
  {
    id: SentenceId,
    text: Type.String({ maxLength: 24_000 }),
    sources: Type.Array(ContentSource, { maxItems: 1_000 }),
    /** `record`: drafted. `template`: fixed words. Otherwise who wrote it instead: `person:0198...`. */
    by: Type.String({ pattern: '^(record|template|person:[0-9a-f-]{36})$' }),
    standing: SentenceStanding,
    figure: Type.Optional(Figure),
  },
  closed,
)
export type Sentence = Static<typeof Sentence>

const Caption = orNull(Type.String({ maxLength: 500 }))

export const ProseBlock = Type.Object(
  { kind: Type.Literal('prose'), sentences: Type.Array(Sentence, { maxItems: 5_000 }) },
  closed,
)
export const ListBlock = Type.Object(
  {
    kind: Type.Literal('list'),
    caption: Caption,
    /** Each item is a few sentences that belong together. */
    items: Type.Array(Type.Array(Sentence, { maxItems: 100 }), { maxItems: 5_000 }),
  },
  closed,
)
export const TableBlock = Type.Object(
  {
    kind: Type.Literal('table'),
    caption: Caption,
    header: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 20 }),
    /** As many cells as the header has. The first one names the row. */
    rows: Type.Array(Type.Array(Sentence, { maxItems: 20 }), { maxItems: 5_000 }),
  },
  closed,
)
/** One value for each country (ISO 3166-1 alpha-2). `cell` says it in words, with its sources. */
export const MapBlock = Type.Object(
  {
    kind: Type.Literal('map'),
    caption: Caption,
    /** What is counted: 'open incidents'. */
    unit: Type.String({ maxLength: 100 }),
    values: Type.Array(
      Type.Object(
        {
          country: Type.String({ pattern: '^[A-Z]{2}$' }),
          name: Type.String({ maxLength: 200 }),
          value: Type.Number(),
          cell: Sentence,
        },
        closed,
      ),
      { maxItems: 300 },
    ),
  },
  closed,
)
/** Oldest first. */
export const TimelineBlock = Type.Object(
  {
    kind: Type.Literal('timeline'),
    caption: Caption,
    moments: Type.Array(Type.Object({ at: Instant, end: orNull(Instant), sentence: Sentence }, closed), {
      maxItems: 5_000,
    }),
  },
  closed,
)
/** Numbers to be seen at a glance; each sentence has its `figure`. */
export const FiguresBlock = Type.Object(
  { kind: Type.Literal('figures'), caption: Caption, figures: Type.Array(Sentence, { maxItems: 100 }) },
  closed,
)
export const Block = Type.Union([ProseBlock, ListBlock, TableBlock, MapBlock, TimelineBlock, FiguresBlock])
export type Block = Static<typeof Block>
export type ProseBlock = Static<typeof ProseBlock>
export type ListBlock = Static<typeof ListBlock>
export type TableBlock = Static<typeof TableBlock>
export type MapBlock = Static<typeof MapBlock>
export type TimelineBlock = Static<typeof TimelineBlock>
export type FiguresBlock = Static<typeof FiguresBlock>

export const sectionKinds = ['prose', 'list', 'table', 'map', 'timeline', 'figures'] as const
export const ContentSection = Type.Object(
  {
    id: SectionId,
    heading: Type.String({ maxLength: 200 }),
    /** What most of it is; a section may hold blocks of other kinds beside. */
    kind: Type.Enum(sectionKinds),
    /** The article that asks for it, in a product whose contents are laid down by law. */
    article: orNull(Type.String({ maxLength: 300 })),
    blocks: Type.Array(Block, { maxItems: 200 }),
  },
  closed,
)
export type ContentSection = Static<typeof ContentSection>

/** What the template asks for and the record, as far as it may be told here, does not have. Shown as not known. */
export const Missing = Type.Object(
  { section: SectionId, what: Type.String({ maxLength: 500 }), article: orNull(Type.String({ maxLength: 300 })) },
  closed,
)
export type Missing = Static<typeof Missing>

/** One content that the law lays down for the product, and whether the record has it. Its sentences stand in the section. */
export const LawfulContent = Type.Object(
  {
    id: SectionId,
    section: SectionId,
    article: Type.String({ maxLength: 300 }),
    asked: Type.String({ maxLength: 1_000 }),
    verification: Verification,
    answered: Type.Boolean(),
  },
  closed,
)
export type LawfulContent = Static<typeof LawfulContent>

const Words = Type.String({ maxLength: 24_000 })
/**
 * The difference to the product that was shown last. `text` and `from` are null where the earlier words rest on something that is
 * not to be told at this marking any more.
 */
export const Changes = Type.Object(
  {
    /** The moment whose picture the last one gave. */
    since: Instant,
    added: Type.Array(Type.Object({ section: SectionId, id: SentenceId, text: Words }, closed), { maxItems: 20_000 }),
    removed: Type.Array(Type.Object({ section: SectionId, id: SentenceId, text: orNull(Words) }, closed), {
      maxItems: 20_000,
    }),
    changed: Type.Array(Type.Object({ section: SectionId, id: SentenceId, from: orNull(Words), to: Words }, closed), {
      maxItems: 20_000,
    }),
    /** Numbers that are others now: they stand in `changed` too. */
    figures: Type.Array(
      Type.Object(
        {
          section: SectionId,
          id: SentenceId,
          label: Type.String({ maxLength: 200 }),
          unit: Type.String({ maxLength: 40 }),
          from: orNull(Type.Number()),
          to: orNull(Type.Number()),
        },
        closed,
      ),
      { maxItems: 20_000 },
    ),
  },
  closed,
)
export type Changes = Static<typeof Changes>

/** Sentences that a bounded product had no room for, counted by section. */
export const LeftOut = Type.Object(
  { section: SectionId, heading: Type.String({ maxLength: 200 }), sentences: Type.Integer({ minimum: 1 }) },
  closed,
)
export type LeftOut = Static<typeof LeftOut>

/** Fixed words around a product, in its language: what every format needs beside the sections. */
export const frameWords = [
  'exercise',
  'exerciseNote',
  'marking',
  'scope',
  'asOf',
  'crisis',
  'issuedBy',
  'changes',
  'since',
  'added',
  'removed',
  'changed',
  'noChanges',
  'notToldAnyMore',
  'nextReport',
  'noNextReport',
  'missing',
  'notKnown',
  'leftOut',
  'sources',
  'editedBy',
  'unverified',
  'asked',
  'article',
  'answer',
  'country',
  'number',
  'when',
  'what',
] as const
export type FrameWord = (typeof frameWords)[number]
export const FrameWords = Type.Object(
  Object.fromEntries(frameWords.map((word) => [word, Type.String({ minLength: 1, maxLength: 300 })])) as Record<
    FrameWord,
    ReturnType<typeof Type.String>
  >,
  closed,
)
export type FrameWords = Record<FrameWord, string>

export const productContentFormat = 'tocsin-product/1'
export const ProductContent = Type.Object(
  {
    format: Type.Literal(productContentFormat),
    template: TemplateId,
    templateVersion: Type.String({ maxLength: 40 }),
    /** `anonymised`: without organisations and persons. */
    variant: orNull(Type.Enum(['anonymised'])),
    language: Language,
    /** An exercise says so, first. */
    realm: Realm,
    marking: Marking,
    title: Sentence,
    /** What the product is, in a line: 'Situation report'. */
    kind: Type.String({ maxLength: 200 }),
    /** Where the template's contents come from, and how well that is known. */
    basis: Type.Object({ source: Type.String({ maxLength: 500 }), verification: Verification }, closed),
    issuer: Type.String({ maxLength: 300 }),
    /** What was known at this moment is in it. */
    asOf: Instant,
    draftedAt: Instant,
    /** Null where the crisis itself may not be told at this marking. */
    crisisReference: orNull(Type.String({ maxLength: 40 })),
    sections: Type.Array(ContentSection, { maxItems: 60 }),
    /** Null: there is none before it. */
    changes: orNull(Changes),
    nextDue: orNull(Type.Object({ at: Instant, sentence: Sentence }, closed)),
    missing: Type.Array(Missing, { maxItems: 200 }),
    lawful: Type.Array(LawfulContent, { maxItems: 60 }),
    leftOut: Type.Array(LeftOut, { maxItems: 60 }),
    words: FrameWords,
  },
  closed,
)
export type ProductContent = Static<typeof ProductContent>

/** One sentence that a tear-line does not have. This list is marked like the product that it was taken from, never like the lower one. */
export const Removed = Type.Object(
  {
    section: SectionId,
    heading: Type.String({ maxLength: 200 }),
    id: SentenceId,
    text: Words,
    /** What stands in its place at the lower marking; null: nothing. */
    instead: orNull(Words),
    /** The records that are above the lower marking. Empty: it counted or summed up what is gone. */
    because: Type.Array(Type.Object({ ...ContentSource.properties, marking: Marking }, closed), { maxItems: 1_000 }),
  },
  closed,
)
export type Removed = Static<typeof Removed>
