// The words for owners of networks out of data/federate, whole or refused with the place and the reason of each fault.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadDataset, checkDataset } from '#platform/dataset.ts'
import { packageRoot } from '#platform/worker.ts'
import { OwnerNotices } from '../../model/owner-notice.ts'
import { faultsInNotices } from '../../rules/reports/owner-notice.ts'
import { readEventTypes } from '../reports/read-event-types.ts'

export const noticesFile = 'federate/owner-notices.json'

/** Throws BadDataset. */
export function readOwnerNotices(): OwnerNotices {
  return ownerNoticesOf(readFileSync(join(packageRoot(), 'data', noticesFile), 'utf8'), noticesFile)
}

/** `path` is shown in faults. Throws BadDataset. */
export function ownerNoticesOf(text: string, path: string): OwnerNotices {
  const notices = checkDataset(OwnerNotices, path, text)
  const faults = faultsInNotices(notices, new Set(readEventTypes().kinds.keys()))
  if (faults.length === 0) return notices
  throw new BadDataset(`data/${path} cannot be used: ${faults.slice(0, 5).join('; ')}. Correct it.`)
}
