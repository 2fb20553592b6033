// A person says whether a finding is right; what was measured stays as it was.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/services.ts'
import { reachFindingRecord } from '../../events.ts'
import type { SustainRoom } from '../room.ts'
import { shown } from './watching.ts'

export function judgeFinding(
  room: SustainRoom,
  { id, version, verdict, kind, because }: InputOf<typeof api.judgeFinding>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.judgeFinding>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    if (!(await unit.read(reachFindingRecord, id)))
      return unit.refuse('unknown', `There is no finding ${id} that you may read.`)
    if (verdict === 'other' && kind === undefined) return unit.refuse('other-what', undefined, '/kind')
    const { held } = await unit.append(
      reachFindingRecord,
      'sustain.reachFindingJudged',
      id,
      { person, verdict, kind: kind ?? null, because },
      { expectedVersion: version },
    )
    return done(shown(held))
  })
}
