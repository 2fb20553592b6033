// Runs the stages over one text, in order, and stores the version of each on what it produced.
import type { Analysis, Cut, Item, SourceText, Span, TopicHit } from '../model.ts'
import { instantOf } from './calendar.ts'
import { checkConsistency, checksVersion, coversChecks } from './checks.ts'
import { CLAIMED_LANGUAGES, type ClaimsIndex, claimsVersion, findClaims } from './claims.ts'
import { cleanText, cleanVersion, guessKind, type TextKind } from './clean.ts'
import { decodeVersion } from './decode-bytes.ts'
import { coversFigures, type FiguresIndex, figuresVersion, findFigures } from './figures.ts'
import { htmlVersion } from './html.ts'
import { detectLanguage, languageVersion } from './language.ts'
import { findNames, type KnownIndex, type NamesIndex, namesVersion } from './names.ts'
import { findPlaces, type PlacesIndex, placesVersion } from './places.ts'
import { plainVersion } from './plain.ts'
import {
  coversSectors,
  findSectors,
  type KnownSectors,
  type SectorsIndex,
  sectorsOfNames,
  sectorsVersion,
} from './sectors.ts'
import { splitText, splitVersion } from './split.ts'
import { coversTimes, findTimes, TIMED_LANGUAGES, timesVersion } from './times.ts'
import { readWords, type Words } from './tokens.ts'
import type { Tools } from './tools.ts'
import { classify, coversTopics, type TopicsIndex, topicsVersion } from './topics.ts'
import { canonicalUrl, contentHash, signatureOf, versionsVersion } from './versions.ts'

export const MAX_ITEM_CHARS = 60_000
export const MAX_SENTENCE_CHARS = 1_500
export const MAX_ITEMS = 500

export interface AnalyseInput {
  text: string
  kind: TextKind | 'guess'
  /** What the feed, page or person says about the text; `title` only for a text that is one article. */
  title: string | null
  publishedAt: string | null
  url: string | null
  /** False for feed entries: the entry is one article whatever it looks like. */
  split: boolean
}

export interface AnalyseWith {
  tools: Tools
  places: PlacesIndex
  topics: TopicsIndex
  sectors: SectorsIndex
  names: NamesIndex
  claims: ClaimsIndex
  figures: FiguresIndex
  /** What persons settled about names, and the register of organisations. */
  known: KnownIndex
  /** Versions of the data that the facts were found with. */
  dataVersions: Record<string, string>
}

/** The clock of the caller, asked between stages: rules have none. `allows` false skips the stage, and the item says so. */
export interface Budget {
  begin(item: number): void
  allows(stage: string): boolean
}

export const NO_BUDGET: Budget = { begin: () => {}, allows: () => true }

export function analyse(input: AnalyseInput, using: AnalyseWith, budget: Budget = NO_BUDGET): Analysis {
  const partial: string[] = []
  budget.begin(-1)
  const kind = input.kind === 'guess' ? guessKind(input.text) : input.kind
  const source = cleanText(input.text, kind, using.tools)
  const splits = input.split && budget.allows('split')
  if (input.split && !splits) partial.push('split: skipped, the time for this text was used up')
  const cuts = splits ? splitText(source) : whole(source)
  const kept = cuts.slice(0, MAX_ITEMS)
  if (kept.length < cuts.length) partial.push(`split: ${cuts.length} articles found, the first ${MAX_ITEMS} kept`)
  const single = kept.length === 1
  const items = kept.map((cut, i) => {
    budget.begin(i)
    return analyseItem(input, source, cut, single, using, budget)
  })
  return { items, did: source.did, partial: [...source.partial, ...partial], stageVersions: versions(using) }
}

