// A round: everything that is due is looked at, politely, and only what changed becomes an entry.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import type { Held } from '#platform/journal/index.ts'
import { operationRecord } from '../../events/operations.ts'
import { targetRecord } from '../../events/targets.ts'
import type { Sighting } from '../../model/monitors/sighting.ts'
import type { Operation } from '../../model/operations/operation.ts'
import type { Target } from '../../model/targets/target.ts'
import { isConfirmed, judgeSighting } from '../../rules/monitors/judge.ts'
import { createTurns, type Due } from '../../rules/monitors/turns.ts'
import { keepLooks, type Look, looksAt } from '../../store/monitors/looks.ts'
import { type WatchedRow, watchedTargets } from '../../store/targets/targets.ts'
import type { DisruptRoom } from '../room.ts'
import { look } from './look.ts'

export interface RoundDone {
  looked: number
  changed: number
}

const perSlice = 500

/** All watched targets whose interval is over; ends early when the room is stopped. */
export async function lookAtDue(room: DisruptRoom): Promise<RoundDone> {
  return lookAtThese(room, await watchedTargets(room.journal), room.takedowns.looks.everySeconds)
}

/** In slices, so that thousands of targets are never in memory at once. `restSeconds`: seen since then is seen enough. */
export async function lookAtThese(
  room: DisruptRoom,
  rows: readonly WatchedRow[],
  restSeconds: number,
): Promise<RoundDone> {
  const all: RoundDone = { looked: 0, changed: 0 }
  const realms = new Map<Realm, Id[]>()
  for (const { id, realm } of rows) realms.set(realm, [...(realms.get(realm) ?? []), id])
  for (const [realm, ids] of realms)
    for (let from = 0; from < ids.length && !room.looks.stopping(); from += perSlice) {
      const { looked, changed } = await slice(room, realm, ids.slice(from, from + perSlice), restSeconds)
      all.looked += looked
      all.changed += changed
    }
  return all
}

async function slice(room: DisruptRoom, realm: Realm, ids: readonly Id[], restSeconds: number): Promise<RoundDone> {
  const view = { reader: systemReader('disrupt.looks', [realm], room.journal.home), realm, own: true as const }
  const [targets, before] = await Promise.all([
    room.journal.reads.some(targetRecord, view, ids),
    looksAt(room.journal, ids),
  ])
  const rested = room.clock.now().getTime() - restSeconds * 1_000
  const due = targets.filter(({ id, state }) => {
    const last = before.get(id)
    return state.watched && state.state === 'listed' && (!last || Date.parse(last.lookedAt) <= rested)
  })
  const operations = await room.journal.reads.some(operationRecord, view, [
    ...new Set(due.map(({ state }) => state.operation)),
  ])
  const of = new Map(operations.map((one) => [one.id, one]))
  const looks: Look[] = []
  await eachPolitely(room, due, async (target) => {
    const operation = of.get(target.state.operation)
    if (operation) looks.push(await lookAt(room, realm, target, operation, before.get(target.id)))
  })
  await keepLooks(room.journal, looks)
  let changed = 0
  for (const { target, judged, last } of looks) {
    const held = due.find(({ id }) => id === target)
    const was = before.get(target)?.judged ?? null
    const operation = held && of.get(held.state.operation)
    if (!held || !operation) continue
    const verdict = verdictOn(last, held, operation, before.get(target)?.first ?? null)
    if (!isConfirmed(verdict, held.state.status, was)) continue
    changed += (await note(room, realm, held, verdict.because, judged)) ? 1 : 0
  }
  return { looked: looks.length, changed }
}

async function lookAt(
  room: DisruptRoom,
  realm: Realm,
  { id, state }: Held<Target>,
  operation: Held<Operation>,
  before: Look | undefined,
): Promise<Look> {
  // When it was looked at is real time: it goes by that whose turn is next. The entry goes by the time of the realm.
  const lookedAt = room.clock.now().toISOString()
  const last = await look(room.looks, {
    ...{ kind: state.kind, name: state.name, standIn: state.standIn, exercise: isExercise(realm) },
    ...{ pages: operation.state.seizurePages, at: room.clock.in(realm).toISOString() },
  })
  const judged = verdictOn(last, { state }, operation, before?.first ?? null).status
  const first = before?.first ?? (judged === 'up' && last.page === 'answered' ? last : null)
  return { target: id, realm, operation: operation.id, lookedAt, judged, first, last }
}

function verdictOn(
  last: Sighting,
  { state }: Pick<Held<Target>, 'state'>,
  operation: Held<Operation>,
  first: Sighting | null,
) {
  const { seizurePages, sinkholes } = operation.state
  return judgeSighting(last, { seizurePages, sinkholes, first, before: state.status })
}

async function note(
  room: DisruptRoom,
  realm: Realm,
  { id, state }: Held<Target>,
  because: string,
  status: Look['judged'],
) {
  const view = { reader: systemReader('disrupt.looks', [realm], room.journal.home), realm, own: true as const }
  const reply = await room.journal.commit({ view, verb: 'disrupt.lookAtTargets' }, async (unit) => {
    const held = await unit.read(targetRecord, id)
    // A person may have said something else in between: then the next look decides anew.
    if (!held || held.state.status !== state.status || held.state.state === 'dropped') return done(false)
    await unit.append(targetRecord, 'disrupt.targetSeen', id, { status, because: because.slice(0, 2_000) })
    return done(true)
  })
  return reply.ok && reply.value
}

const longestWaitMilliseconds = 200

/** So many at a time as is allowed, and one host never more often than is polite. */
async function eachPolitely(
  room: DisruptRoom,
  targets: readonly Held<Target>[],
  work: (target: Held<Target>) => Promise<void>,
): Promise<void> {
  const known = new Map(targets.map((one) => [one.id, one]))
  const { atOnce: most, perHostMilliseconds } = room.takedowns.looks
  const turns = createTurns(targets.map(dueOf), { most, perHostMilliseconds })
  let wake: () => void = () => undefined
  const underWay = new Set<Promise<void>>()
  while (!room.looks.stopping()) {
    const next = turns.next(performance.now())
    if (next === null) break
    if ('waitMilliseconds' in next) {
      const wait = Math.min(longestWaitMilliseconds, next.waitMilliseconds)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      continue
    }
    const target = known.get(next.id)
    const turn = (target ? work(target) : Promise.resolve()).finally(() => {
      turns.done(next, performance.now())
      underWay.delete(turn)
      wake()
    })
    underWay.add(turn)
  }
  await Promise.all(underWay)
}

/** Subdomains of one zone are mostly one host; stand-ins are told apart by what they stand for. */
function dueOf({ id, state }: Held<Target>): Due {
  if (state.standIn) return { id, host: `${state.standIn.address} ${state.name}` }
  return { id, host: state.kind === 'address' ? state.name : state.name.split('.').slice(-2).join('.') }
}
