// The adviser: why a record is marked as it is, what its content asks for, and the lowest marking that would be enough. It
// judges what it is given and lowers nothing; what only a person can read, it says so.
import type { Id } from '#kernel/id.ts'
import { type Marking, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Advice, AdviceAnswer, Asked, Bound, MarkedHow } from '../../model/advice.ts'
import type { GuidelineRule } from '../../model/guideline.ts'
import { checkGuideline, checksOf } from './check-guideline.ts'
import type { PreparedMarks } from './classified.ts'
import { type Content, contentOf } from './content.ts'

/** A record that the one judged was derived from, by its causes. */
export interface Basis {
  record: string
  id: Id
  title: string
  marking: Marking
  /** Whether whoever asks may read it; if not, it bounds all the same and is not named. */
  shown: boolean
}

export interface Adviseable {
  record: string
  state: unknown
  marking: Marking
}

/** How the marking came about, out of the entries. */
export interface MarkedBy {
  /** The actor of the journal. */
  by: string
  at: string
  /** Given when it was marked anew; null while it is marked as it was opened. */
  remarked: { reason: string } | null
  /** A record among its bases that is marked exactly so. */
  like: { record: string; title: string; shown: boolean } | null
}

export interface AdviceContext {
  marked: MarkedBy
  bases: readonly Basis[]
  rules: readonly GuidelineRule[]
  marks: PreparedMarks
}

/** Pure: the same record, entries and guideline give the same advice at every time. */
export function adviseMarking(subject: Adviseable, context: AdviceContext): Advice {
  const { marking } = subject
  const content = contentOf(subject.state)
  const asks = asksOf(content, context.rules)
  const bounds = boundsOf(marking, context.bases)
  const judged = judge(marking, asks, bounds, content, context.rules)
  const how = howOf(marking, context.marked)
  return {
    marking,
    how,
    why: whyOf(marking, how, context.marked),
    markedBy: context.marked.by,
    markedAt: context.marked.at,
    asks,
    bounds,
    ...judged,
    faults: checkGuideline(subject, { ...context, asks, content }),
  }
}

function asksOf({ found }: Content, rules: readonly GuidelineRule[]): Asked[] {
  return found.flatMap((one): Asked[] => {
    const rule = checksOf(rules, 'at-least').find(({ check }) => check.content === one.content)
    if (!rule) return []
    const tlp = one.tlp ? higher(one.tlp, rule.check.tlp) : rule.check.tlp
    const { content, sure, because, where } = one
    return [{ content, sure, because, where, tlp, rule: rule.id }]
  })
}

/** For each basis the lowest label, up to the present one, under which this record reaches nobody who may not read it. */
function boundsOf(marking: Marking, bases: readonly Basis[]): Bound[] {
  const made: Bound[] = []
  for (const { record, id, title, marking: theirs, shown } of bases) {
    const lowest = lowestWithin(marking, theirs)
    if (lowest === 'CLEAR') continue
    const basis = shown ? { record, id, title: title.slice(0, 1_000), tlp: theirs.tlp } : null
    const name = shown ? `“${title.slice(0, 200)}”, TLP:${theirs.tlp}` : 'a record that you may not read'
    const because =
      lowest === null
        ? `It rests on ${name}, and reaches further than that already. It is not lowered.`
        : `It rests on ${name}: below TLP:${lowest} it would reach somebody who may not read that.`
    made.push({ tlp: lowest ?? marking.tlp, because, basis })
  }
  return made.slice(0, 200)
}

/** Null where even the present marking reaches beyond the other one. */
export function lowestWithin(marking: Marking, basis: Marking): Tlp | null {
  for (const tlp of tlpLabels) {
    if (tlpRank(tlp) > tlpRank(marking.tlp)) return null
    if (staysWithin(loweredTo(marking, tlp), basis)) return tlp
  }
  return null
}

/** The same marking at another label: named persons go with TLP:RED, reason and review day with what needs none. */
export function loweredTo({ persons, reason, reviewOn, ...rest }: Marking, tlp: Tlp): Marking {
  if (tlp !== 'RED') return { ...rest, tlp, persons: [] }
  return { ...rest, tlp, persons, ...(reason ? { reason } : {}), ...(reviewOn ? { reviewOn } : {}) }
}

