// Words cut to stems, so that "slowing" meets "slow" and "Ukraine's" meets "Ukraine"; small words left out.
import type { LanguageIndex } from './data.ts'

const MAX_STEMS = 120
const TOKEN = /\p{L}[\p{L}\p{M}]{1,40}|\p{N}[\p{N}.,]{0,12}/gu
const ENDING = /(?:'s|ing|edly|ed|ies|es|s|ly|ment|ments|ation|ations|ierten|ungen|ung|en|er|e|ons|ont|ées|ée|és|é)$/

export function stemsOf(text: string, language: LanguageIndex): Set<string> {
  const stems = new Set<string>()
  TOKEN.lastIndex = 0
  for (let hit = TOKEN.exec(text); hit !== null && stems.size < MAX_STEMS; hit = TOKEN.exec(text)) {
    const word = hit[0].toLowerCase()
    if (word.length < 3 && !/^\p{Lu}{2}$/u.test(hit[0])) continue
    if (language.tags.has(word) || language.times.has(word) || language.negation.has(word) || language.scarce.has(word))
      continue
    stems.add(stemOf(word))
  }
  return stems
}

export function stemOf(word: string): string {
  if (word.length < 5) return word
  const cut = word.replace(ENDING, '')
  return cut.length >= 3 ? cut.replace(/(.)\1$/, '$1') : word
}

/** Stems that both hold, each once. */
export function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  const both: string[] = []
  for (const stem of small) if (large.has(stem)) both.push(stem)
  return both
}
