// Joins: the journal's own contracts to what does them.

import type { Entry } from '#kernel/entry.ts'
import { done } from '#kernel/reply.ts'
import type { Clock } from '../clock.ts'
import { type Binding, bind } from '../http/index.ts'
import { backup, consistency, entries, inclusion, rebuildTables, trace, verify } from './api.ts'
import { appliedMigrations, backupStream } from './backup.ts'
import type { OpenJournal } from './index.ts'
import type { VerifierKey } from './proof/index.ts'
import { consistencyProof, inclusionProof } from './proofs.ts'
import { rebuild } from './rebuild.ts'
import { verifyJournal } from './verify.ts'

export interface JournalRoutesDeps {
  clock: Clock
  journal: OpenJournal
  keys: readonly VerifierKey[]
  dataDir: string
  migrationsDir: string
  /** Numbers what is not numbered yet, so that a proof can be given at once. */
  notarise(): Promise<unknown>
}

export function journalBindings({
  clock,
  journal,
  keys,
  dataDir,
  migrationsDir,
  notarise,
}: JournalRoutesDeps): Binding[] {
  const { sql, reads, records } = journal
  return [
    bind(verify, async () => {
      await notarise()
      return done(await verifyJournal(sql, keys, dataDir, clock))
    }),
    bind(rebuildTables, async () => done(await rebuild(sql, records))),
    bind(trace, async ({ id }, call) => done({ entries: (await reads.trace(call.view, id)).map(line) })),
    bind(entries, async (input, call) =>
      done({ entries: (await reads.recent(call.view, { ...input, limit: input.limit ?? 50 })).map(line) }),
    ),
    bind(backup, async ({ withoutMeasurements = false }, call) => {
      const name = `tocsin-${call.now.slice(0, 10)}.backup`
      const migrations = await appliedMigrations(migrationsDir)
      const bytes = backupStream(sql, dataDir, call.now, migrations, { withoutMeasurements })
      return done({ name, type: 'application/gzip', bytes })
    }),
    bind(inclusion, async ({ entry }, call) => {
      await notarise()
      return inclusionProof(sql, call.view, entry)
    }),
    bind(consistency, async ({ first }) => consistencyProof(sql, first)),
  ]
}

function line({ realm: _realm, ...entry }: Entry) {
  return { ...entry, cause: [...entry.cause] }
}
