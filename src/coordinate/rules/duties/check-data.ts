// What the lists of duties have to agree on before anybody works by them: names that exist, days of the calendar, ids given once.
import type { NoticeKinds } from '../../model/notice-kind.ts'
import type { Duty } from '../../model/obligation.ts'
import { isDay } from './rounds.ts'

/** An obligation, and whether it is one that this node added or changed for itself. */
export type ListedDuty = Duty & { own: boolean }

export interface FrameworkDuties {
  version: string
  note: string
  obligations: ListedDuty[]
  notices: NoticeKinds
  /** Names of the actors of the framework by their id. */
  actors: ReadonlyMap<string, string>
}

/** The released list with a node's own laid over it: the same id replaces, a new one is added. */
export function withOwn(released: readonly Duty[], own: readonly Duty[]): ListedDuty[] {
  const laid = new Map(own.map((one) => [one.id, one]))
  const known = new Set(released.map(({ id }) => id))
  const kept = released.map((one): ListedDuty => {
    const over = laid.get(one.id)
    return over ? { ...over, own: true } : { ...one, own: false }
  })
  return [...kept, ...own.filter(({ id }) => !known.has(id)).map((one) => ({ ...one, own: true }))]
}

/** Each fault as a sentence with its place; none where the lists can be used. */
export function faultsOf({ obligations, notices, actors }: FrameworkDuties): string[] {
  const ids = new Set(obligations.map(({ id }) => id))
  const parties = new Set(notices.parties.map(({ actor }) => actor))
  const unknownActor = (place: string, named: readonly string[]) =>
    named.filter((id) => !actors.has(id)).map((id) => `${place} names the actor ${id}, which actors.json has not.`)
  return [
    ...twice(obligations).map((id) => `obligations.json has ${id} twice.`),
    ...obligations.flatMap(({ id, actor, with: others, due }) => [
      ...unknownActor(`obligations.json, ${id}`, [actor, ...others]),
      ...daysOf(due).flatMap((day) => (isDay(day) ? [] : [`obligations.json, ${id}: ${day} is no day.`])),
    ]),
    ...twice(notices.kinds).map((id) => `notices.json has ${id} twice.`),
    ...notices.kinds.flatMap((kind) => [
      ...unknownActor(`notices.json, ${kind.id}`, [...kind.actors, ...kind.recipients.map(({ actor }) => actor)]),
      ...kind.obligations
        .filter((id) => !ids.has(id))
        .map((id) => `notices.json, ${kind.id} meets ${id}, which obligations.json has not.`),
      ...kind.recipients
        .filter(({ actor }) => !parties.has(actor))
        .map(({ actor }) => `notices.json, ${kind.id} is told to ${actor}, of which \`parties\` says nothing.`),
    ]),
  ]
}

function daysOf(due: Duty['due']): string[] {
  if (due.kind === 'date') return [due.on]
  return due.kind === 'every' && due.first !== null ? [due.first] : []
}

function twice(all: readonly { id: string }[]): string[] {
  const seen = new Set<string>()
  return all.flatMap(({ id }) => {
    if (seen.has(id)) return [id]
    seen.add(id)
    return []
  })
}
