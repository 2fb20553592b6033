// The facts of a document one by one, and which judgement counts for each: found again in a later version by its words.
import type { Id } from '#kernel/id.ts'
import {
  type FactJudgement,
  type FactKind,
  type FactVerdict,
  type KeptJudgement,
  mostJudgements,
} from '../../model/ledger.ts'
import { claimClasses, type Item, nameTypes, type Span } from '../../model.ts'

/** The part of a document, or of an analysis, that holds facts. */
export type WithFacts = { text: string } & Pick<Item, 'times' | 'places' | 'topics'> &
  Partial<Pick<Item, 'sectors' | 'figures' | 'names' | 'claims' | 'checks'>>

export interface Fact {
  kind: FactKind
  text: string
  span: Span | null
  /** Its place in the list of its kind in the document. */
  at: number
  /** Which of several facts of the same kind and words, and how many there are. */
  nth: number
  of: number
  before: string
  after: string
  /** What the rules take it for, as far as a person may say otherwise. */
  type: string | null
  /** What it comes to, in short: the date, the number with its unit, the result of a check. */
  value: string | null
  why: string
}

const aroundChars = 24

/** What a fact of each kind can be retyped to; a kind without types can only be accepted or rejected. */
export const typesOf: Readonly<Record<FactKind, readonly string[]>> = {
  name: nameTypes,
  place: ['country', 'city', 'region', 'site'],
  sector: ['own', 'touched'],
  claim: claimClasses,
  time: [],
  figure: [],
  check: [],
  topic: [],
}

export function factsOf(document: WithFacts): Fact[] {
  const { text } = document
  const around = ({ start, end }: Span) => ({
    before: whole(text.slice(Math.max(0, start - aroundChars), start)),
    after: whole(text.slice(end, end + aroundChars)),
  })
  const facts: Omit<Fact, 'nth' | 'of'>[] = []
  const add = (
    kind: FactKind,
    at: number,
    words: string,
    span: Span | null,
    more: Pick<Fact, 'type' | 'value' | 'why'>,
  ) =>
    facts.push({ kind, at, text: words, span, ...(span === null ? { before: '', after: '' } : around(span)), ...more })

  document.names?.forEach((it, at) => {
    add('name', at, it.text, it.span, { type: it.type, value: null, why: it.why })
  })
  document.times.forEach((it, at) => {
    add('time', at, it.text, it.span, { type: null, value: it.value, why: it.why })
  })
  document.figures?.forEach((it, at) => {
    const value = it.to === null ? `${it.value}` : `${it.value} to ${it.to}`
    add('figure', at, it.text, it.span, {
      type: null,
      value: it.unit === null ? value : `${value} ${it.unit}`,
      why: it.why,
    })
  })
  document.claims?.forEach((it, at) => {
    add('claim', at, it.text, it.span, { type: it.class, value: it.holder, why: it.why })
  })
  document.checks?.forEach((it, at) => {
    add('check', at, it.detail, it.spans[0] ?? null, { type: null, value: it.result, why: it.why })
  })
  document.places.forEach((it, at) => {
    add('place', at, it.text, it.span, { type: it.kind, value: it.country, why: it.why })
  })
  document.topics.forEach((it, at) => {
    add('topic', at, it.topic, null, { type: null, value: `${it.score}`, why: hitsOf(it.hits) })
  })
  document.sectors?.forEach((it, at) => {
    add('sector', at, it.sector, null, { type: it.role, value: `${it.score}`, why: hitsOf(it.hits) })
  })
  return numbered(facts)
}

/** Without half a character at either end: no database keeps one. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, '').replace(/[\ud800-\udbff]$/, '')
}

function hitsOf(hits: readonly { pattern: string }[]): string {
  const patterns = [...new Set(hits.map(({ pattern }) => pattern))]
  return patterns.length === 0 ? 'no words of the text' : `its words: ${patterns.slice(0, 12).join(', ')}`
}

const sameWords = ({ kind, text }: { kind: FactKind; text: string }) => `${kind} ${text}`

function numbered(facts: readonly Omit<Fact, 'nth' | 'of'>[]): Fact[] {
  const counts = new Map<string, number>()
  const withPlace = facts.map((fact) => {
    const nth = counts.get(sameWords(fact)) ?? 0
    counts.set(sameWords(fact), nth + 1)
    return { ...fact, nth }
  })
  return withPlace.map((fact) => ({ ...fact, of: counts.get(sameWords(fact)) ?? 1 }))
}

export interface Address {
  kind: FactKind
  text: string
  span: Span | null
}

/** The fact of this document that is meant; undefined when it has none there. */
export function factAt(facts: readonly Fact[], { kind, text, span }: Address): Fact | undefined {
  return facts.find((fact) => fact.kind === kind && fact.text === text && sameSpan(fact.span, span))
}

