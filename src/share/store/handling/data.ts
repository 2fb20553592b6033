// The guideline that comes with the software and the marks of classified information, out of data/share.
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { ClassifiedMarks, GuidelineData } from '../../model/guideline.ts'
import { contradictionIn } from '../../rules/handling/check-guideline.ts'
import { type PreparedMarks, prepareMarks } from '../../rules/handling/classified.ts'

/** Throws BadDataset: nobody checks by a guideline that cannot be read. */
export function readGuideline(): GuidelineData {
  const path = 'share/guidelines.json'
  const data = readDataset(GuidelineData, path)
  const fault = contradictionIn(data.text)
  if (fault) throw new BadDataset(`data/${path}: ${fault}`)
  return data
}

/** Throws BadDataset. */
export function readMarks(): PreparedMarks {
  return prepareMarks(readDataset(ClassifiedMarks, 'share/guidelines-marks.json').marks)
}
