// What the actions of an evaluation work with, and who may see what of one.
import type { Reader } from '#kernel/reader.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Held } from '#platform/journal/types.ts'
import type { QualityFile } from '../../model/evaluation/quality.ts'
import type { Exercise } from '../../model/exercise.ts'
import { isDirecting } from '../desk.ts'
import type { ExerciseRoom } from '../room.ts'

export interface EvaluationRoom extends ExerciseRoom {
  quality: QualityFile
}

export function isEvaluator(reader: Reader, { seats }: Pick<Exercise, 'seats'>): boolean {
  return seats.some(({ person, cell }) => person === reader.person && cell === 'evaluators')
}

/** Who directs and who evaluates sees the whole evaluation, at any time: that is what they are there for. */
export const byOffice = (reader: Reader, exercise: Exercise) => isDirecting(reader) || isEvaluator(reader, exercise)

/** Everybody else in the exercise waits for its end, and then sees what they may read. undefined: go on. */
export function whyNotYet(reader: Reader, { state }: Held<Exercise>): Refused | undefined {
  if (byOffice(reader, state) || state.state === 'ended') return undefined
  return refuse('not-yet-over', `${state.name} is ${state.state}.`)
}
