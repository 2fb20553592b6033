// What evaluators are asked on this node.
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { QualityFile } from '../../model/evaluation/quality.ts'

/** Throws BadDataset: marks without the words behind them would mean something else to each evaluator. */
export function readQualityFile(): QualityFile {
  const path = 'exercise/quality-forms.json'
  const file = readDataset(QualityFile, path)
  const ids = file.questions.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined)
    throw new BadDataset(`data/${path} cannot be used: /questions: there are two of the id '${twice}'. Rename one.`)
  return file
}
