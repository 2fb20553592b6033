// The dependency graph as analysis sees it: numbers in arrays, no records. One place for the shape; rules/graph makes it from parts.
import type { Duration } from './words.ts'

export interface GraphOption {
  /** Index of the part that meets the need. */
  part: number
  share: number
  switching: Duration | null
}

export interface GraphNeed {
  name: string
  least: number
  holds: Duration
  weight: number
  options: readonly GraphOption[]
}

export interface GraphPart {
  id: string
  name: string
  kind: string
  layer: string
  /** Who is behind it, by the register or by name; null: not known. */
  behind: string | null
  country: string | null
  standsIn: string | null
  sectors: readonly string[]
  serves: readonly string[]
  users: number | null
  usableFrom: number
  needs: readonly GraphNeed[]
}

export interface Graph {
  parts: readonly GraphPart[]
  /** Needs that name a part which is not there, or which this reader may not read: counted as standing, and said. */
  unseen: readonly { part: number; need: string; option: string }[]
}
