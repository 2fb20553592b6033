// What disrupt writes into the journal; this is the door to it.
export * from './events/requests/request.ts'
