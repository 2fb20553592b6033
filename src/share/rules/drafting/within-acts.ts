// Ladder, decisions, tasks and notices without references to what may not be told.
import type { Decision } from '#coordinate/model/decision.ts'
import type { CriterionAnswer, Ladder, LadderStep } from '#coordinate/model/ladder.ts'
import type { Notice } from '#coordinate/model/notice.ts'
import type { Task } from '#coordinate/model/task.ts'
import type { Evidence } from '#coordinate/model/words.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Clean } from './clean.ts'

/** A label repeats the words of the record that it names. */
function evidenceWithin(evidence: readonly Evidence[], clean: Clean): Evidence[] {
  return evidence.filter(({ id }) => clean.has(id))
}

export function decisionWithin(state: Decision, clean: Clean): Decision {
  return clean.parties({
    ...state,
    crisis: clean.idOrNull(state.crisis),
    evidence: evidenceWithin(state.evidence, clean),
    tasks: clean.ids(state.tasks),
    supersededBy: clean.idOrNull(state.supersededBy),
  })
}

export function ladderWithin(state: Ladder, clean: Clean): Ladder {
  return clean.parties({ ...state, steps: state.steps.map((step) => stepWithin(step, clean)) })
}

function stepWithin(step: LadderStep, clean: Clean): LadderStep {
  const criteria = step.criteria.map((one) => criterionWithin(one, clean))
  const whole = criteria.every((one, n) => one === step.criteria[n])
  const { decision } = step
  return {
    ...step,
    criteria,
    standing: whole ? step.standing : 'undetermined',
    decision: decision && { ...decision, criteria: decision.criteria.map((one) => criterionWithin(one, clean)) },
  }
}

/** An answer that rests on something that may not be told is none here: not even yes or no. */
function criterionWithin(criterion: CriterionAnswer, clean: Clean): CriterionAnswer {
  if (criterion.evidence.every(({ id }) => clean.has(id))) return criterion
  return { ...criterion, answer: 'undetermined', because: '', evidence: [] }
}

export function taskWithin(state: Task, clean: Clean): Task {
  return { ...state, crisis: clean.idOrNull(state.crisis), decision: clean.idOrNull(state.decision) }
}

export function noticeWithin(state: Notice, clean: Clean, marking: Marking): Notice {
  const { tearLine } = state
  return clean.parties({
    ...state,
    crisis: clean.idOrNull(state.crisis),
    incident: clean.idOrNull(state.incident),
    evidence: evidenceWithin(state.evidence, clean),
    tearLine: tearLine && staysWithin(marking, tearLine.marking) ? tearLine : null,
  })
}
