// Showing exercises: to who directs, everything; to players, what reached them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../api/exercises.ts'
import { type Delivery, type Exercise, realmOf, type ShownExpectation, type ShownInject } from '../model/exercise.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Course, Followed } from '../rules/run/course.ts'
import { reachedBy } from '../rules/run/reached.ts'
import { scoreByObjective } from '../rules/run/score.ts'
import { allExercises, deliveriesIn } from '../store/exercises.ts'
import { addedTo, scriptOf } from '../store/scripts.ts'
import { findExercise, isDirecting, maySee, noSuch, shown, storyNow } from './desk.ts'
import { type ExerciseRoom, planningView, realmView } from './room.ts'
import { openRun, type Run } from './run/run.ts'

const mostListed = 200

export async function listExercises(
  room: ExerciseRoom,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listExercises>>> {
  const all = await allExercises(room.journal, planningView(room), mostListed)
  return done({
    items: all.filter(({ state }) => maySee(call.reader, state)).map((held) => shown(room, held, call.reader)),
  })
}

export async function getExercise(
  room: ExerciseRoom,
  { exercise: slug }: InputOf<typeof api.getExercise>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getExercise>>> {
  const held = await findExercise(room, slug, call.reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  return done({
    ...shown(room, held, call.reader),
    cast: scenario.cast.map(({ id, name, participant, cell, roles }) => ({
      id,
      name,
      participant,
      cell,
      roles: [...roles],
    })),
    participants: scenario.participants.map(({ id, name, played }) => ({ id, name, played: played !== false })),
  })
}

/** The run of this process; where another one plays it, or nobody any more, what the record says. */
export async function runOf(room: ExerciseRoom, held: Held<Exercise>, scenario: Scenario): Promise<Run> {
  const live = room.runs.of(held.id)
  if (live && held.state.state !== 'ended') return live
  const run = await openRun(room, held.id, held.state, scenario, { watching: true })
  const now = room.clocks.in(realmOf(held.state)).getTime()
  if (held.state.state !== 'planned') while (run.course.due(now));
  if (held.state.state === 'ended') run.course.end(now)
  return run
}

export async function showInjects(
  room: ExerciseRoom,
  { exercise: slug }: InputOf<typeof api.showInjects>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.showInjects>>> {
  const held = await findExercise(room, slug, call.reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  const run = await runOf(room, held, scenario)
  await run.settled()
  const deliveries = run.deliveries()
  const followed = run.course.followed()
  return done({
    storyNow: storyNow(room, realmOf(held.state)),
    injects: injectsOf(run.course, deliveries, new Set(held.state.added)),
    expected: followed.map(shownExpectation),
    objectives: scoreByObjective(scenario, followed),
    refused: deliveries.filter(({ of, outcome }) => of !== 'inject' && outcome === 'refused'),
  })
}

function injectsOf(course: Course, deliveries: readonly Delivery[], added: ReadonlySet<string>): ShownInject[] {
  const by = new Map(deliveries.filter(({ of }) => of === 'inject').map((one) => [one.ref, one]))
  return course
    .injects()
    .map((inject): ShownInject => {
      const { state = 'waiting', at = null } = course.stands(inject.id) ?? {}
      return {
        ...{
          id: inject.id,
          title: inject.title,
          channel: inject.content.channel,
          strand: inject.strand ?? null,
          state,
        },
        ...{
          plannedAt: momentOrNull(course.planned(inject.id)),
          at: momentOrNull(at),
          conditional: inject.when !== undefined,
        },
        ...{ noise: inject.noise === true, added: added.has(inject.id), visibleTo: inject.visibleTo ?? [] },
        ...{ note: inject.note ?? null, refused: by.get(inject.id)?.calls.filter(({ ok }) => !ok) ?? [] },
      }
    })
    .sort((a, b) => (a.at ?? a.plannedAt ?? '~').localeCompare(b.at ?? b.plannedAt ?? '~'))
}

export function shownExpectation({ expected, state, from, due, at, entry, by }: Followed): ShownExpectation {
  return {
    ...{ id: expected.id, title: expected.title, objective: expected.objective, measure: expected.measure, state },
    ...{ from: momentOrNull(from), due: momentOrNull(due), at: momentOrNull(at), entry, by },
    seconds: at === null || from === null ? null : (at - from) / 1000,
    ...{ weight: expected.weight ?? 1, help: expected.help ?? null },
  }
}

function momentOrNull(at: number | null | undefined): Instant | null {
  return at === null || at === undefined ? null : instant(new Date(at))
}

export async function whatReachedMe(
  room: ExerciseRoom,
  { exercise: slug }: InputOf<typeof api.whatReachedMe>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.whatReachedMe>>> {
  const held = await findExercise(room, slug, call.reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  const mine = held.state.seats.find(({ person }) => person === call.reader.person)
  const seat = scenario.cast.find(({ id }) => id === mine?.seat)
  // A player without a seat is told nothing that names participants; who directs or watches sees what all see.
  const asWhom = seat?.id ?? (isDirecting(call.reader) || (mine && mine.cell !== 'players') ? null : '')
  const injects = new Map(
    [...scenario.injects, ...(await addedTo(room.journal.sql, held.id))].map((one) => [one.id, one]),
  )
  const came = await deliveriesIn(room.journal, realmView(room, realmOf(held.state)))
  const items = came.flatMap(({ state, since }) => {
    const inject =
      state.of === 'inject' && ['delivered', 'refused'].includes(state.outcome) ? injects.get(state.ref) : undefined
    const told = inject && reachedBy(inject, scenario, asWhom)
    return told ? [{ at: since, ...told }] : []
  })
  return done({
    storyNow: storyNow(room, realmOf(held.state)),
    seat: seat
      ? {
          id: seat.id,
          name: seat.name,
          participant: scenario.participants.find(({ id }) => id === seat.participant)?.name ?? '',
        }
      : null,
    items,
  })
}
