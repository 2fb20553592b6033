// What the simulator has shown to whom: a signature can name only what was shown.

import type { Instant } from '#kernel/time.ts'
import type { Journal } from '#platform/journal/index.ts'

type SimulationTables = {
  'federate.simulations': { digest: string; realm: string; actor: string; terms: string; at: Date | string }
}

export interface Shown {
  digest: string
  realm: string
  actor: string
  /** SHA-256 (hex) of the terms that it was shown for. */
  terms: string
}

const table = (db: Journal['sql']) => db.withTables<SimulationTables>()

export async function keepSimulation(db: Journal['sql'], shown: Shown, at: Instant): Promise<void> {
  await table(db)
    .insertInto('federate.simulations')
    .values({ ...shown, at })
    .onConflict((conflict) => conflict.columns(['digest', 'realm', 'actor']).doUpdateSet({ at, terms: shown.terms }))
    .execute()
}

export async function simulationShown(db: Journal['sql'], { digest, realm, actor, terms }: Shown): Promise<boolean> {
  const row = await table(db)
    .selectFrom('federate.simulations')
    .select('digest')
    .where('digest', '=', digest)
    .where('realm', '=', realm)
    .where('actor', '=', actor)
    .where('terms', '=', terms)
    .executeTakeFirst()
  return row !== undefined
}

export async function forgetSimulations(db: Journal['sql'], before: Instant): Promise<void> {
  await table(db).deleteFrom('federate.simulations').where('at', '<', before).execute()
}
