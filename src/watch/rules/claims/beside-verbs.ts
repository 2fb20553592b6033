// Statements without a verb: "according to", nouns ("the claim that"), adjectives ("leaving experts sceptical"), hedges.

import { at, isAuxiliary, isVerb, type Range, type Sentence } from './clause.ts'
import { complementAt } from './complement.ts'
import type { Found } from './found.ts'
import { chunkEndingAt, phraseEndingAt, phraseStartingAt } from './phrases.ts'

export function accordingAt(sentence: Sentence, i: number): Found | null {
  const { language } = sentence
  for (const words of language.according) {
    if (!words.every((word, n) => at(sentence, i + n).lower === word)) continue
    const start = i + words.length
    const end = phraseStartingAt(sentence, start)
    if (end < 0) continue
    // "nach" and "per" need a holder that can speak; "so" one after a comma.
    if (words.length === 1 && language.code === 'en' && !at(sentence, start).capital) continue
    if (
      words[0] === 'so' &&
      ((at(sentence, i - 1).lower !== ',' && at(sentence, i - 1).lower !== '"') || isVerb(sentence, end))
    )
      continue
    const wide = widened(sentence, end)
    const opens = i === 0 || (at(sentence, i - 1).tag !== null && i <= 2)
    const after = at(sentence, wide)
    const fore = !opens && i > 2
    const from = after.lower === ',' ? wide + 1 : wide
    return {
      cue: { from: i, to: start },
      listed: 'asserts',
      holder: { from: start, to: wide },
      side: fore ? 'before' : 'after',
      from,
      via: null,
      how: `named after "${words.join(' ')}"`,
      first: i,
      participle: false,
    }
  }
  if (language.accordingAfter.has(at(sentence, i).lower)) {
    const from = chunkEndingAt(sentence, i - 1)
    if (from >= 0) {
      const whole = phraseEndingAt(sentence, i - 1)
      return {
        cue: { from: i, to: i + 1 },
        listed: 'asserts',
        // "Den Angaben zufolge" names nobody.
        holder: /^(?:angaben|berichten|informationen)$/.test(at(sentence, i - 1).lower)
          ? null
          : { from: whole < 0 ? from : whole, to: i },
        side: whole <= 1 ? 'after' : 'before',
        from: i + 1,
        via: null,
        how: `named before "${at(sentence, i).lower}"`,
        first: whole < 0 ? from : whole,
        participle: false,
      }
    }
  }
  return null
}

/** "people familiar with the plan", "a person briefed on it": the adjective after the noun belongs to the holder. */
function widened(sentence: Sentence, end: number): number {
  const word = at(sentence, end)
  const next = at(sentence, end + 1)
  if (word.kind === 'word' && word.tag === null && next.tag === 'preposition') {
    const more = phraseStartingAt(sentence, end + 2)
    if (more > 0) return more
  }
  return end
}

export function nounAt(sentence: Sentence, i: number): Found | null {
  const word = at(sentence, i)
  const { language } = sentence
  const listed =
    language.nouns.get(word.lower) ??
    (word.lower.endsWith('s') ? language.nouns.get(word.lower.slice(0, -1)) : undefined)
  if (listed === undefined || isAuxiliary(word)) return null
  let k = i - 1
  while (k > i - 4 && at(sentence, k).tag === null && at(sentence, k).kind === 'word' && !at(sentence, k).possessive)
    k -= 1
  const owner = at(sentence, k)
  const owns = owner.possessive
  const pronoun = language.pronouns.has(owner.lower) && owner.tag === 'determiner'
  let next = i + 1
  let holder: Range | null = null
  if (owns) {
    const last = k - 1
    const from = phraseEndingAt(sentence, last)
    if (from >= 0) holder = { from, to: last + 1 }
  } else if (pronoun) holder = { from: k, to: k + 1 }
  const linking = at(sentence, next)
  if (holder === null && /^(?:by|from|von|par|de|por)$/.test(linking.lower)) {
    const end = phraseStartingAt(sentence, next + 1)
    if (end > 0 && at(sentence, end).tag === 'that') {
      holder = { from: next + 1, to: end }
      next = end
    }
  }
  let after = at(sentence, next)
  if (language.code === 'de' && after.lower === ',') after = at(sentence, ++next)
  const clause = after.tag === 'that' && at(sentence, next + 1).kind !== 'mark'
  const infinitive =
    after.tag === 'to' && holder !== null && listed === 'commits' && complementAt(sentence, next).kind === 'infinitive'
  if (!clause && !infinitive) return null
  return {
    cue: { from: i, to: i + 1 },
    listed,
    holder,
    side: 'after',
    from: next + 1,
    via: null,
    how: holder === null ? 'nobody is named' : 'the owner of the noun',
    first: holder?.from ?? i,
    participle: false,
    noun: true,
  }
}

export function adjectiveAt(sentence: Sentence, i: number): Found | null {
  const listed = sentence.language.adjectives.get(at(sentence, i).lower)
  if (listed === undefined) return null
  const last = i - 1
  const before = at(sentence, last)
  if (before.kind !== 'word' || isAuxiliary(before) || before.tag === 'determiner') return null
  let k = last
  while (k > i - 3 && (at(sentence, k).tag === 'adverb' || /ly$/.test(at(sentence, k).lower))) k -= 1
  let from = k
  while (from > k - 6 && from > 0 && !LEAVING.test(at(sentence, from - 1).lower)) from -= 1
  if (from <= 0 || !LEAVING.test(at(sentence, from - 1).lower)) return null
  const complement = complementAt(sentence, i + 1)
  return {
    cue: { from: i, to: i + 1 },
    listed,
    holder: { from, to: k + 1 },
    side: complement.kind === 'end' ? 'before' : 'after',
    from: complement.from,
    via: null,
    how: `left ${at(sentence, i).lower}, as the text says`,
    first: from - 1,
    participle: true,
  }
}

const LEAVING =
  /^(?:leav(?:e|es|ing)|left|ma(?:de|kes|king)|keeps?|keeping|lässt|ließ|laisse|laissant|deja|dejando|dejó)$/

export function hedgeAt(sentence: Sentence, i: number, found: Found[]): Found | null {
  if (!sentence.language.hedges.has(at(sentence, i).lower) || found.length > 0) return null
  return {
    cue: { from: i, to: i + 1 },
    listed: /^(?:alleg|angeb|préten|supues|presun)/.test(at(sentence, i).lower) ? 'accuses' : 'asserts',
    holder: null,
    side: 'whole',
    from: i + 1,
    via: null,
    how: 'hedged, and nobody is named',
    first: i,
    participle: false,
  }
}
