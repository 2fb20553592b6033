// The smallest sets of parts whose loss together stops a service: minimal cut sets, found by hitting what holds the service up.
import type { LongRun } from '../long-run/settle.ts'
import { supportOf } from '../long-run/support.ts'

export interface SetsAsked {
  service: number
  mostParts: number
  limit: number
  /** How many options may be looked at; a bound on time that does not depend on the machine. */
  mostSteps: number
}

export interface MinimalSets {
  /** Places of parts in the graph, each set in order, the smallest sets first. */
  sets: number[][]
  /** No other minimal set exists, of any size. */
  complete: boolean
  /** Why not: there are larger ones, there are more than asked for, or the search was ended. */
  because: 'all-found' | 'larger-exist' | 'more-exist' | 'search-ended'
}

interface Search {
  run: LongRun
  asked: SetsAsked
  found: number[][]
  /** Sets that each hold the service up alone: every cut must take something of each. */
  supports: Set<number>[]
  seen: Set<string>
  /** What was looked at beside the long run itself. */
  looked: number
  from: number
}

/**
 * Reiter's hitting-set tree (A theory of diagnosis from first principles, 1987), which needs no more of the structure than that losing
 * more never helps: shares, k of n, weights and rings are all judged by the long run itself. Breadth first, so that every set that is
 * kept is minimal; from `mostParts` on deep first, only to learn whether a larger one exists.
 */
export function findMinimalSets(run: LongRun, asked: SetsAsked): MinimalSets {
  const search: Search = { run, asked, found: [], supports: [], seen: new Set(), looked: 0, from: run.steps() }
  const because = upTo(search)
  return { sets: search.found, complete: because === 'all-found', because }
}

function upTo(search: Search): MinimalSets['because'] {
  let layer: number[][] = [[]]
  for (let size = 0; size <= search.asked.mostParts; size += 1) {
    const next: number[][] = []
    for (const set of layer) {
      const larger = largerThan(search, set)
      if (larger !== null) {
        next.push(...larger)
        if (tooMuch(search, next.length)) return 'search-ended'
      } else if (search.found.length === search.asked.limit) return 'more-exist'
      else search.found.push(set)
    }
    layer = next
  }
  return beyond(search, layer)
}

function beyond(search: Search, open: number[][]): MinimalSets['because'] {
  for (let set = open.pop(); set !== undefined; set = open.pop()) {
    const larger = largerThan(search, set)
    if (larger === null) return 'larger-exist'
    open.push(...larger)
    if (tooMuch(search, open.length)) return 'search-ended'
  }
  return 'all-found'
}

const mostOpen = 200_000

function tooMuch({ run, asked, looked, from }: Search, open: number): boolean {
  return open > mostOpen || run.steps() - from + looked > asked.mostSteps
}

/** The sets of one part more that may become cuts; null when this one is a cut itself. */
function largerThan(search: Search, set: readonly number[]): number[][] | null {
  const { asked, found, seen } = search
  if (holdsOneOf(search, set)) return []
  const support = heldUpBy(search, set)
  if (support === null) return null
  const larger: number[][] = []
  search.looked += support.size * (set.length + 1)
  for (const part of support) {
    if (part === asked.service) continue
    const one = withPart(set, part)
    const key = one.join()
    if (seen.has(key) || (found.length > 0 && holdsOneOf(search, one))) continue
    seen.add(key)
    larger.push(one)
  }
  return larger
}

/** What holds the service up without these parts; null: nothing, so they are a cut. */
function heldUpBy(search: Search, set: readonly number[]): Set<number> | null {
  const { run, asked, supports } = search
  search.looked += supports.length
  const known = supports.find((support) => set.every((part) => !support.has(part)))
  if (known) return known
  run.fall({ parts: set, until: asked.service })
  const support = run.isGone(asked.service) ? null : supportOf(run, asked.service)
  run.restore()
  if (support) keep(supports, support)
  return support
}

/** The smallest first: they branch least. */
function keep(supports: Set<number>[], support: Set<number>): void {
  if (supports.length >= 500) return
  const at = supports.findIndex((one) => one.size > support.size)
  supports.splice(at < 0 ? supports.length : at, 0, support)
}

function withPart(set: readonly number[], part: number): number[] {
  const at = set.findIndex((one) => one > part)
  return at < 0 ? [...set, part] : [...set.slice(0, at), part, ...set.slice(at)]
}

function holdsOneOf(search: Search, set: readonly number[]): boolean {
  search.looked += search.found.length
  return search.found.some((cut) => cut.length <= set.length && cut.every((part) => set.includes(part)))
}