interface Judged {
  answer: AdviceAnswer
  enough: Tlp
  because: string
  toRead: string[]
}

function judge(
  marking: Marking,
  asks: readonly Asked[],
  bounds: readonly Bound[],
  content: Content,
  rules: readonly GuidelineRule[],
): Judged {
  const base = checksOf(rules, 'base')[0]?.check.tlp ?? 'AMBER+STRICT'
  const surely = asks.filter(({ sure }) => sure)
  const needed = highest([base, ...surely.map(({ tlp }) => tlp)])
  const enough = highest([needed, ...bounds.map(({ tlp }) => tlp)])
  // Where something must be looked at by a person anyway, the open question stands with the texts.
  const doubtful = asks.filter(({ sure, tlp }) => !sure && tlpRank(tlp) > tlpRank(enough))
  // A reason that somebody gave is theirs to take back.
  const given = marking.reason ? ['/marking/reason'] : []
  const toRead = [...new Set([...given, ...doubtful.flatMap(({ where }) => where), ...content.prose])].slice(0, 100)
  const now = tlpRank(marking.tlp)
  if (now < tlpRank(needed)) {
    const why = surely.filter(({ tlp }) => tlpRank(tlp) > now).map(({ because }) => because)
    const because = `TLP:${marking.tlp} is less than what it holds asks for: ${why.join(' ') || `the guideline begins at TLP:${base}.`}`
    // Whoever published something decided that; the base of the guideline does not take it back.
    if (why.length > 0) return { answer: 'raise', enough, because, toRead: [] }
    return { answer: 'fits', enough: marking.tlp, because: 'Somebody decided that it may go further.', toRead: [] }
  }
  if (now <= tlpRank(enough)) {
    const held = bounds.filter(({ tlp }) => tlpRank(tlp) === now).length
    const because =
      held > 0 && tlpRank(needed) < now
        ? 'What it rests on allows no less; lower that first, or together with it.'
        : 'Its content asks for this much.'
    return { answer: 'fits', enough, because, toRead: [] }
  }
  if (toRead.length === 0)
    return { answer: 'lower', enough, because: `Nothing in it asks for more than TLP:${enough}.`, toRead }
  const because = `A program finds nothing that asks for more than TLP:${enough}, and cannot tell what its sentences say. A person must read them first.`
  return { answer: 'read-first', enough, because, toRead }
}

function howOf(marking: Marking, { by, remarked, like }: MarkedBy): MarkedHow {
  if (remarked) return /^Release [0-9a-f-]{36}: /.test(remarked.reason) ? 'released' : 'chosen'
  if (isDefault(marking)) return 'default'
  if (like) return 'inherited'
  return by.startsWith('system:') ? 'by-the-node' : 'chosen'
}

function isDefault({ tlp, audience, persons, releasableTo, reason, pap }: Marking): boolean {
  const narrowed = audience.length + persons.length + releasableTo.length > 0
  return tlp === 'AMBER+STRICT' && !narrowed && reason === undefined && pap === undefined
}

function whyOf({ tlp, reason, reviewOn }: Marking, how: MarkedHow, { remarked, like }: MarkedBy): string[] {
  const sentences: Record<MarkedHow, string> = {
    default: 'Nobody chose a marking: without one a record is TLP:AMBER+STRICT.',
    chosen: remarked ? 'A person marked it anew.' : `Whoever opened it chose TLP:${tlp}.`,
    inherited: like?.shown
      ? `It was marked like what it rests on: “${like.title.slice(0, 200)}”.`
      : 'It was marked like what it rests on.',
    released: 'It was lowered by a release, with the approval of a second person.',
    'by-the-node': 'The node marked it when it made it.',
  }
  return [
    sentences[how],
    ...(remarked ? [`Reason given: ${remarked.reason.slice(0, 500)}`] : []),
    ...(reason ? [`Reason in the marking: ${reason}`] : []),
    ...(reviewOn ? [`To be looked at again on ${reviewOn}.`] : []),
  ]
}

export function higher(one: Tlp, other: Tlp): Tlp {
  return tlpRank(one) >= tlpRank(other) ? one : other
}

function highest(labels: readonly Tlp[]): Tlp {
  let found: Tlp = 'CLEAR'
  for (const one of labels) found = higher(found, one)
  return found
}
