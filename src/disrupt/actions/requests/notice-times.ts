// The register says on the day that a request is endangered or certainly too late, once; and when it is so no longer.
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { requestRecord } from '../../events/requests/request.ts'
import { whyNot } from '../../rules/life.ts'
import { judgeInTime, type TimeFacts } from '../../rules/requests/in-time.ts'
import { requestLife } from '../../rules/requests/lifecycle.ts'
import { noticeDue } from '../../rules/requests/order.ts'
import { inState } from '../../store/records.ts'
import type { DisruptRoom } from '../room.ts'
import { timeFacts } from './time.ts'

const perTurn = 500
const mostNotices = 1_000

export async function noticeTimes(room: DisruptRoom): Promise<number> {
  const facts = new Map<string, TimeFacts>()
  let noted = 0
  for (let after: string | null = null; ; ) {
    const rows = await inState(room.journal, requestRecord, ['open'], perTurn, after)
    for (const { id, realm } of rows) noted += (await noticeTime(room, facts, id, realm)) ? 1 : 0
    after = rows.at(-1)?.id ?? null
    if (rows.length < perTurn) return noted
  }
}

async function noticeTime(room: DisruptRoom, known: Map<string, TimeFacts>, id: string, realm: string) {
  const { journal, clock } = room
  const view = { reader: systemReader('disrupt.requests', [realm], journal.home), realm, own: true as const }
  const facts = known.get(realm) ?? (await timeFacts(room, view, clock.in(realm).toISOString()))
  known.set(realm, facts)
  const held = await journal.reads.one(requestRecord, view, id)
  if (!held || noticeDue(held.state, judgeInTime(held.state, facts)) === null) return false
  const answer = await journal.commit({ view, verb: 'disrupt.noticeTimes' }, async (unit) => {
    const { state } = (await unit.read(requestRecord, id)) ?? {}
    if (!state || whyNot(requestLife, state.state, 'notice') || state.notices.length >= mostNotices) return done(false)
    const notice = noticeDue(state, judgeInTime(state, facts))
    if (notice === null) return done(false)
    const options = notice.since === null ? {} : { observedAt: notice.since }
    await unit.append(requestRecord, 'disrupt.timeNoticed', id, notice, options)
    return done(true)
  })
  return answer.ok && answer.value
}
