// How long things took: what the scenario expected, what the trail of causes shows beside it, and decisions from question to answer.
import { instant } from '#kernel/time.ts'
import type { MeasuredTime } from '../../model/evaluation/evaluation.ts'
import type { Inject } from '../../model/scenario.ts'
import type { Followed } from '../run/course.ts'
import { spanMs } from '../scenario/moments.ts'
import { type Ledger, type Noted, proofOf } from './ledger.ts'

/** Entries by which something is classified: a taxonomy, a severity, a verdict of law, how far a claim is believed. */
export const classifyingKinds: ReadonlySet<string> = new Set([
  'assess.incidentClassified',
  'assess.severityFirstRated',
  'assess.severityRated',
  'assess.assessmentOpened',
  'assess.factsAnswered',
  'sense.attackJudged',
  'watch.claimInformationRated',
  'watch.factsFirstJudged',
  'watch.factsJudged',
])

const momentOf = (ms: number | null) => (ms === null ? null : instant(new Date(ms)))

/** What the scenario asked for. What was not asked is left out. */
export function expectedTimes(followed: readonly Followed[], proofs: (entry: string | null) => MeasuredTime['proof']) {
  return followed
    .filter(({ state, expected }) => !['waiting', 'not-asked', 'elsewhere'].includes(state) && !expected.never)
    .map(
      ({ expected, state, from, at, entry }): MeasuredTime => ({
        ...{ what: expected.measure, title: expected.title, by: 'expected', inject: expected.from ?? null },
        ...{ expected: expected.id, tells: expected.tells ?? null, from: momentOf(from), at: momentOf(at), state },
        seconds: at === null || from === null ? null : (at - from) / 1_000,
        withinSeconds: spanMs(expected.within) / 1_000,
        toleranceSeconds: expected.tolerance ? spanMs(expected.tolerance) / 1_000 : 0,
        proof: proofs(entry),
      }),
    )
}

export interface Came {
  inject: Inject
  at: number
}

/** From each inject to the first entry of a player that goes back to it, and to the first that classifies it. */
export function trailTimes(ledger: Ledger, came: readonly Came[], expected: readonly MeasuredTime[]): MeasuredTime[] {
  const first = { notice: new Map<string, Noted>(), classify: new Map<string, Noted>() }
  for (const noted of ledger.entries()) {
    if (!noted.player) continue
    for (const inject of noted.injects) {
      if (!first.notice.has(inject)) first.notice.set(inject, noted)
      if (classifyingKinds.has(noted.kind) && !first.classify.has(inject)) first.classify.set(inject, noted)
    }
  }
  const asked = new Set(expected.map(({ what, inject }) => `${what} ${inject}`))
  return came.flatMap(({ inject: { id, title }, at }) =>
    (['notice', 'classify'] as const).flatMap((what): MeasuredTime[] => {
      const noted = first[what].get(id)
      // Where the scenario itself asks for it, its own answer stands.
      if (!noted || noted.at < at || asked.has(`${what} ${id}`)) return []
      return [measured({ what, title, by: 'trail', inject: id }, at, noted.at, [noted])]
    }),
  )
}

/** From a question to its decision, with the second person where one is asked for. Those that nobody decided are told without a time. */
export function decisionTimes(ledger: Ledger): MeasuredTime[] {
  return ledger
    .decisions()
    .map(({ title, opened, decided, inject }) =>
      measured(
        { what: 'decide', title, by: 'record', inject },
        opened.at,
        decided?.at ?? null,
        decided && decided !== opened ? [opened, decided] : [opened],
      ),
    )
}

function measured(
  head: Pick<MeasuredTime, 'what' | 'title' | 'by' | 'inject'>,
  from: number,
  at: number | null,
  shows: readonly Noted[],
): MeasuredTime {
  return {
    ...head,
    ...{ expected: null, tells: null, from: momentOf(from), at: momentOf(at) },
    seconds: at === null ? null : Math.max(0, at - from) / 1_000,
    ...{ withinSeconds: null, toleranceSeconds: null, state: null, proof: shows.map(proofOf) },
  }
}

/** The middle one of all that have a time; of two, the mean. null: none has. */
export function middleOf(seconds: readonly number[]): number | null {
  if (seconds.length === 0) return null
  const sorted = [...seconds].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
