// In which order verdicts are read at three in the morning: what runs out first, then what is open, then the rest folded.
import type { RegimeVerdict, ReportDue } from '../../../model/verdict.ts'

export interface Ordered {
  yes: RegimeVerdict[]
  open: RegimeVerdict[]
  no: RegimeVerdict[]
  /** Nobody must report, and everybody may. */
  invited: RegimeVerdict[]
  /** Does not concern the organisation, or another regime takes its place. */
  elsewhere: RegimeVerdict[]
}

export function orderVerdicts(verdicts: readonly RegimeVerdict[]): Ordered {
  const ordered: Ordered = { yes: [], open: [], no: [], invited: [], elsewhere: [] }
  for (const it of verdicts) {
    if (it.verdict === 'yes') ordered.yes.push(it)
    else if (it.verdict === 'undetermined') ordered.open.push(it)
    else if (it.applies === 'no' || it.displacedBy) ordered.elsewhere.push(it)
    else if (isInvitation(it)) ordered.invited.push(it)
    else ordered.no.push(it)
  }
  ordered.yes.sort((a, b) => firstDue(a).localeCompare(firstDue(b)))
  ordered.open.sort((a, b) => a.missing.length - b.missing.length || firstDue(a).localeCompare(firstDue(b)))
  return ordered
}

/** A regime without a duty answers no, and lists what may be sent all the same. */
export function isInvitation(verdict: RegimeVerdict): boolean {
  return verdict.verdict === 'no' && verdict.applies !== 'no' && verdict.reports.length > 0
}

/** The report that runs out next: not handed in, with a moment. */
export function nextReport(verdict: RegimeVerdict): ReportDue | null {
  let next: ReportDue | null = null
  for (const report of verdict.reports) {
    if (report.submitted !== null || report.due === null) continue
    if (next === null || (next.due ?? '') > report.due) next = report
  }
  return next
}

const last = '9999'

function firstDue(verdict: RegimeVerdict): string {
  return nextReport(verdict)?.due ?? last
}

/** Everybody who receives a report of the regime, once each, in the order of the reports. */
export function recipientsOf(verdict: RegimeVerdict): string[] {
  return [...new Set(verdict.reports.flatMap((report) => report.recipients))]
}
