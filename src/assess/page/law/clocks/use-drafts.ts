// How far the report of each clock is: the newest document of a duty that was not put aside.
import { useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import { listDutyReports } from '../../../api/duty-reports.ts'
import type { DutyReportStatus } from '../../../model/duty-report.ts'

export interface Draft {
  id: string
  status: DutyReportStatus
  revision: number
}

/** By duty. The newest two hundred: what is being written is always among them. */
export function useDrafts(of: { duty?: string; assessment?: string } = {}): ReadonlyMap<string, Draft> {
  const asked = useAsk(
    listDutyReports,
    { ...of, status: ['draft', 'for-approval', 'approved', 'sent'], limit: 200 },
    { keep: true, hears: ['assess.dutyReport'] },
  )
  return useMemo(() => {
    const drafts = new Map<string, Draft>()
    for (const { id, state } of asked.data?.items ?? []) {
      if (state.duty && !drafts.has(state.duty))
        drafts.set(state.duty, { id, status: state.status, revision: state.revision })
    }
    return drafts
  }, [asked.data])
}
