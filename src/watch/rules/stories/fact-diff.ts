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

const MOST_COMPARED = 200
const MOST_CHARS = 400

/** Facts that one of the two was never looked at for (an older program) are not compared. */
export function factChanges(before: Facts, after: Facts): Change[] {
  return [
    ...compared('figure', before.figures, after.figures, {
      say: sayFigure,
      close: (a, b) => figureCloseness(before.text, a, after.text, b),
    }),
    ...compared('name', before.names, after.names, { say: ({ text }) => text, close: nameCloseness }),
    ...compared('claim', before.claims, after.claims, { say: sayClaim, close: claimCloseness }),
    ...compared('check', before.checks, after.checks, {
      say: ({ kind, result, detail }) => `${kind}, ${result}: ${detail}`,
      close: (a, b) => (a.kind === b.kind ? 0.6 : 0),
    }),
  ]
}

interface Comparing<T> {
  say(fact: T): string
  /** 0 to 1: whether one became the other. */
  close(before: T, after: T): number
}

const CLOSE = 0.5

// Facts that are the same drop out; of the rest the closest pairs are one change, and what is left went or came.
function compared<T>(
  what: Change['what'],
  before: readonly T[] | undefined,
  after: readonly T[] | undefined,
  { say, close }: Comparing<T>,
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
  for (const [i, fact] of gone.entries()) {
    const other = partner.get(i)
    const became = other === undefined ? undefined : come[other]
    changes.push({ what, before: cut(say(fact)), after: became === undefined ? null : cut(say(became)) })
  }
  for (const [k, fact] of come.entries()) if (!taken.has(k)) changes.push({ what, before: null, after: cut(say(fact)) })
  return changes
}

function without<T>(list: readonly T[], others: readonly T[], say: (fact: T) => string): T[] {
  const there = new Set(others.map((fact) => say(fact).toLowerCase()))
  const kept = new Map<string, T>()
  for (const fact of list.slice(0, MOST_COMPARED)) {
    const said = say(fact).toLowerCase()
    if (!there.has(said) && !kept.has(said)) kept.set(said, fact)
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

// The same counted thing: same unit, and either the same noun or the same words around it.
function figureCloseness(textA: string, a: FigureFact, textB: string, b: FigureFact): number {
  if (a.kind !== b.kind || a.unit !== b.unit) return 0
  const around = overlap(wordsAround(textA, a), wordsAround(textB, b))
  if (a.of === null || b.of === null) return around
  const noun = overlap(stems(a.of), stems(b.of))
  return noun === 0 ? around * 0.8 : 0.5 + noun * 0.3 + around * 0.2
}

// In its own sentence: what comes after a full stop is about something else.
function wordsAround(text: string, { span }: FigureFact): Set<string> {
  const before = text.slice(Math.max(0, span.start - AROUND_CHARS), span.start).split(/[.!?\n]\s/)
  const after = text.slice(span.end, span.end + AROUND_CHARS).split(/[.!?\n](?:\s|$)/)
  return stems(`${before.at(-1) ?? ''} ${after[0] ?? ''}`)
}

// "Musk" became "Elon Musk".
function nameCloseness(a: NameFact, b: NameFact): number {
  const one = stems(a.text)
  const two = stems(b.text)
  const shared = [...one].filter((word) => two.has(word)).length
  return shared > 0 && shared === Math.min(one.size, two.size) ? 0.9 : 0
}

function claimCloseness(a: ClaimFact, b: ClaimFact): number {
  const said = overlap(stems(a.text), stems(b.text))
  const holder = a.holder === b.holder ? 0.15 : 0
  return said < 0.35 ? 0 : Math.min(1, said + holder)
}

function stems(text: string): Set<string> {
  const words = text.slice(0, 1000).match(/[\p{L}\p{N}]{2,60}/gu) ?? []
  return new Set(words.filter((word) => /\p{L}/u.test(word)).map((word) => stem(plainWord(word))))
}

/** Share of the words that both have, of all that either has. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

function cut(text: string): string {
  return text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS - 1).replace(/[\ud800-\udbff]$/, '')}\u2026`
}
