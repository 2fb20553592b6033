// Many complaints or many people who complain? Few reporters, copied texts and one network lower what reports weigh.

export interface ReportsSeen {
  reports: number
  /** Different reporters, by keyed hash; null: not counted. */
  reporters: number | null
  /** Reports by the one who reported most, of the text that came most, and from the network that sent most; null: not kept. */
  mostByReporter: number | null
  mostByText: number | null
  mostByNetwork: number | null
  /** How much of usual complaints the greatest network sends; null: not known. */
  usualNetworkShare: number | null
}

export interface BrigadingVerdict {
  verdict: 'people' | 'brigading' | 'undetermined'
  /** What the reports are worth, 0 to 1: multiply their number by it. */
  weight: number
  because: string[]
  missing: string[]
}

const leastReports = 15

/** Never throws. Too few reports, or nothing known of reporters and texts: undetermined, at half of the weight that is certain. */
export function judgeBrigading(seen: ReportsSeen): BrigadingVerdict {
  const because: string[] = []
  const missing: string[] = []
  const factors = [fewReporters, loudest, copied, oneNetwork].map((sign) => sign(seen, because, missing))
  const weight = round(Math.min(...factors, 1))
  if (seen.reports < leastReports)
    return { verdict: 'undetermined', weight, because: [...because, `Only ${seen.reports} reports.`], missing }
  if (seen.reporters === null && seen.mostByText === null)
    return { verdict: 'undetermined', weight: Math.min(weight, 0.5), because, missing }
  return { verdict: weight < 0.35 ? 'brigading' : weight < 0.6 ? 'undetermined' : 'people', weight, because, missing }
}

const round = (value: number) => Math.round(value * 1000) / 1000
const percent = (share: number) => `${Math.round(100 * share)} %`

function fewReporters({ reports, reporters }: ReportsSeen, because: string[], missing: string[]): number {
  if (reporters === null) {
    missing.push('how many different people reported')
    return 1
  }
  const each = reports / Math.max(1, reporters)
  because.push(`${Math.round(reporters)} reporters sent ${reports} reports.`)
  // One report each, and a second after it did not help: what is above counts little.
  return each <= 1.5 ? 1 : 1.5 / each
}

function loudest({ reports, mostByReporter }: ReportsSeen, because: string[], missing: string[]): number {
  if (mostByReporter === null) {
    missing.push('how much the most active reporter sent')
    return 1
  }
  const share = mostByReporter / Math.max(1, reports)
  if (share < 0.2 || reports < leastReports) return 1
  because.push(`One reporter sent ${percent(share)} of them.`)
  return 1 - share
}

/** Short texts agree by chance, so a third of one text is nothing; nine tenths of one text is one voice. */
function copied({ reports, mostByText }: ReportsSeen, because: string[], missing: string[]): number {
  if (mostByText === null) {
    missing.push('whether texts are copied')
    return 1
  }
  const share = mostByText / Math.max(1, reports)
  if (share < 0.4 || reports < leastReports) return 1
  because.push(`${percent(share)} of them have the same text.`)
  return Math.max(0.05, 1.4 - 1.4 * share)
}

function oneNetwork(
  { reports, mostByNetwork, usualNetworkShare }: ReportsSeen,
  because: string[],
  missing: string[],
): number {
  if (mostByNetwork === null) {
    missing.push('which networks reports come from')
    return 1
  }
  const share = mostByNetwork / Math.max(1, reports)
  const usual = usualNetworkShare ?? 0.3
  if (share < Math.max(0.5, usual + 0.3) || reports < leastReports) return 1
  because.push(
    `${percent(share)} of them come from one network, usually ${usualNetworkShare === null ? 'not known' : percent(usual)}.`,
  )
  // Also what an outage of one provider looks like, so alone it only lowers to doubt.
  return 0.5
}