function versions(using: AnalyseWith): Record<string, string> {
  return {
    decode: decodeVersion,
    clean: `${cleanVersion}+${plainVersion}+${htmlVersion}`,
    split: splitVersion,
    language: languageVersion,
    figures: figuresVersion,
    times: timesVersion,
    places: placesVersion,
    names: namesVersion,
    claims: claimsVersion,
    topics: topicsVersion,
    sectors: sectorsVersion,
    checks: checksVersion,
    versions: versionsVersion,
    ...using.dataVersions,
  }
}

function whole(source: SourceText): Cut[] {
  if (source.blocks.length === 0) return []
  const span = { start: 0, end: source.text.length }
  const first = source.blocks[0]
  const title = first?.kind === 'heading' ? { start: first.start, end: first.end } : null
  return [{ span, content: span, title, why: 'one article by its source' }]
}

function analyseItem(
  input: AnalyseInput,
  source: SourceText,
  cut: Cut,
  single: boolean,
  using: AnalyseWith,
  budget: Budget,
): Item {
  const partial: string[] = []
  const uncovered: string[] = []
  const { text, end } = boundText(source.text, cut, partial)
  const given = single ? input.title : null
  const titleSpan =
    cut.title === null
      ? null
      : { start: cut.title.start - cut.content.start, end: Math.min(cut.title.end - cut.content.start, text.length) }
  const title = titleOf(text, titleSpan, given ?? (single ? source.title : null))
  const publishedAt = input.publishedAt === null ? (single ? source.publishedAt : null) : instantOf(input.publishedAt)
  const url = single ? (input.url === null ? source.canonicalUrl : canonicalUrl(input.url)) : null
  const stage = <T>(name: string, run: () => T, otherwise: T): T => {
    if (!budget.allows(name)) {
      partial.push(`${name}: skipped, the time for this item was used up`)
      return otherwise
    }
    try {
      return run()
    } catch (error) {
      // A stage that breaks is a bug of ours; on the night it happens, the other stages and the text still count.
      partial.push(`${name}: failed (${error instanceof Error ? error.message.slice(0, 200) : 'unknown'})`)
      return otherwise
    }
  }
  const language = stage('language', () => detectLanguage(title, text, using.tools), {
    code: 'und',
    votes: [],
    why: 'not looked at',
  })
  const { code } = language
  const named = code === 'und' ? 'a language that is not known' : code
  if (!coversTimes(code)) uncovered.push(`times: numeric dates only in ${named}`)
  else if (!TIMED_LANGUAGES.includes(code)) uncovered.push(`times: absolute dates only in ${named}`)
  const times = stage('times', () => findTimes(text, code, publishedAt), [])
  const places = stage('places', () => findPlaces(text, code, using.places), [])
  const figures = stage('figures', () => findFigures(text, code, times, using.figures), [])
  const around = { title: { text: title, span: titleSpan }, places, times, known: using.known }
  const names = stage('names', () => findNames(text, code, around, using.names), [])
  if (!coversFigures(code, using.figures)) uncovered.push(`figures: digits, signs and scale words only in ${named}`)
  if (!coversChecks(code, using.figures)) uncovered.push(`checks: headline against body only in ${named}`)
  if (!CLAIMED_LANGUAGES.includes(code)) uncovered.push(`claims: not in ${named}`)
  const claims = stage('claims', () => findClaims(text, code, { title: around.title, names, times }, using.claims), [])
  if (!coversTopics(code, using.topics)) uncovered.push(`topics: a few terms only in ${named}`)
  const whole = titled(text, titleSpan, title)
  // Found once for both stages that look words up.
  let words: Words | null = null
  const wordsOf = (): Words => {
    words ??= readWords(whole.whole)
    return words
  }
  const topics = stage('topics', () => classifyTitled(whole, using.topics, code, wordsOf()), {
    topics: [],
    incident: false,
    why: 'not looked at',
  })
  if (!coversSectors(code, using.sectors))
    uncovered.push(`sectors: by the register of organisations only, words are not read in ${named}`)
  const settled = sectorsOfNames(names, using.known.names)
  const sectors = stage('sectors', () => sectorsTitled(whole, using.sectors, code, wordsOf(), settled), [])
  const checks = stage(
    'checks',
    () => checkConsistency(text, around.title, { figures, times, language: code }, using.figures),
    [],
  )
  const identity = stage(
    'versions',
    () => ({ contentHash: contentHash(text, using.tools.sha256), signature: signatureOf(text) }),
    {
      contentHash: using.tools.sha256(text),
      signature: [],
    },
  )
  return {
    title,
    titleSpan,
    text,
    origin: { span: cut.span, content: { start: cut.content.start, end }, why: cut.why },
    language,
    publishedAt,
    canonicalUrl: url,
    ...identity,
    figures,
    times,
    places,
    names,
    claims,
    topics: topics.topics,
    sectors,
    checks,
    incident: topics.incident,
    incidentWhy: topics.why,
    stageVersions: versions(using),
    partial,
    uncovered,
  }
}

