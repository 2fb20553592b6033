// What sustain writes into the journal; this is the door to it.
export * from './events/failover.ts'
export * from './events/part.ts'
export * from './events/resolvers.ts'
export * from './events/watched.ts'
