// The heat map: obligations and risk scenarios by years; what was exercised how often, what is to be, and what never was.
import type { Cell, Day, RiskScenario, Row } from '../../model/programme/programme.ts'
import type { Covering } from './covered.ts'

/** A wider table cannot be read, nor printed. */
const mostYears = 10
const yearOf = (day: Day) => Number(day.slice(0, 4))

/** From the first that something was held in (at least the one before this) to the last that something is planned in (at least the next). */
export function yearsOf(covering: readonly Covering[], today: Day): number[] {
  const now = yearOf(today)
  const named = covering.map(({ on }) => yearOf(on))
  const last = Math.min(Math.max(now + 1, ...named), now + 4)
  const first = Math.max(Math.min(now - 1, ...named), last - mostYears + 1)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

export function obligationRows(
  obligations: readonly { id: string; text: string }[],
  covering: readonly Covering[],
  today: Day,
): Row[] {
  const years = yearsOf(covering, today)
  return obligations.map(({ id, text }) =>
    rowOf(
      { key: id, title: text },
      covering.filter(({ obligations: named }) => named.includes(id)),
      years,
    ),
  )
}

/** The same risk under the same title, however it is spaced and spelt in capitals. */
export const riskKey = (title: string) => title.trim().replace(/\s+/g, ' ').toLowerCase()

/** Risks that scenarios of this node are derived from, and those that the programme names besides. */
export function riskRows(known: readonly RiskScenario[], covering: readonly Covering[], today: Day): Row[] {
  const years = yearsOf(covering, today)
  const titles = new Map<string, string>()
  for (const { title } of [...known, ...covering.flatMap(({ risks }) => risks)])
    if (!titles.has(riskKey(title))) titles.set(riskKey(title), title)
  return [...titles].map(([key, title]) =>
    rowOf(
      { key, title },
      covering.filter(({ risks }) => risks.some((one) => riskKey(one.title) === key)),
      years,
    ),
  )
}

function rowOf(of: { key: string; title: string }, mine: readonly Covering[], years: readonly number[]): Row {
  const held = mine.filter((one) => one.held).map(({ on }) => on)
  const planned = mine.filter((one) => !one.held).map(({ on }) => on)
  const cells = years.map((year): Cell => ({ year, held: inYear(held, year), planned: inYear(planned, year) }))
  return {
    ...{ ...of, cells, last: held.toSorted().at(-1) ?? null, next: planned.toSorted()[0] ?? null },
    standing: held.length > 0 ? 'held' : planned.length > 0 ? 'planned' : 'never',
  }
}

const inYear = (days: readonly Day[], year: number) => days.filter((day) => yearOf(day) === year).length
