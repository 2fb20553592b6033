// Quotations without a reporting verb: those that go on from the holder before, and those after a name and a colon or a verb.
import type { Span } from '../../model.ts'
import { at, isVerb, type Sentence } from './clause.ts'
import type { Draft } from './draft.ts'
import { type Memory, mentionOf, resolve } from './holders.ts'
import { roleOf } from './roles.ts'
import { stemsOf } from './stems.ts'
import { groupStart, subjectBefore } from './subject.ts'

export interface QuotePlace {
  text: string
  sentence: Sentence
  number: number
  paragraph: number
  quotes: readonly Span[]
  drafts: readonly Draft[]
  memory: Memory
}

const MIN_WORDS = 4

export function quotedClaims(place: QuotePlace): Draft[] {
  const { sentence, quotes, text } = place
  const made: Draft[] = []
  let last = -1
  for (let i = 0; i < sentence.words.length && made.length < 8; i += 1) {
    const { quote } = at(sentence, i)
    if (quote < 0 || quote === last) continue
    last = quote
    const first = i
    let end = i
    while (at(sentence, end).quote === quote) end += 1
    const span = quotes[quote]
    // A quotation of several sentences is one, and is read where it ends.
    if (span === undefined || span.end > sentence.end + 1) continue
    const begun = span.start < sentence.start
    if (end - first < MIN_WORDS + 1 && !begun) continue
    const inner = { start: span.start, end: Math.min(span.end, sentence.end) }
    if (place.drafts.some((draft) => draft.fact.span.start <= inner.start + 2 && draft.fact.span.end >= inner.end - 4))
      continue
    if (place.drafts.some((draft) => draft.sentence === place.number && overlaps(draft.fact.span, inner))) continue
    const draft = first <= 1 && end >= sentence.words.length - 1 ? goesOn(place, inner) : spoken(place, first, inner)
    if (draft !== null) made.push(draft)
  }
  for (const draft of made) draft.fact.text = text.slice(draft.fact.span.start, draft.fact.span.end)
  return made
}

const SUBJUNCTIVE = new Set(
  'sei seien habe werde könne müsse solle wolle dürfe gebe komme gehe liege stehe wisse hätten wären handle bleibe'.split(
    ' ',
  ),
)

/** German: a sentence in the subjunctive without a reporting verb goes on from whoever spoke in the sentence before. */
export function indirectSpeech(place: QuotePlace): Draft[] {
  const { sentence } = place
  if (sentence.language.code !== 'de') return []
  const spoken = sentence.words.some((word) => word.quote < 0 && SUBJUNCTIVE.has(word.lower))
  const before = place.drafts[place.drafts.length - 1]
  if (!spoken || before === undefined || place.number - before.sentence !== 1) return []
  const made = goesOn(place, { start: sentence.start, end: sentence.end })
  if (made === null) return []
  const { start, end } = made.fact.span
  const text = place.text.slice(start, end)
  return [
    {
      ...made,
      fact: { ...made.fact, text, quoted: false, why: `indirect speech goes on from ${made.fact.holder ?? ''}` },
    },
  ]
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** A sentence that is all quotation goes on from whoever spoke last, when that was just before. */
function goesOn(place: QuotePlace, span: Span): Draft | null {
  const order = [...place.drafts].sort(
    (a, b) => b.sentence - a.sentence || Number(b.fact.quoted) - Number(a.fact.quoted),
  )
  for (const before of order) {
    if (place.number - before.sentence > 4 || place.paragraph - before.paragraph > 1) return null
    if (before.fact.holder === null || before.fact.class === 'declines to comment') continue
    // A quotation of several sentences is read where it ends: what counts is where it begins.
    if (!before.fact.quoted && place.number - before.sentence > 1 && span.start - before.around.end > 60) continue
    const inner = withoutMarks(place.text, span)
    return {
      ...before,
      listed: 'asserts',
      fact: {
        ...before.fact,
        id: '',
        class: 'asserts',
        span: inner,
        cue: null,
        cueSpan: null,
        via: before.fact.via,
        quoted: true,
        evidence: { kind: 'not stated', what: null, span: null },
        promise: null,
        relations: [],
        why: `the quotation goes on from ${before.fact.holder}`,
      },
      sentence: place.number,
      paragraph: place.paragraph,
      stems: stemsOf(place.text.slice(inner.start, inner.end), place.memory.language),
      around: inner,
    }
  }
  return null
}

/** A quotation inside a sentence: the subject of the verb before it, or the name before a colon. */
function spoken(place: QuotePlace, first: number, span: Span): Draft | null {
  const { sentence, memory, text } = place
  const colon = at(sentence, first - 1).lower === ':'
  let holder = colon && first <= 7 ? { from: 0, to: first - 1, how: 'the name before the colon' } : null
  let cue: Span | null = null
  if (holder === null) {
    for (let k = first - 1; k >= 0 && first - k < 30; k -= 1) {
      if (at(sentence, k).quote >= 0 || !isVerb(sentence, k)) continue
      const subject = subjectBefore(sentence, groupStart(sentence, k))
      if (subject === null) continue
      const words = text.slice(at(sentence, subject.from).start, at(sentence, subject.to - 1).end)
      const mention = mentionOf(words, at(sentence, subject.from).start, memory)
      const speaks =
        mention.kind === 'person' ||
        mention.named ||
        memory.language.pronouns.get(words.toLowerCase()) === 'he' ||
        memory.language.pronouns.get(words.toLowerCase()) === 'she'
      if (!speaks) return null
      holder = subject
      if (first - k <= 6) cue = { start: at(sentence, k).start, end: at(sentence, k).end }
      break
    }
  }
  if (holder === null) return null
  const resolved = resolve(memory, sentence, holder, text)
  const holderSpan = { start: at(sentence, holder.from).start, end: at(sentence, holder.to - 1).end }
  const role = roleOf(text.slice(holderSpan.start, holderSpan.end), resolved.name, '', memory.language)
  const inner = withoutMarks(text, span)
  return {
    listed: 'asserts',
    sentence: place.number,
    paragraph: place.paragraph,
    stems: stemsOf(text.slice(inner.start, inner.end), memory.language),
    around: inner,
    unclear: resolved.kind === 'unknown',
    fact: {
      id: '',
      text: '',
      span: inner,
      holder: resolved.name,
      holderSpan,
      role: role.role,
      class: 'asserts',
      cue: cue === null ? null : text.slice(cue.start, cue.end),
      cueSpan: cue,
      via: null,
      quoted: true,
      evidence: { kind: 'not stated', what: null, span: null },
      promise: null,
      relations: [],
      why: `a quotation, ${holder.how}; ${role.why}`,
    },
  }
}

function withoutMarks(text: string, span: Span): Span {
  let { start, end } = span
  while (start < end && /["'\s]/.test(text.charAt(start))) start += 1
  while (end > start && /["'\s,]/.test(text.charAt(end - 1))) end -= 1
  return { start, end }
}
