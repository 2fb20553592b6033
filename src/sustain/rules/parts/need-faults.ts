// What is wrong with the needs of a part, by themselves: whatever contradicts itself, with its place. Cycles between parts are no fault.
import type { Id } from '#kernel/id.ts'
import type { Need, Option } from '../../model/parts.ts'
import type { Duration } from '../../model/words.ts'

export interface NeedFault {
  /** JSON pointer below the part. */
  where: string
  why: string
}

/** An option as it is given: files name parts by other words than ids. */
export interface NamedNeed extends Omit<Need, 'of'> {
  of: readonly (Omit<Option, 'part'> & { part: string })[]
}

/** `self`: the part that needs; null while it has no id. An empty answer: nothing contradicts itself. */
export function needFaults(needs: readonly NamedNeed[], self: Id | null): NeedFault[] {
  const faults: NeedFault[] = []
  const names = new Set<string>()
  for (const [at, need] of needs.entries()) {
    const where = `/needs/${at}`
    if (names.has(need.name)) faults.push({ where: `${where}/name`, why: `Two needs are called "${need.name}".` })
    names.add(need.name)
    faults.push(...faultsOf(need, self, where))
  }
  return faults
}

function faultsOf(need: NamedNeed, self: Id | null, where: string): NeedFault[] {
  const faults = spanFaults(need.holds, `${where}/holds`, `"${need.name}" holds`)
  if (need.least > need.of.length)
    faults.push({
      where: `${where}/least`,
      why: `"${need.name}" asks for at least ${need.least} of only ${need.of.length} options.`,
    })
  const seen = new Map<string, Option['switching']>()
  for (const [at, option] of need.of.entries()) {
    const place = `${where}/of/${at}`
    if (option.part === self) faults.push({ where: place, why: `"${need.name}" names the part itself as an option.` })
    const before = seen.get(option.part)
    if (before !== undefined)
      faults.push({ where: place, why: `"${need.name}" names ${option.part} ${twice(before, option.switching)}.` })
    seen.set(option.part, option.switching)
    if (option.switching) faults.push(...spanFaults(option.switching, `${place}/switching`, 'Switching takes'))
    if (option.agreedUntil !== undefined && !isDay(option.agreedUntil))
      faults.push({ where: `${place}/agreedUntil`, why: `${option.agreedUntil} is no date.` })
  }
  return faults
}

function twice(one: Option['switching'], other: Option['switching']): string {
  return (one === null) === (other === null) ? 'twice' : 'both as in use and as standing by'
}

function spanFaults({ likely, least = likely, most = likely }: Duration, where: string, what: string): NeedFault[] {
  if (least <= likely && likely <= most) return []
  return [{ where, why: `${what} at least ${least}, likely ${likely}, at most ${most} minutes: these must not fall.` }]
}

/** A day of the calendar: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
