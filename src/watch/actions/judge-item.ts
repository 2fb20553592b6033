// Judging: a named person accepts or rejects an item, or takes that back.

import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Unit } from '#platform/journal/types.ts'
import type { ItemStatus, NewsItem } from '../api.ts'
import { itemRecord } from '../events.ts'
import type { WatchRoom } from './room.ts'

export const judgements = ['accept', 'reject', 'reopen'] as const
export type Judgement = (typeof judgements)[number]

/** What each judgement makes of each status; null where it cannot be given. */
export const lifecycle: Record<ItemStatus, Record<Judgement, ItemStatus | null>> = {
  suggested: { accept: 'accepted', reject: 'rejected', reopen: null },
  accepted: { accept: null, reject: 'rejected', reopen: 'suggested' },
  rejected: { accept: 'accepted', reject: null, reopen: 'suggested' },
}

const kinds = {
  accept: 'watch.itemAccepted',
  reject: 'watch.itemRejected',
  reopen: 'watch.itemReopened',
} as const

interface Given {
  id: Id
  version: number
  reason?: string
  /** Only for `accept`. */
  signal?: boolean
}

export type Judged = { id: Id; version: number; entry: Id; status: ItemStatus; signal: boolean }

export function judgeItem(room: WatchRoom, judgement: Judgement, input: Given, call: Call): Promise<Reply<Judged>> {
  const { person } = call.reader
  return room.journal.commit(call.writer, async (unit) => {
    const item = await unit.read(itemRecord, input.id)
    if (!item) return unit.refuse('unknown', `There is no item ${input.id} that you may read.`)
    if (person === null) return unit.refuse('person-needed')
    if (item.version === input.version && lifecycle[item.state.status][judgement] === null) {
      const where = Object.entries(lifecycle).filter(([, row]) => row[judgement] !== null)
      unit.refuse(
        'wrong-state',
        `It is ${item.state.status}; only what is ${where.map(([name]) => name).join(' or ')} can be treated so.`,
      )
    }
    const { entry, held } = await judge(unit, judgement, item, { ...input, person }, input.version)
    return done({ id: held.id, version: held.version, entry, status: held.state.status, signal: isSignal(held.state) })
  })
}

/** One judgement of one item, in a unit of work that is under way. */
export function judge(
  unit: Unit,
  judgement: Judgement,
  item: Held<NewsItem>,
  { person, reason, signal }: { person: Id; reason?: string; signal?: boolean },
  expectedVersion?: number,
): Promise<Appended<NewsItem>> {
  return unit.append(
    itemRecord,
    kinds[judgement],
    item.id,
    {
      person,
      reason: reason ?? null,
      // The person's word is recorded even where it is what the rules found: it stays when the article changes.
      ...(judgement === 'accept' ? { signal: signal ?? item.state.incident } : {}),
    },
    expectedVersion === undefined ? {} : { expectedVersion },
  )
}

function isSignal({ status, signal, incident }: NewsItem): boolean {
  return status === 'accepted' && (signal ?? incident)
}
