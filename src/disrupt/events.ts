// What disrupt writes into the journal; this is the door to it.
export { operationRecord } from './events/operations.ts'
export * from './events/requests/request.ts'
export * from './events/restrictions/restriction.ts'
export { targetRecord } from './events/targets.ts'
export { victimNoticeRecord } from './events/victims.ts'
