// The few steps that all actions on the taxonomy, on clusters and in the forum take.
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Appended, Held, Journal, Unit, View } from '#platform/journal/index.ts'
import { heardLike } from '../../rules/taxonomy/heard-like.ts'

export interface Changed {
  id: Id
  version: number
  entry: Id
}

export function changed<S>({ entry, held }: Appended<S>): Changed {
  return { id: held.id, version: held.version, entry }
}

export function seen(unit: Unit, held: Held<unknown>, version: number): void {
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
}

/** The person who does this; refuses a job or an account without a name. */
export function namedPerson(unit: Unit, what: string): Id {
  return unit.view.reader.person ?? unit.refuse('person-needed', `Only a named person can ${what}.`)
}

/** The organisation for which the reader acts: the account at the keyboard acts for the node's. */
export function ownOrganisation(journal: Pick<Journal, 'home'>, view: View): Id {
  return view.reader.organisation ?? journal.home
}

/**
 * How something is marked that rests on one record: as chosen, if that reaches nobody new beside the writer's own organisation; else
 * for those who may read that record. Refuses `would-widen`.
 */
export function markedOn(
  journal: Pick<Journal, 'home'>,
  unit: Unit,
  about: Marking,
  chosen: MarkingChoice | undefined,
): MarkingChoice {
  const own = ownOrganisation(journal, unit.view)
  if (!chosen) return heardLike(about, own)
  if (!staysWithin(markingFrom(chosen, own, unit.view.reader.person), reachingAlso(about, own)))
    unit.refuse('would-widen', 'What it is about is marked for fewer readers.', '/marking')
  return chosen
}

/** Whoever could read it before may go on reading it. */
export function reachingAlso(marking: Marking, own: Id): Marking {
  if (marking.owner === own || marking.audience.includes(own)) return marking
  return { ...marking, audience: [...marking.audience, own] }
}

export function writable(journal: Pick<Journal, 'home'>, view: View, held: Pick<Held<unknown>, 'marking'>): boolean {
  return mayWrite(view.reader, view.realm, held.marking, journal.home)
}

/** The newest entry of a record that may be read, as a cause. */
export async function causeOf(journal: Journal, view: View, ...ids: Id[]): Promise<Id[]> {
  const found = await Promise.all(ids.map((id) => journal.reads.entriesOf(view, id)))
  return found.flatMap((entries) => entries.at(-1)?.id ?? [])
}
