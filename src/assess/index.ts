// The door of assess: incidents, what is kept with them, and the common picture.
import type { Contract } from '#kernel/contract.ts'
import { createFiles } from '#platform/files.ts'
import type { Deps, Room } from '#platform/room.ts'
import * as api from './api.ts'
import { assessBindings } from './routes.ts'
import { incident } from './rules/incident.ts'
import { evidence, note, report, task } from './rules/kept.ts'
import { createLiveFacts } from './store/live-facts.ts'
import { readTaxonomies, readThresholds } from './store/taxonomies.ts'

export { incident }
export const assessRecords = [incident, report, task, note, evidence]

export const assessContracts: readonly Contract[] = Object.values(api).filter(
  (one): one is Extract<typeof one, { policy: unknown }> => 'policy' in one,
)

/** Throws BadDataset when data/assess cannot be used: nobody judges by a taxonomy that cannot be read. */
export interface Assess extends Room {
  /** Loads the picture of the live realm, so that nobody waits for it at the first look. */
  warm(): Promise<void>
}

export function createAssess({ journal, clock, settings, log }: Deps): Assess {
  const live = createLiveFacts(journal, () => clock.now(), log)
  const desk = {
    journal,
    taxonomies: readTaxonomies(),
    thresholds: readThresholds(),
    files: createFiles(settings.dataDir),
    live,
  }
  return {
    bindings: assessBindings(desk),
    jobs: [],
    stop: async () => live.stop(),
    warm: async () => void (await live.head('live')),
  }
}
