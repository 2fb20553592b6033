// For somebody who has never seen Tocsin: one step from nothing to a story that plays, and the tour through it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { ShownExercise } from '../api/exercises.ts'
import type * as api from '../api/newcomers.ts'
import { realmOf } from '../model/exercise.ts'
import { tourOf } from '../rules/tour.ts'
import { allExercises, deliveriesIn } from '../store/exercises.ts'
import { scriptOf } from '../store/scripts.ts'
import { findExercise, noSuch, shown } from './desk.ts'
import { startExercise } from './direct.ts'
import { planExercise } from './plan.ts'
import { type ExerciseRoom, planningView, realmView } from './room.ts'
import { putInCell } from './seats.ts'

const mostLookedAt = 10_000
const longestSlug = 64

export async function playAtOnce(
  room: ExerciseRoom,
  { scenario, speed }: InputOf<typeof api.playAtOnce>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const name = await freeName(room, scenario)
  const planned = await planExercise(room, { scenario, exercise: name, autoplay: 'empty-seats' }, call)
  if (!planned.ok) return planned
  // A command that is repeated gets the answer of the first one, which may have another name.
  const exercise = planned.value.exercise.slug
  // The key of the command was used up by planning: with it, each further step would be taken for a repeat of that.
  const then: Call = { ...call, writer: { view: call.writer.view, verb: call.writer.verb } }
  const { person } = call.reader
  // The command line is nobody who could sit anywhere.
  if (person !== null) {
    const seated = await putInCell(room, { exercise, person, cell: 'control', alsoElsewhere: true }, then)
    if (!seated.ok) return seated
  }
  const started = await startExercise(room, { exercise, ...(speed === undefined ? {} : { speed }) }, then)
  if (started.ok || started.refusal !== 'wrong-state') return started
  const running = await findExercise(room, exercise, call.reader)
  return running ? done(shown(room, running, call.reader)) : started
}

/** `monday`, then `monday-2`. Where somebody else is quicker, planning refuses the name. */
async function freeName(room: ExerciseRoom, scenario: string): Promise<string> {
  const taken = new Set(
    (await allExercises(room.journal, planningView(room), mostLookedAt)).map(({ state }) => state.slug),
  )
  const isFree = (name: string) => !taken.has(name) && !room.clocks.setting(`exercise:${name}`)
  if (isFree(scenario)) return scenario
  for (let n = 2; ; n++) {
    const end = `-${n}`
    const name = `${scenario.slice(0, longestSlug - end.length)}${end}`
    if (isFree(name)) return name
  }
}

export async function showTour(
  room: ExerciseRoom,
  { exercise: slug }: InputOf<typeof api.showTour>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.showTour>>> {
  const held = await findExercise(room, slug, call.reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  if (!call.reader.realms.includes(realmOf(held.state)))
    return refuse('not-allowed', `You are not in the realm ${realmOf(held.state)}.`)
  const came = await deliveriesIn(room.journal, realmView(room, realmOf(held.state)))
  const over = held.state.state === 'ended'
  return done(
    tourOf(
      scenario,
      came.map(({ state }) => state),
      over,
    ),
  )
}
