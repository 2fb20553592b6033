// Parts as files that are read again: JSON with everything, CSV with one line for each option.
import { csvTable } from '#kernel/csv.ts'
import type { Id } from '#kernel/id.ts'
import { type FilePart, fileForm } from '../../model/part-file.ts'
import type { Need, Part } from '../../model/parts.ts'
import type { Duration } from '../../model/words.ts'
import { allColumns, type Cells } from './part-columns.ts'

/** As far as whoever asks may read it: options out of sight are left out, and a need without any is none. */
export function readableNeeds(needs: readonly Need[], readable: ReadonlySet<Id>): Need[] {
  return needs.flatMap((need) => {
    const of = need.of.filter(({ part }) => readable.has(part))
    return of.length === 0 ? [] : [{ ...need, of, least: Math.min(need.least, of.length) }]
  })
}

export function jsonHead(tlp: string, madeAt: string): string {
  const head = { form: fileForm, version: 1, tlp, madeAt }
  return `${JSON.stringify(head).slice(0, -1)},"parts":[`
}

export function asFilePart(id: Id, part: Part, needs: Need[]): FilePart {
  return { id, ...part, needs }
}

export function csvHead(tlp: string): string {
  return `\ufeff# TLP:${tlp}\r\n${csvTable(allColumns, [])}`
}

export function csvLines(id: Id, part: Part, needs: readonly Need[]): string {
  const plain = cellsOf(id, part)
  const rows = needs.flatMap((need) =>
    need.of.map((option, at) => ({ ...optionCells(need, option), ...(at === 0 ? needCells(need) : {}) })),
  )
  const lines: Cells[] =
    rows.length === 0 ? [plain] : rows.map((row, at) => ({ ...(at === 0 ? plain : { key: id }), ...row }))
  const table = csvTable(
    [],
    lines.map((cells) => allColumns.map((column) => cells[column] ?? null)),
  )
  return table.slice(table.indexOf('\n') + 1)
}

function cellsOf(id: Id, part: Part): Cells {
  return said({
    ...{ key: id, name: part.name, kind: part.kind, layer: part.layer },
    ...{ behind: part.behind?.name, country: part.country, stands_in: part.standsIn },
    ...{ sectors: part.sectors.join('|'), serves: part.serves.join('|'), users: part.users },
    ...{ capacity: part.capacity?.amount, capacity_unit: part.capacity?.unit, usable_from: part.usableFrom },
    ...{ other_names: part.aliases.filter((alias) => !alias.includes('|')).join('|') },
    ...{ note: part.note, active: part.active ? 'yes' : 'no' },
  })
}

function needCells(need: Need): Cells {
  return said({
    ...{ need: need.name, need_layer: need.layer, least: need.least, weight: need.weight },
    ...{ holds: need.holds.likely, holds_least: need.holds.least, holds_most: need.holds.most },
  })
}

function optionCells(need: Need, option: Need['of'][number]): Cells {
  const { likely, least, most }: Partial<Duration> = option.switching ?? {}
  return said({
    ...{ need: need.name, option: option.part, share: option.share },
    ...{ switching: likely, switching_least: least, switching_most: most },
    ...{ agreement: option.agreement, agreed_until: option.agreedUntil },
  })
}

function said(cells: Record<string, string | number | null | undefined>): Cells {
  const filled = Object.entries(cells).filter(([, value]) => value !== null && value !== undefined && value !== '')
  return Object.fromEntries(filled.map(([name, value]) => [name, String(value)]))
}
