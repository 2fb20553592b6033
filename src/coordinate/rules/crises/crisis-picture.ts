// The unified picture of one crisis: sectors by countries, domain by domain, in time, and what is not known.

import { type PictureCell, type SeverityColour, severityColours } from '#assess/model.ts'
import { factFrom } from '#assess/rules/fact-from.ts'
import { pictureOf } from '#assess/rules/picture.ts'
import { columns, rows, type Thresholds } from '#assess/rules/picture-facts.ts'
import type { Instant } from '#kernel/time.ts'
import type { Strand } from '../../model/crisis.ts'
import type { CrisisCell, CrisisPicture, CrisisTotals } from '../../model/crisis-room.ts'
import type { ReadableFacts } from './crisis-facts.ts'
import { type Domain, domainsOf } from './domains.ts'
import { notKnownIn } from './not-known.ts'
import { momentsOf } from './timeline.ts'
import { worstOf } from './worst.ts'

export interface PictureMeans {
  thresholds: Thresholds
  domains: readonly Domain[]
  /** Whether this reader may be told how many records are withheld. */
  tellsWithheld: boolean
}

const mostNotKnown = 200
const nothingNew = { total: 0, newest: [] }

/** `facts` hold only what the reader may read; `now` is the moment that is shown. */
export function crisisPicture(facts: ReadableFacts, now: Instant, means: PictureMeans): CrisisPicture {
  const { id, state } = { id: facts.crisis.id, state: facts.state }
  const counted = countedIncidents(facts, now, means.thresholds)
  const notKnown = notKnownIn(facts)
  return {
    at: now,
    ...{ crisis: id, reference: state.reference, title: state.title, kind: state.kind, status: state.status },
    totals: totalsOf(facts, counted),
    matrix: matrixOf(counted.matrix, state.strands),
    domains: domainsOf(facts, means.domains, counted.totals.open),
    timeline: momentsOf(facts),
    notKnown: notKnown.slice(0, mostNotKnown),
    notKnownTotal: notKnown.length,
    withheld: means.tellsWithheld ? facts.withheld : null,
  }
}

export type Counted = ReturnType<typeof countedIncidents>

/** The incidents by the same rules as the common picture. */
export function countedIncidents(
  { incidents }: Pick<ReadableFacts, 'incidents'>,
  now: Instant,
  thresholds: Thresholds,
) {
  const facts = incidents.flatMap((one) => factFrom({ record: 'assess.incident', ...one }) ?? [])
  return pictureOf(facts, nothingNew, now, { thresholds, timelineHours: 1, timelineBuckets: 1 })
}

const lasts = ({ status }: Pick<Strand, 'status'>) => status !== 'ended'
function worstIn({ bySeverity }: Pick<PictureCell, 'bySeverity'>): SeverityColour | null {
  return severityColours.find((colour) => bySeverity[colour] > 0) ?? null
}

export function totalsOf({ state }: Pick<ReadableFacts, 'state'>, counted: Counted): CrisisTotals {
  const strands = state.strands.filter(lasts)
  const places = (of: readonly string[]) => [...new Set(of)].filter((one) => one !== 'unknown').sort()
  return {
    incidents: counted.totals.incidents,
    open: counted.totals.open,
    strandsOngoing: strands.length,
    worst: worstOf([worstIn(counted.totals), ...strands.map((one) => one.severity)]),
    users: counted.totals.users,
    countries: places([...counted.countries.map((one) => one.country), ...strands.flatMap((one) => one.countries)]),
    sectors: places([...counted.sectors.map((one) => one.sector), ...strands.flatMap((one) => rows(one.sectors))]),
  }
}

/** Cells of incidents and cells of strands, put together: nothing is added up that is not alike. */
export function matrixOf(cells: readonly PictureCell[], strands: readonly Strand[]): CrisisCell[] {
  const found = new Map<string, CrisisCell>()
  for (const cell of cells) found.set(placeOf(cell), { ...cell, strands: 0, worst: worstIn(cell) })
  for (const strand of strands.filter(lasts)) {
    for (const sector of rows(strand.sectors)) {
      for (const country of columns(strand.countries)) {
        const cell = found.get(placeOf({ sector, country })) ?? emptyCell(sector, country)
        const worst = worstOf([cell.worst, strand.severity])
        found.set(placeOf(cell), { ...cell, strands: cell.strands + 1, worst })
      }
    }
  }
  return [...found.values()].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

function placeOf({ sector, country }: { sector: string; country: string }): string {
  return `${sector} ${country}`
}

function emptyCell(sector: string, country: string): CrisisCell {
  return {
    ...{ sector, country, open: 0, signals: 0, strands: 0, worst: null },
    bySeverity: { red: 0, yellow: 0, green: 0, white: 0, unset: 0 },
    users: { sum: 0, exact: true, notKnownFor: 0 },
    ...{ freshest: null, oldest: null, freshness: null, reasons: [] },
  }
}
