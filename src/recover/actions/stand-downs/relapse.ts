// A crisis that was stood down is looked at again for some days: when a measured criterion is no longer met, the stand-down is open again.
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { standDownRecord } from '../../events/stand-down.ts'
import { standDownLife, whyNot } from '../../rules/lifecycles.ts'
import { relapseIn } from '../../rules/stand-down/criteria.ts'
import { stoodDown } from '../../store/records.ts'
import type { RecoverRoom } from '../room.ts'
import { criteriaFor } from './stand-down.ts'

const day = 86_400_000

/** Opens nothing twice: what it says is in the journal, and the state is read again in the unit. */
export async function findRelapses(room: RecoverRoom): Promise<number> {
  const { journal, clock, data } = room
  let found = 0
  for (const { id, realm, at } of await stoodDown(journal, standDownRecord)) {
    const since = new Date(clock.in(realm).getTime() - data.relapseDays * day).toISOString()
    if (at < since) continue
    const view = { reader: systemReader('recover.relapses', [realm], journal.home), realm, own: true as const }
    const told = await journal.commit({ view, verb: 'recover.findRelapses' }, async (unit) => {
      const held = await unit.read(standDownRecord, id)
      if (!held || whyNot(standDownLife, held.state.state, 'relapse')) return done(false)
      const { criteria } = await criteriaFor(room, { ...unit.view }, held, unit.now)
      const back = relapseIn(criteria)
      if (!back) return done(false)
      // Only the words of the criterion: what it rests on is shown to each reader as far as they may read it.
      const body = { because: `No longer so: ${back.text}.`, criterion: back.id, record: null }
      await unit.append(standDownRecord, 'recover.relapseFound', id, body)
      return done(true)
    })
    if (told.ok && told.value) found += 1
  }
  return found
}
