// What every action of this room works with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Files } from '#platform/files.ts'
import { type Appended, type Held, type Journal, ownerLike, type Unit, type View } from '#platform/journal/index.ts'
import type { Incident, Taxonomies } from '../model.ts'
import { incident } from '../rules/incident.ts'
import { report } from '../rules/kept.ts'
import type { Thresholds } from '../rules/picture-facts.ts'
import { isNumberTaken } from '../store/incidents.ts'
import type { LiveFacts } from '../store/live-facts.ts'

export interface Desk {
  journal: Journal
  taxonomies: Taxonomies
  thresholds: Thresholds
  files: Files
  live: LiveFacts
}

export interface Changed {
  id: Id
  version: number
  entry: Id
}

export function changed<S>({ entry, held }: Appended<S>): Changed {
  return { id: held.id, version: held.version, entry }
}

/** The incident at the version that the caller saw. One that was merged is kept as it was, so that it can come back. */
export async function incidentAt(
  unit: Unit,
  id: Id,
  version: number,
  merged: 'kept' | 'allowed' = 'kept',
): Promise<Held<Incident>> {
  const held = await unit.read(incident, id)
  if (!held) return unit.refuse('unknown', `No incident with the id ${id} that you may read.`)
  seen(unit, held, version)
  if (merged === 'kept' && held.state.merged) {
    unit.refuse(
      'wrong-state',
      `It was merged into ${held.state.merged.into}: change that one, or take this one out of the merge.`,
    )
  }
  return held
}

export function seen(unit: Unit, held: Held<unknown>, version: number): void {
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
}

/** The marking of a record as the choice that makes the same one again. */
export function choiceOf({ owner: _owner, ...marking }: Marking): MarkingChoice {
  return marking
}

export function writable(desk: Desk, view: View, held: Held<unknown>): boolean {
  return mayWrite(view.reader, view.realm, held.marking, desk.journal.home)
}

/**
 * How something kept with an incident is marked: as was asked; else like the incident; and by those who may read the
 * incident but not change it, for its owner and the staff of this node.
 */
export function markedLike(
  desk: Desk,
  view: View,
  held: Held<Incident>,
  asked: MarkingChoice | undefined,
): { marking: MarkingChoice; owner?: Id } {
  if (asked) return { marking: asked }
  if (writable(desk, view, held))
    return { marking: choiceOf(held.marking), owner: ownerLike(held, view.reader, desk.journal.home) }
  return { marking: { tlp: 'AMBER+STRICT', audience: [...new Set([held.marking.owner, desk.journal.home])] } }
}

/** Notes in reports which incidents they went into, as far as the writer may change them. */
export async function noteReports(
  desk: Desk,
  unit: Unit,
  reports: readonly Id[],
  what: 'assess.reportTaken' | 'assess.reportReleased',
  into: Id,
  cause: Id,
): Promise<void> {
  for (const id of reports) {
    const held = await unit.read(report, id)
    if (!held || !writable(desk, unit.view, held)) continue
    if (held.state.incidents.includes(into) === (what === 'assess.reportTaken')) continue
    await unit.append(report, what, id, { incident: into }, { cause: [cause] })
  }
}

/** Within one process numbers are given in turn; between processes the unique index decides, and the loser tries again. */
const turns = new Map<string, Promise<unknown>>()

export async function numbered<T>(realm: string, work: () => Promise<Reply<T>>): Promise<Reply<T>> {
  const before = turns.get(realm) ?? Promise.resolve()
  const mine = before.then(
    () => again(work),
    () => again(work),
  )
  turns.set(realm, mine)
  try {
    return await mine
  } finally {
    if (turns.get(realm) === mine) turns.delete(realm)
  }
}

async function again<T>(work: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isNumberTaken(error) || attempt >= 20) throw error
    }
  }
}