function sameSpan(a: Span | null, b: Span | null): boolean {
  return a === b || (a !== null && b !== null && a.start === b.start && a.end === b.end)
}

/**
 * The judgement that counts for each fact of a document: of those about it, the latest. One that was given on another
 * version is carried over when the same words stand between the same words, or when equally many of them are there.
 */
export function judgementsFor(
  facts: readonly Fact[],
  document: Id,
  judgements: readonly KeptJudgement[],
): Map<Fact, KeptJudgement> {
  const latest = new Map<string, KeptJudgement>()
  const elsewhere = new Map<string, KeptJudgement[]>()
  for (const one of judgements) {
    for (const key of keysOf(one, one.document === document)) {
      const known = latest.get(key)
      if (!known || one.version >= known.version) latest.set(key, one)
    }
    if (one.document !== document)
      elsewhere.set(sameWords(one), [...(elsewhere.get(sameWords(one)) ?? []).slice(-fewest), one])
  }
  const found = new Map<Fact, KeptJudgement>()
  for (const fact of facts) {
    const about = [...keysOf(fact, true), ...keysOf(fact, false)].flatMap((key) => latest.get(key) ?? [])
    const cut = (elsewhere.get(sameWords(fact)) ?? []).filter((one) => standsAlike(one, fact))
    const newest = [...about, ...cut].sort((a, b) => b.version - a.version)[0]
    if (newest) found.set(fact, newest)
  }
  return found
}

const fewest = 20
const enoughChars = 16

type Placed = Pick<Fact, 'kind' | 'text' | 'span' | 'nth' | 'of' | 'before' | 'after'>

/** By these two are the same: in one document the span; between two the words around, or the place among equally many. */
function keysOf(one: Placed, inDocument: boolean): string[] {
  const words = sameWords(one)
  if (inDocument) return [`here ${one.span?.start ?? ''} ${one.span?.end ?? ''} ${words}`]
  return [`place ${one.nth} of ${one.of} ${words}`, `around ${one.before.length} ${one.before}${one.after} ${words}`]
}

/** The words around one of them are cut short by the beginning or the end of its text, and are the same as far as they go. */
function standsAlike(one: Placed, other: Placed): boolean {
  const before = one.before.endsWith(other.before) || other.before.endsWith(one.before)
  const after = one.after.startsWith(other.after) || other.after.startsWith(one.after)
  const shared = Math.min(one.before.length, other.before.length) + Math.min(one.after.length, other.after.length)
  return before && after && shared >= enoughChars
}

/** Judgements whose facts this document no longer has; those that were taken back are not missed. */
export function gone(judgements: readonly KeptJudgement[], facts: readonly Fact[]): KeptJudgement[] {
  const there = new Set(facts.map(sameWords))
  return judgements.filter((one) => one.verdict !== 'open' && !there.has(sameWords(one)))
}

/** Adds judgements to those kept: one about the same fact of the same document takes the place of the earlier one. */
export function withJudgements(
  kept: readonly KeptJudgement[],
  added: readonly FactJudgement[],
  version: number,
): KeptJudgement[] {
  const key = ({ kind, text, document, span }: FactJudgement) =>
    JSON.stringify([kind, text, document, span?.start ?? null, span?.end ?? null])
  const all = new Map(kept.map((one) => [key(one), one]))
  for (const one of added) {
    all.delete(key(one))
    all.set(key(one), { ...one, version })
  }
  return [...all.values()]
}

export function hasRoom(kept: readonly KeptJudgement[], added: number): boolean {
  return kept.length + added <= mostJudgements
}

export function isAccepted(verdict: FactVerdict | undefined): boolean {
  return verdict === 'accepted' || verdict === 'retyped'
}
