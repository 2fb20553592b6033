// Whether what a resolver answered after a change shows that it works: the questions of the plan, and one that nobody asked before.
import type { HealthThresholds, Question, Sample } from '../../model/resolvers.ts'

/** Enough to see that it works; a plan of fifty questions would make the change slow. */
const mostQuestions = 10

/**
 * Questions for the resolver itself. A cache would answer the plan's own ones though the new upstream is dead, so one more is asked for a
 * name that cannot have been asked before. Signatures made wrong on purpose say nothing about reach and are left out.
 */
export function verifyingQuestions(questions: readonly Question[], fresh: string): Question[] {
  const asked = questions.filter(({ expect }) => expect !== 'bogus').slice(0, mostQuestions)
  const known = asked.find(({ expect }) => expect === 'answers')
  if (!known) return asked
  const name = `${fresh}.${known.name.replace(/^\*\./, '').replace(/\.$/, '')}`
  return [...asked, { name, type: known.type, expect: 'nxdomain', compare: false }]
}

/** undefined: as it should be. */
export function wrongWith(question: Question, sample: Sample): string | undefined {
  const what = `${question.name} ${question.type}`
  const said = sample.why ? `${sample.outcome} (${sample.why})` : sample.outcome
  if (question.expect === 'nxdomain') {
    // Whatever the zone says of a name that nobody made, it was reached.
    return ['nxdomain', 'answered', 'empty'].includes(sample.outcome) ? undefined : `${what}: ${said}`
  }
  if (sample.outcome !== 'answered') return `${what}: ${said}`
  const { answers } = question
  if (answers && !sample.answers.every((one) => answers.includes(one)))
    return `${what}: answered ${sample.answers.join(', ')}, which is not what is known to be right`
  return undefined
}

export interface Verified {
  ok: boolean
  /** It answered, but not what is known to be right. */
  lied: boolean
  /** In a sentence, with figures. */
  said: string
}

/** The question that nobody asked before must do; of the others so many as the plan's thresholds ask. */
export function verified(
  questions: readonly Question[],
  samples: readonly Sample[],
  { mostFailed }: Pick<HealthThresholds, 'mostFailed'>,
): Verified {
  const wrong = questions.map((question, at) => {
    const sample = samples[at]
    return sample ? wrongWith(question, sample) : `${question.name}: not asked`
  })
  const found = wrong.filter((one) => one !== undefined)
  const share = questions.length === 0 ? 1 : found.length / questions.length
  const lastIsWrong = wrong.at(-1) !== undefined
  const ok = found.length === 0 || (share < mostFailed && !lastIsWrong)
  const count = `${questions.length - found.length} of ${questions.length} questions answered as they should be`
  const lied = samples.some((sample, at) => sample.outcome === 'answered' && wrong[at] !== undefined)
  return { ok, lied, said: found.length === 0 ? count : `${count}; ${found.slice(0, 5).join('; ')}`.slice(0, 1500) }
}
