// The few steps that all actions on facts, claims, follow-ups and questions take.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import type { Appended, Held, Journal, Unit } from '#platform/journal/types.ts'

export interface Changed {
  id: Id
  version: number
  entry: Id
}

export function changed<S>({ entry, held }: Appended<S>): Changed {
  return { id: held.id, version: held.version, entry }
}

/** Nothing is judged without a name: a job or the account of the machine is nobody. */
export function personIn(unit: Unit): Id {
  return unit.view.reader.person ?? unit.refuse('person-needed')
}

/** The marking of a record as the choice that makes the same one again. */
export function choiceOf({ owner: _owner, ...marking }: Marking): MarkingChoice {
  return marking
}

export function markedLike({ marking }: Held<unknown>): { marking: MarkingChoice; owner: Id } {
  return { marking: choiceOf(marking), owner: marking.owner }
}

/** What is made from a record belongs to its owner: only those may make it who may change the record. */
export function mustBeOurs(journal: Journal, unit: Unit, held: Held<unknown>): void {
  const { reader, realm } = unit.view
  if (!mayWrite(reader, realm, held.marking, journal.home)) unit.refuse('not-yours')
}

export function seenAt(unit: Unit, held: Held<unknown>, version: number): void {
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
}

/** Refuses what the life of a record does not allow, and names the states in which it could be done. */
export function mustAllow<S extends string, E extends string>(
  unit: Unit,
  lifecycle: Readonly<Record<S, Readonly<Record<E, S | null>>>>,
  state: S,
  event: E,
): void {
  if (lifecycle[state][event] !== null) return
  const rows: [string, Readonly<Record<E, S | null>>][] = Object.entries(lifecycle)
  const where = rows.filter(([, row]) => row[event] !== null).map(([name]) => name)
  unit.refuse('wrong-state', `It is ${state}; this needs ${where.join(' or ')}.`)
}

/** One record per item with an id that both of two who begin at once arrive at, so that the second finds the first's. */
export function factsIdOf(realm: string, item: Id): Id {
  const hex = createHash('sha256').update(`watch.facts ${realm} ${item}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
