// The words of the claims stage as data/watch/claims.json holds them, and made ready to look up.
import Type, { type Static } from 'typebox'
import type { ClaimClass } from '../../model.ts'

const Words = Type.String()
const ListedClass = Type.Union([
  Type.Literal('asserts'),
  Type.Literal('denies'),
  Type.Literal('disputes'),
  Type.Literal('accuses'),
  Type.Literal('doubts'),
  Type.Literal('commits'),
  Type.Literal('declines to comment'),
  /** Says that there is more, which is not told: "did not disclose". */
  Type.Literal('withholds'),
  /** Takes back what the same holder said. */
  Type.Literal('retracts'),
  /** A tracker or an instrument that counts. */
  Type.Literal('measures'),
])
export type ListedClass = Static<typeof ListedClass>

const LanguageWords = Type.Object({
  /** How forms are made: English ones by rule, elsewhere each form is written out, participles after `/`. */
  inflect: Type.Boolean(),
  /** Class, what the verb takes (letters, see data/watch/README.md), the verbs. */
  verbs: Type.Array(Type.Tuple([ListedClass, Type.String(), Words])),
  /** Verbs with the words that go with them, apart by `|`. */
  phrases: Type.Array(Type.Tuple([ListedClass, Words])),
  /** Forms of verbs that do not follow the rule: -s, past, participle, -ing. */
  irregular: Type.Record(Type.String(), Words),
  /** Verbs whose plain form is a noun as well. */
  nounlike: Words,
  nouns: Type.Array(Type.Tuple([ListedClass, Words])),
  adjectives: Type.Array(Type.Tuple([ListedClass, Words])),
  /** Words before the holder: "according to"; those after it: "zufolge". */
  according: Words,
  accordingAfter: Words,
  hedges: Words,
  grammar: Type.Record(Type.String(), Words),
  pronouns: Type.Record(Type.String(), Words),
  /** Nouns that stand for a person and for a body of persons ("the minister", "the company"). */
  persons: Words,
  groups: Words,
  plural: Words,
  roles: Type.Object({ official: Words, anonymous: Words, expert: Words }),
  anonymous: Words,
  evidence: Type.Object({ none: Words, withheld: Words, cited: Words }),
  /** What is announced when somebody says that more will follow. */
  details: Words,
  recipients: Words,
  /** Words that turn a statement round, and words for hardly any. */
  negations: Words,
  scarce: Words,
})

export const ClaimsData = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  /** Channels and outlets that a statement goes through. */
  outlets: Words,
  languages: Type.Record(Type.String(), LanguageWords),
})
export type ClaimsData = Static<typeof ClaimsData>

export type FormKind = 'base' | 'finite' | 'past' | 'participle' | 'ing'

export interface Phrase {
  class: ListedClass
  before: string[]
  after: string[]
}

export interface Lemma {
  word: string
  /** What it takes, letter by letter, with the class that it has then. */
  takes: Map<string, ListedClass>
  phrases: Phrase[]
  nounlike: boolean
}

export interface Form {
  kind: FormKind
  lemma: Lemma
  /** The part of a separable verb that must follow: "teilte ... mit". */
  particle: string | null
}

export type Tag =
  | 'determiner'
  | 'preposition'
  | 'subordinator'
  | 'relative'
  | 'coordinator'
  | 'pronoun'
  | 'object'
  | 'be'
  | 'have'
  | 'do'
  | 'modal'
  | 'adverb'
  | 'time'
  | 'verb'
  | 'that'
  | 'to'

export interface LanguageIndex {
  code: string
  forms: Map<string, Form[]>
  tags: Map<string, Tag>
  times: Set<string>
  negation: Set<string>
  nouns: Map<string, ListedClass>
  adjectives: Map<string, ListedClass>
  according: string[][]
  accordingAfter: Set<string>
  hedges: Set<string>
  pronouns: Map<string, string>
  persons: Set<string>
  groups: Set<string>
  plural: Set<string>
  roles: { official: Set<string>; anonymous: Set<string>; expert: Set<string> }
  anonymous: string[]
  /** `any` finds whether a sentence holds one of them at all. */
  evidence: { none: string[]; withheld: string[]; cited: string[]; any: RegExp }
  details: Set<string>
  recipients: Set<string>
  scarce: Set<string>
}

export interface ClaimsIndex {
  languages: Map<string, LanguageIndex>
  outlets: Set<string>
}

const split = (words: string): string[] => words.split(' ').filter((word) => word !== '')
const apart = (words: string): string[] => words.split('|').filter((word) => word !== '')

export function compileClaims(data: ClaimsData): ClaimsIndex {
  const languages = new Map<string, LanguageIndex>()
  for (const [code, words] of Object.entries(data.languages)) languages.set(code, compileLanguage(code, words))
  return { languages, outlets: new Set(apart(data.outlets.toLowerCase())) }
}

