// What the lexicons of topics and sectors share: terms with weights, the changes that an organisation makes, their hits.
import Type, { type Static } from 'typebox'
import { readPattern, type WordLists } from './patterns.ts'

/** Patterns with what each counts. */
export const Weights = Type.Record(Type.String(), Type.Number())
export type Weights = Static<typeof Weights>

/**
 * One term as somebody wants it. `of` is a topic or sector, or a list of its file (`anchor:cyber`, `occurrence`,
 * `background`, `supplies`). A weight of 0 switches a term of the data off; a term that the data lacks it makes a
 * guard, whose words then count for nothing ("heart attack").
 */
export interface TermChange {
  of: string
  language: string
  pattern: string
  weight: number
}

/** A term as it counts. `threshold` is the score that its topic or sector needs; null for lists that need none. */
export interface Term extends TermChange {
  threshold: number | null
}

/** Why words cannot be a pattern, or null when they can. */
export function faultOf(pattern: string, lists: WordLists = {}): string | null {
  if (pattern.trim() !== pattern || pattern === '') return 'A pattern begins and ends with a word.'
  if (pattern.length > 500) return 'A pattern has at most 500 characters.'
  const named = /<([^<>]{0,60})>/.exec(pattern)?.[1]
  if (named !== undefined && lists[named] === undefined) return `There is no list <${named}>.`
  const { elements } = readPattern(pattern, 1, lists)
  const empty = elements.some(({ exact, prefixes, suffixes }) =>
    [...exact, ...prefixes, ...suffixes].some((word) => word === ''),
  )
  return elements.length === 0 || empty ? 'Every part of a pattern is a word.' : null
}

/** The patterns of one list with its changes; the data itself stays as it is. */
export function changed(patterns: Weights, changes: readonly TermChange[], lists: WordLists = {}): Weights {
  if (changes.length === 0) return patterns
  const made = { ...patterns }
  for (const { pattern, weight } of changes) {
    const words = pattern.toLowerCase()
    if (faultOf(words, lists) !== null) continue
    if (weight === 0 && words in patterns) delete made[words]
    else made[words] = weight
  }
  return made
}

/** The changes by what they are of, in one language. */
export function changesOf(changes: readonly TermChange[], language: string): (of: string) => TermChange[] {
  const mine = changes.filter((change) => change.language === language)
  return (of) => mine.filter((change) => change.of === of)
}

export interface TermHits {
  of: string
  pattern: string
  times: number
}

/** How often each term was found in these topics or sectors, most often first. */
export function countHits(
  facts: readonly (
    | { topic: string; hits: readonly { pattern: string }[] }
    | { sector: string; hits: readonly { pattern: string }[] }
  )[],
): TermHits[] {
  const counted = new Map<string, TermHits>()
  for (const fact of facts) {
    const of = 'topic' in fact ? fact.topic : fact.sector
    for (const { pattern } of fact.hits) {
      const key = `${of} ${pattern}`
      const known = counted.get(key)
      if (known === undefined) counted.set(key, { of, pattern, times: 1 })
      else known.times += 1
    }
  }
  return [...counted.values()].sort(
    (a, b) => b.times - a.times || (`${a.of} ${a.pattern}` < `${b.of} ${b.pattern}` ? -1 : 1),
  )
}
