// What is wrong with a plan: times when nobody is on duty, times when two are, and shifts of people who are not of the rota.
import type { Instant } from '#kernel/time.ts'
import { earlier, later } from '#kernel/time.ts'
import type { Rota, RotaFault, Shift } from '../../model/rota.ts'

export const mostFaults = 200

/** The faults between two moments, in the order in which they begin; at most 200. */
export function faultsOf(rota: Pick<Rota, 'shifts' | 'members'>, from: Instant, to: Instant): RotaFault[] {
  if (to <= from) return []
  const shifts = rota.shifts
    .filter((shift) => shift.to > from && shift.from < to)
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.key, b.key))
  const members = new Set(rota.members)
  const strangers = shifts
    .filter(({ person }) => !members.has(person))
    .map((shift): RotaFault => ({ fault: 'no-member', from: shift.from, to: shift.to, shifts: [shift.key] }))
  return [...holesIn(shifts, from, to), ...overlapsIn(shifts, from, to), ...strangers]
    .sort((a, b) => compare(a.from, b.from) || compare(a.fault, b.fault))
    .slice(0, mostFaults)
}

function holesIn(shifts: readonly Shift[], from: Instant, to: Instant): RotaFault[] {
  const holes: RotaFault[] = []
  let covered = from
  for (const shift of shifts) {
    if (shift.from > covered) holes.push({ fault: 'hole', from: covered, to: shift.from, shifts: [] })
    covered = later(covered, shift.to)
  }
  if (covered < to) holes.push({ fault: 'hole', from: covered, to, shifts: [] })
  return holes
}

/** Each pair that shares a time. */
function overlapsIn(shifts: readonly Shift[], from: Instant, to: Instant): RotaFault[] {
  const found: RotaFault[] = []
  let running: Shift[] = []
  for (const shift of shifts) {
    running = running.filter((one) => one.to > shift.from)
    for (const one of running) {
      const begin = later(shift.from, from)
      const end = earlier(earlier(one.to, shift.to), to)
      if (begin < end) found.push({ fault: 'overlap', from: begin, to: end, shifts: [one.key, shift.key] })
      if (found.length >= mostFaults) return found
    }
    running.push(shift)
  }
  return found
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
