// The facts of a document as the screen shows them: claims first, then checks, names, figures, times, places, topics.
import type { Document } from '../../api.ts'
import type { CheckFact, ClaimFact, FigureFact, Span, TimeFact } from '../../model.ts'
import type { Fact } from '../spans.ts'
import {
  checkWord,
  classWord,
  evidenceWord,
  figureValue,
  nameTypeWord,
  resultWord,
  roleWord,
  timeWord,
} from './fact-words.ts'

export interface Naming {
  country: (code: string) => string
  topic: (topic: string) => string
  sector: (sector: string) => string
}

/** In the order in which they are read. */
export function factsOf(document: Document, naming: Naming): Fact[] {
  return [
    ...(document.claims ?? []).map(claimOf),
    ...checksOf(document),
    ...namesOf(document),
    ...(document.figures ?? []).map(figureOf),
    ...document.times.map(timeOf),
    ...placesOf(document, naming),
    ...topicsOf(document, naming),
    ...sectorsOf(document, naming),
    ...suggestionsOf(document),
  ]
}

function claimOf(claim: ClaimFact, n: number): Fact {
  const { kind, what } = claim.evidence
  return {
    id: `claim-${claim.id}`,
    kind: 'claim',
    title: claim.text,
    says: [claim.holder ?? roleWord('unattributed'), classWord(claim.class), evidenceWord(kind, what)].join(' · '),
    why: claim.why,
    spans: [claim.span],
    also: present(claim.holderSpan, claim.cueSpan, claim.evidence.span, claim.promise?.dueSpan),
    at: [n],
  }
}

function checksOf(document: Document): Fact[] {
  const checks = (document.checks ?? []).map((check, n) => ({ check, n }))
  // What a person should look at stands before what agrees.
  checks.sort((a, b) => results.indexOf(a.check.result) - results.indexOf(b.check.result))
  return checks.map(({ check, n }) => ({
    id: `check-${n}`,
    kind: 'check',
    title: checkWord(check.kind),
    says: `${resultWord(check.result)} · ${check.detail}`,
    why: check.why,
    spans: check.spans,
    at: [n],
  }))
}

const results: readonly CheckFact['result'][] = ['check', 'info', 'agrees']

function namesOf(document: Document): Fact[] {
  return (document.names ?? []).map((name, n) => ({
    id: `name-${n}`,
    kind: 'name',
    title: name.text,
    says: name.type ? nameTypeWord(name.type) : nameTypeWord(null),
    why: name.why,
    spans: distinct([name.span, ...name.mentions]),
    at: [n],
  }))
}

function figureOf(figure: FigureFact, n: number): Fact {
  return {
    id: `figure-${n}`,
    kind: 'figure',
    title: figure.text,
    says: figureValue(figure),
    why: figure.why,
    spans: [figure.span],
    also: present(figure.ofSpan),
    at: [n],
  }
}

function timeOf(time: TimeFact, n: number): Fact {
  return {
    id: `time-${n}`,
    kind: 'time',
    title: time.text,
    says: timeWord(time),
    why: time.why,
    spans: [time.span],
    at: [n],
  }
}

/** A country is one line, with all places in it. */
function placesOf(document: Document, { country }: Naming): Fact[] {
  const byCountry = new Map<string, { spans: Span[]; at: number[]; words: Set<string>; why: string; unsure: boolean }>()
  for (const [n, place] of document.places.entries()) {
    const known = byCountry.get(place.country) ?? { spans: [], at: [], words: new Set(), why: place.why, unsure: true }
    known.spans.push(place.span)
    known.at.push(n)
    known.words.add(place.text)
    known.unsure &&= place.ambiguous
    byCountry.set(place.country, known)
  }
  return [...byCountry].map(([code, { spans, at, words, why, unsure }]) => {
    const named = country(code)
    const others = [...words].filter((word) => word !== named).slice(0, 8)
    return {
      id: `place-${code}`,
      kind: 'place',
      title: named,
      says: [others.join(', '), unsure ? 'may mean something else' : ''].filter(Boolean).join(' · '),
      why,
      spans,
      at,
    }
  })
}

function topicsOf(document: Document, { topic }: Naming): Fact[] {
  return document.topics.map((found, n) => ({
    id: `topic-${found.topic}`,
    kind: 'topic',
    title: topic(found.topic),
    says: `score ${short(found.score)}`,
    why: hitsWhy(found.hits, document.text),
    spans: found.hits.map((hit) => hit.span),
    at: [n],
  }))
}

function sectorsOf(document: Document, { sector }: Naming): Fact[] {
  return (document.sectors ?? []).map((found, n) => ({
    id: `sector-${found.sector}`,
    kind: 'sector',
    title: sector(found.sector),
    says: [
      found.role === 'touched' ? 'only as a customer or neighbour' : `score ${short(found.score)}`,
      found.from === 'register' ? 'by the register of organisations' : '',
    ]
      .filter(Boolean)
      .join(' · '),
    why: hitsWhy(found.hits, document.text),
    spans: found.hits.map((hit) => hit.span),
    at: [n],
  }))
}

function suggestionsOf({ suggestions }: Document): Fact[] {
  if (!suggestions) return []
  const why = `Suggested by ${suggestions.model}; the words stand in the text, what it makes of them nobody has checked.`
  return [
    ...suggestions.claims.map(
      (claim, n): Fact => ({
        id: `suggested-claim-${n}`,
        kind: 'suggestion',
        title: claim.text,
        says: [claim.holder ?? roleWord('unattributed'), classWord(claim.class)].join(' · '),
        why,
        spans: [claim.span],
        also: present(claim.holderSpan),
        at: [n],
      }),
    ),
    ...suggestions.names.map(
      (name, n): Fact => ({
        id: `suggested-name-${n}`,
        kind: 'suggestion',
        title: name.text,
        says: nameTypeWord(name.type),
        why,
        spans: [name.span],
        at: [n],
      }),
    ),
  ]
}

function hitsWhy(hits: readonly { pattern: string; span: Span; where: string }[], text: string): string {
  const words = [...new Set(hits.map((hit) => text.slice(hit.span.start, hit.span.end)).filter(Boolean))]
  const listed = words.slice(0, 6).map((word) => `"${word}"`)
  if (listed.length === 0) return 'It follows from a name that the register of organisations knows.'
  return `Its words speak for it: ${listed.join(', ')}${words.length > 6 ? ' and more' : ''}.`
}

function short(score: number): number {
  return Math.round(score * 100) / 100
}

function present(...spans: (Span | null | undefined)[]): Span[] {
  return spans.filter((span): span is Span => span !== null && span !== undefined)
}

function distinct(spans: readonly Span[]): Span[] {
  const seen = new Set<string>()
  return spans.filter(({ start, end }) => {
    const key = `${start}-${end}`
    return seen.has(key) ? false : seen.add(key)
  })
}
