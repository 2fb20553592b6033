// Word patterns of the lexicons: words in a row, `word*` for a beginning, `*word` for an end, `a|b` for either, `~3` for
// up to three words between, `<name>` for any word of a list. A weight of nothing keeps the words in it from counting.
import type { Words } from './tokens.ts'

/** The words that one place of a pattern takes. Patterns of one index share those that are written alike. */
interface Alternatives {
  exact: Set<string>
  prefixes: string[]
  suffixes: string[]
  /** The prefixes by their first characters, so that a long list costs no more than a short one. */
  heads: Map<string, string[]>
}

interface Element extends Alternatives {
  gap: number
}

export interface Pattern {
  source: string
  weight: number
  elements: Element[]
}

/** Patterns found by the first or last characters of their first word, so a text costs its length and not the lexicon's. */
export interface PatternIndex<T> {
  /** Found so far: by word, the patterns that begin with it. */
  begun: Map<string, readonly Owned<T>[]>
  exact: Map<string, Owned<T>[]>
  prefixes: Map<string, Owned<T>[]>
  suffixes: Map<string, Owned<T>[]>
}

interface Owned<T> {
  pattern: Pattern
  owner: T
}

const PREFIX_KEY_CHARS = 3
const SUFFIX_KEY_CHARS = 3
const HEAD_CHARS = 2
const MAX_GAP = 12

/** Lists of words that patterns refer to, each written like the words of one pattern: `server*|website*`. */
export type WordLists = Readonly<Record<string, string>>

export function readPattern(
  source: string,
  weight: number,
  lists: WordLists = {},
  shared: Map<string, Alternatives> = new Map(),
): Pattern {
  const elements: Element[] = []
  let gap = 0
  for (const part of source.toLowerCase().split(' ')) {
    if (part.startsWith('~')) {
      gap = Math.min(MAX_GAP, Number(part.slice(1)) || 0)
      continue
    }
    const known = shared.get(part) ?? readAlternatives(part, lists)
    shared.set(part, known)
    const element: Element = { ...known, gap }
    elements.push(element)
    gap = 0
  }
  return { source, weight, elements }
}

function readAlternatives(part: string, lists: WordLists): Alternatives {
  const made: Alternatives = { exact: new Set(), prefixes: [], suffixes: [], heads: new Map() }
  for (const word of part.split('|').flatMap((one) => listed(one, lists))) {
    if (word.startsWith('*')) made.suffixes.push(word.slice(1))
    else if (word.endsWith('*')) made.prefixes.push(word.slice(0, -1))
    else made.exact.add(word)
  }
  for (const prefix of made.prefixes) put(made.heads, prefix.slice(0, HEAD_CHARS), prefix)
  return made
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
  const index: PatternIndex<T> = { exact: new Map(), prefixes: new Map(), suffixes: new Map(), begun: new Map() }
  const shared = new Map<string, Alternatives>()
  for (const { owner, patterns } of groups) {
    for (const [source, weight] of Object.entries(patterns)) {
      const pattern = readPattern(source, weight, lists, shared)
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
export function findPatterns<T>(words: Words, index: PatternIndex<T>): PatternHit<T>[] {
  const { tokens } = words
  const hits: PatternHit<T>[] = []
  for (let i = 0; i < tokens.length && hits.length < MAX_HITS; i += 1) {
    const begun = beginningWith(tokens[i]?.lower ?? '', index)
    // This is where a long text meets a long lexicon: plain loops, nothing made that is not kept.
    for (let k = 0; k < begun.length; k += 1) {
      const one = begun[k]
      if (one === undefined) continue
      const last = matchFrom(words, i, one.pattern)
      if (last >= 0) hits.push({ owner: one.owner, pattern: one.pattern, first: i, last })
    }
  }
  return hits
}

const MOST_REMEMBERED = 20_000

/** The patterns whose first word this is. The same words come again in every text, so what was found is remembered. */
function beginningWith<T>(word: string, index: PatternIndex<T>): readonly Owned<T>[] {
  const known = index.begun.get(word)
  if (known !== undefined) return known
  const made: Owned<T>[] = [...(index.exact.get(word) ?? [])]
  const add = (list: readonly Owned<T>[] | undefined): void => {
    for (const one of list ?? []) {
      const [head] = one.pattern.elements
      if (head !== undefined && holds(head, word)) made.push(one)
    }
  }
  add(index.prefixes.get(word.slice(0, PREFIX_KEY_CHARS)))
  if (word.length > 2) add(index.prefixes.get(word.slice(0, 2)))
  if (index.suffixes.size > 0) add(index.suffixes.get(word.slice(-SUFFIX_KEY_CHARS)))
  if (index.begun.size >= MOST_REMEMBERED) index.begun.clear()
  index.begun.set(word, made)
  return made
}

/** The number of the last word of the match, or -1. */
function matchFrom({ tokens, breaks }: Words, start: number, { elements }: Pattern): number {
  let at = start
  for (let k = 1; k < elements.length; k += 1) {
    const element = elements[k]
    if (element === undefined) return -1
    const end = Math.min(at + 1 + element.gap, tokens.length - 1)
    let found = -1
    for (let next = at + 1; next <= end; next += 1) {
      if (breaks[next] === true) break
      if (holds(element, tokens[next]?.lower)) {
        found = next
        break
      }
    }
    if (found < 0) return -1
    at = found
  }
  return at
}

function holds({ exact, heads, suffixes }: Alternatives, word: string | undefined): boolean {
  if (word === undefined) return false
  if (exact.has(word)) return true
  if (heads.size > 0) {
    const prefixes = heads.get(word.slice(0, HEAD_CHARS))
    if (prefixes !== undefined) for (const prefix of prefixes) if (word.startsWith(prefix)) return true
  }
  for (const suffix of suffixes) if (word.endsWith(suffix)) return true
  return false
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
