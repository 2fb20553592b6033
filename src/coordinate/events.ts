// What coordinate announces to the rooms downstream.
export { crisisRecord } from './rules/crises/crisis-record.ts'
export { decisionRecord } from './rules/decisions/decision-record.ts'
export { noticeRecord } from './rules/duties/notice-record.ts'
export { obligationRecord } from './rules/duties/obligation-record.ts'
export { ladderRecord } from './rules/ladder/ladder-record.ts'
export { callOutRecord } from './rules/tasks/call-out-record.ts'
export { rotaRecord } from './rules/tasks/rota-record.ts'
export { taskRecord } from './rules/tasks/task-record.ts'
