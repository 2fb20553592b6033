// The sketch of an item: the few terms by which stories compare it, small enough to be kept beside the item.
import type { Item, Span } from '../../model.ts'
import type { Background } from './background.ts'
import { numbersOf } from './numbers.ts'
import { nameStem, stem, type Word, wordsOf } from './words.ts'

export const sketchVersion = 'sketch-2'

/** A term with its weight in this text: how often, and whether in the title. */
export type Term = [string, number]

/** `lead`: title and first words. `marks`: names (n:), figures (f:), countries (p:), days (d:), identifiers (i:) of all of it. */
export interface Sketch {
  /** Sketches of another version are not compared. */
  version: string
  lead: Term[]
  marks: Term[]
  /** Names, but no places, in the title and the first sentences, first ones first: who or what it is about. */
  about: string[]
  language: string
  /** Cities and sites in the title and the first sentences: where it is. */
  where: string[]
  /** Vulnerabilities named anywhere. */
  ids: string[]
  /** Months and days that the title and lead say it happened in, `2025-03`. */
  months: string[]
  topics: string[]
  /** Whether the rules take it for news of an incident. */
  incident: boolean
  /** Whether the title tells of a court or a penalty: what came after an event. */
  aftermath: boolean
}

export type SketchItem = Pick<
  Item,
  'title' | 'titleSpan' | 'text' | 'language' | 'figures' | 'times' | 'names' | 'places' | 'topics' | 'incident'
>

const LEAD_WORDS = 100
const TITLE_FACTOR = 1.6
/** Much happens in one place, more in one country: they say less of an event than who is named. */
const CITY_FACTOR = 0.65
const COUNTRY_FACTOR = 0.35
/** Languages that write every noun with a capital: there a capital makes no name. */
const CAPITAL_NOUNS = ['de', 'lb']
const MOST_CHARS = 12_000
const MOST_LEAD = 90
const MOST_MARKS = 80
const IDENTIFIER = /\bCVE-\d{4}-\d{4,7}\b/gi

export function sketchOf(item: SketchItem, background: Background): Sketch {
  const from = item.titleSpan === null ? 0 : item.titleSpan.end
  const body = item.text.slice(from, from + MOST_CHARS)
  const titleWords = wordsOf(item.title.slice(0, 400))
  const bodyWords = wordsOf(body)
  const language = item.language.code
  const counts = new Counter()
  const places = placeWords(item)
  // "The city of Atlanta" is whom it happened to, not where.
  for (const word of bodiesOf(`${item.title}\n${body}`)) places.delete(word)
  const first = bodyWords.slice(0, LEAD_WORDS)
  for (const word of titleWords)
    addWord(counts, word, language, background, TITLE_FACTOR * (places.get(word.plain) ?? 1))
  for (const word of first) addWord(counts, word, language, background, places.get(word.plain) ?? 1)

  const marks = new Counter()
  const names = namesIn(item, body, titleWords, bodyWords, places, background)
  for (const { stem: name, weight } of names.all) marks.add(`n:${name}`, weight)
  for (const key of numbersOf(`${item.title}\n${body}`, item.figures, language)) marks.add(`f:${key}`, 1)
  for (const { country } of item.places) marks.add(`p:${country}`, 1)
  const ids = unique((`${item.title} ${body}`.match(IDENTIFIER) ?? []).map((id) => id.toUpperCase())).slice(0, 30)
  for (const id of ids) marks.add(`i:${id}`, 1.5)
  for (const day of daysOf(item)) marks.add(`d:${day}`, 1)
  return {
    version: sketchVersion,
    lead: counts.top(MOST_LEAD),
    marks: marks.top(MOST_MARKS),
    about: names.about,
    where: names.where,
    language,
    ids,
    months: monthsOf(item, from + leadEnd(first)),
    topics: item.topics.slice(0, 3).map(({ topic }) => topic),
    incident: item.incident,
    aftermath: titleWords.some(({ plain }) => background.aftermath.get(language)?.has(plain) === true),
  }
}

function addWord(counts: Counter, word: Word, language: string, background: Background, weight: number): void {
  if (isStop(word.plain, language, background) || background.agencies.has(word.plain)) return
  if (/^\p{N}/u.test(word.plain)) return
  counts.add(stem(word.plain), weight)
}

function isStop(plain: string, language: string, background: Background): boolean {
  const own = background.stop.get(language) ?? background.everyStop
  return plain.length < 3 || own.has(plain)
}

/** The words of places with what they still count. */
function placeWords(item: SketchItem): Map<string, number> {
  const words = new Map<string, number>()
  for (const { text, kind } of item.places.slice(0, 300)) {
    const factor = kind === 'country' || kind === 'region' ? COUNTRY_FACTOR : CITY_FACTOR
    for (const { plain } of wordsOf(text)) words.set(plain, factor)
  }
  return words
}

const OF_PLACE =
  /(?<!\p{L})(?:city|town|village|county|municipality|canton|port|university) of (\p{Lu}[\p{L}-]{1,30}(?: \p{Lu}[\p{L}-]{1,30})?)/giu
