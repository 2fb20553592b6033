// Which rules of a guideline a record breaks. Days that pass are no part of this: they are asked for when somebody looks.
import { lacksJustification, type Marking, tlpRank } from '#kernel/marking.ts'
import type { Asked, Fault } from '../../model/advice.ts'
import type { Check, GuidelineRule, GuidelineText } from '../../model/guideline.ts'
import { findClassified, type PreparedMarks } from './classified.ts'
import type { Content } from './content.ts'

export interface Checkable {
  record: string
  marking: Marking
}

export interface CheckContext {
  rules: readonly GuidelineRule[]
  marks: PreparedMarks
  marked: { at: string }
  asks: readonly Asked[]
  content: Content
}

/** The rules of one kind, with their check as that kind. */
export function checksOf<K extends Check['is']>(
  rules: readonly GuidelineRule[],
  kind: K,
): (GuidelineRule & { check: Extract<Check, { is: K }> })[] {
  return rules.filter((rule): rule is GuidelineRule & { check: Extract<Check, { is: K }> } => rule.check.is === kind)
}

export function checkGuideline({ record, marking }: Checkable, context: CheckContext): Fault[] {
  const { rules, asks, content, marks, marked } = context
  const rank = tlpRank(marking.tlp)
  const faults: Fault[] = []
  for (const { id, check } of rules) {
    if (check.is === 'at-least') {
      const short = asks.find(({ rule, sure, tlp }) => rule === id && sure && tlpRank(tlp) > rank)
      if (short) faults.push({ rule: id, text: `${short.because} It asks for TLP:${short.tlp}.` })
    } else if (check.is === 'at-most') {
      if (check.records.includes(record) && rank > tlpRank(check.tlp))
        faults.push({ rule: id, text: `Records of this kind are marked at most TLP:${check.tlp}.` })
    } else if (check.is === 'reason') {
      if (rank >= tlpRank(check.from) && !marking.reason) faults.push({ rule: id, text: 'It gives no reason.' })
    } else if (check.is === 'review') {
      const text = rank >= tlpRank(check.from) ? reviewFault(marking, marked.at, check.withinDays) : null
      if (text) faults.push({ rule: id, text })
    } else if (check.is === 'no-classified') {
      const found = content.texts.flatMap(({ where, text }) =>
        findClassified(text, marks).findings.map((one) => ({ ...one, where })),
      )
      const mark = found.find(({ is }) => is === 'mark') ?? found.find(({ is }) => is === 'ask')
      if (mark) {
        const sure = mark.is === 'mark'
        const text = sure
          ? `It carries a mark of classified information (${mark.level}) in ${mark.where}. Tell the security officer.`
          : `What stands in ${mark.where} may be a mark of classified information: a person must look.`
        faults.push({ rule: id, text })
      }
    }
  }
  return faults
}

function reviewFault({ reviewOn }: Marking, markedAt: string, withinDays: number): string | null {
  if (!reviewOn) return 'It has no day of review.'
  const latest = Date.parse(markedAt.slice(0, 10)) + withinDays * 86_400_000
  return Date.parse(reviewOn) > latest ? `Its day of review is more than ${withinDays} days after it was marked.` : null
}

/** What a guideline asks of a marking that somebody is about to set: null, or the sentence that refuses it. */
export function refusesMarking(marking: Marking, rules: readonly GuidelineRule[], now: string): string | null {
  if (lacksJustification(marking)) return 'TLP:RED needs a reason and a day of review.'
  const rank = tlpRank(marking.tlp)
  for (const { check } of rules) {
    if (check.is === 'reason' && rank >= tlpRank(check.from) && !marking.reason)
      return 'The guideline asks for a reason.'
    if (check.is !== 'review' || rank < tlpRank(check.from)) continue
    const text = reviewFault(marking, now, check.withinDays)
    if (text) return text
  }
  return null
}

/** What a guideline says against itself: null where it holds together. */
export function contradictionIn({ sections, rules }: GuidelineText): string | null {
  const ids = [...sections, ...rules].map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice) return `${twice} stands twice.`
  for (const kind of ['base', 'no-classified'] as const) {
    const [, second] = checksOf(rules, kind)
    if (second) return `${second.id}: there is another rule that says ${kind}.`
  }
  const least = checksOf(rules, 'at-least')
  const again = least.find(({ check }, at) => least.findIndex((one) => one.check.content === check.content) !== at)
  if (again) return `${again.id}: another rule speaks of ${again.check.content} already.`
  return null
}
