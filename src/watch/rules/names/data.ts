// What data/watch holds for the names stage: the schemas of its files, and how they are made ready to look up.
import Type, { type Static } from 'typebox'
import type { NameType } from '../../model.ts'

const head = { source: Type.String(), licence: Type.String(), date: Type.String(), version: Type.String() }
/** Entries with a bar between them, in lists with a name of their own. */
const Lists = Type.Record(Type.String(), Type.String())
const Packed = Type.Array(Type.String())

const wordLists = [
  'legal',
  'orgLast',
  'orgFirst',
  'placeLast',
  'placeFirst',
  'productLast',
  'titles',
  'roles',
  'orgNouns',
  'productNouns',
  'placeNouns',
  'afterPlace',
  'locatives',
  'weakLocatives',
  'personVerbs',
  'orgVerbs',
  'speechVerbs',
  'ofOrg',
  'ofProduct',
  'ofPlace',
  'afterOrg',
  'demonyms',
  'notNames',
  'functionWords',
  'otherFunctionWords',
  'scoredOver',
  'alsoCommon',
  'particles',
  'germanNouns',
  'germanPersonEndings',
  'germanOrgEndings',
  'germanPlaceEndings',
  'orgEnding',
  'bodyHeads',
  'bodyKinds',
  'holes',
  'holeWords',
  'productVerbs',
] as const
type WordList = (typeof wordLists)[number]

export const NamesData = Type.Object({
  ...head,
  organisations: Lists,
  products: Lists,
  places: Lists,
  words: Type.Object(
    Object.fromEntries(wordLists.map((list) => [list, Type.String()])) as Record<WordList, Type.TString>,
  ),
})
export type NamesData = Static<typeof NamesData>
export const NamesPeople = Type.Object({ ...head, first: Packed, family: Packed })
export type NamesPeople = Static<typeof NamesPeople>
export const NamesCities = Type.Object({ ...head, cities: Packed })
export type NamesCities = Static<typeof NamesCities>
export const NamesWords = Type.Object({ ...head, english: Packed })
export type NamesWords = Static<typeof NamesWords>

/** A name of the lists: its words, its kind, and whether its words are also ordinary ones. */
export interface Entry {
  words: string[]
  type: NameType
  list: string
  weak: boolean
}

/** The names that begin with one word: those that are it, and longer ones by their second word, longest first. */
export interface Entries {
  single: Entry[]
  longer: Map<string, Entry[]>
}

export interface NamesIndex {
  entries: Map<string, Entries>
  titles: Map<string, string[][]>
  first: Set<string>
  family: Set<string>
  english: Set<string>
  words: Record<WordList, Set<string>>
}

export function compileNames(
  data: NamesData,
  people: NamesPeople,
  cities: NamesCities,
  english: NamesWords,
): NamesIndex {
  const words = Object.fromEntries(wordLists.map((list) => [list, new Set(unpack(data.words[list]))])) as Record<
    WordList,
    Set<string>
  >
  const index: NamesIndex = {
    entries: new Map(),
    titles: new Map(),
    first: new Set(people.first.flatMap(unpack)),
    family: new Set(people.family.flatMap(unpack)),
    english: new Set([...english.english.flatMap(unpack), ...words.alsoCommon]),
    words,
  }
  for (const [list, names] of Object.entries(data.organisations)) addAll(index, names, 'organisation', list)
  for (const [list, names] of Object.entries(data.products)) addAll(index, names, 'product', list)
  for (const [list, names] of Object.entries(data.places)) addAll(index, names, 'place', list)
  for (const names of cities.cities) addAll(index, names, 'place', 'cities')
  for (const { longer } of index.entries.values())
    for (const entries of longer.values()) entries.sort((a, b) => b.words.length - a.words.length)
  for (const title of words.titles) {
    const parts = title.split(' ')
    const key = parts[0] ?? ''
    const list = index.titles.get(key)
    if (list === undefined) index.titles.set(key, [parts])
    else list.push(parts)
  }
  for (const list of index.titles.values()) list.sort((a, b) => b.length - a.length)
  return index
}

export function unpack(packed: string): string[] {
  return packed.split('|')
}

function addAll(index: NamesIndex, names: string, type: NameType, listName: string): void {
  for (const name of unpack(names)) {
    const words = name.split(/ & | /)
    const key = words[0] ?? ''
    let entries = index.entries.get(key)
    if (entries === undefined) {
      entries = { single: [], longer: new Map() }
      index.entries.set(key, entries)
    }
    const second = words[1]
    const list = second === undefined ? entries.single : (entries.longer.get(second) ?? [])
    if (list.some((one) => one.type === type && one.words.join(' ') === words.join(' '))) continue
    list.push({ words, type, list: listName, weak: isWeak(index, words, listName) })
    if (second !== undefined) entries.longer.set(second, list)
  }
}

function isWeak(index: NamesIndex, words: string[], list: string): boolean {
  const word = words[0] ?? ''
  if (words.length > 1) return false
  if (word.length < 3 && word !== word.toUpperCase()) return true
  if (list === 'cities' && (index.first.has(word) || index.family.has(word))) return true
  return isCommon(word.toLowerCase(), index)
}

/** An English word that stands in small letters, also with regular endings ("officers" from "office"). */
export function isCommon(lower: string, index: NamesIndex, depth = 0): boolean {
  const { english } = index
  if (english.has(lower)) return true
  const size = lower.length
  if (size < 4 || depth > 2) return false
  const stem = (cut: number, add = '') => size - cut > 2 && isCommon(lower.slice(0, -cut) + add, index, depth + 1)
  if (lower.endsWith('s'))
    return stem(1) || (lower.endsWith('es') && stem(2)) || (lower.endsWith('ies') && stem(3, 'y'))
  if (size < 5) return false
  if (lower.endsWith('ied')) return stem(3, 'y')
  if (lower.endsWith('ed') || lower.endsWith('er')) return stem(2) || stem(1) || (doubled(lower, 3) && stem(3))
  if (lower.endsWith('ing')) return stem(3) || stem(3, 'e') || (doubled(lower, 4) && stem(4))
  return lower.endsWith('ly') && stem(2)
}

/** "Beekeepers", "Check-in": ordinary words put together. For beginnings of sentences only: "Facebook" is one as well. */
export function isCompound(lower: string, index: NamesIndex): boolean {
  if (lower.includes('-')) return lower.split('-').every((part) => part.length < 2 || isCommon(part, index))
  if (lower.length < 7 || lower.length > 24) return false
  for (let at = 3; at <= lower.length - 3; at += 1) {
    if (isCommon(lower.slice(0, at), index) && isCommon(lower.slice(at), index)) return true
  }
  return PREFIXES.some((prefix) => lower.startsWith(prefix) && isCommon(lower.slice(prefix.length), index))
}

const PREFIXES = [
  'cyber',
  'anti',
  'counter',
  'micro',
  'multi',
  'non',
  'over',
  'pre',
  're',
  'un',
  'under',
  'geo',
  'bio',
  'crypto',
  'tele',
  'mega',
  'super',
  'inter',
  'trans',
  'co',
]

function doubled(word: string, fromEnd: number): boolean {
  return word.at(-fromEnd) === word.at(-fromEnd - 1)
}
