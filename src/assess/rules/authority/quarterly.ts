// The summary report of a single point of contact to ENISA, every three months: anonymised and aggregated data on what was
// notified (NIS2 Article 23(9)).
import type { Instant } from '#kernel/time.ts'
import type { Cell, QuarterlySummary } from '../../model/abroad.ts'
import type { Answer } from '../../model/verdict.ts'

export interface Counted {
  declaredAt: Instant
  sectors: readonly string[]
  countries: readonly string[]
  kinds: readonly string[]
  cause: string | null
  severity: string | null
  significant: Answer
  largeScale: boolean
}

export interface CountedDuty {
  report: string
  name: string
  inTime: boolean
}

export interface Labels {
  sector(id: string): string
  kind(id: string): string
  cause(id: string): string
}

export interface Given {
  year: number
  quarter: number
  now: Instant
  /** Counts below are not shown: whoever knows a sector well would know whom one of two incidents was about. */
  leastShown: number
  memberStates: ReadonlySet<string>
  incidents: readonly Counted[]
  duties: readonly CountedDuty[]
  declined: number
  labels: Labels
}

/** Half-open, in UTC: from the first moment of the quarter up to, but not including, the first of the next. */
export function quarterOf(year: number, quarter: number): { from: Instant; to: Instant } {
  const first = (quarter - 1) * 3
  return {
    from: new Date(Date.UTC(year, first, 1)).toISOString(),
    to: new Date(Date.UTC(year, first + 3, 1)).toISOString(),
  }
}

const unknown = 'unknown'

export function quarterlySummary(given: Given): QuarterlySummary {
  const { incidents, labels, leastShown, memberStates, year, quarter } = given
  const cells = (keysOf: (one: Counted) => readonly string[], label: (id: string) => string) =>
    cellsOf(incidents.flatMap(keysOf), label, leastShown)
  const orUnknown = (keys: readonly string[]) => (keys.length > 0 ? [...new Set(keys)] : [unknown])
  return {
    year,
    quarter,
    ...quarterOf(year, quarter),
    madeAt: given.now,
    leastShown,
    significant: incidents.filter(({ significant }) => significant === 'yes').length,
    incidents: incidents.length,
    notJudged: incidents.filter(({ significant }) => significant === 'undetermined').length,
    declined: given.declined,
    largeScale: incidents.filter(({ largeScale }) => largeScale).length,
    crossBorder: incidents.filter(({ countries }) => countries.filter((one) => memberStates.has(one)).length >= 2)
      .length,
    bySector: cells(({ sectors }) => orUnknown(sectors.map((sector) => sector.split('.')[0] ?? sector)), labels.sector),
    byKind: cells(({ kinds }) => orUnknown(kinds), labels.kind),
    byCause: cells(({ cause }) => [cause ?? unknown], labels.cause),
    bySeverity: cells(
      ({ severity }) => [severity ?? unknown],
      (id) => id,
    ),
    byMonth: cells(
      ({ declaredAt }) => [declaredAt.slice(0, 7)],
      (id) => id,
    ).sort((a, b) => (a.value < b.value ? -1 : 1)),
    reports: reportsOf(given.duties, leastShown),
    notRecorded: [
      'Cyber threats and near misses that were notified on their own: this version records incidents and reports of operators.',
    ],
  }
}

/** Most first. Small counts are hidden; were one alone hidden, the sum would give it away, so the next smallest goes with it. */
function cellsOf(keys: readonly string[], label: (id: string) => string, leastShown: number): Cell[] {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const small = sorted.filter(([, count]) => count < leastShown).length
  const hidden = small === 1 ? 2 : small
  return sorted.map(([value, count], place) => ({
    value,
    label: value === unknown ? 'not known' : label(value),
    count: place >= sorted.length - hidden ? null : count,
  }))
}

function reportsOf(duties: readonly CountedDuty[], leastShown: number): QuarterlySummary['reports'] {
  const byReport = new Map<string, CountedDuty[]>()
  for (const duty of duties) byReport.set(duty.report, [...(byReport.get(duty.report) ?? []), duty])
  return [...byReport].sort().map(([report, owed]) => {
    const shown = owed.length >= leastShown
    return {
      report,
      name: owed[0]?.name ?? report,
      owed: shown ? owed.length : null,
      inTime: shown ? owed.filter(({ inTime }) => inTime).length : null,
    }
  })
}

/** The summary as a text to read and to send on. */
export function quarterlyText(summary: QuarterlySummary, exercise: boolean): string {
  const small = `fewer than ${summary.leastShown}, or hidden with it`
  const count = (value: number | null) => (value === null ? small : String(value))
  const part = (title: string, cells: readonly Cell[]) => [
    `## ${title}`,
    '',
    ...(cells.length > 0 ? cells.map((cell) => `- ${cell.label}: ${count(cell.count)}`) : ['- none']),
    '',
  ]
  return [
    ...(exercise ? ['**EXERCISE. Nothing of this is real.**', ''] : []),
    `# Summary report, quarter ${summary.quarter} of ${summary.year} (NIS2 Article 23(9))`,
    '',
    `From ${summary.from.slice(0, 10)} up to ${summary.to.slice(0, 10)}, made ${summary.madeAt}. Anonymised and aggregated; an incident in several sectors counts in each.`,
    '',
    `- Incidents: ${summary.incidents}, of these significant: ${summary.significant}; not judged yet: ${summary.notJudged}`,
    `- Concerning two or more Member States: ${summary.crossBorder}`,
    `- Large-scale: ${summary.largeScale}`,
    `- Reports of operators that led to no incident: ${summary.declined}`,
    '',
    ...part('By sector', summary.bySector),
    ...part('By kind (RSIT)', summary.byKind),
    ...part('By root cause (CG 2018)', summary.byCause),
    ...part('By severity (CG 2018)', summary.bySeverity),
    ...part('By month', summary.byMonth),
    '## Reports that were due',
    '',
    ...summary.reports.map((one) =>
      one.owed === null
        ? `- ${one.name}: fewer than ${summary.leastShown}`
        : `- ${one.name}: ${one.owed} owed, ${one.inTime} in time`,
    ),
    ...(summary.reports.length === 0 ? ['- none'] : []),
    '',
    '## Not recorded',
    '',
    ...summary.notRecorded.map((text) => `- ${text}`),
    '',
  ].join('\n')
}
