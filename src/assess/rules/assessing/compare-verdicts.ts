// What changes between two verdicts: answers, and reports that come, go, move, become firm or open.
import type { OutputOf } from '#kernel/contract.ts'
import type { whatIf } from '../../api/assessments.ts'
import type { RegimeVerdict, ReportDue, Verdict } from '../../model/verdict.ts'

export type VerdictChange = OutputOf<typeof whatIf>['changes'][number]
type ReportChange = VerdictChange['reports'][number]

export function compareVerdicts(before: Verdict, after: Verdict): VerdictChange[] {
  const ids = new Set([...before.regimes, ...after.regimes].map((one) => one.id))
  const of = (verdict: Verdict, id: string) => verdict.regimes.find((one) => one.id === id)
  return [...ids].flatMap((id) => {
    const [was, is] = [of(before, id), of(after, id)]
    const [from, to] = [was?.verdict ?? 'no', is?.verdict ?? 'no']
    const reports = compareReports(was, is)
    const title = is?.title ?? was?.title ?? id
    return from === to && reports.length === 0 ? [] : [{ regime: id, title, from, to, reports }]
  })
}

function compareReports(was: RegimeVerdict | undefined, is: RegimeVerdict | undefined): ReportChange[] {
  const owed = (regime: RegimeVerdict | undefined) =>
    new Map((regime && regime.verdict !== 'no' ? regime.reports : []).map((report) => [report.id, report]))
  const [before, after] = [owed(was), owed(is)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [one, other] = [before.get(id), after.get(id)]
    const change = changeOf(one, other)
    const name = other?.name ?? one?.name ?? id
    return change ? [{ id, name, change, from: one?.due ?? null, to: other?.due ?? null }] : []
  })
}

function changeOf(was: ReportDue | undefined, is: ReportDue | undefined): ReportChange['change'] | null {
  if (!was) return is ? 'comes' : null
  if (!is) return 'goes'
  if (was.standing !== is.standing) return is.standing === 'runs' ? 'becomes firm' : 'becomes open'
  return was.due === is.due ? null : 'moves'
}
