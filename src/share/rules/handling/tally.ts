// From counted answers to shares; and where so few persons are behind a number that it would tell of one of them.
export interface Answered {
  answer: string
  records: number
}

export interface MarkingCounts {
  records: number
  over: number
  readFirst: number
  low: number
  /** Of the records that were judged, the part that is surely marked too high; null where none was judged. */
  share: number | null
}

export function tally(rows: readonly Answered[]): MarkingCounts {
  const sum = (answer: string) => rows.reduce((all, row) => all + (row.answer === answer ? row.records : 0), 0)
  const records = rows.reduce((all, row) => all + (row.answer === 'none' ? 0 : row.records), 0)
  const over = sum('lower')
  return {
    records,
    over,
    readFirst: sum('read-first'),
    low: sum('raise'),
    share: records === 0 ? null : over / records,
  }
}

/** A number behind which stand one or two persons beside the one who asks is about them. */
const fewestOthers = 3

/** The kinds whose counts are kept back from somebody, and `all` where that goes for the whole. */
export function guardedKinds(rows: readonly { record: string; by: string }[], own: string | null): Set<string> {
  const others = new Map<string, Set<string>>()
  for (const { record, by } of rows) {
    if (!by.startsWith('person:') || by === own) continue
    for (const name of [record, 'all']) others.set(name, (others.get(name) ?? new Set()).add(by))
  }
  return new Set([...others].flatMap(([name, persons]) => (persons.size < fewestOthers ? [name] : [])))
}
