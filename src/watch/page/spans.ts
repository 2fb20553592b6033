// Text cut where facts begin and end: each piece knows the facts that stand on it.
import type { Span } from '../model.ts'

export const factKinds = ['claim', 'check', 'name', 'figure', 'time', 'place', 'topic', 'sector'] as const
/** A kind of fact of the rules; `suggestion` is what a machine suggested. */
export type FactKind = (typeof factKinds)[number] | 'suggestion'

/** One fact as the screen shows it: where it stands, what it is, and why the rules think so. */
export interface Fact {
  id: string
  kind: FactKind
  /** What it is: the country, the name, the words of the claim. */
  title: string
  /** What is said about it, in a few words. */
  says?: string
  why: string
  spans: readonly Span[]
  /** What belongs to it elsewhere in the text: who holds a claim, its evidence, what a figure counts. */
  also?: readonly Span[]
  /** Its places in the list of its kind in the document: one line stands for all mentions of a country. */
  at: readonly number[]
}

export interface TextPiece {
  start: number
  text: string
  facts: readonly Fact[]
  /** Facts that this piece only belongs to. */
  also: readonly Fact[]
}

interface Placed {
  start: number
  end: number
  fact: Fact
  own: boolean
}

/** Pieces that together are the text, exactly. Spans that lie outside of it are left out. */
export function cutText(text: string, facts: readonly Fact[]): TextPiece[] {
  const placed = facts.flatMap((fact): Placed[] => [
    ...within(text, fact.spans).map((span) => ({ ...span, fact, own: true })),
    ...within(text, fact.also ?? []).map((span) => ({ ...span, fact, own: false })),
  ])
  const starting = [...placed].sort((a, b) => a.start - b.start)
  const edges = [...new Set([0, text.length, ...placed.flatMap((it) => [it.start, it.end])])].sort((a, b) => a - b)
  const pieces: TextPiece[] = []
  let next = 0
  let open: Placed[] = []
  for (let n = 0; n + 1 < edges.length; n++) {
    const start = edges[n] ?? 0
    const end = edges[n + 1] ?? start
    open = open.filter((it) => it.end > start)
    for (let one = starting[next]; one && one.start <= start; one = starting[++next]) open.push(one)
    const own = open.filter((it) => it.own).sort(narrowFirst)
    pieces.push({
      start,
      text: text.slice(start, end),
      facts: [...new Set(own.map((it) => it.fact))],
      also: [...new Set(open.filter((it) => !it.own).map((it) => it.fact))],
    })
  }
  return pieces
}

/** Of facts on the same words the shortest comes first: a name inside of a claim is what was pointed at. */
function narrowFirst(a: Placed, b: Placed): number {
  return a.end - a.start - (b.end - b.start)
}

function within(text: string, spans: readonly Span[]): Span[] {
  return spans.filter((span) => span.start >= 0 && span.end <= text.length && span.start < span.end)
}
