// The names stage: persons, organisations, places and products, untyped when the words do not say.
import type { NameFact, PlaceFact, TimeFact } from '../model.ts'
import { isName } from './names/accept.ts'
import { withBodies } from './names/bodies.ts'
import { casingOf, isLoud } from './names/casing.ts'
import { contextEvidence } from './names/context.ts'
import { cutRun } from './names/cut.ts'
import { isCommon, type NamesIndex } from './names/data.ts'
import { formEvidence, textOf } from './names/evidence.ts'
import { cutGerman } from './names/german.ts'
import { addMention, groupMentions, joinForms, judge, type Mention, toFact } from './names/group.ts'
import { type Headlined, headlinePieces } from './names/headlines.ts'
import { findKnown, type KnownHit, type KnownIndex } from './names/known.ts'
import { lendTypes } from './names/lists.ts'
import { entriesAt, hasFirstName, type Piece, placeAt, type Reading } from './names/reading.ts'
import { type Run, runsOf } from './names/runs.ts'
import { wordsOf } from './names/words.ts'
import type { Titled } from './titled.ts'

export {
  compileNames,
  NamesCities,
  NamesData,
  type NamesIndex,
  NamesPeople,
  NamesWords,
} from './names/data.ts'
export { compileKnown, type KnownIndex } from './names/known.ts'

export const namesVersion = 'names-2'

export interface NamesAround {
  title: Titled
  places: readonly PlaceFact[]
  times: readonly TimeFact[]
  /** What persons settled and what the register holds. */
  known: KnownIndex
}

const CAPITAL_NOUNS = new Set(['de', 'lb'])

/** All names of a text, each with all its mentions, in the order of their first one. */
export function findNames(text: string, language: string, around: NamesAround, index: NamesIndex): NameFact[] {
  const r = read(text, language, around, index)
  const hits = findKnown(text, r.words, around.known)
  const runs = runsOf(r)
  const cut = runs.flatMap((run) => (r.german ? cutGerman(r, run.from, run.to) : cutRun(r, run.from, run.to)))
  const times = new Map(around.times.map(({ span }) => [span.start, span.end]))
  const found = withKnown(r, cut, hits).filter((piece) => piece.known !== null || !isTime(r, piece, times))
  const whole = withBodies(r, found)
  const pieces = r.german ? withShortForms(r, runs, whole) : whole
  const named = partsOfNames(r, pieces)
  const mentions = pieces.filter((piece) => isName(r, piece, named)).map((piece) => toMention(r, piece))
  const groups = groupMentions(mentions)
  for (const { piece, words } of withoutKnown(headlinePieces(r, groups.values()), hits)) {
    const mention = toMention(r, piece)
    addMention(groups, words === null ? mention : { ...mention, words })
  }
  joinForms(r, groups)
  const roots = [...groups.values()].filter((group) => group.joined === null)
  const judged = new Map(roots.map((group) => [group, judge(group)]))
  lendTypes(r, roots, judged)
  const facts = roots.map((group) => toFact(group, judged.get(group) ?? judge(group))).filter((fact) => fact !== null)
  return facts.sort((a, b) => (a.mentions[0]?.start ?? 0) - (b.mentions[0]?.start ?? 0))
}

function isTime(r: Reading, piece: Piece, times: ReadonlyMap<number, number>): boolean {
  const end = times.get(r.words[piece.from]?.start ?? -1)
  return end !== undefined && end >= (r.words[piece.to - 1]?.end ?? 0)
}

/** Where every noun has a capital, "Musk" alone is a name because the text has "Elon Musk". */
function withShortForms(r: Reading, runs: readonly Run[], pieces: readonly Piece[]): Piece[] {
  const named = partsOfNames(r, pieces)
  const taken = new Set<number>()
  for (const piece of pieces) for (let at = piece.from; at < piece.to; at += 1) taken.add(at)
  const more: Piece[] = []
  for (const run of runs) {
    for (let at = run.from; at < run.to; at += 1) {
      const word = r.words[at]
      if (word === undefined || taken.has(at) || !named.has(word.text)) continue
      more.push({ from: at, to: at + 1, hint: null, known: null, entries: entriesAt(r, at, at + 1) })
    }
  }
  return [...pieces, ...more].sort((a, b) => a.from - b.from)
}

