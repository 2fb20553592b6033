// What changed between two versions of an article: figures, names, claims and checks, each change told once.
import type { CheckFact, ClaimFact, FigureFact, NameFact } from '../../model.ts'
import { plainWord, stem } from './words.ts'

export interface Facts {
  text: string
  figures?: readonly FigureFact[]
  names?: readonly NameFact[]
  claims?: readonly ClaimFact[]
  checks?: readonly CheckFact[]
}

export interface Change {
  what: 'figure' | 'name' | 'claim' | 'check'
  before: string | null
  after: string | null
}

const MOST_COMPARED = 120
const MOST_CHARS = 400

/** Facts that one of the two was never looked at for (an older program) are not compared. */
export function factChanges(before: Facts, after: Facts): Change[] {
  return [
    ...compared('figure', sayFigure, figureCloseness, read(before, before.figures), read(after, after.figures)),
    ...compared('name', ({ text }) => text, nameCloseness, read(before, before.names), read(after, after.names)),
    ...compared('claim', sayClaim, claimCloseness, read(before, before.claims), read(after, after.claims)),
    ...compared('check', sayCheck, checkCloseness, read(before, before.checks), read(after, after.checks)),
  ]
}

/** A fact with the words that tell whether another one is the same: read once, compared many times. */
interface Read<T> {
  fact: T
  words: ReadonlySet<string>
  around: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

function read<T extends FigureFact | NameFact | ClaimFact | CheckFact>(
  { text }: Facts,
  facts: readonly T[] | undefined,
): Read<T>[] | undefined {
  return facts?.slice(0, MOST_COMPARED).map((fact) => {
    if ('value' in fact) return { fact, words: stems(fact.of ?? ''), around: wordsAround(text, fact) }
    return { fact, words: 'text' in fact ? stems(fact.text) : none, around: none }
  })
}

const CLOSE = 0.5

// Facts that are the same drop out; of the rest the closest pairs are one change, and what is left went or came.
function compared<T>(
  what: Change['what'],
  say: (fact: T) => string,
  close: (before: Read<T>, after: Read<T>) => number,
  before: readonly Read<T>[] | undefined,
  after: readonly Read<T>[] | undefined,
): Change[] {
  if (before === undefined || after === undefined) return []
  const gone = without(before, after, say)
  const come = without(after, before, say)
  const pairs = gone.flatMap((a, i) => come.map((b, k) => ({ i, k, closeness: close(a, b) })))
  pairs.sort((x, y) => y.closeness - x.closeness || x.i - y.i || x.k - y.k)
  const partner = new Map<number, number>()
  const taken = new Set<number>()
  for (const { i, k, closeness } of pairs) {
    if (closeness < CLOSE || partner.has(i) || taken.has(k)) continue
    partner.set(i, k)
    taken.add(k)
  }
  const changes: Change[] = []
  for (const [i, { fact }] of gone.entries()) {
    const became = come[partner.get(i) ?? -1]
    changes.push({ what, before: cut(say(fact)), after: became === undefined ? null : cut(say(became.fact)) })
  }
  for (const [k, { fact }] of come.entries()) {
    if (!taken.has(k)) changes.push({ what, before: null, after: cut(say(fact)) })
  }
  return changes
}

function without<T>(list: readonly Read<T>[], others: readonly Read<T>[], say: (fact: T) => string): Read<T>[] {
  const there = new Set(others.map(({ fact }) => say(fact).toLowerCase()))
  const kept = new Map<string, Read<T>>()
  for (const one of list) {
    const said = say(one.fact).toLowerCase()
    if (!there.has(said) && !kept.has(said)) kept.set(said, one)
  }
  return [...kept.values()]
}

function sayFigure({ text, of }: FigureFact): string {
  return of === null || text.includes(of) ? text : `${text} ${of}`
}

function sayClaim(claim: ClaimFact): string {
  return `${claim.holder ?? 'unattributed'} ${claim.class}: ${claim.text}`
}

const AROUND_CHARS = 60

function sayCheck({ kind, result, detail }: CheckFact): string {
  return `${kind}, ${result}: ${detail}`
}

// The same counted thing: same unit, and either the same noun or the same words around it.
function figureCloseness(a: Read<FigureFact>, b: Read<FigureFact>): number {
  if (a.fact.kind !== b.fact.kind || a.fact.unit !== b.fact.unit) return 0
  const around = overlap(a.around, b.around)
  if (a.fact.of === null || b.fact.of === null) return around
  const noun = overlap(a.words, b.words)
  return noun === 0 ? around * 0.8 : 0.5 + noun * 0.3 + around * 0.2
}

// In its own sentence: what comes after a full stop is about something else.
function wordsAround(text: string, { span }: FigureFact): Set<string> {
  const before = text.slice(Math.max(0, span.start - AROUND_CHARS), span.start).split(/[.!?\n]\s/)
  const after = text.slice(span.end, span.end + AROUND_CHARS).split(/[.!?\n](?:\s|$)/)
  return stems(`${before.at(-1) ?? ''} ${after[0] ?? ''}`)
}

// "Musk" became "Elon Musk".
function nameCloseness({ words: a }: Read<NameFact>, { words: b }: Read<NameFact>): number {
  const shared = sharedBy(a, b)
  return shared > 0 && shared === Math.min(a.size, b.size) ? 0.9 : 0
}

function claimCloseness(a: Read<ClaimFact>, b: Read<ClaimFact>): number {
  const said = overlap(a.words, b.words)
  const holder = a.fact.holder === b.fact.holder ? 0.15 : 0
  return said < 0.35 ? 0 : Math.min(1, said + holder)
}

function checkCloseness(a: Read<CheckFact>, b: Read<CheckFact>): number {
  return a.fact.kind === b.fact.kind ? 0.6 : 0
}

function stems(text: string): Set<string> {
  const words = text.slice(0, 1000).match(/[\p{L}\p{N}]{2,60}/gu) ?? []
  return new Set(words.filter((word) => /\p{L}/u.test(word)).map((word) => stem(plainWord(word))))
}

/** Share of the words that both have, of all that either has. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = sharedBy(a, b)
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

function sharedBy(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared
}

function cut(text: string): string {
  return text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS - 1).replace(/[\ud800-\udbff]$/, '')}\u2026`
}
