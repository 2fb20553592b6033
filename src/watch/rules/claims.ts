// The claims stage: who says what, on what evidence, and which claims of the same text dispute or support each other.
import type { ClaimFact, NameFact, Span, TimeFact } from '../model.ts'
import { at, type Range, type Sentence } from './claims/clause.ts'
import { isMedium } from './claims/complement.ts'
import { contentOf } from './claims/contents.ts'
import { findCues } from './claims/cues.ts'
import { type ClaimsIndex, classOf, type LanguageIndex } from './claims/data.ts'
import type { Draft } from './claims/draft.ts'
import { findEvidence } from './claims/evidence.ts'
import type { Found } from './claims/found.ts'
import { headingAt } from './claims/headings.ts'
import { type Memory, rememberSubject, resolve } from './claims/holders.ts'
import { indirectSpeech, quotedClaims } from './claims/lone-quotes.ts'
import { dueOf, promises } from './claims/promises.ts'
import { relate } from './claims/relations.ts'
import { roleOf } from './claims/roles.ts'
import { stemsOf } from './claims/stems.ts'
import { markQuoted, quotesOf, wordsOf } from './claims/words.ts'
import { sentencesOf } from './sentences.ts'
import type { Titled } from './titled.ts'

export { type AcrossRelation, relateAcross, type ToldIn } from './claims/across.ts'
export { ClaimsData, type ClaimsIndex, compileClaims } from './claims/data.ts'

export const claimsVersion = 'claims-2'

/** Languages with cue lists; an item in another language says that it is not covered. */
export const CLAIMED_LANGUAGES = ['en', 'de', 'fr', 'es']

const MAX_CLAIMS = 400

export interface ClaimsAround {
  title: Titled
  names: readonly NameFact[]
  times: readonly TimeFact[]
}

/** All reported statements of a text in order, with their relations; empty in a language without cue lists. */
export function findClaims(text: string, language: string, around: ClaimsAround, index: ClaimsIndex): ClaimFact[] {
  const words = index.languages.get(language)
  if (words === undefined) return []
  const spans = sentencesOf(text, language)
  const quotes = quotesOf(text)
  const sentences = sentencesWith(text, spans, quotes, words)
  const memory: Memory = { mentions: [], names: around.names, language: words }
  const drafts: Draft[] = []
  let paragraph = 0
  for (const [number, sentence] of sentences.entries()) {
    const before = sentences[number - 1]
    if (before !== undefined && text.slice(before.end, sentence.start).includes('\n')) paragraph += 1
    rememberSubject(memory, sentence, text)
    const heading = number === 0 ? headingAt(text, sentence, around.names) : null
    const cues = heading === null ? findCues(sentence) : [heading]
    const made = cues.flatMap(
      (found) => draftOf(text, sentence, found, cues, quotes, memory, number, paragraph, around, index) ?? [],
    )
    const place = { text, sentence, number, paragraph, quotes, drafts: [...drafts.slice(-20), ...made], memory }
    const unspoken = quotedClaims(place)
    drafts.push(...made, ...unspoken, ...(made.length + unspoken.length === 0 ? indirectSpeech(place) : []))
    if (drafts.length >= MAX_CLAIMS) break
  }
  const kept = withoutEchoes(drafts)
  drafts.length = 0
  drafts.push(...kept)
  drafts.sort(
    (a, b) =>
      (a.fact.cueSpan ?? a.fact.span).start - (b.fact.cueSpan ?? b.fact.span).start ||
      a.fact.span.start - b.fact.span.start,
  )
  for (const [i, draft] of drafts.entries()) draft.fact.id = `c${i + 1}`
  relate(drafts, text, words)
  for (const { claim, evidence, why } of findEvidence(text, spans, drafts, words)) {
    if (claim.fact.evidence.kind !== 'not stated' && claim.fact.evidence.kind !== 'cited') continue
    claim.fact.evidence = evidence
    claim.fact.why += `; evidence ${evidence.kind} ${why}`
  }
  return drafts.map((draft) => draft.fact)
}

