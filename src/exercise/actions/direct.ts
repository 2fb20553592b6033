// Directing: start, pause, resume, speed, jump, end; and bringing in or leaving out an inject.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../api/exercises.ts'
import type { ShownExercise } from '../api/exercises.ts'
import { exerciseRecord } from '../events.ts'
import { type Exercise, realmOf } from '../model/exercise.ts'
import type { Inject } from '../model/scenario.ts'
import type { ExerciseEvent } from '../rules/run/lifecycle.ts'
import { spanMs } from '../rules/scenario/moments.ts'
import { deliveriesIn } from '../store/exercises.ts'
import { keepAdded, scriptOf } from '../store/scripts.ts'
import { exerciseFor, findExercise, ledElsewhere, noSuch, shown } from './desk.ts'
import { type ExerciseRoom, plannerOf, realmView } from './room.ts'

type Change = (unit: Unit, held: Held<Exercise>) => Promise<{ held: Held<Exercise> }>

/** What is the leader's alone where several nodes play: each node brings in and leaves out for its own people. */
const ofTheLeader: ReadonlySet<ExerciseEvent> = new Set(['start', 'pause', 'resume', 'setSpeed', 'jump', 'end'])

/** Finds it, does it, tells the clock of all processes where `clock` says so. */
async function directed(
  room: ExerciseRoom,
  slug: string,
  call: Call,
  event: ExerciseEvent,
  change: Change,
  clock?: (exercise: Exercise) => { speed?: number } | undefined,
): Promise<Reply<ShownExercise>> {
  const found = await findExercise(room, slug, call.reader)
  if (!found) return noSuch(slug)
  const led = ofTheLeader.has(event) ? await ledElsewhere(room, found.state) : undefined
  if (led) return led
  const realm = realmOf(found.state)
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const before = await exerciseFor(unit, found.id, event)
    const { held } = await change(unit, before)
    const wanted = clock?.(held.state)
    if (wanted) unit.also((trx) => room.clocks.reset(trx, realm, wanted))
    return done(held)
  })
  if (!reply.ok) return reply
  if (clock) await room.clocks.reload()
  return done(shown(room, reply.value, call.reader))
}

export function startExercise(
  room: ExerciseRoom,
  { exercise, speed, autoplay }: InputOf<typeof api.startExercise>,
  call: Call,
) {
  // The clock stands until the scene is set: the run lets it go.
  return directed(room, exercise, call, 'start', (unit, { id, state }) =>
    unit.append(exerciseRecord, 'exercise.started', id, {
      speed: speed ?? state.speed,
      autoplay: autoplay ?? state.autoplay,
    }),
  )
}

export function pauseExercise(room: ExerciseRoom, { exercise, reason }: InputOf<typeof api.pauseExercise>, call: Call) {
  const body = reason === undefined ? {} : { reason }
  const stand = () => ({ speed: 0 })
  return directed(
    room,
    exercise,
    call,
    'pause',
    (unit, { id }) => unit.append(exerciseRecord, 'exercise.paused', id, body),
    stand,
  )
}

export function resumeExercise(room: ExerciseRoom, { exercise }: InputOf<typeof api.resumeExercise>, call: Call) {
  return directed(
    room,
    exercise,
    call,
    'resume',
    (unit, { id }) => unit.append(exerciseRecord, 'exercise.resumed', id, {}),
    ({ speed, jumpTo }) => (jumpTo === null ? { speed } : undefined),
  )
}

export function setSpeed(room: ExerciseRoom, { exercise, speed }: InputOf<typeof api.setSpeed>, call: Call) {
  return directed(
    room,
    exercise,
    call,
    'setSpeed',
    (unit, { id }) => unit.append(exerciseRecord, 'exercise.speedSet', id, { speed }),
    ({ state, jumpTo }) => (state === 'running' && jumpTo === null ? { speed } : undefined),
  )
}

export async function jumpTo(room: ExerciseRoom, { exercise, to }: InputOf<typeof api.jumpTo>, call: Call) {
  const at = instant(to)
  return directed(room, exercise, call, 'jump', async (unit, { id, state }) => {
    const now = instant(room.clocks.in(realmOf(state)))
    if (at <= now) return unit.refuse('clock-backwards', `In the story it is ${now} already.`, '/to')
    if (at > state.scenario.endsAt)
      return unit.refuse('bad-input', `The story ends at ${state.scenario.endsAt}.`, '/to')
    return unit.append(exerciseRecord, 'exercise.jumpAsked', id, { to: at })
  })
}

export function endExercise(room: ExerciseRoom, { exercise, because }: InputOf<typeof api.endExercise>, call: Call) {
  return directed(
    room,
    exercise,
    call,
    'end',
    (unit, { id }) => unit.append(exerciseRecord, 'exercise.ended', id, { because, followedBy: null }),
    () => ({ speed: 0 }),
  )
}

export async function inject(
  room: ExerciseRoom,
  { exercise, inject: ref, in: span, at, ...rest }: InputOf<typeof api.inject>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const found = await findExercise(room, exercise, call.reader)
  if (!found) return noSuch(exercise)
  const scenario = await scriptOf(room.journal.sql, found.state.scenario.digest)
  if (scenario?.injects.some(({ id }) => id === ref) || found.state.added.includes(ref))
    return refuse('inject-taken', `There is an inject '${ref}' already.`, '/inject')
  const now = room.clocks.in(realmOf(found.state)).getTime()
  const due: Instant = at === undefined ? instant(new Date(now + (span === undefined ? 0 : spanMs(span)))) : instant(at)
  if (Date.parse(due) < now)
    return refuse('clock-backwards', `In the story it is ${instant(new Date(now))} already.`, '/at')
  const added: Inject = { id: ref, at: due, ...rest }
  return directed(room, exercise, call, 'inject', (unit, { id }) => {
    unit.also((trx) => keepAdded(trx, id, added))
    return unit.append(exerciseRecord, 'exercise.injectAdded', id, { inject: ref })
  })
}

export async function skipInject(
  room: ExerciseRoom,
  { exercise, inject: ref, reason }: InputOf<typeof api.skipInject>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const found = await findExercise(room, exercise, call.reader)
  if (!found) return noSuch(exercise)
  const scenario = await scriptOf(room.journal.sql, found.state.scenario.digest)
  if (!scenario?.injects.some(({ id }) => id === ref) && !found.state.added.includes(ref))
    return refuse('no-such-inject', `There is no inject '${ref}'.`, '/inject')
  const came = await deliveriesIn(room.journal, realmView(room, realmOf(found.state)))
  if (found.state.skipped.includes(ref) || came.some(({ state }) => state.of === 'inject' && state.ref === ref))
    return refuse('came-already', `'${ref}' is no longer waiting.`, '/inject')
  const body = { inject: ref, ...(reason === undefined ? {} : { reason }) }
  return directed(room, exercise, call, 'skip', (unit, { id }) =>
    unit.append(exerciseRecord, 'exercise.injectSkipped', id, body),
  )
}
