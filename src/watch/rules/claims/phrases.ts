// Noun phrases around a place in a sentence, by closed word lists, endings and marks alone.
import { at, isAdjectival, isAuxiliary, isTime, isVerb, type Sentence } from './clause.ts'

const MAX_PHRASE = 24

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
