// Readiness over many networks: by sector of NIS2 and by Member State.
import type { Readiness, ReadinessCell } from '../../model/readiness.ts'

export interface Counted {
  id: string
  sectors: readonly string[]
  country: string | null
  readiness: Readiness
}

/** A network of several sectors counts in each of them; a subsector counts as its sector. Means are rounded to a tenth. */
export function cellsOf(networks: readonly Counted[]): ReadinessCell[] {
  const groups = new Map<string, { sector: string | null; country: string | null; of: Counted[] }>()
  for (const one of networks) {
    const sectors = [...new Set(one.sectors.map((sector) => sector.split('.')[0] ?? sector))]
    for (const sector of sectors.length > 0 ? sectors : [null]) {
      const key = `${sector ?? ''} ${one.country ?? ''}`
      const group = groups.get(key) ?? { sector, country: one.country, of: [] }
      group.of.push(one)
      groups.set(key, group)
    }
  }
  const cells = [...groups.values()].map(({ sector, country, of }) => ({ sector, country, ...sums(of) }))
  return cells.sort((a, b) => order(a.sector, b.sector) || order(a.country, b.country))
}

export function sums(of: readonly Counted[]): Omit<ReadinessCell, 'sector' | 'country'> {
  const mean = (pick: (one: Counted) => number) =>
    of.length > 0 ? Math.round((of.reduce((total, one) => total + pick(one), 0) / of.length) * 10) / 10 : 0
  const weakest = [...of].sort((a, b) => a.readiness.score.low - b.readiness.score.low || order(a.id, b.id))[0]
  const union = (answer: string) =>
    of.filter(({ readiness }) => readiness.criteria.some((one) => one.id === 'union-resolver' && one.answer === answer))
      .length
  return {
    ...{
      networks: of.length,
      low: mean((one) => one.readiness.score.low),
      high: mean((one) => one.readiness.score.high),
    },
    ...{ unionBased: union('met'), unionUnknown: union('unknown'), weakest: weakest?.id ?? '' },
  }
}

/** Nothing comes last. */
function order(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  return b === null ? -1 : a < b ? -1 : 1
}
