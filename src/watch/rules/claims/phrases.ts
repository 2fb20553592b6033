// Noun phrases and verbs around a place in a sentence, by closed word lists, endings and marks alone.
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

const MAX_PHRASE = 24

export function at(sentence: Sentence, i: number): Word {
  return sentence.words[i] ?? NO_WORD
}

export function isTime(sentence: Sentence, i: number): boolean {
  const word = at(sentence, i)
  // "USA TODAY".
  if (word.text.length > 3 && word.text === word.text.toUpperCase() && word.kind === 'word') return false
  return sentence.language.times.has(word.lower) || (word.kind === 'number' && /^(?:19|20)\d\d$/.test(word.text))
}

function isAdjectival(sentence: Sentence, i: number): boolean {
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

/** A word that may stand inside a noun phrase. */
function inPhrase(sentence: Sentence, i: number): boolean {
  const word = at(sentence, i)
  if (word.kind === 'number' || word.possessive) return true
  if (word.kind === 'mark') return word.lower === '.' && abbreviates(sentence, i)
  if (word.tag === null || word.tag === 'determiner') return true
  if (word.capital && i > 0) return true
  // "one of them".
  if (word.tag === 'object') return at(sentence, i - 1).lower === 'of'
  return word.tag === 'verb' && isAdjectival(sentence, i)
}

/** The full stop of "Rep." or "Mr." between two words of one name. */
function abbreviates(sentence: Sentence, i: number): boolean {
  const [before, dot, next] = [at(sentence, i - 1), at(sentence, i), at(sentence, i + 1)]
  return before.end === dot.start && before.capital && before.lower.length <= 5 && next.capital
}

/** First word of the noun phrase that ends at `last`, or -1. Looks over "of", "for" and the like, "and", and relative clauses. */
export function phraseEndingAt(sentence: Sentence, last: number): number {
  const first = chunkEndingAt(sentence, last)
  if (first < 0) return -1
  let start = first
  let safe = first
  let joined = false
  for (let turns = 0; turns < 6 && last - start < MAX_PHRASE; turns += 1) {
    const before = at(sentence, start - 1)
    if (before.tag === 'preposition' || before.lower === 'to') {
      const left = joinsLeft(sentence, start - 1) ? chunkEndingAt(sentence, start - 2) : -1
      const wide = left < 0 ? overModifier(sentence, start - 1) : left
      if (wide < 0) break
      start = wide
      if (!joined) safe = start
    } else if (before.tag === 'coordinator' && start >= 2) {
      const left = chunkEndingAt(sentence, start - 2)
      if (left < 0) break
      start = left
      joined = true
    } else if (before.lower === ',' && joined && start >= 2) {
      // A list: "Vodafone, Telefónica and Orange".
      const left = chunkEndingAt(sentence, start - 2)
      if (left < 0 || !atClauseStart(sentence, left)) break
      start = left
    } else if (
      sentence.language.code === 'de' &&
      /^(?:des|der)$/.test(at(sentence, start).lower) &&
      before.capital &&
      before.tag === null
    ) {
      const left = chunkEndingAt(sentence, start - 1)
      if (left < 0) break
      start = left
      if (!joined) safe = start
    } else {
      const left = overModifier(sentence, start - 1)
      if (left < 0) break
      start = left
      if (!joined) safe = start
    }
  }
  return joined && !atClauseStart(sentence, start) ? safe : start
}

const LEADS = new Set([
  'close',
  'adviser',
  'advisor',
  'ambassador',
  'envoy',
  'secretary',
  'aide',
  'linked',
  'loyal',
  'privy',
])

function joinsLeft(sentence: Sentence, i: number): boolean {
  const before = at(sentence, i - 1)
  if (isTime(sentence, i - 1) || before.kind !== 'word') return before.lower === ')'
  return at(sentence, i).lower !== 'to' || LEADS.has(before.lower)
}

/** "a person briefed on the matter", "people who live near the airport": jumps from the end of the modifier to its noun. */
function overModifier(sentence: Sentence, i: number): number {
  const word = at(sentence, i)
  if (sentence.language.code !== 'en' || word.kind !== 'word') return -1
  const next = at(sentence, i + 1)
  if (word.tag === null && isVerb(sentence, i) && at(sentence, i - 1).kind === 'word') {
    const reporting = word.forms.some((form) => form.lemma.takes.has('a') || form.lemma.takes.has('c'))
    const describes = next.tag === 'preposition' || next.tag === 'adverb' || isTime(sentence, i + 1)
    if (!reporting && describes) {
      const left = chunkEndingAt(sentence, i - 1)
      if (left >= 0) return left
    }
  }
  for (let k = i; k > i - 10 && k > 0; k -= 1) {
    const one = at(sentence, k)
    if (one.kind === 'mark' || one.tag === 'coordinator') return -1
    if (one.tag === 'relative') return chunkEndingAt(sentence, k - 1)
  }
  return -1
}

/** Whether a clause can begin at this word: after a mark, a subordinator, a quotation, or at the start. */
export function atClauseStart(sentence: Sentence, i: number): boolean {
  if (i <= 0) return true
  const before = at(sentence, i - 1)
  if (before.kind === 'mark' || remark(sentence, i)) return true
  return (
    before.tag === 'subordinator' || before.tag === 'that' || before.tag === 'coordinator' || isTime(sentence, i - 1)
  )
}

/** The plain noun phrase that ends at `last`: one determiner, adjectives, nouns, names; owners before it. */
export function chunkEndingAt(sentence: Sentence, last: number): number {
  let k = last
  // "(R-Utah)", "(BSI)".
  if (at(sentence, k).lower === ')') {
    let open = k - 1
    while (open > k - 8 && open > 0 && at(sentence, open).lower !== '(') open -= 1
    if (at(sentence, open).lower !== '(') return -1
    k = open - 1
  }
  const top = at(sentence, k)
  if (
    isVerb(sentence, k) &&
    !isAuxiliary(top) &&
    !top.capital &&
    top.tag === null &&
    !top.forms.some((form) => form.lemma.nounlike)
  )
    return -1
  if (top.tag === 'pronoun' && !(sentence.language.tags.get(top.lower) === 'determiner')) return k
  if (top.quote !== at(sentence, last + 1).quote && top.quote >= 0 && top.kind === 'mark') return -1
  let first = -1
  for (; k >= 0 && last - k < MAX_PHRASE; k -= 1) {
    const word = at(sentence, k)
    if (!inPhrase(sentence, k)) {
      // "highly respected analyst", "currently serving officers": only inside.
      if (first >= 0 && word.tag === 'adverb' && at(sentence, k - 1).tag === 'determiner') continue
      break
    }
    if (isTime(sentence, k) && !(word.kind === 'number') && !nameOfTime(sentence, k)) {
      if (first >= 0 && !at(sentence, k + 1).possessive) break
    }
    if (first >= 0 && isVerb(sentence, k) && !attributive(sentence, k)) break
    if (first >= 0 && (stops(sentence, k) || remark(sentence, k + 1))) break
    first = k
    if (word.tag === 'determiner' && !at(sentence, k - 1).possessive) {
      // "all the", "one of": a determiner ends the phrase, two may stand together.
      if (at(sentence, k - 1).tag === 'determiner') first = k - 1
      break
    }
  }
  while (first >= 0 && first < last && at(sentence, first).possessive) first += 1
  if (first >= 0 && at(sentence, first).possessive) return -1
  return first
}

function nameOfTime(sentence: Sentence, k: number): boolean {
  return at(sentence, k).lower === 'may' || at(sentence, k).lower === 'late' || at(sentence, k).lower === 'early'
}

/** "the heavily armed group": a participle after an adverb of manner describes what follows. */
function attributive(sentence: Sentence, k: number): boolean {
  const before = at(sentence, k - 1)
  if (before.tag === 'determiner' || before.possessive) return true
  return /^\p{Ll}{3,}ly$/u.test(before.text) && at(sentence, k - 2).tag === 'determiner'
}

/** "a charge Athens rejects", "something the company disputes": what is said of the clause before the comma. */
export function remark(sentence: Sentence, i: number): boolean {
  return remarkStart(sentence, i) >= 0
}

export function remarkStart(sentence: Sentence, i: number): number {
  if (/^(?:something|etwas|quelque|algo)$/.test(at(sentence, i - 1).lower) && at(sentence, i - 2).lower === ',')
    return i - 1
  for (let k = i - 2; k >= i - 4 && k > 0; k -= 1) {
    const word = at(sentence, k)
    if (
      /^(?:an?)$/.test(word.lower) &&
      at(sentence, k - 1).lower === ',' &&
      !at(sentence, i - 1).capital &&
      at(sentence, i - 1).tag === null &&
      (at(sentence, i).capital || at(sentence, i).tag === 'determiner')
    )
      return k
    if (word.kind === 'mark' || word.tag === 'preposition') return -1
  }
  return -1
}

/** "In a statement Husted", "Over the weekend Elon Musk": a new phrase begins where a small word is followed by a name. */
function stops(sentence: Sentence, k: number): boolean {
  const [word, next] = [at(sentence, k), at(sentence, k + 1)]
  if (sentence.language.code === 'de' || !next.capital || word.capital || word.kind !== 'word') return false
  if (word.possessive || word.tag === 'determiner') return false
  if (next.kind !== 'word' || /^[A-Z]+$/.test(word.text)) return false
  const { persons, groups } = sentence.language
  if (persons.has(word.lower) || groups.has(word.lower)) return false
  // "the German Digital ministry", "billionaire Elon Musk": only a phrase that began with a preposition is cut.
  for (let i = k - 1; i >= k - 6; i -= 1) {
    const one = at(sentence, i)
    if (one.tag === 'preposition') return true
    if (one.kind === 'mark' || i < 0) return false
  }
  return false
}

/** End of the noun phrase that begins at `first` (exclusive); -1 when none does. */
export function phraseStartingAt(sentence: Sentence, first: number): number {
  let end = chunkStartingAt(sentence, first)
  if (end < 0) return -1
  for (let turns = 0; turns < 5 && end - first < MAX_PHRASE; turns += 1) {
    const word = at(sentence, end)
    const german = sentence.language.code === 'de'
    if (german && /^(?:des|der)$/.test(word.lower) && at(sentence, end - 1).kind === 'word') {
      // The genitive: "ein Sprecher des Ministeriums".
      const next = chunkStartingAt(sentence, end)
      if (next < 0) return end
      end = next
      continue
    }
    const owns = german
      ? word.lower !== 'in' || at(sentence, end + 1).tag === 'determiner'
      : !at(sentence, end - 1).capital
    if (word.tag === 'preposition' && (owns ? RIGHT : OWNS).has(word.lower)) {
      const next = isTime(sentence, end + 1) ? -1 : chunkStartingAt(sentence, end + 1)
      if (next < 0 || mediumAfter(sentence, end + 1, next)) return end
      end = next
    } else if (word.tag === 'coordinator') {
      const next = chunkStartingAt(sentence, end + 1)
      if (next < 0 || isVerb(sentence, next)) return end
      end = next
    } else return end
  }
  return end
}

const OWNS = new Set('of for at des der vom von für du de la del'.split(' '))
const RIGHT = new Set(
  'of on for at from in with des der vom von beim für aus im du de la au aux pour à del en para con'.split(' '),
)
const MEDIA = new Set(
  'statement interview tweet post letter email filing speech message video briefing report televised note memo blog call'.split(
    ' ',
  ),
)

/** "in a statement", "at a briefing": where it was said, not whose. */
function mediumAfter(sentence: Sentence, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (MEDIA.has(at(sentence, i).lower)) return true
  return false
}

function chunkStartingAt(sentence: Sentence, first: number): number {
  const top = at(sentence, first)
  if (top.tag === 'pronoun') return first + 1
  let k = first
  for (; k < sentence.words.length && k - first < MAX_PHRASE; k += 1) {
    const word = at(sentence, k)
    if (word.lower === '(' && k > first) {
      let close = k + 1
      while (close < k + 8 && at(sentence, close).lower !== ')') close += 1
      if (at(sentence, close).lower !== ')') break
      k = close
      continue
    }
    if (!inPhrase(sentence, k)) break
    if (k > first && isTime(sentence, k) && at(sentence, k - 1).tag !== 'determiner') break
    if (k > first && isVerb(sentence, k) && !attributive(sentence, k)) break
    if (k > first && word.tag === 'determiner' && at(sentence, k - 1).tag !== 'determiner') break
  }
  return k > first && at(sentence, k - 1).tag !== 'determiner' ? k : -1
}

/** Whether a finite verb stands in the range. */
export function holdsVerb(sentence: Sentence, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (isVerb(sentence, i)) return true
  return false
}
