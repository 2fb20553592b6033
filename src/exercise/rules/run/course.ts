// The course of a scenario while it is played: what is due when, which branches are taken, what is expected and what became of it.
// Pure: it is told what happened, and asked what is due.

import type { ExpectationState } from '../../model/exercise.ts'
import type { Expected, Inject, Scenario } from '../../model/scenario.ts'
import { momentMs, plannedMoments, spanMs } from '../scenario/moments.ts'
import { createAgenda } from './agenda.ts'
import { holds, type Known } from './condition.ts'
import { isSought, mismarking, type Seen } from './match.ts'
import { minutesOf } from './streams.ts'

export type InjectStands = 'waiting' | 'delivered' | 'not-taken' | 'skipped' | 'refused' | 'elsewhere'

/** What became of it is known; only *missed* may still become *done*, by an entry that is heard late. */
export const settledStates: ReadonlySet<ExpectationState> = new Set([
  ...(['done', 'late', 'missed', 'not-asked', 'kept', 'broken', 'mismarked'] as const),
])

/** Something to be done now. `at`: when it was due, in milliseconds since 1970. */
export type Due =
  | { what: 'inject'; at: number; inject: Inject; taken: boolean }
  | { what: 'minute'; at: number; inject: Inject; minute: number; from: number }
  | { what: 'play'; at: number; expected: Expected }

/** What became of an expected action so far. Moments in milliseconds since 1970. */
export interface Followed {
  expected: Expected
  state: ExpectationState
  from: number | null
  due: number | null
  until: number | null
  at: number | null
  entry: string | null
  by: string | null
}

export interface Course {
  next(): number | undefined
  /** The next that is due by then; what only passes (a limit) is noted on the way. */
  due(now: number): Due | undefined
  /** An inject, or its first minute, reached the players, or did not. */
  came(inject: string, how: Exclude<InjectStands, 'waiting'>, at: number): void
  /** Minutes of a stream that came already are not asked for again. */
  streamed(inject: string, minutes: number): void
  skip(inject: string, at: number): void
  add(inject: Inject, at: number): void
  chose(inject: string, option: string, at: number): void
  seen(entry: Seen): void
  /** What became of it at the node where whoever is to do it sits. `at`: when it was done; `now`: when that is heard at the latest. */
  reported(expected: string, state: ExpectationState, at: number | null, now: number): void
  chosen(): readonly { inject: string; option: string; at: number }[]
  /** Whether an entry could be sought, and whether its body is asked for. */
  wants(entry: Pick<Seen, 'verb' | 'kind' | 'record'>): 'no' | 'header' | 'body'
  /** An automatic player is to try again then. */
  again(expected: string, at: number): void
  /** The story is over: nothing is open any more. */
  end(at: number): void
  followed(): readonly Followed[]
  stands(inject: string): { state: InjectStands; at: number | null } | undefined
  planned(inject: string): number | undefined
  injects(): readonly Inject[]
}

type Noted =
  | { what: 'inject'; id: string }
  | { what: 'minute'; id: string; minute: number; from: number }
  | { what: 'limit'; id: string }
  | { what: 'play'; id: string }

export interface Acting {
  /** The names that the journal has for whoever sits there: a member of the cast, or anybody of a participant. */
  actorsOf(who: string): ReadonlySet<string>
  /** Whoever carries out injects and the setting: what they do was not done by players. */
  direction: ReadonlySet<string>
  /** Whether an empty seat acts by itself. */
  plays(expected: Expected): boolean
  /** Whether whoever is to do it sits at another node, which judges it. */
  elsewhere?(expected: Expected): boolean
}

