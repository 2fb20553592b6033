// Who is hit: services that fell, by sector and Member State.
import type { HitCell } from '../../model/analysis.ts'
import type { Graph } from '../../model/graph.ts'
import type { Course } from './course.ts'

/**
 * A service of several sectors or for several countries stands in each of their cells, with all of its users: how these are spread is not
 * known. Users are those of services that are gone at some time; null where none of these says how many it has.
 */
export function cellsOf(graph: Graph, courses: readonly Course[]): HitCell[] {
  const cells = new Map<string, HitCell>()
  for (const course of courses) {
    const part = graph.parts[course.part]
    if (part?.kind !== 'service') continue
    for (const sector of orNone(part.sectors))
      for (const country of orNone(part.serves)) {
        const key = `${sector ?? ''} ${country ?? ''}`
        const cell = cells.get(key) ?? emptyCell(sector, country)
        cells.set(key, cell)
        addTo(cell, course, part.users)
      }
  }
  for (const cell of cells.values()) if (cell.down === 0) Object.assign(cell, { users: 0, userMinutes: 0 })
  return [...cells.values()].sort(
    (a, b) => (b.userMinutes ?? 0) - (a.userMinutes ?? 0) || b.down - a.down || b.services - a.services || named(a, b),
  )
}

function orNone(names: readonly string[]): readonly (string | null)[] {
  return names.length === 0 ? [null] : names
}

function emptyCell(sector: string | null, country: string | null): HitCell {
  // Both come from parts, whose schema names them.
  return { sector, country, services: 0, down: 0, users: null, userMinutes: null, firstDownAt: null } as HitCell
}

function addTo(cell: HitCell, { downAt, downMinutes }: Course, users: number | null): void {
  cell.services += 1
  if (downAt === null) return
  cell.down += 1
  cell.firstDownAt = Math.min(cell.firstDownAt ?? downAt, downAt)
  if (users === null) return
  cell.users = (cell.users ?? 0) + users
  cell.userMinutes = (cell.userMinutes ?? 0) + users * downMinutes
}

function named(a: HitCell, b: HitCell): number {
  const key = ({ sector, country }: HitCell) => `${sector ?? ''} ${country ?? ''}`
  return key(a) < key(b) ? -1 : 1
}
