// Each contract of an evaluation, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/evaluation/evaluation.ts'
import { readQualityFile } from '../../store/evaluation/data.ts'
import type { ExerciseRoom } from '../room.ts'
import { compareRuns, sayNaming } from './compare.ts'
import { exportEvaluation } from './export.ts'
import { fillQualityForm, getQualityForm } from './forms.ts'
import { takeUpFinding } from './improvements.ts'
import type { EvaluationRoom } from './room.ts'
import { showEvaluation } from './show.ts'

/** Throws BadDataset when the questions of evaluators cannot be used. */
export function evaluationBindings(exercises: ExerciseRoom): Binding[] {
  const room: EvaluationRoom = { ...exercises, quality: readQualityFile() }
  return [
    bind(api.showEvaluation, (input, call) => showEvaluation(room, input, call)),
    bind(api.exportEvaluation, (input, call) => exportEvaluation(room, input, call)),
    bind(api.getQualityForm, (input, call) => getQualityForm(room, input, call)),
    bind(api.fillQualityForm, (input, call) => fillQualityForm(room, input, call)),
    bind(api.takeUpFinding, (input, call) => takeUpFinding(room, input, call)),
    bind(api.compareRuns, (input, call) => compareRuns(room, input, call)),
    bind(api.sayNaming, (input, call) => sayNaming(room, input, call)),
  ]
}