/** A quotation without a cue is left out when a cue took its words after all: "We know." He said no more. */
function withoutEchoes(drafts: readonly Draft[]): Draft[] {
  return drafts.filter((one, i) => {
    if (one.fact.cue !== null) return true
    const { start, end } = one.fact.span
    return !drafts
      .slice(Math.max(0, i - 12), i + 12)
      .some(
        ({ fact }) =>
          fact.cue !== null && Math.min(end, fact.span.end) - Math.max(start, fact.span.start) > 0.5 * (end - start),
      )
  })
}

function sentencesWith(
  text: string,
  spans: readonly Span[],
  quotes: readonly Span[],
  language: LanguageIndex,
): Sentence[] {
  const words = wordsOf(text, language)
  markQuoted(words, [...quotes])
  const sentences: Sentence[] = []
  let next = 0
  for (const span of spans) {
    while (next < words.length && (words[next]?.start ?? 0) < span.start) next += 1
    const first = next
    while (next < words.length && (words[next]?.start ?? 0) < span.end) next += 1
    sentences.push({ words: words.slice(first, next), start: span.start, end: span.end, language })
  }
  return sentences
}

function draftOf(
  text: string,
  sentence: Sentence,
  found: Found,
  cues: readonly Found[],
  quotes: readonly Span[],
  memory: Memory,
  number: number,
  paragraph: number,
  around: ClaimsAround,
  index: ClaimsIndex,
): Draft | null {
  const { language } = sentence
  const words0 = contentOf(sentence, found, cues, quotes, text) ?? cueItself(sentence, found)
  if (words0 === null) return null
  const cueSpan = { start: at(sentence, found.cue.from).start, end: at(sentence, found.cue.to - 1).end }
  const span = withCue(text, words0, cueSpan)
  const holderSpan =
    found.holder === null
      ? null
      : { start: at(sentence, found.holder.from).start, end: at(sentence, found.holder.to - 1).end }
  const holder = found.holder === null ? null : resolve(memory, sentence, found.holder, text)
  const words = holderSpan === null ? null : text.slice(holderSpan.start, holderSpan.end)
  // Whom a holder cites does not make the holder anonymous.
  const [aside = ''] = text
    .slice(sentence.start, sentence.end)
    .toLowerCase()
    .split(/\bciting\b/, 1)
  const role = roleOf(words === null ? null : described(words), holder?.name ?? null, aside, language)
  const content = text.slice(span.start, span.end)
  // "Weitere Einzelheiten nannte er nicht": nothing is said; the evidence takes note of it.
  if (language.code !== 'en' && found.listed === 'asserts' && empty(content, language)) return null
  const listed = found.listed === 'asserts' && promises(content, language) ? 'commits' : found.listed
  const commits = classOf(listed) === 'commits'
  const measured = listed === 'measures'
  const fact: ClaimFact = {
    id: '',
    text: content,
    span,
    holder: holder?.name ?? null,
    holderSpan,
    role: role.role,
    class: classOf(listed),
    cue: text.slice(cueSpan.start, cueSpan.end),
    cueSpan,
    via: viaOf(text, sentence, found, index),
    quoted: isQuoted(span, quotes),
    evidence: measured
      ? { kind: 'cited', what: content, span }
      : {
          kind: listed === 'withholds' ? 'withheld' : 'not stated',
          what: listed === 'withholds' ? text.slice(cueSpan.start, cueSpan.end) : null,
          span: listed === 'withholds' ? cueSpan : null,
        },
    promise: commits ? dueOf(text, span, around.times) : null,
    relations: [],
    why: [`"${text.slice(cueSpan.start, cueSpan.end)}", ${found.how}`, holder?.why ?? '', role.why]
      .filter((part) => part !== '')
      .join('; '),
  }
  return {
    fact,
    listed,
    sentence: number,
    paragraph,
    stems: stemsOf(content, language),
    around: { start: Math.min(cueSpan.start, span.start), end: Math.max(cueSpan.end, span.end) },
    unclear: holder !== null && holder.kind === 'unknown',
  }
}

function empty(content: string, language: LanguageIndex): boolean {
  return (
    content.length < 30 &&
    stemsOf(content, language).size === 0 &&
    content
      .toLowerCase()
      .split(' ')
      .some((word) => language.negation.has(word))
  )
}

