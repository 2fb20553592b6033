// Deadlines: that their anchors exist, that dates and reports they wait for can come, and that no clock waits for itself.
import type { Deadline, DutyReport, Regime } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { fault, type Names, type Placed } from './check-places.ts'

interface At {
  file: string
  field: string
}

/** Anchors that a deadline starts from, with where each is named. */
export function anchorsOf(deadline: Deadline, field = ''): { anchor: string; field: string }[] {
  switch (deadline.kind) {
    case 'within':
      return [{ anchor: deadline.from, field: `${field}/from` }]
    case 'promptly':
      return deadline.from ? [{ anchor: deadline.from, field: `${field}/from` }] : []
    case 'earliest': {
      const parts = deadline.of.flatMap((part, place) => anchorsOf(part, `${field}/of/${place}`))
      const { exception } = deadline
      if (!exception) return parts
      return [
        ...parts,
        { anchor: exception.anchor, field: `${field}/exception/anchor` },
        { anchor: exception.from, field: `${field}/exception/from` },
        ...anchorsOf(exception.deadline, `${field}/exception/deadline`),
      ]
    }
    case 'after_period': {
      const inner = anchorsOf(deadline.period, `${field}/period`)
      return deadline.unless ? [...inner, { anchor: deadline.unless, field: `${field}/unless` }] : inner
    }
    default:
      return []
  }
}

/** `report_submitted:initial_notification` to what it speaks of; null for an anchor that is no report's. */
function reportOf(anchor: string, own: string): { regime: string; report: string } | null {
  const found = /^report_(?:submitted|received):(?:([a-z0-9-]+)[/])?([a-z0-9_]+)$/.exec(anchor)
  return found ? { regime: found[1] ?? own, report: found[2] ?? '' } : null
}

/** Why an anchor that is named in `regime` cannot be, or null. */
export function anchorFault(anchor: string, regime: string, names: Names): string | null {
  if (names.anchors.has(anchor)) return null
  const about = reportOf(anchor, regime)
  if (!about) return `There is no anchor '${anchor}' in law.json.${names.hint(anchor, names.anchors)}`
  const there = names.regimes.get(about.regime)
  if (!there) return `There is no regime '${about.regime}'.${names.hint(about.regime, names.regimes.keys())}`
  if (there.reports.some(({ id }) => id === about.report)) return null
  const known = there.reports.map(({ id }) => id)
  return `The regime '${about.regime}' has no report '${about.report}'.${names.hint(about.report, known)}`
}

export function deadlineFaults(deadline: Deadline, at: At, regime: string, names: Names): LawFault[] {
  const faults = anchorsOf(deadline).flatMap(({ anchor, field }) => {
    const reason = anchorFault(anchor, regime, names)
    return reason ? [fault(at, field, reason)] : []
  })
  if (deadline.kind === 'earliest') {
    for (const [place, part] of deadline.of.entries())
      if (part.kind !== 'within' && part.kind !== 'earliest')
        faults.push(fault(at, `/of/${place}/kind`, 'Only limits that end can be compared: use within.'))
  }
  return faults
}

/**
 * Reports that no anchor can ever start: they wait for each other, or for themselves. A report whose deadline needs no
 * other report can be sent; then those that wait for it can, and so on.
 */
export function unstartable(place: Placed<Regime>, latestOf: ReadonlyMap<string, readonly string[]>): LawFault[] {
  const { id: own, reports } = place.it
  const sent = new Set<string>()
  for (let grew = true; grew; ) {
    grew = false
    for (const report of reports) {
      if (sent.has(report.id) || !canStart(report, own, sent, latestOf)) continue
      sent.add(report.id)
      grew = true
    }
  }
  return reports.flatMap((report, at) => {
    if (sent.has(report.id)) return []
    const waits = anchorsOf(report.deadline).map(({ anchor }) => anchor)
    const reason = `The clock of '${report.id}' can never start: it waits for ${waits.join(' and ')}, which waits for it.`
    return [fault(place, `/reports/${at}/deadline`, reason)]
  })
}

function canStart(
  { deadline }: DutyReport,
  own: string,
  sent: ReadonlySet<string>,
  latestOf: ReadonlyMap<string, readonly string[]>,
): boolean {
  const anchors = anchorsOf(deadline).map(({ anchor }) => anchor)
  if (anchors.length === 0) return true
  return anchors.some((anchor) =>
    (latestOf.get(anchor) ?? [anchor]).some((one) => {
      const about = reportOf(one, own)
      return !about || about.regime !== own || sent.has(about.report)
    }),
  )
}
