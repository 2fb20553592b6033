// When a conditional field is asked for: three-valued, since what is not known is not no.
import type { Holds } from '../../model/duty-forms.ts'
import type { FieldValue } from '../../model/duty-report.ts'
import type { Answer } from '../../model/verdict.ts'
import { factOf, toldOf } from './fact-sentences.ts'
import { anchorTold } from './parts.ts'
import type { Subject } from './subject.ts'

/** The values that stand in the form now. */
export type Standing = (field: string) => FieldValue

const yesOrNo = (met: boolean): Answer => (met ? 'yes' : 'no')

/** `own`: the field whose condition it is, which settles by being filled what only a person knows. */
export function answerTo(subject: Subject, holds: Holds, standing: Standing, own: string): Answer {
  if ('any' in holds) return anyOf(holds.any.map((one) => answerTo(subject, one, standing, own)))
  if ('rule' in holds) return subject.answers.get(holds.rule) ?? 'undetermined'
  if ('fact' in holds) return factAnswer(subject, holds)
  if ('cause' in holds) return causeAnswer(subject, holds.cause)
  if ('rsit' in holds) return classAnswer(subject, holds.rsit)
  if ('submitted' in holds) return submittedAnswer(subject, holds.submitted)
  if ('asked' in holds) return isFilled(standing(own)) ? 'yes' : 'undetermined'
  const value = standing(holds.field)
  if ('filled' in holds) return yesOrNo(isFilled(value))
  if (!isFilled(value)) return 'undetermined'
  return yesOrNo(Array.isArray(value) ? value.includes(holds.has) : String(value) === holds.has)
}

export function isFilled(value: FieldValue): boolean {
  if (value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  return !Array.isArray(value) || value.length > 0
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.every((one) => one === 'no') ? 'no' : 'undetermined'
}

function factAnswer(
  subject: Subject,
  holds: { fact: string; is: boolean | string } | { fact: string; above: number },
): Answer {
  const value = factOf(subject, holds.fact) && toldOf(subject, holds.fact)?.value
  if (value === undefined) return 'undetermined'
  if ('above' in holds) return typeof value === 'number' ? yesOrNo(value > holds.above) : 'undetermined'
  return yesOrNo(Array.isArray(value) ? value.includes(String(holds.is)) : value === holds.is)
}

function causeAnswer({ incident }: Subject, cause: string): Answer {
  const known = incident?.state.classification?.rootCause
  return known ? yesOrNo(known === cause) : 'undetermined'
}

function classAnswer({ incident }: Subject, types: readonly string[]): Answer {
  const known = incident?.state.classification?.rsit ?? []
  if (known.some(({ type }) => type !== null && types.includes(type))) return 'yes'
  return 'undetermined'
}

/** No submission on record is no proof that there was none. */
function submittedAnswer(subject: Subject, regimes: readonly string[]): Answer {
  const found = Object.keys(subject.assessment.state.anchors).some((id) => {
    const regime = /^report_submitted:([^/]+)\//.exec(id)?.[1]
    return regime !== undefined && regimes.includes(regime) && anchorTold(subject, id) !== null
  })
  return found ? 'yes' : 'undetermined'
}
