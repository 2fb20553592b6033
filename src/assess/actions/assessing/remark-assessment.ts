// An assessment is marked anew together with its clocks and the reports drafted for them: none of them says more than it may.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import type { Unit } from '#platform/journal/index.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import { belongingTo } from '../../store/assessments.ts'
import { type Changed, changed, type Desk } from '../desk.ts'

interface Remark {
  id: Id
  version: number
  marking: MarkingChoice
  reason: string
}

export async function remarkAssessment(
  { journal }: Pick<Desk, 'journal'>,
  unit: Unit,
  { id, version, marking, reason }: Remark,
): Promise<Changed> {
  const after = await unit.remark(assessmentRecord, id, marking, reason, version)
  for (const record of [dutyRecord, dutyReport] as const) {
    const ids = await belongingTo(journal, unit.view.realm, record.name, id)
    for (const one of ids) await unit.remark(record as typeof dutyRecord, one, marking, reason)
  }
  return changed(after)
}
