// Contracts: scenarios are checked, taken in, listed, shown to who directs, and given out as files.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { orNull, ScenarioCard } from '../model/exercise.ts'
import { Ref, Scenario } from '../model/scenario.ts'
import { Finding } from '../rules/scenario/findings.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
/** Whoever reads a scenario knows what is to come. */
export const directing: Policy = { who: ['exercise-controller'] }
export const mostFileBytes = 24 * 1024 * 1024

const Checked = Type.Object(
  { playable: Type.Boolean(), ref: orNull(Ref), title: orNull(Type.String()), findings: Type.Array(Finding) },
  closed,
)
const Held = { id: Id, version: Type.Integer(), since: Instant }

export const checkScenario = contract({
  name: 'exercise.checkScenario',
  does: 'action',
  summary: 'Say what is wrong with a scenario, or worth a second look; nothing is kept',
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  output: Checked,
  refusals: {},
  policy: directing,
  upload: { maxBytes: mostFileBytes },
  arguments: ['name'],
  example: { name: 'monday.yaml' },
})

export const importScenario = contract({
  name: 'exercise.importScenario',
  does: 'action',
  summary: 'Take in a scenario (YAML or JSON); one of the same id becomes its next version',
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  output: Type.Object({ ...Held, card: ScenarioCard, findings: Type.Array(Finding) }, closed),
  refusals: refusing('bad-scenario'),
  policy: directing,
  upload: { maxBytes: mostFileBytes },
  arguments: ['name'],
  example: { name: 'monday.yaml' },
})

export const listScenarios = contract({
  name: 'exercise.listScenarios',
  does: 'query',
  summary: 'Scenarios that can be played: those that ship, and those that were taken in',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object({ id: orNull(Id), version: Type.Integer(), ships: Type.Boolean(), card: ScenarioCard }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {},
})

export const getScenario = contract({
  name: 'exercise.getScenario',
  does: 'query',
  summary: 'A whole scenario, with everything that is to come: for those who direct',
  input: Type.Object({ scenario: Ref }, closed),
  output: Type.Object(
    { id: orNull(Id), version: Type.Integer(), scenario: Scenario, findings: Type.Array(Finding) },
    closed,
  ),
  refusals: {},
  policy: directing,
  arguments: ['scenario'],
  example: { scenario: 'monday' },
})

export const exportScenario = contract({
  name: 'exercise.exportScenario',
  does: 'query',
  summary: 'A scenario as a file',
  input: Type.Object({ scenario: Ref, format: Type.Optional(Type.Enum(['yaml', 'json'])) }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {},
  policy: directing,
  download: true,
  arguments: ['scenario'],
  example: { scenario: 'monday', format: 'yaml' },
})
