// What evidence a claim offers: none, withheld or cited, in its own sentence or in the one that follows.
import type { Evidence, Span } from '../../model.ts'
import type { LanguageIndex } from './data.ts'
import type { Draft } from './draft.ts'
import { shared, stemsOf } from './stems.ts'

interface Sign {
  kind: 'none offered' | 'withheld' | 'cited'
  span: Span
}

const NOT =
  /(?:did not|didn't|do not|does not|doesn't|has not|hasn't|had not|hadn't|have not|would not|wouldn't|could not|couldn't|declined to|refused to|without) $/
const MAX_SIGNS = 12

/** Signs of evidence in one sentence, each place once. */
function signsIn(text: string, sentence: Span, language: LanguageIndex): Sign[] {
  const lower = text.slice(sentence.start, sentence.end).toLowerCase()
  if (!language.evidence.any.test(lower)) return []
  const signs: Sign[] = []
  const look = (phrases: readonly string[], kind: Sign['kind']): void => {
    for (const phrase of phrases) {
      const at = wordAt(lower, phrase.startsWith('not ') ? phrase.slice(4) : phrase)
      if (at < 0 || signs.length >= MAX_SIGNS) continue
      const start = phrase.startsWith('not ') ? negatedFrom(lower, at) : at
      if (start < 0) continue
      const span = {
        start: sentence.start + start,
        end: sentence.start + at + (phrase.startsWith('not ') ? phrase.length - 4 : phrase.length),
      }
      if (signs.every((one) => one.span.end <= span.start || one.span.start >= span.end)) signs.push({ kind, span })
    }
  }
  look(language.evidence.none, 'none offered')
  look(language.evidence.withheld, 'withheld')
  look(language.evidence.cited, 'cited')
  return signs
}

function wordAt(lower: string, phrase: string): number {
  let at = lower.indexOf(phrase)
  for (let turns = 0; at >= 0 && turns < 20; turns += 1) {
    const before = at === 0 ? ' ' : lower.charAt(at - 1)
    const after = lower.charAt(at + phrase.length)
    if (!/\p{L}/u.test(before) && !/\p{L}/u.test(after)) return at
    at = lower.indexOf(phrase, at + 1)
  }
  return -1
}

function negatedFrom(lower: string, at: number): number {
  const before = lower.slice(Math.max(0, at - 14), at)
  const hit = NOT.exec(before)
  return hit === null ? -1 : at - before.length + hit.index
}

export interface EvidenceFound {
  claim: Draft
  evidence: Evidence
  why: string
}

/** The evidence that each sentence speaks of, tied to the claim that it speaks about. */
export function findEvidence(
  text: string,
  sentences: readonly Span[],
  drafts: readonly Draft[],
  language: LanguageIndex,
): EvidenceFound[] {
  const found: EvidenceFound[] = []
  for (const [number, sentence] of sentences.entries()) {
    const signs = signsIn(text, sentence, language)
    for (const sign of signs) {
      const claim = claimFor(text, sign, number, sentence, drafts, language)
      if (claim === null) continue
      const here = claim.sentence === number
      found.push({
        claim,
        evidence: evidenceOf(text, sign, sentence),
        why: here ? 'in the same sentence' : 'in a sentence that follows',
      })
    }
  }
  return found
}

function evidenceOf(text: string, sign: Sign, sentence: Span): Evidence {
  if (sign.kind !== 'cited')
    return { kind: sign.kind, what: text.slice(sign.span.start, sign.span.end), span: sign.span }
  // What is cited: the words after the sign, to the next mark.
  const rest = text.slice(sign.span.end, Math.min(sentence.end, sign.span.end + 160))
  const what = (/^[^,;.]{1,140}/.exec(rest)?.[0] ?? '').trim()
  const start = text.indexOf(what, sign.span.end)
  return what === ''
    ? { kind: 'cited', what: null, span: sign.span }
    : { kind: 'cited', what, span: { start, end: start + what.length } }
}

const BACK = 4

function claimFor(
  text: string,
  sign: Sign,
  number: number,
  sentence: Span,
  drafts: readonly Draft[],
  language: LanguageIndex,
): Draft | null {
  const told = (one: Draft): boolean => one.fact.class !== 'declines to comment' && one.fact.class !== 'doubts'
  const here = drafts.filter(
    (one) =>
      one.sentence === number && told(one) && !holds(one.fact.span, sign.span) && !opens(one.fact.span, sign.span),
  )
  const before = drafts.filter((one) => one.sentence < number && one.sentence >= number - BACK && told(one))
  if (sign.kind === 'cited')
    return last(here.filter((one) => (one.fact.cueSpan?.start ?? 0) <= sign.span.start)) ?? here[0] ?? null
  // A participle ("without citing evidence") belongs to its own sentence; a sentence of its own to what came before.
  const own = text.slice(sentence.start, sentence.end)
  const subject = drafts.find((one) => one.sentence === number)?.fact.holder ?? null
  if (here.length > 0 && (/\b(?:without|ohne|sans|sin)\b/i.test(own) || sign.kind === 'withheld')) {
    return last(here.filter((one) => one.fact.span.start < sign.span.start)) ?? here[0] ?? null
  }
  const stems = stemsOf(own, language)
  const pronoun = /^(?:he|she|it|they|er|sie|es|il|elle|ils|elles|no|none)\b/i.test(own)
  const named = before.filter((one) => one.fact.holder !== null && own.includes(lastWord(one.fact.holder)))
  if (named.length > 0) return best(named, stems)
  if (here.length > 0 && !pronoun) {
    const first = here.find((one) => one.fact.span.start < sign.span.start)
    if (first !== undefined) return first
  }
  if (pronoun && subject !== null) {
    const same = before.filter((one) => one.fact.holder === subject)
    if (same.length > 0) return best(same, stems)
  }
  // Proof is missing for what is in dispute or accuses somebody, before anything else.
  const weighty = before.filter(
    (one) =>
      one.fact.class === 'accuses' ||
      drafts.some((other) =>
        other.fact.relations.some(({ claim, relation }) => claim === one.fact.id && relation === 'disputes'),
      ),
  )
  const wide = drafts.filter(
    (one) =>
      one.sentence < number &&
      drafts.some((other) =>
        other.fact.relations.some(({ claim, relation }) => claim === one.fact.id && relation === 'disputes'),
      ),
  )
  return last(weighty) ?? (sign.kind === 'none offered' ? last(wide) : null) ?? last(before) ?? here[0] ?? null
}

/** The statement itself is that there is no proof: "There is no proof of that". */
function opens(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end && inner.start - outer.start < 20
}

function holds(outer: Span, inner: Span): boolean {
  return (
    outer.start <= inner.start && inner.end <= outer.end && inner.end - inner.start > 0.8 * (outer.end - outer.start)
  )
}

function lastWord(holder: string): string {
  return holder.slice(holder.lastIndexOf(' ') + 1)
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1]
}

function best(list: readonly Draft[], stems: ReadonlySet<string>): Draft | null {
  let top: Draft | null = null
  let most = -1
  for (const one of list) {
    const score = shared(one.stems, stems).length + (one.fact.class === 'accuses' ? 1 : 0)
    if (score >= most) {
      most = score
      top = one
    }
  }
  return top
}
