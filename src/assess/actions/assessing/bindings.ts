// Joins the contracts of assessments and duties to their actions.
import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import * as assessments from '../../api/assessments.ts'
import * as duties from '../../api/duties.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import * as change from './change-assessment.ts'
import * as duty from './change-duty.ts'
import * as entities from './entities.ts'
import type { JudgeAll } from './judge-all.ts'
import { openAssessment } from './open-assessment.ts'
import * as read from './read-assessments.ts'
import * as wall from './read-duties.ts'
import type { AssessingRoom } from './room.ts'
import { assessmentReasons, whatIf } from './what-if.ts'

export function assessingBindings(room: AssessingRoom, judgeAll: JudgeAll): Binding[] {
  return [
    bind(assessments.saveEntity, (input, call) => entities.saveEntity(room, input, call)),
    bind(assessments.getEntity, (input, call) => entities.getEntity(room, input, call)),
    bind(assessments.openAssessment, (input, call) => openAssessment(room, input, call)),
    bind(assessments.listAssessments, (input, call) => read.listAssessments(room, input, call)),
    bind(assessments.getAssessment, (input, call) => read.getAssessment(room, input, call)),
    bind(assessments.answerFacts, (input, call) => change.answerFacts(room, input, call)),
    bind(assessments.describeEntity, (input, call) => change.describeEntity(room, input, call)),
    bind(assessments.setServices, (input, call) => change.setServices(room, input, call)),
    bind(assessments.setAnchor, (input, call) => change.setAnchor(room, input, call)),
    bind(assessments.judgeAgain, (input, call) => change.judgeAgain(room, input, call)),
    bind(assessments.judgingProgress, async (_input, { view }) => {
      const progress = await judgeAll.progress()
      const ids = progress.refused.map((one) => one.id)
      const known = new Set((await room.journal.reads.some(assessmentRecord, view, ids)).map((one) => one.id))
      return done({ ...progress, refused: progress.refused.filter((one) => known.has(one.id)) })
    }),
    bind(assessments.whatIf, (input, call) => whatIf(room, input, call)),
    bind(assessments.assessmentReasons, (input, call) => assessmentReasons(room, input, call)),
    bind(assessments.closeAssessment, (input, call) => change.closeAssessment(room, input, call)),
    bind(duties.listDuties, (input, call) => wall.listDuties(room, input, call)),
    bind(duties.getDuty, (input, call) => wall.getDuty(room, input, call)),
    bind(duties.recordSubmission, (input, call) => duty.recordSubmission(room, input, call)),
    bind(duties.ruleOutDuty, (input, call) => duty.ruleOutDuty(room, input, call)),
    bind(duties.prolongDuty, (input, call) => duty.prolongDuty(room, input, call)),
    bind(duties.requestReport, (input, call) => duty.requestReport(room, input, call)),
  ]
}
