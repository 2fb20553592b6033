// What takedown operations need beside the journal: their limits, a way to look at targets, and timed work.
import { readDataset } from '#platform/dataset.ts'
import { readAllowed } from '#platform/fetch/address.ts'
import type { Deps, Job } from '#platform/room.ts'
import { createNames } from '#sustain/probe/index.ts'
import { TakedownData } from '../../model/operations/data.ts'
import type { VictimTexts } from '../../model/victims/notice.ts'
import { readVictimTexts } from '../../store/victims/notices.ts'
import type { LookArea } from '../monitors/look.ts'
import { lookAtDue } from '../monitors/round.ts'
import type { DisruptRoom } from '../room.ts'
import { tellReleases } from './afterwards.ts'

export interface Takedowns {
  takedowns: TakedownData
  victimTexts: VictimTexts
  looks: LookArea & { stopping(): boolean; stop(): void }
}

/** Throws BadDataset when a file of data/disrupt cannot be used. */
export function createTakedowns({ settings }: Pick<Deps, 'settings'>): Takedowns {
  const takedowns = readDataset(TakedownData, 'disrupt/takedowns.json')
  let stopped = false
  const { timeoutMilliseconds, connectMilliseconds } = takedowns.looks
  return {
    takedowns,
    victimTexts: readVictimTexts(),
    looks: {
      names: createNames(),
      allowed: readAllowed(settings.fetchAllow),
      standIns: readAllowed(settings.standIns),
      ownPort: () => (settings.port === 0 ? null : settings.port),
      ...{ timeoutMilliseconds, connectMilliseconds },
      stopping: () => stopped,
      stop: () => {
        stopped = true
      },
    },
  }
}

export const takedownJobs = (room: DisruptRoom): Job[] => [
  { name: 'disrupt-looks', everySeconds: 10, run: async () => void (await lookAtDue(room)) },
  { name: 'disrupt-releases', everySeconds: 30, run: async () => void (await tellReleases(room)) },
]
