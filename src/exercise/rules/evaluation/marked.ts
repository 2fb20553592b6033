// What was marked amiss: looser than what it was made from, TLP:RED that nobody looked at again, and markings that were changed afterwards.
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { instant } from '#kernel/time.ts'
import type { Finding } from '../../model/evaluation/evaluation.ts'
import { type Ledger, type Noted, proofOf } from './ledger.ts'

/**
 * These are made less restricted on purpose: each sentence of a product passes the gate when it is drafted, a release is approved by a
 * second person, and of the rest nothing of what caused it is told.
 */
const derivedOnPurpose: readonly string[] = ['share.product', 'share.productOrigin', 'share.release']

/** above 0: a is more restricted than b. */
export function compareMarkings(a: Marking, b: Marking): number {
  const ranks = tlpRank(a.tlp) - tlpRank(b.tlp)
  if (ranks !== 0) return ranks
  const readers = (one: Marking) => (one.tlp === 'RED' ? one.persons : one.audience)
  return readers(b).length - readers(a).length
}

const finding = (kind: Finding['kind'], noted: Noted, says: string, others: readonly Noted[] = []): Finding => ({
  ...{ key: `${kind}/${noted.id}`, kind, says, objective: null, expected: null },
  ...{ at: instant(new Date(noted.at)), proof: [noted, ...others].slice(0, 40).map(proofOf) },
})

const wordOf = (record: string) =>
  record.slice(record.indexOf('.') + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** `until`: the moment of the story up to which is looked, in milliseconds since 1970. */
export function markedAmiss(ledger: Ledger, until: number): Finding[] {
  const findings: Finding[] = []
  const touched = new Set<string>()
  for (const noted of ledger.entries()) {
    if (!noted.player) continue
    touched.add(noted.subject)
    const what = wordOf(noted.record)
    if (noted.markedBefore) {
      const change = compareMarkings(noted.marking, noted.markedBefore)
      const from = `TLP:${noted.markedBefore.tlp} to TLP:${noted.marking.tlp}`
      if (change > 0)
        findings.push(finding('tightened', noted, `A ${what} was marked too openly at first: from ${from}.`))
      if (change < 0) findings.push(finding('loosened', noted, `A ${what} was marked too high at first: from ${from}.`))
    }
    if (noted.version !== 1 || derivedOnPurpose.includes(noted.record)) continue
    const from = noted.cause.map((id) => ledger.byId(id)).filter((cause) => cause !== undefined)
    const stricter = from.filter((cause) => tlpRank(cause.marking.tlp) > tlpRank(noted.marking.tlp))
    const strictest = stricter.reduce<Noted | undefined>(
      (most, one) => (most && tlpRank(most.marking.tlp) >= tlpRank(one.marking.tlp) ? most : one),
      undefined,
    )
    if (strictest) {
      const source = `${wordOf(strictest.record)} that is TLP:${strictest.marking.tlp}`
      findings.push(
        finding('looser', noted, `A ${what} is TLP:${noted.marking.tlp}, and was made from a ${source}.`, stricter),
      )
    }
  }
  const today = instant(new Date(until)).slice(0, 10)
  for (const noted of ledger.newest()) {
    const { tlp, reviewOn } = noted.marking
    if (tlp !== 'RED' || !touched.has(noted.subject)) continue
    if (reviewOn !== undefined && reviewOn >= today) continue
    const since = reviewOn === undefined ? 'no day is named for that' : `that was due on ${reviewOn}`
    findings.push(
      finding(
        'red-unreviewed',
        noted,
        `A ${wordOf(noted.record)} is TLP:RED and nobody looked at that again: ${since}.`,
      ),
    )
  }
  return findings
}
