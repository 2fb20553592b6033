// The evaluation of one exercise, from the course of its scenario and the ledger of its journal.
import { instant } from '#kernel/time.ts'
import type { Evaluation, Finding, FindingKind, MeasuredTime } from '../../model/evaluation/evaluation.ts'
import type { QualityFile } from '../../model/evaluation/quality.ts'
import type { Exercise, ExpectationState } from '../../model/exercise.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Followed } from '../run/course.ts'
import { isMet, scoreByObjective } from '../run/score.ts'
import { type Ledger, proofOf } from './ledger.ts'
import { markedAmiss } from './marked.ts'
import { evaluatedObjectives, type FormGiven, round, ruleInWords } from './objectives.ts'
import { type Came, decisionTimes, expectedTimes, trailTimes } from './times.ts'
import { type Parties, toldAmiss, toldParties } from './told.ts'

export interface Played {
  exercise: Exercise
  scenario: Scenario
  followed: readonly Followed[]
  /** Injects that reached the players, and when. */
  came: readonly Came[]
  ledger: Ledger
  parties: Parties
  forms: readonly FormGiven[]
  file: Pick<QualityFile, 'recordShare'>
  /** By the clock of the story, in milliseconds since 1970; null: it has not begun. */
  until: number | null
}

export function evaluate(played: Played): Evaluation {
  const { exercise, scenario, followed, came, ledger, parties, forms, file, until } = played
  const proofs = (entry: string | null) => {
    const noted = entry === null ? undefined : ledger.byId(entry)
    return noted ? [proofOf(noted)] : []
  }
  const scores = scoreByObjective(scenario, followed)
  const expected = expectedTimes(followed, proofs)
  const cameAt = new Map(came.map(({ inject, at }) => [inject.id, at]))
  const { findings: amiss, undetermined } = toldAmiss(scenario, parties, ledger)
  const asked = scores.reduce((sum, one) => sum + one.asked, 0)
  const { ref, title, digest } = exercise.scenario
  return {
    ...{ exercise: exercise.slug, name: exercise.name, scenario: { ref, title, digest }, state: exercise.state },
    until: until === null ? null : instant(new Date(until)),
    final: exercise.state === 'ended',
    score: wholeScore(followed),
    ...{ met: scores.reduce((sum, one) => sum + one.met, 0), asked },
    objectives: evaluatedObjectives(scenario, scores, followed, forms, file, proofs),
    times: [...expected, ...trailTimes(ledger, came, expected), ...decisionTimes(ledger)],
    told: toldParties(scenario, parties, ledger, (inject) => cameAt.get(inject) ?? null),
    findings: [...expectationFindings(followed, proofs), ...amiss, ...markedAmiss(ledger, until ?? 0)],
    ...{ undeterminedTellings: undetermined, rule: ruleInWords(file.recordShare), forms: forms.length },
    leftOut: ledger.leftOut(),
  }
}

const worth: Partial<Record<ExpectationState, number>> = {
  done: 1,
  kept: 1,
  late: 0.5,
  mismarked: 0.5,
  missed: 0,
  broken: 0,
}

/** Over all objectives, by the weights of what was asked; null: nothing was. */
export function wholeScore(followed: readonly Pick<Followed, 'expected' | 'state'>[]): number | null {
  const asked = followed.filter(({ state }) => worth[state] !== undefined)
  const all = asked.reduce((sum, { expected }) => sum + (expected.weight ?? 1), 0)
  const got = asked.reduce((sum, { expected, state }) => sum + (expected.weight ?? 1) * (worth[state] ?? 0), 0)
  return all === 0 ? null : round(got / all)
}

export const metOf = (followed: readonly Pick<Followed, 'state'>[]) =>
  followed.filter(({ state }) => isMet(state)).length

function kindOf({ expected: { measure }, state }: Pick<Followed, 'expected' | 'state'>): FindingKind | null {
  if (state === 'missed') return measure === 'tell' ? 'missed-telling' : 'missed'
  if (state === 'late') return measure === 'tell' ? 'late-telling' : 'late'
  return state === 'broken' || state === 'mismarked' ? state : null
}

const ends: Partial<Record<FindingKind, string>> = {
  missed: 'was not done in its time',
  late: 'was done late, within what is tolerated',
  broken: 'was not to be, and was',
  mismarked: 'was marked otherwise than asked',
  'missed-telling': 'was not told in its time',
  'late-telling': 'was told late, within what is tolerated',
}

/** Expected against done. */
export function expectationFindings(
  followed: readonly Followed[],
  proofs: (entry: string | null) => MeasuredTime['proof'],
): Finding[] {
  return followed.flatMap((one): Finding[] => {
    const kind = kindOf(one)
    if (kind === null) return []
    const { expected, entry, at, until } = one
    const seen = at ?? until
    return [
      {
        ...{ key: `${kind}/${expected.id}`, kind, says: `${expected.title}: ${ends[kind] ?? kind}.` },
        ...{ objective: expected.objective, expected: expected.id },
        at: seen === null ? null : instant(new Date(seen)),
        proof: proofs(entry),
      },
    ]
  })
}
