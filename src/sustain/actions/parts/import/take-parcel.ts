// One parcel of a file: added, changed or the same, in one unit of work.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { partRecord } from '../../../events.ts'
import type { Evidence } from '../../../model/words.ts'
import { changesBy, freshPart } from '../../../rules/files/merged.ts'
import type { ResolvedPart } from '../../../rules/files/resolve.ts'
import { keepPromises } from '../../../store/promised-ids.ts'
import type { SustainRoom } from '../../room.ts'

const partsPerTurn = 50

export interface ImportJob {
  otherNeeds: 'gone' | 'kept'
  imported: Evidence
  marking: MarkingChoice | null
  tryOnly: boolean
  /** Their ids were kept for them; once written, they need no keeping. */
  promised: boolean
}

export interface TakenParcel {
  added: Id[]
  changed: Id[]
  same: number
}

export function takeParcel(
  room: SustainRoom,
  parcel: readonly ResolvedPart[],
  job: ImportJob,
  call: Call,
): Promise<Reply<TakenParcel>> {
  return room.journal.commit(call.writer, async (unit) => {
    const taken: TakenParcel = { added: [], changed: [], same: 0 }
    // Those that are new, too: whoever takes the same file at the same time has the same ids.
    const ids = parcel.map(({ id }) => id)
    const before = new Map((await unit.some(partRecord, ids)).map((held) => [held.id, held.state]))
    for (const [index, one] of parcel.entries()) {
      // Others get their turn in the middle, and before all of it is written.
      if (index % partsPerTurn === 0) await nextTurn()
      const state = before.get(one.id)
      if (!state) {
        taken.added.push(one.id)
        if (job.tryOnly) continue
        const { active, ...body } = freshPart(one, job.imported)
        const options = { subject: one.id, ...(job.marking ? { marking: job.marking } : {}) }
        await unit.open(partRecord, 'sustain.partAdded', body, options)
        if (active === false) await unit.append(partRecord, 'sustain.partChanged', one.id, { active })
        continue
      }
      const changes = changesBy(state, one, job.otherNeeds, job.imported)
      if (changes === null) taken.same += 1
      else {
        taken.changed.push(one.id)
        if (!job.tryOnly) await unit.append(partRecord, 'sustain.partChanged', one.id, changes)
      }
    }
    await nextTurn()
    if (job.promised) unit.also((sql) => keepPromises(sql, ids))
    return done(taken)
  })
}
