// Comparing: runs of one scenario, and the organisations that played them.
import { randomUUID } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/evaluation/evaluation.ts'
import type { ComparedRun } from '../../model/evaluation/comparison.ts'
import type { Scenario } from '../../model/scenario.ts'
import { differencesBetween } from '../../rules/evaluation/differences.ts'
import { evaluate } from '../../rules/evaluation/evaluate.ts'
import { middleTimes, organisationsBeside, type Part, partsOf } from '../../rules/evaluation/organisations.ts'
import { namingRecord } from '../../rules/evaluation/records.ts'
import { namingsOf, runsOf } from '../../store/evaluation/records.ts'
import { scriptOf } from '../../store/scripts.ts'
import { maySee } from '../desk.ts'
import { plannerOf, planningView } from '../room.ts'
import { playedOf } from './evaluate.ts'
import { byOffice, type EvaluationRoom, whyNotYet } from './room.ts'

export async function compareRuns(
  room: EvaluationRoom,
  { scenario: ref }: InputOf<typeof api.compareRuns>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.compareRuns>>> {
  const { reader } = call
  const all = await runsOf(room.journal, planningView(room), ref)
  const mine = all.filter((held) => maySee(reader, held.state) && !whyNotYet(reader, held))
  const runs: ComparedRun[] = []
  const parts: Part[] = []
  let newest: Scenario | undefined
  for (const held of mine) {
    const scenario = await scriptOf(room.journal.sql, held.state.scenario.digest)
    if (!scenario) continue
    newest ??= scenario
    const played = await playedOf(room, held, scenario)
    parts.push(...partsOf(scenario, played.followed, played.parties.organisationOf))
    const { findings, objectives, score, met, asked } = evaluate(played)
    const { shown, more } = differencesBetween(newest, scenario)
    const { name, slug, state, startedAt } = held.state
    runs.push({
      ...{ exercise: slug, name, state, startedAt, digest: held.state.scenario.digest },
      ...{ differences: shown, moreDifferences: more, score, met, asked },
      objectives: objectives.map(({ objective, title, score: of, met: reached, asked: out }) => ({
        ...{ objective, title, score: of, met: reached, asked: out },
      })),
      times: middleTimes(played.followed),
      // How often something went wrong out of sight is not told either.
      findings: byOffice(reader, held.state)
        ? counted(findings)
        : counted(findings.filter((one) => one.expected !== null)),
    })
  }
  return done({ scenario: ref, runs, ...organisationsBeside(parts, await namingFor(room, ref, parts, call)) })
}

function counted(findings: readonly { kind: ComparedRun['findings'][number]['kind'] }[]): ComparedRun['findings'] {
  const counts = new Map<ComparedRun['findings'][number]['kind'], number>()
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ kind, count }))
}

async function namingFor(room: EvaluationRoom, ref: string, parts: readonly Part[], { reader }: Call) {
  const view = planningView(room)
  const said = await namingsOf(room.journal, view, ref)
  const ids = [...new Set(parts.map(({ organisation }) => organisation))]
  const known = await room.journal.reads.some(organisationRecord, view, ids)
  const names = new Map(known.map(({ id, state }) => [id, state.name]))
  return {
    agreed: new Set(said.filter(({ state }) => state.agreed).map(({ state }) => state.organisation)),
    nameOf: (id: Id) => names.get(id) ?? 'An organisation',
    own: reader.organisation,
    // By chance, anew for each answer: whoever knows the ids cannot count off the letters, and nobody is followed by theirs.
    shuffle: new Map(ids.map((id) => [id, randomUUID()])),
  }
}

export async function sayNaming(
  room: EvaluationRoom,
  { scenario: ref, agreed, because }: InputOf<typeof api.sayNaming>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.sayNaming>>> {
  const { organisation } = call.reader
  if (organisation === null) return refuse('no-organisation-of-yours')
  const all = await namingsOf(room.journal, planningView(room), ref)
  const before = all.find(({ state }) => state.organisation === organisation)
  const said = { agreed, because: because ?? null }
  return room.journal.commit(plannerOf(call).writer, async (unit) => {
    const { held } = before
      ? await unit.append(namingRecord, 'exercise.namingSaidAnew', before.id, said)
      : await unit.open(namingRecord, 'exercise.namingSaid', { ...said, scenario: ref, organisation })
    return done({ id: held.id, version: held.version, organisation, agreed })
  })
}
