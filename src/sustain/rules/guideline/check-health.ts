// Thresholds that can never be met, or always are; and questions that show nothing.
import type { Guideline } from '../../model/guideline.ts'
import type { Note } from './check.ts'

const shares = ['mostFailed', 'mostServfail', 'mostNxdomain', 'mostSlow', 'mostDisagreeing'] as const

export function checkHealth({ health }: Guideline, note: Note): void {
  const { everySeconds, timeoutMilliseconds, thresholds, questions } = health
  const { windowSeconds, leastSamples, slowMilliseconds } = thresholds
  const at = '/health/thresholds'
  if (windowSeconds < everySeconds)
    note(
      'error',
      'window',
      `${at}/windowSeconds`,
      `Samples are older than ${windowSeconds} s before the next come: nothing is ever said.`,
    )
  const possible = Math.floor(windowSeconds / everySeconds) * questions.length
  if (leastSamples > possible && windowSeconds >= everySeconds)
    note(
      'error',
      'never-enough',
      `${at}/leastSamples`,
      `At most ${possible} samples come within the window; ${leastSamples} are asked for.`,
    )
  if (slowMilliseconds >= timeoutMilliseconds)
    note(
      'error',
      'never-slow',
      `${at}/slowMilliseconds`,
      'An answer that slow counts as none, so that nothing is ever slow.',
    )
  if (timeoutMilliseconds > everySeconds * 1000)
    note('warning', 'overlap', '/health/timeoutMilliseconds', 'The next round is asked before the last one is over.')
  for (const name of shares) {
    if (thresholds[name] === 0)
      note('error', 'always', `${at}/${name}`, 'From nothing on, everything is past the threshold.')
    if (thresholds[name] === 1)
      note(
        'warning',
        'hardly-ever',
        `${at}/${name}`,
        'Only when not a single answer is right; one lucky answer hides the fault.',
      )
  }
  checkQuestions({ health }, note)
}

function checkQuestions({ health: { questions, thresholds } }: Pick<Guideline, 'health'>, note: Note): void {
  const seen = new Set<string>()
  for (const [at, { name, type, expect, answers, compare }] of questions.entries()) {
    const where = `/health/questions/${at}`
    const key = `${name.toLowerCase()} ${type}`
    if (seen.has(key)) note('error', 'twice', where, `${name} ${type} is asked twice.`)
    seen.add(key)
    if (answers && answers.length > 0 && expect !== 'answers')
      note(
        'error',
        'contradiction',
        where,
        `It names right answers, and expects ${expect === 'nxdomain' ? 'that there is none' : 'SERVFAIL'}.`,
      )
    if (compare && expect === 'bogus')
      note('error', 'contradiction', `${where}/compare`, 'What must not resolve cannot be compared.')
  }
  const has = (expect: string) => questions.some((one) => one.expect === expect)
  if (!has('answers'))
    note(
      'error',
      'no-answers',
      '/health/questions',
      'No question has an answer: a resolver that is well cannot be told from one that is not.',
    )
  if (!has('nxdomain'))
    note(
      'warning',
      'no-nxdomain',
      '/health/questions',
      'Nothing shows whether names that do not exist are answered with a lie.',
    )
  if (!has('bogus')) note('warning', 'no-bogus', '/health/questions', 'Nothing shows whether signatures are checked.')
  const told = questions.some(({ compare, answers }) => compare || (answers?.length ?? 0) > 0)
  if (!told && thresholds.mostDisagreeing < 1)
    note(
      'error',
      'never-lying',
      '/health/questions',
      'No question is compared or has known answers: a lie can never be seen.',
    )
}
