// Who stands where: the newest position of each organisation, and how many stand on each side.
import type { Stand, Voice } from '../../model/taxonomy.ts'

export interface Standpoint {
  organisation: string | null
  spokenFor: string | null
  stand: Stand
  at: string
}

export interface Positions {
  standpoints: Standpoint[]
  counts: Record<Stand, number>
  comments: number
}

/** A comment without a position changes none. What was withdrawn counts for nothing. Order of the list does not matter. */
export function positionsOf(voices: readonly Voice[]): Positions {
  const newest = new Map<string, Standpoint>()
  let comments = 0
  for (const { organisation, spokenFor, stand, at, withdrawn } of voices) {
    if (withdrawn) continue
    comments += 1
    if (stand === null) continue
    const key = spokenFor === null ? `id ${organisation}` : `name ${spokenFor.trim().toLowerCase()}`
    const before = newest.get(key)
    if (!before || before.at < at) newest.set(key, { organisation, spokenFor, stand, at })
  }
  const counts: Record<Stand, number> = { agrees: 0, disagrees: 0, abstains: 0 }
  for (const { stand } of newest.values()) counts[stand] += 1
  return { standpoints: [...newest.values()].sort((a, b) => (a.at < b.at ? -1 : 1)), counts, comments }
}
