// What drafting is given: a crisis as one document, a template, the marking of the product, and the names of ids.
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { FrameWords, Language, ProductContent } from '../../model/product-content.ts'
import type { HeadingWords, Template } from '../../model/template.ts'

/** Names of what the record holds as ids; an id that has none is said as it stands. Public knowledge, so it bears no marking. */
export interface Vocabulary {
  countries: Readonly<Record<string, string>>
  /** ISO 3166-1 alpha-2 codes of the Member States. */
  memberStates: readonly string[]
  sectors: Readonly<Record<string, string>>
  /** Classes and types of RSIT by their ids: `availability`, `availability/ddos`. */
  incidentTypes: Readonly<Record<string, string>>
  /** Labels of CG Publication 04/2018 by colour: `red`. */
  severities: Readonly<Record<string, string>>
  rootCauses: Readonly<Record<string, string>>
  outlooks: Readonly<Record<string, string>>
  domains: Readonly<Record<string, string>>
  actors: Readonly<Record<string, string>>
  networks: Readonly<Record<string, { name: string; modes: Readonly<Record<string, string>> }>>
}

/** Fixed words around a product, and the headings of its tables. */
export interface ProductWording {
  frame: FrameWords
  headings: HeadingWords
}

/** Words that a named person puts into the product and signs for: `by` is `person:0198...`. */
export interface Given {
  text: string
  by: string
}

export interface DraftInput {
  /** As its reader may read it; what is above `marking` is taken out before a word is drafted. */
  file: CrisisFile
  template: Template
  /** Of the product. */
  marking: Marking
  now: Instant
  language: Language
  vocabulary: Vocabulary
  /** Fixed words beside those of the template, in `language`: `readProductData` of store/templates.ts gives them. */
  wording: ProductWording
  /** Needed where the crisis itself is above `marking`: its own title is not told then. */
  title?: Given
  /** Public wordings of a person, where the agreed ones may not be told because the crisis is above `marking`. */
  lines?: readonly Given[]
  /** Without the names of organisations and persons, in templates that allow it. */
  variant?: 'anonymised' | null
  /** The product that was shown last, for the difference. */
  previous?: ProductContent | null
}

/** Why there is no product: names of refusals of the contracts that draft. */
export const draftRefusals = [
  /** The crisis holds nothing that may be told at this marking. */
  'nothing-to-report',
  /** The crisis is above the marking, so that a person has to give the title. */
  'title-needed',
  /** The template is for products of a lower label. */
  'marking-too-high',
  'not-anonymised',
  /** The last product is marked above this one. */
  'previous-above',
  /** The last product is of another realm, crisis or template. */
  'previous-other',
] as const
export type DraftRefusal = (typeof draftRefusals)[number]
