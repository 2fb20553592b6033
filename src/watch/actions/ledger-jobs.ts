// Timed work on the ledger: promises whose time has come are said to be due, once each; and acceptances of accounts that
// were closed lapse, as soon as that is heard and again at each turn.
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { personRecord } from '#people/rules/person-record.ts'
import type { Job } from '#platform/room.ts'
import { followUpRecord } from '../events/claim.ts'
import { followUpLifecycle } from '../rules/ledger/lifecycle.ts'
import { fallenDue } from '../store/ledger.ts'
import { lapseAcceptances } from './attribute.ts'
import type { WatchRoom } from './room.ts'

const perTurn = 500

/** What is said is in the journal: a process that dies in between says the rest at its next start, and nothing twice. */
export async function tellFallenDue(room: Pick<WatchRoom, 'journal' | 'clock'>): Promise<number> {
  let told = 0
  for (const { id, realm } of await fallenDue(room.journal, room.clock, perTurn)) {
    const now = room.clock.in(realm).toISOString()
    const view = { reader: systemReader('watch.followUps', [realm], room.journal.home), realm, own: true as const }
    await room.journal.commit({ view, verb: 'watch.tellFallenDue' }, async (unit) => {
      const held = await unit.read(followUpRecord, id)
      const { due, overdueAt, status } = held?.state ?? {}
      if (!status || followUpLifecycle[status]['fall due'] === null) return done(null)
      if (!due || due > now || overdueAt !== null) return done(null)
      await unit.append(followUpRecord, 'watch.followUpFellDue', id, { due }, { observedAt: due })
      told += 1
      return done(null)
    })
  }
  return told
}

export function ledgerJobs(room: WatchRoom): { jobs: Job[]; stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const lapse = () => {
    running = running.then(() =>
      lapseAcceptances(room).catch((error: unknown) =>
        room.log.error(
          { err: error },
          'acceptances of closed accounts could not be taken away; tried again at the next turn',
        ),
      ),
    )
  }
  const deaf = room.journal.onCommitted((batch) => {
    if (batch.some(({ record, kind }) => record === personRecord.name && kind === 'people.personDisabled')) lapse()
  })
  return {
    jobs: [
      { name: 'watch-follow-ups', everySeconds: 30, run: async () => void (await tellFallenDue(room)) },
      { name: 'watch-acceptances', everySeconds: 60, run: async () => void (await lapseAcceptances(room)) },
    ],
    async stop() {
      deaf()
      await running
    },
  }
}
