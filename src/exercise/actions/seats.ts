// Who takes part: people are put into cells, which lets them into the realm, and taken out again.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/exercises.ts'
import type { ShownExercise } from '../api/exercises.ts'
import { exerciseRecord } from '../events.ts'
import { allExercises } from '../store/exercises.ts'
import { scriptOf } from '../store/scripts.ts'
import { findExercise, noSuch, shown } from './desk.ts'
import { type ExerciseRoom, plannerOf, planningView } from './room.ts'

const mostLookedAt = 500

export async function putInCell(
  room: ExerciseRoom,
  { exercise: slug, person, cell, seat, alsoElsewhere }: InputOf<typeof api.putInCell>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const held = await findExercise(room, slug, call.reader)
  if (!held) return noSuch(slug)
  if (seat !== undefined) {
    const scenario = await scriptOf(room.journal.sql, held.state.scenario.digest)
    if (!scenario?.cast.some(({ id }) => id === seat))
      return refuse('no-such-seat', `Nobody of the cast is '${seat}'.`, '/seat')
  }
  if (!alsoElsewhere) {
    const all = await allExercises(room.journal, planningView(room), mostLookedAt)
    const other = all.find(
      ({ id, state }) => id !== held.id && state.state !== 'ended' && state.seats.some((one) => one.person === person),
    )
    if (other)
      return refuse(
        'in-another-exercise',
        `They are in '${other.state.slug}', which is ${other.state.state}.`,
        '/person',
      )
  }
  const entered = await room.call(
    'people.enterRealm',
    { person, exercise: slug },
    { reader: call.reader, realm: 'live' },
  )
  if (!entered.ok) return entered
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const now = await unit.read(exerciseRecord, held.id)
    if (now?.state.state === 'ended') unit.refuse('exercise-over', `${now.state.name} has ended.`)
    const since = instant(room.clocks.now())
    const { held: after } = await unit.append(exerciseRecord, 'exercise.seated', held.id, {
      person,
      cell,
      seat: seat ?? null,
      since,
    })
    return done(after)
  })
  return reply.ok ? done(shown(room, reply.value, call.reader)) : reply
}

export async function takeFromCell(
  room: ExerciseRoom,
  { exercise: slug, person, reason }: InputOf<typeof api.takeFromCell>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const held = await findExercise(room, slug, call.reader)
  if (!held) return noSuch(slug)
  if (!held.state.seats.some((one) => one.person === person))
    return refuse('unknown', 'They are in no cell of this exercise.', '/person')
  const left = await room.call('people.leaveRealm', { person, exercise: slug }, { reader: call.reader, realm: 'live' })
  if (!left.ok) return left
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const body = { person, ...(reason === undefined ? {} : { reason }) }
    const { held: after } = await unit.append(exerciseRecord, 'exercise.unseated', held.id, body)
    return done(after)
  })
  return reply.ok ? done(shown(room, reply.value, call.reader)) : reply
}
