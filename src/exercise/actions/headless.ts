// An exercise that nobody sits in, played as a test: a scenario plays alone on a node, and what became of it is told as one document.

import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { ShownExercise, showInjects } from '../api/exercises.ts'
import type { importScenario } from '../api/scenarios.ts'
import type { Called, ObjectiveScore, ShownExpectation, ShownInject } from '../model/exercise.ts'
import { isMet } from '../rules/run/score.ts'

export interface Headless {
  exercise: { scenario: string; title: string; realm: string; id: Id; digest: string }
  speed: number
  story: { from: Instant; to: Instant }
  realSeconds: number
  /** Every expectation that was asked was met, and nothing of the setting and of the injects was refused. */
  met: boolean
  expected: ShownExpectation[]
  objectives: ObjectiveScore[]
  injects: Pick<ShownInject, 'id' | 'title' | 'channel' | 'state' | 'plannedAt' | 'at'>[]
  /** What was not taken on the way to the players, and what automatic players could not do. */
  refusals: ({ of: 'inject' | 'setting' | 'play'; ref: string } & Called)[]
}

export interface HeadlessTools {
  /** As the local account of the node. */
  call(contract: string, input: unknown, upload?: Uint8Array): Promise<Reply<unknown>>
  progress(said: string): void
  nowMs(): number
  wait(ms: number): Promise<void>
}

export interface HeadlessOptions {
  /** The text of a scenario, or the name of one that the node knows. */
  scenario: { text: string; name: string } | { known: string }
  /** 0: as fast as it goes. */
  speed: number
  exercise: string
}

const askEveryMs = 100
const tellEveryMs = 2_000

/** Refuses what importing, planning and starting refuse; a scenario that goes wrong while it plays is an answer. */
export async function playHeadless(tools: HeadlessTools, options: HeadlessOptions): Promise<Reply<Headless>> {
  const began = tools.nowMs()
  const known = await nameOf(tools, options)
  if (!known.ok) return known
  const { exercise, speed } = options
  const planned = await tools.call('exercise.planExercise', { scenario: known.value, exercise, speed, autoplay: 'all' })
  if (!planned.ok) return planned
  const started = await tools.call('exercise.startExercise', { exercise })
  if (!started.ok) return started
  const ended = await untilEnded(tools, exercise)
  if (!ended.ok) return ended
  const shown = await tools.call('exercise.showInjects', { exercise })
  if (!shown.ok) return shown
  const { injects, expected, objectives, refused } = shown.value as OutputOf<typeof showInjects>
  const { scenario } = ended.value.exercise
  return done({
    exercise: {
      scenario: scenario.ref,
      title: scenario.title,
      realm: ended.value.realm,
      id: ended.value.id,
      digest: scenario.digest,
    },
    ...{ speed, story: { from: scenario.startsAt, to: ended.value.storyNow ?? scenario.endsAt } },
    realSeconds: Math.round(tools.nowMs() - began) / 1_000,
    met:
      expected.every(({ state }) => isMet(state) || state === 'not-asked') && refused.every(({ of }) => of === 'play'),
    ...{ expected, objectives },
    injects: injects.map(({ id, title, channel, state, plannedAt, at }) => ({
      id,
      title,
      channel,
      state,
      plannedAt,
      at,
    })),
    refusals: [
      ...injects.flatMap((inject) =>
        inject.refused.map((called) => ({ of: 'inject' as const, ref: inject.id, ...called })),
      ),
      ...refused.flatMap(({ of, ref, calls }) =>
        calls.filter(({ ok }) => !ok).map((called) => ({ of, ref, ...called })),
      ),
    ],
  })
}

async function nameOf(tools: HeadlessTools, { scenario }: HeadlessOptions): Promise<Reply<string>> {
  if ('known' in scenario) return done(scenario.known)
  const imported = await tools.call('exercise.importScenario', { name: scenario.name }, Buffer.from(scenario.text))
  return imported.ok ? done((imported.value as OutputOf<typeof importScenario>).card.ref) : imported
}

async function untilEnded(tools: HeadlessTools, exercise: string): Promise<Reply<ShownExercise>> {
  for (let told = tools.nowMs(); ; await tools.wait(askEveryMs)) {
    const reply = await tools.call('exercise.getExercise', { exercise })
    if (!reply.ok) return reply
    const now = reply.value as ShownExercise
    if (now.exercise.state === 'ended') return done(now)
    if (tools.nowMs() - told < tellEveryMs) continue
    told = tools.nowMs()
    tools.progress(`EXERCISE ${now.exercise.name}: in the story it is ${now.storyNow}`)
  }
}
