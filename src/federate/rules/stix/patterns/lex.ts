// Cuts a pattern into words, by hand and in one pass, so that no text makes it slow.

export const patternBudget = { characters: 100_000, words: 20_000, depth: 60, regex: 5_000 } as const

export type Word =
  | { is: 'sign'; text: string; at: number }
  | { is: 'name'; text: string; at: number }
  | { is: 'string' | 'hex' | 'binary' | 'timestamp'; text: string; at: number }
  | { is: 'integer' | 'float'; text: string; at: number }
  | { is: 'end'; text: ''; at: number }

export interface Misread {
  at: number
  says: string
}

export type Lexed = { ok: true; words: Word[] } | { ok: false; why: Misread }

const twoSigns = ['==', '!=', '<>', '<=', '>=']
const oneSign = '[]()=<>.,:*'
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
const prefixes: Readonly<Record<string, 'hex' | 'binary' | 'timestamp'>> = { h: 'hex', b: 'binary', t: 'timestamp' }

export function lex(text: string): Lexed {
  if (text.length > patternBudget.characters)
    return wrong(0, `A pattern of more than ${patternBudget.characters} characters is not read.`)
  const words: Word[] = []
  let at = 0
  while (at < text.length) {
    const skipped = skip(text, at)
    if (skipped < 0) return wrong(at, 'A comment is not closed.')
    if (skipped > at) {
      at = skipped
      continue
    }
    const read = oneWord(text, at)
    if ('says' in read) return { ok: false, why: read }
    words.push(read.word)
    at = read.to
    if (words.length > patternBudget.words) return wrong(at, `More than ${patternBudget.words} words are not read.`)
  }
  words.push({ is: 'end', text: '', at: text.length })
  return { ok: true, words }
}

function wrong(at: number, says: string): Lexed {
  return { ok: false, why: { at, says } }
}

/** Past spaces and comments; -1 where a comment has no end. */
function skip(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (space.test(text.charAt(at))) at += 1
    else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end + 1
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) return -1
      at = end + 2
    } else return at
  }
  return at
}

type Read = { word: Word; to: number } | Misread

function oneWord(text: string, at: number): Read {
  const char = text.charAt(at)
  const kind = prefixes[char]
  if (kind && text.charAt(at + 1) === "'") return quotedWord(text, at, at + 1, kind)
  if (char === "'") return quotedWord(text, at, at, 'string')
  if (/[a-zA-Z_]/.test(char)) return nameWord(text, at)
  if (/[0-9+-]/.test(char) || (char === '.' && /[0-9]/.test(text.charAt(at + 1)))) return numberWord(text, at)
  const two = text.slice(at, at + 2)
  if (twoSigns.includes(two)) return { word: { is: 'sign', text: two, at }, to: at + 2 }
  if (oneSign.includes(char)) return { word: { is: 'sign', text: char, at }, to: at + 1 }
  return { at, says: `${JSON.stringify(char)} has no meaning here.` }
}

function nameWord(text: string, at: number): Read {
  let to = at + 1
  while (to < text.length && /[a-zA-Z0-9_-]/.test(text.charAt(to))) to += 1
  return { word: { is: 'name', text: text.slice(at, to), at }, to }
}

function numberWord(text: string, at: number): Read {
  let to = at
  if (/[+-]/.test(text.charAt(to))) to += 1
  const digits = to
  while (/[0-9]/.test(text.charAt(to))) to += 1
  const whole = to > digits
  if (text.charAt(to) === '.' && /[0-9]/.test(text.charAt(to + 1))) {
    to += 1
    while (/[0-9]/.test(text.charAt(to))) to += 1
    return { word: { is: 'float', text: text.slice(at, to), at }, to }
  }
  if (!whole) return { at, says: 'A sign without a number.' }
  return { word: { is: 'integer', text: text.slice(at, to), at }, to }
}

/** In text, a backslash stands before a quote or another backslash, and before nothing else. */
function quotedWord(text: string, at: number, quote: number, is: 'string' | 'hex' | 'binary' | 'timestamp'): Read {
  let value = ''
  let to = quote + 1
  for (;;) {
    const stop = nextStop(text, to)
    if (stop < 0) return { at, says: 'A text in quotes is not closed.' }
    value += text.slice(to, stop)
    if (text.charAt(stop) === "'") return { word: { is, text: value, at }, to: stop + 1 }
    const escaped = text.charAt(stop + 1)
    if (escaped !== "'" && escaped !== '\\')
      return { at: stop, says: 'A backslash stands only before a quote or a backslash.' }
    value += escaped
    to = stop + 2
  }
}

function nextStop(text: string, from: number): number {
  const quote = text.indexOf("'", from)
  if (quote < 0) return -1
  const slash = text.slice(from, quote).indexOf('\\')
  return slash < 0 ? quote : from + slash
}
