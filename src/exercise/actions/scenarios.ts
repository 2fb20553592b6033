// Scenarios: checking, taking in, listing, showing, giving out.
import { dump } from 'js-yaml'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../api/scenarios.ts'
import { mostFileBytes } from '../api/scenarios.ts'
import { scenarioRecord } from '../events.ts'
import { checkScenario as judge } from '../rules/scenario/check.ts'
import { isPlayable } from '../rules/scenario/findings.ts'
import { allScenarios, scenarioNamed } from '../store/exercises.ts'
import { keepScript } from '../store/scripts.ts'
import { cardOf, findScenario, knownTo, readAndCheck, shippedScenarios } from './library.ts'
import { type ExerciseRoom, plannerOf, planningView } from './room.ts'

async function textOf(call: Call): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of call.upload ?? []) {
    length += chunk.length
    if (length > mostFileBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLarge = () => refuse('too-large', `A scenario has at most ${mostFileBytes} bytes.`)

export async function checkScenario(
  room: ExerciseRoom,
  call: Call,
): Promise<Reply<OutputOf<typeof api.checkScenario>>> {
  const text = await textOf(call)
  if (text === undefined) return tooLarge()
  const { scenario, findings } = readAndCheck(text, knownTo(room))
  return done({
    ...{ ref: scenario?.id ?? null, title: scenario?.title ?? null, findings },
    playable: scenario !== null && isPlayable(findings),
  })
}

export async function importScenario(
  room: ExerciseRoom,
  call: Call,
): Promise<Reply<OutputOf<typeof api.importScenario>>> {
  const text = await textOf(call)
  if (text === undefined) return tooLarge()
  const { scenario, findings } = readAndCheck(text, knownTo(room))
  const fault = findings.find(({ level }) => level === 'error')
  if (!scenario || fault)
    return refuse(
      'bad-scenario',
      fault ? `Line ${fault.line}, ${fault.where || '/'}: ${fault.says}` : 'It holds no scenario.',
      fault?.where,
    )
  const card = cardOf(scenario)
  const before = await scenarioNamed(room.journal, planningView(room), card.ref)
  return room.journal.commit(plannerOf(call).writer, async (unit) => {
    unit.also((trx) => keepScript(trx, card.digest, scenario))
    const { held } = before
      ? await unit.append(scenarioRecord, 'exercise.scenarioReplaced', before.id, card)
      : await unit.open(scenarioRecord, 'exercise.scenarioImported', card)
    return done({ id: held.id, version: held.version, since: held.since, card: held.state, findings })
  })
}

export async function listScenarios(
  room: ExerciseRoom,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listScenarios>>> {
  const held = await allScenarios(room.journal, plannerOf(call).view)
  const own = new Set(held.map(({ state }) => state.ref))
  const ships = [...shippedScenarios().values()].filter(({ id }) => !own.has(id))
  return done({
    items: [
      ...ships.map((scenario) => ({ id: null, version: 0, ships: true, card: cardOf(scenario) })),
      ...held.map(({ id, version, state }) => ({ id, version, ships: shippedScenarios().has(state.ref), card: state })),
    ],
  })
}

const unknown = (ref: string) => refuse('unknown', `There is no scenario '${ref}'.`, '/scenario')

export async function getScenario(
  room: ExerciseRoom,
  { scenario: ref }: InputOf<typeof api.getScenario>,
): Promise<Reply<OutputOf<typeof api.getScenario>>> {
  const found = await findScenario(room, ref)
  if (!found) return unknown(ref)
  const findings = judge(found.scenario, knownTo(room))
  return done({ id: found.held?.id ?? null, version: found.held?.version ?? 0, scenario: found.scenario, findings })
}

export async function exportScenario(
  room: ExerciseRoom,
  { scenario: ref, format = 'yaml' }: InputOf<typeof api.exportScenario>,
): Promise<Reply<Download>> {
  const found = await findScenario(room, ref)
  if (!found) return unknown(ref)
  const text =
    format === 'json' ? `${JSON.stringify(found.scenario, null, 2)}\n` : dump(found.scenario, { lineWidth: 120 })
  return done({
    name: `EXERCISE-${ref}.${format}`,
    type: format === 'json' ? 'application/json' : 'application/yaml',
    bytes: Buffer.from(text),
  })
}
