// The places stage: countries, cities and regions by whole words, the longest name first, with the country of each.
import Type, { type Static } from 'typebox'
import type { PlaceFact } from '../model.ts'
import { LANGUAGES } from './language.ts'
import { type Token, tokenise } from './tokens.ts'

export const placesVersion = 'places-2'

const Names = Type.Array(Type.String())

export const PlacesData = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  /** Also ordinary words or personal names: a place only after "in", "near", "from" and the like. */
  needsPreposition: Names,
  /** Also names of something else: kept, and marked ambiguous. */
  ambiguous: Type.Record(Type.String(), Type.String()),
  /** Longer names that hold a place's name without naming a place. */
  notPlaces: Names,
  cldrLeftOut: Names,
  countries: Type.Record(
    Type.String({ pattern: '^[A-Z]{2}$' }),
    Type.Object({ names: Names, demonyms: Names, cities: Names, regions: Names, sites: Type.Optional(Names) }),
  ),
})
export type PlacesData = Static<typeof PlacesData>

interface Entry {
  words: string[]
  country: string | null
  kind: PlaceFact['kind']
  why: string
}

/** Ready to look up; made once from the data by `compilePlaces`. */
export interface PlacesIndex {
  byFirstWord: Map<string, Entry[]>
  byLanguage: Map<string, LanguageNames>
  needsPreposition: Set<string>
  ambiguous: Record<string, string>
}

interface LanguageNames {
  byFirstWord: Map<string, Entry[]>
  byStem: Map<string, { country: string; length: number; name: string }>
}

// In these languages names take endings: "Deutschland" stays, "N\u011bmecko" becomes "N\u011bmecku".
const INFLECTING = new Set('bg cs el et fi ga hr hu lt lv pl ro sk sl uk ru'.split(' '))
const STEM_CHARS = 5

export function compilePlaces(data: PlacesData): PlacesIndex {
  const byFirstWord = new Map<string, Entry[]>()
  for (const name of data.notPlaces) add(byFirstWord, name, null, 'country', 'a longer name that is no place')
  for (const [country, names] of Object.entries(data.countries)) {
    for (const name of names.names) add(byFirstWord, name, country, 'country', 'name of a country')
    for (const name of names.demonyms)
      add(byFirstWord, name, country, 'country', "word for a country's people or things")
    for (const name of names.cities) add(byFirstWord, name, country, 'city', 'name of a city')
    for (const name of names.regions) add(byFirstWord, name, country, 'region', 'name of a region')
    for (const name of names.sites ?? [])
      add(byFirstWord, name, country, 'site', 'name of an airport, a port or a seat')
  }
  const left = new Set(data.cldrLeftOut)
  const byLanguage = new Map(LANGUAGES.map((language) => [language, namesIn(language, left)]))
  return { byFirstWord, byLanguage, needsPreposition: new Set(data.needsPreposition), ambiguous: data.ambiguous }
}

function namesIn(language: string, left: Set<string>): LanguageNames {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const byFirstWord = new Map<string, Entry[]>()
  const byStem: LanguageNames['byStem'] = new Map()
  for (let a = 65; a <= 90; a += 1) {
    for (let b = 65; b <= 90; b += 1) {
      const code = String.fromCharCode(a, b)
      if (left.has(code)) continue
      const whole = names.of(code)
      if (whole === undefined) continue
      for (const name of spellings(whole.replaceAll('\u2019', "'"))) {
        add(byFirstWord, name, code, 'country', `name of a country (${language})`)
        if (!INFLECTING.has(language) || name.includes(' ') || name.length < STEM_CHARS) continue
        const stem = name.slice(0, Math.max(STEM_CHARS, name.length - 2))
        const known = byStem.get(stem)
        // Two countries with one stem (Austria and Australia in some languages): neither is guessed.
        if (known !== undefined && known.country !== code) byStem.set(stem, { ...known, country: '' })
        else byStem.set(stem, { country: code, length: name.length, name })
      }
    }
  }
  return { byFirstWord, byStem }
}

