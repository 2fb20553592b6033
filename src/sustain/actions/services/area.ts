// What the watching of services works with: its data, its way to probe, its tables.

import { readDataset } from '#platform/dataset.ts'
import { closedAddress, readAllowed } from '#platform/fetch/address.ts'
import type { Deps } from '#platform/room.ts'
import { createNames, type Finder } from '../../probe/reach-name.ts'
import { ReachData } from '../../rules/reach/reach-data.ts'
import { type ReachSql, reachSql } from '../../store/reach/tables.ts'

export interface ReachArea {
  data: ReachData
  finder: Finder
  sql: ReachSql
}

export function createReachArea({ settings, journal }: Pick<Deps, 'settings' | 'journal'>): ReachArea {
  const data = readDataset(ReachData, 'sustain/reach.json')
  const guard = {
    allowed: readAllowed(settings.fetchAllow),
    ownPort: () => (settings.port === 0 ? null : settings.port),
  }
  return {
    data,
    finder: { names: createNames(), guard, blockPages: data.blockPages },
    sql: reachSql(journal.sql),
  }
}

/** Why an address that is written as numbers is never asked; undefined for names, which are judged when they are found. */
export function closedHost({ finder }: ReachArea, host: string): string | undefined {
  return /^[0-9.]+$|:/.test(host) ? closedAddress(host, host, finder.guard.allowed) : undefined
}
