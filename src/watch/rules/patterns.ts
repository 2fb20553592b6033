// Word patterns of the lexicons: words in a row, `word*` for a beginning, `*word` for an end, `a|b` for either, `~3` for
// up to three words between, `<name>` for any word of a list. A weight of nothing keeps the words in it from counting.
import type { Token, Words } from './tokens.ts'

interface Element {
  exact: Set<string>
  prefixes: string[]
  suffixes: string[]
  gap: number
}

export interface Pattern {
  source: string
  weight: number
  elements: Element[]
}

/** Patterns found by the first or last characters of their first word, so a text costs its length and not the lexicon's. */
export interface PatternIndex<T> {
  exact: Map<string, { pattern: Pattern; owner: T }[]>
  prefixes: Map<string, { pattern: Pattern; owner: T }[]>
  suffixes: Map<string, { pattern: Pattern; owner: T }[]>
}

const PREFIX_KEY_CHARS = 3
const SUFFIX_KEY_CHARS = 3
const MAX_GAP = 12

/** Lists of words that patterns refer to, each written like the words of one pattern: `server*|website*`. */
export type WordLists = Readonly<Record<string, string>>

export function readPattern(source: string, weight: number, lists: WordLists = {}): Pattern {
  const elements: Element[] = []
  let gap = 0
  for (const part of source.toLowerCase().split(' ')) {
    if (part.startsWith('~')) {
      gap = Math.min(MAX_GAP, Number(part.slice(1)) || 0)
      continue
    }
    const element: Element = { exact: new Set(), prefixes: [], suffixes: [], gap }
    for (const word of part.split('|').flatMap((one) => listed(one, lists))) {
      if (word.startsWith('*')) element.suffixes.push(word.slice(1))
      else if (word.endsWith('*')) element.prefixes.push(word.slice(0, -1))
      else element.exact.add(word)
    }
    elements.push(element)
    gap = 0
  }
  return { source, weight, elements }
}

function listed(word: string, lists: WordLists): string[] {
  const name = /^<(.+)>$/.exec(word)?.[1]
  if (name === undefined) return [word]
  const list = lists[name]
  if (list === undefined) throw new Error(`A pattern names the list <${name}>, which is not there.`)
  return list.split('|')
}

export function indexPatterns<T>(
  groups: Iterable<{ owner: T; patterns: Record<string, number> }>,
  lists: WordLists = {},
): PatternIndex<T> {
  const index: PatternIndex<T> = { exact: new Map(), prefixes: new Map(), suffixes: new Map() }
  for (const { owner, patterns } of groups) {
    for (const [source, weight] of Object.entries(patterns)) {
      const pattern = readPattern(source, weight, lists)
      const first = pattern.elements[0]
      if (first === undefined) continue
      for (const word of first.exact) put(index.exact, word, { pattern, owner })
      for (const key of new Set(first.prefixes.map((prefix) => prefix.slice(0, PREFIX_KEY_CHARS))))
        put(index.prefixes, key, { pattern, owner })
      for (const key of new Set(first.suffixes.map((suffix) => suffix.slice(-SUFFIX_KEY_CHARS))))
        put(index.suffixes, key, { pattern, owner })
    }
  }
  return index
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

export interface PatternHit<T> {
  owner: T
  pattern: Pattern
  first: number
  last: number
}

const MAX_HITS = 4_000

/** Every place where a pattern holds; the words of one pattern never reach over a sentence end. */
export function findPatterns<T>({ tokens, breaks }: Words, index: PatternIndex<T>): PatternHit<T>[] {
  const hits: PatternHit<T>[] = []
  for (let i = 0; i < tokens.length && hits.length < MAX_HITS; i += 1) {
    const word = tokens[i]?.lower ?? ''
    for (const list of [
      index.exact.get(word),
      index.prefixes.get(word.slice(0, PREFIX_KEY_CHARS)),
      shortPrefixes(index, word),
      index.suffixes.size === 0 ? undefined : index.suffixes.get(word.slice(-SUFFIX_KEY_CHARS)),
    ]) {
      for (const { pattern, owner } of list ?? []) {
        const last = matchFrom(tokens, breaks, i, pattern)
        if (last !== null) hits.push({ owner, pattern, first: i, last })
      }
    }
  }
  return hits
}

function shortPrefixes<T>(index: PatternIndex<T>, word: string): { pattern: Pattern; owner: T }[] | undefined {
  return word.length >= 2 ? index.prefixes.get(word.slice(0, 2)) : undefined
}

function matchFrom(
  tokens: readonly Token[],
  breaks: readonly boolean[],
  start: number,
  pattern: Pattern,
): number | null {
  let at = start
  for (const [k, element] of pattern.elements.entries()) {
    if (k === 0) {
      if (!holds(element, tokens[at]?.lower)) return null
      continue
    }
    let found = -1
    for (let next = at + 1; next <= at + 1 + element.gap && next < tokens.length; next += 1) {
      if (breaks[next] === true) break
      if (holds(element, tokens[next]?.lower)) {
        found = next
        break
      }
    }
    if (found < 0) return null
    at = found
  }
  return at
}

function holds(element: Element, word: string | undefined): boolean {
  if (word === undefined) return false
  return (
    element.exact.has(word) ||
    element.prefixes.some((prefix) => word.startsWith(prefix)) ||
    element.suffixes.some((suffix) => word.endsWith(suffix))
  )
}

/** Of the hits of one owner, a longer or heavier one swallows those inside it: "data breach" is not also "breach". */
export function longestFirst<T>(hits: PatternHit<T>[]): PatternHit<T>[] {
  const kept: PatternHit<T>[] = []
  const reach = new Map<T, number>()
  const sorted = [...hits].sort(
    (a, b) =>
      a.first - b.first ||
      Number(b.pattern.weight === 0) - Number(a.pattern.weight === 0) ||
      b.pattern.weight - a.pattern.weight ||
      b.last - a.last ||
      (a.pattern.source < b.pattern.source ? -1 : 1),
  )
  for (const hit of sorted) {
    if (hit.first <= (reach.get(hit.owner) ?? -1)) continue
    const loose = hit.pattern.weight > 0 && hit.pattern.elements.some((element) => element.gap > 0)
    reach.set(hit.owner, loose ? hit.first : hit.last)
    if (hit.pattern.weight > 0) kept.push(hit)
  }
  return kept
}
