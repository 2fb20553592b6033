// Words, numbers and marks of a text in one pass, each with what it may be, and the quotations of the text.
import type { Span } from '../../model.ts'
import type { Form, LanguageIndex, Tag } from './data.ts'

export interface Word {
  text: string
  lower: string
  start: number
  end: number
  kind: 'word' | 'number' | 'mark'
  tag: Tag | null
  /** Begins with a capital letter. */
  capital: boolean
  /** Uses as a reporting verb, if it is a form of one. */
  forms: readonly Form[]
  /** Index of the quotation that it stands in, or -1. */
  quote: number
  /** "'s" and the like: what stands before it owns what follows. */
  possessive: boolean
}

export const NO_WORD: Word = {
  text: '',
  lower: '',
  start: 0,
  end: 0,
  kind: 'mark',
  tag: null,
  capital: false,
  forms: [],
  quote: -1,
  possessive: false,
}

const WORD =
  /\p{L}[\p{L}\p{M}\p{N}_]{0,59}(?:['.&\u00b7-](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}]{1,59}){0,6}|[@#][\p{L}\p{N}_]{1,40}|\p{N}[\p{N}.,:/]{0,20}(?<=\p{N})[\p{L}%]{0,8}(?:-\p{L}{1,30}){0,3}|[^\s]/gu
const FRENCH =
  /(?:[ldjnmtsc]|qu|lorsqu|jusqu|puisqu)'(?=[\p{L}"])|\p{L}[\p{L}\p{M}\p{N}]{0,59}(?:(?:[.&]|-(?!t-|(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)(?!\p{L})))(?=\p{L})[\p{L}\p{M}\p{N}]{1,59}){0,6}|\p{N}[\p{N}.,:/]{0,20}(?<=\p{N})[\p{L}%]{0,8}|[^\s]/giu
const MAX_WORDS = 16_000

export function wordsOf(text: string, language: LanguageIndex): Word[] {
  const pattern = language.code === 'fr' ? FRENCH : WORD
  pattern.lastIndex = 0
  const words: Word[] = []
  for (let hit = pattern.exec(text); hit !== null && words.length < MAX_WORDS; hit = pattern.exec(text)) {
    const [found] = hit
    const owner = /^(.{1,100})'(s)$/i.exec(found)
    if (owner !== null && language.code === 'en' && !language.tags.has(found.toLowerCase())) {
      const cut = found.length - 2
      words.push(wordOf(found.slice(0, cut), hit.index, language))
      words.push({ ...wordOf(found.slice(cut), hit.index + cut, language), possessive: true, tag: null, kind: 'word' })
    } else words.push(wordOf(found, hit.index, language))
  }
  // "critics' view": an apostrophe between a plural and the next word owns it.
  for (let i = 1; i < words.length; i += 1) {
    const [word, before] = [words[i] ?? NO_WORD, words[i - 1] ?? NO_WORD]
    if (word.lower === "'" && word.start === before.end && before.lower.endsWith('s') && language.code === 'en')
      words[i] = { ...word, possessive: true, kind: 'word' }
  }
  return words
}

function wordOf(text: string, start: number, language: LanguageIndex): Word {
  const lower = text.toLowerCase()
  const first = text.charAt(0)
  const letter = first.toLowerCase() !== first.toUpperCase() || first === '@' || first === '#'
  const kind = letter ? 'word' : first >= '0' && first <= '9' ? 'number' : 'mark'
  return {
    text,
    lower,
    start,
    end: start + text.length,
    kind,
    tag: kind === 'mark' ? null : (language.tags.get(lower) ?? null),
    capital: letter && first !== first.toLowerCase(),
    forms: letter ? (language.forms.get(lower) ?? NONE) : NONE,
    quote: -1,
    possessive: false,
  }
}

const NONE: readonly Form[] = []
const MAX_QUOTES = 2_000

/**
 * Quotations with their marks. A mark opens after a space and closes before one; where spaces stand on both sides
 * (French), marks take turns. A quotation that a paragraph leaves open ends with it.
 */
export function quotesOf(text: string): Span[] {
  const quotes: Span[] = []
  let open = -1
  for (let at = 0; at < text.length && quotes.length < MAX_QUOTES; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10) {
      if (open >= 0 && at - open > 2) quotes.push({ start: open, end: at })
      open = -1
    } else if (code === 34) {
      const before = at === 0 ? ' ' : text.charAt(at - 1)
      const after = at + 1 < text.length ? text.charAt(at + 1) : ' '
      const opens = /[\s([-]/.test(before) && !/[\s,.;:!?)]/.test(after)
      if (open < 0) open = at
      else if (opens && !/\s/.test(after)) {
        if (at - open > 2) quotes.push({ start: open, end: at })
        open = at
      } else {
        quotes.push({ start: open, end: at + 1 })
        open = -1
      }
    }
  }
  if (open >= 0 && text.length - open > 2) quotes.push({ start: open, end: text.length })
  return withSingle(text, quotes)
}

const SINGLE = /(?<=^|[\s(])'(?=\p{L})[^'"\n]{3,300}(?:'(?=\p{L})[^'"\n]{1,200}){0,4}'(?=[\s,.;:!?)]|$)/gmu

/** Single quotation marks, as headlines have them, where no double ones stand. */
function withSingle(text: string, quotes: Span[]): Span[] {
  if (!text.includes(" '") && !text.startsWith("'") && !text.includes("\n'")) return quotes
  const found: Span[] = []
  SINGLE.lastIndex = 0
  for (let hit = SINGLE.exec(text); hit !== null && found.length < 500; hit = SINGLE.exec(text)) {
    found.push({ start: hit.index, end: hit.index + hit[0].length })
  }
  if (found.length === 0) return quotes
  const all = [...quotes, ...found].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Span[] = []
  for (const one of all) if (one.start >= (kept[kept.length - 1]?.end ?? 0)) kept.push(one)
  return kept
}

/** Notes on each word which quotation it stands in. */
export function markQuoted(words: Word[], quotes: Span[]): void {
  let at = 0
  for (const word of words) {
    while (at < quotes.length && (quotes[at]?.end ?? 0) <= word.start) at += 1
    const quote = quotes[at]
    if (quote !== undefined && word.start >= quote.start) word.quote = at
  }
}