/** `startedAt`: when the story began, in milliseconds since 1970. */
export function createCourse(scenario: Scenario, acting: Acting, startedAt = Date.parse(scenario.startsAt)): Course {
  const agenda = createAgenda<Noted>()
  const injects = new Map<string, Inject>()
  const followers = new Map<string, Inject[]>()
  const stands = new Map<string, { state: InjectStands; at: number | null }>()
  const plan = plannedMoments(scenario)
  const streams = new Map<string, number>()
  const options = new Map<string, { option: string; at: number }>()
  const others = new Set<Followed>()
  const followed = new Map<string, Followed>()
  const openedBy = new Map<string, Followed[]>()
  const waitingOnCondition = new Set<Followed>()
  const byHeader = new Map<string, Followed[]>()

  const known: Known = {
    done: (id) => ['done', 'late', 'mismarked', 'kept'].includes(followed.get(id)?.state ?? ''),
    missed: (id) => ['missed', 'broken'].includes(followed.get(id)?.state ?? ''),
    delivered: (id) => ['delivered', 'refused', 'elsewhere'].includes(stands.get(id)?.state ?? ''),
    chosen: (id) => options.get(id)?.option,
  }

  function take(inject: Inject, at: number): void {
    injects.set(inject.id, inject)
    stands.set(inject.id, { state: 'waiting', at: null })
    if (inject.at !== undefined) agenda.put(at, { what: 'inject', id: inject.id })
    else if (inject.after) noteIn(followers, inject.after.inject, inject)
  }

  function open(one: Followed, at: number): void {
    if (one.state !== 'waiting') return
    if (!holds(one.expected.when, known)) return void waitingOnCondition.add(one)
    waitingOnCondition.delete(one)
    one.state = 'due'
    one.from = at
    one.due = at + spanMs(one.expected.within)
    one.until = one.due + (one.expected.tolerance ? spanMs(one.expected.tolerance) : 0)
    agenda.put(one.until + 1, { what: 'limit', id: one.expected.id })
    if (one.expected.play && !one.expected.never && acting.plays(one.expected)) {
      const delay = one.expected.delay ? spanMs(one.expected.delay) : spanMs(one.expected.within) / 2
      agenda.put(at + delay, { what: 'play', id: one.expected.id })
    }
  }

  /** Something changed: what waited for it may be asked now. */
  function changed(at: number): void {
    for (const one of waitingOnCondition) if (holds(one.expected.when, known)) open(one, at)
  }

  function notAsked(one: Followed): void {
    if (one.state !== 'waiting') return
    one.state = 'not-asked'
    waitingOnCondition.delete(one)
    for (const next of openedBy.get(`done:${one.expected.id}`) ?? []) notAsked(next)
  }

  function finish(one: Followed, state: ExpectationState, at: number): void {
    one.state = state
    const next = openedBy.get(`done:${one.expected.id}`) ?? []
    for (const other of next) {
      if (known.done(one.expected.id)) open(other, at)
      else if (known.missed(one.expected.id)) notAsked(other)
    }
    changed(at)
  }

  function pass(id: string, at: number): void {
    const one = followed.get(id)
    if (one?.state === 'due') finish(one, one.expected.never ? 'kept' : 'missed', at)
  }

  function dueInject(id: string, at: number): Due | undefined {
    const inject = injects.get(id)
    if (!inject || stands.get(id)?.state !== 'waiting') return undefined
    return { what: 'inject', at, inject, taken: holds(inject.when, known) }
  }

  function dueMinute(noted: Extract<Noted, { what: 'minute' }>, at: number): Due | undefined {
    const inject = injects.get(noted.id)
    if (!inject || (streams.get(noted.id) ?? 0) > noted.minute) return undefined
    if (noted.minute + 1 < minutesOf(inject.content)) agenda.put(at + 60_000, { ...noted, minute: noted.minute + 1 })
    return { what: 'minute', at, inject, minute: noted.minute, from: noted.from }
  }

  function dueOf(noted: Noted, at: number): Due | undefined {
    if (noted.what === 'inject') return dueInject(noted.id, at)
    if (noted.what === 'minute') return dueMinute(noted, at)
    if (noted.what === 'limit') return void pass(noted.id, at)
    const one = followed.get(noted.id)
    return one?.state === 'due' ? { what: 'play', at, expected: one.expected } : undefined
  }

  function done(one: Followed, entry: Seen): void {
    const { expected } = one
    one.at = entry.at
    one.entry = entry.id
    one.by = entry.actor
    const inTime = entry.at <= (one.due ?? 0) ? 'done' : 'late'
    const state = mismarking(expected, entry.marking) ? 'mismarked' : inTime
    finish(one, expected.never ? 'broken' : state, entry.at)
  }

  function came(id: string, how: Exclude<InjectStands, 'waiting'>, at: number): void {
    const inject = injects.get(id)
    if (!inject) return
    stands.set(id, { state: how, at })
    const here = how === 'delivered' || how === 'refused'
    const reached = here || how === 'elsewhere'
    for (const next of followers.get(id) ?? []) {
      if (!next.after) continue
      if (reached) agenda.put(at + spanMs(next.after.by), { what: 'inject', id: next.id })
      // What hangs on something that never came never comes.
      else if (stands.get(next.id)?.state === 'waiting') came(next.id, 'not-taken', at)
    }
    for (const one of openedBy.get(`came:${id}`) ?? []) {
      if (reached) open(one, at)
      else notAsked(one)
    }
    if (here && minutesOf(inject.content) > 0)
      agenda.put(at + 60_000, { what: 'minute', id, minute: streams.get(id) ?? 0, from: at })
    changed(at)
  }

  for (const inject of scenario.injects) take(inject, plan.get(inject.id) ?? startedAt)
  for (const expected of scenario.expected) {
    const one: Followed = {
      ...{ expected, state: 'waiting' as const, from: null, due: null, until: null },
      ...{ at: null, entry: null, by: null },
    }
    followed.set(expected.id, one)
    if (acting.elsewhere?.(expected)) {
      one.state = 'elsewhere'
      others.add(one)
    }
    noteIn(byHeader, headerKey(expected.entry), one)
    if (expected.from !== undefined) noteIn(openedBy, `came:${expected.from}`, one)
    else if (expected.fromDone !== undefined) noteIn(openedBy, `done:${expected.fromDone}`, one)
    else open(one, startedAt)
  }

  return {
    next: () => agenda.next(),
    due(now) {
      for (let noted = agenda.take(now); noted; noted = agenda.take(now)) {
        const due = dueOf(noted.what, noted.at)
        if (due) return due
      }
      return undefined
    },
    came,
    streamed(id, minutes) {
      streams.set(id, Math.max(streams.get(id) ?? 0, minutes))
    },
    skip(id, at) {
      if (stands.get(id)?.state === 'waiting') came(id, 'skipped', at)
    },
    add(inject, at) {
      if (injects.has(inject.id)) return
      plan.set(inject.id, inject.at === undefined ? at : momentMs(inject.at, scenario.startsAt))
      take(inject, Math.max(at, plan.get(inject.id) ?? at))
    },
    chose(id, option, at) {
      if (options.get(id)?.option === option) return
      options.set(id, { option, at })
      changed(at)
    },
    chosen: () => [...options].map(([inject, { option, at }]) => ({ inject, option, at })),
    reported(id, state, at, now) {
      const one = followed.get(id)
      if (!one || one.state === state || !settledStates.has(state)) return
      // What was judged here is not judged by others.
      if (!others.has(one) && one.state !== 'waiting' && one.state !== 'due') return
      one.at = at
      if (state !== 'not-asked') return finish(one, state, at ?? now)
      one.state = state
      for (const next of openedBy.get(`done:${id}`) ?? []) notAsked(next)
    },
    wants(entry) {
      const all = candidates(byHeader, entry)
      if (all.length === 0) return 'no'
      return all.some(({ expected }) => Object.keys(expected.entry.where ?? {}).some((at) => at.startsWith('/body')))
        ? 'body'
        : 'header'
    },
    seen(entry) {
      if (acting.direction.has(personOf(entry.actor))) return
      for (const one of candidates(byHeader, entry)) {
        const { expected } = one
        // Missed is not the last word: an entry may be heard a moment after the limit that it kept.
        if (one.state !== 'due' && one.state !== 'missed' && one.state !== 'kept') continue
        if (one.from === null || one.due === null || one.until === null) continue
        if (entry.at < one.from || entry.at > one.until) continue
        if (expected.by !== undefined && !acting.actorsOf(expected.by).has(personOf(entry.actor))) continue
        if (isSought(expected.entry, entry)) done(one, entry)
      }
    },
    again(id, at) {
      agenda.put(at, { what: 'play', id })
    },
    end(at) {
      for (const one of followed.values()) {
        if (others.has(one)) continue
        if (one.state === 'waiting') notAsked(one)
        if (one.state !== 'due') continue
        if (one.expected.never) finish(one, 'kept', at)
        else finish(one, (one.due ?? at) <= at ? 'missed' : 'not-asked', at)
      }
    },
    followed: () => [...followed.values()],
    stands: (id) => stands.get(id),
    planned: (id) => plan.get(id),
    injects: () => [...injects.values()],
  }
}

/** A token of a person is that person. */
const personOf = (actor: string) => actor.split('/', 1)[0] ?? actor

function noteIn<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The narrowest thing that is asked of an entry, so that most entries meet few expectations. */
function headerKey({ kind, verb, record }: { kind?: string; verb?: string; record?: string }): string {
  if (kind !== undefined) return `kind:${kind}`
  if (verb !== undefined) return `verb:${verb}`
  return record === undefined ? 'any' : `record:${record}`
}

function candidates(lists: ReadonlyMap<string, Followed[]>, entry: Pick<Seen, 'verb' | 'kind' | 'record'>): Followed[] {
  const keys = [`kind:${entry.kind}`, `verb:${entry.verb}`, `record:${entry.record}`, 'any']
  return keys.flatMap((key) => lists.get(key) ?? [])
}
