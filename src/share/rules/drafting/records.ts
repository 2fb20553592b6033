// All records of a crisis file, whatever their kind.
import type { Told } from './within.ts'

export function recordsIn(told: Told) {
  const one = [told.crisis, told.ladder].flatMap((filed) => (filed ? [filed] : []))
  const { decisions, tasks, notices, incidents, incidentTasks, assessments, duties, items, claims, questions } = told
  return [
    ...one,
    ...decisions,
    ...tasks,
    ...notices,
    ...incidents,
    ...incidentTasks,
    ...assessments,
    ...duties,
    ...items,
    ...claims,
    ...questions,
    ...told.attacks,
    ...told.observations,
  ].map(({ id, entry, marking }) => ({ id, entry, marking }))
}
