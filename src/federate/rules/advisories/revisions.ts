// Which of two versions of one document is the newer one: by its version, and by its release where that does not say it.
import type { AdvisoryContent } from '../../model/advisories/content.ts'
import { compareSemver } from './compare-versions.ts'

type Revision = Pick<AdvisoryContent, 'version' | 'currentRelease'>

/** Negative: the first is older. Versions are whole numbers or semantic ones. */
export function compareRevisions(one: Revision, other: Revision): number {
  const order = compareSemver(one.version, other.version)
  if (order !== null && order !== 0) return order
  return Math.sign((Date.parse(one.currentRelease) || 0) - (Date.parse(other.currentRelease) || 0))
}
