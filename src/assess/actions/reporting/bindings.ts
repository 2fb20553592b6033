// Joins the contracts of reports by law to their actions, and hears how their deliveries ended.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Outbox } from '#platform/outbox/index.ts'
import * as api from '../../api/duty-reports.ts'
import { draftDutyReport, redraftDutyReport } from './draft-report.ts'
import { exportDutyReport } from './export-report.ts'
import * as read from './read-reports.ts'
import type { ReportingRoom } from './room.ts'
import * as send from './send-report.ts'
import * as write from './write-report.ts'

export function reportingBindings(room: ReportingRoom & { outbox: Outbox }): Binding[] {
  room.outbox.onEnded(send.sendingOrigin, (delivery) => send.noteSending(room, delivery))
  return [
    bind(api.draftDutyReport, (input, call) => draftDutyReport(room, input, call)),
    bind(api.redraftDutyReport, (input, call) => redraftDutyReport(room, input, call)),
    bind(api.listDutyReports, (input, call) => read.listDutyReports(room, input, call)),
    bind(api.getDutyReport, (input, call) => read.getDutyReport(room, input, call)),
    bind(api.compareDutyReport, (input, call) => read.compareDutyReport(room, input, call)),
    bind(api.exportDutyReport, (input, call) => exportDutyReport(room, input, call)),
    bind(api.editDutyReport, (input, call) => write.editDutyReport(room, input, call)),
    bind(api.askApproval, (input, call) => write.askApproval(room, input, call)),
    bind(api.approveDutyReport, (input, call) => write.approveDutyReport(room, input, call)),
    bind(api.returnDutyReport, (input, call) => write.returnDutyReport(room, input, call)),
    bind(api.withdrawDutyReport, (input, call) => write.withdrawDutyReport(room, input, call)),
    bind(api.sendDutyReport, (input, call) => send.sendDutyReport(room, input, call)),
    bind(api.recordReceipt, (input, call) => send.recordReceipt(room, input, call)),
  ]
}