/** "denies that": a word that only points back is told with its cue, for by itself it says nothing. */
function withCue(text: string, span: Span, cue: Span): Span {
  const bare = /^(?:that|this|it|das|dies|cela|ça|eso|esto)$/i.test(text.slice(span.start, span.end))
  return bare && cue.end <= span.start ? { start: cue.start, end: span.end } : span
}

/** The role is that of the person, not of those whom a description after the name mentions. */
function described(words: string): string {
  const comma = words.indexOf(', ')
  return comma > 0 && /^\p{Lu}\S* ?\p{Lu}?\S*,/u.test(words) ? words.slice(0, comma) : words
}

/** Cues that say all themselves: "declined to comment". */
function cueItself(sentence: Sentence, found: Found): Span | null {
  if (
    found.cue.to - found.cue.from < 2 &&
    found.listed !== 'doubts' &&
    found.listed !== 'disputes' &&
    found.listed !== 'denies'
  )
    return null
  // "he was sorry", "she is confident": a state of mind without what it is about says nothing.
  const state = /^(?:is|was|were|are|be|been|'s|'re|remains?|remained|feels?|felt)$/
  if (found.listed === 'asserts' && state.test(at(sentence, found.cue.to - 2).lower)) return null
  return { start: at(sentence, found.cue.from).start, end: at(sentence, found.cue.to - 1).end }
}

function viaOf(text: string, sentence: Sentence, found: Found, index: ClaimsIndex): string | null {
  const words = (from: number, to: number): string => text.slice(at(sentence, from).start, at(sentence, to - 1).end)
  if (found.via !== null && found.via.to > found.via.from) {
    const named = words(found.via.from, found.via.to)
    const first = at(sentence, found.via.from)
    // "told reporters": hearers are no outlet; a name is, and so is a medium ("in a statement").
    const hearer = found.via.from === found.cue.to
    if (first.tag === 'object' || first.tag === 'pronoun') return null
    if (hearer && !/^(?:the )?\p{Lu}/u.test(named)) return null
    return named
      .replace(/^(?:a|an|the|his|her|its|their) /i, '')
      .replace(/ (?:(?:on|late|early) \p{Lu}?.*|seen|obtained|reviewed|sent|published|posted)$/u, '')
  }
  const fronted = mediumInFront(sentence, found)
  for (let i = Math.max(0, found.cue.to - 14); i < found.cue.to + 14; i += 1) {
    const word = at(sentence, i)
    if (word.quote >= 0 || !word.capital) continue
    for (const length of [3, 2, 1]) {
      const name = words(i, Math.min(i + length, sentence.words.length)).toLowerCase()
      if (!index.outlets.has(name)) continue
      const before = at(sentence, i - 1)
      const told =
        /^(?:on|via|to|in|with|by|auf|bei|über|gegenüber|sur|à|au|dans|en|por|a)$/.test(before.lower) &&
        !at(sentence, i + length).possessive
      const apart = found.holder === null || i >= found.holder.to || i + length <= found.holder.from
      if (told && apart && (found.side !== 'after' || i < found.from) && Math.abs(i - found.cue.to) < 14)
        return words(i, Math.min(i + length, sentence.words.length))
    }
  }
  return fronted === null ? null : words(fronted.from, fronted.to)
}

/** "In a statement, Vodafone insisted". */
function mediumInFront(sentence: Sentence, found: Found): Range | null {
  if (!/^(?:in|on)$/.test(at(sentence, 0).lower)) return null
  for (let k = 1; k < 9 && k < found.first; k += 1) {
    if (at(sentence, k).kind === 'mark') return null
    if (isMedium(sentence, k)) return { from: k, to: k + 1 }
  }
  return null
}

/** Whether the words are a quotation of three words or more, or hold one. */
function isQuoted(span: Span, quotes: readonly Span[]): boolean {
  for (const quote of quotes) {
    if (quote.start > span.end) return false
    const overlap = Math.min(quote.end, span.end) - Math.max(quote.start, span.start)
    if (overlap > 12 && overlap >= 0.3 * (span.end - span.start)) return true
  }
  return false
}
