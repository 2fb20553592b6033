// Notices about victims of one operation, and the texts that they are made from.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { readDataset } from '#platform/dataset.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import { victimNoticeRecord } from '../../events/victims.ts'
import { type VictimNotice, VictimTexts } from '../../model/victims/notice.ts'

export const readVictimTexts = (): VictimTexts => readDataset(VictimTexts, 'disrupt/victim-notices.json')

export function noticesOf(journal: Journal, view: View, operation: Id): Promise<Held<VictimNotice>[]> {
  return journal.reads.many(victimNoticeRecord, view, (query) =>
    query.where(sql<string>`state->>'operation'`, '=', operation).orderBy('subject', 'desc').limit(1_000),
  )
}
