// The steps that all actions on an exercise take: find it by its name, look whether it can be done now, show it.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type { ShownExercise } from '../api/exercises.ts'
import { exerciseRecord } from '../events.ts'
import { type Exercise, realmOf } from '../model/exercise.ts'
import { type ExerciseEvent, stateAfter, statesFor } from '../rules/run/lifecycle.ts'
import { exerciseNamed } from '../store/exercises.ts'
import { type ExerciseRoom, planningView } from './room.ts'

export const isDirecting = (reader: Reader) => reader.roles.includes('exercise-controller')

/** Whoever directs sees all; others those that they are in. */
export function maySee(reader: Reader, exercise: Exercise): boolean {
  return isDirecting(reader) || reader.realms.includes(realmOf(exercise))
}

export const noSuch = (slug: string) =>
  refuse('unknown', `There is no exercise '${slug}' that you may see.`, '/exercise')

export async function findExercise(
  room: ExerciseRoom,
  slug: string,
  reader: Reader,
): Promise<Held<Exercise> | undefined> {
  const held = await exerciseNamed(room.journal, planningView(room), slug)
  return held && maySee(reader, held.state) ? held : undefined
}

/** In the unit: as it stands now, in a state in which this can be done. */
export async function exerciseFor(unit: Unit, id: Id, event: ExerciseEvent): Promise<Held<Exercise>> {
  const held = await unit.read(exerciseRecord, id)
  if (!held) return unit.refuse('unknown', `No exercise with the id ${id} that you may read.`)
  const { state, name, endedBecause } = held.state
  if (stateAfter(state, event) !== null) return held
  if (state === 'ended') return unit.refuse('exercise-over', `${name} has ended: ${endedBecause ?? ''}`)
  return unit.refuse(
    'wrong-state',
    `The exercise is ${state}; this can be done while it is ${statesFor(event).join(' or ')}.`,
  )
}

/** undefined: it is led here. */
export async function ledElsewhere(room: ExerciseRoom, { shared, name }: Exercise): Promise<Refused | undefined> {
  if (shared?.part !== 'follows') return undefined
  return refuse('led-elsewhere', `${name} is led by ${await organisationName(room, shared.leader)}.`, '/exercise')
}

export async function organisationName(room: ExerciseRoom, organisation: Id): Promise<string> {
  return (await room.journal.reads.titleOf(planningView(room), organisation)) ?? 'another organisation'
}

export function shown(room: ExerciseRoom, { id, version, state }: Held<Exercise>, reader: Reader): ShownExercise {
  const realm = realmOf(state)
  // Who was invited from outside is for control alone.
  const { invitations: _theirs, ...exercise } = state
  const mine = state.seats.find(({ person }) => person === reader.person)
  return {
    ...{
      id,
      version,
      realm,
      exercise,
      clock: room.clocks.setting(realm) ?? null,
      storyNow: storyNow(room, realm),
    },
    waitedMilliseconds: Math.round(room.runs.waitedMs(id)),
    ...{ myCell: mine?.cell ?? null, mySeat: mine?.seat ?? null },
  }
}

/** null: it has no clock yet. */
export function storyNow(room: ExerciseRoom, realm: string): Instant | null {
  return room.clocks.setting(realm) ? instant(room.clocks.in(realm)) : null
}
