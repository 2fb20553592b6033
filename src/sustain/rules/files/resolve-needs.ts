// The needs of a part of a file, with ids instead of keys: an option that cannot be is left out, a need that cannot be too, each with its reason.
import type { Id } from '#kernel/id.ts'
import type { FileNeed, FileOption, LeftOut } from '../../model/part-file.ts'
import type { Layer, Need, Option } from '../../model/parts.ts'
import { isDay, needFaults } from '../parts/need-faults.ts'

export interface Known {
  id: Id
  layer: string
  name: string
  /** May whoever imports change it. */
  writable: boolean
}

/** A need whose options are ids; what the file does not say is left to what stands. */
export interface ResolvedNeed extends Pick<Need, 'name' | 'layer' | 'least'>, Partial<Pick<Need, 'holds' | 'weight'>> {
  of: (Pick<Option, 'part'> & Partial<Omit<Option, 'part'>>)[]
}

type Find = (key: string) => readonly Known[]

export function needsOf(
  part: { id: Id; at: string },
  needs: readonly FileNeed[],
  find: Find,
  leftOut: LeftOut[],
): ResolvedNeed[] {
  const out: ResolvedNeed[] = []
  const names = new Set<string>()
  for (const need of needs) {
    const at = `${part.at}, need "${need.name.slice(0, 80)}"`
    const resolved = needFrom(need, optionsOf(part.id, need.of, find, at, leftOut))
    if (!resolved) continue
    const [fault] = needFaults([whole(resolved)], part.id)
    if (fault) leftOut.push({ at, why: fault.why })
    else if (names.has(need.name)) leftOut.push({ at, why: 'Two needs have this name; the first counts.' })
    else {
      names.add(need.name)
      out.push(resolved)
    }
  }
  return out
}

interface Met {
  option: ResolvedNeed['of'][number]
  layer: string
}

function optionsOf(self: Id, options: readonly FileOption[], find: Find, at: string, leftOut: LeftOut[]): Met[] {
  const met: Met[] = []
  const seen = new Set<Id>()
  for (const option of options) {
    const found = find(option.part)
    const [one] = found
    const why = faultOf(option, found, self, seen)
    if (why !== null) leftOut.push({ at, why })
    else if (one) {
      seen.add(one.id)
      met.push({ option: { ...option, part: one.id }, layer: one.layer })
    }
  }
  return met
}

function faultOf(option: FileOption, found: readonly Known[], self: Id, seen: ReadonlySet<Id>): string | null {
  const [one] = found
  if (!one) return `No part is known as "${option.part}".`
  if (found.length > 1) return `${found.length} parts are known as "${option.part}".`
  if (one.id === self) return 'It names the part itself as an option.'
  if (seen.has(one.id)) return `It names "${option.part}" twice; the first counts.`
  return option.agreedUntil !== undefined && !isDay(option.agreedUntil) ? `${option.agreedUntil} is no date.` : null
}

function needFrom({ least, layer, of: _of, ...rest }: FileNeed, met: readonly Met[]): ResolvedNeed | null {
  const [first] = met
  if (!first) return null
  return {
    ...rest,
    // The layer of a part was let in by its own schema.
    layer: layer ?? (first.layer as Layer),
    least: least === 'all' ? met.length : (least ?? 1),
    of: met.map(({ option }) => option),
  }
}

/** Where nothing is known before, a part stops at once, wholly, and its option is in use. `options`: what stood of them counts, too. */
export function whole(need: ResolvedNeed, before?: Need, options: 'as-given' | 'merged' = 'as-given'): Need {
  const old = new Map(options === 'merged' ? before?.of.map((option) => [option.part, option]) : [])
  return {
    name: need.name,
    layer: need.layer,
    least: need.least,
    of: need.of.map((option) => ({ switching: null, ...old.get(option.part), ...option })),
    holds: need.holds ?? before?.holds ?? { likely: 0 },
    weight: need.weight ?? before?.weight ?? 1,
  }
}
