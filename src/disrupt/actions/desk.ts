// The few steps that all actions of this room take.
import { isDeepStrictEqual } from 'node:util'
import { incident as incidentRecord } from '#assess/events.ts'
import { crisisRecord } from '#coordinate/events.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import { done } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type Appended, type Held, ownerLike, type Unit } from '#platform/journal/index.ts'
import type { No } from '../rules/life.ts'
import type { DisruptRoom } from './room.ts'

export function namedPerson(unit: Unit): string {
  return unit.view.reader.person ?? unit.refuse('person-needed')
}

export function obey(unit: Unit, no: No | null): void {
  if (no) unit.refuse(no.refusal, no.why)
}

/** The record at the version that the caller saw. */
export async function take<S, K extends EntryKinds<S>>(
  unit: Unit,
  record: RecordKind<S, K>,
  { id, version }: { id: Id; version: number },
): Promise<Held<S>> {
  const held = await unit.read(record, id)
  if (!held) return unit.refuse('unknown', `There is no ${wordOf(record.name)} ${id} that you may read.`)
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  return held
}

export const wordOf = (record: string) =>
  record.slice(record.indexOf('.') + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

export function changed<S extends { state: string }>({ entry, held }: Appended<S>) {
  return done({ id: held.id, version: held.version, entry, state: held.state.state })
}

export function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}

/** A moment that has come; now where nothing is said. */
export function momentFor(unit: Unit, at: Instant | undefined, where = '/at'): Instant {
  const said = at === undefined ? unit.now : momentOf(unit, at, where)
  if (said > unit.now) unit.refuse('impossible-times', `${said} has not come yet.`, where)
  return said
}

/** A day that does not exist passes the pattern of a moment. */
export function momentOf(unit: Unit, at: Instant, where: string): Instant {
  if (Number.isNaN(Date.parse(at))) unit.refuse('impossible-times', `${at} does not exist.`, where)
  return instant(at)
}

export function mustHaveSpace(unit: Unit, parts: readonly unknown[], most: number): void {
  if (parts.length >= most) unit.refuse('too-many-parts', `It holds at most ${most}.`)
}

export const choiceOf = ({ owner: _owner, ...marking }: Marking): MarkingChoice => marking

export interface Belongs {
  crisis?: Id | null | undefined
  incident?: Id | null | undefined
  marking?: MarkingChoice | undefined
}

/**
 * What a new record hangs on, and how it is marked: as was asked, else like its crisis or its incident, else by the default. Its causes
 * are the newest entries of both.
 */
export async function placed({ journal }: DisruptRoom, unit: Unit, { crisis, incident, marking }: Belongs) {
  const of = crisis ? await mustBe(unit, crisisRecord, crisis, '/crisis') : null
  const on = incident ? await mustBe(unit, incidentRecord, incident, '/incident') : null
  const like = of ?? on
  const owner = like ? ownerLike(like, unit.view.reader, journal.home) : undefined
  const chosen = marking ?? (like ? choiceOf(like.marking) : undefined)
  const cause = await causesOf(journal, unit, [of?.id, on?.id])
  return {
    crisis: of,
    incident: on,
    options: { ...(chosen ? { marking: chosen } : {}), ...(owner ? { owner } : {}), cause },
  }
}

async function mustBe<S, K extends EntryKinds<S>>(unit: Unit, record: RecordKind<S, K>, id: Id, where: string) {
  const held = await unit.read(record, id)
  return held ?? unit.refuse('unknown', `There is no ${wordOf(record.name)} ${id} that you may read.`, where)
}

/** The newest entry of each of these that the reader may read: the cause of what follows. */
export async function causesOf(
  journal: DisruptRoom['journal'],
  unit: Unit,
  ids: readonly (Id | null | undefined)[],
): Promise<Id[]> {
  const of = ids.filter((id) => id !== null && id !== undefined)
  const newest = await Promise.all(of.map((id) => journal.reads.entriesOf(unit.view, id)))
  return newest.flatMap((entries) => entries.at(-1)?.id ?? [])
}

/** A record that somebody points at is there for them, and is of the kind that they say. */
export async function mustPoint(
  { journal }: DisruptRoom,
  unit: Unit,
  pointer: { record: string; id: Id } | null,
  where: string,
): Promise<void> {
  if (pointer === null) return
  const last = (await journal.reads.lasts([pointer.id])).get(pointer.id)
  const title = last?.record === pointer.record ? await journal.reads.titleOf(unit.view, pointer.id) : undefined
  if (title === undefined)
    unit.refuse('unknown', `There is no ${pointer.record} ${pointer.id} that you may read.`, where)
}

/** Fields that are given and are another value than what stands, in whatever order its parts are written. */
export function differing<T extends object>(unit: Unit, before: T, given: Partial<T>): Partial<T> {
  const other = Object.entries(given).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(before[name as keyof T], value),
  )
  if (other.length === 0) unit.refuse('nothing-to-change')
  return Object.fromEntries(other) as Partial<T>
}

/** Why a record cannot be changed from here: the past, a copy, or somebody else's. */
export function pastOrOthers({ journal }: DisruptRoom, held: Held<unknown>, { view }: Call): boolean {
  return (
    view.asOf !== undefined ||
    held.origin !== undefined ||
    !mayWrite(view.reader, view.realm, held.marking, journal.home)
  )
}

/** Each event with why it cannot be done; null where it can. */
export function movesOf<E extends string>(
  events: readonly E[],
  past: boolean,
  why: (event: E) => No | null,
): Record<string, string | null> {
  const from = 'It cannot be changed from here.'
  return Object.fromEntries(events.map((event) => [event, past ? from : (why(event)?.why ?? null)]))
}

/** A link that is there is not made again, and one that is not there is not taken away. Gives the cause of what follows. */
export async function mustLink(
  room: DisruptRoom,
  unit: Unit,
  about: readonly { record: string; id: Id }[],
  { to, unlink }: { to: { record: string; id: Id }; unlink: boolean },
): Promise<Id[]> {
  const there = about.some(({ id }) => id === to.id)
  if (unlink && !there) unit.refuse('no-such-part', `It is not linked to ${to.id}.`, '/to')
  if (unlink) return []
  if (there) unit.refuse('nothing-to-change')
  mustHaveSpace(unit, about, 100)
  await mustPoint(room, unit, to, '/to')
  return causesOf(room.journal, unit, [to.id])
}
