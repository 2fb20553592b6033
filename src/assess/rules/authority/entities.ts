// Many entities at a glance: one row for each, whoever is most pressed first.
import type { Instant } from '#kernel/time.ts'
import type { Assessment } from '../../model/assessment.ts'

export interface EntityRow {
  organisation: string | null
  name: string
  countries: string[]
  assessments: { id: string; reference: string; title: string }[]
  reportable: string[]
  open: string[]
  overdue: number
  breached: number
  nextDue: Instant | null
}

export interface AssessedClocks {
  id: string
  state: Pick<Assessment, 'organisation' | 'entity' | 'reference' | 'title' | 'judged'>
  overdue: number
  breached: number
  next: Instant | null
}

/** An entity is its organisation; one that no register holds is told apart by its name. */
export function entityRows(assessed: readonly AssessedClocks[]): EntityRow[] {
  const rows = new Map<string, EntityRow>()
  for (const one of assessed) {
    const { organisation, entity, reference, title, judged } = one.state
    const key = organisation ?? `name ${entity.name}`
    const row = rows.get(key) ?? emptyRow(organisation, entity.name)
    rows.set(key, row)
    const regimes = judged.regimes.filter(({ applies }) => applies !== 'no')
    row.assessments.push({ id: one.id, reference, title })
    row.countries = union(row.countries, entity.countries)
    row.reportable = union(row.reportable, idsOf(regimes, 'yes'))
    row.open = union(row.open, idsOf(regimes, 'undetermined'))
    row.overdue += one.overdue
    row.breached += one.breached
    if (one.next !== null && (row.nextDue === null || one.next < row.nextDue)) row.nextDue = one.next
  }
  return [...rows.values()].sort(byPressure)
}

function emptyRow(organisation: string | null, name: string): EntityRow {
  return {
    organisation,
    name,
    countries: [],
    assessments: [],
    reportable: [],
    open: [],
    overdue: 0,
    breached: 0,
    nextDue: null,
  }
}

function idsOf(regimes: readonly { id: string; verdict: string }[], verdict: string): string[] {
  return regimes.flatMap((regime) => (regime.verdict === verdict ? [regime.id] : []))
}

function union(held: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...held, ...more])].sort()
}

const never = '9999'

function byPressure(a: EntityRow, b: EntityRow): number {
  if (a.overdue !== b.overdue) return b.overdue - a.overdue
  const [one, other] = [a.nextDue ?? never, b.nextDue ?? never]
  if (one !== other) return one < other ? -1 : 1
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
