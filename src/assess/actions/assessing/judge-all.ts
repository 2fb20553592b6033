// After a change of the law every open assessment is judged by it, a bounded batch at a time, and the clocks follow.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Log } from '#platform/log.ts'
import type { Assessment } from '../../model/assessment.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { countJudgedOtherwise, judgedOtherwise, realmsWithOpen } from '../../store/assessments.ts'
import { changeAssessment } from './judge-assessment.ts'
import { type AssessingRoom, systemView } from './room.ts'

export interface JudgingProgress {
  version: string
  /** Since this version is in force. */
  judged: number
  left: number
  /** What is recorded there is impossible by this law; a person must correct it. */
  refused: { id: Id; reference: string; why: string }[]
}

export interface JudgeAll {
  /** One turn of at most `perTurn`; answers how many were judged. */
  turn(perTurn?: number): Promise<number>
  progress(): Promise<JudgingProgress>
}

const perBatch = 25
const mostRefusedShown = 100

export function createJudgeAll(room: AssessingRoom, log: Log): JudgeAll {
  let version = ''
  let judged = 0
  // Looked at once for each version of the record and the law; tried again when the record changes.
  const refused = new Map<string, { id: Id; reference: string; why: string }>()

  function begin(current: string): void {
    if (version === current) return
    version = current
    judged = 0
    refused.clear()
  }

  async function turn(perTurn = 500): Promise<number> {
    const since = room.law.since()
    if (since === null) return 0
    const now = room.law.current().law.version
    begin(now)
    let done = 0
    for (const realm of await realmsWithOpen(room.journal)) {
      done += await inRealm(realm, since, now, perTurn - done)
      if (done >= perTurn) break
    }
    if (done > 0) log.info({ version: now, judged, refused: refused.size }, 'assessments were judged by a new law')
    return done
  }

  async function inRealm(realm: Realm, since: Instant, lawVersion: string, most: number): Promise<number> {
    const view = systemView(room, realm, 'assess.law')
    let after: Id | null = null
    let count = 0
    while (count < most) {
      const batch: Held<Assessment>[] = await judgedOtherwise(room.journal, view, lawVersion, since, after, perBatch)
      const answers = await Promise.all(batch.map((held) => one(realm, held, lawVersion)))
      count += answers.filter(Boolean).length
      after = batch.at(-1)?.id ?? null
      if (batch.length < perBatch) return count
    }
    return count
  }

  async function one(
    realm: Realm,
    { id, version: seen, state }: Held<Assessment>,
    lawVersion: string,
  ): Promise<boolean> {
    const key = `${id} ${seen}`
    if (refused.has(key)) return false
    const reply = await judgeOne(room, realm, id, lawVersion)
    if (reply.ok) judged += 1
    else if (refused.size < mostRefusedShown) {
      refused.set(key, { id, reference: state.reference, why: reply.detail ?? reply.refusal })
      log.warn({ assessment: id, refusal: reply.refusal }, 'an assessment cannot be judged by the new law')
    }
    return reply.ok
  }

  return {
    turn,
    async progress() {
      const current = room.law.current().law.version
      begin(current)
      const since = room.law.since()
      let left = 0
      for (const realm of since === null ? [] : await realmsWithOpen(room.journal)) {
        left += await countJudgedOtherwise(room.journal, systemView(room, realm, 'assess.law'), current, since ?? '')
      }
      return { version: current, judged, left, refused: [...refused.values()] }
    },
  }
}

/** In a unit of its own: an assessment that somebody changes at the same moment is simply tried again. */
function judgeOne(room: AssessingRoom, realm: Realm, id: Id, lawVersion: string): Promise<Reply<boolean>> {
  const view = systemView(room, realm, 'assess.law')
  return room.journal.commit({ view, verb: 'assess.judgeAll' }, async (unit) => {
    const held = await unit.read(assessmentRecord, id)
    if (!held || held.state.closed || held.state.judged.dataVersion === lawVersion) return done(false)
    const because = `judged by the law of version ${lawVersion}, which came into force here`
    const why = { law: room.law.current(), because }
    await changeAssessment(room, unit, held, 'assess.assessmentJudged', { reason: because }, why)
    return done(true)
  })
}
