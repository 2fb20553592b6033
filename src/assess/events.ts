// What assess announces to the rooms downstream: entries of assessments and of the reports that are owed.
export { assessmentRecord } from './rules/assessment-record.ts'
export { dutyRecord } from './rules/duty-record.ts'
export { entityRecord } from './rules/entity-record.ts'
export { incident } from './rules/incident.ts'
