// Admiralty ratings: each rater kept apart, how far they are from each other, and what a machine may at most propose.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { type InformationGrade, type Rating, type SourceGrade, sourceGrades } from '../../model/ledger.ts'
import type { ClaimRole } from '../../model.ts'

export interface Given<V> {
  by: Id
  value: V
  because: string | null
  at: Instant
}

/** One of the two axes. `spread` counts steps between the best and the worst grade; F and 6 lie outside the scale. */
export interface Axis<V> {
  given: Given<V>[]
  best: V | null
  worst: V | null
  spread: number
  /** How many raters said that it cannot be judged. */
  cannotJudge: number
}

export interface RatingView {
  source: Axis<SourceGrade>
  information: Axis<InformationGrade>
  /** `F6` while nobody rated; `B2` where all agree; `B-D 2` where they do not. */
  code: string
  ratedBy: number
}

export function ratingView(ratings: readonly Rating[]): RatingView {
  const source = axis<SourceGrade>(
    ratings.flatMap(({ by, source }) => (source ? [{ by, ...source }] : [])),
    (value) => sourceGrades.indexOf(value),
    (value) => value === 'F',
  )
  const information = axis<InformationGrade>(
    ratings.flatMap(({ by, information }) => (information ? [{ by, ...information }] : [])),
    (value) => value,
    (value) => value === 6,
  )
  const raters = new Set([...source.given, ...information.given].map(({ by }) => by))
  const [left, right] = [range(source, 'F'), range(information, '6')]
  const code = left.length + right.length === 2 ? `${left}${right}` : `${left} ${right}`
  return { source, information, code, ratedBy: raters.size }
}

function axis<V>(given: Given<V>[], place: (value: V) => number, outside: (value: V) => boolean): Axis<V> {
  const judged = given.map(({ value }) => value).filter((value) => !outside(value))
  const sorted = [...judged].sort((a, b) => place(a) - place(b))
  const best = sorted[0] ?? null
  const worst = sorted.at(-1) ?? null
  const spread = best === null || worst === null ? 0 : place(worst) - place(best)
  return { given, best, worst, spread, cannotJudge: given.length - judged.length }
}

function range<V>({ best, worst }: Axis<V>, unrated: string): string {
  if (best === null || worst === null) return unrated
  return best === worst ? `${best}` : `${best}-${worst}`
}

export function ratingBy(ratings: readonly Rating[], by: Id): Rating {
  return ratings.find((one) => one.by === by) ?? { by, source: null, information: null }
}

/** What is looked at to find out whether sources agree independently of each other. */
export interface Voice {
  id: Id
  holder: string | null
  role: ClaimRole
  outlet: string | null
  via: string | null
  wireGroup: string | null
  item: Id | null
  /** A retracted claim has no voice. */
  standing: boolean
}

export interface Proposal {
  /** Only ever "confirmed by other sources", and only as a proposal: a person rates. */
  information: 1
  /** At most C where the source is not named: nobody can know its record. */
  sourceAtMost: SourceGrade | null
  holders: { claim: Id; holder: string; outlet: string | null }[]
  why: string
}

/**
 * Proposes "1, confirmed by other sources" when at least two named holders say the same in different wire groups or
 * outlets. A text that ten papers print is one source, and so is one holder whom ten papers quote.
 */
export function proposalFor(claim: Voice, agreeing: readonly Voice[]): Proposal | null {
  if (!claim.standing) return null
  const holders = independent([claim, ...agreeing].filter(({ standing }) => standing))
  if (holders.length < 2) return null
  const sourceAtMost = isNamed(claim.role) && claim.holder !== null ? null : 'C'
  const cap = sourceAtMost === null ? '' : ' The source of this claim is not named, so no better than C.'
  return {
    information: 1,
    sourceAtMost,
    holders,
    why: `${holders.length} named holders say so independently: ${holders.map(({ holder }) => holder).join(', ')}.${cap}`,
  }
}

/**
 * As many holders as can be given an origin each of their own (Kuhn's matching): who is quoted in two outlets may stand
 * for either of them, so that the other is left to somebody who was quoted in that one alone.
 */
function independent(voices: readonly Voice[]): Proposal['holders'] {
  const byHolder = new Map<string, Voice[]>()
  for (const voice of voices) {
    if (voice.holder === null || !isNamed(voice.role)) continue
    const holder = folded(voice.holder)
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), voice])
  }
  const standsFor = new Map<string, { holder: string; voice: Voice }>()
  const place = (holder: string, tried: Set<string>): boolean => {
    for (const voice of byHolder.get(holder) ?? []) {
      const origin = originOf(voice)
      if (tried.has(origin)) continue
      tried.add(origin)
      const there = standsFor.get(origin)
      if (there && !place(there.holder, tried)) continue
      standsFor.set(origin, { holder, voice })
      return true
    }
    return false
  }
  for (const holder of byHolder.keys()) place(holder, new Set())
  return [...standsFor.values()].map(({ voice: { id, holder, outlet, via } }) => ({
    claim: id,
    holder: holder ?? '',
    outlet: outlet ?? via,
  }))
}

function isNamed(role: ClaimRole): boolean {
  return role !== 'anonymous' && role !== 'unattributed'
}

/** Where the words came from: copies of one wire text are one origin, then the outlet, then the item itself. */
function originOf({ wireGroup, outlet, item, id }: Voice): string {
  if (wireGroup !== null) return `wire ${wireGroup}`
  if (outlet !== null) return `outlet ${folded(outlet)}`
  return `item ${item ?? id}`
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
