// What a move is expected to do, in sentences, from the plan and from what was seen.
import { say } from '#web/say.ts'
import type { Plan } from '../../../model/failover.ts'
import type { Upstream, Verdict } from '../../../model/resolvers.ts'
import { millisecondsWord, names, secondsWord } from '../words.ts'

export function expectedEffect(plan: Plan, verdicts: readonly Verdict[]): string[] {
  const { usual, fallback, exclusions, staggerSeconds } = plan
  const lines = [
    say('Names go to {fallback} instead of {usual}.', { fallback: names(fallback), usual: names(usual) }),
    say('An answer takes {fallback} there in the median, and {usual} here.', {
      fallback: millisecondsWord(medianOf(fallback, verdicts)),
      usual: millisecondsWord(medianOf(usual, verdicts)),
    }),
    exclusions.length > 0
      ? say('{zones} stay where they are.', { zones: exclusions.join(', ') })
      : say('No zone is excluded: internal names go there, too.'),
    fallback.some(({ transport }) => transport === 'udp' || transport === 'tcp')
      ? say('Questions travel in clear; whoever runs the fallback sees them from then on.')
      : say('Questions travel encrypted; whoever runs the fallback sees them from then on.'),
  ]
  if (staggerSeconds > 0)
    lines.push(say('It waits {seconds} first, for its turn.', { seconds: secondsWord(staggerSeconds) }))
  return lines
}

/** The sentence that is repeated before anything is done. */
export function moveSentence(
  what: 'go' | 'again' | 'back',
  { control, usual, fallback, exclusions, questions }: Plan,
): string {
  if (what === 'back')
    return say(
      'The configuration of "{control}" that stood before is put back exactly; if names do not resolve then, they go to {fallback} again.',
      { control, fallback: names(fallback) },
    )
  return say(
    '"{control}" is pointed from {usual} to {fallback}{stays}, then asked {n} questions, and put back at once if it does not answer.',
    {
      ...{ control, usual: names(usual), fallback: names(fallback), n: questions.length + 1 },
      stays: exclusions.length > 0 ? say(' ({zones} stay)', { zones: exclusions.join(', ') }) : '',
    },
  )
}

function medianOf(upstreams: readonly Upstream[], verdicts: readonly Verdict[]): number | null {
  const known = verdicts
    .filter(({ upstream }) => upstreams.some(({ name }) => name === upstream))
    .flatMap(({ figures }) => (figures.medianMilliseconds === null ? [] : [figures.medianMilliseconds]))
    .sort((one, other) => one - other)
  return known[Math.floor(known.length / 2)] ?? null
}