function read(text: string, language: string, around: NamesAround, index: NamesIndex): Reading {
  const german = CAPITAL_NOUNS.has(language)
  const words = wordsOf(text, language, index)
  const places = new Map(
    around.places
      .filter((place) => !index.words.demonyms.has(place.text) && !place.why.startsWith('word for'))
      .map((place) => [place.span.start, place]),
  )
  return { text, language, german, words, index, casing: casingOf(text, words, german), places }
}

/** What is known wins: it is cut out of longer runs, found in small letters, and what was rejected is no name. */
function withKnown(r: Reading, pieces: readonly Piece[], hits: readonly KnownHit[]): Piece[] {
  if (hits.length === 0) return [...pieces]
  const made: Piece[] = []
  let next = 0
  for (const hit of hits) {
    while (next < pieces.length && (pieces[next]?.to ?? 0) <= hit.from) {
      const piece = pieces[next]
      if (piece !== undefined) made.push(piece)
      next += 1
    }
    const piece = pieces[next]
    const inside =
      piece !== undefined && piece.from <= hit.from && piece.to >= hit.to && piece.to - piece.from > hit.to - hit.from
    const whole = inside && isOnlySuffix(r, piece, hit)
    if (inside && !whole && (hit.to - hit.from === 1 || hit.name.rejected)) continue
    while (next < pieces.length && (pieces[next]?.from ?? 0) < hit.to) next += 1
    if (hit.name.rejected) continue
    const [from, to] = whole ? [piece.from, piece.to] : [hit.from, hit.to]
    made.push({ from, to, hint: null, known: hit.name, entries: [] })
  }
  return [...made, ...pieces.slice(next)]
}

/** "Acme" is known, and the text has "Acme Holdings plc". */
function isOnlySuffix(r: Reading, piece: Piece, hit: KnownHit): boolean {
  if (hit.name.rejected || piece.from !== hit.from) return false
  return r.words
    .slice(hit.to, piece.to)
    .every((word) => r.index.words.legal.has(word.text) || /^(?:Group|Holdings?|Company)$/.test(word.text))
}

function withoutKnown(found: readonly Headlined[], hits: readonly KnownHit[]): Headlined[] {
  const taken = new Set<number>()
  for (const hit of hits) for (let at = hit.from; at < hit.to; at += 1) taken.add(at)
  return found.filter(({ piece }) => !taken.has(piece.from) && !taken.has(piece.to - 1))
}

/** Words that longer names of the text hold: alone, at the head of a sentence, they are short forms of those. */
function partsOfNames(r: Reading, pieces: readonly Piece[]): Set<string> {
  const parts = new Set<string>()
  for (const piece of pieces) {
    if (piece.to - piece.from < 2 || piece.to - piece.from > 6) continue
    const first = r.words[piece.from]
    const last = r.words[piece.to - 1]
    const person = hasFirstName(r, first) && !r.index.words.orgLast.has(last?.text ?? '')
    for (const word of [first, last]) {
      if (word === undefined || !word.capital) continue
      const ordinary = isCommon(word.lower, r.index) || r.index.words.germanNouns.has(word.text)
      if (!isHead(r, word.text) && (!ordinary || (person && word === last))) parts.add(word.text)
    }
  }
  return parts
}

function isHead(r: Reading, word: string): boolean {
  return r.index.words.orgLast.has(word) || r.index.words.orgFirst.has(word)
}

function toMention(r: Reading, piece: Piece): Mention {
  const words = r.words.slice(piece.from, piece.to).map((word) => word.text)
  const { start } = r.words[piece.from] ?? { start: 0 }
  const { end } = r.words[piece.to - 1] ?? { end: start }
  return {
    start,
    end,
    text: textOf(r, piece),
    loud: isLoud(r.casing.loud, start),
    words,
    hints: [...formEvidence(r, piece), ...contextEvidence(r, piece)],
    known: piece.known,
    listed: piece.entries.some((one) => !one.weak) || placeAt(r, piece.from, piece.to) !== null,
  }
}
