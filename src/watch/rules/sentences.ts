// Sentences of a text with their places in it: the segmenter of the runtime, mended at abbreviations, quotes and lines.
import type { Span } from '../model.ts'

export const MAX_SENTENCE = 1_500
const MAX_SENTENCES = 5_000

// Words whose full stop ends no sentence, in the languages that are read closely.
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms mt ft dr prof sr jr st rep reps sen sens gov gen lt col maj capt sgt cmdr adm rev hon pres supt det insp del ' +
    'inc ltd corp co bros vs etc approx dept est fig vol art nr no nos jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'e.g i.e cf al z.b d.h u.a usw bzw ca abs evtl ggf inkl sog mio mrd dipl ing hrsg m mm mme mlle mgr p ex env av bd ' +
    'sra srta dra lic exp excmo ud uds núm pág aprox avda ee.uu dpto'
  ).split(' '),
)
// These may well end a sentence ("Co.", "etc.", "No."): they join only where the next word is small or a number.
const MAY_END = new Set('inc ltd corp co bros etc no m p ex al usw est mm av bd dec mar ee.uu ca'.split(' '))
const TAIL = /[^\s"'([]{1,12}$/u
const INITIAL = /(?:^|["'(]|\p{Lu}[\p{Ll}.]{0,20} )\p{Lu}\.$/u
const LATER = /^["'([]{0,2}[\p{Ll}\p{N}]/u

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known !== undefined) return known
  const made = new Intl.Segmenter(language === 'und' ? 'en' : language, { granularity: 'sentence' })
  segmenters.set(language, made)
  return made
}

/** Whether the piece ends with a full stop that belongs to a word: "Mr.", "U.S.", "J." before what follows. */
function staysOpen(piece: string, next: string): boolean {
  if (!piece.endsWith('.')) return false
  const word = TAIL.exec(piece.slice(-13, -1))?.[0] ?? ''
  const lower = word.toLowerCase()
  if (ABBREVIATIONS.has(lower)) return !MAY_END.has(lower) || LATER.test(next)
  // An initial stands alone or after a name: "J. Edgar", "Donald J. Trump"; the platform X and the pronoun I are words.
  if (/^\p{Lu}$/u.test(word)) return !/^[XI]$/.test(word) && INITIAL.test(piece) && /^\p{L}/u.test(next)
  // "z. B.", "d. h.": written with a space, the segmenter sees two.
  if (/^\p{Ll}$/u.test(word)) return /^\p{L}\./u.test(next)
  if (/^(?:\p{L}\.){1,4}\p{L}$/u.test(word)) return LATER.test(next)
  // An ordinal of a date: "am 10. März".
  return /^\p{N}{1,2}$/u.test(word) && /^(?:\p{Lu}\p{Ll}{2,8})\b/u.test(next) && /\p{L} \p{N}{1,2}\.$/u.test(piece)
}

/** Ends of pieces by the segmenter within one line, mended. */
function endsOf(line: string, language: string): number[] {
  const ends: number[] = []
  const segments = [...segmenterOf(language).segment(line)]
  for (const [i, { segment, index }] of segments.entries()) {
    const next = segments[i + 1]
    const piece = segment.trimEnd()
    if (next !== undefined && staysOpen(piece.length > 40 ? piece.slice(-40) : piece, next.segment)) continue
    // "Why?" he asked: what goes on with a small letter is the same sentence.
    if (next !== undefined && /[?!]["')]{0,2}$/.test(piece.slice(-4)) && /^\p{Ll}/u.test(next.segment)) continue
    // A lone closing quotation mark belongs to the sentence before it.
    if (next !== undefined && /^["')\]]{1,3}\s{0,3}$/.test(next.segment)) continue
    ends.push(index + segment.length)
  }
  return ends
}

/** Sentences in order, none over 1,500 characters and none over a line end; white space lies between them. Linear. */
export function sentencesOf(text: string, language = 'en'): Span[] {
  const sentences: Span[] = []
  let lineStart = 0
  while (lineStart <= text.length && sentences.length < MAX_SENTENCES) {
    const newline = text.indexOf('\n', lineStart)
    const lineEnd = newline < 0 ? text.length : newline
    let start = lineStart
    // A line is read in bounded parts: what no full stop ends within that room is no sentence anyway.
    for (let from = lineStart; from < lineEnd && sentences.length < MAX_SENTENCES; from += PART) {
      const to = Math.min(from + PART, lineEnd)
      for (const end of endsOf(text.slice(from, to), language)) {
        if (from + end === to && to < lineEnd) break
        addBounded(text, start, from + end, sentences)
        start = from + end
      }
    }
    addBounded(text, start, lineEnd, sentences)
    lineStart = lineEnd + 1
  }
  return sentences
}

const PART = 6_000

function addBounded(text: string, from: number, to: number, into: Span[]): void {
  let start = skipSpace(text, from, to)
  let end = to
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  while (end - start > MAX_SENTENCE) {
    const space = text.lastIndexOf(' ', start + MAX_SENTENCE)
    let cut = space > start + MAX_SENTENCE / 2 ? space : start + MAX_SENTENCE
    const last = text.charCodeAt(cut - 1)
    if (last >= 0xd800 && last <= 0xdbff) cut -= 1
    into.push({ start, end: cut })
    start = skipSpace(text, cut, end)
  }
  if (end > start) into.push({ start, end })
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isSpace(text.charCodeAt(at))) at += 1
  return at
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0
}
