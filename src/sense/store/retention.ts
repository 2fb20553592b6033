// How long each resolution is kept: data that an administrator may edit, in data/sense/retention.json.
import Type, { type Static } from 'typebox'
import { readDataset } from '#platform/dataset.ts'

const Kept = Type.Object({ keepDays: Type.Integer({ minimum: 1, maximum: 36_600 }) })

export const RetentionData = Type.Object({
  resolutions: Type.Object({ 10: Kept, 60: Kept, 3600: Kept }),
  /** A minute or an hour is added up so long after its end: most frames have come by then. */
  graceSeconds: Type.Integer({ minimum: 0, maximum: 3600 }),
  /** A life of a sensor that sent nothing for so long is forgotten: its frames would count anew. */
  runKeepDays: Type.Integer({ minimum: 40, maximum: 36_600 }),
})
export type Retention = Static<typeof RetentionData>

export function readRetention(): Retention {
  return readDataset(RetentionData, 'sense/retention.json')
}
