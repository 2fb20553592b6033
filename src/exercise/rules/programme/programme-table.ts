// The programme as a table for other programs: one line for each planned exercise; lists within a cell are parted by "; ".
import { csvTable } from '#kernel/csv.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { ProgrammeEntry } from '../../model/programme/programme.ts'

const columns = [
  ...['kind', 'marking', 'id', 'title', 'state', 'from', 'to', 'held on', 'organiser'],
  ...['civil', 'military', 'private', 'scenario', 'obligations', 'risk scenarios', 'because', 'note'],
]

export function programmeTable(
  entries: readonly { id: Id; marking: Pick<Marking, 'tlp'>; state: ProgrammeEntry }[],
): string {
  return csvTable(
    columns,
    entries.map(({ id, marking, state: entry }) => [
      ...['EXERCISE', `TLP:${marking.tlp}`, id, entry.title, entry.state, entry.from, entry.to, entry.heldOn],
      ...[entry.organiser, named(entry, 'civil'), named(entry, 'military'), named(entry, 'private'), entry.scenario],
      ...[entry.obligations.join('; '), entry.risks.map(({ title }) => title).join('; '), entry.because, entry.note],
    ]),
  )
}

function named({ takesPart }: ProgrammeEntry, sector: string): string {
  return takesPart
    .filter((one) => one.sector === sector)
    .map(({ name }) => name)
    .join('; ')
}
