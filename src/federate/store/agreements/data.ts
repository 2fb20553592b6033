// The data of agreements, read and checked once at the start.
import type { TSchema } from 'typebox'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { type AgreementModel, AgreementModelsFile, KindsFile } from '../../model/kinds.ts'
import { kindFaults } from '../../rules/agreements/kinds.ts'
import { modelFaults } from '../../rules/agreements/models.ts'

const kindsPath = 'federate/kinds.json'
const modelsPath = 'federate/agreement-models.json'

/** Throws BadDataset where the file names what no room of this node keeps. */
export function readKinds(states: ReadonlyMap<string, TSchema>): KindsFile {
  const file = readDataset(KindsFile, kindsPath)
  refuseIf(kindsPath, kindFaults(file, states))
  return file
}

export function readModels(kinds: KindsFile): readonly AgreementModel[] {
  const { models } = readDataset(AgreementModelsFile, modelsPath)
  refuseIf(modelsPath, modelFaults(models, kinds))
  return models
}

function refuseIf(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return
  throw new BadDataset(
    `data/${path} cannot be used: ${faults.slice(0, 5).join(' ')} Correct it, or put the released file back.`,
  )
}
