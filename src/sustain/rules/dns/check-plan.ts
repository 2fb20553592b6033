// What is wrong with a plan by itself, and for the kind of resolver that it moves: found when it is written, not in the crisis.
import type { ControlKind } from '../../model/failover.ts'
import type { Upstream } from '../../model/resolvers.ts'
import { placeOf, whyNotAddress, whyNotForward } from './can-forward.ts'
import type { PlanValues } from './plan-values.ts'

/** Sentences; empty: nothing speaks against it. `kind`: of its control, where that is known. */
export function faultsOfPlan(plan: PlanValues, kind: ControlKind | null): string[] {
  return [
    ...plan.usual.flatMap(whyNotAddress),
    ...(kind ? whyNotForward(kind, plan.fallback) : plan.fallback.flatMap(whyNotAddress)),
    ...namedTwice([...plan.usual, ...plan.fallback]),
    ...sameOnBothSides(plan),
    ...questionFaults(plan),
    ...timeFaults(plan),
    ...quorumFaults(plan),
  ]
}

function namedTwice(upstreams: readonly Upstream[]): string[] {
  const names = upstreams.map(({ name }) => name)
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at))
  return [...twice].map((name) => `Two upstreams are called "${name}"; verdicts could not tell them apart.`)
}

function sameOnBothSides({ usual, fallback }: PlanValues): string[] {
  const places = new Set(usual.map(placeOf))
  return fallback
    .filter((one) => places.has(placeOf(one)))
    .map(({ name }) => `"${name}" is usual and fallback at the same time.`)
}

function questionFaults({ questions }: PlanValues): string[] {
  return questions.some(({ expect }) => expect === 'answers')
    ? []
    : ['No question asks for a name that exists, so nothing could be verified.']
}

function timeFaults({ timeoutMilliseconds, everySeconds, thresholds, hysteresis }: PlanValues): string[] {
  const { windowSeconds, leastSamples, slowMilliseconds } = thresholds
  return [
    ...(slowMilliseconds > timeoutMilliseconds
      ? ['slowMilliseconds is longer than the time limit, so nothing could ever be slow.']
      : []),
    ...(windowSeconds / everySeconds < leastSamples && windowSeconds < everySeconds * 2
      ? ['The window is too short for so few rounds: there would never be enough samples.']
      : []),
    ...(hysteresis.leastSeconds > 0 && hysteresis.wellSeconds === 0
      ? ['With wellSeconds 0 one good moment would bring the way back.']
      : []),
  ]
}

function quorumFaults({ quorum, vantages }: PlanValues): string[] {
  return [
    ...(quorum.least > quorum.of ? [`A quorum of ${quorum.least} of ${quorum.of} can never be met.`] : []),
    ...(vantages.length > 0 && vantages.length < quorum.of
      ? [`The quorum counts ${quorum.of} vantage points, but only ${vantages.length} are named.`]
      : []),
  ]
}
