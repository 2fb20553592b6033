// Evaluating one exercise: its journal is read once, held against its scenario, and shown to each reader as far as they may see.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Held } from '#platform/journal/types.ts'
import type { Evaluation } from '../../model/evaluation/evaluation.ts'
import { type Exercise, realmOf } from '../../model/exercise.ts'
import type { Scenario } from '../../model/scenario.ts'
import { evaluate, type Played } from '../../rules/evaluation/evaluate.ts'
import { createLedger } from '../../rules/evaluation/ledger.ts'
import { seenBy } from '../../rules/evaluation/seen-by.ts'
import { readStory } from '../../store/evaluation/read-story.ts'
import { formsOf } from '../../store/evaluation/records.ts'
import { scriptOf } from '../../store/scripts.ts'
import { findExercise, noSuch } from '../desk.ts'
import { planningView } from '../room.ts'
import { gatherCast } from '../run/cast.ts'
import { runOf } from '../show.ts'
import { byOffice, type EvaluationRoom, whyNotYet } from './room.ts'

/** The exercise, and its scenario; or why this reader is not shown its evaluation. */
export async function evaluated(
  room: EvaluationRoom,
  slug: string,
  reader: Reader,
): Promise<Reply<{ held: Held<Exercise>; scenario: Scenario }>> {
  const held = await findExercise(room, slug, reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  return whyNotYet(reader, held) ?? done({ held, scenario })
}

export async function playedOf(room: EvaluationRoom, held: Held<Exercise>, scenario: Scenario): Promise<Played> {
  const { state: exercise } = held
  const realm = realmOf(exercise)
  const run = await runOf(room, held, scenario)
  await run.settled()
  const cast = await gatherCast(room, exercise, scenario, true)
  const acting = cast.acting(exercise)
  const ledger = createLedger(acting.direction)
  for await (const entry of readStory(room.journal.sql, realm)) ledger.read(entry)
  const came = run.course.injects().flatMap((inject) => {
    const { state, at = null } = run.course.stands(inject.id) ?? {}
    return at !== null && (state === 'delivered' || state === 'refused') ? [{ inject, at }] : []
  })
  const forms = await formsOf(room.journal, planningView(room), held.id)
  const { home } = room.journal
  return {
    ...{ exercise, scenario, followed: run.course.followed(), came, ledger, file: room.quality },
    parties: {
      home,
      organisationOf: (participant) => exercise.organisations[participant] ?? home,
      personsOf: (participant) =>
        new Set([...acting.actorsOf(participant)].map((actor) => actor.slice(actor.indexOf(':') + 1))),
    },
    forms: forms.map(({ state: { evaluator, answers } }) => ({ evaluator, answers })),
    until: room.clocks.setting(realm) ? room.clocks.in(realm).getTime() : null,
  }
}

/** As this reader may see it. */
export async function evaluationFor(
  room: EvaluationRoom,
  held: Held<Exercise>,
  scenario: Scenario,
  reader: Reader,
): Promise<{ evaluation: Evaluation; whole: boolean }> {
  const played = await playedOf(room, held, scenario)
  const evaluation = evaluate(played)
  if (byOffice(reader, held.state)) return { evaluation, whole: true }
  const markingOf = (entry: Id) => played.ledger.byId(entry)?.marking
  return { evaluation: seenBy(evaluation, reader, realmOf(held.state), markingOf), whole: false }
}
