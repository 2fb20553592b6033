// Which kinds of restriction there are.
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { RestrictionsFile } from '../../model/restrictions/restriction.ts'

/** Throws BadDataset. */
export function readRestrictionData(): RestrictionsFile {
  const file = readDataset(RestrictionsFile, 'disrupt/restrictions.json')
  const ids = file.kinds.map(({ id }) => id)
  const twice = ids.filter((id, n) => ids.indexOf(id) !== n)
  if (twice.length === 0) return file
  throw new BadDataset(`data/disrupt/restrictions.json names ${twice.join(', ')} twice. Name each kind once.`)
}
