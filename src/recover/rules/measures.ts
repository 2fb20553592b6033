// Measures: in which order they are rolled back, and what the record says of them.
import type { Measure } from '../model/measure.ts'

type Placed = Pick<Measure, 'order' | 'state' | 'title'>

/** Those that should have gone before this one and are still in force, or whose way back failed. */
export function goFirst<M extends Placed>(measure: Placed, all: readonly M[]): M[] {
  return all.filter(({ order, state }) => order < measure.order && (state === 'in-force' || state === 'failed'))
}

export function inOrder<H extends { state: Pick<Measure, 'order' | 'title'> }>(all: readonly H[]): H[] {
  return [...all].sort(
    ({ state: a }, { state: b }) => a.order - b.order || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  )
}

/** What a record in the state of its kind says: true where the measure still holds. Undefined: it does not tell. */
export function stillHolds(record: string, state: unknown): boolean | undefined {
  const of = (state ?? {}) as { state?: unknown; status?: unknown; stoppedAt?: unknown }
  if (record === 'sustain.failover')
    return ['switching', 'switched', 'returning', 'stranded'].includes(String(of.state))
  if (record === 'federate.agreement') return of.status === 'in-force'
  return undefined
}
