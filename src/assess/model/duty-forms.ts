// The nouns of data/assess/forms: what fills a content or a field of a prescribed form, and how a fact is said.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Words = Type.String({ minLength: 1, maxLength: 1_000 })

/** 'fact:incident.duration_minutes', 'record:rules', or '@name' for a group of parts. */
const Part = Type.String({
  pattern: '^(@[a-z]+|(fact|service|anchor|entity|incident|record|rule):[A-Za-z0-9_.:-]+)$',
})
const Parts = Type.Array(Part, { maxItems: 100 })

/** One sentence with {value} in it, or one for each value. */
export const Phrase = Type.Union([Words, Type.Record(Type.String(), Words)])
export type Phrase = Static<typeof Phrase>
export const PhrasesFile = Type.Object({ title: Words, phrases: Type.Record(Type.String(), Phrase) }, closed)

const OwnField = Type.Object({ id: Words, label: Words, parts: Parts }, closed)
export type OwnField = Static<typeof OwnField>
const Alike = Type.Object({ report: Words, only: optional(Type.Array(Words)) }, closed)

export const ContentsFile = Type.Object(
  {
    title: Words,
    parts: Type.Record(Type.String(), Words),
    groups: Type.Record(Type.String({ pattern: '^@[a-z]+$' }), Parts),
    contents: Type.Record(Type.String(), Parts),
    /** A content that stands for those of another report of the same regime. */
    alike: Type.Record(Type.String(), Alike),
    /** Before the contents of every report without a prescribed form. */
    heading: Type.Array(OwnField),
    /** For reports whose contents no act names. */
    open: Type.Array(OwnField),
  },
  closed,
)

/** What can be asked of the record and of the form itself. `asked`: only a person knows, by filling the field. */
export type Holds =
  | { rule: string }
  | { fact: string; is: boolean | string }
  | { fact: string; above: number }
  | { cause: string }
  | { rsit: string[] }
  | { submitted: string[] }
  | { field: string; has: string }
  | { field: string; filled: true }
  | { asked: true }
  | { any: Holds[] }

export const Holds = Type.Cyclic(
  {
    Holds: Type.Union([
      Type.Object({ rule: Words }, closed),
      Type.Object({ fact: Words, is: Type.Union([Type.Boolean(), Words]) }, closed),
      Type.Object({ fact: Words, above: Type.Number() }, closed),
      Type.Object({ cause: Words }, closed),
      Type.Object({ rsit: Type.Array(Words) }, closed),
      Type.Object({ submitted: Type.Array(Words) }, closed),
      Type.Object({ field: Words, has: Words }, closed),
      Type.Object({ field: Words, filled: Type.Literal(true) }, closed),
      Type.Object({ asked: Type.Literal(true) }, closed),
      Type.Object({ any: Type.Array(Type.Ref('Holds'), { minItems: 1, maxItems: 20 }) }, closed),
    ]),
  },
  'Holds',
)

export type Choices = Record<string, Holds>
export interface ContactFill {
  number: number
  what: 'purpose' | 'email' | 'phone'
}

export type Fill =
  | { text: string[] }
  | { moment: string[] }
  | { fact: string; most?: number }
  | { yesNo: string }
  | { choose: Choices }
  | { countries: Holds }
  | { byReport: Record<string, string> }
  | { byType: Record<string, string> }
  | { contact: ContactFill }
  | { constant: string; because: string[] }
  | { present: string[] }
  | { reference: true }
  | { services: true }

export const Fill = Type.Union([
  Type.Object({ text: Parts }, closed),
  Type.Object({ moment: Parts }, closed),
  Type.Object({ fact: Words, most: optional(Type.Number()) }, closed),
  Type.Object({ yesNo: Words }, closed),
  Type.Object({ choose: Type.Record(Type.String(), Holds) }, closed),
  Type.Object({ countries: Holds }, closed),
  Type.Object({ byReport: Type.Record(Type.String(), Words) }, closed),
  Type.Object({ byType: Type.Record(Type.String(), Words) }, closed),
  Type.Object(
    {
      contact: Type.Object(
        { number: Type.Integer({ minimum: 1, maximum: 20 }), what: Type.Enum(['purpose', 'email', 'phone']) },
        closed,
      ),
    },
    closed,
  ),
  Type.Object({ constant: Words, because: Type.Array(Words) }, closed),
  Type.Object({ present: Parts }, closed),
  Type.Object({ reference: Type.Literal(true) }, closed),
  Type.Object({ services: Type.Literal(true) }, closed),
])

export const TemplatesFile = Type.Object(
  {
    title: Words,
    /** By regime, then by number of the field. */
    templates: Type.Record(Type.String(), Type.Record(Type.String(), Fill)),
    conditions: Type.Record(Type.String(), Type.Object({ text: Words, holds: Holds }, closed)),
  },
  closed,
)

export interface Forms {
  phrases: Record<string, Phrase>
  groups: Record<string, string[]>
  contents: Record<string, string[]>
  alike: Record<string, { report: string; only?: string[] }>
  heading: OwnField[]
  open: OwnField[]
  templates: Record<string, Record<string, Fill>>
  conditions: Record<string, { text: string; holds: Holds }>
}
