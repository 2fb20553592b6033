// The words of a sentence and which of them can be its verbs, by closed word lists, endings and marks alone.
import type { LanguageIndex } from './data.ts'
import { NO_WORD, type Word } from './words.ts'

export interface Sentence {
  words: Word[]
  start: number
  end: number
  language: LanguageIndex
}

/** Half-open range of words of a sentence. */
export interface Range {
  from: number
  to: number
}

export function at(sentence: Sentence, i: number): Word {
  return sentence.words[i] ?? NO_WORD
}

export function isTime(sentence: Sentence, i: number): boolean {
  const word = at(sentence, i)
  // "USA TODAY".
  if (word.text.length > 3 && word.text === word.text.toUpperCase() && word.kind === 'word') return false
  return sentence.language.times.has(word.lower) || (word.kind === 'number' && /^(?:19|20)\d\d$/.test(word.text))
}

export function isAdjectival(sentence: Sentence, i: number): boolean {
  const before = at(sentence, i - 1)
  return before.tag === 'determiner' || before.possessive || before.tag === 'preposition'
}

/** Whether the word can be the verb of a clause. Nouns that look like verbs are verbs only after what can be a subject. */
export function isVerb(sentence: Sentence, i: number): boolean {
  const word = at(sentence, i)
  if (word.kind !== 'word') return false
  const { tag } = word
  if (tag === 'be' || tag === 'have' || tag === 'do' || tag === 'modal') return true
  if (isAdjectival(sentence, i)) return false
  if (tag === 'verb') return true
  if (tag !== null) return false
  const { language } = sentence
  // "United States", "Health Issues": inside a name or a headline in capitals.
  if (language.code === 'en' && word.capital && i > 0 && at(sentence, i - 1).lower !== '"') return false
  for (const form of word.forms) {
    if (form.kind === 'past') return true
    if (form.kind === 'finite') return !form.lemma.nounlike || afterSubject(sentence, i)
    if (form.kind === 'base' && language.code === 'en' && !word.capital && afterPlural(sentence, i)) return true
  }
  if (language.code === 'en') return !word.capital && word.lower.length > 4 && word.lower.endsWith('ed')
  if (language.code === 'de')
    return !word.capital && /^\p{Ll}{2,}(?:te|ten)$/u.test(word.lower) && word.lower.length > 4
  if (language.code === 'es')
    return !word.capital && /(?:ó|aron|ieron|aba|aban)$/.test(word.lower) && word.lower.length > 3
  return !word.capital && /(?:ait|aient|èrent)$/.test(word.lower) && word.lower.length > 4
}

/** "Musk claims", "she reports": what stands before can be a subject in the singular. */
export function afterSubject(sentence: Sentence, i: number): boolean {
  let k = i - 1
  while (k >= 0 && (at(sentence, k).tag === 'adverb' || /^\p{Ll}{3,}ly$/u.test(at(sentence, k).text))) k -= 1
  const before = at(sentence, k)
  if (before.tag === 'pronoun' || before.tag === 'relative' || before.lower === ',') return true
  if (before.tag === 'that' || before.tag === 'coordinator') return true
  if (before.kind !== 'word' || before.tag !== null || before.possessive) return false
  const next = at(sentence, i + 1)
  if (next.possessive || isAuxiliary(next) || next.tag === 'verb' || next.lower === 'court') return false
  // "a federal appeals court", "an official claims office": an adjective after a determiner is no subject.
  if (
    /(?:al|ic|ive|ous|ary|able)$/.test(before.lower) &&
    at(sentence, k - 1).tag === 'determiner' &&
    !sentence.language.persons.has(before.lower)
  )
    return false
  // "the British signals agency": an adjective between a determiner and a noun.
  if (before.capital && at(sentence, k - 1).tag === 'determiner' && !opensObject(sentence, i + 1)) return false
  if (before.capital || canSpeak(sentence, k)) return true
  return !/(?:ss|[^s])s$/.test(before.lower) && opensObject(sentence, i + 1)
}

function canSpeak(sentence: Sentence, i: number): boolean {
  const { persons, groups, plural, roles } = sentence.language
  const { lower } = at(sentence, i)
  return persons.has(lower) || groups.has(lower) || plural.has(lower) || roles.expert.has(lower)
}

/** What can only follow a verb: "three solar projects: ..." and "swing states of" are nouns, "the memo notes that" is not. */
function opensObject(sentence: Sentence, i: number): boolean {
  const next = at(sentence, i)
  if (next.quote >= 0 || next.lower === '"' || next.kind === 'number') return true
  return (
    next.tag === 'that' ||
    next.tag === 'to' ||
    next.tag === 'determiner' ||
    next.tag === 'pronoun' ||
    next.tag === 'object' ||
    next.tag === 'adverb' ||
    (next.tag === 'subordinator' && /^(?:how|why|what|whether|where)$/.test(next.lower)) ||
    (next.kind === 'word' && next.capital)
  )
}

export function isAuxiliary(word: Word): boolean {
  return word.tag === 'be' || word.tag === 'have' || word.tag === 'do' || word.tag === 'modal'
}

/** "critics say", "people fear": what stands before can be a subject in the plural, or calls for the plain form. */
export function afterPlural(sentence: Sentence, i: number): boolean {
  let k = i - 1
  while (k >= 0 && at(sentence, k).tag === 'adverb') k -= 1
  const before = at(sentence, k)
  if (before.tag === 'pronoun') return sentence.language.pronouns.get(before.lower) !== 'he' || k < i - 1
  if (before.tag === 'modal' || before.tag === 'do' || before.tag === 'to') return true
  if (before.tag === 'relative' || before.tag === 'that') return true
  if (before.lower === 'many' || before.lower === 'some' || before.lower === 'most' || before.lower === 'both')
    return true
  if (before.lower === 'all' || before.lower === 'few' || before.lower === 'several') return true
  if (
    before.lower === 'and' &&
    at(sentence, i).forms.some((form) => form.lemma.nounlike) &&
    !opensObject(sentence, i + 1)
  )
    return false
  if (before.lower === 'and') return isVerb(sentence, k - 1) || at(sentence, k - 1).tag === null
  if (before.kind !== 'word' || before.possessive || before.tag !== null) return before.lower === ')'
  if (sentence.language.plural.has(before.lower)) return true
  return /[^s]s$/.test(before.lower) || (before.capital && i - k === 1 && joinedName(sentence, k))
}

/** "Mr. King and Mr. Schultz say". */
function joinedName(sentence: Sentence, last: number): boolean {
  let k = last - 1
  while (k > last - 5 && (at(sentence, k).capital || at(sentence, k).lower === '.')) k -= 1
  return at(sentence, k).lower === 'and'
}

/** Whether a finite verb stands in the range. */
export function holdsVerb(sentence: Sentence, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (isVerb(sentence, i)) return true
  return false
}
