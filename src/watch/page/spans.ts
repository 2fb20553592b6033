// Text cut where facts begin and end: each piece knows the facts that stand on it.
import type { Document } from '../api.ts'

export type FactKind = 'time' | 'place' | 'topic' | 'sector'

export interface Fact {
  id: string
  kind: FactKind
  /** What it is: the country, the moment, the topic. */
  title: string
  /** Why the rules think so. */
  why: string
  spans: readonly { start: number; end: number }[]
}

export interface TextPiece {
  start: number
  text: string
  facts: readonly Fact[]
}

export function factsOf(
  document: Document,
  words: { country: (code: string) => string; topic: (topic: string) => string; sector?: (sector: string) => string },
): Fact[] {
  const times = document.times.map(
    (time, n): Fact => ({
      id: `time-${n}`,
      kind: 'time',
      title: time.value ?? time.shape,
      why: [time.kind, time.floating ? 'counts from the publication' : '', time.why].filter(Boolean).join(' · '),
      spans: [time.span],
    }),
  )
  const byCountry = new Map<string, Fact & { spans: { start: number; end: number }[] }>()
  for (const place of document.places) {
    const known = byCountry.get(place.country)
    if (known) known.spans.push(place.span)
    else {
      byCountry.set(place.country, {
        id: `place-${place.country}`,
        kind: 'place',
        title: words.country(place.country),
        why: [place.ambiguous ? 'may mean something else' : '', place.why].filter(Boolean).join(' · '),
        spans: [place.span],
      })
    }
  }
  const topics = document.topics.map(
    (topic): Fact => ({
      id: `topic-${topic.topic}`,
      kind: 'topic',
      title: words.topic(topic.topic),
      why: `score ${Math.round(topic.score * 100) / 100}`,
      spans: topic.hits.map((hit) => hit.span),
    }),
  )
  const sectors = (document.sectors ?? []).map(
    (sector): Fact => ({
      id: `sector-${sector.sector}`,
      kind: 'sector',
      title: words.sector?.(sector.sector) ?? sector.sector,
      why:
        sector.role === 'touched' ? 'only as a customer or neighbour' : `score ${Math.round(sector.score * 100) / 100}`,
      spans: sector.hits.map((hit) => hit.span),
    }),
  )
  return [...topics, ...sectors, ...byCountry.values(), ...times]
}

/** Pieces that together are the text, exactly. Spans that lie outside of it are left out. */
export function cutText(text: string, facts: readonly Fact[]): TextPiece[] {
  const placed = facts.flatMap((fact) =>
    fact.spans
      .filter((span) => span.start >= 0 && span.end <= text.length && span.start < span.end)
      .map((span) => ({ ...span, fact })),
  )
  const edges = [...new Set([0, text.length, ...placed.flatMap((it) => [it.start, it.end])])].sort((a, b) => a - b)
  const pieces: TextPiece[] = []
  for (let n = 0; n + 1 < edges.length; n++) {
    const start = edges[n] ?? 0
    const end = edges[n + 1] ?? start
    pieces.push({
      start,
      text: text.slice(start, end),
      facts: placed.filter((it) => it.start <= start && it.end >= end).map((it) => it.fact),
    })
  }
  return pieces
}
