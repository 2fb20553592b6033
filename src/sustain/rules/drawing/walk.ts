// Walking through the map by arrow keys: down to what is needed, up to what needs it, sideways along the row.
import type { Line, Place } from './lay-out.ts'

export const directions = ['up', 'down', 'left', 'right'] as const
export type Direction = (typeof directions)[number]

/** The part that is reached from here; here itself where there is none in that direction. */
export function walk(
  places: ReadonlyMap<string, Place>,
  lines: readonly Line[],
  here: string,
  direction: Direction,
): string {
  const from = places.get(here)
  if (!from) return here
  if (direction === 'left' || direction === 'right') return besides(places, here, from, direction)
  const ends =
    direction === 'down'
      ? lines.filter((line) => line.from === here).map((line) => line.to)
      : lines.filter((line) => line.to === here).map((line) => line.from)
  return nearest(places, ends, from) ?? here
}

function nearest(places: ReadonlyMap<string, Place>, ends: readonly string[], from: Place): string | undefined {
  const away = (id: string) => Math.abs((places.get(id)?.x ?? 0) - from.x)
  return ends.filter((id) => places.has(id)).sort((a, b) => away(a) - away(b) || (a < b ? -1 : 1))[0]
}

function besides(places: ReadonlyMap<string, Place>, here: string, from: Place, direction: 'left' | 'right'): string {
  const row = [...places]
    .filter(([, place]) => place.row === from.row)
    .sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
    .map(([id]) => id)
  const at = row.indexOf(here) + (direction === 'right' ? 1 : -1)
  return row[at] ?? here
}

/** The first part of the map: at the top, on the left. */
export function firstOf(places: ReadonlyMap<string, Place>): string | undefined {
  return [...places].sort(([, a], [, b]) => a.row - b.row || a.y - b.y || a.x - b.x)[0]?.[0]
}
