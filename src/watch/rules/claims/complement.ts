// What follows a reporting verb: a clause, a quotation, an infinitive, an object, a preposition, or nothing.
import { at, isTime, isVerb, type Range, type Sentence } from './clause.ts'
import { phraseStartingAt } from './phrases.ts'

export type ComplementKind = 'clause' | 'quote' | 'colon' | 'infinitive' | 'object' | 'preposition' | 'gerund' | 'end'

export interface Complement {
  kind: ComplementKind
  /** First word of what is said. */
  from: number
  /** The object before it: "told [reporters] that". */
  object: Range | null
  /** The word after the object: "that", "to", "of", "as". */
  link: string
  /** Where it was said: "in a statement". */
  medium: Range | null
}

const MEDIA = new Set(
  (
    'statement interview tweet post letter email e-mail filing speech message video briefing report note memo blog call ' +
    'conference website facebook twitter telegram x linkedin instagram podcast programme program show testimony address ' +
    'ruling order document documents remarks comments erklärung mitteilung interview gespräch stellungnahme ' +
    'communiqué déclaration entretien comunicado declaración entrevista rueda'
  ).split(' '),
)
const OPENERS = new Set(
  'whether how why what who wer wie warum was ob comment pourquoi quoi si cómo qué quién'.split(' '),
)

/** Skips adverbs, times, and phrases that say where or to whom it was said; notes the medium. */
function skipAsides(sentence: Sentence, from: number): { next: number; medium: Range | null } {
  let k = from
  let medium: Range | null = null
  for (let turns = 0; turns < 8; turns += 1) {
    const word = at(sentence, k)
    if (word.quote >= 0 && word.lower === '"') break
    if ((word.tag === 'adverb' && !isVerb(sentence, k)) || (isTime(sentence, k) && !at(sentence, k + 1).possessive))
      k += 1
    else if (word.tag === 'determiner' && isTime(sentence, k + 1)) k += 2
    else if (word.tag === null && /^\p{Ll}{4,}ly$/u.test(word.text) && sentence.language.code === 'en') k += 1
    else if (word.tag === 'preposition') {
      const end = asideEnd(sentence, k)
      if (end < 0) break
      // "claimed responsibility for the attack on Telegram": what it was for is no medium.
      if (word.lower === 'for' && holdsMedium(sentence, k, end)) break
      if (holdsMedium(sentence, k, end)) medium = { from: k + 1, to: end }
      k = end
    } else if (word.lower === ',' && medium !== null && at(sentence, k + 1).lower === '"') k += 1
    else break
  }
  return { next: k, medium }
}

export function isMedium(sentence: Sentence, i: number): boolean {
  return MEDIA.has(at(sentence, i).lower)
}

function holdsMedium(sentence: Sentence, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (isMedium(sentence, i)) return true
  return false
}

/** End of "on Tuesday", "in a statement to the press", or of any such phrase before "that"; -1 when it is no aside. */
function asideEnd(sentence: Sentence, k: number): number {
  if (isTime(sentence, k + 1) || (at(sentence, k + 1).tag === 'determiner' && isTime(sentence, k + 2))) {
    let end = k + 1
    while (isTime(sentence, end) || at(sentence, end).kind === 'number' || at(sentence, end).tag === 'determiner')
      end += 1
    return end
  }
  let end = phraseStartingAt(sentence, k + 1)
  if (end < 0) return -1
  if (holdsMedium(sentence, k + 1, end)) {
    const word = at(sentence, end)
    if (word.tag === 'preposition' || word.lower === 'to') {
      const more = phraseStartingAt(sentence, end + 1)
      if (more > 0 && !isVerb(sentence, more)) end = more
    }
    return end
  }
  const after = at(sentence, end)
  return after.tag === 'that' || after.lower === ':' || (after.lower === ',' && at(sentence, end + 1).lower === '"')
    ? end
    : -1
}