const PLACE_OF =
  /(?<!\p{L})(\p{Lu}[\p{L}-]{1,30})(?:['\u2019]s)? (?:county|mayor|city (?:council|hall|government|officials)|school district)(?!\p{L})/gu
const BODY_CHARS = 1_500

/** Words of places that stand for their administration. */
function bodiesOf(text: string): string[] {
  const head = text.slice(0, BODY_CHARS)
  const named = [...head.matchAll(OF_PLACE), ...head.matchAll(PLACE_OF)].map((found) => found[1] ?? '')
  return named.flatMap((name) => wordsOf(name).map(({ plain }) => plain))
}

interface Name {
  stem: string
  weight: number
}

// Words that start with a capital where the language gives them none, and what the names stage found.
function namesIn(
  item: SketchItem,
  body: string,
  title: readonly Word[],
  words: readonly Word[],
  places: ReadonlyMap<string, number>,
  background: Background,
): { all: Name[]; about: string[]; where: string[] } {
  const found = new Counter()
  const language = item.language.code
  const nouns = CAPITAL_NOUNS.includes(language)
  const known = new Set<string>()
  /** Found otherwise than by a capital that any noun has. */
  const sure = new Set<string>()
  const shouted = titleCased(title)
  for (const name of item.names.slice(0, 200)) {
    // In a title that writes every word with a capital, what the text does not name again is no name.
    if (shouted && onlyInTitle(item, name.mentions) && !isMark(name.text)) continue
    for (const word of wordsOf(name.text)) if (isName(word, language, background)) sure.add(nameStem(word.plain))
  }
  for (const name of sure) known.add(name)
  let last = 0
  for (const word of words) {
    const opens = startsSentence(body, word.start, last)
    last = word.end
    if (!isName(word, language, background) || (opens && !isMark(word.text))) continue
    known.add(nameStem(word.plain))
    if (!nouns || isMark(word.text)) sure.add(nameStem(word.plain))
  }
  for (const [i, word] of title.entries()) {
    if (!isName(word, language, background)) continue
    if ((shouted || i === 0) && !isMark(word.text)) continue
    known.add(nameStem(word.plain))
    if (!nouns || isMark(word.text)) sure.add(nameStem(word.plain))
  }
  const about: string[] = []
  const where: string[] = []
  const opening = words.slice(0, 40)
  for (const [list, weight] of [
    [title, TITLE_FACTOR],
    [words, 1],
  ] as const) {
    for (const word of list) {
      const key = nameStem(word.plain)
      if (known.has(key) && isCapital(word.text)) found.add(key, weight * (places.get(word.plain) ?? 1))
    }
  }
  for (const word of [...title, ...opening]) {
    const key = nameStem(word.plain)
    const factor = places.get(word.plain)
    const list = factor === undefined && sure.has(key) ? about : factor === CITY_FACTOR ? where : undefined
    if (list && isCapital(word.text) && !list.includes(key) && list.length < 12) list.push(key)
  }
  return { all: found.top(MOST_MARKS).map(([name, weight]) => ({ stem: name, weight })), about, where }
}

const EVERYWHERE = 0.1

function onlyInTitle({ titleSpan }: SketchItem, mentions: readonly Span[]): boolean {
  return titleSpan !== null && mentions.every(({ end }) => end <= titleSpan.end)
}

function isName(word: Word, language: string, background: Background): boolean {
  if (!isCapital(word.text) || /^\p{N}/u.test(word.text)) return false
  if (background.agencies.has(word.plain)) return false
  // Weekdays and months have capitals too.
  if ((background.share.get(stem(word.plain)) ?? 0) >= EVERYWHERE) return false
  if (word.plain.length === 1) return language === 'en' && !/^[ia]$/.test(word.plain)
  const own = background.stop.get(language) ?? background.everyStop
  return !own.has(word.plain)
}

function isCapital(text: string): boolean {
  return /^\p{Lu}/u.test(text)
}

/** Capitals or digits inside it: a name wherever it stands (NATO, iCloud, PrintNightmare). */
function isMark(text: string): boolean {
  return text.length > 1 && /^\p{L}.*[\p{Lu}\p{N}]/u.test(text)
}

function titleCased(title: readonly Word[]): boolean {
  const long = title.filter(({ plain }) => plain.length >= 4)
  return long.length > 3 && long.filter(({ text }) => isCapital(text)).length > long.length * 0.7
}

// Whether only space, quotes or the end of a sentence lie between the word before and this one.
function startsSentence(text: string, start: number, before: number): boolean {
  if (before === 0) return true
  return /[.!?:\n\u2022]/.test(text.slice(Math.max(before, start - 12), start))
}

function leadEnd(first: readonly Word[]): number {
  return first.at(-1)?.end ?? 0
}

function daysOf(item: SketchItem): string[] {
  const days: string[] = []
  for (const { kind, value, shape } of item.times.slice(0, 60)) {
    const day = kind === 'date' || kind === 'instant' ? /^\d{4}-\d\d-\d\d/.exec(value ?? '')?.[0] : undefined
    if (day) days.push(day)
    const clock = /T(\d\d:\d\d)/.exec(shape)?.[1]
    if (clock) days.push(clock)
  }
  return unique(days).slice(0, 20)
}

// Only months that the text itself names: those counted from a publication date say when it was printed.
function monthsOf(item: SketchItem, leadEnds: number): string[] {
  const months: string[] = []
  for (const { span, shape } of item.times) {
    if (span.start > leadEnds) break
    const month = /^(\d{4}|XXXX)-(\d\d)(?!\d)/.exec(shape)
    if (month) months.push(`${month[1]}-${month[2]}`)
  }
  return unique(months).slice(0, 6)
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)]
}

class Counter {
  readonly #counts = new Map<string, number>()

  add(key: string, weight: number): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + weight)
  }

  /** The most frequent, their weight growing with the logarithm of how often; ties in the order of the text. */
  top(most: number): Term[] {
    return [...this.#counts]
      .map(([key, count]): Term => [key, Math.round((count > 1 ? 1 + Math.log(count) : count) * 100) / 100])
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
  }
}

/** All terms of a sketch, each once: what a background learns, and what an index finds it by. */
export function termsOf(sketch: Sketch): string[] {
  return unique([...sketch.lead, ...sketch.marks].map(([term]) => term))
}