function boundText(whole: string, cut: Cut, partial: string[]): { text: string; end: number } {
  const { start, end } = cut.content
  if (end - start <= MAX_ITEM_CHARS) return { text: whole.slice(start, end), end }
  const last = whole.charCodeAt(start + MAX_ITEM_CHARS - 1)
  const bounded = start + MAX_ITEM_CHARS - (last >= 0xd800 && last <= 0xdbff ? 1 : 0)
  partial.push(`clean: article of ${end - start} characters, read up to ${bounded - start}`)
  return { text: whole.slice(start, bounded), end: bounded }
}

const MAX_TITLE_CHARS = 200

function titleOf(text: string, span: { start: number; end: number } | null, given: string | null): string {
  const found = span === null ? (given ?? '') : text.slice(span.start, span.end)
  const plain = found.trim() === '' ? firstSentence(text) : found.trim()
  return plain.length <= MAX_TITLE_CHARS
    ? plain
    : `${plain
        .slice(0, MAX_TITLE_CHARS - 3)
        .replace(/\s\S{0,40}$/, '')
        .trimEnd()}...`
}

function firstSentence(text: string): string {
  const head = text.slice(0, 400).split('\n', 1)[0] ?? ''
  const end = /[.!?]["')]?(?= \p{Lu})/u.exec(head)
  return end === null ? head : head.slice(0, end.index + 1)
}

/** Facts count in the item's text; a title that is not in it is read in front of it, and its hits are left out. */
interface WithTitle {
  whole: string
  titleEnd: number
  /** How many characters were put in front. */
  head: number
}

function titled(text: string, span: { start: number; end: number } | null, title: string): WithTitle {
  if (span !== null) return { whole: text, titleEnd: span.end, head: 0 }
  if (title === '' || text.startsWith(title)) return { whole: text, titleEnd: title === '' ? 0 : title.length, head: 0 }
  return { whole: `${title}\n${text}`, titleEnd: title.length, head: title.length + 1 }
}

function moved<F extends { hits: TopicHit[] }>(facts: F[], head: number): F[] {
  if (head === 0) return facts
  return facts.map((fact) => ({
    ...fact,
    hits: fact.hits
      .filter((hit) => hit.where !== 'title')
      .map((hit) => ({ ...hit, span: { start: hit.span.start - head, end: hit.span.end - head } })),
  }))
}

function classifyTitled({ whole, titleEnd, head }: WithTitle, index: TopicsIndex, language: string, words: Words) {
  const made = classify(whole, titleEnd, index, { language, words })
  return { ...made, topics: moved(made.topics, head) }
}

function sectorsTitled(
  { whole, titleEnd, head }: WithTitle,
  index: SectorsIndex,
  language: string,
  words: Words,
  names: readonly KnownSectors[],
) {
  const shift = ({ start, end }: Span): Span => ({ start: start + head, end: end + head })
  const known = names.map((one) => ({ ...one, span: shift(one.span), mentions: one.mentions.map(shift) }))
  return moved(findSectors(whole, titleEnd, index, { language, words, known }), head)
}