function compileLanguage(code: string, words: Static<typeof LanguageWords>): LanguageIndex {
  const tags = new Map<string, Tag>()
  // The first list that holds a word decides; these come first because their words mislead most when misread.
  for (const tag of TAGS) for (const word of split(words.grammar[tag] ?? '')) if (!tags.has(word)) tags.set(word, tag)
  const listed = (lists: [ListedClass, string][]) =>
    new Map(lists.flatMap(([kind, text]) => split(text).map((word): [string, ListedClass] => [word, kind])))
  const pronouns = new Map<string, string>()
  for (const [kind, text] of Object.entries(words.pronouns)) for (const word of split(text)) pronouns.set(word, kind)
  return {
    code,
    forms: compileForms(words),
    tags,
    times: new Set(split(words.grammar.time ?? '')),
    negation: new Set(split(words.negations)),
    nouns: listed(words.nouns),
    adjectives: listed(words.adjectives),
    according: apart(words.according).map(split),
    accordingAfter: new Set(split(words.accordingAfter)),
    hedges: new Set(split(words.hedges)),
    pronouns,
    persons: new Set(split(words.persons)),
    groups: new Set(split(words.groups)),
    plural: new Set(split(words.plural)),
    roles: {
      official: new Set(split(words.roles.official)),
      anonymous: new Set(split(words.roles.anonymous)),
      expert: new Set(split(words.roles.expert)),
    },
    anonymous: apart(words.anonymous),
    evidence: {
      none: apart(words.evidence.none),
      withheld: apart(words.evidence.withheld),
      cited: apart(words.evidence.cited),
      any: anyOf([words.evidence.none, words.evidence.withheld, words.evidence.cited].flatMap(apart)),
    },
    details: new Set(apart(words.details)),
    recipients: new Set(split(words.recipients)),
    scarce: new Set(split(words.scarce)),
  }
}

/** A list of words as one pattern; "not " is left out, for a text says it in many ways. */
function anyOf(phrases: readonly string[]): RegExp {
  const plain = phrases.map((phrase) => phrase.replace(/^not /, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(plain.length === 0 ? '^\\b$' : plain.join('|'), 'i')
}

const TAGS: Tag[] = [
  'that',
  'to',
  'pronoun',
  'be',
  'have',
  'do',
  'modal',
  'relative',
  'coordinator',
  'determiner',
  'preposition',
  'subordinator',
  'adverb',
  'object',
  'verb',
]

const BEFORE = new Set(['not', 'would', 'will', 'no'])

function compileForms(words: Static<typeof LanguageWords>): Map<string, Form[]> {
  const forms = new Map<string, Form[]>()
  const lemmas = new Map<string, Lemma>()
  const nounlike = new Set(split(words.nounlike))
  const lemmaOf = (word: string): Lemma => {
    const known = lemmas.get(word)
    if (known !== undefined) return known
    const made: Lemma = { word, takes: new Map(), phrases: [], nounlike: nounlike.has(word) }
    lemmas.set(word, made)
    const add = (form: string, kind: FormKind): void => {
      const [text, particle] = form.split('~')
      const list = forms.get(text ?? form) ?? []
      forms.set(text ?? form, list)
      list.push({ kind, lemma: made, particle: particle ?? null })
    }
    if (words.inflect) for (const [form, kind] of inflected(word, words.irregular[word])) add(form, kind)
    else {
      const [finite, participles] = (words.irregular[word] ?? word).split(' / ')
      for (const form of split(finite ?? '')) add(form, 'finite')
      for (const form of split(participles ?? '')) add(form, 'participle')
    }
    return made
  }
  for (const [kind, takes, text] of words.verbs) {
    for (const word of split(text)) {
      const lemma = lemmaOf(word)
      for (const letter of takes) if (!lemma.takes.has(letter)) lemma.takes.set(letter, kind)
    }
  }
  for (const [kind, text] of words.phrases) {
    for (const phrase of apart(text)) {
      const parts = split(phrase)
      let verb = 0
      while (verb < parts.length - 1 && BEFORE.has(parts[verb] ?? '')) verb += 1
      lemmaOf(parts[verb] ?? '').phrases.push({
        class: kind,
        before: parts.slice(0, verb),
        after: parts.slice(verb + 1),
      })
    }
  }
  for (const lemma of lemmas.values())
    lemma.phrases.sort((a, b) => b.before.length + b.after.length - a.before.length - a.after.length)
  // Fixed phrases are tried before the plain verb: "lehnte eine Stellungnahme ab" before "lehnte".
  for (const list of forms.values())
    list.sort((a, b) => Number(b.lemma.phrases.length > 0) - Number(a.lemma.phrases.length > 0))
  return forms
}

function inflected(word: string, irregular: string | undefined): [string, FormKind][] {
  const known = irregular === undefined ? null : split(irregular)
  const [third, past, participle, ing, ...more] = known ?? regular(word)
  const list: [string, FormKind][] = [[word, 'base']]
  if (third !== undefined) list.push([third, 'finite'])
  if (past !== undefined) list.push([past, 'past'])
  if (participle !== undefined && participle !== past) list.push([participle, 'participle'])
  if (ing !== undefined) list.push([ing, 'ing'])
  for (const form of more) list.push([form, 'finite'])
  return list
}

function regular(word: string): string[] {
  const stem = word.endsWith('e') ? word.slice(0, -1) : word
  if (/[^aeiou]y$/.test(word)) {
    const cut = word.slice(0, -1)
    return [`${cut}ies`, `${cut}ied`, `${cut}ied`, `${word}ing`]
  }
  const third = /(?:s|x|z|ch|sh|o)$/.test(word) ? `${word}es` : `${word}s`
  const ing = /ee$/.test(word) ? `${word}ing` : `${stem}ing`
  return [third, `${stem}ed`, `${stem}ed`, ing]
}

/** The class of the model that a listed class stands for. */
export function classOf(listed: ListedClass): ClaimClass {
  if (listed === 'withholds') return 'declines to comment'
  if (listed === 'retracts') return 'denies'
  return listed === 'measures' ? 'asserts' : listed
}
