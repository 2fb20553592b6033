// What would be wrong with the data of requests, though each file has its shape.
import { isTimeZone } from '#assess/rules/clocks/zone.ts'
import type { RequestData } from '../../model/requests/data.ts'

const twice = (where: string, ids: readonly string[]) =>
  ids.filter((id, n) => ids.indexOf(id) !== n).map((id) => `${where}: ${id} stands there twice.`)

export function faultsIn({ durations, forums, bases, procedures }: RequestData): string[] {
  const kinds = new Set(durations.kinds.map(({ id }) => id))
  const known = new Set(bases.map(({ id }) => id))
  const uneven = durations.kinds.flatMap(({ id, prior, atLeastDays }) => {
    if (prior === null) return []
    const sum = prior.shares.reduce((total, { share }) => total + share, 0)
    const early = prior.shares.filter(({ days }) => days < atLeastDays)
    return [
      ...(Math.abs(sum - 1) > 1e-6 ? [`durations.json, ${id}: its shares add up to ${sum} and not to 1.`] : []),
      ...early.map(
        ({ days }) => `durations.json, ${id}: ${days} days are fewer than its least time of ${atLeastDays}.`,
      ),
    ]
  })
  return [
    ...twice('durations.json', [...durations.kinds.map(({ id }) => id)]),
    ...twice('forums.json', [...forums.map(({ id }) => id)]),
    ...twice('bases.json', [...bases.map(({ id }) => id)]),
    ...twice('procedures.json', [...procedures.map(({ id }) => id)]),
    ...uneven,
    ...forums
      .filter(({ timeZone }) => !isTimeZone(timeZone))
      .map(({ id, timeZone }) => `forums.json, ${id}: there is no time zone ${timeZone}.`),
    ...forums.flatMap(({ id, recess }) =>
      recess
        .filter(({ from, until }) => from > until)
        .map(
          ({ name }) => `forums.json, ${id}: ${name} ends before it begins; write two, one on each side of New Year.`,
        ),
    ),
    ...procedures.flatMap(({ id, steps, bases: own }) => [
      ...steps
        .filter(({ kind }) => !kinds.has(kind))
        .map(({ kind }) => `procedures.json, ${id}: no kind of step ${kind}.`),
      ...own.filter((one) => !known.has(one)).map((one) => `procedures.json, ${id}: no legal basis ${one}.`),
    ]),
  ]
}
