// The rows of the wall: clocks in their groups, each group under its heading, for a list that draws only what is in sight.
import type { OutputOf } from '#kernel/contract.ts'
import type { listDuties } from '../../../api/duties.ts'
import { type Group, groupOf, groups } from '../left.ts'

export type ClockPage = OutputOf<typeof listDuties>
export type ClockRow = ClockPage['items'][number]
export type WallRow = { heading: Group; count: number } | { clock: ClockRow; place: number }

export function groupOfRow({ state }: ClockRow, now: number): Group {
  return groupOf({ status: state.status, dueAt: state.dueAt, waits: state.kind === 'waits' }, now)
}

/** In the order of the groups, and inside a group as the node sent them: by when they are due. */
export function wallRows(clocks: readonly ClockRow[], now: number): WallRow[] {
  const parted = new Map<Group, ClockRow[]>(groups.map((group) => [group, []]))
  const seen = new Set<string>()
  for (const clock of clocks) {
    // A clock that moved between two pages is in both; the first is where it stands now.
    if (seen.has(clock.id)) continue
    seen.add(clock.id)
    parted.get(groupOfRow(clock, now))?.push(clock)
  }
  const rows: WallRow[] = []
  let place = 0
  for (const [group, members] of parted) {
    if (members.length === 0) continue
    rows.push({ heading: group, count: members.length })
    for (const clock of members) rows.push({ clock, place: ++place })
  }
  return rows
}
