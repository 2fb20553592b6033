// Joins each contract of assess to its action.
import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import { assessingBindings } from './actions/assessing/bindings.ts'
import type { JudgeAll } from './actions/assessing/judge-all.ts'
import type { AssessingRoom } from './actions/assessing/room.ts'
import { authorityBindings } from './actions/authority/bindings.ts'
import * as change from './actions/change-incident.ts'
import { declareIncident } from './actions/declare-incident.ts'
import { incidentFacts } from './actions/incident-facts.ts'
import * as files from './actions/keep-evidence.ts'
import * as keep from './actions/keep-with-incident.ts'
import * as merge from './actions/merge-incidents.ts'
import { incidentSeverity, rateSeverity, type SeverityDesk } from './actions/rate-severity.ts'
import * as read from './actions/read-incidents.ts'
import * as reports from './actions/report-incident.ts'
import { search } from './actions/search-records.ts'
import * as shown from './actions/show-picture.ts'
import { suggestedIncidents, suggestedItems } from './actions/suggest-links.ts'
import { undo } from './actions/undo-change.ts'
import * as severity from './api/severity.ts'
import * as api from './api.ts'

export function assessBindings(desk: AssessingRoom & SeverityDesk, judgeAll: JudgeAll): Binding[] {
  return [
    ...assessingBindings(desk, judgeAll),
    ...authorityBindings(desk),
    bind(severity.incidentSeverity, (input, call) => incidentSeverity(desk, input, call)),
    bind(severity.rateSeverity, (input, call) => rateSeverity(desk, input, call)),
    bind(api.declareIncident, (input, call) => declareIncident(desk, input, call)),
    bind(api.reportIncident, (input, call) => reports.reportIncident(desk, input, call)),
    bind(api.listReports, (input, call) => reports.listReports(desk, input, call)),
    bind(api.declineReport, (input, call) => reports.declineReport(desk, input, call)),
    bind(api.listIncidents, (input, call) => read.listIncidents(desk, input, call)),
    bind(api.getIncident, (input, call) => read.getIncident(desk, input, call)),
    bind(api.incidentFacts, (input, call) => incidentFacts(desk, input, call)),
    bind(api.suggestedItems, (input, call) => suggestedItems(desk, input, call)),
    bind(api.suggestedIncidents, (input, call) => suggestedIncidents(desk, input, call)),
    bind(api.describeIncident, (input, call) => change.describeIncident(desk, input, call)),
    bind(api.classifyIncident, (input, call) => change.classifyIncident(desk, input, call)),
    bind(api.setAffected, (input, call) => change.setAffected(desk, input, call)),
    bind(api.setTimes, (input, call) => change.setTimes(desk, input, call)),
    bind(api.moveIncident, (input, call) => change.moveIncident(desk, input, call)),
    bind(api.assignIncident, (input, call) => change.assignIncident(desk, input, call)),
    bind(api.linkObservations, (input, call) => change.linkObservations(desk, input, call)),
    bind(api.unlinkObservation, (input, call) => change.unlinkObservation(desk, input, call)),
    bind(api.addNote, (input, call) => keep.addNote(desk, input, call)),
    bind(api.addTask, (input, call) => keep.addTask(desk, input, call)),
    bind(api.changeTask, (input, call) => keep.changeTask(desk, input, call)),
    bind(api.remarkRecord, (input, call) => keep.remarkRecord(desk, input, call)),
    bind(api.addEvidence, (input, call) => files.addEvidence(desk, input, call)),
    bind(api.getEvidence, (input, call) => files.getEvidence(desk, input, call)),
    bind(api.transferEvidence, (input, call) => files.transferEvidence(desk, input, call)),
    bind(api.evidenceCustody, (input, call) => files.evidenceCustody(desk, input, call)),
    bind(api.mergeIncidents, (input, call) => merge.mergeIncidents(desk, input, call)),
    bind(api.unmergeIncident, (input, call) => merge.unmergeIncident(desk, input, call)),
    bind(api.splitIncident, (input, call) => merge.splitIncident(desk, input, call)),
    bind(api.undo, (input, call) => undo(desk, input, call)),
    bind(api.incidentJournal, (input, call) => read.incidentJournal(desk, input, call)),
    bind(api.traceRecord, (input, call) => read.traceRecord(desk, input, call)),
    bind(api.recentChanges, (input, call) => read.recentChanges(desk, input, call)),
    bind(api.search, (input, call) => search(desk, input, call)),
    bind(api.picture, (input, call) => shown.picture(desk, input, call)),
    bind(api.pictureReasons, (input, call) => shown.pictureReasons(desk, input, call)),
    bind(api.taxonomies, async () => done(desk.taxonomies)),
  ]
}