export function complementAt(sentence: Sentence, from: number): Complement {
  const { next, medium } = skipAsides(sentence, from)
  const word = at(sentence, next)
  const made = (kind: ComplementKind, at: number): Complement => ({ kind, from: at, object: null, link: '', medium })
  if (word.lower === '"') return made('quote', next)
  if (word.quote >= 0 && word.quote !== at(sentence, next - 1).quote) return made('quote', next)
  if (word.lower === ':') return made('colon', next + 1)
  const second = at(sentence, next + 1)
  if (word.lower === ',') {
    if (second.lower === '"') return made('quote', next + 1)
    const resumed = afterInsertion(sentence, next)
    if (resumed > 0) return made('clause', resumed)
    if (sentence.language.code === 'de') return clauseAfterComma(sentence, next, made)
    return made('end', next)
  }
  if (word.kind === 'mark' && word.lower !== '$' && word.lower !== '€' && word.lower !== '£' && word.lower !== "'")
    return made('end', next)
  if (word.tag === 'that') {
    // "denies that, saying": what was told before, and another statement after it.
    if (second.lower === ',' && at(sentence, next + 2).forms.some((form) => form.kind === 'ing'))
      return made('object', next)
    if ((second.kind === 'mark' && second.lower !== '"' && second.lower !== ',') || second.tag === 'coordinator')
      return made('object', next)
    // "disputed that account": a determiner, when nothing but a noun follows.
    const end = sentence.language.code === 'en' ? phraseStartingAt(sentence, next + 1) : -1
    const bare = second.tag === null && !second.capital
    if (bare && end > 0 && end - next < 4 && /^[,.;]?$/.test(at(sentence, end).lower)) return made('object', next)
    return made('clause', next + 1)
  }
  if (OPENERS.has(word.lower) && word.tag !== 'preposition') return made('clause', next)
  if (word.lower === 'if') return made('clause', next)
  if (word.tag === 'subordinator' || word.tag === 'relative' || word.tag === 'coordinator') return made('end', next)
  if (word.tag === 'to') {
    const base =
      second.kind === 'word' &&
      (second.tag === null ||
        second.tag === 'verb' ||
        second.tag === 'adverb' ||
        second.tag === 'be' ||
        second.tag === 'have' ||
        second.tag === 'do') &&
      !second.capital
    return made(base ? 'infinitive' : 'preposition', base ? next : next + 1)
  }
  if (word.tag === 'preposition') {
    // Words that count before a number are no prepositions: "said over 300 people".
    if (second.kind === 'number') return { ...objectOrClause(sentence, next + 1), from: next, medium }
    return made('preposition', next + 1)
  }
  if (/^\p{Ll}{2,}ing$/u.test(word.text) && word.tag === null && sentence.language.code === 'en') {
    return made(isVerb(sentence, next + 1) ? 'clause' : 'gerund', next)
  }
  return { ...objectOrClause(sentence, next), medium }
}

/** "affirmed, without offering proof, that": the clause goes on after the insertion; -1 when there is none. */
function afterInsertion(sentence: Sentence, comma: number): number {
  for (let k = comma + 1; k < comma + 14; k += 1) {
    const word = at(sentence, k)
    if (word.lower === ',') return at(sentence, k + 1).tag === 'that' ? k + 2 : -1
    if (word.kind === 'mark') return -1
  }
  return -1
}

/** German: the clause follows a comma, "dass" or none. */
function clauseAfterComma(
  sentence: Sentence,
  comma: number,
  made: (kind: ComplementKind, at: number) => Complement,
): Complement {
  const word = at(sentence, comma + 1)
  if (word.tag === 'that') return made('clause', comma + 2)
  if (word.tag === 'relative' && !/^(?:die|der|das)$/.test(word.lower)) return made('end', comma)
  if (word.tag === 'subordinator' && !OPENERS.has(word.lower)) return made('end', comma)
  return made('clause', comma + 1)
}

function objectOrClause(sentence: Sentence, at0: number): Complement {
  // "more than 12,000 reports", "at least three people".
  const counted =
    /^(?:more|less|fewer|mehr|plus|moins|más|menos)$/.test(at(sentence, at0).lower) &&
    /^(?:than|als|de|d'|que)$/.test(at(sentence, at0 + 1).lower)
  const made = objectFrom(sentence, counted ? at0 + 2 : at0)
  return counted ? { ...made, from: at0 } : made
}

function objectFrom(sentence: Sentence, from: number): Complement {
  const made = (kind: ComplementKind, object: Range | null, link: string): Complement => ({
    kind,
    from,
    object,
    link,
    medium: null,
  })
  const end = phraseStartingAt(sentence, from)
  const word = at(sentence, from)
  if (word.tag === 'pronoun')
    return made(
      clauseFollows(sentence, from + 1) ? 'clause' : 'object',
      { from, to: from + 1 },
      at(sentence, from + 1).lower,
    )
  if (word.tag === 'object' && end < 0) return made('object', { from, to: from + 1 }, at(sentence, from + 1).lower)
  if (end < 0 && word.tag === 'determiner') return made('object', { from, to: from + 1 }, at(sentence, from + 1).lower)
  if (end < 0) return made(isVerb(sentence, from) ? 'clause' : 'end', null, '')
  if (clauseFollows(sentence, end)) return made('clause', { from, to: end }, at(sentence, end).lower)
  return made('object', { from, to: end }, at(sentence, end).lower)
}

/** Whether a finite verb follows before the clause ends, not counting relative clauses and infinitives. */
function clauseFollows(sentence: Sentence, from: number): boolean {
  for (let k = from; k < from + 16; k += 1) {
    const word = at(sentence, k)
    if (word.lower === ',' && at(sentence, k + 1).tag === 'relative') {
      // "the servers, which were moved last year, had been hit".
      let close = k + 2
      while (close < k + 16 && at(sentence, close).kind !== 'mark') close += 1
      if (at(sentence, close).lower !== ',') return false
      k = close
      continue
    }
    if (word.kind === 'mark' && word.lower !== "'" && word.lower !== '"') return false
    if (word.tag === 'relative' || word.tag === 'that' || word.tag === 'to' || word.tag === 'subordinator') return false
    if (isVerb(sentence, k)) {
      // "the data stolen in March", "a plan proposed by the group": a participle before a preposition is no verb.
      const bare = word.tag === null && /(?:ed|en)$/.test(word.lower)
      if (!bare || at(sentence, k + 1).tag !== 'preposition') return true
      if (k === from && at(sentence, k + 1).lower !== 'by') return true
    }
    if (word.tag === 'coordinator') return false
  }
  return false
}