function spellings(name: string): string[] {
  const plain = name.replace(/\s*\([^)]{0,60}\)/, '')
  // "an Ghearm\u00e1in", "le Congo": an article before the name is not part of it.
  const bare = plain.replace(/^(?:\p{Ll}[\p{L}']{0,5} )+/u, '')
  return [...new Set([name, plain, bare])]
}

function add(
  index: Map<string, Entry[]>,
  name: string,
  country: string | null,
  kind: PlaceFact['kind'],
  why: string,
): void {
  const words = tokenise(name).map((token) => token.text)
  const first = words[0]
  if (first === undefined) return
  const list = index.get(first)
  const entry = { words, country, kind, why }
  if (list === undefined) index.set(first, [entry])
  else list.push(entry)
}

const PREPOSITION =
  /^(?:in|at|near|from|to|of|outside|around|across|through|towards|into|via|between|northern|southern|eastern|western|central|city|port|university|mayor|aus|bei|nach|\u00e0|en|de|da|di|te|w|z|v|i|fr\u00e5n|till|fra|til)$/i

/** All places in a text, in order. English names count in every language, a language's own names in that language. */
export function findPlaces(text: string, language: string, index: PlacesIndex): PlaceFact[] {
  const tokens = tokenise(text)
  const own = index.byLanguage.get(language)
  const facts: PlaceFact[] = []
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i]
    if (token === undefined || !/^\p{Lu}/u.test(token.text)) {
      // "mainland China" and "the Hague" begin small; every other name begins with a capital.
      i += 1
      continue
    }
    const entry = longest(tokens, i, index.byFirstWord, own?.byFirstWord)
    const length = entry?.words.length ?? 1
    const last = tokens[i + length - 1]
    const fact =
      entry === null || last === undefined ? inflected(tokens, i, own) : toFact(text, tokens, i, last.end, entry, index)
    if (fact !== null) facts.push(fact)
    i += length
  }
  return facts
}

function longest(tokens: Token[], at: number, ...indexes: (Map<string, Entry[]> | undefined)[]): Entry | null {
  const token = tokens[at]
  if (token === undefined) return null
  let best: Entry | null = null
  for (const index of indexes) {
    for (const entry of [...(index?.get(token.text) ?? []), ...shouted(token, index)]) {
      if (best !== null && entry.words.length <= best.words.length) continue
      if (entry.words.every((word, k) => same(tokens[at + k], word))) best = entry
    }
  }
  return best
}

// Headlines in capitals: GERMANY, BERLIN. Three letters and fewer stay case-sensitive: US is a country, IT is not Italy.
function shouted(token: Token, index: Map<string, Entry[]> | undefined): Entry[] {
  if (token.text.length < 5 || token.text !== token.text.toUpperCase()) return []
  return index?.get(titleCase(token.text)) ?? []
}

function same(token: Token | undefined, word: string): boolean {
  if (token === undefined) return false
  return token.text === word || (token.text.length >= 4 && token.text === word.toUpperCase())
}

function titleCase(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase()
}

function toFact(
  text: string,
  tokens: Token[],
  at: number,
  end: number,
  entry: Entry,
  index: PlacesIndex,
): PlaceFact | null {
  const start = tokens[at]?.start ?? 0
  const words = entry.words.join(' ')
  if (entry.country === null) return null
  const before = tokens[at - 1]
  const joined = before !== undefined && before.end + 1 >= start ? before : undefined
  if (index.needsPreposition.has(words)) {
    const placed = joined !== undefined && PREPOSITION.test(joined.text)
    const apposed = /^, \p{Lu}/u.test(text.slice(end, end + 4))
    if (!placed && !apposed) return null
  }
  // A capitalised word straight before a city is a personal or company name ("Jack London"), unless it begins a sentence.
  if (entry.kind === 'city' && joined !== undefined && isGivenName(tokens, at, text)) return null
  const other = index.ambiguous[words]
  return {
    text: text.slice(start, end),
    span: { start, end },
    country: entry.country,
    kind: entry.kind,
    ambiguous: other !== undefined,
    why: other === undefined ? entry.why : `${entry.why}; ambiguous: ${other}`,
  }
}

const GIVEN = /^(?:Jack|Paris|Jean|Jordan|Mr|Ms|Mrs|Dr|Sir|Lord|Lady|Saint|Prof|Professor|Senator)\.?$/

function isGivenName(tokens: Token[], at: number, text: string): boolean {
  const before = tokens[at - 1]
  return before !== undefined && GIVEN.test(before.text) && text[before.end] !== ',' && text[before.end] !== '.'
}

function inflected(tokens: Token[], at: number, own: LanguageNames | undefined): PlaceFact | null {
  const token = tokens[at]
  if (own === undefined || own.byStem.size === 0 || token === undefined || token.text.length < STEM_CHARS) return null
  for (let size = Math.min(token.text.length, 14); size >= STEM_CHARS; size -= 1) {
    const known = own.byStem.get(token.text.slice(0, size))
    if (known === undefined) continue
    if (known.country === '' || token.text.length > known.length + 5) return null
    const { start, end, text } = token
    return {
      text,
      span: { start, end },
      country: known.country,
      kind: 'country',
      ambiguous: false,
      why: `form of "${known.name}"`,
    }
  }
  return null
}
