// Scenarios that ship with Tocsin, and those that were taken in: found by their name.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Compile, type Validator } from 'typebox/compile'
import type { Contract } from '#kernel/contract.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { Held } from '#platform/journal/types.ts'
import { packageRoot } from '#platform/worker.ts'
import type { ScenarioCard } from '../model/exercise.ts'
import type { Scenario } from '../model/scenario.ts'
import { checkScenario, type Known, type KnownContract } from '../rules/scenario/check.ts'
import type { Finding } from '../rules/scenario/findings.ts'
import { readScenario } from '../rules/scenario/read.ts'
import { scenarioNamed } from '../store/exercises.ts'
import { scriptOf } from '../store/scripts.ts'
import { type ExerciseRoom, planningView } from './room.ts'

export interface Found {
  scenario: Scenario
  held: Held<ScenarioCard> | undefined
}

export function cardOf(scenario: Scenario): ScenarioCard {
  const { id, title, difficulty, minutes, startsAt, endsAt, objectives, derivedFrom, injects, expected } = scenario
  return {
    ...{ ref: id, title, difficulty, minutes, startsAt, endsAt, objectives, derivedFrom },
    ...{ injects: injects.length, expected: expected.length },
    digest: createHash('sha256').update(canonicalJson(scenario)).digest('hex'),
  }
}

export function knownTo(room: Pick<ExerciseRoom, 'contracts' | 'obligations'>): Known {
  const contracts = room.contracts().map((contract) => {
    const { who } = contract.policy
    const { properties = {} } = contract.input as { properties?: Record<string, unknown> }
    const roles = who === 'anyone' || who === 'signed-in' ? null : who
    const known: KnownContract = {
      ...{ roles, fields: new Set(Object.keys(properties)), query: contract.does === 'query' },
      faultsIn: (input) => faultsIn(contract, input),
    }
    return [contract.name, known] as const
  })
  return { contracts: new Map(contracts), obligations: room.obligations }
}

const validators = new WeakMap<Contract, Validator>()

function faultsIn(contract: Contract, input: unknown): { where: string; says: string }[] {
  const validator = validators.get(contract) ?? Compile(contract.input)
  validators.set(contract, validator)
  if (validator.Check(input)) return []
  return validator.Errors(input).map(({ instancePath, message }) => {
    return { where: instancePath, says: `${contract.name}: it ${message}.` }
  })
}

/** What a file holds, and everything that is wrong with it. */
export function readAndCheck(text: string, known: Known): { scenario: Scenario | null; findings: Finding[] } {
  const { scenario, findings, lineOf } = readScenario(text)
  return { scenario, findings: scenario ? [...findings, ...checkScenario(scenario, known, lineOf)] : findings }
}

let shipped: Map<string, Scenario> | undefined

/** By their names. Read once; a file that cannot be read is no scenario, and a test of the house says so. */
export function shippedScenarios(): ReadonlyMap<string, Scenario> {
  if (shipped) return shipped
  const folder = join(packageRoot(), 'data', 'exercise', 'scenarios')
  const found = new Map<string, Scenario>()
  for (const name of filesIn(folder)) {
    const { scenario } = readScenario(readFileSync(join(folder, name), 'utf8'))
    if (scenario) found.set(scenario.id, scenario)
  }
  shipped = found
  return found
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
  } catch {
    return []
  }
}

/** One that was taken in stands before one that ships under the same name. */
export async function findScenario(room: ExerciseRoom, ref: string): Promise<Found | undefined> {
  const held = await scenarioNamed(room.journal, planningView(room), ref)
  const own = held && (await scriptOf(room.journal.sql, held.state.digest))
  const scenario = own ?? shippedScenarios().get(ref)
  return scenario && { scenario, held: own ? held : undefined }
}
