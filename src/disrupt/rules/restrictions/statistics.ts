// What the log adds up to. Amounts are added up in their own currency alone; a measure is counted once, however many sources it has.
import type { Restriction, RestrictionKind, RestrictionStatistics } from '../../model/restrictions/restriction.ts'
import type { Day } from '../../model/words.ts'

type Counted = Pick<
  Restriction,
  'kind' | 'country' | 'against' | 'appliesIn' | 'amount' | 'decidedOn' | 'from' | 'until' | 'state' | 'voices'
>

/** In force on a day: it has begun, as far as that is known, and has not ended. */
export function isInForce({ state, from, until }: Counted, today: Day): boolean {
  if (state === 'withdrawn' || state === 'lifted') return false
  return (from === null || from <= today) && (until === null || until >= today)
}

export const isDisputed = ({ voices }: Pick<Restriction, 'voices'>) =>
  voices.some(({ position }) => position === 'disputes')

export function statisticsOf(
  restrictions: readonly Counted[],
  kinds: readonly RestrictionKind[],
  today: Day,
): RestrictionStatistics {
  const all = restrictions.filter(({ state }) => state !== 'withdrawn')
  const now = all.filter((one) => isInForce(one, today))
  const places = tally(all.flatMap(({ appliesIn }) => appliesIn))
  const placesNow = tally(now.flatMap(({ appliesIn }) => appliesIn))
  return {
    ...{ all: all.length, inForce: now.length, disputed: all.filter(isDisputed).length },
    confirmed: all.filter(({ state }) => state === 'confirmed').length,
    byKind: kinds
      .map(({ id, name }) => ({
        ...{ kind: id, name, count: all.filter(({ kind }) => kind === id).length },
        inForce: now.filter(({ kind }) => kind === id).length,
      }))
      .filter(({ count }) => count > 0),
    byImposer: mostFirst(tally(all.map(({ country }) => country ?? '–'))).map(([country, count]) => ({
      country,
      count,
    })),
    byPlace: mostFirst(places).map(([country, count]) => ({ country, count, inForce: placesNow.get(country) ?? 0 })),
    byAgainst: mostFirst(tally(all.map(({ against }) => against.name))).map(([name, count]) => ({ name, count })),
    byYear: [...tally(all.map(({ decidedOn, from }) => (decidedOn ?? from)?.slice(0, 4) ?? '–'))]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([year, count]) => ({ year, count })),
    amounts: amountsOf(all),
  }
}

function amountsOf(restrictions: readonly Counted[]): RestrictionStatistics['amounts'] {
  const amounts = restrictions.flatMap(({ amount }) => amount ?? [])
  return mostFirst(tally(amounts.map(({ currency }) => currency))).map(([currency, count]) => {
    const own = amounts.filter((one) => one.currency === currency)
    const sum = own.reduce((total, { value }) => total + value, 0)
    return { currency, sum, count, inexact: own.filter(({ qualifier }) => qualifier !== 'exact').length }
  })
}

function tally(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const mostFirst = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
