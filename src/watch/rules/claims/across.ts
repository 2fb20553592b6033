// Claims of several articles on one event: who disputes, supports or repeats whom across them. Careful rather than complete.
import type { ClaimFact, ClaimRelation } from '../../model.ts'
import type { ClaimsIndex, LanguageIndex } from './data.ts'
import { contentRelation, sameHolder } from './relations.ts'
import { shared, stemsOf } from './stems.ts'

/** One article: its place in the list is its name here. Articles in different languages are not compared. */
export interface ToldIn {
  language: string
  claims: readonly ClaimFact[]
}

export interface AcrossRelation {
  /** Index of the article and id of the claim that relates to the other. */
  item: number
  claim: string
  relation: Exclude<ClaimRelation['relation'], 'retracts'>
  otherItem: number
  otherClaim: string
  why: string
}

const MAX_CLAIMS = 400
const MAX_FOUND = 500
const CONTRARY = new Set(['denies', 'disputes', 'doubts'])
const TELLS = new Set(['asserts', 'accuses', 'commits'])

interface Entry {
  item: number
  fact: ClaimFact
  stems: ReadonlySet<string>
  language: LanguageIndex
}

/** Relations between claims of different articles by different holders; the later article in the list names the earlier. */
export function relateAcross(articles: readonly ToldIn[], index: ClaimsIndex): AcrossRelation[] {
  const entries: Entry[] = []
  for (const [item, { language, claims }] of articles.entries()) {
    const words = index.languages.get(language)
    if (words === undefined) continue
    for (const fact of claims) {
      if (entries.length >= MAX_CLAIMS) break
      if (fact.holder !== null) entries.push({ item, fact, stems: stemsOf(fact.text, words), language: words })
    }
  }
  const found: AcrossRelation[] = []
  for (const [i, one] of entries.entries()) {
    for (let k = 0; k < i && found.length < MAX_FOUND; k += 1) {
      const other = entries[k]
      if (other === undefined || other.item === one.item || other.language !== one.language) continue
      if (sameHolder(one.fact, other.fact)) continue
      const made = verdictOf(one, other)
      if (made !== null) found.push(made)
    }
  }
  return found
}

function verdictOf(one: Entry, other: Entry): AcrossRelation | null {
  if (CONTRARY.has(one.fact.class) && TELLS.has(other.fact.class)) return contrary(one, other)
  if (TELLS.has(one.fact.class) && CONTRARY.has(other.fact.class)) return contrary(other, one)
  if (!TELLS.has(one.fact.class) || !TELLS.has(other.fact.class)) return null
  const verdict = contentRelation(one.fact, one.stems, other.fact, other.stems, one.language)
  return verdict === null ? null : across(one, other, verdict.relation, verdict.why)
}

/** A denial meets a claim of another article only by its own words: there is no pointing back over articles. */
function contrary(one: Entry, other: Entry): AcrossRelation | null {
  const common = shared(one.stems, other.stems)
  const smaller = Math.min(one.stems.size, other.stems.size)
  if (common.length < 2 || common.length < 0.5 * smaller) return null
  const words = common.slice(0, 3).map((stem) => `"${stem}"`)
  return across(one, other, 'disputes', `"${one.fact.cue ?? one.fact.class}", and both speak of ${words.join(', ')}`)
}

function across(one: Entry, other: Entry, relation: AcrossRelation['relation'], why: string): AcrossRelation {
  return { item: one.item, claim: one.fact.id, relation, otherItem: other.item, otherClaim: other.fact.id, why }
}
